import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './postmaster.ts';

/** Who may hold a data folder: the server, or a command that runs while there is no server. */
export type LockRole = 'server' | 'command';

export interface LockHolder {
  readonly pid: number;
  readonly role: LockRole;
  /** When the process began, in the kernel's ticks: tells a process from a later one with the same number. */
  readonly began: string;
  readonly token: string;
}

/** Field 22 of /proc/PID/stat; the name in field 2 may contain spaces and brackets. '' where there is no /proc. */
function beginningOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function lives(holder: LockHolder): boolean {
  return isAlive(holder.pid) && beginningOf(holder.pid) === holder.began;
}

/** The living holder of the lock file; undefined when there is none or it has died. */
export async function lockHolder(path: string): Promise<LockHolder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    const holder = JSON.parse(text) as LockHolder;
    return lives(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

const guardOutlivedMs = 10_000;

/** One taker at a time looks at a dead holder's file and replaces it; the guard of a taker that died is ignored. */
async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  const guard = `${path}.taking`;
  for (;;) {
    const made = await mkdir(guard).then(
      () => true,
      () => false,
    );
    if (made) break;
    const since = await stat(guard).then(
      found => found.mtimeMs,
      () => undefined,
    );
    if (since !== undefined && Date.now() - since > guardOutlivedMs) await rmdir(guard).catch(() => {});
    await pause(20);
  }
  return work().finally(() => rmdir(guard).catch(() => {}));
}

/**
 * Takes the lock file, also from a holder that has died. Returns what gives it back, or the living holder.
 * A file with a process number, because Node has no flock; PostgreSQL's own lock is the second line.
 */
export async function takeLock(
  path: string,
  role: LockRole,
): Promise<{ taken: true; release(): Promise<void> } | { taken: false; holder: LockHolder }> {
  const mine: LockHolder = { pid: process.pid, role, began: beginningOf(process.pid), token: randomUUID() };
  const draft = `${path}.${mine.token}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  const holder = await guarded(path, async () => {
    const living = await lockHolder(path);
    if (living === undefined) await rename(draft, path);
    return living;
  }).finally(() => rm(draft, { force: true }));
  if (holder !== undefined) return { taken: false, holder };
  return {
    taken: true,
    async release() {
      if ((await lockHolder(path))?.token === mine.token) await rm(path, { force: true });
    },
  };
}
