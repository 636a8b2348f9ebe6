import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../../law/day.ts';
import { type Cadence, eventKey, isEventKey, periodsOf, periodWords } from './periods.ts';

const span = { startsOn: dayOf('2019-05-26'), endsOn: dayOf('2019-12-31') };
const keys = (cadence: Cadence) => periodsOf(cadence, span).map(period => period.key);

describe('The periods of the plan of 26 May 2019', () => {
  it.each<[Cadence, string[]]>([
    ['annual', ['2019']],
    ['standing', ['2019-standing']],
    ['quarterly', ['2019-Q2', '2019-Q3', '2019-Q4']],
    ['monthly', ['2019-05', '2019-06', '2019-07', '2019-08', '2019-09', '2019-10', '2019-11', '2019-12']],
    ['on-event', []],
  ])('%s: those that end on or after its first day', (cadence, expected) => {
    expect(keys(cadence)).toEqual(expected);
  });

  it.each([
    ['2019', '2019年度'],
    ['2019-Q2', '2019年第二季度'],
    ['2019-05', '2019年5月'],
    ['2019-standing', '2019年常设公开'],
    ['2019-standing#2', '2019年常设公开'],
  ])('%s reads %s', (key, words) => {
    expect(periodWords(key)).toBe(words);
  });

  it('an event reads as it was told', () => {
    const key = eventKey('2019-06-18', 'abcdef0123456789', '#1');
    expect(isEventKey(key)).toBe(true);
    expect(periodWords(key, '批复2019年部门预算')).toBe('批复2019年部门预算');
  });

  it('says the same words as the period itself, and covers every day of the plan once', () => {
    const cadences = fc.constantFrom<Cadence>('annual', 'quarterly', 'monthly');
    fc.assert(
      fc.property(
        cadences,
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 900 }),
        (cadence, from, length) => {
          const startsOn = addDays(dayOf('2018-01-01'), from);
          const periods = periodsOf(cadence, { startsOn, endsOn: addDays(startsOn, length) });
          for (const period of periods) expect(periodWords(period.key)).toBe(period.words);
          for (const [i, period] of periods.entries())
            if (i > 0) expect(addDays(periods[i - 1]!.endsOn, 1)).toBe(period.startsOn);
          expect(periods[0]!.startsOn <= startsOn).toBe(true);
          expect(periods.at(-1)!.endsOn >= addDays(startsOn, length)).toBe(true);
        },
      ),
    );
  });
});
