import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, leafColumns, resultRows, rows } from '../annual-report-tables.ts';
import { addDays, type Day, dayOf } from '../day.ts';
import {
  type ApplicantColumn,
  countTable3,
  countTable4,
  lastDayOf,
  placeInTable3,
  placeInTable4,
  type RegisteredCase,
  type RegisteredDispute,
  resultRowOf,
  standsInCell,
} from './counting.ts';
import { checkAnnualReport } from './identities.ts';

function received(
  receivedOn: string,
  closed: readonly [string, RegisteredCase['row']] | null = null,
  over: Partial<RegisteredCase> = {},
): RegisteredCase {
  return {
    column: 'c1',
    receivedOn: dayOf(receivedOn),
    closedOn: closed === null ? null : dayOf(closed[0]),
    row: closed?.[1] ?? null,
    countsAsReceived: true,
    ...over,
  };
}

const end2025 = dayOf('2025-12-31');
const placed = (one: RegisteredCase, until: Day = end2025, year = 2025) => {
  const place = placeInTable3(one, year, until);
  return place === undefined ? 'none' : `${place.comesIn} ${place.goesOut} ${place.column}`;
};

describe('国办公开办函〔2021〕30号: where a request stands in the third table', () => {
  it.each([
    ['received and answered in the year', received('2025-01-01', ['2025-12-31', 'r3_1']), 'r1 r3_1 c1'],
    ['received in the year, open at its end', received('2025-12-31'), 'r1 r4 c1'],
    [
      'received in the year, answered in the next',
      received('2025-06-01', ['2026-01-01', 'r3_2']),
      'r1 r4 c1',
    ],
    ['carried over and answered', received('2024-12-31', ['2025-01-01', 'r3_4_1']), 'r2 r3_4_1 c1'],
    ['carried over and still open', received('2023-05-05'), 'r2 r4 c1'],
    ['answered before the year', received('2024-03-01', ['2024-12-31', 'r3_1']), 'none'],
    ['received after the year', received('2026-01-01'), 'none'],
    ['closed without an outcome stays open', received('2025-02-01', ['2025-03-01', null]), 'r1 r4 c1'],
    [
      'a handling anew that is not newly received stands nowhere',
      received('2025-02-01', ['2025-03-01', 'r3_1'], { countsAsReceived: false }),
      'none',
    ],
    [
      'a lawyers’ office stands in its column',
      received('2025-02-01', ['2025-03-01', 'r3_6_3'], { column: 'c5' }),
      'r1 r3_6_3 c5',
    ],
  ])('%s', (_, one, place) => {
    expect(placed(one)).toBe(place);
  });

  it('sees the register as it stood on the day of cut-off', () => {
    const one = received('2025-03-03', ['2025-03-20', 'r3_1']);
    expect(placed(one, dayOf('2025-03-02'))).toBe('none');
    expect(placed(one, dayOf('2025-03-03'))).toBe('r1 r4 c1');
    expect(placed(one, dayOf('2025-03-19'))).toBe('r1 r4 c1');
    expect(placed(one, dayOf('2025-03-20'))).toBe('r1 r3_1 c1');
  });

  it('counts a case that is said to be closed before it was received as closed when received', () => {
    const odd = received('2025-03-03', ['2024-11-11', 'r3_1']);
    expect(placed(odd)).toBe('r1 r3_1 c1');
    expect(placed(odd, lastDayOf(2024), 2024)).toBe('none');
  });

  it('knows the 21 result rows by name and no other', () => {
    expect(resultRows.map(resultRowOf)).toEqual(resultRows);
    for (const other of ['r3_7', 'r1', 'r4', '', null]) expect(resultRowOf(other)).toBeNull();
  });
});

