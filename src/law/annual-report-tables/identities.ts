/** What must hold between the cells of an annual report: I1–I5 block it, I6–I8 warn. */
import {
  type AnnualReportTables,
  type CaseResults,
  type ColumnKey,
  caseColumns,
  caseGroups,
  columns,
  leafColumns,
  resultRows,
  rows,
  type Table2,
} from '../annual-report-tables.ts';
import type { Mark } from '../citation.ts';

export type Identity = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8';

/** One identity that does not hold, and every cell it speaks of. */
export interface BrokenIdentity {
  readonly identity: Identity;
  /** `t3.r1.c1`. */
  readonly cells: readonly string[];
  /** In Chinese, with the numbers. */
  readonly message: string;
  readonly mark?: Mark;
}

export interface ReportCheck {
  /** True if no identity of I1 to I5 is broken. */
  readonly ok: boolean;
  readonly broken: readonly BrokenIdentity[];
  readonly warnings: readonly BrokenIdentity[];
}

const columnLabels = Object.fromEntries(columns.map(({ key, label }) => [key, label])) as Record<
  ColumnKey,
  string
>;

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** I1 第一项加第二项之和，等于第三项加第四项之和. */
function balance({ t3 }: AnnualReportTables): BrokenIdentity[] {
  return columns
    .filter(({ key }) => t3.r1[key] + t3.r2[key] !== t3.r3_7[key] + t3.r4[key])
    .map(({ key, label }) => ({
      identity: 'I1',
      cells: ['r1', 'r2', 'r3_7', 'r4'].map(row => `t3.${row}.${key}`),
      message: `“${label}”列：本年新收${t3.r1[key]}加上年结转${t3.r2[key]}等于${t3.r1[key] + t3.r2[key]}，办理结果总计${t3.r3_7[key]}加结转下年度${t3.r4[key]}等于${t3.r3_7[key] + t3.r4[key]}，两者应当相等。`,
    }));
}

/** I2 the total of results is the sum of the 21 leaf rows. */
function resultSum({ t3 }: AnnualReportTables): BrokenIdentity[] {
  return columns.flatMap(({ key, label }) => {
    const sum = sumOf(resultRows.map(row => t3[row][key]));
    if (sum === t3.r3_7[key]) return [];
    const message = `“${label}”列：各项办理结果之和为${sum}，“（七）总计”填写为${t3.r3_7[key]}，应当相等。`;
    return [
      { identity: 'I2', cells: [...resultRows, 'r3_7'].map(row => `t3.${row}.${key}`), message },
    ] as const;
  });
}

/** I3 总计 of each row is the sum of its six columns. */
function rowSum({ t3 }: AnnualReportTables): BrokenIdentity[] {
  return rows.flatMap(({ key, label }) => {
    const sum = sumOf(leafColumns.map(column => t3[key][column]));
    if (sum === t3[key].c7) return [];
    const message = `“${label}”行：各类申请人之和为${sum}，“总计”填写为${t3[key].c7}，应当相等。`;
    return [{ identity: 'I3', cells: columns.map(column => `t3.${key}.${column.key}`), message }] as const;
  });
}

/** I4 what was carried over is what the year before left (inferred from the labels). */
function carriedOver({ t3 }: AnnualReportTables, previous: AnnualReportTables): BrokenIdentity[] {
  return columns
    .filter(({ key }) => t3.r2[key] !== previous.t3.r4[key])
    .map(({ key }) => ({
      identity: 'I4',
      cells: [`t3.r2.${key}`, `${previous.year}.t3.r4.${key}`],
      message: `“${columnLabels[key]}”列：上年结转填写为${t3.r2[key]}，${previous.year}年报告结转下年度为${previous.t3.r4[key]}，应当相等。`,
      mark: 'inference',
    }));
}

/** I5 each group of the fourth table adds up. */
function caseSum({ t4 }: AnnualReportTables): BrokenIdentity[] {
  return caseGroups.flatMap(({ key, label }) => {
    const { total, ...parts }: CaseResults = t4[key];
    const sum = parts.upheld + parts.corrected + parts.other + parts.pending;
    if (sum === total) return [];
    const cells = caseColumns.map(column => `t4.${key}.${column.key}`);
    const message = `“${label}”：各项结果之和为${sum}，“总计”填写为${total}，应当相等。`;
    return [{ identity: 'I5', cells, message }] as const;
  });
}

