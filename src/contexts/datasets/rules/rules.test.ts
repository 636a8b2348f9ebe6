import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dayOf } from '../../../law/day.ts';
import { planPack } from '../../plan/contract.ts';
import { publishedEdition } from '../contract/edition.ts';
import { type Dataset, dataset, datasetsPack } from '../contract/pack.ts';
import { type CheckInput, checkTable, explanationKey, unsettled } from './checks.ts';
import { packFaults } from './pack-check.ts';
import { ledgerPeriod, periodBefore, periodWords, recentPeriods } from './periods.ts';
import { publishedOf } from './published.ts';
import { suppress } from './suppression.ts';
import { type CellValue, completed, enteredCells, keyOf, type Region, rowsOf } from './table.ts';

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

const regions: Region[] = ['甲县', '乙县', '丙县'].map((name, at) => ({
  code: `c${at + 1}`,
  name,
  unitId: `u${at + 1}`,
}));

const sample: Dataset = dataset.parse({
  id: 'sample',
  title: '救助情况',
  description: '样表。',
  leaf: '3.4.1',
  column: 'notices',
  owner: 'relief',
  periodicity: 'quarter',
  regions: true,
  classes: [
    { id: 'urban', name: '城市' },
    { id: 'rural', name: '农村' },
  ],
  definition: '季末数。',
  source: '各县填报',
  measures: [
    { id: 'persons', name: '人数', unit: '人', rule: 'sum', countsPersons: true },
    { id: 'level', name: '补助水平', unit: '元', rule: 'rate' },
    { id: 'carried', name: '上期结转', unit: '万元', rule: 'sum' },
    { id: 'allocated', name: '分配', unit: '万元', rule: 'sum' },
    { id: 'spent', name: '支出', unit: '万元', rule: 'sum' },
    { id: 'balance', name: '结余', unit: '万元', rule: 'sum' },
  ],
  balances: [{ result: 'balance', plus: ['carried', 'allocated'], minus: ['spent'], carried: 'carried' }],
});
const usual: Record<string, number> = {
  persons: 50,
  level: 200,
  carried: 1,
  allocated: 10,
  spent: 8,
  balance: 3,
};

function filled(over: Readonly<Record<string, CellValue | null>> = {}): Map<string, CellValue> {
  const values = new Map<string, CellValue>();
  for (const cell of enteredCells(sample, regions)) {
    const key = keyOf(cell);
    const value = key in over ? over[key] : cell.required ? usual[cell.measure] : null;
    if (value !== null && value !== undefined) values.set(key, value);
  }
  return values;
}

