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

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
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
 * Ends a PostgreSQL that has outlived its owner (fast shutdown, then the harder ones) and removes a `postmaster.pid` that
 * speaks of nobody. Only for the holder of the data folder's lock.
 */
export async function endOrphan(cluster: string): Promise<void> {
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
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}
