import type { Dataset, Measure } from '../contexts/datasets/contract/pack.ts';
import type { EditionView } from '../contexts/datasets/contract.ts';

/** Synthetic figures of the demonstration: the same at every telling, in proportion to each other, none of them real. */

export interface FigureAt {
  readonly set: Dataset;
  readonly row: EditionView['rows'][number];
  /** Number of the county, 0 for the city itself. */
  readonly place: number;
  /** Of the period among those that are told, from 0. */
  readonly step: number;
}

function money(value: number): number {
  return Math.round(value * 100) / 100;
}

/** From 0 to 1, the same for the same words (FNV-1a). */
function share(words: string): number {
  let hash = 0x811c9dc5;
  for (const sign of words) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193) >>> 0;
  return (hash % 1000) / 1000;
}

/** 万元 of each item of expenditure in the first year told, and its growth over the two that follow. */
const items: Readonly<Record<string, readonly [number, number, number]>> = {
  i2080201: [820, 1.05, 1.04],
  i2080202: [140, 1.02, 0.98],
  i2080206: [36, 1.1, 1.12],
  i2080207: [58, 1.9, 0.55],
  i2080208: [96, 1.08, 1.06],
  i2080299: [64, 0.97, 1.03],
  i2081001: [310, 1.06, 1.09],
  i2081002: [520, 1.12, 1.34],
  i2081004: [75, 1.0, 1.08],
  i2081005: [410, 1.03, 1.02],
  i2081901: [260, 0.94, 0.92],
  i2081902: [380, 0.96, 0.9],
  i2082001: [150, 1.04, 1.07],
  i2082002: [88, 1.02, 1.05],
  i2082101: [42, 1.07, 1.03],
  i2082102: [170, 1.09, 1.06],
  i2296002: [640, 1.15, 0.72],
  'i-other': [30, 1.0, 1.1],
};

function itemSpending(id: string, step: number): number {
  const [first, then, last] = items[id] ?? [0, 1, 1];
  return money(first * (step > 0 ? then : 1) * (step > 1 ? last : 1));
}

/** What the items of a section add up to: s20810 is i2081001, i2081002 and so on. */
function sectionSpending(id: string, step: number): number {
  const own = Object.keys(items).filter(item => item.startsWith(`i${id.slice(1)}`));
  return money(own.reduce((sum, item) => sum + itemSpending(item, step), 0));
}

const allSpending = (step: number): number =>
  money(Object.keys(items).reduce((sum, item) => sum + itemSpending(item, step), 0));

const economicShares: Readonly<Record<string, number>> = {
  e301: 0.24,
  e302: 0.15,
  e303: 0.44,
  e307: 0,
  e309: 0.04,
  e399: 0.02,
};

function economicSpending(kind: string, step: number): number {
  // Capital expenditure takes what the others leave, so that the classes add up to the whole.
  if (kind === 'e310')
    return money(
      Object.keys(economicShares).reduce((left, id) => left - economicSpending(id, step), allSpending(step)),
    );
  return money(allSpending(step) * (economicShares[kind] ?? 0));
}

function budgetOf(spent: number): Record<string, number> {
  return { budget: money(spent * 0.95), adjusted: money(spent * 1.02), final: spent };
}

const threeExpenses: Readonly<Record<string, readonly [number, number, number]>> = {
  'abroad-groups': [0, 1, 0],
  'abroad-persons': [0, 2, 0],
  'cars-bought': [0, 0, 1],
  'cars-kept': [6, 6, 6],
  'abroad-cost': [0, 4.6, 0],
  'reception-cost': [8.64, 7.1, 5.02],
  'car-purchase-cost': [0, 0, 17.9],
  'car-running-cost': [19.8, 18.6, 17.25],
};

