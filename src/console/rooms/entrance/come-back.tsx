import { Modal } from 'antd';
import { hrefOf, path } from '../../path.ts';
import { useEnter, useExpired, useSession } from '../../session.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** After a time-out: sign in again over the page one was working on, with everything typed still on it. */
export function ComeBack() {
  const expired = useExpired();
  const session = useSession();
  const enter = useEnter();
  return (
    <Modal
      open={expired}
      title="登录已超时，请重新登录"
      footer={null}
      closable={false}
      keyboard={false}
      destroyOnHidden
    >
      <p>为保障安全，长时间未操作会自动退出。您填写的内容仍保留在本页，登录后可继续办理。</p>
      <SignInForm username={session.username} onSignedIn={enter} />
      <p className="after-form">
        <a href={hrefOf(path.signIn())}>换用其他账号登录</a>（本页未保存的内容将不保留）
      </p>
    </Modal>
  );
}
