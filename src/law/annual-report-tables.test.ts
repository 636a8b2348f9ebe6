import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, checkAnnualReport } from './annual-report-tables/identities.ts';
import {
  type AnnualReportTables,
  type CountedCell,
  caseColumns,
  caseGroups,
  caseResultsOf,
  columns,
  cornerText,
  leafColumns,
  resultRows,
  rows,
  table2Blocks,
  table3Of,
} from './annual-report-tables.ts';

const none = { upheld: 0, corrected: 0, other: 0, pending: 0 };

function reportOf(cells: readonly CountedCell[], more: Partial<AnnualReportTables> = {}): AnnualReportTables {
  const documents = { made: 0, repealed: 0, inForce: 0 };
  return {
    year: 2025,
    t2: {
      rules: documents,
      normativeDocuments: documents,
      licences: 0,
      penalties: 0,
      coercion: 0,
      chargesWan: 0,
    },
    t3: table3Of(cells),
    t4: {
      reconsideration: caseResultsOf(none),
      directLitigation: caseResultsOf(none),
      litigationAfterReconsideration: caseResultsOf(none),
    },
    ...more,
  };
}

const sample: readonly CountedCell[] = [
  { row: 'r1', column: 'c1', count: 7 },
  { row: 'r1', column: 'c2', count: 2 },
  { row: 'r2', column: 'c1', count: 1 },
  { row: 'r3_1', column: 'c1', count: 4 },
  { row: 'r3_3_4', column: 'c1', count: 2 },
  { row: 'r3_5_1', column: 'c2', count: 2 },
  { row: 'r4', column: 'c1', count: 2 },
];

function withCell(
  report: AnnualReportTables,
  row: keyof AnnualReportTables['t3'],
  column: 'c1' | 'c7',
  value: number,
) {
  return { ...report, t3: { ...report.t3, [row]: { ...report.t3[row], [column]: value } } };
}

function brokenOf(report: AnnualReportTables, previous?: AnnualReportTables): string[] {
  return checkAnnualReport(report, previous).broken.map(({ identity }) => identity);
}

