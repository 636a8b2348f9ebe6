import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../app-error.ts';
import type { Engine } from './engine-binaries.ts';
import { ownFolder, type Privileges, withParentDeath, withPrivileges } from './engine-privileges.ts';

const run = promisify(execFile);

/** Owner of the embedded database; also the name of the database. */
export const embeddedUser = 'gongkai';

/** The only variables PostgreSQL gets from us: nobody's PG… settings, English messages in its log. */
export const engineEnvironment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

const unfinished = 'postgres.new-';

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'stderr' in error && String(error.stderr).includes('No space left');
}

async function initialise(engine: Engine, privileges: Privileges, target: string): Promise<void> {
  const [program, ...args] = withPrivileges(
    privileges,
    withParentDeath([
      join(engine.binFolder, 'initdb'),
      `--pgdata=${target}`,
      `--username=${embeddedUser}`,
      '--auth-local=trust',
      '--auth-host=reject',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ]),
  );
  await run(program, args, { env: engineEnvironment, cwd: '/' }).catch(cause => {
    if (isDiskFull(cause)) throw new AppError('disk-full', { cause });
    throw new AppError('engine-unavailable', { detail: '建立内置数据库失败。', cause });
  });
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

async function create(
  engine: Engine,
  privileges: Privileges,
  folder: string,
  cluster: string,
): Promise<void> {
  const half = await mkdtemp(join(folder, unfinished));
  await ownFolder(half, privileges);
  await initialise(engine, privileges, half);
  await rename(half, cluster);
  await syncFolder(folder);
}

async function clearUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(unfinished)) continue;
    // An initdb whose parent was killed may still be writing for a moment.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

/**
 * Makes sure that `cluster` (a folder below `folder`) is a database of the engine's major version. A new one is made
 * beside it and renamed when complete, so that an interrupted first start leaves nothing that looks like a database.
 */
export async function ensureCluster(
  engine: Engine,
  privileges: Privileges,
  folder: string,
  cluster: string,
): Promise<void> {
  await clearUnfinished(folder);
  const names = await readdir(cluster).catch(() => undefined);
  if (names !== undefined && names.length === 0) await rmdir(cluster);
  if (names === undefined || names.length === 0) return create(engine, privileges, folder, cluster);
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '');
  if (version.trim() === engine.major) return ownFolder(cluster, privileges);
  const detail =
    version === ''
      ? `${cluster} 中有文件，但不是数据库。`
      : `${cluster} 是 PostgreSQL ${version.trim()} 的数据，本程序内置的是 ${engine.major}。`;
  throw new AppError('data-folder-unusable', { detail });
}

/** A socket's whole path must fit `sockaddr_un`: 108 bytes on Linux, 104 on macOS. */
const longestSocketPath = 100;

async function privateFolder(path: string, privileges: Privileges): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await ownFolder(path, privileges);
  const found = await lstat(path);
  const ours = found.uid === process.getuid?.() || privileges === 'dropped';
  if (!found.isDirectory() || !ours || (found.mode & 0o077) !== 0) {
    throw new AppError('data-folder-unusable', { detail: `${path} 应为仅本用户可访问的目录。` });
  }
  return path;
}

/** Where the socket lives: in the data folder, or, when that path is too long, in the system's temporary folder. */
export async function socketFolderOf(folder: string, port: number, privileges: Privileges): Promise<string> {
  const near = join(folder, 'run');
  if (Buffer.byteLength(join(near, `.s.PGSQL.${port}`)) <= longestSocketPath)
    return privateFolder(near, privileges);
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return privateFolder(join(tmpdir(), `gongkai-${mark}`), privileges);
}
