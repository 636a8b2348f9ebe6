/**
 * The tables of the annual report on openness (国办公开办函〔2021〕30号): keys, labels, and how totals follow from leaves.
 * `annual-report-tables/identities.ts` checks a finished report.
 */
import type { ResultRow } from './reply-kinds.ts';

export type ColumnKey = 'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6' | 'c7';

export type RowKey = 'r1' | 'r2' | ResultRow | 'r3_7' | 'r4';

/** One line of the third table: counts by kind of applicant, `c7` their total. */
export type Row = Readonly<Record<ColumnKey, number>>;

export type Table3 = Readonly<Record<RowKey, Row>>;

export interface DocumentCounts {
  readonly made: number;
  readonly repealed: number;
  readonly inForce: number;
}

export interface Table2 {
  readonly rules: DocumentCounts;
  readonly normativeDocuments: DocumentCounts;
  readonly licences: number;
  readonly penalties: number;
  readonly coercion: number;
  /** 万元, decimal. */
  readonly chargesWan: number;
}

export interface CaseResults {
  readonly upheld: number;
  readonly corrected: number;
  readonly other: number;
  readonly pending: number;
  readonly total: number;
}

export interface Table4 {
  readonly reconsideration: CaseResults;
  readonly directLitigation: CaseResults;
  readonly litigationAfterReconsideration: CaseResults;
}

export interface AnnualReportTables {
  readonly year: number;
  readonly t2: Table2;
  readonly t3: Table3;
  readonly t4: Table4;
  /** The text of section 一, if its numbers are to be compared (I7). */
  readonly overview?: string;
}

/** Columns of the third table; 2 to 6 stand under 法人或其他组织, which has no subtotal. */
export const columns: readonly {
  readonly key: ColumnKey;
  readonly label: string;
  readonly parent: string;
}[] = [
  { key: 'c1', label: '自然人', parent: '申请人情况' },
  { key: 'c2', label: '商业企业', parent: '法人或其他组织' },
  { key: 'c3', label: '科研机构', parent: '法人或其他组织' },
  { key: 'c4', label: '社会公益组织', parent: '法人或其他组织' },
  { key: 'c5', label: '法律服务机构', parent: '法人或其他组织' },
  { key: 'c6', label: '其他', parent: '法人或其他组织' },
  { key: 'c7', label: '总计', parent: '申请人情况' },
];

export const leafColumns: readonly ColumnKey[] = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

/** What the corner cell of the third table says. */
export const cornerText = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）';

export interface RowLabel {
  readonly key: RowKey;
  readonly label: string;
  /** Merged header cells to the left; they carry no numbers. */
  readonly groups: readonly string[];
}

const results = '三、本年度办理结果';
const refusedGroup = [results, '（三）不予公开'];
const unableGroup = [results, '（四）无法提供'];
const notHandledGroup = [results, '（五）不予处理'];
const otherGroup = [results, '（六）其他处理'];

/** Rows of the third table in their order, with the official labels. */
export const rows: readonly RowLabel[] = [
  { key: 'r1', label: '一、本年新收政府信息公开申请数量', groups: [] },
  { key: 'r2', label: '二、上年结转政府信息公开申请数量', groups: [] },
  { key: 'r3_1', label: '（一）予以公开', groups: [results] },
  { key: 'r3_2', label: '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', groups: [results] },
  { key: 'r3_3_1', label: '1.属于国家秘密', groups: refusedGroup },
  { key: 'r3_3_2', label: '2.其他法律行政法规禁止公开', groups: refusedGroup },
  { key: 'r3_3_3', label: '3.危及“三安全一稳定”', groups: refusedGroup },
  { key: 'r3_3_4', label: '4.保护第三方合法权益', groups: refusedGroup },
  { key: 'r3_3_5', label: '5.属于三类内部事务信息', groups: refusedGroup },
  { key: 'r3_3_6', label: '6.属于四类过程性信息', groups: refusedGroup },
  { key: 'r3_3_7', label: '7.属于行政执法案卷', groups: refusedGroup },
  { key: 'r3_3_8', label: '8.属于行政查询事项', groups: refusedGroup },
  { key: 'r3_4_1', label: '1.本机关不掌握相关政府信息', groups: unableGroup },
  { key: 'r3_4_2', label: '2.没有现成信息需要另行制作', groups: unableGroup },
  { key: 'r3_4_3', label: '3.补正后申请内容仍不明确', groups: unableGroup },
  { key: 'r3_5_1', label: '1.信访举报投诉类申请', groups: notHandledGroup },
  { key: 'r3_5_2', label: '2.重复申请', groups: notHandledGroup },
  { key: 'r3_5_3', label: '3.要求提供公开出版物', groups: notHandledGroup },
  { key: 'r3_5_4', label: '4.无正当理由大量反复申请', groups: notHandledGroup },
  { key: 'r3_5_5', label: '5.要求行政机关确认或重新出具已获取信息', groups: notHandledGroup },
  {
    key: 'r3_6_1',
    label: '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
    groups: otherGroup,
  },
  {
    key: 'r3_6_2',
    label: '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
    groups: otherGroup,
  },
  { key: 'r3_6_3', label: '3.其他', groups: otherGroup },
  { key: 'r3_7', label: '（七）总计', groups: [results] },
  { key: 'r4', label: '四、结转下年度继续办理', groups: [] },
];

