import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { ItemView } from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { queries } from '../../queries.ts';

interface Withdrawal {
  readonly kind: 'published-in-error' | 'replaced' | 'repealed';
  readonly reason: string;
  readonly replacedBy?: string;
}

const kinds = [
  { value: 'published-in-error', label: '误发布：内容有误或者不应公开' },
  { value: 'replaced', label: '被替代：已有新的信息取代' },
  { value: 'repealed', label: '已废止：文件或者事项不再有效' },
];

interface WithdrawDialogProps {
  readonly item: ItemView;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Withdrawal: which of the three kinds, and the reason the public will read. */
export function WithdrawDialog({ item, open, onClose }: WithdrawDialogProps) {
  const withdraw = useCommand<Withdrawal>({
    endpoint: `items/${item.id}/withdraw`,
    wire: ({ kind, reason, replacedBy }) => ({
      kind,
      reason,
      replacedBy: kind === 'replaced' ? (replacedBy ?? null) : null,
    }),
    done: '已撤下',
    onDone: onClose,
  });
  return (
    <AskDialog<Withdrawal>
      open={open}
      danger
      title="撤下已发布信息"
      lead={
        <p>
          “{item.title}
          ”将从页面、搜索、订阅和附件地址中撤下，原地址改为显示撤下时间、理由和机关。由它证明履行的台账事项将重新变为应办。
        </p>
      }
      okWords="撤下"
      busy={withdraw.isPending}
      error={withdraw.error}
      onSubmit={values => withdraw.mutate(values)}
      onClose={onClose}
    >
      <Form.Item label="情形" name="kind" rules={[{ required: true, message: '请选择撤下情形。' }]}>
        <Radio.Group className="stacked-radio" options={kinds} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {form =>
          form.getFieldValue('kind') === 'replaced' && (
            <Form.Item label="替代它的信息" name="replacedBy">
              <ReplacementField except={item.id} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item
        label="理由（将向社会公开）"
        name="reason"
        rules={[{ required: true, whitespace: true, min: 5, message: '请写明撤下理由（至少五个字）。' }]}
      >
        <Input.TextArea rows={3} />
      </Form.Item>
    </AskDialog>
  );
}

interface ReplacementFieldProps {
  readonly except: string;
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (id: string | undefined) => void;
}

function ReplacementField({ except, id, value, onChange }: ReplacementFieldProps) {
  const [word, setWord] = useState('');
  const found = useQuery(queries.items({ state: 'released', q: word === '' ? undefined : word, size: 20 }));
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      allowClear
      placeholder="按标题查找已发布的信息"
      showSearch={{ filterOption: false, onSearch: setWord }}
      value={value ?? null}
      loading={found.isFetching}
      notFoundContent="没有找到"
      options={(found.data?.items ?? [])
        .filter(item => item.id !== except)
        .map(item => ({ value: item.id, label: item.title }))}
      onChange={picked => onChange?.(picked ?? undefined)}
    />
  );
}
