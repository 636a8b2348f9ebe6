import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { type SessionView, sessionView } from '../../../contexts/organisation/contract.ts';
import { send } from '../../api.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { hasCode } from '../../problem-words.ts';

interface Typed {
  readonly username: string;
  readonly password: string;
  readonly code?: string;
}

interface SignInFormProps {
  /** Set when the same person comes back after a time-out. */
  readonly username?: string;
  readonly onSignedIn: (session: SessionView) => Promise<void> | void;
}

/** User name and password; the one-time code only when the account asks for it. */
export function SignInForm({ username, onSignedIn }: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [wantsCode, setWantsCode] = useState(false);
  const submit = async ({ username, password, code }: Typed) => {
    setBusy(true);
    setError(null);
    const trimmed = code?.replace(/\s/g, '') ?? '';
    try {
      const body = { username: username.trim(), password, ...(trimmed === '' ? {} : { code: trimmed }) };
      await onSignedIn(await send('POST', 'session', body, sessionView));
    } catch (problem) {
      if (hasCode(problem, 'second-factor-needed')) setWantsCode(true);
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const askForCode = wantsCode && hasCode(error, 'second-factor-needed');
  return (
    <Form<Typed>
      layout="vertical"
      requiredMark={false}
      initialValues={{ username: username ?? '' }}
      onFinish={typed => void submit(typed)}
    >
      <Form.Item label="用户名" name="username" rules={[{ required: true, message: '请输入用户名。' }]}>
        <Input autoComplete="username" autoFocus={username === undefined} disabled={username !== undefined} />
      </Form.Item>
      <Form.Item label="密码" name="password" rules={[{ required: true, message: '请输入密码。' }]}>
        <Input.Password autoComplete="current-password" autoFocus={username !== undefined} />
      </Form.Item>
      {wantsCode && (
        <Form.Item
          label="动态口令"
          name="code"
          extra="身份验证器上显示的六位数字，每 30 秒更换一次。"
          rules={[{ required: true, message: '请输入六位动态口令。' }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} autoFocus />
        </Form.Item>
      )}
      {askForCode ? <p role="status">密码正确，请继续输入动态口令。</p> : <ProblemNotice error={error} />}
      <Button type="primary" htmlType="submit" block loading={busy}>
        登录
      </Button>
    </Form>
  );
}
