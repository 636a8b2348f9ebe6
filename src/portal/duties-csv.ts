import type { PublicDuty } from './view.ts';

/** The ledger as a table for spreadsheets, with a byte order mark. */
export function dutiesCsv(duties: readonly PublicDuty[]): string {
  // A leading = + - @ would be run as a formula by a spreadsheet.
  const cell = (value: string | number): string => {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const head = [
    '序号',
    '公开事项',
    '期间',
    '责任单位',
    '到期日',
    '是否暂定',
    '状态',
    '完成日',
    '已公开要素',
    '应公开要素',
  ];
  const rows = duties.map(d => [
    d.leafId,
    d.title,
    d.periodWords,
    d.unitName,
    d.dueOn,
    d.provisional ? '是' : '否',
    d.state,
    d.metOn ?? '',
    d.covered,
    d.required,
  ]);
  return `\uFEFF${[head, ...rows].map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
