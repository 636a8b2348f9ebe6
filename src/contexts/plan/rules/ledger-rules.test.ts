import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../law/day.ts';
import { publishedCalendar as calendar } from '../../../law/published-calendar.ts';
import { planLeaf } from '../contract.ts';
import { coverageOf, type Proof } from './coverage.ts';
import { dutiesOf } from './duties-due.ts';
import { countyElements, groupsOf } from './duty-groups.ts';
import { daysLeft, dueWindowWorkingDays, dutyState } from './duty-state.ts';
import { decideEvent } from './events.ts';
import { approveNotApplicableReasons, askNotApplicableReasons, proveReasons } from './permissions.ts';
import { renumbered, renumbering, type StandingDuty, succeed } from './succession.ts';

const day = dayOf;

const funds = {
  ...planLeaf.parse({
    id: '3.2.2',
    path: ['重点领域', '民政资金', '三公经费信息'],
    title: '三公经费信息',
    lead: ['财务科'],
    owners: ['finance', 'party-building'],
    cadence: 'annual',
    deadline: { kind: 'calendar-days', days: 20, from: 'approved-by-finance' },
    setBy: 'plan',
    elements: [
      { name: '三公经费', form: 'table' },
      {
        name: '每月公务接待情况',
        form: 'table',
        cadence: 'monthly',
        deadline: { kind: 'working-days', days: 20, from: 'period-end' },
      },
      { name: '三公经费增减变化原因', form: 'text' },
    ],
  }),
  countiesLead: false,
};
const allowance = {
  ...planLeaf.parse({
    id: '3.4.1',
    path: ['重点领域', '社会救助', '城乡低保信息'],
    title: '城乡低保信息',
    lead: ['市社会救助局'],
    owners: ['assistance'],
    cadence: 'quarterly',
    deadline: { kind: 'working-days', days: 20, from: 'period-end' },
    setBy: 'law',
    perCounty: true,
    elements: [
      { name: '救助对象总人数及各地数据', form: 'table', breakdown: 'county+class' },
      { name: '低保资金支出情况', form: 'table' },
      {
        name: '申请低保资格条件',
        form: 'text',
        cadence: 'standing',
        deadline: { kind: 'working-days', days: 20, from: 'formed-or-changed' },
      },
    ],
  }),
  countiesLead: false,
};

describe('The state of a duty is a function of due date, fulfilment and day', () => {
  it.each([
    // ten working days before 26 July 2019 is 12 July
    ['2019-07-11', null, null, 'not-yet-due'],
    ['2019-07-12', null, null, 'due'],
    ['2019-07-26', null, null, 'due'],
    ['2019-07-27', null, null, 'late'],
    ['2019-07-01', '2019-07-26', null, 'met'],
    ['2019-08-01', '2019-07-27', null, 'met-late'],
    ['2019-09-01', null, '2019-08-01', 'not-applicable'],
    ['2019-09-01', '2019-08-01', '2019-08-02', 'not-applicable'],
  ])('on %s, met %s, not applicable since %s: %s', (today, metOn, notApplicableOn, state) => {
    const duty = {
      dueOn: day('2019-07-26'),
      metOn: metOn === null ? null : day(metOn),
      notApplicableOn: notApplicableOn === null ? null : day(notApplicableOn),
    };
    expect(dutyState(duty, day(today), calendar)).toBe(state);
  });

  it.each([
    ['2019-07-26', 0],
    ['2019-07-25', 1],
    ['2019-07-12', dueWindowWorkingDays],
    ['2019-07-27', 0],
    ['2019-07-29', -1],
  ])('on %s there are %i working days left', (today, left) => {
    expect(daysLeft(calendar, day(today), day('2019-07-26'))).toBe(left);
  });
});

