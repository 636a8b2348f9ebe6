import type { z } from 'zod';
import { dayInChinese, dayOf, isDay } from '../../../law/day.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { notApplicableBody, proofBody, refuseNotApplicableBody } from '../contract.ts';
import type { PlanPorts, Trx } from '../ports.ts';
import { periodWords } from '../rules/periods.ts';
import {
  approveNotApplicableReasons,
  askNotApplicableReasons,
  proveReasons,
  refuseNotApplicableReasons,
} from '../rules/permissions.ts';
import * as duties from '../store/duties.ts';
import * as exemptions from '../store/not-applicable.ts';
import * as proofs from '../store/proofs.ts';
import { recover } from './coverage-update.ts';
import { settled } from './fulfilment.ts';
import { demand, done, type Result, refused } from './result.ts';

/** What people do to duties: prove them, ask that one does not apply. */

export type ProofBody = z.infer<typeof proofBody>;
export type NotApplicableBody = z.infer<typeof notApplicableBody>;
export type RefuseNotApplicableBody = z.infer<typeof refuseNotApplicableBody>;

export function factsOf(duty: duties.DutyRow) {
  return {
    required: duty.required,
    metOn: duty.met_on,
    notApplicable: {
      reason: duty.not_applicable_reason,
      askedBy: duty.not_applicable_asked_by,
      on: duty.not_applicable_on,
    },
  };
}

export async function foundDuty(
  db: Queries,
  id: string,
  lock: 'lock' | 'no-lock' = 'no-lock',
): Promise<duties.DutyRow> {
  const duty = await duties.dutyById(db, id, lock);
  if (duty === undefined) throw new AppError('not-found', { detail: '没有这项职责。' });
  return duty;
}

export function realDay(where: string, day: string): void {
  if (!isDay(day))
    throw new AppError('bad-input', { problems: [{ where, message: `“${day}”不是存在的日期，请改正。` }] });
}

export async function auditDuty(
  ports: PlanPorts,
  trx: Trx,
  actor: Actor,
  command: string,
  dutyId: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await ports.recordAudit(trx, {
    at: ports.clock.now(),
    actor,
    command,
    subjectKind: 'duty',
    subjectId: dutyId,
    outcome: 'done',
    detail,
  });
}

/** Proof that is not a release of ours. The same proof sent twice is kept once. */
export async function addProof(
  ports: PlanPorts,
  actor: Actor,
  dutyId: string,
  body: ProofBody,
): Promise<Result<{ metOn: string | null }>> {
  realDay('provedOn', body.provedOn);
  return transaction(ports.database, async trx => {
    const duty = await foundDuty(trx, dutyId, 'lock');
    demand(ports, actor, 'duty.prove', duty.unit_id);
    const reasons = proveReasons(factsOf(duty), { ...body, today: ports.clock.today() });
    if (reasons.length > 0) return refused(reasons);
    const elements = [...new Set(body.elements)].sort((a, b) => a - b);
    const isThere = (await proofs.proofsOf(trx, dutyId)).some(
      row =>
        row.voided_on === null &&
        row.words === body.words &&
        row.proved_on === body.provedOn &&
        row.file_digest === (body.fileDigest ?? null) &&
        row.elements.join() === elements.join(),
    );
    if (isThere) return done({ metOn: duty.met_on });
    await proofs.insertProof(trx, {
      dutyId,
      kind: body.fileDigest === undefined ? 'statement' : 'evidence',
      elements,
      fileDigest: body.fileDigest,
      words: body.words,
      provedOn: body.provedOn,
      staffId: actor.staffId,
      at: ports.clock.now(),
    });
    const { metOn } = await recover(trx, dutyId);
    if (duty.met_on === null && metOn !== null) await ports.dutyMet(trx, settled(duty, metOn));
    await auditDuty(ports, trx, actor, 'duty.prove', dutyId, { elements, words: body.words, metOn });
    return done({ metOn });
  });
}

export async function askNotApplicable(
  ports: PlanPorts,
  actor: Actor,
  dutyId: string,
  { reason }: NotApplicableBody,
): Promise<Result<null>> {
  return transaction(ports.database, async trx => {
    const duty = await foundDuty(trx, dutyId, 'lock');
    demand(ports, actor, 'duty.ask-not-applicable', duty.unit_id);
    const reasons = askNotApplicableReasons(factsOf(duty));
    if (reasons.length > 0) return refused(reasons);
    await exemptions.askNotApplicable(trx, dutyId, { reason, by: actor.staffId });
    await auditDuty(ports, trx, actor, 'duty.ask-not-applicable', dutyId, { reason });
    return done(null);
  });
}

export async function approveNotApplicable(
  ports: PlanPorts,
  actor: Actor,
  dutyId: string,
): Promise<Result<null>> {
  return transaction(ports.database, async trx => {
    const duty = await foundDuty(trx, dutyId, 'lock');
    demand(ports, actor, 'duty.approve-not-applicable', duty.unit_id);
    const reasons = approveNotApplicableReasons(factsOf(duty), actor.staffId);
    if (reasons.length > 0) return refused(reasons);
    await exemptions.setNotApplicable(trx, [dutyId], { by: actor.staffId, on: ports.clock.today() });
    await auditDuty(ports, trx, actor, 'duty.approve-not-applicable', dutyId, {
      reason: duty.not_applicable_reason,
    });
    return done(null);
  });
}

/** The duty is open again as it was before the request; who asked is told why. */
export async function refuseNotApplicable(
  ports: PlanPorts,
  actor: Actor,
  dutyId: string,
  { reason }: RefuseNotApplicableBody,
): Promise<Result<null>> {
  return transaction(ports.database, async trx => {
    const duty = await foundDuty(trx, dutyId, 'lock');
    demand(ports, actor, 'duty.refuse-not-applicable', duty.unit_id);
    const reasons = refuseNotApplicableReasons(factsOf(duty));
    if (reasons.length > 0) return refused(reasons);
    await exemptions.refuseNotApplicable(trx, dutyId, { reason, by: actor.staffId, on: ports.clock.today() });
    await ports.tellStaff(trx, {
      staffIds: [duty.not_applicable_asked_by!],
      kind: 'not-applicable-refused',
      title: `不适用申请未获批准：${duty.title}`,
      body: `${periodWords(duty.period, duty.trigger_words)}的“${duty.title}”仍须公开，${dayInChinese(dayOf(duty.due_on))}到期。不批准的理由：${reason}`,
      link: `/console/duties/${dutyId}`,
    });
    await auditDuty(ports, trx, actor, 'duty.refuse-not-applicable', dutyId, {
      asked: duty.not_applicable_reason,
      askedBy: duty.not_applicable_asked_by,
      reason,
    });
    return done(null);
  });
}
