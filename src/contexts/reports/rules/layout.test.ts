import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../law/annual-report-tables/identities.ts';
import { caseResultsOf, columns, cornerText, rows, table3Of } from '../../../law/annual-report-tables.ts';
import { layTable2, layTable3, layTable4, layTables, numberWords, placeCells, widthOf } from './layout.ts';

const results = caseResultsOf({ upheld: 1, corrected: 2, other: 3, pending: 4 });
const report = {
  year: 2025,
  t2: {
    rules: { made: 0, repealed: 0, inForce: 0 },
    normativeDocuments: { made: 3, repealed: 1, inForce: 12 },
    licences: 40,
    penalties: 2,
    coercion: 0,
    chargesWan: 1.25,
  },
  t3: table3Of([
    { row: 'r1', column: 'c1', count: 7 },
    { row: 'r3_1', column: 'c1', count: 5 },
    { row: 'r4', column: 'c1', count: 2 },
  ]),
  t4: { reconsideration: results, directLitigation: results, litigationAfterReconsideration: results },
};

/** Every field of the grid taken exactly once. */
function gridOf(table: ReturnType<typeof layTable3>): string[][] {
  const grid: string[][] = [];
  for (const { laid, row, column } of placeCells(table))
    for (let down = row; down < row + laid.rowspan; down += 1)
      for (let right = column; right < column + laid.colspan; right += 1) {
        grid[down] ??= [];
        expect(grid[down]![right], `${laid.text} at ${down},${right}`).toBeUndefined();
        grid[down]![right] = laid.text;
      }
  return grid;
}

describe('国办公开办函〔2021〕30号: the layout of the tables', () => {
  it('fills a whole rectangle in every table, no field twice and none empty', () => {
    for (const table of layTables(report)) {
      const grid = gridOf(table);
      for (const line of grid) {
        expect(line).toHaveLength(widthOf(table));
        expect(line.every(text => text !== undefined && text !== '')).toBe(true);
      }
    }
    expect(layTables(report).map(table => gridOf(table).length)).toEqual([14, 28, 4]);
  });

  it('has the corner text, three levels of heads and seven columns in the third table', () => {
    const grid = gridOf(layTable3(report));
    expect(grid[0]!.slice(0, 3)).toEqual([cornerText, cornerText, cornerText]);
    expect(grid[2]![0]).toBe(cornerText);
    expect(grid[0]!.slice(3)).toEqual(Array(7).fill('申请人情况'));
    expect(grid[1]!.slice(3)).toEqual(['自然人', ...Array(5).fill('法人或其他组织'), '总计']);
    expect(grid[2]!.slice(3)).toEqual(columns.map(({ label }) => label));
  });

  it('merges the heads of the rows as the format does', () => {
    const grid = gridOf(layTable3(report));
    const heads = grid.slice(3).map(line => line.slice(0, 3));
    const label = (key: string) => rows.find(row => row.key === key)!.label;
    expect(heads[0]).toEqual(Array(3).fill(label('r1')));
    expect(heads[2]).toEqual(['三、本年度办理结果', label('r3_1'), label('r3_1')]);
    expect(heads[4]).toEqual(['三、本年度办理结果', '（三）不予公开', '1.属于国家秘密']);
    expect(heads[23]).toEqual(['三、本年度办理结果', '（七）总计', '（七）总计']);
    expect(heads[24]).toEqual(Array(3).fill(label('r4')));
    const spans = placeCells(layTable3(report))
      .filter(({ laid }) => laid.header === 'rowgroup')
      .map(({ laid }) => [laid.text, laid.rowspan]);
    expect(spans).toEqual([
      ['三、本年度办理结果', 22],
      ['（三）不予公开', 8],
      ['（四）无法提供', 3],
      ['（五）不予处理', 5],
      ['（六）其他处理', 3],
    ]);
  });

  it('has one row of fifteen numbers in the fourth table under its heads', () => {
    const grid = gridOf(layTable4(report));
    expect(grid[0]).toEqual([...Array(5).fill('行政复议'), ...Array(10).fill('行政诉讼')]);
    expect(grid[1]!.slice(5)).toEqual([...Array(5).fill('未经复议直接起诉'), ...Array(5).fill('复议后起诉')]);
    const labels = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
    expect(grid[2]).toEqual([...labels, ...labels, ...labels]);
    expect(grid[3]).toEqual(['1', '2', '3', '4', '10', '1', '2', '3', '4', '10', '1', '2', '3', '4', '10']);
  });

  it('has four blocks in the second table, each under its article', () => {
    const grid = gridOf(layTable2(report));
    expect(grid.filter(line => new Set(line).size === 1).map(line => line[0])).toEqual([
      '第二十条第（一）项',
      '第二十条第（五）项',
      '第二十条第（六）项',
      '第二十条第（八）项',
    ]);
    expect(grid[3]).toEqual(['行政规范性文件', '3', '1', '12']);
    expect(grid.at(-1)).toEqual(['行政事业性收费', '1.25', '1.25', '1.25']);
  });

  it('shows every cell of the report once, with its own number', () => {
    const laid = layTables(report).flatMap(table => placeCells(table).map(({ laid: cell }) => cell));
    const shown = laid.filter(({ cell }) => cell !== null).map(({ cell, value }) => [cell!, value]);
    const wanted = cellsOf(report).map(({ cell, value }) => [cell, value]);
    const sort = (list: (readonly (string | number | null)[])[]) =>
      [...list].sort((a, b) => String(a[0]).localeCompare(String(b[0])));
    expect(sort(shown)).toEqual(sort(wanted));
  });

  it('writes whole numbers plainly and amounts without needless zeros', () => {
    expect([0, 12, 1.5, 0.1 + 0.2, 3.4e-7].map(numberWords)).toEqual(['0', '12', '1.5', '0.3', '0']);
  });
});
