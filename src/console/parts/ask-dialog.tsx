import { useIsMutating } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { type ReactNode, useEffect, useId } from 'react';
import { uploadKey } from './file-field.tsx';
import { ProblemNotice } from './problem.tsx';

interface AskDialogProps<Values> {
  readonly open: boolean;
  readonly title: string;
  /** What follows from it, before the fields. */
  readonly lead?: ReactNode;
  readonly okWords: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly initial?: Partial<Values>;
  readonly width?: number;
  readonly onSubmit: (values: Values) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Asks for what a command needs, and shows the refusal in place, with the words still there. */
export function AskDialog<Values extends object>(props: AskDialogProps<Values>) {
  const { open, title, lead, okWords, danger, busy, error, initial, width, onSubmit, onClose, children } =
    props;
  const [form] = Form.useForm<Values>();
  // Several dialogs of one page have fields of one name; the ids their labels point to must differ.
  const name = useId();
  // Pressed before the file has arrived, the form would ask for the file that is on its way.
  const uploading = useIsMutating({ mutationKey: uploadKey }) > 0;
  useEffect(() => {
    if (open) form.resetFields();
  }, [open]);
  return (
    <Modal
      open={open}
      title={title}
      okText={okWords}
      cancelText="取消"
      confirmLoading={busy}
      okButtonProps={{
        danger: danger === true,
        disabled: uploading,
        ...(uploading ? { title: '文件上传完成后才能继续。' } : {}),
      }}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={width ?? 560}
      mask={{ closable: false }}
      forceRender
    >
      {lead !== undefined && <div className="dialog-lead">{lead}</div>}
      <Form
        form={form}
        name={name}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        {...(initial === undefined ? {} : { initialValues: initial })}
        onFinish={onSubmit}
      >
        {children}
      </Form>
      <ProblemNotice error={error} />
    </Modal>
  );
}
