import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../parts/command.ts';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSession } from '../../session.tsx';
import { SecondFactorSteps } from './enrol-second-factor.tsx';

/** One's own account: who one is, password, second factor. */
export function Account() {
  const session = useSession();
  const [binding, setBinding] = useState(false);
  return (
    <Page title="我的账号">
      <Section title="基本情况">
        <Facts
          rows={[
            ['姓名', session.name],
            ['用户名', session.username],
            ['所在单位', session.unitName],
            ['角色', session.roles.map(role => role.name).join('、')],
          ]}
        />
      </Section>
      <Section title="修改密码">
        <PasswordForm />
      </Section>
      <Section title="动态口令">
        {session.hasSecondFactor && !binding && <p>已绑定动态口令。更换手机时，可重新绑定。</p>}
        {binding ? (
          <SecondFactorSteps onDone={() => setBinding(false)} />
        ) : (
          <Button onClick={() => setBinding(true)}>
            {session.hasSecondFactor ? '重新绑定' : '绑定动态口令'}
          </Button>
        )}
      </Section>
    </Page>
  );
}

interface Passwords {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

function PasswordForm() {
  const [form] = Form.useForm<Passwords>();
  const change = useCommand<Passwords>({
    method: 'PUT',
    endpoint: 'session/password',
    wire: ({ current, next }) => ({ current, next }),
    done: '密码已修改',
    onDone: () => form.resetFields(),
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
        extra="至少 12 位，不要与其他系统相同。"
        rules={[{ required: true, min: 12, message: '新密码至少 12 位。' }]}
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
