import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dayOf } from '../../../law/day.ts';
import { planPack } from '../../plan/contract.ts';
import { datasetsPack, servedBy } from '../contract/pack.ts';
import { type CheckInput, checkTable, explanationKey, unsettled } from './checks.ts';
import { jumpRuleOf } from './jumps.ts';
import { packFaults } from './pack-check.ts';
import { ledgerPeriod, periodBefore, periodWords, recentPeriods } from './periods.ts';
import { filled, regions, sample } from './sample.fixture.ts';
import { completed } from './table.ts';

const packFile = (name: string) =>
  parse(readFileSync(new URL(`../../../../packs/bijie-civil-affairs/${name}`, import.meta.url), 'utf8'));
const pack = datasetsPack.parse(packFile('datasets.yaml'));
const plan = planPack.parse(packFile('plan-2019.yaml'));
const leaves = [
  '3.2.1',
  '3.2.2',
  '3.2.3',
  '3.4.1',
  '3.4.2',
  '3.4.3',
  '3.5.1',
  '3.5.2',
  '3.5.3',
  '3.5.4',
  '3.6.1',
  '3.6.2',
];

function input(over: Partial<CheckInput> = {}): CheckInput {
  return {
    ...{ set: sample, regions, values: filled(), before: null, explanations: new Map() },
    jump: jumpRuleOf(pack, sample),
    isName: text => text === '王小明',
    ...over,
  };
}

describe('方案三（二）、（四）、（五）、（六）: the tables of the plan', () => {
  it('are all served: every element with the form of a table, and each of its figures', () => {
    for (const leaf of plan.leaves.filter(each => leaves.includes(each.id)))
      leaf.elements.forEach((element, at) => {
        if (element.form !== 'table') return;
        const served = pack.sets
          .filter(set => set.leaf === leaf.id)
          .flatMap(servedBy)
          .filter(each => each.leaf === leaf.id && each.element === at + 1)
          .flatMap(each => each.figures);
        expect(new Set(served), `${leaf.id} ${element.name}`).toEqual(new Set(element.figures));
      });
    expect(new Set(pack.sets.map(set => set.leaf))).toEqual(new Set(leaves));
  });

  it('have rows for counties and classes where the plan breaks down by them', () => {
    for (const set of pack.sets)
      for (const { serves, id } of set.measures)
        for (const { element, leaf: other } of serves) {
          const breakdown =
            plan.leaves.find(leaf => leaf.id === (other ?? set.leaf))!.elements[element - 1]!.breakdown ?? '';
          if (breakdown.includes('county')) expect(set.regions, `${set.id} ${id}`).toBe(true);
        }
  });

  it('name units, columns, elements and measures that exist', () => {
    const elements = new Map(plan.leaves.map(leaf => [leaf.id, leaf.elements.length] as const));
    expect(packFaults(pack, { units: undefined, columns: undefined, elements })).toEqual([]);
    const broken = {
      ...pack,
      sets: [
        sample,
        {
          ...sample,
          owner: 'x',
          column: 'y',
          leaf: '9.9',
          balances: [{ result: 'none', plus: ['level'], minus: [] }],
          reasonsServe: [1],
        },
      ],
    };
    const faults = packFaults(broken, {
      units: new Set(['relief']),
      columns: new Set(['notices']),
      elements,
    });
    expect(faults.map(fault => fault.path.join('.'))).toEqual([
      'sets.1.id',
      'sets.1.owner',
      'sets.1.column',
      'sets.1.leaf',
      'sets.1.balances.0',
      'sets.1.balances.0',
      'sets.1.reasonsServe',
    ]);
  });
});

