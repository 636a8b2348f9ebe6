import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { dayOf, isDay } from '../../../law/day.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { eventBody, notApplicableBody, proofBody } from '../contract.ts';
import type { PlanPorts, PlanUnit, Trx } from '../ports.ts';
import { explainDueDate } from '../rules/due-dates.ts';
import { answeringUnits } from '../rules/duties-due.ts';
import { decideEvent, type RaisedGroup } from '../rules/events.ts';
import { explanationView } from '../rules/explanation-view.ts';
import { eventKey } from '../rules/periods.ts';
import {
  approveNotApplicableReasons,
  askNotApplicableReasons,
  proveReasons,
} from '../rules/permissions.ts';
import * as duties from '../store/duties.ts';
import { type LeafToStore, leavesOf, listPlans, type PlanRow } from '../store/plans.ts';
import * as proofs from '../store/proofs.ts';
import { obliged } from './confirm-plan.ts';
import { recover } from './coverage-update.ts';
import { isAwaiting } from './fulfilment.ts';
import { demand, done, type Result, refused } from './result.ts';

/** What people do to duties: prove, tell of an event, ask that one does not apply. */

export type ProofBody = z.infer<typeof proofBody>;
export type EventBody = z.infer<typeof eventBody>;
export type NotApplicableBody = z.infer<typeof notApplicableBody>;

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

function realDay(where: string, day: string): void {
  if (!isDay(day))
    throw new AppError('bad-input', { problems: [{ where, message: `“${day}”不是存在的日期，请改正。` }] });
}

async function audit(
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
    await audit(ports, trx, actor, 'duty.prove', dutyId, { elements, words: body.words, metOn });
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
    await duties.askNotApplicable(trx, dutyId, { reason, by: actor.staffId });
    await audit(ports, trx, actor, 'duty.ask-not-applicable', dutyId, { reason });
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
    await duties.setNotApplicable(trx, [dutyId], { by: actor.staffId, on: ports.clock.today() });
    await audit(ports, trx, actor, 'duty.approve-not-applicable', dutyId, {
      reason: duty.not_applicable_reason,
    });
    return done(null);
  });
}

interface EventPlace {
  readonly plan: PlanRow;
  readonly leaf: LeafToStore;
}

/** The plan an event belongs to: the bureau's first, else the unit's own; of the year it happened, else the newest. */
async function placeOfEvent(
  db: Queries,
  body: EventBody,
  units: readonly PlanUnit[],
): Promise<EventPlace> {
  const bureau = units.find(unit => unit.kind === 'bureau')?.id;
  const year = Number(body.occurredOn.slice(0, 4));
  const confirmed = (await listPlans(db)).filter(
    plan => plan.state === 'confirmed' && (plan.unit_id === bureau || plan.unit_id === body.unitId),
  );
  const rank = (plan: PlanRow) => (plan.year === year ? 0 : 2) + (plan.unit_id === bureau ? 0 : 1);
  for (const plan of confirmed.sort((a, b) => rank(a) - rank(b))) {
    const [leaf] = await leavesOf(db, plan.id, body.leafId);
    if (leaf !== undefined) return { plan, leaf };
  }
  throw new AppError('not-found', { detail: `已确认的方案中没有条目${body.leafId}。` });
}

/** A yearly duty that waits for this event takes its date; elements told apart become a duty of their own. */
async function dateAwaited(
  trx: Trx,
  place: EventPlace,
  unitId: string,
  group: RaisedGroup,
): Promise<{ dates: duties.DutyRow | undefined }> {
  const rows = (await duties.dutiesOfPlan(trx, place.plan.id)).filter(
    row => row.leaf_id === place.leaf.id && row.unit_id === unitId && row.met_on === null,
  );
  const waiting = rows.find(
    row =>
      row.not_applicable_on === null &&
      isAwaiting(row, place.leaf) &&
      group.elements.every(no => row.required.includes(no)),
  );
  if (waiting === undefined) return { dates: undefined };
  const rest = waiting.required.filter(no => !group.elements.includes(no));
  if (rest.length === 0) return { dates: waiting };
  await duties.changeDuty(trx, waiting.id, { required: rest });
  await recover(trx, waiting.id);
  return { dates: undefined };
}

/** Tells of an event; answers the ids of the duties it has made due. The same event told again makes nothing new. */
export async function raiseEvent(
  ports: PlanPorts,
  actor: Actor,
  body: EventBody,
): Promise<Result<{ dutyIds: string[] }>> {
  realDay('occurredOn', body.occurredOn);
  demand(ports, actor, 'duty.raise', body.unitId);
  const units = await ports.units();
  const unit = units.find(each => each.id === body.unitId);
  if (unit === undefined)
    throw new AppError('bad-input', { problems: [{ where: 'unitId', message: '单位不存在，请重新选择。' }] });
  const calendar = await ports.calendar();
  return transaction(ports.database, async trx => {
    const place = await placeOfEvent(trx, body, units);
    const counties = units.filter(each => each.kind === 'county').map(each => each.id);
    const leaf = obliged(place.leaf, ports, counties);
    const answering = new Set([
      ...answeringUnits(leaf, counties).map(each => each.id),
      ...ports.resolveUnits(leaf.lead).units,
    ]);
    const decided = decideEvent({
      leaf: { ...leaf, title: place.leaf.title },
      unit: { ...unit, isCounty: unit.kind === 'county' && place.plan.unit_id !== unit.id },
      answering,
      occurredOn: dayOf(body.occurredOn),
      today: dayOf(ports.clock.today()),
      elements: body.elements,
    });
    if (!decided.ok) return refused(decided.reasons);
    const digest = createHash('sha256').update(body.words).digest('hex');
    const dutyIds: string[] = [];
    for (const [i, group] of decided.groups.entries()) {
      const explanation = explanationView(
        explainDueDate(
          {
            rule: group.deadline,
            setBy: place.leaf.setBy,
            on: dayOf(body.occurredOn),
            words: body.words,
            year: place.plan.year,
          },
          calendar,
        ),
        calendar,
      );
      const { dates } = group.isAwaited
        ? await dateAwaited(trx, place, unit.id, group)
        : { dates: undefined };
      const trigger = { triggerOn: body.occurredOn, triggerWords: body.words, explanation };
      if (dates !== undefined) {
        await duties.changeDuty(trx, dates.id, trigger);
        dutyIds.push(dates.id);
        continue;
      }
      const ids = await duties.insertDuties(trx, [
        {
          planId: place.plan.id,
          leafId: place.leaf.id,
          unitId: unit.id,
          period: eventKey(body.occurredOn, digest, i === 0 ? '' : `#${i + 1}`),
          required: group.elements,
          at: ports.clock.now(),
          ...trigger,
        },
      ]);
      dutyIds.push(...ids);
    }
    for (const id of dutyIds)
      await audit(ports, trx, actor, 'duty.raise', id, { words: body.words, occurredOn: body.occurredOn });
    return done({ dutyIds });
  });
}
