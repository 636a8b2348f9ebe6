import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useGo } from '../../parts/link.tsx';
import { path } from '../../path.ts';
import { useEnter } from '../../session.tsx';
import { SignInForm } from './sign-in-form.tsx';

const route = getRouteApi('/sign-in');

/** Only an address of the console: a link from outside must not send anybody elsewhere after signing in. */
function safeBack(back: string | undefined): string {
  return back?.startsWith('/') === true && !back.startsWith('//') && !back.startsWith('/sign-in')
    ? back
    : path.desk();
}

export function SignIn() {
  const { back } = route.useSearch();
  const go = useGo();
  const enter = useEnter();
  useEffect(() => {
    document.title = '登录 · 政务公开工作台';
  }, []);
  return (
    <main className="entrance">
      <div className="entrance-card">
        <h1>政务公开工作台</h1>
        <p className="quiet">供工作人员登录。公众查阅政府信息无需登录。</p>
        <SignInForm
          onSignedIn={async session => {
            await enter(session);
            go(safeBack(back), { replace: true });
          }}
        />
      </div>
    </main>
  );
}
