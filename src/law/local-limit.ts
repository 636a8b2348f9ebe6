import { type Citation, cite } from './citation.ts';
import { type Day, dayInChinese } from './day.ts';
import {
  calendarDaysSteps,
  daysOffStep,
  type Explanation,
  type ExplanationStep,
  type Limit,
  type LimitSpan,
  limitWords,
  markStep,
  provisionalStep,
} from './explanation.ts';
import { addWorkdays, type Calendar, type DueDay, endOfCalendarDays } from './working-days.ts';

/** A limit of the pack: the plan's or a local rule's. It applies only where it is stricter than the law's. */
export interface LocalLimit {
  readonly span: LimitSpan;
  readonly setBy: 'plan' | 'local';
  /** The local text, as a person would name it. */
  readonly words?: string;
}

/** The day a limit ends. */
export function endOfLimit(calendar: Calendar, from: Day, limit: LimitSpan): DueDay {
  if ('workingDays' in limit) return addWorkdays(calendar, from, limit.workingDays);
  if ('calendarDays' in limit) return endOfCalendarDays(calendar, from, limit.calendarDays);
  return { due: limit.fixedDay, provisional: false };
}

interface Candidate {
  readonly limit: Limit;
  readonly end: DueDay;
  readonly words: string | undefined;
}

function localCandidate(calendar: Calendar, from: Day, local: LocalLimit): Candidate {
  const limit: Limit = { ...local.span, setBy: local.setBy, basis: [cite('本机关规定')] };
  return { limit, end: endOfLimit(calendar, from, limit), words: local.words };
}

function setAsideStep(set: Candidate, applied: Candidate): ExplanationStep {
  const named = set.words === undefined ? '' : `（${set.words}）`;
  const verdict =
    set.limit.setBy === 'plan' || set.limit.setBy === 'local'
      ? '不早于所适用的期限，不能放宽'
      : '晚于所适用的期限，从严计算';
  return {
    on: set.end.due,
    words: `${limitWords(set.limit)}${named}至${dayInChinese(set.end.due)}届满，${verdict}，按${limitWords(applied.limit)}执行。`,
    basis: set.limit.basis,
  };
}

function spanSteps(calendar: Calendar, from: Day, { limit, end }: Candidate): ExplanationStep[] {
  if ('workingDays' in limit) return daysOffStep(calendar, from, end.due);
  if ('calendarDays' in limit) return calendarDaysSteps(calendar, from, limit.calendarDays);
  return [];
}

/** What starts the clock: the day, in which words, and on what ground. */
export interface Trigger {
  readonly on: Day;
  /** E.g. 政府信息形成或者变更之日. */
  readonly words: string;
}

/**
 * The effective limit and its date: the earliest of the law's and the pack's. A local limit that is laxer changes
 * nothing and the explanation says so; where both end on one day, the law's is named.
 */
export function explainLimit(
  calendar: Calendar,
  trigger: Trigger,
  lawful: Limit,
  locals: readonly LocalLimit[] = [],
): Explanation {
  const { on } = trigger;
  const law: Candidate = { limit: lawful, end: endOfLimit(calendar, on, lawful), words: undefined };
  const all = [law, ...locals.map(local => localCandidate(calendar, on, local))];
  const applied = all.reduce((best, next) => (next.end.due < best.end.due ? next : best));
  const { due, provisional } = applied.end;
  const counted: readonly Citation[] = 'fixedDay' in applied.limit ? [] : [cite('民法典', 201, 1)];
  return {
    dueOn: due,
    provisional,
    calendar: calendar.version,
    limit: applied.limit,
    steps: [
      { on, words: `${trigger.words}：${dayInChinese(on)}。当日不计入，自次日起计算。`, basis: counted },
      ...spanSteps(calendar, on, applied),
      ...all.filter(each => each !== applied).map(each => setAsideStep(each, applied)),
      {
        on: due,
        words: `${limitWords(applied.limit)}，至${dayInChinese(due)}届满。`,
        basis: applied.limit.basis,
      },
      ...markStep(due, applied.limit.mark, applied.limit.basis),
      ...provisionalStep(due, provisional),
    ],
  };
}
