import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, dayOf } from '../../../law/day.ts';
import {
  type DecidingKind,
  decidingKinds,
  endedOn,
  isDerived,
  isEnded,
  nextTurn,
  reviewedOn,
  turningDays,
  type Validity,
  type ValidityEvent,
  validities,
  validityOn,
  validityTable,
} from './normative-validity.ts';
import { causeWords, citingBanner, ownBanner } from './normative-words.ts';

const act = (id: string) => ({ id, title: `决定${id}`, documentNo: `演民发〔2019〕${id}号` });
const event = (kind: DecidingKind, on: string, by: string | null = '1'): ValidityEvent => ({
  kind,
  on: dayOf(on),
  act: by === null ? null : act(by),
});
const at = (events: readonly ValidityEvent[], day: string): Validity =>
  validityOn(events, dayOf(day)).validity;

describe('有效性由事项推定（政府信息公开条例第二十条第（一）项）', () => {
  it('knows every state and every event, and nothing that has ended stands up again', () => {
    for (const state of validities) {
      expect(Object.keys(validityTable[state]).sort()).toEqual([...decidingKinds].sort());
      for (const kind of decidingKinds) if (isEnded(state)) expect(validityTable[state][kind]).toBe(state);
    }
  });

  it.each<[string, ValidityEvent[], [string, Validity][]]>([
    ['nothing happened', [], [['2019-06-30', 'in-force']]],
    [
      'a later act repeals it from its day on',
      [event('repealed', '2019-07-01')],
      [
        ['2019-06-30', 'in-force'],
        ['2019-07-01', 'repealed'],
        ['2030-01-01', 'repealed'],
      ],
    ],
    [
      'its own term ends on the day it names',
      [event('term-ended', '2020-12-31', null)],
      [
        ['2020-12-30', 'in-force'],
        ['2020-12-31', 'expired'],
      ],
    ],
    [
      'amended, kept by a clean-up, then repealed',
      [
        event('repealed', '2022-01-01', '3'),
        event('amended', '2019-02-01'),
        event('kept', '2020-03-01', '2'),
      ],
      [
        ['2019-02-01', 'amended'],
        ['2020-03-01', 'amended'],
        ['2022-01-01', 'repealed'],
      ],
    ],
    [
      'repealed on the day its term ends: the act stands before the mere end',
      [event('term-ended', '2020-12-31', null), event('repealed', '2020-12-31')],
      [['2020-12-31', 'repealed']],
    ],
    [
      'expired first: a later repeal keeps the first cause',
      [event('term-ended', '2020-12-31', null), event('repealed', '2021-05-01')],
      [['2021-06-01', 'expired']],
    ],
    [
      'the repealing act was published in error: it never counted',
      [
        {
          ...event('repealed', '2019-07-01'),
          voided: { on: dayOf('2019-07-05'), cause: 'act-withdrawn' },
        },
      ],
      [
        ['2019-07-02', 'in-force'],
        ['2019-07-06', 'in-force'],
      ],
    ],
    [
      'a second act repeals it as well: one taken back leaves it repealed by the other',
      [
        {
          ...event('repealed', '2019-07-01', '1'),
          voided: { on: dayOf('2019-07-05'), cause: 'act-withdrawn' },
        },
        event('repealed', '2019-07-03', '2'),
      ],
      [
        ['2019-07-02', 'in-force'],
        ['2019-07-03', 'repealed'],
      ],
    ],
    [
      'stated as amended when it was first shown; the repeal decides from its day on',
      [
        { kind: 'stated', on: dayOf('2019-01-10'), act: null, stated: 'amended' },
        event('repealed', '2019-07-01'),
      ],
      [
        ['2019-01-09', 'in-force'],
        ['2019-01-10', 'amended'],
        ['2019-07-01', 'repealed'],
      ],
    ],
  ])('%s', (_, events, days) => {
    for (const [day, validity] of days) expect([day, at(events, day)]).toEqual([day, validity]);
  });

  it('tells that it is not yet in effect, and whom to believe', () => {
    const events: ValidityEvent[] = [{ kind: 'effective', on: dayOf('2019-08-01'), act: null }];
    expect(validityOn(events, dayOf('2019-07-31')).notYetEffective).toBe(true);
    expect(validityOn(events, dayOf('2019-08-01')).notYetEffective).toBe(false);
    expect(isDerived(events)).toBe(false);
    expect(isDerived([...events, event('kept', '2020-01-01')])).toBe(true);
  });

  it('counts its review from the day it was made, or was last kept', () => {
    const kept = [event('kept', '2021-03-01')];
    expect(reviewedOn(kept, dayOf('2019-01-01'), dayOf('2021-02-28'))).toBe('2019-01-01');
    expect(reviewedOn(kept, dayOf('2019-01-01'), dayOf('2021-03-01'))).toBe('2021-03-01');
  });

  it('says on the page which act did it and since when', () => {
    const derived = validityOn([event('repealed', '2019-07-01', '9')], dayOf('2019-07-02'));
    expect(causeWords(derived)).toBe('由《决定9》（演民发〔2019〕9号）废止');
    expect(ownBanner(derived)).toBe('本文件已于2019年7月1日废止，仅供查阅。');
    expect(
      citingBanner({ title: '旧办法', documentNo: '演民发〔2010〕1号' }, 'repealed', derived.since),
    ).toBe('本文引用的《旧办法》（演民发〔2010〕1号）已于2019年7月1日废止。');
    expect(citingBanner({ title: '旧办法', documentNo: '' }, 'repealed', null)).toBe(
      '本文引用的《旧办法》已废止。',
    );
  });
});

