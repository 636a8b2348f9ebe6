import { Button, Form, Input } from 'antd';
import { sessionView } from '../../../contexts/organisation/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useEnter } from '../../session.tsx';

interface Passwords {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

/** The present password once, the new one twice; everything wrong with it is told at once by the server. */
export function PasswordForm() {
  const [form] = Form.useForm<Passwords>();
  const enter = useEnter();
  const change = useCommand<Passwords, typeof sessionView>({
    method: 'PUT',
    endpoint: 'session/password',
    wire: ({ current, next }) => ({ current, next }),
    answer: sessionView,
    done: '密码已修改',
    onDone: session => {
      form.resetFields();
      void enter(session);
    },
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      className="narrow-form"
      onFinish={typed => change.mutate(typed)}
    >
      <Form.Item label="当前密码" name="current" rules={[{ required: true, message: '请输入当前密码。' }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        label="新密码"
        name="next"
        extra="至少 10 个字符，包含大写字母、小写字母、数字、符号中的三类；不要用最近用过的密码，也不要与其他系统相同。"
        rules={[{ required: true, min: 10, message: '新密码至少 10 个字符。' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        label="再次输入新密码"
        name="again"
        dependencies={['next']}
        rules={[
          {
            validator: async (_, value) => {
              if (value !== form.getFieldValue('next')) throw new Error('两次输入的新密码不一致。');
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <ProblemNotice error={change.error} />
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        修改密码
      </Button>
    </Form>
  );
}
