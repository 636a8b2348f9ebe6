import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { dutyMet, published, stranger, testLog, withdrawal } from '../log.fixture.ts';
import { leafHash } from '../merkle.ts';
import { verifyRows } from './rows.ts';

const { database, newLog, behindTheTriggers, record, audit, verify } = await testLog();

describe('log verify on the rows', () => {
  async function someHistory() {
    const log = newLog();
    await audit('a', 'b', 'c');
    const [one, two] = [published(1), published(2)];
    await record(one.act, dutyMet('2019'));
    await log.seal();
    await audit('d');
    await record(two.act);
    await log.seal();
    return { 1: one.record, 2: two.record };
  }
  const kinds = async (records: Record<number, string>, verifyFile = async () => true) =>
    (await verify(records, verifyFile)).problems.map(problem => problem.kind);

  it('finds nothing in an untouched log and counts what it looked at', async () => {
    const records = await someHistory();
    expect(await verify(records)).toMatchObject({ size: 5, checked: 5 + 4 + 2, problems: [] });
  });

  it('detects an edited audit row', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`update audit_event set staff_name = '他人' where command = 'b'`);
    expect(await kinds(records)).toEqual(['audit-row-edited']);
  });

  it('detects a deleted audit row', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`delete from audit_event where command = 'b'`);
    expect(await kinds(records)).toEqual(['audit-row-deleted']);
  });

  it('detects a public act whose body was edited, and one edited together with its hashes', async () => {
    const records = await someHistory();
    await behindTheTriggers(
      sql`update log_entry set body = replace(body, '3.4.1', '3.4.2') where kind = 'duty-met'`,
    );
    expect(await kinds(records)).toEqual(['entry-edited', 'root-mismatch', 'root-mismatch']);
    const { rows } = await sql<{ body: string }>`select body from log_entry where kind = 'duty-met'`.execute(
      database.kysely,
    );
    const hash = leafHash(Buffer.from(rows[0]!.body)).toString('hex');
    await behindTheTriggers(sql`update log_entry set leaf_hash = ${hash} where kind = 'duty-met'`);
    await behindTheTriggers(
      sql`update log_leaf set leaf_hash = ${hash} where entry_id in (select id from log_entry where kind = 'duty-met')`,
    );
    expect(await kinds(records)).toEqual(['root-mismatch', 'root-mismatch']);
  });

  it('detects a deleted public act, in the middle and at the end', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`delete from log_entry where kind = 'duty-met'`);
    expect(await kinds(records)).toContain('entry-missing');
    await behindTheTriggers(sql`delete from log_leaf where leaf_index = 4`);
    expect(await kinds(records)).toContain('leaf-missing');
  });

  it('detects a checkpoint that was removed, edited, or signed by another key', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`update log_checkpoint set root_hash = 'ab' where tree_size = 3`);
    expect(await kinds(records)).toEqual(['checkpoint-edited']);
    await behindTheTriggers(sql`delete from log_checkpoint where tree_size = 5`);
    expect(await kinds(records)).toContain('checkpoint-missing');
    const result = await verifyRows({
      queries: database.kysely,
      keys: stranger.verifierKey,
      recordOf: async (_, version) => records[version as 1 | 2],
      verifyFile: async () => true,
    });
    expect(result.problems.map(p => p.kind)).toContain('checkpoint-signature');
  });

  it('detects an edited or missing version row and a replaced attachment', async () => {
    const records = await someHistory();
    expect(await kinds({ ...records, 2: records[2].replace('低保', '高保') })).toEqual(['record-changed']);
    expect(await kinds({ 1: records[1] })).toEqual(['record-missing']);
    expect(await kinds(records, async () => false)).toEqual(['attachment-changed', 'attachment-changed']);
  });

  it('detects a seal that was taken out of the seal table', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`delete from audit_seal where last_id = 4`);
    expect(await kinds(records)).toEqual(['audit-seal-edited']);
  });

  it('asks no public record of what was withdrawn, but none that differs either', async () => {
    const records = await someHistory();
    await record(withdrawal(2));
    await newLog().seal();
    expect(await kinds({})).toEqual([]);
    expect(await kinds({ ...records, 2: '{}' })).toEqual(['record-changed']);
  });
});
