import type { z } from 'zod';
import type { Actor } from '../../organisation/contract.ts';
import type { board, boardRow, DutyState, DutyView } from '../contract.ts';
import type { PlanPorts, PlanUnit } from '../ports.ts';
import * as duties from '../store/duties.ts';
import { listPlans, type PlanRow } from '../store/plans.ts';
import { type Day, dayOfPorts, dutyDay, dutyView, unitNames } from './duty-views.ts';
import { visibleUnits } from './result.ts';

/** Counts for the board of the bureau, and the ledger as the public sees it. */

export type Board = z.infer<typeof board>;
type BoardRow = z.infer<typeof boardRow>;
type Counts = Record<DutyState, number>;

const noCounts: Counts = {
  'not-yet-due': 0,
  due: 0,
  late: 0,
  met: 0,
  'met-late': 0,
  'not-applicable': 0,
};

function rowOf(key: string, name: string, counts: readonly duties.StateCount[]): BoardRow {
  const sum = { ...noCounts };
  for (const { state, count } of counts) sum[state] += count;
  return { key, name, counts: sum, total: Object.values(sum).reduce((a, b) => a + b, 0) };
}

function rowsBy(
  counts: readonly duties.StateCount[],
  keyOf: (count: duties.StateCount) => string,
  nameOf: (key: string) => string,
): BoardRow[] {
  return [...Map.groupBy(counts, keyOf)].map(([key, rows]) => rowOf(key, nameOf(key), rows));
}

/** The confirmed plan of the bureau that a day belongs to: of its year or the latest before, else the first. */
export async function currentPlan(ports: PlanPorts, year: number): Promise<PlanRow | undefined> {
  const bureau = (await ports.units()).find(unit => unit.kind === 'bureau');
  if (bureau === undefined) return undefined;
  const confirmed = (await listPlans(ports.database.kysely, bureau.id)).filter(
    plan => plan.state === 'confirmed',
  );
  return confirmed.find(plan => plan.year <= year) ?? confirmed.at(-1);
}

interface Tables {
  readonly byArea: BoardRow[];
  readonly byUnit: BoardRow[];
  readonly byCounty: BoardRow[];
  readonly total: BoardRow;
}

function inOrderOf(rows: BoardRow[], units: readonly PlanUnit[]): BoardRow[] {
  const place = new Map(units.map((unit, i) => [unit.id, i]));
  return rows.sort((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0));
}

async function tables(ports: PlanPorts, filter: duties.DutyFilter, day: Day): Promise<Tables> {
  const counts = await duties.countStates(ports.database.kysely, filter, dutyDay(day));
  const units = await ports.units();
  const names = new Map(units.map(unit => [unit.id, unit.kind === 'county' ? unit.shortName : unit.name]));
  const counties = new Set(units.filter(unit => unit.kind === 'county').map(unit => unit.id));
  const nameOf = (id: string) => names.get(id) ?? id;
  const ofUnits = counts.filter(count => !counties.has(count.unit_id));
  const ofCounties = counts.filter(count => counties.has(count.unit_id));
  return {
    byArea: rowsBy(
      counts,
      count => count.area ?? '',
      key => (key === '' ? '其他' : key),
    ),
    byUnit: inOrderOf(
      rowsBy(ofUnits, count => count.unit_id, nameOf),
      units,
    ),
    byCounty: inOrderOf(
      rowsBy(ofCounties, count => count.unit_id, nameOf),
      units,
    ),
    total: rowOf('total', '合计', counts),
  };
}

/** The board of a year (absent: of the plan the day belongs to). */
export async function boardOf(ports: PlanPorts, actor: Actor, year?: number): Promise<Board> {
  const unitIds = visibleUnits(actor, 'duty.read', ports);
  const day = await dayOfPorts(ports);
  const plan = await currentPlan(ports, year ?? Number(day.today.slice(0, 4)));
  const filter = { unitIds, year: year ?? plan?.year };
  return {
    today: day.today,
    planId: plan?.id ?? null,
    planTitle: plan?.title ?? '',
    ...(await tables(ports, filter, day)),
  };
}

export interface PublicCounts {
  readonly total: number;
  readonly met: number;
  readonly late: number;
  readonly open: number;
}

export type PublicDuty = Pick<
  DutyView,
  | 'id'
  | 'leafId'
  | 'title'
  | 'area'
  | 'unitName'
  | 'periodWords'
  | 'dueOn'
  | 'provisional'
  | 'state'
  | 'metOn'
  | 'covered'
  | 'required'
>;

export interface PublicLedger {
  readonly planTitle: string;
  readonly year: number;
  readonly today: string;
  readonly total: PublicCounts;
  readonly byArea: readonly { key: string; name: string; counts: PublicCounts }[];
  readonly byUnit: readonly { key: string; name: string; counts: PublicCounts }[];
  readonly late: readonly PublicDuty[];
  readonly lateIsPublic: boolean;
}

/** What does not apply is not counted to the public; a duty met late is met, and its page says when. */
function publicCounts({ counts }: BoardRow): PublicCounts {
  const met = counts.met + counts['met-late'];
  const open = counts['not-yet-due'] + counts.due;
  return { total: met + open + counts.late, met, late: counts.late, open };
}

function publicRow(row: BoardRow) {
  return { key: row.key, name: row.name, counts: publicCounts(row) };
}

export function publicDuty(view: Pick<DutyView, keyof PublicDuty>): PublicDuty {
  const { id, leafId, title, area, unitName, periodWords, dueOn, provisional, state, metOn } = view;
  const { covered, required } = view;
  return {
    id,
    leafId,
    title,
    area,
    unitName,
    periodWords,
    dueOn,
    provisional,
    state,
    metOn,
    covered,
    required,
  };
}

/** Late duties shown at most; the counts above them are complete. */
const lateShown = 200;

/** The ledger for the portal; nothing while no plan is confirmed. The list of what is late only if the pack says so. */
export async function publicLedger(ports: PlanPorts, year?: number): Promise<PublicLedger | undefined> {
  const day = await dayOfPorts(ports);
  const plan = await currentPlan(ports, year ?? Number(day.today.slice(0, 4)));
  if (plan === undefined || (year !== undefined && plan.year !== year)) return undefined;
  const { byArea, byUnit, byCounty, total } = await tables(ports, { year: plan.year }, day);
  const names = await unitNames(ports);
  const late = ports.lateListIsPublic
    ? await duties.listDuties(ports.database.kysely, { year: plan.year, states: ['late'] }, dutyDay(day), {
        page: 1,
        size: lateShown,
      })
    : { rows: [] };
  return {
    planTitle: plan.title,
    year: plan.year,
    today: day.today,
    total: publicCounts(total),
    byArea: byArea.map(publicRow),
    byUnit: [...byUnit, ...byCounty].map(publicRow),
    late: late.rows.map(row => publicDuty(dutyView(row, names.get(row.unit_id) ?? row.unit_id, day))),
    lateIsPublic: ports.lateListIsPublic,
  };
}
