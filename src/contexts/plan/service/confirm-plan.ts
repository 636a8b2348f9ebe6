import { createHash } from 'node:crypto';
import { type Day, dayOf } from '../../../law/day.ts';
import type { Calendar } from '../../../law/working-days.ts';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { PlanLeaf, PlanPack, PlanView } from '../contract.ts';
import type { PlanPorts, PlanUnit, Trx } from '../ports.ts';
import { confirmReasons } from '../rules/draft-plan.ts';
import { answeringUnits, type DueDuty, dutiesOf, type ObligedLeaf } from '../rules/duties-due.ts';
import { explanationView } from '../rules/explanation-view.ts';
import {
  isDatedByEvent,
  renumbered,
  renumbering,
  type StandingDuty,
  type Succession,
  succeed,
} from '../rules/succession.ts';
import * as duties from '../store/duties.ts';
import type { LeafToStore, PlanRow } from '../store/plans.ts';
import * as store from '../store/plans.ts';
import * as proofs from '../store/proofs.ts';
import { recover } from './coverage-update.ts';
import { foundPlan, insertDraft, surroundings } from './plan-drafts.ts';
import { demand, done, type Result, refused } from './result.ts';

/** From draft to ledger: the plan is confirmed, the version before it superseded, duties follow. */

function countyIds(units: readonly PlanUnit[]): string[] {
  return units.filter(unit => unit.kind === 'county').map(unit => unit.id);
}

/** A leaf as the duty rules want it. */
export function obliged(
  leaf: PlanLeaf,
  ports: PlanPorts,
  counties: readonly string[],
): ObligedLeaf & PlanLeaf {
  const lead = new Set(ports.resolveUnits(leaf.lead).units);
  return { ...leaf, countiesLead: counties.some(id => lead.has(id)) };
}

/** A county's own plan has no counties below it. */
function countiesOf(unitId: string, units: readonly PlanUnit[]): string[] {
  const all = countyIds(units);
  return all.includes(unitId) ? [] : all;
}

interface Ledger {
  readonly plan: PlanRow;
  readonly due: readonly DueDuty[];
  readonly answering: ReadonlyMap<string, ReadonlySet<string>>;
}

async function ledgerOf(
  plan: PlanRow,
  leaves: readonly PlanLeaf[],
  ports: PlanPorts,
  calendar: Calendar,
): Promise<Ledger> {
  const counties = countiesOf(plan.unit_id, await ports.units());
  const span = { startsOn: dayOf(plan.starts_on), endsOn: dayOf(plan.ends_on) };
  const obligedLeaves = leaves.map(leaf => obliged(leaf, ports, counties));
  return {
    plan,
    due: dutiesOf({ ...span, year: plan.year, leaves: obligedLeaves, counties }, calendar),
    answering: new Map(
      obligedLeaves.map(leaf => [
        leaf.id,
        new Set([
          ...answeringUnits(leaf, counties).map(unit => unit.id),
          ...ports.resolveUnits(leaf.lead).units,
        ]),
      ]),
    ),
  };
}

function newDuty(due: DueDuty, planId: string, calendar: Calendar, at: Date): duties.NewDuty {
  return { ...due, planId, explanation: explanationView(due.explanation, calendar), at };
}

function standing(row: duties.DutyRow): StandingDuty {
  return {
    id: row.id,
    leafId: row.leaf_id,
    unitId: row.unit_id,
    period: row.period,
    triggerWords: row.trigger_words,
    required: row.required,
    covered: row.covered,
    metOn: row.met_on,
    isSettled: row.met_on !== null || row.not_applicable_on !== null,
  };
}

type Names = ReadonlyMap<string, readonly string[]>;

function elementNames(leaves: readonly LeafToStore[]): Names {
  return new Map(leaves.map(leaf => [leaf.id, leaf.elements.map(element => element.name)]));
}

async function moveProofs(trx: Trx, dutyId: string, moves: ReadonlyMap<number, number>): Promise<void> {
  if ([...moves].every(([from, to]) => from === to)) return;
  for (const proof of await proofs.proofsOf(trx, dutyId))
    await proofs.setProofElements(trx, proof.id, renumbered(proof.elements, moves));
}

interface Move {
  readonly planId: string;
  readonly calendar: Calendar;
  readonly before: Names;
  readonly after: Names;
}

/** What is settled was judged by the plan of its day: only the numbers of its elements follow. */
async function keepSettled(trx: Trx, duty: StandingDuty, move: Move): Promise<void> {
  const moves = movesOf(duty, move);
  await moveProofs(trx, duty.id, moves);
  const required = renumbered(duty.required, moves);
  await duties.changeDuty(trx, duty.id, { planId: move.planId, required });
  const covered = renumbered(duty.covered, moves);
  await duties.setCoverage(trx, duty.id, { covered, metOn: duty.metOn });
}

function movesOf(duty: StandingDuty, { before, after }: Move): ReadonlyMap<number, number> {
  return renumbering(before.get(duty.leafId) ?? [], after.get(duty.leafId) ?? []);
}

/** False: nothing is left of what an event had made due. */
async function keepOpen(
  trx: Trx,
  { duty, becomes }: Succession['kept'][number],
  move: Move,
): Promise<boolean> {
  const moves = movesOf(duty, move);
  const required = becomes?.required ?? renumbered(duty.required, moves);
  if (required.length === 0) return false;
  await moveProofs(trx, duty.id, moves);
  await duties.changeDuty(trx, duty.id, {
    planId: move.planId,
    required,
    ...(becomes === null || isDatedByEvent(duty, becomes)
      ? {}
      : {
          triggerOn: becomes.triggerOn,
          triggerWords: becomes.triggerWords,
          explanation: explanationView(becomes.explanation, move.calendar),
        }),
  });
  await recover(trx, duty.id);
  return true;
}