/** I6 documents in force = those of last year + made − repealed. */
function inForce({ t2 }: AnnualReportTables, previous: AnnualReportTables): BrokenIdentity[] {
  const kinds = [
    ['rules', '规章'],
    ['normativeDocuments', '行政规范性文件'],
  ] as const;
  return kinds.flatMap(([key, label]) => {
    const expected = previous.t2[key].inForce + t2[key].made - t2[key].repealed;
    if (t2[key].inForce === expected) return [];
    const message = `“${label}”：上年现行有效${previous.t2[key].inForce}件加本年制发${t2[key].made}件减本年废止${t2[key].repealed}件为${expected}件，填写为${t2[key].inForce}件，请核对。`;
    const cells = [
      ...['made', 'repealed', 'inForce'].map(name => `t2.${key}.${name}`),
      `${previous.year}.t2.${key}.inForce`,
    ];
    return [{ identity: 'I6', cells, message, mark: 'inference' }] as const;
  });
}

interface TextNumber {
  readonly form: RegExp;
  readonly cells: readonly string[];
  readonly value: (report: AnnualReportTables) => number;
}

/** Where section 一 usually says a number that stands in a table. */
const textNumbers: readonly TextNumber[] = [
  {
    form: /(?:本年|新)(?:新)?(?:收|受理|收到)[^。；，,]{0,16}?(\d+)\s*件/,
    cells: ['t3.r1.c7'],
    value: report => report.t3.r1.c7,
  },
  {
    form: /上年(?:度)?结转[^。；，,]{0,16}?(\d+)\s*件/,
    cells: ['t3.r2.c7'],
    value: report => report.t3.r2.c7,
  },
  {
    form: /结转(?:至)?下(?:一)?年(?:度)?[^。；，,]{0,16}?(\d+)\s*件/,
    cells: ['t3.r4.c7'],
    value: report => report.t3.r4.c7,
  },
  {
    form: /行政复议[^。；，,]{0,12}?(\d+)\s*件/,
    cells: ['t4.reconsideration.total'],
    value: report => report.t4.reconsideration.total,
  },
  {
    form: /行政诉讼[^。；，,]{0,12}?(\d+)\s*件/,
    cells: ['t4.directLitigation.total', 't4.litigationAfterReconsideration.total'],
    value: report => report.t4.directLitigation.total + report.t4.litigationAfterReconsideration.total,
  },
];

/** I7 numbers in the text of section 一 are those of the tables. */
function textAgrees(report: AnnualReportTables): BrokenIdentity[] {
  const text = report.overview ?? '';
  return textNumbers.flatMap(({ form, cells, value }) => {
    const match = form.exec(text);
    if (match === null || Number(match[1]) === value(report)) return [];
    const message = `总体情况中写明“${match[0]}”，表格中为${value(report)}件，请核对。`;
    return [{ identity: 'I7', cells: ['overview', ...cells], message, mark: 'inference' }] as const;
  });
}

/** Every cell with its address, and whether it is an amount of money. */
export function cellsOf({
  t2,
  t3,
  t4,
}: AnnualReportTables): { cell: string; value: number; amount: boolean }[] {
  const counts = (['rules', 'normativeDocuments'] as const).flatMap(key =>
    (['made', 'repealed', 'inForce'] as const).map(name => ({
      cell: `t2.${key}.${name}`,
      value: t2[key][name],
    })),
  );
  const single = (['licences', 'penalties', 'coercion'] satisfies (keyof Table2)[]).map(key => ({
    cell: `t2.${key}`,
    value: t2[key],
  }));
  const table3 = rows.flatMap(row =>
    columns.map(({ key }) => ({ cell: `t3.${row.key}.${key}`, value: t3[row.key][key] })),
  );
  const table4 = caseGroups.flatMap(group =>
    caseColumns.map(({ key }) => ({ cell: `t4.${group.key}.${key}`, value: t4[group.key][key] })),
  );
  const whole = [...counts, ...single, ...table3, ...table4].map(each => ({ ...each, amount: false }));
  return [...whole, { cell: 't2.chargesWan', value: t2.chargesWan, amount: true }];
}

/** I8 whole numbers not below zero, but for the amount of charges. */
function plainNumbers(report: AnnualReportTables): BrokenIdentity[] {
  return cellsOf(report)
    .filter(({ value, amount }) => value < 0 || !(amount || Number.isInteger(value)))
    .map(({ cell, value, amount }) => ({
      identity: 'I8',
      cells: [cell],
      message: `单元格${cell}填写为${value}，应为${amount ? '不小于零的金额' : '不小于零的整数'}。`,
      mark: 'inference',
    }));
}

/** Checks a report, against last year's if it is given; names every broken identity with its cells. */
export function checkAnnualReport(report: AnnualReportTables, previous?: AnnualReportTables): ReportCheck {
  const broken = [
    ...balance(report),
    ...resultSum(report),
    ...rowSum(report),
    ...(previous === undefined ? [] : carriedOver(report, previous)),
    ...caseSum(report),
  ];
  const warnings = [
    ...(previous === undefined ? [] : inForce(report, previous)),
    ...textAgrees(report),
    ...plainNumbers(report),
  ];
  return { ok: broken.length === 0, broken, warnings };
}
