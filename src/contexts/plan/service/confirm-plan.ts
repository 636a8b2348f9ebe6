import { createHash } from 'node:crypto';
import { type Day, dayOf } from '../../../law/day.ts';
import type { Calendar } from '../../../law/working-days.ts';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { PlanLeaf, PlanPack, PlanPreview, PlanView } from '../contract.ts';
import type { PlanPorts, Trx } from '../ports.ts';
import { confirmReasons, type DraftPlan } from '../rules/draft-plan.ts';
import type { DueDuty } from '../rules/duties-due.ts';
import { explanationView } from '../rules/explanation-view.ts';
import { type CarriedDuty, isDatedByEvent, type Moves, renumbered } from '../rules/succession.ts';
import * as duties from '../store/duties.ts';
import { setNotApplicable } from '../store/not-applicable.ts';
import type { PlanRow } from '../store/plans.ts';
import * as store from '../store/plans.ts';
import * as proofs from '../store/proofs.ts';
import { recover } from './coverage-update.ts';
import { unitNames } from './duty-views.ts';
import { foundPlan, insertDraft, surroundings } from './plan-drafts.ts';
import { type Consequences, consequencesOf } from './plan-ledger.ts';
import { demand, done, type Result, refused } from './result.ts';

/** From draft to ledger: the plan is confirmed, the version before it superseded, duties follow. */

function newDuty(due: DueDuty, planId: string, calendar: Calendar, at: Date): duties.NewDuty {
  return { ...due, planId, explanation: explanationView(due.explanation, calendar), at };
}

async function moveProofs(trx: Trx, dutyId: string, moves: Moves): Promise<void> {
  if ([...moves].every(([from, to]) => to.length === 1 && to[0] === from)) return;
  for (const proof of await proofs.proofsOf(trx, dutyId))
    await proofs.setProofElements(trx, proof.id, renumbered(proof.elements, moves));
}

/** What is settled was judged by the plan of its day: only the numbers of its elements follow. */
async function keepSettled(trx: Trx, { duty, moves, required }: CarriedDuty, planId: string): Promise<void> {
  await moveProofs(trx, duty.id, moves);
  await duties.changeDuty(trx, duty.id, { planId, required });
  const covered = duty.metOn === null ? renumbered(duty.covered, moves) : required;
  await duties.setCoverage(trx, duty.id, { covered, metOn: duty.metOn });
}

async function keepOpen(trx: Trx, kept: CarriedDuty, planId: string, calendar: Calendar): Promise<void> {
  const { duty, becomes, moves, required } = kept;
  await moveProofs(trx, duty.id, moves);
  await duties.changeDuty(trx, duty.id, {
    planId,
    required,
    ...(becomes === null || isDatedByEvent(duty, becomes)
      ? {}
      : {
          triggerOn: becomes.triggerOn,
          triggerWords: becomes.triggerWords,
          explanation: explanationView(becomes.explanation, calendar),
        }),
  });
  await recover(trx, duty.id);
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
  plan: PlanRow,
  { old, kept, closed }: Consequences,
  calendar: Calendar,
): Promise<void> {
  if (old === undefined) return;
  for (const each of kept) {
    if (each.duty.isSettled) await keepSettled(trx, each, plan.id);
    else await keepOpen(trx, each, plan.id, calendar);
  }
  await setNotApplicable(trx, closed, {
    by: null,
    on: ports.clock.today(),
    reason: `方案第${plan.version}版不再列入该事项，未完成的职责随之终止。`,
  });
  await store.setPlanState(trx, old.id, 'superseded');
}

function draftOf(plan: PlanRow, leaves: readonly PlanLeaf[]): DraftPlan {
  return {
    state: plan.state as PlanView['state'],
    unitId: plan.unit_id,
    startsOn: plan.starts_on,
    endsOn: plan.ends_on,
    leaves,
  };
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
  const reasons = confirmReasons(draftOf(plan, leaves), await surroundings(ports));
  if (reasons.length > 0) return refused(reasons);
  const calendar = await ports.calendar();
  const consequences = await consequencesOf(trx, ports, { plan, leaves, calendar, lock: 'lock' });
  const { old, created, kept, closed } = consequences;
  await takeOver(trx, ports, plan, consequences, calendar);
  const at = ports.clock.now();
  await store.setPlanState(trx, plan.id, 'confirmed', { by: actor?.staffId ?? null, at });
  await duties.insertDuties(
    trx,
    created.map(due => newDuty(due, plan.id, calendar, at)),
  );
  const confirmed = {
    planId: plan.id,
    created: created.length,
    kept: kept.length,
    closed: closed.length,
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

function previewOf(
  plan: PlanRow,
  leaves: readonly PlanLeaf[],
  { old, created, kept, closed }: Consequences,
  names: ReadonlyMap<string, string>,
): PlanPreview {
  const byUnit = [...Map.groupBy(created, duty => duty.unitId)];
  const bySelf = new Set([...created, ...kept.map(each => each.duty)].map(duty => duty.leafId));
  return {
    revision: plan.revision,
    leaves: leaves.length,
    elements: leaves.reduce((sum, leaf) => sum + leaf.elements.length, 0),
    created: created.length,
    kept: kept.length,
    closed: closed.length,
    byEvent: leaves.filter(leaf => !bySelf.has(leaf.id)).length,
    byUnit: byUnit.map(([unitId, rows]) => ({
      unitId,
      unitName: names.get(unitId) ?? unitId,
      created: rows.length,
    })),
    supersedes: old === undefined ? null : `${old.title}（第${old.version}版）`,
  };
}

/** What confirming a draft would do, decided by the same step; nothing is written. Refused for the same reasons. */
export async function previewPlan(ports: PlanPorts, actor: Actor, id: string): Promise<Result<PlanPreview>> {
  const db = ports.database.kysely;
  const plan = await foundPlan(db, id);
  demand(ports, actor, 'plan.read', plan.unit_id);
  const leaves = await store.leavesOf(db, id);
  const reasons = confirmReasons(draftOf(plan, leaves), await surroundings(ports));
  if (reasons.length > 0) return refused(reasons);
  const calendar = await ports.calendar();
  const consequences = await consequencesOf(db, ports, { plan, leaves, calendar, lock: 'no-lock' });
  return done(previewOf(plan, leaves, consequences, await unitNames(ports)));
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
