import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { dayOf } from '../../../law/day.ts';
import type { Calendar } from '../../../law/working-days.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { eventBody } from '../contract.ts';
import type { PlanPorts, PlanUnit, Trx } from '../ports.ts';
import { explainDueDate } from '../rules/due-dates.ts';
import { answeringUnits } from '../rules/duties-due.ts';
import { decideEvent, type RaisedGroup } from '../rules/events.ts';
import { explanationView } from '../rules/explanation-view.ts';
import { eventKey } from '../rules/periods.ts';
import * as duties from '../store/duties.ts';
import { type LeafToStore, leavesOf, listPlans, type PlanRow } from '../store/plans.ts';
import { recover } from './coverage-update.ts';
import { auditDuty, realDay } from './duty-acts.ts';
import { isAwaiting } from './fulfilment.ts';
import { obliged } from './plan-ledger.ts';
import { demand, done, type Result, refused } from './result.ts';

/** Events that make duties due. */

export type EventBody = z.infer<typeof eventBody>;

interface EventPlace {
  readonly plan: PlanRow;
  readonly leaf: LeafToStore;
}

/** The plan an event belongs to: of the year it happened, else the newest; the bureau's before the unit's own. */
async function placeOfEvent(db: Queries, body: EventBody, units: readonly PlanUnit[]): Promise<EventPlace> {
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

function decide(
  ports: PlanPorts,
  place: EventPlace,
  body: EventBody,
  units: readonly PlanUnit[],
  unit: PlanUnit,
) {
  const counties = units.filter(each => each.kind === 'county').map(each => each.id);
  const leaf = obliged(place.leaf, ports, counties);
  const answering = new Set([
    ...answeringUnits(leaf, counties).map(each => each.id),
    ...ports.resolveUnits(leaf.lead).units,
  ]);
  return decideEvent({
    leaf,
    // In a county's own plan the county answers for everything, as the bureau does in its own.
    unit: { ...unit, isCounty: unit.kind === 'county' && place.plan.unit_id !== unit.id },
    answering,
    occurredOn: dayOf(body.occurredOn),
    today: dayOf(ports.clock.today()),
    elements: body.elements,
  });
}

/** The yearly duty that takes the event's date; elements told apart leave it and become a duty of their own. */
async function awaitedDuty(
  trx: Trx,
  place: EventPlace,
  unitId: string,
  group: RaisedGroup,
): Promise<string | undefined> {
  if (!group.isAwaited) return undefined;
  const waiting = (await duties.dutiesOfPlan(trx, place.plan.id)).find(
    row =>
      row.leaf_id === place.leaf.id &&
      row.unit_id === unitId &&
      row.met_on === null &&
      row.not_applicable_on === null &&
      isAwaiting(row, place.leaf) &&
      group.elements.every(no => row.required.includes(no)),
  );
  if (waiting === undefined) return undefined;
  const rest = waiting.required.filter(no => !group.elements.includes(no));
  if (rest.length === 0) return waiting.id;
  await duties.changeDuty(trx, waiting.id, { required: rest });
  await recover(trx, waiting.id);
  return undefined;
}

interface Raising {
  readonly place: EventPlace;
  readonly body: EventBody;
  readonly calendar: Calendar;
  readonly at: Date;
}

/** The duty of one group: dated if it waited, made if it is new, found if the event was told before. */
async function makeDue(
  trx: Trx,
  { place, body, calendar, at }: Raising,
  group: RaisedGroup,
): Promise<string> {
  const { plan, leaf } = place;
  const clock = {
    rule: group.deadline,
    setBy: leaf.setBy,
    on: dayOf(body.occurredOn),
    words: body.words,
    year: plan.year,
  };
  const explanation = explanationView(explainDueDate(clock, calendar), calendar);
  const trigger = { triggerOn: body.occurredOn, triggerWords: body.words, explanation };
  const digest = createHash('sha256').update(body.words).digest('hex');
  const period = eventKey(body.occurredOn, digest, `#${group.elements[0]}`);
  const before = await duties.dutyOf(trx, plan.id, leaf.id, body.unitId, period);
  if (before !== undefined) return before;
  const awaited = await awaitedDuty(trx, place, body.unitId, group);
  if (awaited !== undefined) {
    await duties.changeDuty(trx, awaited, trigger);
    return awaited;
  }
  const [id] = await duties.insertDuties(trx, [
    {
      planId: plan.id,
      leafId: leaf.id,
      unitId: body.unitId,
      period,
      required: group.elements,
      at,
      ...trigger,
    },
  ]);
  // Somebody told of the same event at the same moment: theirs stands.
  return id ?? (await duties.dutyOf(trx, plan.id, leaf.id, body.unitId, period))!;
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
    const decided = decide(ports, place, body, units, unit);
    if (!decided.ok) return refused(decided.reasons);
    const raising = { place, body, calendar, at: ports.clock.now() };
    const dutyIds: string[] = [];
    for (const group of decided.groups) dutyIds.push(await makeDue(trx, raising, group));
    const { words, occurredOn } = body;
    for (const id of dutyIds) await auditDuty(ports, trx, actor, 'duty.raise', id, { words, occurredOn });
    return done({ dutyIds });
  });
}
