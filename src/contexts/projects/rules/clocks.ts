import type { Day } from '../../../law/day.ts';
import type { Explanation } from '../../../law/explanation.ts';
import { contractSigningDeadline, proactiveDeadline } from '../../../law/proactive-deadline.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { ProjectKind, StageKind } from '../contract.ts';

/** By when a stage is announced, and by when the next one must come. */

/** Award and contract within 2 working days (政府采购法实施条例 arts 43, 50), the rest by 条例 art 26 or stricter. */
export function publishDeadline(stage: StageKind, on: Day, calendar: Calendar): Explanation {
  const { limit, local } = stage;
  return proactiveDeadline({
    kind: limit,
    on,
    calendar,
    ...(local === undefined
      ? {}
      : { local: [{ span: { workingDays: local.workingDays }, setBy: local.setBy, words: local.words }] }),
  });
}

export type Standing = 'running' | 'late' | 'met' | 'met-late';

/** `metOn` is the day of its publication. */
export function standingOf(dueOn: string, metOn: string | null, today: string): Standing {
  if (metOn !== null) return metOn > dueOn ? 'met-late' : 'met';
  return today > dueOn ? 'late' : 'running';
}

export interface DueStage {
  readonly stage: string;
  readonly name: string;
  readonly explanation: Explanation;
  readonly isLate: boolean;
}

/** Stages that must come by a day because an earlier one has come: the contract after the award (政府采购法 art 46). */
export function dueStages(
  kind: ProjectKind,
  done: readonly { readonly stage: string; readonly on: string }[],
  { calendar, today }: { readonly calendar: Calendar; readonly today: string },
): DueStage[] {
  return kind.stages.flatMap(({ id, name, signedAfter }) => {
    if (signedAfter === undefined || done.some(each => each.stage === id)) return [];
    const before = done.find(each => each.stage === signedAfter);
    if (before === undefined) return [];
    const explanation = contractSigningDeadline(before.on as Day, calendar);
    return [{ stage: id, name, explanation, isLate: today > explanation.dueOn }];
  });
}
