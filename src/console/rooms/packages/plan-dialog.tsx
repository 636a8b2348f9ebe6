import { Checkbox, Form, Input, Select } from 'antd';
import type {
  InterpretationPlan,
  PackageMember,
  PackageView,
} from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { channelKindWords, interpretationFormWords, optionsOf } from '../../words.ts';

interface PlanDialogProps {
  readonly view: PackageView;
  readonly policy: PackageMember;
  readonly open: boolean;
  readonly onClose: () => void;
}

interface Written extends Omit<InterpretationPlan, 'points'> {
  /** One point a line. */
  readonly points: string;
}

/** 解读方案： kept with the document, under the same signatures. */
export function PlanDialog({ view, policy, open, onClose }: PlanDialogProps) {
  const save = useCommand<Written>({
    endpoint: `items/${policy.id}`,
    method: 'PATCH',
    wire: ({ points, ...plan }) => ({
      revision: policy.revision,
      metadata: {
        interpretationPlan: {
          ...plan,
          points: points
            .split('\n')
            .map(point => point.trim())
            .filter(point => point !== ''),
        },
      },
    }),
    done: '解读方案已保存',
    onDone: onClose,
  });
  const { plan } = view;
  const forms = view.members.flatMap(member => (member.form === null ? [] : [member.form]));
  const initial: Written = {
    interpreter: plan?.interpreter ?? `${view.ownerUnitName}主要负责人`,
    points: plan?.points.join('\n') ?? '',
    forms: plan?.forms ?? [...new Set(forms)],
    channels: plan?.channels ?? [channelKindWords.website],
    together: plan?.together ?? true,
  };
  return (
    <AskDialog<Written>
      open={open}
      title="解读方案"
      lead="谁起草谁解读：起草单位主要负责人是第一解读人。解读方案与文件一并审签，不对外公开。"
      okWords="保存"
      width={640}
      busy={save.isPending}
      error={save.error}
      initial={initial}
      onSubmit={values => save.mutate(values)}
      onClose={onClose}
    >
      <Form.Item
        label="第一解读人"
        name="interpreter"
        rules={[{ required: true, whitespace: true, message: '请写明第一解读人。' }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        label="解读要点（每行一条）"
        name="points"
        rules={[{ required: true, whitespace: true, message: '请至少写一条解读要点。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
      </Form.Item>
      <Form.Item
        label="解读形式"
        name="forms"
        rules={[{ required: true, message: '请至少选一种解读形式。' }]}
      >
        <Select mode="multiple" options={optionsOf(interpretationFormWords)} />
      </Form.Item>
      <Form.Item
        label="发布渠道"
        name="channels"
        rules={[{ required: true, message: '请至少选一个发布渠道。' }]}
      >
        <Select
          mode="tags"
          options={Object.values(channelKindWords).map(words => ({ value: words, label: words }))}
        />
      </Form.Item>
      <Form.Item name="together" valuePropName="checked">
        <Checkbox>与文件同步发布</Checkbox>
      </Form.Item>
    </AskDialog>
  );
}