describe('Coverage: what the proofs of a duty cover', () => {
  const proof = (elements: number[], on: string, voided: string | null = null): Proof => ({
    elements,
    provedOn: day(on),
    voidedOn: voided === null ? null : day(voided),
  });

  it.each<[string, Proof[], number[], string | null]>([
    ['nothing proved', [], [], null],
    ['one of two', [proof([1], '2019-07-01')], [1], null],
    [
      'both, met on the later day',
      [proof([1], '2019-07-01'), proof([2], '2019-07-09')],
      [1, 2],
      '2019-07-09',
    ],
    [
      'the first proof of an element counts',
      [proof([1, 2], '2019-07-01'), proof([2], '2019-08-01')],
      [1, 2],
      '2019-07-01',
    ],
    ['a voided proof counts for nothing', [proof([1, 2], '2019-07-01', '2019-07-02')], [], null],
    [
      'after a voided one, the next counts',
      [proof([1, 2], '2019-07-01', '2019-07-02'), proof([1, 2], '2019-08-01')],
      [1, 2],
      '2019-08-01',
    ],
    ['elements that are not required are passed over', [proof([7], '2019-07-01')], [], null],
  ])('%s', (_, proofs, covered, metOn) => {
    expect(coverageOf([1, 2], proofs)).toEqual({ covered, metOn });
  });

  it('a duty that requires nothing is not met by nothing', () => {
    expect(coverageOf([], [])).toEqual({ covered: [], metOn: null });
  });

  it('a further proof never uncovers anything nor moves fulfilment to a later day', () => {
    const one = fc.record({
      elements: fc.array(fc.integer({ min: 1, max: 4 })),
      provedOn: fc.integer({ min: 1, max: 28 }).map(n => day(`2019-07-${String(n).padStart(2, '0')}`)),
      voidedOn: fc.constantFrom(null, day('2019-08-01')),
    });
    fc.assert(
      fc.property(fc.array(one), one, (proofs, more) => {
        const before = coverageOf([1, 2, 3], proofs);
        const after = coverageOf([1, 2, 3], [...proofs, more]);
        expect(after.covered).toEqual(expect.arrayContaining([...before.covered]));
        if (before.metOn !== null) expect(after.metOn! <= before.metOn).toBe(true);
      }),
    );
  });
});

