import {
  type AnnualReportTables,
  caseColumns,
  caseGroups,
  columns,
  cornerText,
  rows,
  type Table2,
  table2Blocks,
} from '../../../law/annual-report-tables.ts';
import type { LaidCell, LaidTable } from '../contract.ts';

/**
 * The three tables laid out as the official format has them (国办公开办函〔2021〕30号): merged cells, three header
 * levels, corner text. One layout for page, document and workbook.
 */

type Header = LaidCell['header'];

function head(text: string, header: Header, colspan = 1, rowspan = 1): LaidCell {
  return { text, header, colspan, rowspan, cell: null, value: null };
}

/** 件 as whole numbers; 万元 without needless zeros. */
export function numberWords(value: number): string {
  return Number.isInteger(value) ? `${value}` : `${Number(value.toFixed(6))}`;
}

function number(cell: string, value: number, colspan = 1): LaidCell {
  return { text: numberWords(value), header: null, colspan, rowspan: 1, cell, value };
}

const documentCounts = ['made', 'repealed', 'inForce'] as const;

function table2Numbers(t2: Table2, key: keyof Table2): LaidCell[] {
  if (key === 'rules' || key === 'normativeDocuments')
    return documentCounts.map(name => number(`t2.${key}.${name}`, t2[key][name]));
  return [number(`t2.${key}`, t2[key], 3)];
}

/** 二、主动公开政府信息情况: four blocks, each with its own head. */
export function layTable2({ t2 }: AnnualReportTables): LaidTable {
  const groups = table2Blocks.map(block => ({
    isHead: false,
    rows: [
      [head(block.caption, 'rowgroup', 4)],
      [
        head('信息内容', 'col'),
        ...block.columns.map(label => head(label, 'col', block.columns.length === 1 ? 3 : 1)),
      ],
      ...block.rows.map(({ key, label }) => [head(label, 'row'), ...table2Numbers(t2, key)]),
    ],
  }));
  return { key: 't2', caption: '主动公开政府信息情况', widths: [34, 22, 22, 22], groups };
}

const table3Head: LaidCell[][] = [
  [head(cornerText, null, 3, 3), head('申请人情况', 'colgroup', 7)],
  [head('自然人', 'col', 1, 2), head('法人或其他组织', 'colgroup', 5), head('总计', 'col', 1, 2)],
  columns.filter(({ parent }) => parent === '法人或其他组织').map(({ label }) => head(label, 'col')),
];

/** Header cells of a row: its group cells where a group begins, then its own label over what is left of three columns. */
function rowHeads(at: number): LaidCell[] {
  const { label, groups } = rows[at]!;
  const before = rows[at - 1]?.groups ?? [];
  const beginning = groups.flatMap((group, level) => {
    if (before[level] === group) return [];
    const size = rows.filter(row => row.groups[level] === group).length;
    return [head(group, 'rowgroup', 1, size)];
  });
  return [...beginning, head(label, 'row', 3 - groups.length)];
}

/** 三、收到和处理政府信息公开申请情况: 28 rows, three columns of headers and seven of numbers. */
export function layTable3({ t3 }: AnnualReportTables): LaidTable {
  const body = rows.map(({ key }, at) => [
    ...rowHeads(at),
    ...columns.map(column => number(`t3.${key}.${column.key}`, t3[key][column.key])),
  ]);
  return {
    key: 't3',
    caption: '收到和处理政府信息公开申请情况',
    widths: [7, 11, 33, 7, 7, 7, 7, 7, 7, 7],
    groups: [
      { isHead: true, rows: table3Head },
      { isHead: false, rows: body },
    ],
  };
}

/** 四、政府信息公开行政复议、行政诉讼情况: one row of fifteen numbers. */
export function layTable4({ t4 }: AnnualReportTables): LaidTable {
  const labels = (rowspan: number) => caseColumns.map(({ label }) => head(label, 'col', 1, rowspan));
  const table4Head = [
    [head('行政复议', 'colgroup', 5), head('行政诉讼', 'colgroup', 10)],
    [...labels(2), head('未经复议直接起诉', 'colgroup', 5), head('复议后起诉', 'colgroup', 5)],
    [...labels(1), ...labels(1)],
  ];
  const numbers = caseGroups.flatMap(group =>
    caseColumns.map(({ key }) => number(`t4.${group.key}.${key}`, t4[group.key][key])),
  );
  return {
    key: 't4',
    caption: '政府信息公开行政复议、行政诉讼情况',
    widths: numbers.map(() => 100 / numbers.length),
    groups: [
      { isHead: true, rows: table4Head },
      { isHead: false, rows: [numbers] },
    ],
  };
}

export function layTables(report: AnnualReportTables): LaidTable[] {
  return [layTable2(report), layTable3(report), layTable4(report)];
}

/** Columns of a laid table. */
export function widthOf(table: LaidTable): number {
  return table.widths.length;
}

/** A cell with the place where it begins, counted from 0 over the whole table. */
export interface PlacedCell {
  readonly laid: LaidCell;
  readonly row: number;
  readonly column: number;
}

/** Where every cell begins: merged cells push those after them to the right. */
export function placeCells({ groups }: LaidTable): PlacedCell[] {
  const taken = new Set<string>();
  return groups
    .flatMap(group => group.rows)
    .flatMap((cells, row) => {
      let column = 0;
      return cells.map(laid => {
        while (taken.has(`${row} ${column}`)) column += 1;
        const place = { laid, row, column };
        for (let down = 0; down < laid.rowspan; down += 1)
          for (let right = 0; right < laid.colspan; right += 1) taken.add(`${row + down} ${column + right}`);
        column += laid.colspan;
        return place;
      });
    });
}
