import canonicalize from 'canonicalize';
import type { Sheet } from '../../../platform/sheets.ts';
import type { ReleasedDecision, ReleasedMatters, StatisticsRow } from '../contract.ts';
import { decisionLines, kindWords } from '../contract.ts';

/** Data files of a decision and of the statistics. */

/** The same decision or list has the same bytes, and so the same digest: the fields stand in one order. */
export function releasedJson(released: ReleasedDecision | ReleasedMatters): Uint8Array {
  return new TextEncoder().encode(`${canonicalize(released)}\n`);
}

export function decisionSheet(released: ReleasedDecision): Sheet {
  const lines = decisionLines(released);
  return { name: '决定', heads: lines.map(([head]) => head), rows: [lines.map(([, value]) => value)] };
}

export function statisticsSheet(year: number, rows: readonly StatisticsRow[]): Sheet {
  return {
    name: `${year}年行政执法统计`,
    heads: [
      '执法类别',
      '作出决定（件）',
      '正在公示（件）',
      '逾期公示（件）',
      '依法不公示（件）',
      '变更、撤销等（件）',
      '罚款（元）',
      '没收（元）',
    ],
    rows: rows.map(row => [
      kindWords[row.kind],
      row.decided,
      row.public,
      row.late,
      row.withheld,
      row.corrected,
      row.fineYuan,
      row.confiscatedYuan,
    ]),
  };
}

export function matterSheet({ matters }: ReleasedMatters): Sheet {
  return {
    name: '行政执法事项清单',
    heads: ['执法事项', '执法类别', '编码', '执法主体', '执法职责', '执法权限', '执法依据', '承办单位'],
    rows: matters.map(({ code, kind, name, organ, duty, power, basis, unitName }) => [
      ...[name, kindWords[kind], code, organ, duty, power, basis, unitName],
    ]),
  };
}
