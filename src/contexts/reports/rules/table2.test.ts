import { describe, expect, it } from 'vitest';
import { table2Blocks } from '../../../law/annual-report-tables.ts';
import { table2Cells, table2CellsOf, table2Of } from './table2.ts';

const document = (id: string, madeOn: string, endedOn: string | null = null) => ({
  id,
  title: `办法${id}`,
  documentNo: '',
  madeOn,
  endedOn,
});
const documents = [
  document('a', '2019-05-01'),
  document('b', '2025-01-01'),
  document('c', '2025-06-30', '2025-12-31'),
  document('d', '2024-02-02', '2025-03-03'),
  document('e', '2020-02-02', '2024-12-31'),
  document('f', '2026-01-01'),
  document('g', '2025-05-05', '2026-01-01'),
];
const entry = (cell: string, value: number) => ({
  cell,
  value,
  source: '政策法规科台账',
  enteredByName: '演示·张三',
  enteredAt: '2026-01-05T02:00:00.000Z',
});
const cells = (entries: ReturnType<typeof entry>[] = []) =>
  table2CellsOf({ documents, decisions: [] }, entries, 2025, '2025-12-31');

describe('条例 art 20 item 1: normative documents from what is published', () => {
  it('counts what was made and what ended in the year, and what is in force at its end', () => {
    expect(table2Of(cells()).normativeDocuments).toEqual({ made: 3, repealed: 2, inForce: 3 });
  });

  it('agrees with the year before: in force + made − ended (I6)', () => {
    const before = table2Of(
      table2CellsOf({ documents, decisions: [] }, [], 2024, '2024-12-31'),
    ).normativeDocuments;
    const { made, repealed, inForce } = table2Of(cells()).normativeDocuments;
    expect(inForce).toBe(before.inForce + made - repealed);
  });

  it('names the documents behind each number', () => {
    const made = cells().find(({ cell }) => cell === 't2.normativeDocuments.made')!;
    expect(made.documents.map(({ id, on }) => [id, on])).toEqual([
      ['b', '2025-01-01'],
      ['c', '2025-06-30'],
      ['g', '2025-05-05'],
    ]);
    expect(made).toMatchObject({ origin: 'register', counted: 3, value: 3 });
  });

  it('lets an entry with its source stand before the count, and shows both', () => {
    const made = cells([entry('t2.normativeDocuments.made', 5)]).find(
      ({ cell }) => cell === 't2.normativeDocuments.made',
    )!;
    expect(made).toMatchObject({ origin: 'entered', counted: 3, value: 5 });
    expect(made.entry).toMatchObject({ value: 5, source: '政策法规科台账', enteredByName: '演示·张三' });
  });
});

describe('国办公开办函〔2021〕30号: the second table where no register is', () => {
  it('has a cell for every number of the format', () => {
    const wanted = table2Blocks.flatMap(({ rows }) =>
      rows.flatMap(({ key }) =>
        key === 'rules' || key === 'normativeDocuments'
          ? ['made', 'repealed', 'inForce'].map(name => `t2.${key}.${name}`)
          : [`t2.${key}`],
      ),
    );
    expect(table2Cells.map(({ cell }) => cell).sort()).toEqual(wanted.sort());
  });

  it('says that licences, penalties, coercion and charges are missing until entered; rules are 0 by law', () => {
    const origins = (entries: ReturnType<typeof entry>[]) =>
      Object.fromEntries(cells(entries).map(({ cell, origin }) => [cell, origin]));
    expect(origins([])).toMatchObject({
      't2.rules.made': 'by-law',
      't2.licences': 'missing',
      't2.penalties': 'missing',
      't2.coercion': 'missing',
      't2.chargesWan': 'missing',
    });
    expect(origins([entry('t2.licences', 0)])['t2.licences']).toBe('entered');
    expect(table2Of(cells([entry('t2.chargesWan', 1.5)])).chargesWan).toBe(1.5);
  });
});

describe('条例 art 20 items 5 and 6: decisions from the register of enforcement', () => {
  const decision = (id: string, kind: 'licence' | 'penalty' | 'coercion', decidedOn: string) => ({
    ...{ id, kind, decidedOn },
    title: `决定${id}`,
    documentNo: `某民〔2025〕${id}号`,
  });
  const decisions = [
    decision('1', 'licence', '2025-01-01'),
    decision('2', 'licence', '2025-12-31'),
    decision('3', 'licence', '2026-01-01'),
    decision('4', 'licence', '2024-12-31'),
    decision('5', 'penalty', '2025-06-01'),
  ];
  const of = (until: string, entries: ReturnType<typeof entry>[] = []) => {
    const found = table2CellsOf({ documents: [], decisions }, entries, 2025, until);
    return (cell: string) => found.find(each => each.cell === cell)!;
  };

  it('counts what was decided in the year until the day of the count, and names it', () => {
    const cell = of('2025-12-31')('t2.licences');
    expect(cell).toMatchObject({ value: 2, counted: 2, origin: 'register' });
    expect(cell.documents.map(({ id, on, register }) => [id, on, register])).toEqual([
      ['1', '2025-01-01', 'enforcement'],
      ['2', '2025-12-31', 'enforcement'],
    ]);
    expect(of('2025-06-30')('t2.licences').value).toBe(1);
  });

  it('takes an empty register for no zero: somebody must say that there was none', () => {
    expect(of('2025-12-31')('t2.coercion')).toMatchObject({ origin: 'missing', counted: null });
    expect(of('2025-12-31', [entry('t2.coercion', 0)])('t2.coercion')).toMatchObject({
      origin: 'entered',
      value: 0,
    });
  });

  it('lets an entry stand before the count and shows both', () => {
    const cell = of('2025-12-31', [entry('t2.penalties', 4)])('t2.penalties');
    expect(cell).toMatchObject({ origin: 'entered', value: 4, counted: 1 });
  });
});
