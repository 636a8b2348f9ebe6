import { describe, expect, it } from 'vitest';
import { addLeaf, mergeWithNext, splitLeaf } from './leaf-changes.ts';
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

  it('merges with the rhythm of each element kept, and a leaf without elements as one of its name', () => {
    const yearly = { ...leafOf('1', '', ['甲']), cadence: 'annual' as const };
    const monthly = { ...leafOf('2', '', ['甲', '乙']), cadence: 'monthly' as const };
    const bare = { ...leafOf('3', '', []), title: '公开值班电话' };
    const [once] = mergeWithNext([yearly, monthly, bare], '1');
    expect(once?.elements.map(each => [each.name, each.cadence])).toEqual([
      ['甲', undefined],
      ['甲', 'monthly'],
      ['乙', 'monthly'],
    ]);
    const [twice] = mergeWithNext(mergeWithNext([yearly, monthly, bare], '1'), '1');
    expect(twice?.elements.at(-1)).toMatchObject({ name: '公开值班电话', cadence: 'on-event' });
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