/** The tables of money that belong together, so that a reader who compares them finds them agree. */
function fundFigures({ set, row, step }: FigureAt): Record<string, number> | undefined {
  const kind = row.class ?? '';
  if (set.id === 'budget-items') return { 'item-spending': itemSpending(kind, step) };
  if (set.id === 'budget-economic') return budgetOf(economicSpending(kind, step));
  if (set.id === 'three-expenses')
    return Object.fromEntries(Object.entries(threeExpenses).map(([id, years]) => [id, years[step] ?? 0]));
  if (set.id !== 'budget-accounts') return undefined;
  const spent = kind === 's-other' ? itemSpending('i-other', step) : sectionSpending(kind, step);
  return { ...budgetOf(spent), 'section-spending': spent };
}

/** What is said in a column of words. */
const remarks: Readonly<Record<string, string>> = {
  detail: '出国（境）费为经批准的考察；公务用车费为车辆购置、燃料、维修和保险；接待费按标准执行（演示）。',
  purpose: '按资金管理办法用于困难群众救助、养老和儿童福利项目（演示）。',
};

function plainFigure({ set, row, place, step }: FigureAt, measure: Measure): number {
  // A standard is one for the whole city; what is counted differs by place.
  const where = measure.rule === 'standard' ? '' : `${place}`;
  const own = share(`${set.id} ${measure.id} ${row.class} ${where}`);
  // A tenth more or less from one to the next, the same way each time.
  const grown = 1 + step * (share(`${set.id} ${measure.id} ${row.class} ${where} grown`) * 0.2 - 0.07);
  if (measure.rule === 'standard' || measure.rule === 'rate') return Math.round((300 + own * 700) * grown);
  if (measure.countsPersons) return Math.round((60 + own * 900) * grown);
  if (measure.isWhole) return Math.round(2 + own * 12);
  return money((20 + own * 400) * grown);
}

/** Sums spent stay below what was given, and each balance follows from its terms. */
function balanced(
  set: Dataset,
  row: FigureAt['row'],
  values: Record<string, number>,
): Record<string, number> {
  for (const { result, plus, minus, carried } of set.balances) {
    if (carried !== undefined) {
      const last = row.before[result];
      values[carried] = typeof last === 'number' ? last : money((values[carried] ?? 0) * 0.1);
    }
    const given = plus.filter(id => id !== carried).reduce((sum, id) => sum + (values[id] ?? 0), 0);
    for (const id of minus) values[id] = money((given * 0.96) / minus.length);
    const sum = (ids: readonly string[]) => ids.reduce((all, id) => all + (values[id] ?? 0), 0);
    values[result] = money(sum(plus) - sum(minus));
  }
  return values;
}

/** Figures of one row that satisfy the equations of the table, by measure. */
export function demoFigures(at: FigureAt): Record<string, number | string> {
  const { measures } = at.set;
  const counted = measures.filter(({ rule }) => rule !== 'text');
  const values = Object.fromEntries(counted.map(measure => [measure.id, plainFigure(at, measure)]));
  const words = measures
    .filter(({ rule }) => rule === 'text')
    .map(({ id }) => [id, remarks[id] ?? '（演示）']);
  return { ...balanced(at.set, at.row, { ...values, ...fundFigures(at) }), ...Object.fromEntries(words) };
}

const reasons: Readonly<Record<string, string>> = {
  'abroad-groups': '上年有一个经批准的出国考察团组，其余年度没有安排。',
  'abroad-persons': '上年有一个经批准的出国考察团组，其余年度没有安排。',
  'abroad-cost': '因公出国（境）团组数变化，费用随之变化。',
  'cars-bought': '一辆超过使用年限的车辆报废，按编制更新一辆。',
  'car-purchase-cost': '一辆超过使用年限的车辆报废，按编制更新一辆。',
  'reception-cost': '严格执行公务接待标准，接待批次和人数减少。',
  i2080207: '地名普查成果转化集中在上年实施，项目结束后支出回落。',
  i2081002: '新增社区养老服务设施建设补助。',
  i2296002: '上年集中支付的福彩公益金项目已完工。',
};

/** Why a figure changed, as the section would put it. */
export function demoReason(cell: { readonly class: string | null; readonly measure: string }): string {
  return (
    reasons[cell.measure] ??
    reasons[cell.class ?? ''] ??
    '年度项目安排和上级补助资金变化，支出相应增减（演示说明）。'
  );
}
