import { setTimeout as pause } from 'node:timers/promises';
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import { AppError } from '../app-error.ts';
import { type BatchingConnection, BatchingDriver } from './driver.ts';
import type { Schema } from './schema.ts';

/** The database: Kysely for the stores, the pool for what speaks `pg` itself (jobs, migrations, backup). */
export type Database = {
  readonly kysely: Kysely<Schema>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

/** What a store gets: the database or a transaction on it. */
export type Queries = Kysely<Schema> | Transaction<Schema>;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`);
  return value;
}

function asText(text: string): string {
  return text;
}

/** The parser of `text[]`; the driver's types name only scalars. */
const textArray = (pg.types.getTypeParser as (oid: number) => (text: string) => (string | null)[])(1009);

/**
 * Values as the house uses them, by type oid: `date` and `numeric` stay text, `int8` is a number and a value past
 * 2^53 a loud failure; arrays alike. `timestamptz` is a Date, as in the driver.
 */
const parsers = new Map<number, (text: string) => unknown>([
  [20, safeInteger],
  [1016, text => textArray(text).map(item => (item === null ? null : safeInteger(item)))],
  [1082, asText],
  [1182, textArray],
  [1700, asText],
  [1231, textArray],
]);

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

const awayCodes =
  /^(08\d{3}|57P0[1-5]|53300|ECONN\w+|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const awayWords =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Faults of the outside world get their code; what a statement did wrong stays as it is. */
export function databaseFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === '53100' || code === 'ENOSPC') return new AppError('disk-full', { cause: error });
  if (awayCodes.test(code) || awayWords.test(error.message))
    return new AppError('database-away', { cause: error });
  return error;
}

/** Statements a connection keeps prepared at most; one that is written with ever new text would fill its memory. */
const mostPrepared = 400;

type NameOf = (text: string) => string | undefined;

/** Names for statements, by text. Preparing saves the server parsing and planning what it has seen before. */
function statementNames(): NameOf {
  const names = new Map<string, string>();
  return text => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostPrepared) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
}

/**
 * Opens a pool on a PostgreSQL 15 or newer. Nothing is connected yet. A lost connection fails the query under way with
 * `database-away`; the next query connects anew. No session state is set, so a pooler in transaction mode may
 * stand in between; for the same reason statements are prepared (`prepare`) only where we know there is no pooler.
 */
export function openDatabase(config: pg.PoolConfig, options: { readonly prepare?: boolean } = {}): Database {
  const pool = new pg.Pool({
    max: 10,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...config,
    types,
  });
  // Without a listener, the end of an idle connection would end the process. The next query speaks for itself.
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));
  const nameOf = options.prepare === true ? statementNames() : () => undefined;
  const kysely = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new BatchingDriver({ pool, types, nameOf, faultOf: databaseFault }),
      createIntrospector: db => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  let closing: Promise<void> | undefined;
  return {
    kysely,
    pool,
    // Not `kysely.destroy()`: it ends the pool only if Kysely has been used.
    close: () => (closing ??= pool.end()),
  };
}

/**
 * The same database through connections whose commits do not wait for the disk, for what can be made again. They are in
 * order with all others: a crash loses the last of them, never one before another, and the next commit that waits takes
 * them along. A server named by address may stand behind a pooler that allows no settings: there nothing changes.
 */
export function withoutWaitingForDisk(db: Database): Database {
  const { options } = db.pool;
  if (options.connectionString !== undefined) return { ...db, close: async () => {} };
  return openDatabase({ ...options, options: '-c synchronous_commit=off' }, { prepare: true });
}

/** A serialization failure or a deadlock: the same work may succeed when done again. */
function mayPass(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}

const mostAttempts = 5;

/**
 * Runs `work` in one transaction, again from the start when PostgreSQL gave way to a concurrent one (at most five
 * times), so `work` must do nothing that a rollback does not undo. Faults: `database-away`, `disk-full`.
 */
export async function transaction<T>(
  db: Database,
  work: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let committing = false;
    try {
      return await db.kysely.transaction().execute(async trx => {
        const result = await work(trx);
        committing = true;
        return result;
      });
    } catch (error) {
      if (mayPass(error) && attempt < mostAttempts) {
        // Started again at once, it could take the same lock before the other one has woken up.
        await pause(20 * attempt);
        continue;
      }
      if (committing && error instanceof AppError && error.code === 'database-away') {
        const detail = '保存时与数据库的连接中断，结果尚不确定。请刷新查看后再决定是否重做。';
        throw new AppError('database-away', { detail, cause: error });
      }
      throw error;
    }
  }
}

/**
 * A write whose answer nobody needs: it leaves with the next statement that is waited for, at the latest with the commit,
 * in the order in which it was given. What goes wrong with it is thrown there and fails the transaction like any other
 * failure; `faultOf` gives it its words. Outside a transaction it is done at once.
 */
export async function later(
  queries: Queries,
  write: RawBuilder<unknown>,
  faultOf: (error: unknown) => unknown = error => error,
): Promise<void> {
  if (!queries.isTransaction) {
    await write.execute(queries).catch(error => {
      throw faultOf(error);
    });
    return;
  }
  const query = write.compile(queries);
  await queries
    .getExecutor()
    .provideConnection(async connection => (connection as BatchingConnection).later(query, faultOf));
}