describe('Duties follow from leaves, units and periods', () => {
  const plan = {
    year: 2019,
    startsOn: day('2019-05-26'),
    endsOn: day('2019-12-31'),
    leaves: [funds, allowance],
    counties: ['county-a', 'county-b'],
  };
  const due = dutiesOf(plan, calendar);
  const of = (leaf: string, unit: string) =>
    due
      .filter(duty => duty.leafId === leaf && duty.unitId === unit)
      .map(duty => [duty.period, duty.required, duty.explanation.dueOn]);

  it('elements with a rhythm of their own make a group of their own', () => {
    expect(groupsOf(funds).map(group => [group.cadence, group.elements])).toEqual([
      ['annual', [1, 3]],
      ['monthly', [2]],
    ]);
  });

  it('every owner has the yearly duty, waiting for the approval, and a duty for each month', () => {
    for (const owner of ['finance', 'party-building']) {
      const mine = of('3.2.2', owner);
      expect(mine[0]).toEqual(['2019', [1, 3], '2019-12-31']);
      expect(mine).toHaveLength(1 + 8);
      expect(mine[1]).toEqual(['2019-05', [2], '2019-07-01']);
    }
  });

  it('a county answers for its figures each quarter and for nothing else', () => {
    expect(countyElements(allowance)).toEqual(new Set([1]));
    expect(of('3.4.1', 'county-b')).toEqual([
      ['2019-Q2', [1], '2019-07-26'],
      ['2019-Q3', [1], '2019-11-01'],
      ['2019-Q4', [1], '2020-02-05'],
    ]);
  });

  it('what is standing is due 20 working days after the plan was issued', () => {
    expect(of('3.4.1', 'assistance').at(-1)).toEqual(['2019-standing', [3], '2019-06-24']);
  });

  it('no leaf, unit and period comes twice', () => {
    const keys = due.map(duty => `${duty.leafId} ${duty.unitId} ${duty.period}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('《政府信息公开条例》第二十六条: an event makes a duty due', () => {
  const question = {
    leaf: funds,
    unit: { id: 'finance', name: '财务科', isCounty: false },
    answering: new Set(['finance', 'party-building']),
    occurredOn: day('2019-06-03'),
    today: day('2019-06-10'),
  };
  const codes = (changed: Partial<typeof question> & { elements?: number[] }) => {
    const decided = decideEvent({ ...question, ...changed });
    return decided.ok
      ? decided.groups.map(group => [group.isAwaited, group.elements])
      : decided.reasons.map(r => r.code);
  };

  it('dates the yearly duty that waits for it', () => {
    expect(codes({})).toEqual([[true, [1, 3]]]);
    expect(codes({ elements: [3] })).toEqual([[true, [3]]]);
  });
  it('a change of standing content is told by its elements', () => {
    expect(
      codes({
        leaf: allowance,
        unit: { id: 'assistance', name: '救助局', isCounty: false },
        answering: new Set(['assistance']),
        elements: [3],
      }),
    ).toEqual([[false, [3]]]);
  });
  it('says everything that stands against it', () => {
    const unit = { id: 'office', name: '办公室', isCounty: false };
    expect(codes({ leaf: allowance, unit, occurredOn: day('2019-06-11'), elements: [9] })).toEqual([
      'event-in-future',
      'unit-not-responsible',
      'element-unknown',
    ]);
  });
  it('a leaf of fixed periods takes no event', () => {
    expect(codes({ leaf: allowance, answering: new Set(['finance']) })).toEqual(['leaf-not-by-event']);
  });
});

describe('What stands against acts on a duty', () => {
  const open = { required: [1, 2], metOn: null, notApplicable: { reason: null, askedBy: null, on: null } };
  const asked = { ...open, notApplicable: { reason: '无此类事项', askedBy: 'a', on: null } };
  const closed = { ...open, notApplicable: { reason: '无此类事项', askedBy: 'a', on: '2019-07-01' } };
  const met = { ...open, metOn: '2019-07-01' };
  const list = (reasons: { code: string }[]) => reasons.map(each => each.code);

  it('proof: elements must be required, the day past, the duty open', () => {
    const proof = { elements: [1, 5], provedOn: '2019-07-02', today: '2019-07-01' };
    expect(list(proveReasons(open, proof))).toEqual(['element-not-required', 'proof-in-future']);
    expect(list(proveReasons(closed))).toEqual(['duty-not-applicable']);
    expect(proveReasons(met)).toEqual([]);
  });
  it('who asks does not approve', () => {
    expect(list(approveNotApplicableReasons(asked, 'a'))).toEqual(['approver-is-asker']);
    expect(approveNotApplicableReasons(asked, 'b')).toEqual([]);
    expect(list(approveNotApplicableReasons(open, 'b'))).toEqual(['not-asked']);
  });
  it('what is met can not be declared not applicable', () => {
    expect(list(askNotApplicableReasons(met))).toEqual(['duty-met']);
    expect(list(askNotApplicableReasons(closed))).toEqual(['duty-not-applicable']);
  });
});

describe('A new version of a plan takes over the duties of the old one', () => {
  const duty = (id: string, leafId: string, period: string, isSettled = false): StandingDuty => ({
    id,
    leafId,
    unitId: 'assistance',
    period,
    triggerWords: '',
    required: [1],
    covered: [],
    metOn: null,
    isSettled,
  });
  const due = dutiesOf(
    { year: 2019, startsOn: day('2019-05-26'), endsOn: day('2019-12-31'), leaves: [allowance], counties: [] },
    calendar,
  );
  const answering = new Map([['3.4.1', new Set(['assistance'])]]);

  it('keeps, closes, leaves and creates', () => {
    const after = succeed(
      [
        duty('kept', '3.4.1', '2019-Q2'),
        duty('event', '3.4.1', 'event-2019-06-01-abc#3'),
        duty('gone', '9.9', '2019-Q2'),
        duty('history', '9.9', '2019-Q3', true),
      ],
      { due, answering },
    );
    expect(after.kept.map(each => [each.duty.id, each.becomes?.period ?? null])).toEqual([
      ['kept', '2019-Q2'],
      ['event', null],
    ]);
    expect(after.closed.map(each => each.id)).toEqual(['gone']);
    expect(after.left.map(each => each.id)).toEqual(['history']);
    expect(after.created.map(each => each.period)).toEqual(['2019-Q3', '2019-Q4', '2019-standing']);
  });

  it('elements keep their proofs by name, wherever they stand now', () => {
    const moves = renumbering(['甲', '乙', '丙'], ['丙', '新', '甲']);
    expect(renumbered([1, 2, 3], moves)).toEqual([1, 3]);
  });
});