describe('有效性推定的性质', () => {
  const start = dayOf('2019-01-01');
  const anyDay = fc.integer({ min: 0, max: 60 }).map(count => addDays(start, count));
  const anyEvent: fc.Arbitrary<ValidityEvent> = fc
    .record({
      kind: fc.constantFrom(...decidingKinds, 'stated' as const, 'effective' as const),
      on: anyDay,
      by: fc.constantFrom('1', '2', '3'),
      stated: fc.constantFrom(...validities),
      isVoid: fc.boolean(),
    })
    .map(({ kind, on, by, stated, isVoid }) => ({
      kind,
      on,
      act: kind === 'stated' || kind === 'effective' ? null : act(by),
      ...(kind === 'stated' ? { stated } : {}),
      ...(isVoid ? { voided: { on, cause: 'act-withdrawn' as const } } : {}),
    }));
  const anyEvents = fc.array(anyEvent, { maxLength: 8 });

  /** Walks the days one by one, as somebody would by hand: what happened today changes what stood yesterday. */
  function dayByDay(events: readonly ValidityEvent[], until: Day): Validity {
    let [derived, stated]: [Validity | null, Validity] = [null, 'in-force'];
    for (let day = start; day <= until; day = addDays(day, 1)) {
      for (const kind of ['stated', ...decidingKinds] as const) {
        for (const each of events) {
          if (each.on !== day || each.kind !== kind || each.voided !== undefined) continue;
          if (kind === 'stated') stated = each.stated ?? 'in-force';
          else derived = validityTable[derived ?? 'in-force'][kind];
        }
      }
    }
    return derived ?? stated;
  }

  it('equals the fold day by day, on every day', () => {
    fc.assert(
      fc.property(anyEvents, anyDay, (events, day) => {
        // Of several statements on one day the last one counts; one statement is what a document has.
        fc.pre(events.filter(each => each.kind === 'stated').length <= 1);
        expect(at(events, day)).toBe(dayByDay(events, day));
      }),
    );
  });

  it('does not depend on the order in which events are known', () => {
    fc.assert(
      fc.property(anyEvents, anyDay, (events, day) => {
        fc.pre(events.filter(each => each.kind === 'stated').length <= 1);
        expect(at([...events].reverse(), day)).toBe(at(events, day));
      }),
    );
  });

  it('changes only on turning days, and the next one is named', () => {
    fc.assert(
      fc.property(anyEvents, anyDay, (events, day) => {
        const tomorrow = addDays(day, 1);
        if (!turningDays(events).includes(tomorrow)) {
          expect(at(events, tomorrow)).toBe(at(events, day));
          expect(nextTurn(events, day)).not.toBe(tomorrow);
        } else expect(nextTurn(events, day)).toBe(tomorrow);
      }),
    );
  });

  it('counts a document as ended from one day on: standing before, ended ever after', () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const end = endedOn(events);
        const last = addDays(start, 70);
        expect(isEnded(at(events, last))).toBe(end !== null);
        if (end === null) return;
        expect(isEnded(at(events, addDays(end, -1)))).toBe(false);
        for (let day = end; day <= last; day = addDays(day, 1)) expect(isEnded(at(events, day))).toBe(true);
      }),
    );
  });
});
