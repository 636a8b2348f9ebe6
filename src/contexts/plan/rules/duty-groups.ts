import type { DeadlineRule, PlanLeaf } from '../contract.ts';
import type { Cadence } from './periods.ts';
import { elementsOf } from './whole-leaf.ts';

/** The elements of a leaf that share a rhythm and a limit; each group yields its own duties. */
export interface DutyGroup {
  readonly cadence: Cadence;
  readonly deadline: DeadlineRule;
  /** Numbers of the elements, from 1, ascending. */
  readonly elements: readonly number[];
}

/** What the grouping needs of a leaf. */
export type GroupedLeaf = Pick<PlanLeaf, 'cadence' | 'deadline' | 'elements' | 'perCounty' | 'owners'> & {
  /** The plan names the counties as responsible, not only as cooperating. */
  readonly countiesLead: boolean;
};

/** Two rules are the same if they say the same, in whatever order their fields stand (jsonb keeps none). */
export function ruleKey(rule: DeadlineRule): string {
  const entries = Object.entries(rule).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}

export function groupsOf(leaf: Pick<PlanLeaf, 'cadence' | 'deadline' | 'elements'>): DutyGroup[] {
  const groups = new Map<string, { cadence: Cadence; deadline: DeadlineRule; elements: number[] }>();
  elementsOf(leaf).forEach((element, i) => {
    const cadence = element.cadence ?? leaf.cadence;
    const deadline = element.deadline ?? leaf.deadline;
    const key = `${cadence} ${ruleKey(deadline)}`;
    const group = groups.get(key) ?? { cadence, deadline, elements: [] };
    group.elements.push(i + 1);
    groups.set(key, group);
  });
  return [...groups.values()];
}

/**
 * The elements a county answers for: the county figures where the plan asks for them; where it does not, everything if
 * the counties are responsible themselves, else the tables (figures) they cooperate in.
 */
export function countyElements(leaf: GroupedLeaf): ReadonlySet<number> {
  const numbered = elementsOf(leaf).map((element, i) => ({ element, no: i + 1 }));
  const byCounty = numbered.filter(({ element }) => element.breakdown?.includes('county'));
  if (byCounty.length > 0) return new Set(byCounty.map(({ no }) => no));
  if (leaf.countiesLead) return new Set(numbered.map(({ no }) => no));
  const tables = numbered.filter(({ element }) => element.form === 'table');
  return new Set((tables.length > 0 ? tables : numbered).map(({ no }) => no));
}

/** Which groups a unit answers for; empty groups are left out. */
export function groupsForUnit(leaf: GroupedLeaf, unit: { readonly isCounty: boolean }): DutyGroup[] {
  const groups = groupsOf(leaf);
  if (!unit.isCounty) return groups;
  const own = countyElements(leaf);
  return groups
    .map(group => ({ ...group, elements: group.elements.filter(no => own.has(no)) }))
    .filter(group => group.elements.length > 0);
}