export interface Confirmed {
  readonly planId: string;
  readonly created: number;
  readonly kept: number;
  readonly closed: number;
}

async function takeOver(
  trx: Trx,
  ports: PlanPorts,
  ledger: Ledger,
  old: PlanRow,
  leaves: readonly LeafToStore[],
  calendar: Calendar,
): Promise<{ created: readonly DueDuty[]; kept: number; closed: number }> {
  const rows = await duties.dutiesOfPlan(trx, old.id);
  const succession = succeed(rows.map(standing), ledger);
  const before = elementNames(await store.leavesOf(trx, old.id));
  const move: Move = { planId: ledger.plan.id, calendar, before, after: elementNames(leaves) };
  const closed = succession.closed.map(duty => duty.id);
  for (const kept of succession.kept) {
    if (kept.duty.isSettled) await keepSettled(trx, kept.duty, move);
    else if (!(await keepOpen(trx, kept, move))) closed.push(kept.duty.id);
  }
  await duties.setNotApplicable(trx, closed, {
    by: null,
    on: ports.clock.today(),
    reason: `方案第${ledger.plan.version}版不再列入该事项，未完成的职责随之终止。`,
  });
  await store.setPlanState(trx, old.id, 'superseded');
  return { created: succession.created, kept: succession.kept.length, closed: closed.length };
}

/** Confirms a locked draft. The caller has checked the right. */
async function confirmRow(
  trx: Trx,
  ports: PlanPorts,
  plan: PlanRow,
  actor: Actor | null,
): Promise<Result<Confirmed>> {
  await store.lockPlansOf(trx, plan.unit_id);
  const leaves = await store.leavesOf(trx, plan.id);
  const draft = {
    state: plan.state as PlanView['state'],
    unitId: plan.unit_id,
    startsOn: plan.starts_on,
    endsOn: plan.ends_on,
    leaves,
  };
  const reasons = confirmReasons(draft, await surroundings(ports));
  if (reasons.length > 0) return refused(reasons);
  const calendar = await ports.calendar();
  const ledger = await ledgerOf(plan, leaves, ports, calendar);
  const old = await store.confirmedPlan(trx, plan.unit_id, plan.year, 'lock');
  const over = old && (await takeOver(trx, ports, ledger, old, leaves, calendar));
  const at = ports.clock.now();
  await store.setPlanState(trx, plan.id, 'confirmed', { by: actor?.staffId ?? null, at });
  const created = over?.created ?? ledger.due;
  await duties.insertDuties(
    trx,
    created.map(due => newDuty(due, plan.id, calendar, at)),
  );
  const confirmed = {
    planId: plan.id,
    created: created.length,
    kept: over?.kept ?? 0,
    closed: over?.closed ?? 0,
  };
  await ports.recordAudit(trx, {
    at,
    actor,
    command: 'plan.confirm',
    subjectKind: 'plan',
    subjectId: plan.id,
    outcome: 'done',
    detail: { ...confirmed, year: plan.year, version: plan.version, supersedes: old?.id ?? null },
  });
  return done(confirmed);
}

/** Confirms a draft as the plan of its unit and year. Duties whose leaf, unit and period remain keep their proofs. */
export async function confirmPlan(
  ports: PlanPorts,
  actor: Actor,
  id: string,
  revision?: number,
): Promise<Result<Confirmed>> {
  return transaction(ports.database, async trx => {
    const plan = await foundPlan(trx, id, 'lock');
    demand(ports, actor, 'plan.confirm', plan.unit_id);
    // What is confirmed is what the person has read, not what somebody changed in the meantime.
    if (revision !== undefined && revision !== plan.revision) throw new AppError('edited-meanwhile');
    return confirmRow(trx, ports, plan, actor);
  });
}

export interface LoadedPackPlan {
  readonly planId: string;
  /** False: the ledger had this plan already, or a person has confirmed another since. */
  readonly isNew: boolean;
}

function digestOf(plan: PlanPack): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}

function endOfYear(year: number): Day {
  return dayOf(`${year}-12-31`);
}

/**
 * Puts a plan of the pack into the ledger as a confirmed version of the bureau's, by no person. Loading it again does
 * nothing; a changed file makes a new version, unless a person has confirmed a plan of that year.
 */
export async function loadPackPlan(ports: PlanPorts, pack: PlanPack): Promise<LoadedPackPlan> {
  const bureau = (await ports.units()).find(unit => unit.kind === 'bureau');
  if (bureau === undefined) throw new Error('No bureau among the units.');
  const sourceDigest = digestOf(pack);
  return transaction(ports.database, async trx => {
    await store.lockPlansOf(trx, bureau.id);
    const current = await store.confirmedPlan(trx, bureau.id, pack.year, 'lock');
    if (current !== undefined && (current.source_digest === sourceDigest || current.confirmed_by !== null))
      return { planId: current.id, isNew: false };
    const row = await insertDraft(
      trx,
      ports,
      {
        unitId: bureau.id,
        year: pack.year,
        title: pack.title,
        startsOn: pack.issuedOn,
        endsOn: endOfYear(pack.year),
        sourceName: `plan-${pack.year}.yaml`,
        sourceDigest,
        sourceText: '',
        leaves: pack.leaves,
        warnings: [],
      },
      null,
    );
    const confirmed = await confirmRow(trx, ports, row, null);
    // The pack was checked when it was read; a refusal here is a bug of that check.
    if (!confirmed.ok) throw new Error(confirmed.reasons.map(each => each.message).join(' '));
    return { planId: row.id, isNew: true };
  });
}
