import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Logger, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { AppError } from '../app-error.ts';
import { databaseFault } from './database.ts';

/** The migrations of the product. */
export const migrationsFolder = fileURLToPath(new URL('../../../db/migrations', import.meta.url));

interface Migration {
  readonly no: number;
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text with LF line ends, hexadecimal. */
  readonly digest: string;
}

interface Applied {
  readonly no: number;
  readonly name: string;
  readonly digest: string;
}

/** Any number, the same in every version of the product: who holds it migrates. */
const lockKey = 20_190_515;

const bookkeeping = `
  create table if not exists schema_migration (
    no integer primary key,
    name text not null,
    digest text not null,
    applied_at timestamptz not null default now()
  )`;

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(
    names.map(async name => {
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return {
        no: Number(name.slice(0, 4)),
        name,
        text,
        digest: createHash('sha256').update(text).digest('hex'),
      };
    }),
  );
  migrations.forEach((migration, index) => {
    if (migration.no !== index + 1 || !/^\d{4}_[a-z0-9_-]+\.sql$/.test(migration.name)) {
      throw new Error(`migrations are numbered 0001_name.sql onward without a gap; found ${migration.name}`);
    }
  });
  return migrations;
}

/** Names every applied file that is missing or different: then this is not the program that made the database. */
function refuseStrangers(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const problems = applied.flatMap(({ no, name, digest }) => {
    const file = migrations[no - 1];
    if (file === undefined)
      return [{ where: name, message: '数据库已执行该迁移，本程序中没有它：数据库比程序新。' }];
    if (file.digest !== digest) return [{ where: file.name, message: '该迁移执行之后文件内容被修改过。' }];
    return [];
  });
  if (problems.length === 0) return;
  const detail = `数据库的结构版本与本程序不一致：${problems.map(problem => problem.where).join('、')}。`;
  throw new AppError('migrations-disagree', { detail, problems });
}

async function withinTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(error => {
    throw databaseFault(error);
  });
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    // Held to the end of the transaction, not of the session: a pooler in transaction mode may stand in between.
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw databaseFault(error);
  }
}

/** Applies the next file that is not applied; false when there is none. */
function applyNext(pool: pg.Pool, migrations: readonly Migration[], until: number): Promise<boolean> {
  return withinTransaction(pool, async client => {
    await client.query(bookkeeping);
    const applied = await client.query<Applied>('select no, name, digest from schema_migration order by no');
    refuseStrangers(applied.rows, migrations);
    const next = migrations[applied.rows.length];
    if (next === undefined || next.no > until) return false;
    await client.query(next.text).catch(cause => {
      throw new Error(`migration ${next.name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    });
    await client.query('insert into schema_migration (no, name, digest) values ($1, $2, $3)', [
      next.no,
      next.name,
      next.digest,
    ]);
    return true;
  });
}

/** Kept by the database for our role, so that they hold whatever stands between us and it. */
const sessionDefaults: Readonly<Record<string, string>> = {
  statement_timeout: '30s',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'Asia/Shanghai',
};

async function keepSessionDefaults(client: pg.PoolClient): Promise<void> {
  const found = await client.query<{ wanted: string }>(
    `select unnest(setconfig) as wanted from pg_db_role_setting
     where setdatabase = (select oid from pg_database where datname = current_database())
       and setrole = (select oid from pg_roles where rolname = current_user)`,
  );
  const kept = new Set(found.rows.map(row => row.wanted.toLowerCase()));
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
  for (const [setting, value] of Object.entries(sessionDefaults)) {
    if (kept.has(`${setting}=${value}`.toLowerCase())) continue;
    await client.query(`alter role current_user in database ${rows[0]?.name} set ${setting} = '${value}'`);
  }
}

/** The queue says what it does at debug level only; a start should be quiet. */
const quiet = new Logger(() => () => {});

/**
 * Brings the database to the state of the files in `folder`, forward only: first the queue's own tables, then each
 * file in one transaction. Safe to call from several processes at once. Needs two connections.
 * `until` is the number of the last file to apply. Faults: `migrations-disagree` when an applied file was changed or is
 * unknown here.
 */
export async function migrate(
  pool: pg.Pool,
  folder: string = migrationsFolder,
  until = Number.POSITIVE_INFINITY,
): Promise<void> {
  const migrations = await readMigrations(folder);
  await withinTransaction(pool, async client => {
    await runMigrations({ pgPool: pool, logger: quiet });
    await keepSessionDefaults(client);
  });
  while (await applyNext(pool, migrations, until)) {
    // Each turn is one file.
  }
}

/** Name and digest of every migration this program has, in order. */
export async function knownMigrations(
  folder: string = migrationsFolder,
): Promise<readonly { readonly name: string; readonly digest: string }[]> {
  return (await readMigrations(folder)).map(({ name, digest }) => ({ name, digest }));
}
