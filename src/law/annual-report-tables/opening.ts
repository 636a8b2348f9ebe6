/**
 * 上年结转 of the first year of use: requests that were open when the register was begun, as the office enters them.
 * What each year carries over follows from the entry and from what became of it since, so that I1–I4 hold in every year.
 */
import { type CountedCell, columns, resultRows, rows } from '../annual-report-tables.ts';
import { type Citation, cite } from '../citation.ts';
import { type Reason, reason } from '../refusal.ts';
import type { ResultRow } from '../reply-kinds.ts';
import type { ApplicantColumn } from './counting.ts';

/** So many requests of a kind of applicant found this result in a year. */
export interface OpeningResult {
  readonly year: number;
  readonly row: ResultRow;
  readonly column: ApplicantColumn;
  readonly count: number;
}

/** Requests received before `firstYear` that stand in no register of ours and were open at its beginning. */
export interface OpeningBalance {
  readonly firstYear: number;
  readonly carried: Readonly<Record<ApplicantColumn, number>>;
  readonly results: readonly OpeningResult[];
}

const basis: Citation = cite('国办公开办函〔2021〕30号');

export const applicantColumns: readonly ApplicantColumn[] = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

function endedBefore({ results }: OpeningBalance, column: ApplicantColumn, year: number): number {
  return results
    .filter(each => each.column === column && each.year < year)
    .reduce((sum, { count }) => sum + count, 0);
}

/** How many of a kind of applicant a year begins with; nothing before the first year. */
export function carriedInto(opening: OpeningBalance, column: ApplicantColumn, year: number): number {
  if (year < opening.firstYear) return 0;
  return opening.carried[column] - endedBefore(opening, column, year);
}

function leftCells(opening: OpeningBalance, year: number): CountedCell[] {
  const left = applicantColumns.map(
    (column): CountedCell => ({ row: 'r4', column, count: carriedInto(opening, column, year + 1) }),
  );
  return left.filter(({ count }) => count !== 0);
}

/** What the year before the first left over, with which its report ended; nothing for any other year (I4). */
export function leftBeforeFirst(opening: OpeningBalance, year: number): CountedCell[] {
  return year === opening.firstYear - 1 ? leftCells(opening, year) : [];
}

/** What the entry adds to the third table of a year: 上年结转, the results of the year, and 结转下年度. */
export function openingCells(opening: OpeningBalance, year: number): CountedCell[] {
  const { firstYear, results } = opening;
  if (year < firstYear) return [];
  const carried = applicantColumns.map(
    (column): CountedCell => ({ row: 'r2', column, count: carriedInto(opening, column, year) }),
  );
  const ended = results
    .filter(each => each.year === year)
    .map(({ row, column, count }): CountedCell => ({ row, column, count }));
  return [...carried, ...ended, ...leftCells(opening, year)].filter(({ count }) => count !== 0);
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

const labelOfColumn = (column: ApplicantColumn): string =>
  columns.find(({ key }) => key === column)?.label ?? column;
const labelOfRow = (row: string): string => rows.find(({ key }) => key === row)?.label ?? row;

function cellReasons({ firstYear, results }: OpeningBalance): Reason[] {
  return results.flatMap(({ year, row, column, count }) => {
    const place = `${year}年“${labelOfRow(row)}”“${labelOfColumn(column)}”`;
    if (!resultRows.includes(row) || !applicantColumns.includes(column))
      return [reason('opening-unknown-cell', `${place}不是办理结果的单元格，请重新选择。`, basis)];
    if (!isCount(count)) return [reason('opening-not-a-count', `${place}应当填写不小于零的整数。`, basis)];
    return year < firstYear
      ? [
          reason(
            'opening-before-first-year',
            `${place}早于启用年度${firstYear}年：启用之前已经办结的申请不属于结转。`,
            basis,
          ),
        ]
      : [];
  });
}

/** Everything that is wrong with an entry: more results than requests, years before the first, numbers that are none. */
export function openingReasons(opening: OpeningBalance): Reason[] {
  const counts = applicantColumns
    .filter(column => !isCount(opening.carried[column]))
    .map(column =>
      reason('opening-not-a-count', `“${labelOfColumn(column)}”的结转件数应当填写不小于零的整数。`, basis),
    );
  const cells = cellReasons(opening);
  if (counts.length > 0 || cells.length > 0) return [...counts, ...cells];
  return applicantColumns.flatMap(column => {
    const ended = endedBefore(opening, column, Number.POSITIVE_INFINITY);
    const carried = opening.carried[column];
    return ended <= carried
      ? []
      : [
          reason(
            'opening-more-results',
            `“${labelOfColumn(column)}”结转${carried}件，填写的办理结果共${ended}件，多出${ended - carried}件，请核对。`,
            basis,
          ),
        ];
  });
}

/** No request was carried over. */
export function isEmptyOpening({ carried, results }: OpeningBalance): boolean {
  return results.every(({ count }) => count === 0) && applicantColumns.every(column => carried[column] === 0);
}
