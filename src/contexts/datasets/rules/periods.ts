import { type Day, monthOf, yearOf } from '../../../law/day.ts';
import type { Periodicity } from '../contract/edition.ts';

/** Periods of editions: 2019, 2019Q2, 2019-05. */

const quarterWords = ['一', '二', '三', '四'];
const monthsOf: Readonly<Record<Periodicity, number>> = { month: 1, quarter: 3, year: 12 };

interface ParsedPeriod {
  readonly periodicity: Periodicity;
  readonly year: number;
  /** 1-based month or quarter; 1 for a year. */
  readonly no: number;
}

/** Undefined for what is no period. */
export function parsePeriod(period: string): ParsedPeriod | undefined {
  const match = /^(\d{4})(?:Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(period);
  if (match === null) return undefined;
  const year = Number(match[1]);
  if (match[2] !== undefined) return { periodicity: 'quarter', year, no: Number(match[2]) };
  if (match[3] !== undefined) return { periodicity: 'month', year, no: Number(match[3]) };
  return { periodicity: 'year', year, no: 1 };
}

function written(periodicity: Periodicity, year: number, no: number): string {
  if (periodicity === 'year') return `${year}`;
  return periodicity === 'quarter' ? `${year}Q${no}` : `${year}-${`${no}`.padStart(2, '0')}`;
}

export function periodWords(period: string): string {
  const parsed = parsePeriod(period);
  if (parsed === undefined) return period;
  const { periodicity, year, no } = parsed;
  if (periodicity === 'year') return `${year}年`;
  return periodicity === 'quarter' ? `${year}年第${quarterWords[no - 1]}季度` : `${year}年${no}月`;
}

/** The period before, of the same length. */
export function periodBefore(period: string): string {
  const parsed = parsePeriod(period);
  if (parsed === undefined) return period;
  const { periodicity, year, no } = parsed;
  if (no > 1) return written(periodicity, year, no - 1);
  return written(periodicity, year - 1, 12 / monthsOf[periodicity]);
}

export function periodOf(periodicity: Periodicity, day: Day): string {
  return written(periodicity, yearOf(day), Math.ceil(monthOf(day) / monthsOf[periodicity]));
}

/** The period running on a day and those before it, newest first. */
export function recentPeriods(periodicity: Periodicity, day: Day, count: number): string[] {
  const found = [periodOf(periodicity, day)];
  while (found.length < count) found.push(periodBefore(found.at(-1)!));
  return found;
}

/** The ledger writes quarters as 2019-Q2. */
export function ledgerPeriod(period: string): string {
  return period.replace('Q', '-Q');
}
