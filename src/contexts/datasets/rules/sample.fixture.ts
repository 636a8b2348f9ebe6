import { type Dataset, dataset } from '../contract/pack.ts';
import { type CellValue, enteredCells, keyOf, type Region } from './table.ts';

/** A table of three counties and two classes, for the tests of the rules. */

export const regions: Region[] = ['甲县', '乙县', '丙县'].map((name, at) => ({
  code: `c${at + 1}`,
  name,
  unitId: `u${at + 1}`,
}));

export const sample: Dataset = dataset.parse({
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
export const usual: Record<string, number> = {
  persons: 50,
  level: 200,
  carried: 1,
  allocated: 10,
  spent: 8,
  balance: 3,
};

export function filled(over: Readonly<Record<string, CellValue | null>> = {}): Map<string, CellValue> {
  const values = new Map<string, CellValue>();
  for (const cell of enteredCells(sample, regions)) {
    const key = keyOf(cell);
    const value = key in over ? over[key] : cell.required ? usual[cell.measure] : null;
    if (value !== null && value !== undefined) values.set(key, value);
  }
  return values;
}
