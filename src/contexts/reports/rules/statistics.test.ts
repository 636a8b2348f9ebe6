import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../law/day.ts';
import { publishedCalendar } from '../../../law/published-calendar.ts';
import { type HandledCase, medianOf, protectKinds, quartersOf, smallestShown } from './statistics.ts';

const handled = (receivedOn: string, over: Partial<HandledCase> = {}): HandledCase => ({
  applicantKind: 'natural-person',
  receivedOn,
  closedOn: null,
  row: null,
  countsAsReceived: true,
  channel: 'internet',
  onTime: null,
  ...over,
});
const quarters = (cases: readonly HandledCase[], today = '2026-01-10') =>
  quartersOf(cases, 2025, dayOf(today), publishedCalendar);

describe('public statistics of requests by quarter', () => {
  const cases = [
    handled('2024-12-30', { closedOn: '2025-01-06', row: 'r3_1', onTime: true, channel: 'fax' }),
    handled('2025-01-02', { closedOn: '2025-01-03', row: 'r3_3_4', onTime: true }),
    handled('2025-01-02', { closedOn: '2025-04-01', row: 'r3_2', onTime: false, channel: 'in-person' }),
    handled('2025-03-31'),
    handled('2025-05-05', { countsAsReceived: false, closedOn: '2025-05-06', row: 'r3_1' }),
  ];

  it('counts received, closed, open, results, on time and channels', () => {
    const [first, second] = quarters(cases);
    expect(first).toMatchObject({
      quarter: 1,
      until: '2025-03-31',
      received: 3,
      closed: 2,
      open: 2,
      onTime: 2,
      judged: 2,
      medianWorkingDays: 2.5,
    });
    expect(first!.results).toMatchObject({ disclosed: 1, refused: 1, partly: 0 });
    expect(first!.channels).toMatchObject({ internet: 2, 'in-person': 1, fax: 0 });
    expect(second).toMatchObject({ received: 0, closed: 1, open: 1, onTime: 0, judged: 1 });
    expect(second!.results.partly).toBe(1);
  });

  it('shows a quarter from its first day, as far as today', () => {
    expect(quarters(cases, '2025-03-31')).toHaveLength(1);
    expect(quarters(cases, '2025-04-01').map(each => [each.until, each.isComplete])).toEqual([
      ['2025-03-31', true],
      ['2025-04-01', false],
    ]);
  });

  it('carries what is open from quarter to quarter, whatever the register says', () => {
    const day = fc
      .integer({ min: 0, max: 729 })
      .map(at => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10));
    const anyCase = fc
      .tuple(day, fc.option(day), fc.constantFrom('r3_1', 'r3_4_1', 'r3_6_3', null))
      .map(([a, b, row]) => {
        const [from, to] = b === null || a <= b ? [a, b] : [b, a];
        return handled(from, { closedOn: to, row });
      });
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 60 }), list => {
        // Only what was open at some time of the year reaches the rule.
        const open = list.filter(
          ({ closedOn, row }) => closedOn === null || row === null || closedOn >= '2025',
        );
        const shown = quarters(open);
        shown.forEach((each, at) => {
          const before = shown[at - 1];
          if (before !== undefined) expect(before.open + each.received - each.closed).toBe(each.open);
          expect(Object.values(each.results).reduce((a, b) => a + b, 0)).toBe(each.closed);
          expect(Object.values(each.channels).reduce((a, b) => a + b, 0)).toBe(each.received);
        });
      }),
    );
  });

  it('takes the middle of the working days', () => {
    expect([medianOf([]), medianOf([4]), medianOf([9, 1, 3]), medianOf([8, 2])]).toEqual([null, 4, 3, 5]);
  });
});

describe('small counts by kind of applicant', () => {
  const kinds = (counts: readonly number[]) =>
    counts.map((count, at) => ({ column: `c${at + 1}`, label: `类${at + 1}`, count }));

  it('shows everything where no count is 1 or 2', () => {
    expect(protectKinds(kinds([5, 0, 3])).folded).toBeNull();
  });

  it('folds a 1 with the kinds that have none and with the smallest that hides it', () => {
    const { shown, folded } = protectKinds(kinds([9, 1, 0, 4]));
    expect(shown.map(({ column }) => column)).toEqual(['c1']);
    expect(folded).toEqual({ labels: ['类2', '类3', '类4'], count: 5 });
  });

  it('shows no kind at all where there is next to nothing', () => {
    expect(protectKinds(kinds([1, 0, 0]))).toEqual({
      shown: [],
      folded: { labels: ['类1', '类2', '类3'], count: 1 },
    });
  });

  it('never shows a 1 or a 2, loses none, and never folds so few that the total gives them away', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 6, maxLength: 6 }), counts => {
        const { shown, folded } = protectKinds(kinds(counts));
        for (const { count } of shown) expect(count === 0 || count >= smallestShown).toBe(true);
        const sum = shown.reduce((total, { count }) => total + count, 0) + (folded?.count ?? 0);
        expect(sum).toBe(counts.reduce((a, b) => a + b, 0));
        if (folded !== null && shown.length > 0) expect(folded.count).toBeGreaterThanOrEqual(smallestShown);
        if (folded !== null) expect(folded.labels.length).toBeGreaterThan(1);
      }),
    );
  });
});
