import { useMutation } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { type PaperBody, paperUpload, type RequestView } from '../../../contexts/requests/contract.ts';
import { upload } from '../../api.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { FilePicker, UploadShare, uploadKey } from '../../parts/file-field.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';

const paperKindWords: Readonly<Record<PaperBody['kind'], string>> = {
  supplied: '拟提供的政府信息',
  'delivery-proof': '送达凭证',
  'letter-in': '来信、来函',
  evidence: '证据材料（更正本人信息）',
  mandate: '授权委托书',
  other: '其他材料',
};

interface AddPaperProps {
  readonly request: RequestView;
}

type Sealed = { upload: string; name: string };

interface Values {
  readonly paper: Sealed;
  readonly kind: PaperBody['kind'];
  readonly title: string;
  readonly redacted?: boolean;
}

/** Adds a paper to the file: information to be supplied, a proof of delivery, a letter that came in. */
export function AddPaper({ request }: AddPaperProps) {
  const [open, setOpen] = useState(false);
  const add = useCommand<Values>({
    endpoint: `requests/${request.id}/papers`,
    wire: ({ paper, kind, title, redacted }) => ({
      upload: paper.upload,
      kind,
      title,
      redacted: redacted === true,
    }),
    done: '材料已记入案卷',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton permission={request.permissions['add-paper']} onClick={() => setOpen(true)}>
        添加材料
      </CommandButton>
      <AskDialog<Values>
        open={open}
        title="添加材料"
        lead="材料加密保存在案卷中。随答复提供的文件，须先删去不予公开的内容，并勾选“已作删减处理”。"
        okWords="添加"
        busy={add.isPending}
        error={add.error}
        initial={{ kind: 'supplied' }}
        onSubmit={values => add.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="文件" name="paper" rules={[{ required: true, message: '请选择文件。' }]}>
          <PaperField />
        </Form.Item>
        <Form.Item label="种类" name="kind">
          <Select options={Object.entries(paperKindWords).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item
          label="材料名称"
          name="title"
          rules={[{ required: true, whitespace: true, message: '请填写材料名称。' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="redacted" valuePropName="checked">
          <Checkbox>已作删减处理（区分处理，条例第三十七条）</Checkbox>
        </Form.Item>
      </AskDialog>
    </>
  );
}

interface PaperFieldProps {
  /** Given by the form item. */
  readonly value?: Sealed;
  readonly onChange?: (paper: Sealed) => void;
}

/** One file that is sealed as soon as it has arrived; it does not become a public attachment. */
function PaperField({ value, onChange }: PaperFieldProps) {
  const [share, setShare] = useState(0);
  const [name, setName] = useState('');
  const sending = useMutation({
    mutationKey: uploadKey,
    mutationFn: (file: File) => {
      setName(file.name);
      setShare(0);
      return upload('requests/papers', file, paperUpload, setShare);
    },
    onSuccess: paper => onChange?.(paper),
  });
  return (
    <>
      {value !== undefined && <p>{value.name}</p>}
      <FilePicker
        words={value === undefined ? '选择文件' : '换一个文件'}
        disabled={sending.isPending}
        onFiles={([file]) => file && sending.mutate(file)}
      />
      {sending.isPending && <UploadShare name={name} share={share} />}
      <ProblemNotice error={sending.error} />
    </>
  );
}
