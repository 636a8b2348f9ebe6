import type { z } from 'zod';
import { dayOf } from '../../../law/day.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { DutyDetail, DutyView, dutyQuery } from '../contract.ts';
import type { PlanPorts } from '../ports.ts';
import { daysLeft, dueHorizon, dutyState } from '../rules/duty-state.ts';
import { evidenceReasons } from '../rules/evidence.ts';
import { periodWords } from '../rules/periods.ts';
import {
  approveNotApplicableReasons,
  askNotApplicableReasons,
  proveReasons,
  refuseNotApplicableReasons,
} from '../rules/permissions.ts';
import { elementsOf } from '../rules/whole-leaf.ts';
import * as duties from '../store/duties.ts';
import { type LeafToStore, leavesOf } from '../store/plans.ts';
import { proofsOf } from '../store/proofs.ts';
import { factsOf, foundDuty } from './duty-acts.ts';
import { evidenceOfDuty } from './evidence.ts';
import { demand, permissionOf, visibleUnits } from './result.ts';

/** Duties as the console reads them. */

export type DutyQuery = z.output<typeof dutyQuery>;

export interface Day {
  readonly today: ReturnType<typeof dayOf>;
  readonly calendar: Calendar;
}

export async function dayOfPorts(ports: PlanPorts): Promise<Day> {
  return { today: dayOf(ports.clock.today()), calendar: await ports.calendar() };
}

export function dutyDay({ today, calendar }: Day): duties.DutyDay {
  return { today, horizon: dueHorizon(calendar, today) };
}

/** One row of a list. */
export function dutyView(row: duties.DutyRow, unitName: string, { today, calendar }: Day): DutyView {
  const dueOn = dayOf(row.due_on);
  return {
    id: row.id,
    planId: row.plan_id,
    leafId: row.leaf_id,
    title: row.title,
    area: row.area,
    unitId: row.unit_id,
    unitName,
    period: row.period,
    periodWords: periodWords(row.period, row.trigger_words),
    dueOn,
    provisional: row.provisional,
    state: dutyState(
      {
        dueOn,
        metOn: row.met_on === null ? null : dayOf(row.met_on),
        notApplicableOn: row.not_applicable_on === null ? null : dayOf(row.not_applicable_on),
      },
      today,
      calendar,
    ),
    daysLeft: daysLeft(calendar, today, dueOn),
    required: row.required.length,
    covered: row.covered.length,
    metOn: row.met_on,
  };
}

export async function unitNames(ports: PlanPorts): Promise<ReadonlyMap<string, string>> {
  return new Map((await ports.units()).map(unit => [unit.id, unit.name]));
}

async function filterOf(ports: PlanPorts, actor: Actor, query: DutyQuery): Promise<duties.DutyFilter> {
  const visible = visibleUnits(actor, 'duty.read', ports);
  const wanted = query.unit === undefined ? undefined : [query.unit];
  const unitIds = visible === undefined ? wanted : visible.filter(id => wanted?.includes(id) ?? true);
  const counties = (await ports.units()).filter(unit => unit.kind === 'county').map(unit => unit.id);
  return {
    year: query.year,
    states: query.state?.split(',').filter(state => state !== ''),
    unitIds,
    area: query.area,
    leafId: query.leaf,
    dueBefore: query.dueBefore,
    q: query.q,
    counties:
      query.county === undefined ? undefined : { ids: counties, are: query.county === 'yes' ? 'in' : 'out' },
  };
}

export interface DutyPage {
  readonly rows: DutyView[];
  readonly count: number;
  readonly page: number;
  readonly size: number;
}

/** Duties by due date. Who may see only the own unit sees only its. */
export async function listDuties(ports: PlanPorts, actor: Actor, query: DutyQuery): Promise<DutyPage> {
  const filter = await filterOf(ports, actor, query);
  const day = await dayOfPorts(ports);
  const names = await unitNames(ports);
  const { page, size } = query;
  const found = await duties.listDuties(ports.database.kysely, filter, dutyDay(day), { page, size });
  return {
    rows: found.rows.map(row => dutyView(row, names.get(row.unit_id) ?? row.unit_id, day)),
    count: found.count,
    page,
    size,
  };
}

/** What the own unit has to do: late first, then due, then what comes. */
export async function myDuties(ports: PlanPorts, actor: Actor, query: DutyQuery): Promise<DutyPage> {
  const states = query.state ?? 'late,due,not-yet-due';
  return listDuties(ports, actor, { ...query, unit: actor.unitId, state: states });
}

function elementViews(row: duties.DutyRow, leaf: LeafToStore): DutyDetail['elements'] {
  return elementsOf(leaf).map((element, i) => ({
    no: i + 1,
    name: element.name,
    form: element.form,
    breakdown: element.breakdown,
    figures: element.figures,
    required: row.required.includes(i + 1),
    covered: row.covered.includes(i + 1),
  }));
}

