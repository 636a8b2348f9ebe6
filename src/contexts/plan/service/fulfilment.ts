import { isDeepStrictEqual } from 'node:util';
import { dayOf } from '../../../law/day.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { MovedDuty, PlanPorts, SettledDuty, Trx } from '../ports.ts';
import { explainAwaiting, explainDueDate, needsEvent } from '../rules/due-dates.ts';
import { explanationView } from '../rules/explanation-view.ts';
import { isEventKey, periodWords } from '../rules/periods.ts';
import * as duties from '../store/duties.ts';
import { type LeafToStore, leavesOf } from '../store/plans.ts';
import * as proofs from '../store/proofs.ts';
import { recover } from './coverage-update.ts';

/** What a release, a withdrawal and a holiday notice do to the ledger, inside the transaction of their cause. */

export interface Fulfilment {
  readonly dutyId: string;
  readonly elements: readonly number[];
  readonly documentId: string;
  readonly versionNo: number;
  readonly logEntryId: string;
  /** Day of the release, Asia/Shanghai. */
  readonly on: string;
  /** Title of what was released. */
  readonly words?: string;
}

export function settled(duty: duties.DutyRow, metOn: string): SettledDuty {
  return {
    dutyId: duty.id,
    leafId: duty.leaf_id,
    title: duty.title,
    unitId: duty.unit_id,
    period: duty.period,
    periodWords: periodWords(duty.period, duty.trigger_words),
    dueOn: duty.due_on,
    metOn,
  };
}

/** The duty itself, and those of units that own the leaf together with it: one publication meets them all. */
async function dutiesMetTogether(trx: Trx, dutyId: string, ports: PlanPorts): Promise<duties.DutyRow[]> {
  const duty = await duties.dutyById(trx, dutyId);
  if (duty === undefined) return [];
  const kinds = new Map((await ports.units()).map(unit => [unit.id, unit.kind]));
  const [leaf] = await leavesOf(trx, duty.plan_id, duty.leaf_id);
  const owners = new Set(kinds.get(duty.unit_id) === 'county' ? [] : leaf?.owners);
  const all = await duties.siblings(trx, duty);
  return all.filter(each => each.id === dutyId || (owners.has(each.unit_id) && owners.has(duty.unit_id)));
}

async function proveByRelease(
  trx: Trx,
  ports: PlanPorts,
  duty: duties.DutyRow,
  fulfilment: Fulfilment,
): Promise<SettledDuty | undefined> {
  const elements = fulfilment.elements.filter(no => duty.required.includes(no));
  if (elements.length === 0 || duty.not_applicable_on !== null) return undefined;
  const { documentId, versionNo, logEntryId, on } = fulfilment;
  const before = await proofs.proofsOf(trx, duty.id);
  const isThere = before.some(
    row => row.document_id === documentId && row.version_no === versionNo && row.voided_on === null,
  );
  if (isThere) return undefined;
  await proofs.insertProof(trx, {
    dutyId: duty.id,
    kind: 'release',
    elements,
    documentId,
    versionNo,
    logEntryId,
    words: fulfilment.words ?? '',
    provedOn: on,
    staffId: null,
    at: ports.clock.now(),
  });
  const { metBefore, metOn } = await recover(trx, duty.id);
  return metBefore === null && metOn !== null ? settled(duty, metOn) : undefined;
}

/** A release proves elements of a duty. Answers the duties that this has met; the same release again changes nothing. */
export async function fulfil(
  ports: PlanPorts,
  trx: Trx,
  fulfilment: Fulfilment,
): Promise<readonly SettledDuty[]> {
  const met: SettledDuty[] = [];
  for (const duty of await dutiesMetTogether(trx, fulfilment.dutyId, ports)) {
    const newly = await proveByRelease(trx, ports, duty, fulfilment);
    if (newly !== undefined) met.push(newly);
  }
  return met;
}

/**
 * Voids what a document proved, because it was published in error; a replaced or repealed document keeps its history.
 * Answers the duties that are open again.
 */
