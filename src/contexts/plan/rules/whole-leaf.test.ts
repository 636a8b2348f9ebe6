import { describe, expect, it } from 'vitest';
import { groupsForUnit } from './duty-groups.ts';
import { carried, renumbered, renumbering, type StandingDuty } from './succession.ts';
import { elementsOf } from './whole-leaf.ts';

const leaf = {
  title: '公开值班电话',
  cadence: 'annual' as const,
  deadline: { kind: 'year-end' as const },
  elements: [],
  owners: ['office'],
  perCounty: true,
  countiesLead: false,
};

const duty = (changed: Partial<StandingDuty> = {}): StandingDuty => ({
  id: 'd',
  leafId: '1',
  unitId: 'office',
  period: '2019',
  triggerWords: '2019年度',
  required: [1],
  covered: [],
  metOn: null,
  isSettled: false,
  ...changed,
});

describe('A leaf without elements', () => {
  it('asks for itself', () => {
    expect(elementsOf(leaf).map(each => each.name)).toEqual(['公开值班电话']);
    for (const isCounty of [false, true])
      expect(groupsForUnit(leaf, { isCounty }).map(group => group.elements)).toEqual([[1]]);
  });

  it('that gets elements asks for all of them, and what was proved of the whole is proved of each', () => {
    expect(renumbered([1], renumbering([], ['甲', '乙']))).toEqual([1, 2]);
    expect(carried({ duty: duty(), becomes: null }, { before: [], after: ['甲', '乙'] }).required).toEqual([
      1, 2,
    ]);
  });

  it('that had elements before asks for the whole; a part that was proved proves it not', () => {
    const kept = carried(
      { duty: duty({ required: [1, 2] }), becomes: null },
      { before: ['甲', '乙'], after: [] },
    );
    expect([kept.required, renumbered([1], kept.moves)]).toEqual([[1], []]);
  });

  it('that has none in both plans keeps its proof', () => {
    expect(renumbered([1], renumbering([], []))).toEqual([1]);
  });
});
