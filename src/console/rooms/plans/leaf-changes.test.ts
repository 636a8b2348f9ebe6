import { describe, expect, it } from 'vitest';
import { addLeaf, dutiesToCome, mergeWithNext, splitLeaf } from './leaf-changes.ts';
import { findPassage } from './passage.ts';

function leafOf(id: string, text: string, names: readonly string[] = []) {
  const { leaves } = addLeaf([]);
  const base = leaves[0]!;
  return {
    ...base,
    id,
    title: id,
    text,
    elements: names.map(name => ({ name, form: '', breakdown: null, figures: [] })),
  };
}

describe('correcting the leaves of a plan before it is confirmed', () => {
  it('merges a leaf with the next, keeping each unit and element once', () => {
    const first = { ...leafOf('1.1', '公开预算。', ['预算']), owners: ['finance'] };
    const second = { ...leafOf('1.2', '公开决算。', ['预算', '决算']), owners: ['finance', 'office'] };
    const [merged, ...rest] = mergeWithNext([first, second], '1.1');
    expect(rest).toEqual([]);
    expect(merged?.owners).toEqual(['finance', 'office']);
    expect(merged?.elements.map(element => element.name)).toEqual(['预算', '决算']);
    expect(merged?.text).toBe('公开预算。\n公开决算。');
  });

  it('leaves the list as it is when there is no next leaf', () => {
    const only = leafOf('1', '公开预算。');
    expect(mergeWithNext([only], '1')).toEqual([only]);
  });

  it('splits a leaf at a place and gives each element to the part that names it', () => {
    const leaf = leafOf('2', '公开预算。公开决算。', ['预算', '决算']);
    const [first, second] = splitLeaf([leaf, leafOf('2.1', '别项')], '2', 5);
    expect(first?.text).toBe('公开预算。');
    expect(first?.elements.map(element => element.name)).toEqual(['预算']);
    expect(second).toMatchObject({ id: '2.2', title: '公开决算', text: '公开决算。' });
    expect(second?.elements.map(element => element.name)).toEqual(['决算']);
  });

  it('does not split where one part would be empty', () => {
    const leaf = leafOf('2', '公开预算。');
    expect(splitLeaf([leaf], '2', 0)).toEqual([leaf]);
    expect(splitLeaf([leaf], '2', 5)).toEqual([leaf]);
  });

  it('counts the duties of periods and counties, and none for what comes with events', () => {
    const monthly = { ...leafOf('1', '', ['甲']), cadence: 'monthly' as const, owners: ['a', 'b'] };
    const cascade = {
      ...leafOf('2', '', ['乙']),
      cadence: 'annual' as const,
      owners: ['a'],
      perCounty: true,
    };
    const event = { ...leafOf('3', '', ['丙']), owners: ['a'] };
    const span = { startsOn: '2019-05-26', endsOn: '2019-12-31' };
    expect(dutiesToCome({ ...span, leaves: [monthly, cascade, event] }, ['c1', 'c2'])).toBe(2 * 8 + 3);
  });

  it('counts elements with a rhythm of their own as duties of their own', () => {
    const leaf = { ...leafOf('1', '', ['年度报告', '月度数据']), cadence: 'annual' as const, owners: ['a'] };
    const [report, figures] = leaf.elements;
    const mixed = { ...leaf, elements: [report!, { ...figures!, cadence: 'monthly' as const }] };
    expect(dutiesToCome({ startsOn: '2019-01-01', endsOn: '2019-12-31', leaves: [mixed] }, [])).toBe(1 + 12);
  });
});

describe('finding a leaf in the text it came from', () => {
  it('finds it across other spaces and line breaks', () => {
    const text = '一、要求\n　　公开 预算，\n  公开决算。其他。';
    const found = findPassage(text, '公开预算，公开决算。');
    expect(found && text.slice(found.start, found.end)).toBe('公开 预算，\n  公开决算。');
  });

  it('finds the beginning of a leaf whose wording has been corrected since', () => {
    const text = '前言。及时公开本部门年度预算和决算情况并作说明。后语。';
    const found = findPassage(text, '及时公开本部门年度预算和决算情况，另附表格。');
    expect(found?.start).toBe(3);
  });

  it('says nothing where the words do not stand', () => {
    expect(findPassage('公开预算。', '公开工资。')).toBeUndefined();
    expect(findPassage('公开预算。', ' ')).toBeUndefined();
  });
});
