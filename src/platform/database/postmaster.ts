import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What PostgreSQL writes about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  /** True once it takes connections. */
  readonly ready: boolean;
}

/** Does the number belong to a process, be it one that is dead and waits for its parent to ask after it? */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The letter of field 3 of /proc/PID/stat; the name in field 2 may contain spaces and brackets. '' without /proc. */
function stateOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.charAt(text.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
}

/** Does the process run? One that is dead but not yet buried holds nothing any more. */
export function isAlive(pid: number): boolean {
  return isTaken(pid) && !['Z', 'X'].includes(stateOf(pid));
}

/** Is `pid` really the PostgreSQL of this folder? After a restart of a container the number may be anybody's. */
function isPostgresOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(words[0] ?? '') === 'postgres' && words.includes(cluster);
  } catch {
    return false;
  }
}

/** The PostgreSQL that runs on the folder `cluster`; undefined when none does. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pidText, , , port, socketFolder, , , status] = text.split('\n');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgresOf(pid, cluster)) return undefined;
  return {
    pid,
    port: Number(port ?? 0),
    socketFolder: socketFolder ?? '',
    ready: (status ?? '').trim() === 'ready',
  };
}

async function gone(pid: number, cluster: string, waitMs: number): Promise<boolean> {
  for (let waited = 0; waited < waitMs; waited += 20) {
    if (!isPostgresOf(pid, cluster)) return true;
    await pause(20);
  }
  return !isPostgresOf(pid, cluster);
}

/**
 * Removes a lock file of PostgreSQL whose number is that of another process by now, or of a postmaster that is dead but
 * not yet buried by its parent: PostgreSQL only asks whether the number lives, and would refuse to start. One that names
 * nobody is left to PostgreSQL, which first looks whether the dead one's children still use its memory.
 */
async function clearLockFile(path: string, cluster: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Math.abs(Number.parseInt(text, 10));
  const isLeft = pid > 0 && (isPostgresOf(pid, cluster) || !isTaken(pid));
  if (!isLeft) await rm(path, { force: true });
}

/**
 * Ends a PostgreSQL that has outlived its owner (fast shutdown, then the harder ones) and removes what it left that
 * would keep the next from starting: `postmaster.pid`, and the lock of its socket. Only for the holder of the data
 * folder's lock, and for a socket folder that belongs to this cluster alone.
 */
export async function endOrphan(cluster: string, socketLock: string): Promise<void> {
  const orphan = await findPostmaster(cluster);
  if (orphan !== undefined) {
    for (const [signal, waitMs] of [
      ['SIGINT', 20_000],
      ['SIGQUIT', 10_000],
      ['SIGKILL', 5_000],
    ] as const) {
      if (isAlive(orphan.pid)) process.kill(orphan.pid, signal);
      if (await gone(orphan.pid, cluster, waitMs)) break;
    }
  }
  for (const path of [join(cluster, 'postmaster.pid'), socketLock]) await clearLockFile(path, cluster);
}
