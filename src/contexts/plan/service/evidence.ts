import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { EvidenceBody, EvidenceList, EvidenceSubject, EvidenceView } from '../contract.ts';
import type { PlanPorts, Trx } from '../ports.ts';
import { type EvidenceOf, evidenceReasons } from '../rules/evidence.ts';
import * as store from '../store/evidence.ts';
import { foundDuty, realDay } from './duty-acts.ts';
import { demand, done, permissionOf, type Result, refused } from './result.ts';

/** Evidence that something was handed over to a channel beside the portal. It meets no duty by itself. */

export interface SubjectKey {
  readonly subjectKind: EvidenceSubject;
  readonly subjectId: string;
}

interface Subject {
  readonly of: EvidenceOf;
  readonly unitId: string;
}

async function subjectOf(
  ports: PlanPorts,
  actor: Actor,
  { subjectKind: kind, subjectId: id }: SubjectKey,
): Promise<Subject> {
  if (kind === 'duty') {
    const duty = await foundDuty(ports.database.kysely, id);
    demand(ports, actor, 'duty.read', duty.unit_id);
    return { of: { kind, notApplicableOn: duty.not_applicable_on }, unitId: duty.unit_id };
  }
  const { unitId, isLive } = await ports.itemOf(actor, id);
  return { of: { kind, isLive }, unitId };
}

async function viewsOf(ports: PlanPorts, rows: readonly store.EvidenceRow[]): Promise<EvidenceView[]> {
  const names = await ports.staffNames([...new Set(rows.map(row => row.staff_id))]);
  return rows.map(row => ({
    id: row.id,
    subjectKind: row.subject_kind as EvidenceSubject,
    subjectId: row.subject_id,
    channel: row.channel,
    postedOn: row.posted_on,
    words: row.words,
    address: row.address,
    file:
      row.file_digest === null || row.file_name === null
        ? null
        : { digest: row.file_digest, name: row.file_name },
    addedBy: names.get(row.staff_id) ?? null,
    addedAt: row.created_at.toISOString(),
  }));
}

/** Evidence of a duty, and of the items that prove it. */
export async function evidenceOfDuty(
  ports: PlanPorts,
  dutyId: string,
  documentIds: readonly string[],
): Promise<EvidenceView[]> {
  const db = ports.database.kysely;
  const [own, ofItems] = await Promise.all([
    store.evidenceOf(db, 'duty', [dutyId]),
    store.evidenceOf(db, 'item', documentIds),
  ]);
  const rows = [...own, ...ofItems].sort((a, b) => (a.posted_on < b.posted_on ? -1 : 1));
  return viewsOf(ports, rows);
}

/** Evidence of one duty or item, for those who may read it, and whether one may add to it. */
export async function listEvidence(
  ports: PlanPorts,
  actor: Actor,
  subject: SubjectKey,
): Promise<EvidenceList> {
  const { of, unitId } = await subjectOf(ports, actor, subject);
  const right = ports.may(actor, 'evidence.add', unitId);
  const rows = await store.evidenceOf(ports.database.kysely, subject.subjectKind, [subject.subjectId]);
  return {
    rows: await viewsOf(ports, rows),
    permissions: { 'evidence.add': permissionOf(right, evidenceReasons(of)) },
  };
}

function isSame(row: store.EvidenceRow, body: Omit<store.NewEvidence, 'staffId' | 'at'>): boolean {
  return (
    row.channel === body.channel &&
    row.posted_on === body.postedOn &&
    row.words === body.words &&
    row.address === body.address &&
    row.file_digest === (body.file?.digest ?? null)
  );
}

async function knownFile(ports: PlanPorts, body: EvidenceBody): Promise<void> {
  if (body.file === undefined || (await ports.hasFile(body.file.digest))) return;
  const message = '没有找到这个文件，请重新上传。';
  throw new AppError('bad-input', { problems: [{ where: 'file', message }] });
}

/**
 * Writes evidence in the transaction under way, with its line of the audit trail; the same evidence is kept once. That
 * one may add it has been decided by the caller. Answers its id.
 */
export async function keepEvidence(
  ports: PlanPorts,
  trx: Trx,
  actor: Actor,
  given: Omit<store.NewEvidence, 'staffId' | 'at'>,
): Promise<string> {
  const { subjectKind, subjectId, channel, postedOn, words, address, file } = given;
  await store.lockEvidenceOf(trx, subjectId);
  const before = await store.evidenceOf(trx, subjectKind, [subjectId]);
  const same = before.find(row => isSame(row, given));
  if (same !== undefined) return same.id;
  const at = ports.clock.now();
  const { id } = await store.insertEvidence(trx, { ...given, at, staffId: actor.staffId });
  await ports.recordAudit(trx, {
    at,
    actor,
    command: 'evidence.add',
    subjectKind,
    subjectId,
    outcome: 'done',
    detail: { evidenceId: id, channel, postedOn, words, address, file },
  });
  return id;
}

/** Adds evidence; the same evidence sent twice is kept once. Answers its id. */
export async function addEvidence(
  ports: PlanPorts,
  actor: Actor,
  subject: SubjectKey,
  body: EvidenceBody,
): Promise<Result<{ id: string }>> {
  realDay('postedOn', body.postedOn);
  const { subjectKind, subjectId } = subject;
  // Before the transaction: the item lies in another context, on a connection of its own.
  const { of, unitId } = await subjectOf(ports, actor, subject);
  demand(ports, actor, 'evidence.add', unitId);
  await knownFile(ports, body);
  const facts = {
    postedOn: body.postedOn,
    today: ports.clock.today(),
    hasAddress: body.address !== undefined,
    hasFile: body.file !== undefined,
  };
  const reasons = evidenceReasons(of, facts);
  if (reasons.length > 0) return refused(reasons);
  return transaction(ports.database, async trx => {
    const { channel, postedOn, words } = body;
    const [address, file] = [body.address ?? null, body.file ?? null];
    const given = { subjectKind, subjectId, unitId, channel, postedOn, words, address, file };
    return done({ id: await keepEvidence(ports, trx, actor, given) });
  });
}