const totalRows: readonly RowKey[] = ['r1', 'r2', 'r3_7', 'r4'];

/** The 21 rows that count one outcome each. */
export const resultRows: readonly ResultRow[] = rows
  .map(({ key }) => key)
  .filter((key): key is ResultRow => !totalRows.includes(key));

/** The groups of the fourth table and their columns, in order. */
export const caseGroups: readonly { readonly key: keyof Table4; readonly label: string }[] = [
  { key: 'reconsideration', label: '行政复议' },
  { key: 'directLitigation', label: '行政诉讼（未经复议直接起诉）' },
  { key: 'litigationAfterReconsideration', label: '行政诉讼（复议后起诉）' },
];

export const caseColumns: readonly { readonly key: keyof CaseResults; readonly label: string }[] = [
  { key: 'upheld', label: '结果维持' },
  { key: 'corrected', label: '结果纠正' },
  { key: 'other', label: '其他结果' },
  { key: 'pending', label: '尚未审结' },
  { key: 'total', label: '总计' },
];

/** The blocks of the second table, in order. */
export const table2Blocks: readonly {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: keyof Table2; readonly label: string }[];
}[] = [
  {
    caption: '第二十条第（一）项',
    columns: ['本年制发件数', '本年废止件数', '现行有效件数'],
    rows: [
      { key: 'rules', label: '规章' },
      { key: 'normativeDocuments', label: '行政规范性文件' },
    ],
  },
  {
    caption: '第二十条第（五）项',
    columns: ['本年处理决定数量'],
    rows: [{ key: 'licences', label: '行政许可' }],
  },
  {
    caption: '第二十条第（六）项',
    columns: ['本年处理决定数量'],
    rows: [
      { key: 'penalties', label: '行政处罚' },
      { key: 'coercion', label: '行政强制' },
    ],
  },
  {
    caption: '第二十条第（八）项',
    columns: ['本年收费金额（单位：万元）'],
    rows: [{ key: 'chargesWan', label: '行政事业性收费' }],
  },
];

/** A count of one kind of applicant in one row; rows not given are 0. */
export interface CountedCell {
  readonly row: Exclude<RowKey, 'r3_7'>;
  readonly column: Exclude<ColumnKey, 'c7'>;
  readonly count: number;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function rowOf(cells: readonly CountedCell[], row: RowKey): Row {
  const count = (column: ColumnKey) =>
    sumOf(cells.filter(cell => cell.row === row && cell.column === column).map(cell => cell.count));
  const [c1, c2, c3, c4, c5, c6] = leafColumns.map(count) as [number, number, number, number, number, number];
  return { c1, c2, c3, c4, c5, c6, c7: c1 + c2 + c3 + c4 + c5 + c6 };
}

/** The third table from its leaves: totals are computed, so that I2 and I3 hold by construction. */
export function table3Of(cells: readonly CountedCell[]): Table3 {
  const table = Object.fromEntries(rows.map(({ key }) => [key, rowOf(cells, key)])) as Record<RowKey, Row>;
  const total = (column: ColumnKey) => sumOf(resultRows.map(row => table[row][column]));
  const sums = Object.fromEntries(columns.map(({ key }) => [key, total(key)])) as Record<ColumnKey, number>;
  return { ...table, r3_7: sums };
}

/** A group of the fourth table from its four results (I5 by construction). */
export function caseResultsOf(counts: Omit<CaseResults, 'total'>): CaseResults {
  return { ...counts, total: counts.upheld + counts.corrected + counts.other + counts.pending };
}