describe('periods', () => {
  it.each([
    ['2019', '2019年', '2018', '2019'],
    ['2019Q1', '2019年第一季度', '2018Q4', '2019-Q1'],
    ['2020-02', '2020年2月', '2020-01', '2020-02'],
  ])('%s is %s, follows %s and is %s in the ledger', (period, words, before, ledger) => {
    expect([periodWords(period), periodBefore(period), ledgerPeriod(period)]).toEqual([
      words,
      before,
      ledger,
    ]);
  });

  it('are counted back from today', () => {
    expect(recentPeriods('quarter', dayOf('2019-05-02'), 3)).toEqual(['2019Q2', '2019Q1', '2018Q4']);
    expect(recentPeriods('month', dayOf('2019-01-31'), 2)).toEqual(['2019-01', '2018-12']);
  });
});

describe('the checks of a table', () => {
  it('find nothing in a table that is whole and right', () => {
    expect(checkTable(input())).toEqual([]);
  });

  it.each([
    ['a missing cell', { 'c1|urban|persons': null }, 'cell-missing', '甲县　城市　人数', 'reason'],
    ['text', { 'c1|urban|persons': '约五十' }, 'not-a-number', '甲县　城市　人数', 'block'],
    ['a person', { 'c2|rural|persons': '王小明' }, 'person-named', '乙县　农村　人数', 'block'],
    [
      'an identity number',
      { 'c2|rural|persons': '110101199003072316' },
      'person-named',
      '乙县　农村　人数',
      'block',
    ],
    ['half a person', { 'c2|rural|persons': 2.5 }, 'not-whole', '乙县　农村　人数', 'block'],
    ['less than nothing', { 'c3|urban|level': -1 }, 'negative', '丙县　城市　补助水平', 'block'],
    [
      'yuan for ten thousand yuan squared',
      { 'c3|urban|level': 1e13 },
      'too-large',
      '丙县　城市　补助水平',
      'block',
    ],
    [
      'a balance that does not balance',
      { 'c1|rural|balance': 4 },
      'balance-broken',
      '甲县　农村　结余',
      'block',
    ],
  ])('see %s', (_, over, code, where, severity) => {
    const findings = checkTable(input({ values: filled(over) }));
    expect(findings.map(each => [each.code, each.where, each.severity])).toEqual([[code, where, severity]]);
    expect(JSON.stringify(findings)).not.toMatch(/王小明|110101/);
  });

  it('ask why a figure jumped and why the balance was not carried over; a reason settles both', () => {
    const before = filled({ 'c1|urban|persons': 30, 'c2|urban|balance': 5, 'c2|urban|allocated': 12 });
    const first = checkTable(input({ before }));
    expect(first.map(each => [each.code, each.where])).toEqual([
      ['jump', '甲县　城市　人数'],
      ['carried-differs', '甲县　城市　上期结转'],
      ['carried-differs', '甲县　农村　上期结转'],
      ['carried-differs', '乙县　城市　上期结转'],
      ['carried-differs', '乙县　农村　上期结转'],
      ['carried-differs', '丙县　城市　上期结转'],
      ['carried-differs', '丙县　农村　上期结转'],
    ]);
    const explanations = new Map(
      first.map(each => [explanationKey(each.code, each.cell!), '并入新设街道。']),
    );
    expect(unsettled(checkTable(input({ before, explanations })))).toEqual([]);
  });

  it('let no explanation settle what must be corrected', () => {
    const values = filled({ 'c1|rural|balance': 4 });
    const [found] = checkTable(input({ values }));
    const explanations = new Map([[explanationKey(found!.code, found!.cell!), '就是这样。']]);
    expect(unsettled(checkTable(input({ values, explanations })))).toHaveLength(1);
  });
});

describe('totals', () => {
  it('add up where the measure can be added, and only there', () => {
    const all = completed(sample, regions, filled());
    expect(all.get('||persons')).toBe(300);
    expect(all.get('c1||persons')).toBe(100);
    expect(all.get('|urban|balance')).toBe(9);
    expect(all.get('||level')).toBeUndefined();
  });

  it('are missing where a part is missing, never too small', () => {
    const all = completed(sample, regions, filled({ 'c1|urban|persons': null }));
    expect(all.get('||persons')).toBeUndefined();
    expect(all.get('c1||persons')).toBeUndefined();
    expect(all.get('c2||persons')).toBe(100);
  });
});