function input(over: Partial<CheckInput> = {}): CheckInput {
  return {
    ...{ set: sample, regions, values: filled(), before: null, jumpShare: 0.3, explanations: new Map() },
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
          .flatMap(set => set.measures.flatMap(measure => measure.serves))
          .filter(each => each.element === at + 1)
          .flatMap(each => each.figures);
        expect(new Set(served), `${leaf.id} ${element.name}`).toEqual(new Set(element.figures));
      });
    expect(new Set(pack.sets.map(set => set.leaf))).toEqual(new Set(leaves));
  });

  it('have rows for counties and classes where the plan breaks down by them', () => {
    for (const set of pack.sets)
      for (const { serves, id } of set.measures)
        for (const { element } of serves) {
          const breakdown =
            plan.leaves.find(leaf => leaf.id === set.leaf)!.elements[element - 1]!.breakdown ?? '';
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

/**
 * Independent of the rule: all equations that a reader has – sums over classes and counties of each measure, balances – over
 * what he does not see, reduced by Gauss and Jordan. A cell can be computed if a line is left with it alone.
 */
function computable(
  set: Dataset,
  all: ReadonlyMap<string, CellValue>,
  hidden: ReadonlySet<string>,
): string[] {
  const summed = set.measures.filter(each => each.rule === 'sum').map(each => each.id);
  const rows = rowsOf(set, regions);
  const unknown = rows
    .flatMap(row => summed.map(measure => keyOf({ region: row.region, class: row.class, measure })))
    .filter(key => hidden.has(key) || !all.has(key));
  const column = new Map(unknown.map((key, at) => [key, at]));
  const lines: number[][] = [];
  const add = (result: string, plus: readonly string[], minus: readonly string[] = []) => {
    const line = unknown.map(() => 0);
    const signed = [
      [result, -1] as const,
      ...plus.map(key => [key, 1] as const),
      ...minus.map(key => [key, -1] as const),
    ];
    for (const [key, sign] of signed) if (column.has(key)) line[column.get(key)!] = sign;
    if (line.some(each => each !== 0)) lines.push(line);
  };
  for (const measure of summed) {
    const key = (region: string | null, kind: string | null) => keyOf({ region, class: kind, measure });
    if (set.classes.length > 0)
      for (const place of new Set(rows.map(row => row.region)))
        add(
          key(place, null),
          set.classes.map(each => key(place, each.id)),
        );
    if (set.regions)
      for (const kind of new Set(rows.map(row => row.class)))
        add(
          key(null, kind),
          regions.map(each => key(each.code, kind)),
        );
  }
  for (const { region, class: kind } of rows)
    for (const { result, plus, minus } of set.balances) {
      const key = (measure: string) => keyOf({ region, class: kind, measure });
      add(key(result), plus.map(key), minus.map(key));
    }
  let done = 0;
  for (let at = 0; at < unknown.length && done < lines.length; at += 1) {
    const pivot = lines.findIndex((line, no) => no >= done && Math.abs(line[at]!) > 1e-9);
    if (pivot < 0) continue;
    [lines[done], lines[pivot]] = [lines[pivot]!, lines[done]!];
    const base = lines[done]!.map(each => each / lines[done]![at]!);
    lines[done] = base;
    for (const [no, line] of lines.entries())
      if (no !== done && Math.abs(line[at]!) > 1e-9) {
        const factor = line[at]!;
        lines[no] = line.map((each, c) => each - factor * base[c]!);
      }
    done += 1;
  }
  return lines.flatMap(line => {
    const left = line.flatMap((each, at) => (Math.abs(each) > 1e-9 ? [at] : []));
    const key = unknown[left[0] ?? 0];
    return left.length === 1 && key !== undefined && hidden.has(key) ? [key] : [];
  });
}

describe('条例 art 15, 个人信息保护法 art 28: small counts', () => {
  const count = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) },
    fc.integer({ min: 0, max: 400 }),
  );
  const shapes: Dataset[] = [
    sample,
    { ...sample, classes: [] },
    { ...sample, regions: false },
    { ...sample, classes: [...sample.classes, { id: 'third', name: '其他' }] },
  ];

  it('hide every count from 1 to 4, and no hidden cell can be computed from totals and balances', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.array(count, { minLength: 9, maxLength: 9 }),
        (set, counts) => {
          const cells = enteredCells(set, regions).filter(cell => cell.required);
          const persons = cells.filter(cell => cell.measure === 'persons').map(keyOf);
          const value = (key: string) => counts[persons.indexOf(key) % 9]!;
          const entered = cells.map(cell => {
            const key = keyOf(cell);
            return [key, persons.includes(key) ? value(key) : usual[cell.measure]!] as const;
          });
          const all = completed(set, regions, new Map(entered));
          const { hidden, complementary } = suppress(set, regions, all, 5);
          for (const [key, each] of all)
            if (key.endsWith('|persons') && typeof each === 'number' && each > 0 && each < 5)
              expect(hidden.has(key)).toBe(true);
          for (const key of complementary) expect(hidden.has(key)).toBe(true);
          expect(computable(set, all, hidden)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hide the amounts beside a hidden count, from which it could be computed', () => {
    const all = completed(sample, regions, filled({ 'c1|urban|persons': 3 }));
    const { hidden } = suppress(sample, regions, all, 5);
    for (const id of ['persons', 'carried', 'allocated', 'spent', 'balance'])
      expect(hidden.has(`c1|urban|${id}`)).toBe(true);
    expect(hidden.has('||spent')).toBe(false);
    expect(hidden.has('c1|urban|level')).toBe(false);
  });

  it('leave a table alone in which no count is small', () => {
    expect(suppress(sample, regions, completed(sample, regions, filled()), 5).hidden.size).toBe(0);
  });

  it('are told to the reader with how many and why, and what is said of a hidden cell is not repeated', () => {
    const values = filled({ 'c1|urban|persons': 3 });
    const edition = publishedOf({
      ...{
        set: sample,
        regions,
        values,
        period: '2019Q2',
        revision: 1,
        revisionReason: null,
        k: 5,
        demoNote: null,
      },
      ...{ ownerUnit: '救助科', compiledOn: '2019-07-05' },
      explanations: [
        { key: 'c1|urban|persons', where: '甲县', words: '由三人变为两人。' },
        { key: 'c1|urban|level', where: '甲县　城市　补助水平', words: '并入新设街道。' },
      ],
    });
    expect(publishedEdition.parse(edition)).toEqual(edition);
    const row = edition.rows.find(each => each.region === 'c1' && each.class === 'urban')!;
    expect(row.values['persons']).toBeNull();
    expect(row.suppressed).toEqual(['persons', 'carried', 'allocated', 'spent', 'balance']);
    expect(edition.rows.flatMap(each => each.suppressed)).toHaveLength(20);
    expect(edition.notes).toEqual([
      '为保护个人信息，人数在1至4之间的1个单元格不公开。',
      expect.stringMatching(/^另有3个单元格一并不公开/),
      expect.stringMatching(/^与上述人数同行的16个资金等数据一并不公开/),
      '不公开的单元格以“*”表示，合计数仍包含在内。',
      '甲县　城市　补助水平：并入新设街道。',
    ]);
    expect(edition.rows[0]).toMatchObject({ region: null, class: null, values: { persons: 253 } });
  });
});
