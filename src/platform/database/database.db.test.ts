import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { chosenEngine, engineOptions } from '../../../tests/support/engine.ts';
import { AppError } from '../app-error.ts';
import { later, openDatabase, transaction, withoutWaitingForDisk } from './database.ts';
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

describe('a write that nobody waits for', () => {
  const write = (id: number, word: string) => sql`update probe set word = ${word} where id = ${id}`;
  const twin = sql`insert into probe values (1, 'twin')`;
  const empty = () => db.pool.query(`update probe set word = ''`);

  it('is done in its place: before whatever is sent after it, after whatever was sent before', async () => {
    await empty();
    const seen = await transaction(db, async trx => {
      await later(trx, write(1, 'first'));
      await later(trx, sql`update probe set word = word || ', then' where id = 1`);
      const { rows } = await sql<{ word: string }>`select word from probe where id = 1`.execute(trx);
      await later(trx, write(2, 'last'));
      return rows[0]?.word;
    });
    expect(seen).toBe('first, then');
    expect(await words()).toEqual(['first, then', 'last']);
  });

  it('fails the statement that is waited for next, in its own words, and leaves nothing behind', async () => {
    await empty();
    let isPast = false;
    const failing = transaction(db, async trx => {
      await later(trx, write(2, 'half'));
      await later(trx, twin, cause => new AppError('bad-input', { detail: '已有此行。', cause }));
      await sql`select 1`.execute(trx);
      isPast = true;
    });
    await expect(failing).rejects.toMatchObject({
      code: 'bad-input',
      message: '已有此行。',
      cause: { code: '23505' },
    });
    expect(isPast).toBe(false);
    expect(await words()).toEqual(['', '']);
  });

  it('fails the commit when nothing else is waited for, and leaves nothing behind', async () => {
    await empty();
    const failing = transaction(db, async trx => {
      await later(trx, twin);
      await later(trx, write(2, 'half'));
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await words()).toEqual(['', '']);
  });

  it('is never sent when the work fails before anything is waited for', async () => {
    await empty();
    const failing = transaction(db, async trx => {
      await later(trx, write(1, 'half'));
      throw new AppError('bad-input');
    });
    await expect(failing).rejects.toMatchObject({ code: 'bad-input' });
    await transaction(db, trx => later(trx, write(2, 'whole')));
    expect(await words()).toEqual(['', 'whole']);
  });

  it('makes the work be done again when PostgreSQL gave way because of it', async () => {
    let attempts = 0;
    const failing = transaction(db, async trx => {
      attempts += 1;
      await later(trx, sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`);
    });
    await expect(failing).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(5);
  });

  it('is done at once outside a transaction', async () => {
    await empty();
    await later(db.kysely, write(1, 'alone'));
    expect(await words()).toEqual(['alone', '']);
    await expect(later(db.kysely, twin, () => new AppError('bad-input'))).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('leaves no doubt about what a committed transaction did when a value cannot be sent at all', async () => {
    await empty();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const failing = transaction(db, async trx => {
      await later(trx, write(1, 'half'));
      await later(trx, sql`update probe set word = ${circle} where id = 2`);
    });
    await expect(failing).rejects.toThrow(TypeError);
    expect(await words()).toEqual(['', '']);
    expect((await sql`select 1 as one`.execute(db.kysely)).rows).toEqual([{ one: 1 }]);
  });
});

describe('a database that is told without waiting for the disk', () => {
  it('is the same database, and only its own commits do not wait', async () => {
    const quick = withoutWaitingForDisk(db);
    const waits = async (which: Pick<typeof db, 'kysely'>) => {
      const { rows } = await sql<{ setting: string }>`
        select current_setting('synchronous_commit') as setting`.execute(which.kysely);
      return rows[0]?.setting;
    };
    const before = await waits(db);
    await transaction(quick, trx => later(trx, sql`update probe set word = 'quick' where id = 1`));
    expect((await words())[0]).toBe('quick');
    expect(await waits(quick)).toBe('off');
    await quick.close();
    expect(await waits(db)).toBe(before);
  });
});

describe('statements that are kept prepared', () => {
  it('answer alike the first time and every time after, with rows, without, and with none found', async () => {
    const prepared = openDatabase({ ...db.pool.options, max: 1 }, { prepare: true });
    try {
      await db.pool.query(`update probe set word = ''`);
      for (const round of [1, 2, 3]) {
        const found = await transaction(prepared, async trx => {
          await later(trx, sql`update probe set word = ${`round ${round}`} where id = 1`);
          return sql`select id, word from probe where id = ${round} order by id`.execute(trx);
        });
        expect(found.rows).toEqual([[{ id: 1, word: 'round 1' }], [{ id: 2, word: '' }], []][round - 1]);
        const changed = await prepared.kysely
          .updateTable('unit')
          .set({ name: 'nobody' })
          .where('id', '=', 'no such unit')
          .executeTakeFirst();
        expect(changed.numUpdatedRows).toBe(0n);
      }
    } finally {
      await prepared.close();
    }
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
