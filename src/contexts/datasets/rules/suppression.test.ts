import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishedEdition } from '../contract/edition.ts';
import { type Dataset, datasetsPack } from '../contract/pack.ts';
import { jumpRuleOf } from './jumps.ts';
import { publishedOf } from './published.ts';
import { filled, regions, sample, usual } from './sample.fixture.ts';
import { suppress, suppressLast } from './suppression.ts';
import { type CellValue, completed, enteredCells, keyOf, rowsOf } from './table.ts';

interface Table {
  readonly all: ReadonlyMap<string, CellValue>;
  readonly hidden: ReadonlySet<string>;
}

/**
 * Independent of the rule: all equations that a reader has – sums over classes and counties of each measure, balances, in each
 * of the revisions – over what he does not see, reduced by Gauss and Jordan. A cell can be computed if a line is left with it
 * alone. The reader is taken to know which cells a revision left as they were: such a cell is one unknown in both.
 */
function computable(set: Dataset, ...tables: readonly Table[]): string[] {
  const summed = set.measures.filter(each => each.rule === 'sum').map(each => each.id);
  const rows = rowsOf(set, regions);
  const cells = rows.flatMap(row =>
    summed.map(measure => keyOf({ region: row.region, class: row.class, measure })),
  );
  const nameIn = (at: number) => (key: string) => {
    const value = tables[at]!.all.get(key);
    const first = tables.findIndex(({ all }) => value !== undefined && all.get(key) === value);
    return `${key}|${first < 0 ? at : first}`;
  };
  const names = tables.flatMap((_, at) => cells.map(nameIn(at)));
  const seen = new Set(
    tables.flatMap(({ all, hidden }, at) =>
      cells.filter(key => all.has(key) && !hidden.has(key)).map(nameIn(at)),
    ),
  );
  const unknown = [...new Set(names)].filter(name => !seen.has(name));
  const column = new Map(unknown.map((name, at) => [name, at]));
  const lines: number[][] = [];
  let nameOf = nameIn(0);
  const add = (result: string, plus: readonly string[], minus: readonly string[] = []) => {
    const line = unknown.map(() => 0);
    const signed = [
      [result, -1] as const,
      ...plus.map(key => [key, 1] as const),
      ...minus.map(key => [key, -1] as const),
    ];
    for (const [key, sign] of signed) {
      const at = column.get(nameOf(key));
      if (at !== undefined) line[at] = sign;
    }
    if (line.some(each => each !== 0)) lines.push(line);
  };
  for (const at of tables.keys()) {
    nameOf = nameIn(at);
    addEquations(set, summed, rows, add);
  }
  reduce(unknown.length, lines);
  const hidden = new Set(
    tables.flatMap((table, at) => [...table.hidden].filter(key => table.all.has(key)).map(nameIn(at))),
  );
  return lines.flatMap(line => {
    const left = line.flatMap((each, at) => (Math.abs(each) > 1e-9 ? [at] : []));
    const name = unknown[left[0] ?? 0];
    return left.length === 1 && name !== undefined && hidden.has(name) ? [name] : [];
  });
}

function addEquations(
  set: Dataset,
  summed: readonly string[],
  rows: ReturnType<typeof rowsOf>,
  add: (result: string, plus: readonly string[], minus?: readonly string[]) => void,
): void {
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
}

/** To reduced row echelon form, in place. */
function reduce(width: number, lines: number[][]): void {
  let done = 0;
  for (let at = 0; at < width && done < lines.length; at += 1) {
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
          expect(computable(set, { all, hidden })).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('cannot be computed from a correction read beside what it corrects', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.array(count, { minLength: 9, maxLength: 9 }),
        fc.array(fc.tuple(fc.nat(8), count), { minLength: 1, maxLength: 3 }),
        (set, counts, changes) => {
          const only: Dataset = { ...set, measures: set.measures.slice(0, 1), balances: [] };
          const keys = enteredCells(only, regions)
            .filter(cell => cell.required)
            .map(keyOf);
          const values = new Map(keys.map((key, at) => [key, counts[at % 9]!]));
          const corrected = new Map(values);
          for (const [at, value] of changes) corrected.set(keys[at % keys.length]!, value);
          const first = completed(only, regions, values);
          const second = completed(only, regions, corrected);
          const tables = [
            { all: first, hidden: suppress(only, regions, first, 5).hidden },
            { all: second, hidden: suppressLast(only, regions, 5, [values], corrected).hidden },
          ];
          expect(computable(only, ...tables)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('stay hidden in the correction that makes them large, with the cell that hides them, and the note says so', () => {
    const values = filled({ 'c1|urban|persons': 3 });
    const source = {
      ...{ set: sample, regions, period: '2019Q2', revision: 2, revisionReason: '更正。', k: 5 },
      ...{ demoNote: null, ownerUnit: '救助科', compiledOn: '2019-07-05', findings: [] },
      jump: jumpRuleOf(datasetsPack.parse({}), sample),
    };
    const corrected = filled({ 'c1|urban|persons': 30 });
    expect(publishedOf({ ...source, values: corrected, earlier: [] }).notes).toEqual([]);
    const edition = publishedOf({ ...source, values: corrected, earlier: [values] });
    expect(edition.rows.filter(row => row.suppressed.includes('persons'))).toHaveLength(4);
    expect(edition.notes[1]).toBe(
      '更正前的版本没有公开的4个单元格仍不公开，否则对照两个版本就能算出被保护的人数。',
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

  const jump = (measure: string) => ({
    ...{ code: 'jump' as const, severity: 'reason' as const, words: '' },
    cell: { region: 'c1', class: 'urban', measure },
  });

  it('are told to the reader with how many and why, and what is said of a hidden cell is not repeated', () => {
    const values = filled({ 'c1|urban|persons': 3 });
    const edition = publishedOf({
      ...{
        set: sample,
        regions,
        values,
        earlier: [],
        period: '2019Q2',
        revision: 1,
        revisionReason: null,
        k: 5,
        demoNote: null,
      },
      ...{ ownerUnit: '救助科', compiledOn: '2019-07-05' },
      jump: jumpRuleOf(datasetsPack.parse({}), sample),
      findings: [
        { ...jump('persons'), where: '甲县', explained: '由三人变为两人。' },
        { ...jump('level'), where: '甲县　城市　补助水平', explained: '并入新设街道。' },
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
