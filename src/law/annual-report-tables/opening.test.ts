import { describe, expect, it } from 'vitest';
import { type AnnualReportTables, caseResultsOf, table3Of } from '../annual-report-tables.ts';
import { dayOf } from '../day.ts';
import { countTable3, type RegisteredCase } from './counting.ts';
import { checkAnnualReport } from './identities.ts';
import {
  carriedInto,
  isEmptyOpening,
  leftBeforeFirst,
  type OpeningBalance,
  openingCells,
  openingReasons,
} from './opening.ts';

const none = { c1: 0, c2: 0, c3: 0, c4: 0, c5: 0, c6: 0 };
const opening: OpeningBalance = {
  firstYear: 2019,
  carried: { ...none, c1: 3, c2: 1 },
  results: [
    { year: 2019, row: 'r3_1', column: 'c1', count: 1 },
    { year: 2019, row: 'r3_6_3', column: 'c2', count: 1 },
    { year: 2020, row: 'r3_4_1', column: 'c1', count: 1 },
  ],
};
const codes = (of: OpeningBalance) => openingReasons(of).map(each => each.code);

const ofRegister: RegisteredCase[] = [
  {
    column: 'c1',
    receivedOn: dayOf('2019-03-01'),
    closedOn: dayOf('2020-01-10'),
    row: 'r3_1',
    countsAsReceived: true,
  },
];

const noCases = caseResultsOf({ upheld: 0, corrected: 0, other: 0, pending: 0 });
const noDocuments = { made: 0, repealed: 0, inForce: 0 };

function report(year: number, of: OpeningBalance | null): AnnualReportTables {
  const more = of === null ? [] : [...openingCells(of, year), ...leftBeforeFirst(of, year)];
  return {
    year,
    t2: {
      rules: noDocuments,
      normativeDocuments: noDocuments,
      licences: 0,
      penalties: 0,
      coercion: 0,
      chargesWan: 0,
    },
    t3: countTable3(ofRegister, year, dayOf(`${year}-12-31`), more),
    t4: { reconsideration: noCases, directLitigation: noCases, litigationAfterReconsideration: noCases },
  };
}

describe('what was open before the register was begun (国办公开办函〔2021〕30号, 上年结转)', () => {
  it('is carried into the first year and out of it, less what became of it', () => {
    expect([2018, 2019, 2020, 2021].map(year => carriedInto(opening, 'c1', year))).toEqual([0, 3, 2, 1]);
    const { t3 } = report(2019, opening);
    expect([t3.r1.c7, t3.r2.c7, t3.r3_7.c7, t3.r4.c7]).toEqual([1, 4, 2, 3]);
    expect([t3.r3_1.c1, t3.r3_6_3.c2, t3.r4.c1, t3.r4.c2]).toEqual([1, 1, 3, 0]);
  });

  it('keeps every identity in every year, with the report before it too', () => {
    for (const year of [2019, 2020, 2021, 2022]) {
      const { ok, broken } = checkAnnualReport(report(year, opening), report(year - 1, opening));
      expect([year, ok, broken]).toEqual([year, true, []]);
    }
  });

  it('left out of one of two years breaks I4, so that a forgotten entry is seen', () => {
    const { broken } = checkAnnualReport(report(2020, null), report(2019, opening));
    expect(broken.map(each => [each.identity, each.cells])).toEqual([
      ['I4', ['t3.r2.c1', '2019.t3.r4.c1']],
      ['I4', ['t3.r2.c7', '2019.t3.r4.c7']],
    ]);
  });

  it('adds nothing to the years before; the last of them left over what was carried', () => {
    expect([2017, 2018].map(year => openingCells(opening, year))).toEqual([[], []]);
    expect([2017, 2019].map(year => leftBeforeFirst(opening, year))).toEqual([[], []]);
    expect(leftBeforeFirst(opening, 2018)).toEqual([
      { row: 'r4', column: 'c1', count: 3 },
      { row: 'r4', column: 'c2', count: 1 },
    ]);
    expect(table3Of(leftBeforeFirst(opening, 2018)).r4.c7).toBe(4);
  });

  it.each<[string, Partial<OpeningBalance>, string[]]>([
    ['as entered', {}, []],
    ['more results than requests', { carried: { ...none, c1: 1, c2: 1 } }, ['opening-more-results']],
    ['half a request', { carried: { ...none, c1: 2.5 } }, ['opening-not-a-count']],
    ['fewer than none', { carried: { ...none, c1: -1 }, results: [] }, ['opening-not-a-count']],
    [
      'a result before the first year',
      { results: [{ year: 2018, row: 'r3_1', column: 'c1', count: 1 }] },
      ['opening-before-first-year'],
    ],
    [
      'a result that is none',
      { results: [{ year: 2019, row: 'r4' as never, column: 'c1', count: 1 }] },
      ['opening-unknown-cell'],
    ],
    [
      'a count of results that is none',
      { results: [{ year: 2019, row: 'r3_1', column: 'c1', count: -1 }] },
      ['opening-not-a-count'],
    ],
  ])('judges an entry: %s', (_, over, expected) => {
    expect(codes({ ...opening, ...over })).toEqual(expected);
  });

  it('knows an entry of nothing', () => {
    expect(isEmptyOpening(opening)).toBe(false);
    expect(isEmptyOpening({ firstYear: 2019, carried: none, results: [] })).toBe(true);
  });
});