async function proofViews(ports: PlanPorts, row: duties.DutyRow): Promise<DutyDetail['proofs']> {
  const rows = await proofsOf(ports.database.kysely, row.id);
  const paths = await ports.pathsOf(rows.flatMap(proof => proof.document_id ?? []));
  return rows.map(proof => ({
    id: proof.id,
    kind: proof.kind as DutyDetail['proofs'][number]['kind'],
    elements: proof.elements,
    documentId: proof.document_id,
    versionNo: proof.version_no,
    path: proof.document_id === null ? null : (paths.get(proof.document_id) ?? null),
    words: proof.words,
    provedOn: proof.proved_on,
    voidedOn: proof.voided_on,
    voidedReason: proof.voided_reason,
  }));
}

async function refusedView(
  ports: PlanPorts,
  row: duties.DutyRow,
): Promise<DutyDetail['notApplicableRefused']> {
  const { not_applicable_refused_reason: reason, not_applicable_refused_on: on } = row;
  if (reason === null || on === null) return null;
  const by = row.not_applicable_refused_by;
  const names = await ports.staffNames(by === null ? [] : [by]);
  return { reason, by: by === null ? null : (names.get(by) ?? null), on };
}

async function notApplicableView(
  ports: PlanPorts,
  row: duties.DutyRow,
): Promise<DutyDetail['notApplicable']> {
  if (row.not_applicable_reason === null) return null;
  const ids = [row.not_applicable_asked_by, row.not_applicable_by].filter(id => id !== null);
  const names = await ports.staffNames(ids);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return {
    reason: row.not_applicable_reason,
    askedBy: nameOf(row.not_applicable_asked_by),
    approvedBy: nameOf(row.not_applicable_by),
    on: row.not_applicable_on,
  };
}

function permissions(ports: PlanPorts, actor: Actor, row: duties.DutyRow): DutyDetail['permissions'] {
  const facts = factsOf(row);
  const right = (command: Parameters<PlanPorts['may']>[1]) => ports.may(actor, command, row.unit_id);
  return {
    'duty.prove': permissionOf(right('duty.prove'), proveReasons(facts)),
    'duty.ask-not-applicable': permissionOf(right('duty.ask-not-applicable'), askNotApplicableReasons(facts)),
    'duty.approve-not-applicable': permissionOf(
      right('duty.approve-not-applicable'),
      approveNotApplicableReasons(facts, actor.staffId),
    ),
    'duty.refuse-not-applicable': permissionOf(
      right('duty.refuse-not-applicable'),
      refuseNotApplicableReasons(facts),
    ),
    'evidence.add': permissionOf(
      right('evidence.add'),
      evidenceReasons({ kind: 'duty', notApplicableOn: row.not_applicable_on }),
    ),
    'item.draft': permissionOf(right('item.draft'), proveReasons(facts)),
  };
}

/** Everything of a duty but what an actor may do with it. */
export async function detailOf(
  ports: PlanPorts,
  row: duties.DutyRow,
): Promise<Omit<DutyDetail, 'permissions'>> {
  const [leaf] = await leavesOf(ports.database.kysely, row.plan_id, row.leaf_id);
  if (leaf === undefined) throw new Error(`Duty ${row.id} has no leaf.`);
  const names = await unitNames(ports);
  const proofs = await proofViews(ports, row);
  const documentIds = proofs.flatMap(proof => (proof.voidedOn === null ? (proof.documentId ?? []) : []));
  return {
    ...dutyView(row, names.get(row.unit_id) ?? row.unit_id, await dayOfPorts(ports)),
    triggerOn: row.trigger_on,
    triggerWords: row.trigger_words,
    explanation: row.explanation,
    basis: leaf.basis,
    setBy: leaf.setBy,
    channels: leaf.channels,
    column: leaf.column ?? null,
    personalData: leaf.personalData,
    elements: elementViews(row, leaf),
    proofs,
    notApplicable: await notApplicableView(ports, row),
    notApplicableRefused: await refusedView(ports, row),
    moved: [...(await ports.movedDeadlines(row.id))],
    evidence: await evidenceOfDuty(ports, row.id, documentIds),
  };
}

/** One duty with its explanation, elements, proofs and what the actor may do. */
export async function dutyDetail(ports: PlanPorts, actor: Actor, id: string): Promise<DutyDetail> {
  const row = await foundDuty(ports.database.kysely, id);
  demand(ports, actor, 'duty.read', row.unit_id);
  return { ...(await detailOf(ports, row)), permissions: permissions(ports, actor, row) };
}