describe('国办公开办函〔2021〕30号：the tables', () => {
  it('has 25 rows, 21 of them results, and 7 columns', () => {
    expect(rows).toHaveLength(25);
    expect(resultRows).toHaveLength(21);
    expect(columns.map(({ label }) => label)).toEqual([
      '自然人',
      '商业企业',
      '科研机构',
      '社会公益组织',
      '法律服务机构',
      '其他',
      '总计',
    ]);
    expect(leafColumns).toEqual(columns.slice(0, 6).map(({ key }) => key));
    expect(cornerText).toContain('第一项加第二项之和，等于第三项加第四项之和');
    expect(rows.filter(({ groups }) => groups[1] === '（四）无法提供').map(({ key }) => key)).toEqual([
      'r3_4_1',
      'r3_4_2',
      'r3_4_3',
    ]);
    expect(rows.filter(({ groups }) => groups.length > 0)).toHaveLength(22);
    expect(caseGroups).toHaveLength(3);
    expect(caseColumns.map(({ label }) => label)).toEqual([
      '结果维持',
      '结果纠正',
      '其他结果',
      '尚未审结',
      '总计',
    ]);
    expect(table2Blocks.map(({ caption }) => caption)).toEqual([
      '第二十条第（一）项',
      '第二十条第（五）项',
      '第二十条第（六）项',
      '第二十条第（八）项',
    ]);
  });

  it('computes totals from leaves', () => {
    const { t3 } = reportOf(sample);
    expect(t3.r1).toEqual({ c1: 7, c2: 2, c3: 0, c4: 0, c5: 0, c6: 0, c7: 9 });
    expect(t3.r3_7).toMatchObject({ c1: 6, c2: 2, c7: 8 });
    expect(caseResultsOf({ upheld: 1, corrected: 2, other: 3, pending: 4 }).total).toBe(10);
  });

  it('holds I2, I3 and I5 by construction, whatever is counted', () => {
    const cell = fc.record({
      row: fc.constantFrom(...rows.map(({ key }) => key).filter(key => key !== 'r3_7')),
      column: fc.constantFrom(...(['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const)),
      count: fc.nat({ max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(cell), cells => {
        const broken = brokenOf(reportOf(cells as CountedCell[]));
        expect(broken.filter(identity => identity !== 'I1')).toEqual([]);
      }),
    );
  });
});

describe('国办公开办函〔2021〕30号：the identities', () => {
  it('passes a report whose identities hold', () => {
    expect(checkAnnualReport(reportOf(sample))).toEqual({ ok: true, broken: [], warnings: [] });
  });

  it('I1 names the column and its four cells', () => {
    const check = checkAnnualReport(reportOf([...sample, { row: 'r1', column: 'c3', count: 1 }]));
    expect(check.ok).toBe(false);
    expect(check.broken.map(({ identity, cells }) => [identity, cells])).toEqual([
      ['I1', ['t3.r1.c3', 't3.r2.c3', 't3.r3_7.c3', 't3.r4.c3']],
      ['I1', ['t3.r1.c7', 't3.r2.c7', 't3.r3_7.c7', 't3.r4.c7']],
    ]);
    expect(check.broken[1]?.message).toBe(
      '“总计”列：本年新收10加上年结转1等于11，办理结果总计8加结转下年度2等于10，两者应当相等。',
    );
    expect(check.broken[0]?.message).toContain('“科研机构”列');
  });

  it('I2 names the sum and its 22 cells', () => {
    const check = checkAnnualReport(withCell(reportOf(sample), 'r3_1', 'c1', 3));
    const sum = check.broken.find(({ identity }) => identity === 'I2');
    expect(sum?.cells).toHaveLength(22);
    expect(sum?.cells).toContain('t3.r3_7.c1');
    expect(sum?.message).toContain('之和为5');
  });

  it('I3 names the row', () => {
    const check = checkAnnualReport(withCell(reportOf(sample), 'r3_5_2', 'c7', 1));
    const row = check.broken.find(({ identity }) => identity === 'I3');
    expect(row?.cells).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'].map(key => `t3.r3_5_2.${key}`));
    expect(row?.message).toContain('2.重复申请');
  });

  it('I4 compares with the year before', () => {
    const previous = {
      ...reportOf([
        { row: 'r1', column: 'c1', count: 1 },
        { row: 'r4', column: 'c1', count: 1 },
      ]),
      year: 2024,
    };
    expect(brokenOf(reportOf(sample), previous)).toEqual([]);
    const check = checkAnnualReport(reportOf(sample), { ...reportOf([]), year: 2024 });
    expect(check.broken.map(({ identity, cells, mark }) => [identity, cells, mark])).toEqual([
      ['I4', ['t3.r2.c1', '2024.t3.r4.c1'], 'inference'],
      ['I4', ['t3.r2.c7', '2024.t3.r4.c7'], 'inference'],
    ]);
  });

  it.each(['reconsideration', 'directLitigation', 'litigationAfterReconsideration'] as const)(
    'I5 names %s',
    group => {
      const report = reportOf(sample);
      const check = checkAnnualReport({
        ...report,
        t4: { ...report.t4, [group]: { ...report.t4[group], pending: 1 } },
      });
      expect(check.broken).toHaveLength(1);
      expect(check.broken[0]).toMatchObject({
        identity: 'I5',
        cells: ['upheld', 'corrected', 'other', 'pending', 'total'].map(key => `t4.${group}.${key}`),
      });
    },
  );

  it('names every broken identity at once', () => {
    const report = withCell(withCell(reportOf(sample), 'r3_1', 'c1', 3), 'r4', 'c7', 9);
    expect(brokenOf(report)).toEqual(['I1', 'I2', 'I3', 'I3']);
  });

  it('I6 warns where the documents in force do not follow from last year', () => {
    const base = reportOf(sample);
    const t2 = { ...base.t2, normativeDocuments: { made: 2, repealed: 1, inForce: 12 } };
    const previous = {
      ...base,
      year: 2024,
      t2: { ...t2, normativeDocuments: { made: 0, repealed: 0, inForce: 10 } },
    };
    const check = checkAnnualReport({ ...base, t2 }, previous);
    expect(check.warnings).toHaveLength(1);
    expect(check.warnings[0]).toMatchObject({ identity: 'I6', mark: 'inference' });
    expect(check.warnings[0]?.message).toContain('为11件，填写为12件');
    expect(check.warnings[0]?.cells).toContain('2024.t2.normativeDocuments.inForce');
    const right = { ...t2, normativeDocuments: { made: 2, repealed: 1, inForce: 11 } };
    expect(checkAnnualReport({ ...base, t2: right }, previous).warnings).toEqual([]);
  });

  it.each([
    ['本年新收政府信息公开申请9件，上年结转1件，结转下年度办理2件。', []],
    ['本年新收政府信息公开申请8件。', ['t3.r1.c7']],
    ['上年结转3件。', ['t3.r2.c7']],
    ['结转下年度继续办理5件。', ['t3.r4.c7']],
    ['发生行政复议2件。', ['t4.reconsideration.total']],
    ['行政诉讼1件。', ['t4.directLitigation.total', 't4.litigationAfterReconsideration.total']],
  ])('I7 compares the text: %s', (overview, cells) => {
    const { warnings, ok } = checkAnnualReport(reportOf(sample, { overview }));
    expect(ok).toBe(true);
    expect(warnings.map(each => each.cells)).toEqual(cells.length === 0 ? [] : [['overview', ...cells]]);
  });

  it('I8 warns of numbers that count nothing', () => {
    const report = reportOf([
      { row: 'r1', column: 'c1', count: -1 },
      { row: 'r4', column: 'c1', count: -1 },
    ]);
    const t2 = { ...report.t2, licences: 1.5, chargesWan: 0.35 };
    const cells = checkAnnualReport({ ...report, t2 }).warnings.map(each => each.cells[0]);
    expect(cells).toEqual(['t2.licences', 't3.r1.c1', 't3.r1.c7', 't3.r4.c1', 't3.r4.c7']);
    const negative = checkAnnualReport({ ...reportOf([]), t2: { ...report.t2, chargesWan: -0.1 } });
    expect(negative.warnings[0]?.message).toContain('不小于零的金额');
  });

  it('knows every cell once', () => {
    const cells = cellsOf(reportOf(sample)).map(({ cell }) => cell);
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(10 + 25 * 7 + 15);
  });
});
