import { dayOf } from '../../../law/day.ts';
import type { DeadlineRule, DutyDetail, PlanLeaf } from '../contract.ts';
import type { PlanPorts } from '../ports.ts';
import * as duties from '../store/duties.ts';
import { leavesOf } from '../store/plans.ts';
import { currentPlan, type PublicCounts, type PublicDuty, publicDuty } from './board.ts';
import { dayOfPorts, detailOf, dutyDay, dutyView, unitNames } from './duty-views.ts';

/** Rows and pages of the ledger for the portal: no person, no reason of an exemption, no inner note. */

export interface PublicDutyPage {
  readonly duty: PublicDuty;
  readonly explanation: DutyDetail['explanation'];
  readonly basis: string;
  readonly channels: readonly string[];
  readonly elements: readonly { no: number; name: string; covered: boolean; required: boolean }[];
  readonly proofs: readonly { words: string; provedOn: string; path: string | null; voided: boolean }[];
  readonly moved: readonly { dueBefore: string; dueAfter: string; movedAt: string }[];
}

/** One ledger has no more duties than this: 46 leaves, some monthly, some in every county. */
const everyDuty = { page: 1, size: 100_000 };

function countsOf(rows: readonly PublicDuty[]): PublicCounts {
  const counted = rows.filter(row => row.state !== 'not-applicable');
  const met = counted.filter(row => row.state === 'met' || row.state === 'met-late').length;
  const late = counted.filter(row => row.state === 'late').length;
  return { total: counted.length, met, late, open: counted.length - met - late };
}

/** Duties of some leaves of the plan in force, or of all with null; late ones only if the pack makes them public. */
export async function publicDuties(
  ports: PlanPorts,
  leafIds: readonly string[] | null,
): Promise<{ duties: readonly PublicDuty[]; counts: PublicCounts }> {
  const day = await dayOfPorts(ports);
  const plan = await currentPlan(ports, Number(day.today.slice(0, 4)));
  if (plan === undefined) return { duties: [], counts: countsOf([]) };
  const leaves = leafIds === null ? {} : { leafIds };
  const filter = { year: plan.year, ...leaves };
  const { rows } = await duties.listDuties(ports.database.kysely, filter, dutyDay(day), everyDuty);
  const names = await unitNames(ports);
  const all = rows.map(row => publicDuty(dutyView(row, names.get(row.unit_id) ?? row.unit_id, day)));
  const shown = ports.lateListIsPublic ? all : all.filter(row => row.state !== 'late');
  return { duties: shown, counts: countsOf(all) };
}

/** What a leaf of the plan promises, and which of its elements the year's duties have out. */
export interface PublicLeaf {
  readonly id: string;
  readonly title: string;
  readonly column: string | null;
  readonly units: readonly string[];
  readonly cadence: PlanLeaf['cadence'];
  readonly deadline: DeadlineRule;
  readonly setBy: PlanLeaf['setBy'];
  readonly basis: string;
  readonly elements: readonly {
    readonly no: number;
    readonly name: string;
    /** Out with every duty that asks for it; missing in one that is late; else still to come. */
    readonly state: 'out' | 'late' | 'open';
  }[];
}

/** The leaves of the plan in force that have something to disclose, in its order. */
export async function publicLeaves(ports: PlanPorts): Promise<readonly PublicLeaf[]> {
  const day = await dayOfPorts(ports);
  const plan = await currentPlan(ports, Number(day.today.slice(0, 4)));
  if (plan === undefined) return [];
  const db = ports.database.kysely;
  const leaves = await leavesOf(db, plan.id);
  const { rows } = await duties.listDuties(db, { year: plan.year }, dutyDay(day), everyDuty);
  const byLeaf = Map.groupBy(rows, row => row.leaf_id);
  const names = await unitNames(ports);
  return leaves.map(leaf => {
    const own = (byLeaf.get(leaf.id) ?? []).filter(row => row.not_applicable_on === null);
    const stateOf = (no: number) => {
      const asking = own.filter(row => row.required.includes(no) && dayOf(row.due_on) <= day.today);
      const done = own.some(row => row.covered.includes(no));
      const isMissing = asking.some(row => row.met_on === null && !row.covered.includes(no));
      if (ports.lateListIsPublic && isMissing && asking.some(row => dayOf(row.due_on) < day.today))
        return 'late' as const;
      return done ? ('out' as const) : ('open' as const);
    };
    return {
      ...{ id: leaf.id, title: leaf.title, column: leaf.column ?? null },
      units: leaf.owners.length > 0 ? leaf.owners.map(id => names.get(id) ?? id) : leaf.lead,
      ...{ cadence: leaf.cadence, deadline: leaf.deadline, setBy: leaf.setBy, basis: leaf.basis },
      elements: leaf.elements.map(({ name }, at) => ({ no: at + 1, name, state: stateOf(at + 1) })),
    };
  });
}

/** One duty's page; null where there is none, or where it is late and the pack keeps that inside. */
export async function publicDutyPage(ports: PlanPorts, id: string): Promise<PublicDutyPage | null> {
  const row = await duties.dutyById(ports.database.kysely, id);
  if (row === undefined) return null;
  const detail = await detailOf(ports, row);
  if (detail.state === 'late' && !ports.lateListIsPublic) return null;
  const { explanation, basis, channels, elements, moved } = detail;
  return {
    duty: publicDuty(detail),
    explanation,
    basis,
    channels,
    elements: elements.map(({ no, name, covered, required }) => ({ no, name, covered, required })),
    proofs: detail.proofs.map(proof => ({
      words: proof.kind === 'release' ? '已在门户公开' : proof.words,
      provedOn: proof.provedOn,
      path: proof.path,
      voided: proof.voidedOn !== null,
    })),
    moved,
  };
}

/** What the publications want to know of duties that an item claims to meet. */
export async function dutyTitles(ports: PlanPorts, ids: readonly string[]) {
  const db = ports.database.kysely;
  const found = new Map<string, Pick<PlanLeaf, 'title' | 'personalData' | 'channels'>>();
  for (const id of ids) {
    const row = await duties.dutyById(db, id);
    const [leaf] = row === undefined ? [] : await leavesOf(db, row.plan_id, row.leaf_id);
    if (leaf === undefined) continue;
    const { title, personalData, channels } = leaf;
    found.set(id, { title, personalData, channels });
  }
  return found;
}
