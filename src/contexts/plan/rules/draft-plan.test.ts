import { describe, expect, it } from 'vitest';
import { type PlanLeaf, planLeaf } from '../contract.ts';
import { readPlan, sourceOfText } from '../reading/read-plan.ts';
import { differenceOf } from './difference.ts';
import { confirmReasons, type DraftPlan, mergeLeaves, splitLeaf } from './draft-plan.ts';
import { proposedLeaf, proposedLeaves, withDistinctIds } from './propose-leaf.ts';

function leaf(id: string, changed: Partial<PlanLeaf> = {}): PlanLeaf {
  return {
    ...planLeaf.parse({
      id,
      path: ['重点领域', `事项${id}`],
      title: `事项${id}`,
      lead: ['办公室'],
      owners: ['office'],
      elements: [
        { name: `甲${id}`, form: 'text' },
        { name: `乙${id}`, form: 'table' },
      ],
    }),
    ...changed,
  };
}
const around = {
  units: new Set(['bureau', 'office', 'finance', 'county-a']),
  counties: new Set(['county-a']),
  columns: new Set(['news']),
};
const draft = (leaves: PlanLeaf[], changed: Partial<DraftPlan> = {}): DraftPlan => ({
  state: 'draft',
  unitId: 'bureau',
  startsOn: '2019-05-26',
  endsOn: '2019-12-31',
  leaves,
  ...changed,
});
const codes = (plan: DraftPlan) => confirmReasons(plan, around).map(reason => reason.code);

describe('Confirming a plan', () => {
  it('is open to a complete draft', () => {
    expect(codes(draft([leaf('1.1'), leaf('1.2', { column: 'news' })]))).toEqual([]);
  });

  it.each<[string, DraftPlan]>([
    ['plan-not-draft', draft([leaf('1.1')], { state: 'confirmed' })],
    ['plan-empty', draft([])],
    ['plan-dates-impossible', draft([leaf('1.1')], { startsOn: '2019-02-30' })],
    ['plan-dates-reversed', draft([leaf('1.1')], { endsOn: '2019-01-01' })],
    ['leaf-id-taken', draft([leaf('1.1'), leaf('1.1')])],
    ['owner-missing', draft([leaf('1.1', { owners: [] })])],
    ['unit-unknown', draft([leaf('1.1', { owners: ['nobody'] })])],
    ['column-unknown', draft([leaf('1.1', { column: 'nowhere' })])],
    [
      'deadline-impossible',
      draft([leaf('1.1', { deadline: { kind: 'month-day', monthDay: '06-31', yearOffset: 0 } })]),
    ],
  ])('is refused: %s', (code, plan) => {
    expect(codes(plan)).toEqual([code]);
  });

  it('asks for no elements: the leaf itself is then the one thing to publish', () => {
    expect(codes(draft([leaf('1.1', { elements: [] })]))).toEqual([]);
  });

  it('the counties may be the only ones to answer, but not in a plan of their own', () => {
    const ofCounties = leaf('5.3', { owners: [], perCounty: true });
    expect(codes(draft([ofCounties]))).toEqual([]);
    expect(codes(draft([ofCounties], { unitId: 'county-a' }))).toEqual(['owner-missing']);
  });

  it('says everything that is wrong at once', () => {
    expect(
      codes(draft([leaf('1.1', { owners: [], column: 'nowhere' }), leaf('1.2', { owners: ['x'] })])),
    ).toEqual(['owner-missing', 'column-unknown', 'unit-unknown']);
  });
});

describe('Merging and splitting leaves', () => {
  const leaves = [leaf('1'), leaf('2', { owners: ['finance'], cadence: 'annual' }), leaf('3')];

  it('joins elements and units into the first leaf, and elements keep their rhythm', () => {
    const merged = mergeLeaves(leaves, ['1', '2']);
    if (!merged.ok) throw new Error('refused');
    expect(merged.leaves.map(each => each.id)).toEqual(['1', '3']);
    expect(merged.leaves[0]?.owners).toEqual(['office', 'finance']);
    expect(merged.leaves[0]?.elements.map(each => [each.name, each.cadence])).toEqual([
      ['甲1', undefined],
      ['乙1', undefined],
      ['甲2', 'annual'],
      ['乙2', 'annual'],
    ]);
  });

  it('keeps what a leaf without elements asks for, as an element of its name', () => {
    const merged = mergeLeaves([leaf('1'), leaf('2', { elements: [] })], ['1', '2']);
    if (!merged.ok) throw new Error('refused');
    expect(merged.leaves[0]?.elements.map(each => each.name)).toEqual(['甲1', '乙1', '事项2']);
  });

  it('takes elements out into a new leaf right behind', () => {
    const split = splitLeaf(leaves, { id: '1', elements: [2], newId: '1.2', title: '另立' });
    if (!split.ok) throw new Error('refused');
    expect(split.leaves.map(each => each.id)).toEqual(['1', '1.2', '2', '3']);
    expect(split.leaves.slice(0, 2).map(each => each.elements.map(e => e.name))).toEqual([['甲1'], ['乙1']]);
  });

  it.each([
    ['leaf-unknown', () => mergeLeaves(leaves, ['1', '9'])],
    ['merge-needs-two', () => mergeLeaves(leaves, ['1', '1'])],
    ['leaf-unknown', () => splitLeaf(leaves, { id: '9', elements: [1], newId: '9.1', title: '无' })],
    ['leaf-id-taken', () => splitLeaf(leaves, { id: '1', elements: [1], newId: '2', title: '无' })],
    ['element-unknown', () => splitLeaf(leaves, { id: '1', elements: [5], newId: '4', title: '无' })],
    ['split-leaves-nothing', () => splitLeaf(leaves, { id: '1', elements: [1, 2], newId: '4', title: '无' })],
  ])('is refused: %s', (code, act) => {
    const result = act();
    expect(result.ok ? [] : result.reasons.map(each => each.code)).toEqual([code]);
  });
});

