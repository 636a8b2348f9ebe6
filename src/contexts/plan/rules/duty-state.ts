import type { Day } from '../../../law/day.ts';
import { addWorkdays, type Calendar, workdaysBetween } from '../../../law/working-days.ts';
import type { DutyState } from '../contract.ts';

/** Working days before the due date from which a duty counts as due. Our own default. */
export const dueWindowWorkingDays = 10;

export interface DutyStanding {
  readonly dueOn: Day;
  readonly metOn: Day | null;
  /** Set when "not applicable" was approved, or the plan no longer asks for it. */
  readonly notApplicableOn: Day | null;
}

/** Working days until the due date; 0 on it, negative after it. */
export function daysLeft(calendar: Calendar, today: Day, dueOn: Day): number {
  if (today <= dueOn) return workdaysBetween(calendar, today, dueOn);
  // `0 -` rather than unary minus: a due date on a Friday seen on Saturday is 0, not -0.
  return 0 - workdaysBetween(calendar, dueOn, today);
}

/** The last day on which a duty that is not met is still only due when `today` + window has not reached it. */
export function dueHorizon(calendar: Calendar, today: Day): Day {
  return addWorkdays(calendar, today, dueWindowWorkingDays).due;
}

/** The state of a duty on a day: a function of due date, fulfilment and day, stored nowhere. */
export function dutyState(duty: DutyStanding, today: Day, calendar: Calendar): DutyState {
  if (duty.notApplicableOn !== null) return 'not-applicable';
  if (duty.metOn !== null) return duty.metOn <= duty.dueOn ? 'met' : 'met-late';
  if (today > duty.dueOn) return 'late';
  return duty.dueOn <= dueHorizon(calendar, today) ? 'due' : 'not-yet-due';
}