export async function voidProofs(
  _ports: PlanPorts,
  trx: Trx,
  documentId: string,
  reason: string,
  on: string,
): Promise<readonly SettledDuty[]> {
  const standing = await proofs.standingProofsBy(trx, documentId);
  for (const proof of standing) await proofs.voidProof(trx, proof.id, { on, reason });
  const reopened: SettledDuty[] = [];
  for (const dutyId of [...new Set(standing.map(proof => proof.duty_id))].sort()) {
    const { duty, metBefore, metOn } = await recover(trx, dutyId);
    if (metBefore !== null && metOn === null) reopened.push(settled(duty, metBefore));
  }
  return reopened;
}

/** The rule of a duty: that of the elements it requires. */
export function ruleOf(duty: duties.DutyRow, leaf: LeafToStore): LeafToStore['deadline'] {
  const first = leaf.elements[(duty.required[0] ?? 1) - 1];
  return first?.deadline ?? leaf.deadline;
}

/** A yearly duty whose event has not been entered yet. */
export function isAwaiting(duty: duties.DutyRow, leaf: LeafToStore): boolean {
  return (
    needsEvent(ruleOf(duty, leaf)) &&
    !isEventKey(duty.period) &&
    duty.trigger_words === periodWords(duty.period)
  );
}

function explained(duty: duties.DutyRow, leaf: LeafToStore, calendar: Calendar) {
  const rule = ruleOf(duty, leaf);
  const on = dayOf(duty.trigger_on);
  if (isAwaiting(duty, leaf))
    return explainAwaiting({ rule, setBy: leaf.setBy }, { words: duty.trigger_words, endsOn: on }, calendar);
  const clock = { rule, setBy: leaf.setBy, on, words: duty.trigger_words, year: duty.year };
  return explainDueDate(clock, calendar);
}

/** How many duties one statement reads and one writes: enough that the way to the database does not count. */
const recomputedAtOnce = 2000;

/** Tells how far a long piece of work has come. */
export type Progress = (done: number, all: number) => void;

/** The leaves of plans, read once per plan. */
function leavesByPlan(trx: Trx) {
  const plans = new Map<string, ReadonlyMap<string, LeafToStore>>();
  return async (duty: duties.DutyRow): Promise<LeafToStore | undefined> => {
    const known = plans.get(duty.plan_id);
    const leaves = known ?? new Map((await leavesOf(trx, duty.plan_id)).map(leaf => [leaf.id, leaf]));
    plans.set(duty.plan_id, leaves);
    return leaves.get(duty.leaf_id);
  };
}

function compareWords(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function movedOf(duty: duties.DutyRow, dueAfter: string): MovedDuty[] {
  const { id: dutyId, unit_id: unitId, title, due_on: dueBefore } = duty;
  return dueAfter === dueBefore ? [] : [{ dutyId, unitId, title, dueBefore, dueAfter }];
}

/**
 * Computes every open duty anew after a holiday notice, in batches: 100 000 of them one by one would take minutes.
 * Answers those whose date has moved.
 */
export async function recompute(
  trx: Trx,
  calendar: Calendar,
  progress?: Progress,
): Promise<readonly MovedDuty[]> {
  const ids = await duties.openDutyIds(trx);
  const leafOf = leavesByPlan(trx);
  const moved: MovedDuty[] = [];
  for (let from = 0; from < ids.length; from += recomputedAtOnce) {
    const batch = ids.slice(from, from + recomputedAtOnce);
    const changes: { id: string; explanation: duties.DutyRow['explanation'] }[] = [];
    for (const duty of await duties.lockOpenDuties(trx, batch)) {
      const leaf = await leafOf(duty);
      if (leaf === undefined) continue;
      const explanation = explanationView(explained(duty, leaf, calendar), calendar);
      // The database keeps the keys of an explanation in an order of its own.
      if (isDeepStrictEqual(explanation, duty.explanation)) continue;
      changes.push({ id: duty.id, explanation });
      moved.push(...movedOf(duty, explanation.dueOn));
    }
    await duties.changeExplanations(trx, changes);
    progress?.(from + batch.length, ids.length);
  }
  // For the message: what was due first, first.
  return moved.sort((a, b) => compareWords(a.dueBefore + a.unitId, b.dueBefore + b.unitId));
}
