import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { CommandName, SessionView } from '../contexts/organisation/contract.ts';
import { sessionView } from '../contexts/organisation/contract.ts';
import { bindSession, get, send } from './api.ts';
import { forgetAllText } from './kept-text.ts';
import { hrefOf, path } from './path.ts';
import { hasCode } from './problem-words.ts';
import { queries } from './queries.ts';
import { anything } from './wire.ts';

/** Who is signed in; and what happens when the server forgets it in the middle of somebody's work. */

let expired = false;
const listeners = new Set<() => void>();

function setExpired(value: boolean): void {
  if (expired === value) return;
  expired = value;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

bindSession({
  onExpired: () => setExpired(true),
  refreshToken: async () => {
    try {
      return (await get('session', sessionView)).csrfToken;
    } catch {
      return undefined;
    }
  },
});

/** True from the moment an answer said that we are no longer signed in. */
export function useExpired(): boolean {
  return useSyncExternalStore(subscribe, () => expired);
}

const SessionContext = createContext<SessionView | undefined>(undefined);

/** The session of the person at the screen; only below `SessionGate`. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession belongs below SessionGate');
  return session;
}

/** True if the roles grant the command at all; the server still decides case by case. */
export function useGranted(command: CommandName): boolean {
  return useSession().grants[command] !== undefined;
}

/** Takes over what a sign-in answered. Another person than before begins with a clean window. */
export function useEnter(): (session: SessionView) => Promise<void> {
  const client = useQueryClient();
  return async session => {
    const before = client.getQueryData<SessionView>(['session']);
    bindSession({ csrfToken: session.csrfToken });
    if (before !== undefined && before.staffId !== session.staffId) {
      forgetAllText();
      client.clear();
    }
    client.setQueryData(['session'], session);
    setExpired(false);
    await client.invalidateQueries({ predicate: query => query.queryKey[0] !== 'session' });
  };
}

export function useSignOut(): () => Promise<void> {
  return async () => {
    await send('DELETE', 'session', undefined, anything).catch(() => undefined);
    forgetAllText();
    window.location.assign(hrefOf(path.signIn()));
  };
}

interface GateProps {
  readonly children: ReactNode;
  /** Shown while the session is read, and when it could not be read. */
  readonly waiting: ReactNode;
  readonly failed: (error: unknown) => ReactNode;
  /** Called when nobody is signed in. */
  readonly onStranger: () => void;
}

/** Lets nobody through without a session. A session that ends later leaves the page standing (see `useExpired`). */
export function SessionGate({ children, waiting, failed, onStranger }: GateProps) {
  const { data, error } = useQuery(queries.session());
  const [bound, setBound] = useState(false);
  const stranger = data === undefined && hasCode(error, 'not-signed-in');
  useEffect(() => {
    if (data === undefined) return;
    bindSession({ csrfToken: data.csrfToken });
    setBound(true);
  }, [data]);
  useEffect(() => {
    if (stranger) onStranger();
  }, [stranger]);
  if (data !== undefined && bound)
    return <SessionContext.Provider value={data}>{children}</SessionContext.Provider>;
  if (error !== null && !stranger) return failed(error);
  return waiting;
}
