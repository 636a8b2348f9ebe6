import { HtmlValidate } from 'html-validate';
import { render as renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { PublishedEdition } from '../../../contexts/datasets/contract.ts';
import { Bars } from '../../charts/bars.tsx';
import { collectionOf } from './collection.ts';
import { edition, publicEdition } from './editions.fixture.ts';
import { comparisonSheets } from './flat-files.ts';
import { ComparedYears } from './year-comparison.tsx';
import { reasonSentences, yearComparison } from './years.ts';

const about: PublishedEdition['dataset'] = {
  ...{ id: 'accounts', title: '预算和决算', description: '部门收支。', definition: '全年数。' },
  ...{ source: '决算报表', ownerUnit: '财务科', periodicity: 'year', regions: false },
  classes: [
    { id: 'staff', name: '人员支出' },
    { id: 'projects', name: '项目支出' },
    { id: 'new', name: '新设科目' },
  ],
  measures: [
    { id: 'final', name: '决算数', unit: '万元', rule: 'sum' },
    { id: 'remark', name: '备注', unit: '', rule: 'text' },
  ],
};

function year(period: string, values: readonly (number | null)[], over: Partial<PublishedEdition> = {}) {
  const rows = [null, 'staff', 'projects', 'new'].map((kind, at) => ({
    ...{ region: null, regionName: '全市', class: kind, suppressed: [] },
    values: { final: values[at] ?? null, remark: null },
  }));
  const made = { dataset: about, periodWords: `${period}年`, rows, notes: [], ...over };
  return publicEdition(edition(period, made));
}

const changes = {
  ...{ against: '2017', share: 0.2 },
  reasons: [{ region: null, class: 'projects', measure: 'final', words: '新增项目。' }],
};
const roomOf = (...editions: ReturnType<typeof year>[]) => collectionOf(editions).sets[0]!;
const room = roomOf(year('2017', [150, 100, 50, 0]), year('2018', [163.5, 96, 62.5, 5], { changes }));

describe('a year beside the year before', () => {
  it('has amount, change, percent and the signed reason of each line', () => {
    const { measures, share } = yearComparison(room, room.periods[0]!)!;
    expect(share).toBe(0.2);
    expect(measures.map(({ measure }) => measure.id)).toEqual(['final']);
    expect(measures[0]!.lines.map(line => Object.values(line))).toEqual([
      ['合计', '150', '163.5', '+13.5', '+9%', false, ''],
      ['人员支出', '100', '96', '−4', '−4%', false, ''],
      ['项目支出', '50', '62.5', '+12.5', '+25%', true, '新增项目。'],
      ['新设科目', '0', '5', '+5', '', true, ''],
    ]);
  });

  it('is not made of the first year, of a year that is not public, nor of quarters', () => {
    expect(yearComparison(room, room.periods[1]!)).toBeNull();
    const gap = roomOf(year('2016', [1, 1, 0, 0]), year('2018', [9, 9, 0, 0], { changes }));
    expect(yearComparison(gap, gap.periods[0]!)).toBeNull();
    expect(reasonSentences(gap.periods[0]!.current.edition)).toEqual([
      '与上年相比，全市　项目支出　决算数：新增项目。',
    ]);
    const quarters = collectionOf([publicEdition(edition('2019Q1')), publicEdition(edition('2019Q2'))])
      .sets[0]!;
    expect(yearComparison(quarters, quarters.periods[0]!)).toBeNull();
  });

  it('computes nothing from a figure that is hidden or was not collected', () => {
    const hidden = year('2018', [120, null, 62.5, null], { changes });
    hidden.edition.rows[1]!.suppressed.push('final');
    const few = roomOf(year('2017', [150, 100, 50, 0]), hidden);
    const { lines } = yearComparison(few, few.periods[0]!)!.measures[0]!;
    expect(lines.map(({ name, now, change }) => [name, now, change])).toEqual([
      ['合计', '120', '−30'],
      ['人员支出', '*', ''],
      ['项目支出', '62.5', '+12.5'],
    ]);
  });

  it('gathers for a county what was said of its classes', () => {
    const regional = { ...about, regions: true };
    const rows = [null, 'c1'].flatMap(region =>
      [null, 'staff', 'projects'].map(kind => ({
        ...{ region, regionName: region === null ? '全市合计' : '甲县', class: kind, suppressed: [] },
        values: { final: 10 },
      })),
    );
    const said = ['staff', 'projects'].map(kind => ({
      ...{ region: 'c1', class: kind, measure: 'final', words: `${kind}增加。` },
    }));
    const over = { dataset: regional, rows };
    const places = roomOf(
      year('2017', [], over),
      year('2018', [], { ...over, changes: { ...changes, reasons: said } }),
    );
    const { lines } = yearComparison(places, places.periods[0]!)!.measures[0]!;
    expect(lines.map(({ name, reason }) => [name, reason])).toEqual([
      ['全市合计', ''],
      ['人员支出', ''],
      ['项目支出', ''],
      ['甲县', '人员支出：staff增加。项目支出：projects增加。'],
    ]);
  });

  it('is a valid table, and a sheet of the workbook', async () => {
    const comparison = yearComparison(room, room.periods[0]!)!;
    const html = renderToString(<ComparedYears comparison={comparison} />);
    const report = await new HtmlValidate({ extends: ['html-validate:recommended'] } as never).validateString(
      html,
    );
    expect(report.results.flatMap(each => each.messages.map(({ message }) => message))).toEqual([]);
    expect(html).toContain('变动超过20%的');
    const [sheet, ...more] = comparisonSheets(room, room.periods);
    expect(more).toEqual([]);
    expect(sheet).toMatchObject({ name: '2018年与上年比较' });
    expect(sheet!.rows[3]).toEqual([
      '决算数（万元）',
      '项目支出',
      '50',
      '62.5',
      '+12.5',
      '+25%',
      '新增项目。',
    ]);
  });
});

describe('bars by year', () => {
  const bars = (values: readonly (number | null)[]) =>
    renderToString(
      <Bars
        id="b"
        title="决算数"
        description="三年的数。"
        groups={[
          {
            name: '',
            bars: values.map((value, at) => ({ label: `${2016 + at}年`, value, words: `${value ?? '*'}` })),
          },
        ]}
      />,
    );
  const widths = (svg: string) =>
    [...svg.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));

  it('are as long as their figures, named for the ear, each with its number; nothing is drawn for what is not shown', () => {
    const svg = bars([50, 100, null]);
    const [half, whole, ...more] = widths(svg);
    expect(more).toEqual([]);
    expect(half! / whole!).toBeCloseTo(0.5, 2);
    expect(svg).toMatch(/role="img" aria-labelledby="b-title b-about"/);
    expect(svg.replaceAll(/<[^>]+>/g, ' ')).toMatch(/2016年\s+50\s+2017年\s+100\s+2018年\s+\*/);
    expect(svg).not.toMatch(/style=|class=/);
  });

  it('go the other way below zero and stay within the drawing', () => {
    const svg = bars([-40, 100, 100]);
    const starts = [...svg.matchAll(/<rect x="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(starts[0]).toBeLessThan(starts[1]!);
    starts.forEach((x, at) => {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + widths(svg)[at]!).toBeLessThan(340);
    });
    expect(bars([0, 0, 0])).not.toContain('NaN');
  });
});
