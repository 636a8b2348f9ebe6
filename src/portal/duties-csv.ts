import { csvText } from '../platform/sheets.ts';
import type { PublicDuty } from './view.ts';

/** The ledger as a table for spreadsheets. */
export function dutiesCsv(duties: readonly PublicDuty[]): string {
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
  return csvText([head, ...rows]);
}
