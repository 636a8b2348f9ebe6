import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { beforeEach } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { transaction } from '../../platform/database/database.ts';
import type { PublicAct } from './contract.ts';
import { createLog, recordAudit } from './service.ts';
import { signerFromSeed } from './signed-note.ts';
import { verifyRows } from './verify/rows.ts';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
export const documentId = '00000000-0000-4000-8000-000000000001';
export const signer = signerFromSeed('gongkai.local/log', Buffer.alloc(32, 7));
/** Somebody else who calls himself the same. */
export const stranger = signerFromSeed('gongkai.local/log', Buffer.alloc(32, 9));
export const keys = `${signer.verifierKey}\n`;

const start = '2019-06-03T09:00:00+08:00';
const at = new Date(start).toISOString();

export interface Published {
  readonly record: string;
  readonly act: Extract<PublicAct, { kind: 'released' }>;
}

/** A release with one attachment, and its canonical record. */
export function published(version: number, body = '<p>城乡低保标准</p>'): Published {
  const title = '低保<标准> & 办法';
  const record = JSON.stringify({ bodyHtml: body, title, version });
  const act = {
    kind: 'released' as const,
    at,
    organ: '毕节市民政局',
    path: '/zwgk/2019/06/a.html',
    indexNo: '11520500/2019-00001',
    version,
    title,
    recordDigest: sha256(record),
    attachments: [{ digest: sha256('附件'), name: '附件 1.xlsx' }],
    replacesVersion: version > 1 ? version - 1 : null,
  };
  return { record, act };
}

/** The end of that release. */
export function withdrawal(version: number): PublicAct {
  const { organ, path, indexNo, title } = published(version).act;
  const why = { withdrawalKind: 'published-in-error', reason: '发布有误，已经更正。' };
  return { kind: 'withdrawn', at, organ, path, indexNo, version, title, ...why };
}

export const dutyMet = (period: string): PublicAct => ({
  kind: 'duty-met',
  at,
  organ: '毕节市民政局',
  leaf: '3.4.1',
  period,
  dueOn: '2019-06-10',
  metOn: '2019-06-03',
});

/** A log on a database of its own, empty before each test. Call it at the top level of a test file. */
export async function testLog() {
  const database = await testDatabase();
  const clock = fixedClock(start);
  const newLog = () => createLog({ database, clock, signer });

  /** As a superuser could: the triggers that keep these tables append-only are switched off. */
  async function behindTheTriggers(statement: RawBuilder<unknown>): Promise<void> {
    await transaction(database, async trx => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await statement.execute(trx);
    });
  }

  async function record(...acts: PublicAct[]): Promise<string[]> {
    const log = newLog();
    return transaction(database, async trx => {
      const ids: string[] = [];
      for (const act of acts)
        ids.push(await log.recordPublicAct(trx, act, { kind: 'document', id: documentId }, clock.now()));
      return ids;
    });
  }

  async function audit(...commands: string[]): Promise<void> {
    const event = { at: clock.now(), actor: null, subjectKind: 'document', subjectId: documentId };
    const detail = { 文号: '1', a: 2.5 };
    await transaction(database, async trx => {
      for (const command of commands) await recordAudit(trx, { ...event, command, outcome: 'done', detail });
    });
  }

  async function verify(records: Readonly<Record<number, string>> = {}, verifyFile = async () => true) {
    const recordOf = async (_: string, version: number) => records[version];
    return verifyRows({ queries: database.kysely, keys, recordOf, verifyFile });
  }

  beforeEach(async () => {
    clock.set(start);
    await behindTheTriggers(
      sql`truncate audit_event, log_entry, log_leaf, log_checkpoint, audit_seal restart identity`,
    );
  });
  return { database, clock, newLog, behindTheTriggers, record, audit, verify };
}
