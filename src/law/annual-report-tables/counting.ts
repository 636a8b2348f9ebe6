/**
 * How a register of requests and of disputes becomes the third and the fourth table of the annual report. Every case
 * enters by one row (新收 or 上年结转) and leaves by one row (a result or 结转下年度), so that the identities I1–I4 hold
 * on any day of cut-off, whatever the register says.
 */

import {
  type CaseResults,
  type ColumnKey,
  type CountedCell,
  caseResultsOf,
  type RowKey,
  resultRows,
  type Table3,
  type Table4,
  table3Of,
} from '../annual-report-tables.ts';
import { type Day, dayOf, laterDay, yearOf } from '../day.ts';
import type { ResultRow } from '../reply-kinds.ts';

export type ApplicantColumn = Exclude<ColumnKey, 'c7'>;

/** A request as the report counts it. */
export interface RegisteredCase {
  readonly column: ApplicantColumn;
  /** Legal day of receipt (条例 art 31): decides the year of 新收. */
  readonly receivedOn: Day;
  readonly closedOn: Day | null;
  /** Where the outcome stands; null while open. */
  readonly row: ResultRow | null;
  /** False for a handling anew that the organ has chosen not to count as newly received: it stands in no row. */
  readonly countsAsReceived: boolean;
}

export interface PlaceInTable3 {
  readonly column: ApplicantColumn;
  readonly comesIn: 'r1' | 'r2';
  readonly goesOut: ResultRow | 'r4';
}

function firstDayOf(year: number): Day {
  return dayOf(`${year}-01-01`);
}

/** The last day of the statistical period, 1 January to 31 December. */
export function lastDayOf(year: number): Day {
  return dayOf(`${year}-12-31`);
}

/** A case that is closed without an outcome stays open: it shows itself in 结转下年度 until somebody names the outcome. */
function closingDay({ closedOn, row, receivedOn }: RegisteredCase): Day | null {
  return closedOn === null || row === null ? null : laterDay(closedOn, receivedOn);
}

/**
 * The two rows of a case in the table of `year` as it stands at the end of the day `until`; nothing where it is not of
 * that year. Year of receipt decides 新收, year of closing the result (inferred from the labels of 国办公开办函〔2021〕30号).
 */
export function placeInTable3(one: RegisteredCase, year: number, until: Day): PlaceInTable3 | undefined {
  if (!one.countsAsReceived || one.receivedOn > until) return undefined;
  const closedOn = closingDay(one);
  if (closedOn !== null && yearOf(closedOn) < year) return undefined;
  return {
    column: one.column,
    comesIn: yearOf(one.receivedOn) < year ? 'r2' : 'r1',
    goesOut: closedOn === null || closedOn > until ? 'r4' : one.row!,
  };
}

/** Does a case stand in this cell? The totals hold what they add up: 总计 every result, c7 every kind of applicant. */
export function standsInCell(place: PlaceInTable3, row: RowKey, column: ColumnKey): boolean {
  if (column !== 'c7' && column !== place.column) return false;
  if (row === 'r1' || row === 'r2') return row === place.comesIn;
  return row === 'r3_7' ? place.goesOut !== 'r4' : row === place.goesOut;
}

/** The third table of `year` at the end of the day `until`; `more`: cells that no case of the register stands in. */
export function countTable3(
  cases: Iterable<RegisteredCase>,
  year: number,
  until: Day,
  more: readonly CountedCell[] = [],
): Table3 {
  const counts = new Map<string, number>();
  const add = (row: string, column: string) => {
    const key = `${row} ${column}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const one of cases) {
    const place = placeInTable3(one, year, until);
    if (place === undefined) continue;
    add(place.comesIn, place.column);
    add(place.goesOut, place.column);
  }
  const cells = [...counts].map(([key, count]) => {
    const [row, column] = key.split(' ');
    return { row, column, count } as CountedCell;
  });
  return table3Of([...cells, ...more]);
}

export type DisputeGroup = keyof Table4;
export type DisputeResult = Exclude<keyof CaseResults, 'pending' | 'total'>;

/** A reconsideration or a lawsuit over a request, with its result once there is one. */
export interface RegisteredDispute {
  readonly group: DisputeGroup;
  readonly filedOn: Day;
  readonly decidedOn: Day | null;
  readonly result: DisputeResult | null;
}

/**
 * Where a dispute stands in the fourth table of `year` at the end of `until`: what was decided in the year under its
 * result, what was not yet decided under 尚未审结. Decided before the year or filed after `until`: nothing.
 */
export function placeInTable4(
  one: RegisteredDispute,
  year: number,
  until: Day,
): { readonly group: DisputeGroup; readonly column: Exclude<keyof CaseResults, 'total'> } | undefined {
  if (one.filedOn > until) return undefined;
  const decidedOn =
    one.result === null || one.decidedOn === null ? null : laterDay(one.decidedOn, one.filedOn);
  if (decidedOn !== null && decidedOn < firstDayOf(year)) return undefined;
  const isPending = decidedOn === null || decidedOn > until;
  return { group: one.group, column: isPending ? 'pending' : one.result! };
}

/** The fourth table of `year` at the end of the day `until`. */
export function countTable4(disputes: readonly RegisteredDispute[], year: number, until: Day): Table4 {
  const places = disputes.flatMap(one => placeInTable4(one, year, until) ?? []);
  const group = (key: DisputeGroup) => {
    const count = (column: string) =>
      places.filter(place => place.group === key && place.column === column).length;
    return caseResultsOf({
      upheld: count('upheld'),
      corrected: count('corrected'),
      other: count('other'),
      pending: count('pending'),
    });
  };
  return {
    reconsideration: group('reconsideration'),
    directLitigation: group('directLitigation'),
    litigationAfterReconsideration: group('litigationAfterReconsideration'),
  };
}

/** The result row a text names, if it is one of the 21. */
export function resultRowOf(text: string | null): ResultRow | null {
  return resultRows.find(row => row === text) ?? null;
}
