import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { chosenEngine, engineOptions } from '../../../tests/support/engine.ts';
import { AppError } from '../app-error.ts';
import { openDatabase, transaction } from './database.ts';
import { startEmbeddedServer } from './embedded-server.ts';

const db = await testDatabase();
await db.pool.query('create table probe (id integer primary key, word text not null)');
await db.pool.query(`insert into probe values (1, ''), (2, '')`);

async function words(): Promise<string[]> {
  const { rows } = await db.pool.query<{ word: string }>('select word from probe order by id');
  return rows.map(row => row.word);
}

describe('values read from the database', () => {
  it('are text for a date and a numeric, numbers for a bigint, instants for a timestamptz, arrays alike', async () => {
    const { rows } = await sql`
      select '2019-02-04'::date as day, array['2019-02-04'::date, null] as days,
        12.50::numeric as amount, array[0.10::numeric] as amounts,
        9007199254740991::bigint as most, array[1::bigint, null] as counts,
        '2019-02-04T00:30:00+08:00'::timestamptz as instant, '{"a":[1]}'::jsonb as json`.execute(db.kysely);
    expect(rows[0]).toEqual({
      day: '2019-02-04',
      days: ['2019-02-04', null],
      amount: '12.50',
      amounts: ['0.10'],
      most: 9007199254740991,
      counts: [1, null],
      instant: new Date('2019-02-03T16:30:00Z'),
      json: { a: [1] },
    });
  });

  it('fail loudly when a bigint does not fit a number, and the connection goes on', async () => {
    await expect(sql`select 9007199254740993::bigint as much`.execute(db.kysely)).rejects.toThrow(RangeError);
    expect((await sql`select 1 as one`.execute(db.kysely)).rows).toEqual([{ one: 1 }]);
  });
});

describe('a transaction', () => {
  it('is done again from the start when PostgreSQL chose it to break a deadlock', async () => {
    await db.pool.query(`update probe set word = ''`);
    const attempts = [0, 0];
    const bothHoldOne = Promise.withResolvers<void>();
    let holding = 0;
    const cross = (self: 0 | 1, first: number, second: number) =>
      transaction(db, async trx => {
        attempts[self] = (attempts[self] ?? 0) + 1;
        await sql`update probe set word = word || ${String(self)} where id = ${first}`.execute(trx);
        holding += 1;
        if (holding === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
        await sql`update probe set word = word || ${String(self)} where id = ${second}`.execute(trx);
      });
    await Promise.all([cross(0, 1, 2), cross(1, 2, 1)]);
    expect(Math.max(...attempts)).toBeGreaterThanOrEqual(2);
    const [one, two] = await words();
    expect([...one!].toSorted()).toEqual(['0', '1']);
    expect([...two!].toSorted()).toEqual(['0', '1']);
  });

  it('gives up after five serialization failures and says which', async () => {
    let attempts = 0;
    const failing = transaction(db, async trx => {
      attempts += 1;
      await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(trx);
    });
    await expect(failing).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(5);
  });

  it('leaves nothing behind when its work fails', async () => {
    await db.pool.query(`update probe set word = ''`);
    const failing = transaction(db, async trx => {
      await sql`update probe set word = 'half'`.execute(trx);
      throw new AppError('bad-input');
    });
    await expect(failing).rejects.toMatchObject({ code: 'bad-input' });
    expect(await words()).toEqual(['', '']);
  });

  it('says that the disk is full when PostgreSQL says so', async () => {
    const failing = transaction(db, trx =>
      sql`do $$ begin raise exception 'no space' using errcode = '53100'; end $$`.execute(trx),
    );
    await expect(failing).rejects.toMatchObject({ code: 'disk-full' });
  });

  it('says that the outcome is open when the connection is lost while it commits', async () => {
    await db.pool.query(`
      create function cut_off() returns trigger language plpgsql as
        $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
      create table cut (id integer);
      create constraint trigger cut_off after insert on cut deferrable initially deferred
        for each row execute function cut_off()`);
    const failing = transaction(db, trx => sql`insert into cut values (1)`.execute(trx));
    await expect(failing).rejects.toMatchObject({
      code: 'database-away',
      message: expect.stringContaining('尚不确定'),
    });
    expect((await sql`select 1 as one`.execute(db.kysely)).rows).toEqual([{ one: 1 }]);
  });
});

describe('a database that goes away', () => {
  const home = mkdtemp(join(tmpdir(), 'gongkai-away-'));
  afterAll(async () => rm(await home, { recursive: true, force: true, maxRetries: 5 }));

  it('fails what was under way with database-away and serves again, by the same pool, when it is back', async () => {
    const engine = engineOptions(chosenEngine(process.env));
    const first = await startEmbeddedServer(await home, engine);
    const pooled = openDatabase(first.connection);
    await sql`create table kept (no integer)`.execute(pooled.kysely);
    const interrupted = transaction(pooled, async trx => {
      await sql`insert into kept values (1)`.execute(trx);
      await first.stop();
      await sql`insert into kept values (2)`.execute(trx);
    });
    await expect(interrupted).rejects.toMatchObject({ code: 'database-away' });
    await expect(sql`select 1`.execute(pooled.kysely)).rejects.toMatchObject({ code: 'database-away' });

    const second = await startEmbeddedServer(await home, engine);
    await transaction(pooled, trx => sql`insert into kept values (3)`.execute(trx));
    expect((await sql`select no from kept`.execute(pooled.kysely)).rows).toEqual([{ no: 3 }]);
    await pooled.close();
    await second.stop();
  });
});
