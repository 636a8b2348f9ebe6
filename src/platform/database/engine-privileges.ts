import { execFile } from 'node:child_process';
import { chown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../app-error.ts';

const run = promisify(execFile);

/**
 * How PostgreSQL, which refuses to run as root, is started.
 *
 * - `direct`: as the user we are.
 * - `user-namespace`: we are root; a user namespace in which root is called 65534. Files stay root's.
 * - `dropped`: we are root where user namespaces are refused (Docker's default profile): user 65534 for real, with
 *   the one capability that lets it reach a data folder below somebody's private home. Files belong to 65534.
 */
export type Privileges = 'direct' | 'user-namespace' | 'dropped';

const nobody = '65534';

const prefixes: Record<Privileges, readonly string[]> = {
  direct: [],
  'user-namespace': ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'],
  dropped: [
    'setpriv',
    `--reuid=${nobody}`,
    `--regid=${nobody}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--',
  ],
};

/** The command with what stands before it, as `[program, ...arguments]`. */
export function withPrivileges(privileges: Privileges, command: readonly string[]): [string, ...string[]] {
  return [...prefixes[privileges], ...command] as [string, ...string[]];
}

/** Makes a command end with us, even when we are killed: the kernel sends it SIGINT. Linux only. */
export function withParentDeath(command: readonly string[]): readonly string[] {
  return process.platform === 'linux' ? ['setpriv', '--pdeathsig', 'INT', '--', ...command] : command;
}

async function works(privileges: Privileges, folder: string): Promise<boolean> {
  const [program, ...args] = withPrivileges(privileges, ['test', '-w', folder]);
  return run(program, args).then(
    () => true,
    () => false,
  );
}

/** The first way that can write into `folder` on this machine. */
export async function findPrivileges(folder: string): Promise<Privileges> {
  if (process.getuid?.() !== 0) return 'direct';
  for (const privileges of ['user-namespace', 'dropped'] as const) {
    if (await works(privileges, folder)) return privileges;
  }
  throw new AppError('engine-unavailable', {
    detail: '当前以 root 身份运行，但系统既不允许用户命名空间也不允许降低权限，内置数据库无法启动。',
  });
}

async function giveTo(path: string, uid: number): Promise<void> {
  await chown(path, uid, uid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) await giveTo(child, uid);
    else if (!entry.isSymbolicLink()) await chown(child, uid, uid);
  }
}

/** PostgreSQL wants to own its folder: hands it over when an earlier start ran with other privileges. */
export async function ownFolder(path: string, privileges: Privileges): Promise<void> {
  if (privileges === 'direct') return;
  const uid = privileges === 'dropped' ? Number(nobody) : 0;
  if ((await lstat(path)).uid !== uid) await giveTo(path, uid);
}
