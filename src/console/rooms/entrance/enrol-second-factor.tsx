import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { secondFactorStart, sessionView } from '../../../contexts/organisation/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useEnter, useSession } from '../../session.tsx';
import { QrCode } from './qr-code.tsx';

/** Binding an authenticator: scan, then prove it with one code. Nothing else opens until the role's demand is met. */
export function EnrolSecondFactor() {
  const session = useSession();
  return (
    <Page
      title="绑定动态口令"
      lead={
        session.mustEnrolSecondFactor
          ? '您的岗位承担审核或管理职责，须先绑定动态口令，再使用其他功能。'
          : '绑定后，登录时除密码外还需输入动态口令。'
      }
    >
      <SecondFactorSteps />
    </Page>
  );
}

export function SecondFactorSteps({ onDone }: { readonly onDone?: () => void }) {
  const enter = useEnter();
  const client = useQueryClient();
  const [secret, setSecret] = useState<{ uri: string; secret: string } | null>(null);
  const start = useCommand<void, typeof secondFactorStart>({
    endpoint: 'session/second-factor',
    wire: () => ({ start: true }),
    answer: secondFactorStart,
    onDone: setSecret,
  });
  const prove = useCommand<{ code: string }, typeof sessionView>({
    endpoint: 'session/second-factor',
    answer: sessionView,
    done: '动态口令已绑定',
    onDone: async session => {
      await enter(session);
      await client.invalidateQueries();
      onDone?.();
    },
  });
  if (secret === null) {
    return (
      <>
        <p>请先在手机上安装任意一种支持 TOTP 的身份验证器，然后开始绑定。</p>
        <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
          开始绑定
        </Button>
        <ProblemNotice error={start.error} />
      </>
    );
  }
  return (
    <ol className="steps">
      <li>
        <p>用身份验证器扫描二维码：</p>
        <QrCode text={secret.uri} label="动态口令二维码，无法扫描时请手工输入下方密钥" />
        <p>
          无法扫描时，手工输入密钥：
          <code className="secret">{secret.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
        </p>
      </li>
      <li>
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={(typed: { code: string }) => prove.mutate({ code: typed.code.replace(/\s/g, '') })}
        >
          <Form.Item
            label="输入验证器上显示的六位数字"
            name="code"
            rules={[{ required: true, pattern: /^\s*\d{3}\s*\d{3}\s*$/, message: '动态口令为六位数字。' }]}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" className="short" />
          </Form.Item>
          <ProblemNotice error={prove.error} />
          <Button type="primary" htmlType="submit" loading={prove.isPending}>
            确认绑定
          </Button>
        </Form>
      </li>
    </ol>
  );
}
