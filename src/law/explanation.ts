import { type Citation, cite, type Mark, markWords } from './citation.ts';
import { addDays, type Day, dayInChinese, daysBetween } from './day.ts';
import { type Calendar, endOfCalendarDays, kindOfDay, workdaysBetween } from './working-days.ts';

/** How a date came about, in a form that the portal, the console and a letter can draw. */

/** Who set a limit: a legal text, the annual plan, a stricter local rule of the pack, or our own configurable default. */
export type LimitSetter = 'law' | 'plan' | 'local' | 'default';

/** A length of time: working days, calendar days, or a day of the year that is fixed by the text. */
export type LimitSpan =
  | { readonly workingDays: number }
  | { readonly calendarDays: number }
  | { readonly fixedDay: Day };

/** A limit, who set it and how sure we are of it. */
export type Limit = LimitSpan & {
  readonly setBy: LimitSetter;
  readonly basis: readonly Citation[];
  readonly mark?: Mark;
};

/** One step on the way to a date. `on` is the day to point at in a drawn calendar. */
export interface ExplanationStep {
  readonly on: Day;
  /** Chinese, one sentence. */
  readonly words: string;
  readonly basis: readonly Citation[];
  readonly mark?: Mark;
}

/** A computed date with everything needed to show, question and recompute it. */
export interface Explanation {
  readonly dueOn: Day;
  /** True if a counted day lies in a year whose holiday notice is not out. */
  readonly provisional: boolean;
  /** Version of the calendar used. */
  readonly calendar: string;
  readonly steps: readonly ExplanationStep[];
  /** The limit that applied, and who set it. */
  readonly limit: Limit;
}

const limitSetterWords: Readonly<Record<LimitSetter, string>> = {
  law: '法定',
  plan: '年度要点规定的',
  local: '本地规定的',
  default: '默认的',
};

/** 20个工作日, 7日, or 2026年1月31日前. */
export function spanWords(span: LimitSpan): string {
  if ('workingDays' in span) return `${span.workingDays}个工作日`;
  if ('calendarDays' in span) return `${span.calendarDays}日`;
  return `${dayInChinese(span.fixedDay)}前`;
}

/** 法定20个工作日 or 本地规定的15个工作日. */
export function limitWords(limit: Limit): string {
  return `${limitSetterWords[limit.setBy]}${spanWords(limit)}`;
}

interface SpanDays {
  /** Saturdays, Sundays and holidays. */
  readonly off: number;
  readonly makeUp: number;
}

function daysPassed(calendar: Calendar, after: Day, until: Day): SpanDays {
  let makeUp = 0;
  for (let day = addDays(after, 1); day <= until; day = addDays(day, 1)) {
    if (kindOfDay(calendar, day) === 'make-up') makeUp += 1;
  }
  return { off: Math.max(0, daysBetween(after, until)) - workdaysBetween(calendar, after, until), makeUp };
}

/** The step that says which days were skipped between two days, or none if nothing was. */
export function daysOffStep(calendar: Calendar, after: Day, until: Day): ExplanationStep[] {
  const { off, makeUp } = daysPassed(calendar, after, until);
  if (off === 0 && makeUp === 0) return [];
  const worked = makeUp === 0 ? '' : `；调休上班的${makeUp}天照常计入`;
  const words = `此间的周末和节假日共${off}天不计入${worked}。`;
  return [{ on: addDays(after, 1), words, basis: [cite('部分节假日安排的通知')] }];
}

/** The step that warns of a year without notice; none if the date is final. */
export function provisionalStep(on: Day, provisional: boolean): ExplanationStep[] {
  if (!provisional) return [];
  const words = '期限跨入尚未公布节假日安排的年份，此日期为暂定，通知公布后将重新计算并告知承办人。';
  return [{ on, words, basis: [cite('部分节假日安排的通知')] }];
}

/** The step that carries a rule's mark to the reader; none if the rule was read in the text. */
export function markStep(on: Day, mark: Mark | undefined, basis: readonly Citation[]): ExplanationStep[] {
  return mark === undefined ? [] : [{ on, words: markWords[mark], basis, mark }];
}

/** The steps of a period of calendar days, with the move off a day off at its end. */
export function calendarDaysSteps(calendar: Calendar, from: Day, count: number): ExplanationStep[] {
  const plain = addDays(from, count);
  const { due } = endOfCalendarDays(calendar, from, count);
  if (due === plain) return [];
  const words = `第${count}日${dayInChinese(plain)}不是工作日，顺延至${dayInChinese(due)}。`;
  return [{ on: due, words, basis: [cite('民法典', 203, 1)] }];
}
