/**
 * The civil day: `YYYY-MM-DD`, a date in Asia/Shanghai. Arithmetic is done on integer day numbers, never on `Date`
 * objects, so that the zone of the process can not move a deadline.
 *
 * Source of the counting rules: 民法典 arts 200–204.
 */

declare const dayBrand: unique symbol;

/** A date that exists, written `YYYY-MM-DD`; text order is date order. */
export type Day = string & { readonly [dayBrand]: true };

/** The last day this engine will name. */
export const lastDay = '9999-12-31' as Day;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month; `month` from 1 to 12. */
export function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

function digitsAt(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i += 1) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/** True for a text that names a real date: `2025-02-29` is none. Years 1000 to 9999. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, date] = [digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)];
  return month >= 1 && month <= 12 && date >= 1 && date <= monthLength(year, month);
}

/** The day a text names, or nothing if there is no such date. */
export function parseDay(text: unknown): Day | undefined {
  return isDay(text) ? text : undefined;
}

/** A day written in code or read from our own tables; throws a `RangeError` for a date that does not exist. */
export function dayOf(text: string): Day {
  if (!isDay(text)) throw new RangeError(`“${text}”不是存在的日期。`);
  return text;
}

function padded(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** The day of a year, month (1–12) and date, or nothing if it does not exist. */
export function dayFrom(year: number, month: number, date: number): Day | undefined {
  return parseDay(`${year}-${padded(month)}-${padded(date)}`);
}

/** Days since 1970-01-01 of the proleptic Gregorian calendar. */
export function dayNumber(day: Day): number {
  const month = digitsAt(day, 5, 2);
  // March is the first month of the counted year, so that the leap day is its last.
  const year = month > 2 ? digitsAt(day, 0, 4) : digitsAt(day, 0, 4) - 1;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + digitsAt(day, 8, 2) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day of a day number; throws a `RangeError` outside the years 1000 to 9999. */
export function dayOfNumber(number: number): Day {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const day = dayFrom(year, month, date);
  if (day === undefined) throw new RangeError('日期超出可以计算的范围（公元1000年至9999年）。');
  return day;
}

/** `count` calendar days later (earlier if negative). */
export function addDays(day: Day, count: number): Day {
  return dayOfNumber(dayNumber(day) + count);
}

/** Calendar days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The corresponding day `count` months later; where the month has none, its last day (民法典 art 202). */
export function addMonths(day: Day, count: number): Day {
  const months = yearOf(day) * 12 + monthOf(day) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  const date = Math.min(digitsAt(day, 8, 2), monthLength(year, month));
  return dayOf(`${year}-${padded(month)}-${padded(date)}`);
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: Day): number {
  return weekdayOfNumber(dayNumber(day));
}

export function weekdayOfNumber(number: number): number {
  // 1970-01-01 was a Thursday.
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

export function yearOf(day: Day): number {
  return digitsAt(day, 0, 4);
}

/** 1 to 12. */
export function monthOf(day: Day): number {
  return digitsAt(day, 5, 2);
}

/** 1 to 31. */
export function dateOf(day: Day): number {
  return digitsAt(day, 8, 2);
}

/** Negative, zero or positive, for sorting. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function earlierDay(a: Day, b: Day): Day {
  return a < b ? a : b;
}

export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/** 2026年3月2日, as documents write it. */
export function dayInChinese(day: Day): string {
  return `${yearOf(day)}年${monthOf(day)}月${dateOf(day)}日`;
}