const anyDay = fc.integer({ min: 0, max: 4 * 366 }).map(count => addDays(dayOf('2022-01-01'), count));
const anyCase: fc.Arbitrary<RegisteredCase> = fc.record({
  column: fc.constantFrom(...(leafColumns as ApplicantColumn[])),
  receivedOn: anyDay,
  closedOn: fc.option(anyDay),
  row: fc.option(fc.constantFrom(...resultRows)),
  countsAsReceived: fc.boolean(),
});
const none = { made: 0, repealed: 0, inForce: 0 };
const t2 = { rules: none, normativeDocuments: none, licences: 0, penalties: 0, coercion: 0, chargesWan: 0 };

const anyDispute: fc.Arbitrary<RegisteredDispute> = fc.record({
  group: fc.constantFrom('reconsideration', 'directLitigation', 'litigationAfterReconsideration'),
  filedOn: anyDay,
  decidedOn: fc.option(anyDay),
  result: fc.option(fc.constantFrom('upheld', 'corrected', 'other')),
});

describe('国办公开办函〔2021〕30号: identities by construction', () => {
  it('I1, I2, I3 and I5 hold for any register on any day; I4 between any two years', () => {
    const registers = fc.tuple(fc.array(anyCase, { maxLength: 60 }), fc.array(anyDispute, { maxLength: 20 }));
    fc.assert(
      fc.property(registers, anyDay, fc.constantFrom(2023, 2024, 2025), ([cases, disputes], cut, year) => {
        const until = cut.startsWith(`${year}`) ? cut : lastDayOf(year);
        const at = (of: number, day: Day) => ({
          year: of,
          t2,
          t3: countTable3(cases, of, day),
          t4: countTable4(disputes, of, day),
        });
        const result = checkAnnualReport(at(year, until), at(year - 1, lastDayOf(year - 1)));
        expect(result).toEqual({ ok: true, broken: [], warnings: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('every cell is the number of cases that stand in it', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 40 }), cases => {
        const table = countTable3(cases, 2024, lastDayOf(2024));
        const places = cases.flatMap(one => placeInTable3(one, 2024, lastDayOf(2024)) ?? []);
        for (const row of rows)
          for (const column of columns)
            expect(places.filter(place => standsInCell(place, row.key, column.key))).toHaveLength(
              table[row.key][column.key],
            );
      }),
    );
  });
});

describe('国办公开办函〔2021〕30号: where a dispute stands in the fourth table', () => {
  const dispute = (filedOn: string, decidedOn: string | null, result: RegisteredDispute['result']) => ({
    group: 'reconsideration' as const,
    filedOn: dayOf(filedOn),
    decidedOn: decidedOn === null ? null : dayOf(decidedOn),
    result,
  });
  it.each([
    ['decided in the year', dispute('2025-03-01', '2025-05-01', 'upheld'), 'upheld'],
    [
      'filed the year before, decided in the year',
      dispute('2024-12-01', '2025-01-01', 'corrected'),
      'corrected',
    ],
    ['decided after the year', dispute('2025-12-01', '2026-01-05', 'upheld'), 'pending'],
    ['not decided', dispute('2025-12-31', null, null), 'pending'],
    ['decided before the year', dispute('2024-02-01', '2024-12-31', 'other'), undefined],
    ['filed after the year', dispute('2026-01-01', null, null), undefined],
    ['a day without a result is no decision', dispute('2024-02-01', '2024-05-01', null), 'pending'],
  ])('%s', (_, one, column) => {
    expect(placeInTable4(one, 2025, end2025)?.column).toBe(column);
  });

  it('adds up each group by itself', () => {
    const table = countTable4(
      [
        dispute('2025-03-01', '2025-05-01', 'upheld'),
        dispute('2025-12-01', '2026-01-05', 'upheld'),
        { ...dispute('2025-03-01', '2025-05-01', 'corrected'), group: 'directLitigation' },
      ],
      2025,
      end2025,
    );
    expect(table.reconsideration).toEqual({ upheld: 1, corrected: 0, other: 0, pending: 1, total: 2 });
    expect(table.directLitigation).toEqual({ upheld: 0, corrected: 1, other: 0, pending: 0, total: 1 });
    expect(table.litigationAfterReconsideration.total).toBe(0);
  });
});
