import { chineseNumber } from '../../../law/citation.ts';
import { type Day, dayFrom, monthLength, yearOf } from '../../../law/day.ts';
import type { PlanLeaf } from '../contract.ts';

/** The periods a rhythm yields. A period is named by a key that sorts by time and never changes. */

export type Cadence = PlanLeaf['cadence'];

export interface Period {
  /** `2019`, `2019-Q2`, `2019-05`, `2019-standing`. */
  readonly key: string;
  readonly words: string;
  readonly startsOn: Day;
  /** Inclusive. */
  readonly endsOn: Day;
}

function monthsPeriod(key: string, words: string, year: number, from: number, to: number): Period {
  return {
    key,
    words,
    startsOn: dayFrom(year, from, 1)!,
    endsOn: dayFrom(year, to, monthLength(year, to))!,
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function periodsOfYear(cadence: Cadence, year: number): Period[] {
  switch (cadence) {
    case 'annual':
      return [monthsPeriod(`${year}`, `${year}年度`, year, 1, 12)];
    case 'standing':
      return [monthsPeriod(`${year}-standing`, `${year}年常设公开`, year, 1, 12)];
    case 'quarterly':
      return [1, 2, 3, 4].map(quarter =>
        monthsPeriod(
          `${year}-Q${quarter}`,
          `${year}年第${chineseNumber(quarter)}季度`,
          year,
          quarter * 3 - 2,
          quarter * 3,
        ),
      );
    case 'monthly':
      return Array.from({ length: 12 }, (_, i) =>
        monthsPeriod(`${year}-${two(i + 1)}`, `${year}年${i + 1}月`, year, i + 1, i + 1),
      );
    case 'on-event':
      return [];
  }
}

export interface PlanSpan {
  readonly startsOn: Day;
  /** Inclusive. */
  readonly endsOn: Day;
}

/** The periods of a plan: those that end on or after its first day and begin on or before its last. */
export function periodsOf(cadence: Cadence, span: PlanSpan): Period[] {
  const years = Array.from(
    { length: yearOf(span.endsOn) - yearOf(span.startsOn) + 1 },
    (_, i) => yearOf(span.startsOn) + i,
  );
  return years
    .flatMap(year => periodsOfYear(cadence, year))
    .filter(period => period.endsOn >= span.startsOn && period.startsOn <= span.endsOn);
}

/** A period key in words; an event's own words for an event. */
export function periodWords(fullKey: string, triggerWords = ''): string {
  const key = fullKey.replace(/#\d+$/, '');
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  if (quarter) return `${quarter[1]}年第${chineseNumber(Number(quarter[2]))}季度`;
  const month = /^(\d{4})-(\d{2})$/.exec(key);
  if (month) return `${month[1]}年${Number(month[2])}月`;
  if (/^\d{4}$/.test(key)) return `${key}年度`;
  if (/^\d{4}-standing$/.test(key)) return `${key.slice(0, 4)}年常设公开`;
  return triggerWords;
}

/**
 * The key of an event: its day and the digest of its words, so that the same event told twice is one duty.
 * `suffix` tells apart the groups of elements with limits of their own.
 */
export function eventKey(occurredOn: string, digest: string, suffix: string): string {
  return `event-${occurredOn}-${digest.slice(0, 10)}${suffix}`;
}

export function isEventKey(key: string): boolean {
  return key.startsWith('event-');
}