describe('The difference against the plan before', () => {
  it('names added, removed and changed leaves and what changed', () => {
    const before = [
      leaf('1'),
      leaf('2'),
      leaf('3', { title: '残疾人两项补贴发放', path: ['残疾人两项补贴发放'] }),
    ];
    const after = [
      leaf('1', { owners: ['finance'], cadence: 'annual' }),
      leaf('2'),
      leaf('4', { title: '婚姻登记预约服务指南', path: ['婚姻登记预约服务指南'] }),
    ];
    expect(differenceOf(before, after)).toEqual({
      added: ['4'],
      removed: ['3'],
      changed: [{ id: '1', what: ['责任单位', '节奏'] }],
    });
  });

  it('does not take another order of jsonb fields for a change', () => {
    const rule = { kind: 'working-days', days: 20, from: 'period-end' } as const;
    const turned = { from: 'period-end', days: 20, kind: 'working-days' } as const;
    expect(differenceOf([leaf('1', { deadline: rule })], [leaf('1', { deadline: turned })]).changed).toEqual(
      [],
    );
  });
});

describe('What the wizard proposes for a leaf that was read', () => {
  const read = (limits: string[]) =>
    proposedLeaf({
      id: '1',
      path: ['一'],
      title: '一',
      responsibilityLabel: null,
      lead: [],
      cooperating: [],
      unitSource: 'none',
      limits: limits.map(limit => ({ what: '内容', limit, raw: limit })),
      channels: [],
      elements: [],
      text: '',
      lines: { from: 1, to: 1 },
    });

  it.each<[string[], string, unknown, string]>([
    [[], 'on-event', { kind: 'working-days', days: 20, from: 'formed-or-changed' }, 'law'],
    [['promptly'], 'on-event', { kind: 'working-days', days: 20, from: 'formed-or-changed' }, 'law'],
    [['20wd', '7wd'], 'on-event', { kind: 'working-days', days: 7, from: 'formed-or-changed' }, 'plan'],
    [['quarterly'], 'quarterly', { kind: 'working-days', days: 20, from: 'period-end' }, 'plan'],
    [['before 06-10'], 'annual', { kind: 'month-day', monthDay: '06-10', yearOffset: 0 }, 'plan'],
    [['before 2019-06-10'], 'annual', { kind: 'month-day', monthDay: '06-10', yearOffset: 0 }, 'plan'],
    [['24h'], 'on-event', { kind: 'hours', hours: 24, from: 'event' }, 'plan'],
    [['30d', 'monthly'], 'monthly', { kind: 'calendar-days', days: 30, from: 'formed-or-changed' }, 'plan'],
    [['standing'], 'standing', { kind: 'working-days', days: 20, from: 'formed-or-changed' }, 'law'],
  ])('stated limits %j: %s', (limits, cadence, deadline, setBy) => {
    const proposed = read(limits);
    expect([proposed.cadence, proposed.deadline, proposed.setBy]).toEqual([cadence, deadline, setBy]);
  });

  it('gives a number that repeats a further ordinal and tells', () => {
    const { leaves, renamed } = withDistinctIds([leaf('1'), leaf('1'), leaf('1.2'), leaf('1')]);
    expect(leaves.map(each => each.id)).toEqual(['1', '1.3', '1.2', '1.4']);
    expect(renamed).toHaveLength(2);
  });

  const told = (text: string) => {
    const { leaves, warnings } = proposedLeaves(readPlan(sourceOfText(text)));
    return { ids: leaves.map(each => each.id), warnings };
  };

  it('ties each warning to its leaf', () => {
    const { ids, warnings } = told(
      '某局方案\n一、任务\n（一）公开低保信息。\n（二）公开预算。（责任科室：财务科）',
    );
    expect(ids).toEqual(['1.1', '1.2']);
    expect(warnings.map(({ leaf, where }) => [leaf, where])).toEqual([['1.1', '1.1 公开低保信息']]);
  });

  it('takes a text whose numbers repeat, and says so once with the number of the ledger', () => {
    const { ids, warnings } = told(
      '某局方案\n一、任务\n（一）公开低保信息。（责任科室：救助科）\n（一）公开预算。（责任科室：财务科）',
    );
    expect(ids).toEqual(['1.1', '1.1.2']);
    expect(warnings.filter(each => each.leaf !== undefined)).toEqual([
      { where: '1.1.2 公开预算', leaf: '1.1.2', message: expect.stringContaining('暂编为1.1.2') },
    ]);
  });
});
