import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { transaction } from '../../platform/database/database.ts';
import { documentId, dutyMet, published, sha256, testLog } from './log.fixture.ts';
import { leafHash, rootFromInclusion } from './merkle.ts';
import { recordAudit } from './service.ts';

const { database, clock, newLog, record, audit, verify } = await testLog();

describe('sealing', () => {
  it('signs a checkpoint of the empty log first, and then nothing until something is recorded', async () => {
    const log = newLog();
    expect(await log.seal()).toEqual({ size: 0, added: 0 });
    const note = await log.checkpoint();
    expect(await log.seal()).toEqual({ size: 0, added: 0 });
    expect(await log.checkpoint()).toBe(note);
    expect((await verify()).problems).toEqual([]);
  });

  it('gives every act a leaf in the order recorded, together with the audit rows so far', async () => {
    const log = newLog();
    await audit('item.release');
    const ids = await record(published(1).act, dutyMet('2019'));
    expect(await log.seal()).toEqual({ size: 3, added: 3 });
    const entries = await log.entriesOf('document', documentId);
    expect(entries.map(e => [e.id, e.leafIndex])).toEqual(ids.map((id, i) => [id, i]));
    const [seal] = await log.entriesOf('audit', '1-1');
    expect(JSON.parse(seal!.body)).toMatchObject({ kind: 'audit-sealed', firstId: 1, lastId: 1, rows: 1 });
  });

  it('lets audit rows wait for a public act, but not longer than ten minutes', async () => {
    const log = newLog();
    await audit('item.draft');
    expect(await log.seal()).toMatchObject({ added: 0 });
    clock.set('2019-06-03T09:10:01+08:00');
    expect(await log.seal()).toMatchObject({ added: 1 });
    expect(await log.seal()).toMatchObject({ added: 0 });
  });

  it('seals many audit rows in stretches, so that a broken seal says where', async () => {
    const log = newLog();
    await audit(...Array.from({ length: 1100 }, (_, i) => `command-${i}`));
    await record(dutyMet('2019'));
    expect(await log.seal()).toEqual({ size: 4, added: 4 });
    for (const id of ['1-500', '501-1000', '1001-1100'])
      expect(await log.entriesOf('audit', id)).toHaveLength(1);
    expect((await verify()).problems).toEqual([]);
  });

  it('proves each act under the newest checkpoint across several tiles, and an unsealed one not yet', async () => {
    const log = newLog();
    const ids = await record(...Array.from({ length: 300 }, (_, i) => dutyMet(`${i}`)));
    await log.seal();
    ids.push(...(await record(...Array.from({ length: 400 }, (_, i) => dutyMet(`b${i}`)))));
    await log.seal();
    for (const nth of [0, 255, 256, 299, 300, 511, 512, 699]) {
      const proof = await log.inclusionProof(ids[nth]!);
      const path = proof.path.map(hash => Buffer.from(hash, 'base64'));
      const root = rootFromInclusion(
        leafHash(Buffer.from(proof.body)),
        proof.leafIndex!,
        proof.treeSize!,
        path,
      );
      expect([proof.treeSize, root?.toString('base64')]).toEqual([700, proof.root]);
      expect(proof.checkpoint).toContain(proof.root);
    }
    const [late] = await record(dutyMet('late'));
    expect(await log.inclusionProof(late!)).toMatchObject({ leafIndex: null, path: [], checkpoint: null });
  });

  it('knows no proof of an act that was never recorded', async () => {
    await expect(newLog().inclusionProof('no-id')).rejects.toMatchObject({ code: 'not-found' });
    await expect(newLog().inclusionProof(documentId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('gives no leaf twice when several servers seal at once', async () => {
    const logs = [newLog(), newLog(), newLog()];
    for (let round = 0; round < 3; round += 1) {
      await record(...Array.from({ length: 5 }, (_, i) => dutyMet(`${round}-${i}`)));
      await Promise.all(logs.map(log => log.seal()));
    }
    const result = await verify();
    expect([result.size, result.problems]).toEqual([15, []]);
  });

  it('leaves an audit row whose transaction is still open to a later seal', async () => {
    const log = newLog();
    await audit('first');
    let finish = () => {};
    let begun = () => {};
    const hasBegun = new Promise<void>(resolve => {
      begun = resolve;
    });
    const open = transaction(database, async trx => {
      const event = { at: clock.now(), actor: null, command: 'slow', subjectKind: 'x', subjectId: 'y' };
      await recordAudit(trx, { ...event, outcome: 'done' });
      // The line leaves with the next statement that is waited for.
      await sql`select 1`.execute(trx);
      begun();
      await new Promise<void>(resolve => {
        finish = resolve;
      });
    });
    await hasBegun;
    await record(dutyMet('2019'));
    const sealed = await log.seal().finally(() => finish());
    await open;
    expect(sealed).toEqual({ size: 1, added: 1 });
    await record(dutyMet('2020'));
    expect(await log.seal()).toEqual({ size: 3, added: 2 });
    expect((await verify()).problems).toEqual([]);
  });

  it('sums up its newest acts, sealed or not, for its page', async () => {
    const log = newLog();
    expect(await log.summary(5)).toMatchObject({ size: 0, checkpoint: '', sealedAt: null, entries: [] });
    await record(dutyMet('2018'), dutyMet('2019'));
    await log.seal();
    await record(dutyMet('2020'));
    const { size, root, checkpoint, sealedAt, entries } = await log.summary(2);
    expect([size, sealedAt]).toEqual([2, '2019-06-03T01:00:00.000Z']);
    expect(checkpoint).toContain(root);
    expect(entries.map(entry => entry.leafIndex)).toEqual([null, 1]);
  });

  it('refuses a public act that no leaf can hold', async () => {
    const { act } = published(1);
    const attachments = Array.from({ length: 500 }, (_, i) => ({
      digest: sha256(`${i}`),
      name: '长'.repeat(40),
    }));
    await expect(record({ ...act, attachments })).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('the database', () => {
  it.each(['audit_event', 'log_entry', 'log_leaf', 'log_checkpoint', 'audit_seal'])(
    'refuses to delete from %s',
    async table => {
      await audit('x');
      await record(published(1).act);
      await newLog().seal();
      await expect(sql`delete from ${sql.table(table)}`.execute(database.kysely)).rejects.toMatchObject({
        code: 'GK001',
      });
    },
  );
});

describe('the audit trail', () => {
  it('is listed newest first, by pages, filtered by subject, person and command', async () => {
    const log = newLog();
    await audit('a', 'b', 'c', 'b');
    const first = await log.listAudit({ size: 3 });
    expect(first.map(row => row.command)).toEqual(['b', 'c', 'b']);
    const rest = await log.listAudit({ size: 3, before: first.at(-1)!.id });
    expect(rest.map(row => row.command)).toEqual(['a']);
    expect(await log.listAudit({ size: 9, command: 'b', subjectId: documentId })).toHaveLength(2);
    expect(await log.listAudit({ size: 9, staff: '某人' })).toEqual([]);
  });
});
