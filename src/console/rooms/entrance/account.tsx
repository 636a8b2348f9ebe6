import { Button } from 'antd';
import { useState } from 'react';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { useSession } from '../../session.tsx';
import { dayWords } from '../../words.ts';
import { SecondFactorSteps } from './enrol-second-factor.tsx';
import { PasswordForm } from './password-form.tsx';

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
        {session.passwordExpiresOn !== null && (
          <p>当前密码将于{dayWords(session.passwordExpiresOn)}到期，请在此之前修改。</p>
        )}
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
