import { type Citation, cite } from './citation.ts';
import { addDays, type Day, dayNumber, dayOfNumber, weekdayOfNumber, yearOf } from './day.ts';
import { type Decision, reason, refuse } from './refusal.ts';

/**
 * Working days: Monday to Friday, less the holidays and plus the make-up days of the yearly notice of the State
 * Council's office. The first day is not counted (民法典 art 201): the n-th working day is the n-th after the start.
 */

/** A normal day is a working day from Monday to Friday; a make-up day is a working day whatever its weekday. */
export type DayKind = 'holiday' | 'normal' | 'make-up';

/** The text a year's days come from. */
export interface Notice {
  readonly title: string;
  /** Where this copy of its content was taken from. */
  readonly source: string;
  readonly mark?: 'unverified';
}

/** The days that depart from Monday to Friday in one calendar year. */
export interface CalendarYear {
  readonly year: number;
  readonly holidays: readonly Day[];
  readonly makeUpDays: readonly Day[];
  /** The first is the yearly notice; later ones changed it. */
  readonly notices: readonly Notice[];
}

/** A version of the calendar: a value that is passed in, never looked up. Made by `calendarFrom`. */
export interface Calendar {
  /** Stored with every date that is computed. */
  readonly version: string;
  readonly years: readonly CalendarYear[];
  readonly [index]: CalendarIndex;
}

const index = Symbol('index');

interface CalendarIndex {
  /** Day number of the first indexed day. */
  readonly base: number;
  readonly kinds: ReadonlyMap<Day, DayKind>;
  readonly published: ReadonlySet<number>;
  /** At i: working days among the first i indexed days. */
  readonly worked: Int32Array;
  /** At i: days of unpublished years among the first i indexed days. */
  readonly unpublished: Int32Array;
  /** The indexed working days in order. */
  readonly workdays: readonly Day[];
}

/** Years indexed past the last published one, so that provisional answers are fast too. */
const provisionalYears = 2;

/** Days off by law whose date is fixed in the solar calendar; used only where the notice is not out (provisional). */
const fixedHolidays: readonly { readonly monthDay: string; readonly since: number }[] = [
  { monthDay: '01-01', since: 0 },
  { monthDay: '05-01', since: 0 },
  { monthDay: '05-02', since: 2025 },
  { monthDay: '10-01', since: 0 },
  { monthDay: '10-02', since: 0 },
  { monthDay: '10-03', since: 0 },
];

const periodBasis: readonly Citation[] = [cite('民法典', 201), cite('部分节假日安排的通知')];

function fixedHoliday(day: Day): boolean {
  const year = yearOf(day);
  return fixedHolidays.some(({ monthDay, since }) => year >= since && day.endsWith(monthDay));
}

function kindsOf(years: readonly CalendarYear[]): Map<Day, DayKind> {
  const kinds = new Map<Day, DayKind>();
  const put = (day: Day, kind: DayKind, year: number) => {
    if (yearOf(day) !== year) throw new RangeError(`${day}不属于${year}年。`);
    if ((kinds.get(day) ?? kind) !== kind) throw new RangeError(`${day}既是假日又是调休上班日。`);
    kinds.set(day, kind);
  };
  for (const { year, holidays, makeUpDays } of years) {
    for (const day of holidays) put(day, 'holiday', year);
    for (const day of makeUpDays) put(day, 'make-up', year);
  }
  return kinds;
}

function works(kind: DayKind, number: number, day: Day, isPublished: boolean): boolean {
  if (kind !== 'normal') return kind === 'make-up';
  return weekdayOfNumber(number) <= 5 && (isPublished || !fixedHoliday(day));
}

function indexOf(years: readonly CalendarYear[]): CalendarIndex {
  const kinds = kindsOf(years);
  const published = new Set(years.map(each => each.year));
  const first = Math.min(...published);
  const base = dayNumber(`${first}-01-01` as Day);
  const size = dayNumber(`${Math.max(...published) + provisionalYears + 1}-01-01` as Day) - base;
  const worked = new Int32Array(size + 1);
  const unpublished = new Int32Array(size + 1);
  const workdays: Day[] = [];
  for (let i = 0; i < size; i += 1) {
    const day = dayOfNumber(base + i);
    const isPublished = published.has(yearOf(day));
    if (works(kinds.get(day) ?? 'normal', base + i, day, isPublished)) workdays.push(day);
    worked[i + 1] = workdays.length;
    unpublished[i + 1] = (unpublished[i] ?? 0) + (isPublished ? 0 : 1);
  }
  return { base, kinds, published, worked, unpublished, workdays };
}

/** A calendar of published years. Throws a `RangeError` if there is no year, a year twice, or a day of two kinds:
 *  notices from outside go through `parseHolidayNotice` and `withNotice`, which explain what is wrong. */
export function calendarFrom(version: string, years: readonly CalendarYear[]): Calendar {
  if (years.length === 0) throw new RangeError('日历至少要有一个年份。');
  if (new Set(years.map(each => each.year)).size < years.length) throw new RangeError('同一年份出现了两次。');
  const sorted = [...years].sort((a, b) => a.year - b.year);
  // Not enumerable: a calendar prints and compares as its version and its years.
  const calendar: object = Object.defineProperty({ version, years: sorted }, index, {
    value: indexOf(sorted),
  });
  return calendar as Calendar;
}

