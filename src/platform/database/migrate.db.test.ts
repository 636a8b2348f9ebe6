import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../../../tests/support/database.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

const home = await mkdtemp(join(tmpdir(), 'gongkai-migrations-'));
const opened: Database[] = [];
let connection: Awaited<ReturnType<typeof emptyDatabase>>;
let folder: string;
const databases = [await emptyDatabase(), await emptyDatabase(), await emptyDatabase()];
databases.push(await emptyDatabase(), await emptyDatabase(), await emptyDatabase());

beforeEach(async () => {
  connection = databases.pop()!;
  folder = join(home, String(databases.length));
  await mkdir(folder);
  await file('0001_first.sql', 'create table first (no integer); insert into first values (1);');
  await file('0002_second.sql', 'create table second (no integer); insert into second values (2);');
});
afterAll(async () => {
  await Promise.all(opened.map(db => db.close()));
  await rm(home, { recursive: true });
});

function file(name: string, text: string): Promise<void> {
  return writeFile(join(folder, name), text);
}

function open(): Database {
  const db = openDatabase(connection);
  opened.push(db);
  return db;
}

async function applied(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>('select name from schema_migration order by no');
  return rows.map(row => row.name);
}

describe('migrations', () => {
  it('are applied once, in order, when four processes start together', async () => {
    const starts = [open(), open(), open(), open()];
    await Promise.all(starts.map(db => migrate(db.pool, folder)));
    expect(await applied(starts[0]!)).toEqual(['0001_first.sql', '0002_second.sql']);
    const { rows } = await starts[0]!.pool.query('select count(*) as written from first');
    expect(rows).toEqual([{ written: 1 }]);
  });

  it('bring the tables of the queue with them, and keep time limits for every connection', async () => {
    const db = open();
    await migrate(db.pool, folder);
    await db.pool.query(`select graphile_worker.add_job('greet', '{}')`);
    const next = await open().pool.query(
      `select current_setting('statement_timeout') as limit, current_setting('timezone') as zone`,
    );
    expect(next.rows).toEqual([{ limit: '30s', zone: 'Asia/Shanghai' }]);
  });

  it('continue where an earlier version stopped', async () => {
    const db = open();
    await migrate(db.pool, folder);
    await file('0003_third.sql', 'alter table first add column word text;');
    await migrate(db.pool, folder);
    expect((await applied(db)).at(-1)).toBe('0003_third.sql');
    expect((await db.pool.query('select no, word from first')).rows).toEqual([{ no: 1, word: null }]);
  });

  it('are refused when an applied file was changed or is missing, naming each; line ends do not count', async () => {
    const db = open();
    await file('0001_first.sql', 'create table first (no integer);\ninsert into first values (1);');
    await migrate(db.pool, folder);
    await file('0001_first.sql', 'create table first (no integer);\r\ninsert into first values (1);');
    await file('0002_second.sql', 'create table second (no bigint);');
    await expect(migrate(db.pool, folder)).rejects.toMatchObject({
      code: 'migrations-disagree',
      problems: [{ where: '0002_second.sql' }],
    });
    await rm(join(folder, '0002_second.sql'));
    await file('0001_first.sql', 'create table first (no integer); insert into first values (3);');
    await expect(migrate(db.pool, folder)).rejects.toMatchObject({
      problems: [{ where: '0001_first.sql' }, { where: '0002_second.sql' }],
    });
  });

  it('leave nothing of a file that fails in the middle, and say which file', async () => {
    const db = open();
    await file('0003_third.sql', 'create table third (no integer);\nselect no_such_function();');
    await expect(migrate(db.pool, folder)).rejects.toThrow('0003_third.sql');
    expect(await applied(db)).toEqual(['0001_first.sql', '0002_second.sql']);
    expect((await db.pool.query(`select to_regclass('third') as third`)).rows).toEqual([{ third: null }]);
    await file('0003_third.sql', 'create table third (no integer);');
    await migrate(db.pool, folder);
    expect(await applied(db)).toHaveLength(3);
  });

  it('have numbers without a gap', async () => {
    await file('0004_fourth.sql', 'select 1;');
    await expect(migrate(open().pool, folder)).rejects.toThrow('0004_fourth.sql');
  });
});
