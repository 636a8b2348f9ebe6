import { describe, expect, it } from 'vitest';
import { likeness, proposeColumn } from './propose-column.ts';

const columns = [
  { id: 'news', name: '工作动态', leaves: [{ id: '2.1.1', title: '及时公开重点工作信息' }] },
  { id: 'funds', name: '民政资金', leaves: [] },
  { id: 'three-expenses', name: '三公经费', leaves: [{ id: '3.2.2', title: '公开“三公”经费信息' }] },
  { id: 'lottery', name: '福彩公益金', leaves: [{ id: '3.2.3', title: '公开福彩公益金使用情况' }] },
  { id: 'policy', name: '政策', leaves: [] },
];
const proposed = (id: string, title: string) => proposeColumn({ id, title }, columns);

describe('The column proposed for an imported leaf', () => {
  it.each([
    [
      'its number and its title, in the plan the catalogue was made for',
      '3.2.2',
      '公开“三公”经费信息',
      'three-expenses',
    ],
    ['its number and a reworded title', '2.1.1', '公开年度重点工作推进信息', 'news'],
    ['its title alone, where another bureau numbers otherwise', '1.4', '公开福彩公益金的使用情况', 'lottery'],
    ['the title even if the number belongs to another leaf', '3.2.2', '公开福彩公益金使用情况', 'lottery'],
    ['the name of a column in its title', '7', '加强民政资金监管', 'funds'],
  ])('follows %s', (_, id, title, column) => {
    expect(proposed(id, title)).toBe(column);
  });

  it.each([
    ['nothing of that number fits', '3.2.2', '公开森林防火信息'],
    ['only a word too short to tell stands in the title', '5', '做好政策宣传'],
    ['nothing but idle words', '2.1.1', '公开相关信息'],
  ])('is left open where %s', (_, id, title) => {
    expect(proposed(id, title)).toBeUndefined();
  });

  it('is left open where two fit equally well', () => {
    const twins = ['a', 'b'].map(id => ({ id, name: id, leaves: [{ id: `9.${id}`, title: '婚姻登记' }] }));
    expect(proposeColumn({ id: '1', title: '公开婚姻登记情况' }, twins)).toBeUndefined();
  });

  it('is not moved by quotation marks and words that stand in every title', () => {
    expect(likeness('及时公开“三公”经费信息', '三公经费')).toBe(1);
    expect(likeness('公开信息', '公开信息')).toBe(0);
  });
});