/** The kind of a day. Past the published years every day counts as normal: ask `isPublished` first. */
export function kindOfDay(calendar: Calendar, day: Day): DayKind {
  return calendar[index].kinds.get(day) ?? 'normal';
}

/** Is the notice for this day's year out? */
export function isPublished(calendar: Calendar, day: Day): boolean {
  return calendar[index].published.has(yearOf(day));
}

/** True for a working day; in a year without notice, Monday to Friday less the fixed days off (provisional). */
export function isWorkday(calendar: Calendar, day: Day): boolean {
  return works(kindOfDay(calendar, day), dayNumber(day), day, isPublished(calendar, day));
}

/** A date and whether it rests on a year whose notice is not out. */
export interface DueDay {
  readonly due: Day;
  /** True if a day that was counted lies in a year without notice: the date may move when it is published. */
  readonly provisional: boolean;
}

function checkCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError('工作日天数应为不小于零的整数。');
}

function walkWorkdays(calendar: Calendar, start: Day, count: number): DueDay {
  let [day, left, provisional] = [start, count, false];
  while (left > 0) {
    day = addDays(day, 1);
    if (isWorkday(calendar, day)) left -= 1;
    provisional ||= !isPublished(calendar, day);
  }
  return { due: day, provisional };
}

/**
 * The `count`-th working day strictly after `day`; `day` itself for 0. Past the published years the answer is marked
 * `provisional`. Throws a `RangeError` for a count that is negative or not whole, and past the year 9999.
 */
export function addWorkdays(calendar: Calendar, day: Day, count: number): DueDay {
  checkCount(count);
  if (count === 0) return { due: day, provisional: false };
  const { base, worked, unpublished, workdays } = calendar[index];
  const from = dayNumber(day) - base + 1;
  const due = from < 0 ? undefined : workdays[(worked[from] ?? Number.NaN) + count - 1];
  if (due === undefined) return walkWorkdays(calendar, day, count);
  return { due, provisional: unpublished[dayNumber(due) - base + 1] !== unpublished[from] };
}

/** As `addWorkdays`, but refuses (`calendar-not-published`) instead of guessing. */
export function addPublishedWorkdays(calendar: Calendar, day: Day, count: number): Decision<{ due: Day }> {
  const { due, provisional } = addWorkdays(calendar, day, count);
  if (!provisional) return { ok: true, due };
  return refuse([calendarNotPublished(calendar)]);
}

/** The reason given where a date may not be provisional. */
export function calendarNotPublished(calendar: Calendar) {
  const last = calendar.years.at(-1)?.year;
  return reason(
    'calendar-not-published',
    `期限跨入了尚未公布节假日安排的年份（已公布至${last}年）。请在国务院办公厅通知公布后导入，或使用标明“暂定”的日期。`,
    ...periodBasis,
  );
}

function workedUntil(calendar: Calendar, day: Day): number | undefined {
  const { base, worked } = calendar[index];
  const at = dayNumber(day) - base + 1;
  return at < 0 ? undefined : worked[at];
}

/** Working days in (after, until]: `after` is not counted, `until` is. 0 if `until` is not later. */
export function workdaysBetween(calendar: Calendar, after: Day, until: Day): number {
  if (until <= after) return 0;
  const [from, to] = [workedUntil(calendar, after), workedUntil(calendar, until)];
  if (from !== undefined && to !== undefined) return to - from;
  let count = 0;
  for (let day = addDays(after, 1); day <= until; day = addDays(day, 1))
    if (isWorkday(calendar, day)) count += 1;
  return count;
}

/** Does any day in (after, until] lie in a year without notice? */
export function reachesUnpublished(calendar: Calendar, after: Day, until: Day): boolean {
  for (let year = yearOf(after); year <= yearOf(until); year += 1) {
    const hasDay = `${year}-12-31` > after && until > after;
    if (hasDay && !calendar[index].published.has(year)) return true;
  }
  return false;
}

/** The last working day not after `day`. */
export function workdayNotAfter(calendar: Calendar, day: Day): Day {
  let found = day;
  while (!isWorkday(calendar, found)) found = addDays(found, -1);
  return found;
}

/** The first working day not before `day`: where a period ends on a day off (民法典 art 203). */
export function workdayNotBefore(calendar: Calendar, day: Day): DueDay {
  let found = day;
  let provisional = !isPublished(calendar, day);
  while (!isWorkday(calendar, found)) {
    found = addDays(found, 1);
    provisional ||= !isPublished(calendar, found);
  }
  return { due: found, provisional };
}

/** The end of a period of calendar days; a last day off moves to the next working day (民法典 arts 201, 203). */
export function endOfCalendarDays(calendar: Calendar, day: Day, count: number): DueDay {
  checkCount(count);
  return workdayNotBefore(calendar, addDays(day, count));
}
