import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../platform/database/database.ts';
import { continueLog } from './continuation.ts';
import { bringCopy, folderLogSource, refuseOlderThanCopy } from './copy.ts';
import { dutyMet, keys, published, stranger, testLog, withdrawal } from './log.fixture.ts';

const { database, clock, newLog, behindTheTriggers, record, audit, verify } = await testLog();
const home = await mkdtemp(join(tmpdir(), 'gongkai-log-copy-'));
afterAll(() => rm(home, { recursive: true }));

let nth = 0;
let folder = '';
beforeEach(() => {
  nth += 1;
  folder = join(home, String(nth));
});

const duties = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => dutyMet(`${name}${i}`));
const copied = () => bringCopy(database.kysely, folder);
const lose = (size: number) =>
  behindTheTriggers(sql`with kept as (select entry_id from log_leaf where leaf_index < ${size}),
    a as (delete from log_leaf where leaf_index >= ${size}),
    b as (delete from log_checkpoint where tree_size > ${size}),
    c as (delete from audit_seal where entry_id not in (select entry_id from kept)),
    d as (delete from audit_event where id > 1)
    delete from log_entry where id not in (select entry_id from kept)`);
const go = (verifierKeys = keys) =>
  transaction(database, trx =>
    continueLog(trx, folderLogSource(folder), verifierKeys, async () => 'the-document', clock.now()),
  );

describe('the copy of the log', () => {
  it('grows by bundles of 256, and its checkpoint never speaks of what is not there', async () => {
    const log = newLog();
    await record(...duties('a', 200));
    await log.seal();
    expect(await copied()).toBe(200);
    expect(await readdir(join(folder, 'tile/entries'))).toEqual(['000.p']);
    await record(...duties('b', 400));
    await log.seal();
    expect(await copied()).toBe(600);
    expect((await readdir(join(folder, 'tile/entries'))).sort()).toEqual(['000', '000.p', '001', '002.p']);
    expect(await readdir(join(folder, 'tile/entries/000.p'))).toEqual([]);
    const source = folderLogSource(folder);
    expect(await source.bodies(0, 600, 600)).toHaveLength(600);
    expect(Buffer.from((await source.bodies(255, 257, 600))[1]!).toString()).toContain('"b56"');
  });

  it('that is ahead of its database keeps the database shut', async () => {
    await record(...duties('a', 3));
    await newLog().seal();
    await copied();
    await expect(refuseOlderThanCopy(database.kysely, folder)).resolves.toBeUndefined();
    await lose(2);
    await expect(refuseOlderThanCopy(database.kysely, folder)).rejects.toMatchObject({
      code: 'log-behind-its-copy',
    });
  });
});

describe('a log continued after a restore', () => {
  it('is the very log the public saw, and names what is lost', async () => {
    await audit('item.draft');
    await record(...duties('a', 300));
    await newLog().seal();
    await audit('item.release', 'item.withdraw');
    await record(published(1).act, withdrawal(1), published(2).act, ...duties('b', 300));
    const { size } = await newLog().seal();
    const note = await newLog().checkpoint();
    await copied();
    await lose(301);
    expect(await go()).toMatchObject({
      fromSize: 301,
      toSize: size,
      released: [{ version: 1 }, { version: 2 }],
      withdrawn: [{ version: 1 }],
      auditRows: [2, 3],
    });
    expect(await newLog().checkpoint()).toBe(note);
    await audit('after');
    const { rows } = await sql<{ id: number }>`select max(id) as id from audit_event`.execute(
      database.kysely,
    );
    expect(rows[0]!.id).toBe(4);
  });

  it('verifies from inside once it says itself what was lost, and not before', async () => {
    await audit('item.draft');
    await newLog().seal();
    await record(dutyMet('2019'));
    const { size: fromSize } = await newLog().seal();
    await audit('item.release');
    await record(published(1).act);
    const { size: toSize } = await newLog().seal();
    await copied();
    await lose(fromSize);
    const { auditRows } = await go();
    expect((await verify()).problems.map(each => each.kind).sort()).toEqual([
      'audit-row-deleted',
      'record-missing',
    ]);
    const at = clock.now().toISOString();
    const [auditFirstId, auditLastId] = auditRows!;
    const lost = [{ path: published(1).act.path, version: 1 }];
    await record({
      kind: 'restored',
      at,
      backupAt: at,
      fromSize,
      toSize,
      auditFirstId,
      auditLastId,
      lost,
      reason: '恢复备份',
    });
    await newLog().seal();
    expect((await verify()).problems).toEqual([]);
    // Published again under the same number, it has to be there again.
    await record(published(1).act);
    await newLog().seal();
    expect((await verify()).problems.map(each => each.kind)).toEqual(['record-missing']);
    expect((await verify({ 1: published(1).record })).problems).toEqual([]);
  });

  it('gives an entry that was recorded and not yet sealed its own place', async () => {
    await record(...duties('a', 2));
    await newLog().seal();
    const [id] = await record(dutyMet('late'));
    await newLog().seal();
    await copied();
    await behindTheTriggers(sql`with a as (delete from log_leaf where leaf_index = 2)
      delete from log_checkpoint where tree_size > 2`);
    expect(await go()).toMatchObject({ fromSize: 2, toSize: 3, released: [], auditRows: null });
    expect((await newLog().inclusionProof(id!)).leafIndex).toBe(2);
    expect(await newLog().seal()).toEqual({ size: 3, added: 0 });
  });

  it('refuses a copy that is not ours, not whole, another log, or older', async () => {
    await record(...duties('a', 5));
    await newLog().seal();
    await copied();
    const other = `${stranger.verifierKey}\n`;
    await expect(go(other)).rejects.toMatchObject({ detail: expect.stringContaining('有效签名') });
    await record(...duties('b', 2));
    await newLog().seal();
    await expect(go()).rejects.toMatchObject({ detail: expect.stringContaining('旧') });
    await copied();
    await rm(join(folder, 'tile/entries/000.p/7'));
    await lose(5);
    await expect(go()).rejects.toMatchObject({ detail: expect.stringContaining('缺少') });
    folder = join(home, 'none');
    await expect(go()).rejects.toMatchObject({ detail: expect.stringContaining('没有公开日志的副本') });
  });

  it('refuses a copy of a log that went another way', async () => {
    await record(...duties('a', 5));
    await newLog().seal();
    await copied();
    await behindTheTriggers(sql`truncate log_entry, log_leaf, log_checkpoint, audit_seal`);
    await record(...duties('x', 3));
    await newLog().seal();
    await expect(go()).rejects.toMatchObject({ detail: expect.stringContaining('不是同一份日志') });
  });
});
