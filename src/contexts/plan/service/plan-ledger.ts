import { dayOf } from '../../../law/day.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { PlanLeaf } from '../contract.ts';
import type { PlanPorts, PlanUnit } from '../ports.ts';
import { answeringUnits, type DueDuty, dutiesOf, type ObligedLeaf } from '../rules/duties-due.ts';
import { type CarriedDuty, carried, type StandingDuty, succeed } from '../rules/succession.ts';
import * as duties from '../store/duties.ts';
import * as store from '../store/plans.ts';

/** What the ledger becomes when a draft is confirmed: asked by the preview, carried out by the confirmation. */

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
  readonly due: readonly DueDuty[];
  /** Units that answer for each leaf. */
  readonly answering: ReadonlyMap<string, ReadonlySet<string>>;
}

async function ledgerOf(
  plan: store.PlanRow,
  leaves: readonly PlanLeaf[],
  ports: PlanPorts,
  calendar: Calendar,
): Promise<Ledger> {
  const counties = countiesOf(plan.unit_id, await ports.units());
  const span = { startsOn: dayOf(plan.starts_on), endsOn: dayOf(plan.ends_on) };
  const obligedLeaves = leaves.map(leaf => obliged(leaf, ports, counties));
  return {
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

function namesIn(leaves: readonly PlanLeaf[]): (leafId: string) => readonly string[] {
  const names = new Map(leaves.map(leaf => [leaf.id, leaf.elements.map(element => element.name)]));
  return leafId => names.get(leafId) ?? [];
}

export interface Consequences {
  /** The confirmed plan of the unit and year that gives way. */
  readonly old: store.PlanRow | undefined;
  readonly created: readonly DueDuty[];
  readonly kept: readonly CarriedDuty[];
  /** Ids of open duties the new plan no longer asks for. */
  readonly closed: readonly string[];
}

/** Reads what there is and decides what becomes of it. `lock`: within the transaction that then carries it out. */
export async function consequencesOf(
  db: Queries,
  ports: PlanPorts,
  given: {
    readonly plan: store.PlanRow;
    readonly leaves: readonly PlanLeaf[];
    readonly calendar: Calendar;
    readonly lock: 'lock' | 'no-lock';
  },
): Promise<Consequences> {
  const { plan, leaves, calendar, lock } = given;
  const ledger = await ledgerOf(plan, leaves, ports, calendar);
  const old = await store.confirmedPlan(db, plan.unit_id, plan.year, lock);
  if (old === undefined) return { old, created: ledger.due, kept: [], closed: [] };
  const rows = await duties.dutiesOfPlan(db, old.id, lock);
  const succession = succeed(rows.map(standing), ledger);
  const [before, after] = [namesIn(await store.leavesOf(db, old.id)), namesIn(leaves)];
  const all = succession.kept.map(kept =>
    carried(kept, { before: before(kept.duty.leafId), after: after(kept.duty.leafId) }),
  );
  const kept = all.filter(each => each.duty.isSettled || each.required.length > 0);
  const emptied = all.filter(each => !kept.includes(each));
  const closed = [...succession.closed, ...emptied.map(each => each.duty)].map(duty => duty.id);
  return { old, created: succession.created, kept, closed };
}
