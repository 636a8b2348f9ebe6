import { describe, expect, it } from 'vitest';
import { type Dataset, dataset, datasetsPack } from '../contract/pack.ts';
import { publishedEdition } from '../contract.ts';
import { changeLines } from '../rendering/words.ts';
import { checkTable, explanationKey, unsettled } from './checks.ts';
import { jumpRuleOf } from './jumps.ts';
import { publishedOf } from './published.ts';
import { regions } from './sample.fixture.ts';
import { type CellValue, keyOf, type Region } from './table.ts';

const pack = datasetsPack.parse({});
const common = {
  ...{ description: '样表。', leaf: '3.2.1', column: 'notices', owner: 'finance', periodicity: 'year' },
  ...{ definition: '全年数。', source: '决算报表' },
};

const budget = dataset.parse({
  ...{ ...common, id: 'budget', title: '预算和决算' },
  classes: [
    { id: 'staff', name: '人员支出' },
    { id: 'projects', name: '项目支出' },
  ],
  measures: [
    { id: 'planned', name: '预算数', unit: '万元', rule: 'sum' },
    { id: 'spent', name: '决算数', unit: '万元', rule: 'sum' },
  ],
});

const counted = dataset.parse({
  ...{ ...common, id: 'counted', title: '老年人口', regions: true },
  measures: [
    { id: 'persons', name: '人数', unit: '人', rule: 'sum', countsPersons: true },
    { id: 'cars', name: '车辆', unit: '辆', rule: 'sum', isWhole: true },
  ],
});

const all = (values: Readonly<Record<string, CellValue>>) => new Map(Object.entries(values));

function checked(
  set: Dataset,
  places: readonly Region[],
  [before, values]: readonly [Map<string, CellValue> | null, Map<string, CellValue>],
  explanations = new Map<string, string>(),
) {
  const jump = jumpRuleOf(pack, set);
  return checkTable({ set, regions: places, values, before, jump, isName: () => false, explanations });
}

const lastYear = all({
  '|staff|planned': 100,
  '|projects|planned': 100,
  '|staff|spent': 90,
  '|projects|spent': 50,
});
const thisYear = all({
  '|staff|planned': 119,
  '|projects|planned': 150,
  '|staff|spent': 90,
  '|projects|spent': 50,
});

describe('a yearly table beside the year before', () => {
  it('asks for a reason of every line that changed by more than the share of the pack, the total among them', () => {
    const found = checked(budget, [], [lastYear, thisYear]);
    expect(found.map(({ code, where, words }) => [code, where, words])).toEqual([
      ['jump', '项目支出　预算数', '上年为100，本期为150（增加50%）。请核对，数字无误的说明变化原因。'],
      ['jump', '预算数', '上年为200，本期为269（增加35%）。请核对，数字无误的说明变化原因。'],
    ]);
    expect(unsettled(found)).toHaveLength(2);
    const said = new Map(found.map(({ code, cell }) => [explanationKey(code, cell!), '新增项目。']));
    expect(unsettled(checked(budget, [], [lastYear, thisYear], said))).toEqual([]);
  });

  it('asks nothing in the first year, nor at the share itself', () => {
    expect(checked(budget, [], [null, thisYear])).toEqual([]);
    const atShare = all({ ...Object.fromEntries(lastYear), '|projects|planned': 120 });
    expect(checked(budget, [], [lastYear, atShare])).toEqual([]);
  });

  it('lets few persons change without a word, but not one car', () => {
    const of = (persons: number, cars: number) =>
      all(
        Object.fromEntries(
          regions.flatMap(({ code }) => [
            [`${code}||persons`, code === 'c1' ? persons : 100],
            [`${code}||cars`, code === 'c1' ? cars : 20],
          ]),
        ),
      );
    expect(
      checked(counted, regions, [of(6, 1), of(9, 2)]).map(({ where, words }) => [where, words.slice(0, 10)]),
    ).toEqual([['甲县　车辆', '上年为1，本期为2（']]);
  });

  it('is published with the reasons by cell, the share and the year compared with; none of them twice', () => {
    const said = new Map(
      checked(budget, [], [lastYear, thisYear]).map(({ code, cell }) => [
        explanationKey(code, cell!),
        '新增项目。',
      ]),
    );
    const source = {
      ...{ set: budget, ownerUnit: '财务科', regions: [], values: thisYear, earlier: [], period: '2019' },
      ...{ revision: 1, revisionReason: null, compiledOn: '2020-02-01', k: 5, demoNote: null },
      jump: jumpRuleOf(pack, budget),
      findings: checked(budget, [], [lastYear, thisYear], said),
    };
    const edition = publishedOf(source);
    expect(publishedEdition.parse(edition)).toEqual(edition);
    expect(edition.changes).toEqual({
      against: '2018',
      share: 0.2,
      reasons: [
        { region: null, class: 'projects', measure: 'planned', words: '新增项目。' },
        { region: null, class: null, measure: 'planned', words: '新增项目。' },
      ],
    });
    expect(edition.notes).toEqual([]);
    expect(changeLines(edition)).toEqual([
      '全市　项目支出　预算数：新增项目。',
      '全市　合计　预算数：新增项目。',
    ]);
  });

  it('says nothing of a figure that is not shown', () => {
    const few = all(
      Object.fromEntries(
        regions.flatMap(({ code }) => [
          [`${code}||persons`, 30],
          [`${code}||cars`, 4],
        ]),
      ),
    );
    const fewer = new Map([...few, ['c1||persons', 3], ['c1||cars', 1]]);
    const found = checked(counted, regions, [few, fewer]);
    const hidden = keyOf({ region: 'c1', class: null, measure: 'persons' });
    expect(found.map(({ cell }) => keyOf(cell!))).toContain(hidden);
    const said = found.map(each => ({ ...each, explained: '迁出二十七人。' }));
    const edition = publishedOf({
      ...{ set: counted, ownerUnit: '福利科', regions, values: fewer, earlier: [], period: '2019' },
      ...{ revision: 1, revisionReason: null, compiledOn: '2020-02-01', k: 5, demoNote: null },
      jump: jumpRuleOf(pack, counted),
      findings: said,
    });
    const shown = edition.changes!.reasons.map(
      ({ region, class: kind, measure }) => `${region}|${kind}|${measure}`,
    );
    expect(shown).not.toContain('c1|null|persons');
    expect(edition.rows.find(row => row.region === 'c1')!.suppressed).toContain('persons');
  });
});
