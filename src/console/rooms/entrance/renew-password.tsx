import { Page } from '../../parts/page.tsx';
import { PasswordForm } from './password-form.tsx';

/** The password has become too old: nothing else opens until it is changed. */
export function RenewPassword() {
  return (
    <Page
      title="请修改密码"
      lead="您的密码已超过使用期限。为保障账号安全，请先设置新密码，完成后即可继续办理；您的待办事项和已保存的内容不受影响。"
    >
      <PasswordForm />
    </Page>
  );
}
