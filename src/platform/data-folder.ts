import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from './app-error.ts';
import { type Database, openDatabase } from './database/database.ts';
import { connectionOf, type EmbeddedOptions, startEmbeddedServer } from './database/embedded-server.ts';
import { migrate } from './database/migrate.ts';
import { findPostmaster } from './database/postmaster.ts';
import { type LockRole, lockHolder, takeLock } from './database/process-lock.ts';

/** The database, opened and migrated, and the folder for everything that is not in it. */
export type OpenData = Database & {
  /** Absolute path of the data folder. */
  readonly folder: string;
};

/** Makes the folder `GONGKAI_DATA` (default `./data`), for this user only, and returns its absolute path. */
async function makeDataFolder(env: NodeJS.ProcessEnv): Promise<string> {
  const wanted = resolve(env['GONGKAI_DATA'] || 'data');
  try {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return await realpath(wanted);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC') {
      throw new AppError('disk-full', { cause });
    }
    throw new AppError('data-folder-unusable', { detail: `不能建立或进入数据目录 ${wanted}。`, cause });
  }
}

/** What is done with a database before it is used: brought to the newest structure, unless a restore fills it first. */
type Bring = (pool: pg.Pool) => Promise<void>;

/** Opens and migrates; closes again when that fails. */
async function openMigrated(
  config: pg.PoolConfig,
  folder: string,
  end: () => Promise<void>,
  bring: Bring = migrate,
): Promise<OpenData> {
  // A server named by address may stand behind a pooler; our own, on its socket, does not.
  const db = openDatabase(config, { prepare: config.connectionString === undefined });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= db.close().finally(end));
  try {
    await bring(db.pool);
    return { ...db, folder, close };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
}

function lockPath(folder: string): string {
  return join(folder, 'gongkai.lock');
}

/** Waits until nobody but us is connected: another command may have joined the PostgreSQL that we started. */
async function othersHaveLeft(connection: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(connection as pg.ClientConfig);
  await client.connect();
  try {
    for (;;) {
      const others = await client.query(
        `select from pg_stat_activity
         where backend_type = 'client backend' and datname = current_database() and pid <> pg_backend_pid()`,
      );
      if (others.rowCount === 0) return;
      await pause(100);
    }
  } finally {
    await client.end();
  }
}

/** Starts PostgreSQL under our lock; undefined when a living process holds it. */
async function startOwn(
  folder: string,
  role: LockRole,
  options: EmbeddedOptions,
  bring?: Bring,
): Promise<OpenData | undefined> {
  const lock = await takeLock(lockPath(folder), role);
  if (!lock.taken) return undefined;
  const server = await startEmbeddedServer(folder, options).catch(async error => {
    await lock.release();
    throw error;
  });
  const end = async () => {
    if (role === 'command') await othersHaveLeft(server.connection).catch(() => {});
    await server.stop();
    await lock.release();
  };
  return openMigrated(server.connection, folder, end, bring);
}

/** Connects to the PostgreSQL that another process runs on this folder; undefined when none takes connections. */
async function joinRunning(folder: string): Promise<OpenData | undefined> {
  const found = await findPostmaster(join(folder, 'postgres'));
  if (found === undefined || !found.ready) return undefined;
  try {
    // Connections are kept: one that is open tells a command that started PostgreSQL to wait for us.
    const config = { ...connectionOf(found), idleTimeoutMillis: 0 };
    return await openMigrated(config, folder, async () => {});
  } catch (error) {
    // Just starting or just ending: look again.
    const passing = error instanceof AppError && error.code === 'database-away';
    const notMadeYet = error instanceof Error && 'code' in error && error.code === '3D000';
    if (passing || notMadeYet) return undefined;
    throw error;
  }
}

async function inUse(folder: string): Promise<AppError> {
  const holder = await lockHolder(lockPath(folder));
  const who = holder === undefined ? '另一个进程' : `进程 ${holder.pid}`;
  return new AppError('data-folder-in-use', { detail: `数据目录 ${folder} 正被${who}使用。` });
}

/**
 * Opens the data for the server. Without `DATABASE_URL` the server owns the data folder: a second one is refused at
 * once with `data-folder-in-use`, which names the process; a command at work is waited for (`waitMs`).
 */
export async function openServerData(
  env: NodeJS.ProcessEnv,
  options: EmbeddedOptions & { waitMs?: number } = {},
): Promise<OpenData> {
  const folder = await makeDataFolder(env);
  const url = env['DATABASE_URL'];
  if (url) return openMigrated({ connectionString: url }, folder, async () => {});
  const until = Date.now() + (options.waitMs ?? 30_000);
  for (;;) {
    const own = await startOwn(folder, 'server', options);
    if (own !== undefined) return own;
    const holder = await lockHolder(lockPath(folder));
    if (holder?.role === 'server' || Date.now() > until) throw await inUse(folder);
    await pause(100);
  }
}

/**
 * Opens the data for a command: `DATABASE_URL`, or the PostgreSQL that a running server (or command) has on the
 * folder, or one of our own that ends with `close()`.
 */
export async function connectData(
  env: NodeJS.ProcessEnv,
  options: EmbeddedOptions & { waitMs?: number } = {},
): Promise<OpenData> {
  const folder = await makeDataFolder(env);
  const url = env['DATABASE_URL'];
  if (url) return openMigrated({ connectionString: url }, folder, async () => {});
  const until = Date.now() + (options.waitMs ?? 60_000);
  for (;;) {
    const open = (await startOwn(folder, 'command', options)) ?? (await joinRunning(folder));
    if (open !== undefined) return open;
    if (Date.now() > until) throw await inUse(folder);
    await pause(50);
  }
}

/**
 * Opens a database that holds nothing yet, for a restore: `bring` fills it. Faults: `restore-target-taken` where the
 * data folder or the database of `DATABASE_URL` is in use by anybody or anything, and whatever `bring` throws; then the
 * embedded database is left as it was found, absent.
 */
export async function openEmptyData(
  env: NodeJS.ProcessEnv,
  bring: (pool: pg.Pool, folder: string) => Promise<void>,
): Promise<OpenData> {
  const folder = await makeDataFolder(env);
  const found = (await readdir(folder)).filter(name => name !== 'gongkai.lock');
  if (found.length > 0)
    throw new AppError('restore-target-taken', {
      detail: `数据目录 ${folder} 不是空的。请先把它移走（不要删除），再恢复到一个空目录。`,
    });
  const guarded: Bring = async pool => {
    const { rows } = await pool.query<{ taken: boolean }>(
      `select exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as taken`,
    );
    if (rows[0]?.taken === true)
      throw new AppError('restore-target-taken', {
        detail: 'DATABASE_URL 指向的数据库中已有数据表。请新建一个空数据库，再恢复。',
      });
    await bring(pool, folder);
  };
  const url = env['DATABASE_URL'];
  if (url) return openMigrated({ connectionString: url }, folder, async () => {}, guarded);
  const open = await startOwn(folder, 'command', {}, guarded).catch(async error => {
    // A half-filled database is nothing anybody should start.
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  if (open === undefined) throw await inUse(folder);
  return open;
}
