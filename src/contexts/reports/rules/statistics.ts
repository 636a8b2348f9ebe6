import { type ApplicantColumn, resultRowOf } from '../../../law/annual-report-tables/counting.ts';
import { columns } from '../../../law/annual-report-tables.ts';
import { type Day, dayOf, earlierDay, monthLength } from '../../../law/day.ts';
import { type Calendar, workdaysBetween } from '../../../law/working-days.ts';
import {
  type ProtectedKinds,
  type QuarterStatistics,
  type RequestChannel,
  type ResultGroupKey,
  requestChannels,
  resultGroups,
} from '../contract.ts';
import { columnOf } from './report.ts';

/** Public statistics of requests by quarter. No personal data; small counts by kind of applicant are folded. */

export interface HandledCase {
  readonly applicantKind: string;
  readonly receivedOn: string;
  readonly closedOn: string | null;
  readonly row: string | null;
  readonly countsAsReceived: boolean;
  readonly channel: RequestChannel;
  readonly onTime: boolean | null;
}

/** Below this a count by kind of applicant is not shown by itself. */
export const smallestShown = 3;

interface Kind {
  readonly column: string;
  readonly label: string;
  readonly count: number;
}

/**
 * Counts of 1 and 2 are folded together, and with them the kinds without any, so that nobody sees which of them it was.
 * Where the fold itself would be that small it takes in the smallest of the others too: a total beside it gives nothing
 * away then.
 */
export function protectKinds(kinds: readonly Kind[]): ProtectedKinds {
  if (kinds.every(({ count }) => count === 0 || count >= smallestShown))
    return { shown: kinds, folded: null };
  const bySize = [...kinds].sort((a, b) => a.count - b.count);
  let size = bySize.filter(({ count }) => count < smallestShown).length;
  const sum = (upTo: number) => bySize.slice(0, upTo).reduce((total, { count }) => total + count, 0);
  while (size < bySize.length && sum(size) < smallestShown) size += 1;
  const folded = bySize.slice(0, size);
  const inOrder = (wanted: boolean) => kinds.filter(kind => folded.includes(kind) === wanted);
  return {
    shown: inOrder(false),
    folded: { labels: inOrder(true).map(({ label }) => label), count: sum(size) },
  };
}

/** The middle of the values, the mean of the two middle ones; null of none. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

interface Quarter {
  readonly year: number;
  readonly quarter: number;
  readonly from: Day;
  readonly to: Day;
}

function quarterOf(year: number, quarter: number): Quarter {
  const last = quarter * 3;
  const month = (value: number) => `${value}`.padStart(2, '0');
  return {
    year,
    quarter,
    from: dayOf(`${year}-${month(last - 2)}-01`),
    to: dayOf(`${year}-${month(last)}-${monthLength(year, last)}`),
  };
}

function applicantsOf(received: readonly HandledCase[]): ProtectedKinds {
  const inColumn = received.map(({ applicantKind }) => columnOf(applicantKind));
  const kinds = columns
    .filter(({ key }) => key !== 'c7')
    .map(({ key, label }) => ({
      column: key,
      label,
      count: inColumn.filter((column: ApplicantColumn) => column === key).length,
    }));
  return protectKinds(kinds);
}

function countsOf<Key extends string>(
  keys: readonly Key[],
  holds: (key: Key) => number,
): Readonly<Record<Key, number>> {
  return Object.fromEntries(keys.map(key => [key, holds(key)])) as Record<Key, number>;
}

function statisticsOf(
  cases: readonly HandledCase[],
  quarter: Quarter,
  today: Day,
  calendar: Calendar,
): QuarterStatistics {
  const until = earlierDay(quarter.to, today);
  const within = (day: string) => day >= quarter.from && day <= until;
  const closingDay = ({ row, closedOn }: HandledCase) => (resultRowOf(row) === null ? null : closedOn);
  const received = cases.filter(one => within(one.receivedOn));
  const closed = cases.filter(one => within(closingDay(one) ?? ''));
  const open = cases.filter(one => one.receivedOn <= until && (closingDay(one) ?? '9999') > until);
  const judged = closed.filter(({ onTime }) => onTime !== null);
  const spans = closed.map(one => workdaysBetween(calendar, dayOf(one.receivedOn), dayOf(one.closedOn!)));
  return {
    year: quarter.year,
    quarter: quarter.quarter,
    until,
    isComplete: today > quarter.to,
    received: received.length,
    closed: closed.length,
    open: open.length,
    results: countsOf(
      resultGroups.map(({ key }) => key),
      (key: ResultGroupKey) => {
        const { rows } = resultGroups.find(group => group.key === key)!;
        return closed.filter(({ row }) => row?.startsWith(rows)).length;
      },
    ),
    onTime: judged.filter(({ onTime }) => onTime === true).length,
    judged: judged.length,
    medianWorkingDays: medianOf(spans),
    channels: countsOf(requestChannels, channel => received.filter(one => one.channel === channel).length),
    applicants: applicantsOf(received),
  };
}

/** The quarters of a year that have begun, the first first. `cases`: all that were open at some time of that year. */
export function quartersOf(
  cases: readonly HandledCase[],
  year: number,
  today: Day,
  calendar: Calendar,
): QuarterStatistics[] {
  const counted = cases.filter(({ countsAsReceived }) => countsAsReceived);
  return [1, 2, 3, 4]
    .map(number => quarterOf(year, number))
    .filter(({ from }) => from <= today)
    .map(quarter => statisticsOf(counted, quarter, today, calendar));
}
