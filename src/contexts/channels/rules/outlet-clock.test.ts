import { describe, expect, it } from 'vitest';
import type { Day } from '../../../law/day.ts';
import { matrixPack } from '../contract.ts';
import { type ClockFacts, matrixFaults, outletClock, updateReasons, worstState } from './outlet-clock.ts';

const day = (text: string) => text as Day;
const fortnight = { name: '更新', days: 14, warnDays: 3, basis: '检查指标' };

function facts(over: Partial<ClockFacts> = {}): ClockFacts {
  return { rule: fortnight, lastOn: day('2019-06-06'), openedOn: null, closedOn: null, ...over };
}

describe('国办秘函〔2019〕19号: two weeks without an update', () => {
  it.each([
    ['well before the due day', {}, '2019-06-16', 'on-time', '2019-06-20'],
    ['three days before it', {}, '2019-06-17', 'due-soon', '2019-06-20'],
    ['on the due day itself', {}, '2019-06-20', 'due-soon', '2019-06-20'],
    ['the day after', {}, '2019-06-21', 'late', '2019-06-20'],
    ['over the end of a year', { lastOn: day('2018-12-25') }, '2019-01-08', 'due-soon', '2019-01-08'],
    [
      'never updated, counted from its opening',
      { lastOn: null, openedOn: day('2019-06-01') },
      '2019-06-16',
      'late',
      '2019-06-15',
    ],
    ['neither update nor opening known', { lastOn: null }, '2019-06-16', 'no-record', null],
    ['cancelled today', { closedOn: day('2019-06-21') }, '2019-06-21', 'closed', null],
    ['cancelled tomorrow', { closedOn: day('2019-06-22') }, '2019-06-21', 'late', '2019-06-20'],
    [
      'half a year, warned a fifth of it before',
      { rule: { name: '', days: 183, basis: '' } },
      '2019-10-30',
      'due-soon',
      '2019-12-06',
    ],
    [
      'half a year, a day earlier',
      { rule: { name: '', days: 183, basis: '' } },
      '2019-10-29',
      'on-time',
      '2019-12-06',
    ],
  ] as const)('%s', (_, over, today, state, dueOn) => {
    expect(outletClock(facts(over as Partial<ClockFacts>), day(today))).toMatchObject({ state, dueOn });
  });

  it('says in words how many days it is late', () => {
    expect(outletClock(facts(), day('2019-06-25')).explanation).toBe(
      '最近一次更新是2019-06-06，要求每14天至少更新一次，下次更新不迟于2019-06-20，已逾期5天。',
    );
  });

  it('shows the gravest of several clocks', () => {
    expect(worstState(['on-time', 'no-record', 'due-soon'])).toBe('no-record');
    expect(worstState(['no-record', 'late'])).toBe('late');
    expect(worstState([])).toBe('closed');
  });
});

describe('an update that is told', () => {
  const outlet = { updates: [{ rule: 'news', columns: [] }], openedOn: '2019-06-01' };
  const good = { rule: 'news', updatedOn: day('2019-06-06'), hasAddress: true, hasFile: false };

  it('with an address or a file stands', () => {
    expect(updateReasons(outlet, day('2019-06-06'), good)).toEqual([]);
    const byFile = { ...good, hasAddress: false, hasFile: true };
    expect(updateReasons(outlet, day('2019-06-06'), byFile)).toEqual([]);
  });

  it('is refused with all reasons at once', () => {
    const bad = { rule: 'x', updatedOn: day('2019-06-07'), hasAddress: false, hasFile: false };
    const closed = { ...outlet, openedOn: '2019-06-08', closedOn: '2019-06-05' };
    expect(updateReasons(closed, day('2019-06-06'), bad).map(each => each.code)).toEqual([
      'outlet-closed',
      'unknown-update-rule',
      'update-in-future',
      'update-before-opening',
      'update-without-proof',
    ]);
  });
});

describe('matrix.yaml', () => {
  it('names every place where it speaks of what is not there', () => {
    const outlet = { id: 'a', kind: 'weibo', name: '微博', owner: 'nobody', channel: 'fax' };
    const updates = [{ rule: 'missing', columns: ['nowhere'] }, { rule: 'missing' }];
    const pack = matrixPack.parse({
      outlets: [
        { ...outlet, updates },
        { ...outlet, updates },
      ],
    });
    const none: ReadonlySet<string> = new Set();
    const faults = matrixFaults(pack, { units: none, channels: none, columns: none });
    const places = faults.map(each => each.path.slice(1).join('.'));
    const each = [
      'owner',
      'channel',
      'updates.0.rule',
      'updates.0.columns',
      'updates.0.columns',
      'updates.1.rule',
      'updates.1.rule',
    ];
    expect(places).toEqual([...each.map(at => `0.${at}`), '1.id', ...each.map(at => `1.${at}`)]);
  });
});
