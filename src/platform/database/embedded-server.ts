import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../app-error.ts';
import { embeddedUser, engineEnvironment, ensureCluster, socketFolderOf } from './cluster-folder.ts';
import { type Engine, embeddedEngine } from './engine-binaries.ts';
import { findPrivileges, type Privileges, withParentDeath, withPrivileges } from './engine-privileges.ts';
import { endOrphan, findPostmaster, type Postmaster } from './postmaster.ts';

/** A running embedded PostgreSQL. */
export interface EmbeddedServer {
  /** How to reach it; for `openDatabase`. */
  readonly connection: pg.PoolConfig;
  /** Process id of the postmaster now running. */
  pid(): number;
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Other programs than the npm package's. */
  readonly engine?: Engine;
  /** Instead of the first way that works. */
  readonly privileges?: Privileges;
  /** Further PostgreSQL settings, over the defaults below. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Names the socket only: nothing listens on the network. */
const port = 5432;

/** Sized for a machine that runs the whole product (idle 300 MiB together); durable: fsync stays on. */
const defaultSettings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(port),
  unix_socket_permissions: '0700',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  random_page_cost: '1.1',
  max_connections: '60',
  max_wal_senders: '0',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '2',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
  // A statement or a row in the log could carry personal data.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

interface Plan {
  readonly cluster: string;
  /** PostgreSQL's lock of the socket: a second file that names a process, beside `postmaster.pid`. */
  readonly socketLock: string;
  readonly logFile: string;
  readonly command: readonly [string, ...string[]];
}

/** How to connect to a PostgreSQL found by `findPostmaster`. */
export function connectionOf(postmaster: Pick<Postmaster, 'port' | 'socketFolder'>): pg.PoolConfig {
  return {
    host: postmaster.socketFolder,
    port: postmaster.port,
    user: embeddedUser,
    database: embeddedUser,
    ssl: false,
  };
}

async function openLog(path: string): Promise<Awaited<ReturnType<typeof open>>> {
  const size = await stat(path).then(
    found => found.size,
    () => 0,
  );
  if (size > 5 * 1024 * 1024) await rename(path, `${path}.old`);
  return open(path, 'a', 0o600);
}

/** What PostgreSQL has said since its log was so many bytes long, the end of it. */
async function wordsSince(path: string, size: number): Promise<string> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  return bytes.subarray(size).toString('utf8').slice(-2000);
}

async function spawnPostgres(plan: Plan): Promise<{ child: ChildProcess; logSize: number }> {
  const log = await openLog(plan.logFile);
  const { size: logSize } = await log.stat();
  const [program, ...args] = plan.command;
  // Its own process group: Ctrl-C reaches us first, and we end it in order.
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    env: engineEnvironment,
    stdio: ['ignore', log.fd, log.fd],
  });
  await once(child, 'spawn').finally(() => log.close());
  return { child, logSize };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Starts PostgreSQL once and waits until it takes connections; what it said when it ended instead. */
async function launchOnce(plan: Plan): Promise<ChildProcess | string> {
  const { child, logSize } = await spawnPostgres(plan);
  while (!hasEnded(child)) {
    const found = await findPostmaster(plan.cluster);
    if (found?.ready === true && found.pid === child.pid) return child;
    await pause(10);
  }
  return wordsSince(plan.logFile, logSize);
}

/**
 * What is left of a killed postmaster and passes by itself: its children hold its shared memory until they notice; it,
 * or one that its supervisor had just started, is still a living number in a lock file.
 */
const passingWords = /shared memory block|lock file .* (already exists|is empty)/;

/** How long what passes by itself is waited for: on a busy machine the children take seconds to notice. */
const patienceMs = 45_000;

async function launch(plan: Plan): Promise<ChildProcess> {
  const until = performance.now() + patienceMs;
  for (;;) {
    await endOrphan(plan.cluster, plan.socketLock);
    const child = await launchOnce(plan);
    if (typeof child !== 'string') return child;
    if (child.includes('No space left')) throw new AppError('disk-full', { cause: new Error(child) });
    if (!passingWords.test(child) || performance.now() > until) {
      const detail = `内置数据库启动失败，原因记录在 ${plan.logFile}。`;
      throw new AppError('engine-unavailable', { detail, cause: new Error(child) });
    }
    await pause(100);
  }
}

async function ensureDatabase(connection: pg.PoolConfig): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' } as pg.ClientConfig);
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [embeddedUser]);
    if (found.rowCount === 0) await client.query(`create database ${embeddedUser}`);
  } finally {
    await client.end();
  }
}

async function end(child: ChildProcess): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    if (hasEnded(child)) return;
    child.ref();
    const ended = once(child, 'exit');
    child.kill(signal);
    await Promise.race([ended, pause(waitMs, undefined, { ref: false })]);
  }
}

/** Keeps PostgreSQL running: when it dies without being asked to, it is started again. */
function supervise(plan: Plan, first: ChildProcess): Pick<EmbeddedServer, 'pid' | 'stop'> {
  let child = first;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();

  async function restart(): Promise<void> {
    for (let waitMs = 100; !stopping; waitMs = Math.min(waitMs * 2, 5000)) {
      try {
        watch(await launch(plan));
        return;
      } catch {
        // Said in the log of PostgreSQL; meanwhile every query says 'database-away'.
        await pause(waitMs, undefined, { ref: false });
      }
    }
  }
  function watch(next: ChildProcess): void {
    child = next;
    child.unref();
    child.once('exit', () => {
      if (!stopping) restarting = restart();
    });
    if (hasEnded(child) && !stopping) restarting = restart();
  }
  const endWithUs = () => child.kill('SIGINT');
  process.once('exit', endWithUs);
  watch(first);
  return {
    pid: () => child.pid ?? 0,
    async stop() {
      stopping = true;
      process.off('exit', endWithUs);
      await restarting;
      await end(child);
    },
  };
}

/**
 * Starts the embedded PostgreSQL on a data folder, making the database on the first start. The caller holds the lock
 * of the folder (`data-folder.ts`): a PostgreSQL found running there has lost its owner and is ended first.
 */
export async function startEmbeddedServer(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  if (process.platform === 'win32') {
    throw new AppError('engine-unavailable', { detail: 'Windows 上没有内置数据库。' });
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const home = await realpath(folder);
  const cluster = join(home, 'postgres');
  const engine = options.engine ?? (await embeddedEngine(home));
  const privileges = options.privileges ?? (await findPrivileges(home));
  const socketFolder = await socketFolderOf(home, port, privileges);
  const socketLock = join(socketFolder, `.s.PGSQL.${port}.lock`);
  await endOrphan(cluster, socketLock);
  await ensureCluster(engine, privileges, home, cluster);
  const settings = {
    ...defaultSettings,
    // Its own readers would be three more processes; from 18 on.
    ...(Number(engine.major) >= 18 ? { io_method: 'sync' } : {}),
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    ...options.settings,
  };
  const postgres = [
    join(engine.binFolder, 'postgres'),
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const plan: Plan = {
    cluster,
    socketLock,
    logFile: join(home, 'postgres.log'),
    command: withPrivileges(privileges, withParentDeath(postgres)),
  };
  const server = supervise(plan, await launch(plan));
  const connection = connectionOf({ port, socketFolder });
  await ensureDatabase(connection).catch(async error => {
    await server.stop();
    throw error;
  });
  return { connection, ...server };
}
