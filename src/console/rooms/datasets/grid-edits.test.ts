import { describe, expect, it } from 'vitest';
import type { GridRow } from '../../../contexts/datasets/contract.ts';
import { blockOf, pasted, typedNumber, writesOf } from './grid-edits.ts';

const measures = ['a', 'b', 'c'].map(id => ({
  id,
  name: id,
  unit: '人',
  rule: 'sum' as const,
  countsPersons: false,
}));
const row = (region: string, entered: readonly string[]): GridRow => ({
  ...{ region, regionName: region, class: null, className: '', part: region },
  ...{ values: {}, before: {}, suppressed: [], entered: [...entered] },
});
const rows = [row('r1', ['a', 'b', 'c']), row('r2', ['a', 'c'])];

describe('the grid of an edition', () => {
  it.each([
    ['1,200.5', 1200.5],
    ['１２', 12],
    ['-3', -3],
    ['1,2', undefined],
    ['3人', undefined],
  ])('reads %s as people type it', (text, value) => {
    expect(typedNumber(text)).toBe(value);
  });

  it('takes a block from a spreadsheet, leaves computed cells alone and does not run over the edge', () => {
    const laid = pasted({ measures }, rows, { row: 0, column: 1 }, blockOf('1\t2\t9\r\n3\t4\r\n5\t6\r\n'));
    expect([...laid]).toEqual([
      ['cell-r1--b', '1'],
      ['cell-r1--c', '2'],
      ['cell-r2--c', '4'],
    ]);
  });

  it('sends numbers by part, empties a cell that was emptied, and names what is no number', () => {
    const edits = new Map([
      ['cell-r1--a', '5'],
      ['cell-r2--a', ''],
      ['cell-r2--c', '约五'],
    ]);
    const { parts, wrong } = writesOf({ measures }, rows, edits);
    expect([...parts].map(([part, cells]) => [part, cells.map(cell => cell.value)])).toEqual([
      ['r1', [5]],
      ['r2', [null]],
    ]);
    expect(wrong).toEqual(['cell-r2--c']);
  });
});
