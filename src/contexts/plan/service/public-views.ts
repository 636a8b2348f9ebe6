import type { DutyDetail, PlanLeaf } from '../contract.ts';
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
