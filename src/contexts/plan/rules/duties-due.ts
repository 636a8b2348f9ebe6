import { type Day, yearOf } from '../../../law/day.ts';
import type { Explanation } from '../../../law/explanation.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { PlanLeaf } from '../contract.ts';
import { explainAwaiting, explainDueDate, needsEvent, planIssuedWords } from './due-dates.ts';
import { type DutyGroup, type GroupedLeaf, groupsForUnit } from './duty-groups.ts';
import { type Period, type PlanSpan, periodsOf } from './periods.ts';

/** The duties that follow from a plan by themselves: leaves × units × periods. Events add theirs later. */

export interface DueDuty {
  readonly leafId: string;
  readonly unitId: string;
  readonly period: string;
  readonly triggerOn: Day;
  readonly triggerWords: string;
  /** Element numbers, ascending. */
  readonly required: readonly number[];
  readonly explanation: Explanation;
}

export interface ObligedLeaf extends GroupedLeaf {
  readonly id: string;
  readonly setBy: PlanLeaf['setBy'];
}

export interface PlanOfDuties extends PlanSpan {
  readonly year: number;
  readonly leaves: readonly ObligedLeaf[];
  /** Ids of the county units. */
  readonly counties: readonly string[];
}

/** The units that answer for a leaf: its owners, and every county where the plan asks for them. */
export function answeringUnits(
  leaf: Pick<GroupedLeaf, 'owners' | 'perCounty'>,
  counties: readonly string[],
): readonly { readonly id: string; readonly isCounty: boolean }[] {
  const isCounty = new Set(counties);
  const ids = new Set([...leaf.owners, ...(leaf.perCounty ? counties : [])]);
  return [...ids].map(id => ({ id, isCounty: isCounty.has(id) }));
}

interface Trigger {
  readonly on: Day;
  readonly words: string;
  readonly explanation: Explanation;
}

/** What starts the clock of a period, and what follows. Recomputing asks the same question again. */
export function periodTrigger(
  group: Pick<DutyGroup, 'cadence' | 'deadline'>,
  period: Period,
  plan: PlanSpan & { readonly setBy: PlanLeaf['setBy'] },
  calendar: Calendar,
): Trigger {
  const { deadline: rule } = group;
  const { setBy } = plan;
  if (needsEvent(rule)) {
    const explanation = explainAwaiting({ rule, setBy }, period, calendar);
    return { on: period.endsOn, words: period.words, explanation };
  }
  const isStanding = group.cadence === 'standing' || ('from' in rule && rule.from === 'plan-issued');
  const on = isStanding ? plan.startsOn : period.endsOn;
  const words = isStanding ? planIssuedWords(plan.startsOn) : `${period.words}结束`;
  const year = yearOf(period.endsOn);
  return { on, words, explanation: explainDueDate({ rule, setBy, on, words, year }, calendar) };
}

function dutiesOfLeaf(leaf: ObligedLeaf, plan: PlanOfDuties, calendar: Calendar): DueDuty[] {
  return answeringUnits(leaf, plan.counties).flatMap(unit =>
    groupsForUnit(leaf, unit).flatMap(group =>
      periodsOf(group.cadence, plan).map(period => {
        const trigger = periodTrigger(group, period, { ...plan, setBy: leaf.setBy }, calendar);
        return {
          leafId: leaf.id,
          unitId: unit.id,
          period: period.key,
          triggerOn: trigger.on,
          triggerWords: trigger.words,
          required: group.elements,
          explanation: trigger.explanation,
        };
      }),
    ),
  );
}

/** Two groups of one rhythm but different limits share a period: the later ones get a suffix. */
function withDistinctPeriods(duties: readonly DueDuty[]): DueDuty[] {
  const seen = new Map<string, number>();
  return duties.map(duty => {
    const key = `${duty.leafId} ${duty.unitId} ${duty.period}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before === 0 ? duty : { ...duty, period: `${duty.period}#${before + 1}` };
  });
}

/** Every duty of the plan that comes by itself, in the order of the plan. */
export function dutiesOf(plan: PlanOfDuties, calendar: Calendar): DueDuty[] {
  return withDistinctPeriods(plan.leaves.flatMap(leaf => dutiesOfLeaf(leaf, plan, calendar)));
}
