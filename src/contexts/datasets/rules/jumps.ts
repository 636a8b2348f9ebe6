import type { Dataset, DatasetsPack } from '../contract/pack.ts';
import type { CellAddress } from '../contract.ts';
import { type CellValue, completed, isLeaf, keyOf, type Region, rowsOf, type Values } from './table.ts';

/** Changes against the period before that are large enough to ask for a reason. */

export interface JumpRule {
  /** Of the earlier figure; 0.3 is thirty per cent. */
  readonly share: number;
  /** Changes between figures smaller than this say nothing. */
  readonly floor: number;
  readonly coversTotals: boolean;
  /** How the period before is called. */
  readonly beforeWords: string;
}

interface JumpInput {
  readonly set: Dataset;
  readonly regions: readonly Region[];
  readonly values: Values;
  readonly before: Values | null;
  readonly jump: JumpRule;
}

/** Counts of persons this small change by themselves. */
const smallFigure = 10;

/** Years are few and are compared by readers: in yearly tables every figure counts, and the totals of the city too. */
export function jumpRuleOf(
  { jump, yearlyJump }: Pick<DatasetsPack, 'jump' | 'yearlyJump'>,
  { periodicity }: Pick<Dataset, 'periodicity'>,
): JumpRule {
  return periodicity === 'year'
    ? { share: yearlyJump.share, floor: 0, coversTotals: true, beforeWords: '上年' }
    : { share: jump.share, floor: smallFigure, coversTotals: false, beforeWords: '上期' };
}

/** The change in one cell, `[now, last]`, in words; undefined where nothing need be said of it. */
export function jumpIn(
  { set, jump }: Pick<JumpInput, 'set' | 'jump'>,
  cell: CellAddress,
  [now, last]: readonly [CellValue | undefined, CellValue | undefined],
): { readonly cell: CellAddress; readonly words: string } | undefined {
  const measure = set.measures.find(each => each.id === cell.measure);
  if (typeof now !== 'number' || typeof last !== 'number' || measure?.rule === 'text') return undefined;
  // What is carried over must be the balance of before: another check asks for that.
  if (set.balances.some(each => each.carried === cell.measure)) return undefined;
  const floor = measure?.countsPersons ? smallFigure : jump.floor;
  const change = Math.abs(now - last);
  if (Math.max(Math.abs(now), Math.abs(last)) < floor || change <= Math.abs(last) * jump.share)
    return undefined;
  const share =
    last === 0 ? '' : `（${now > last ? '增加' : '减少'}${Math.round((change / Math.abs(last)) * 100)}%）`;
  const words = `${jump.beforeWords}为${last}，本期为${now}${share}。请核对，数字无误的说明变化原因。`;
  return { cell, words };
}

/** Jumps of the totals of the city, where the rule covers them. */
export function totalJumps(input: JumpInput): { readonly cell: CellAddress; readonly words: string }[] {
  const { set, regions, values, before, jump } = input;
  if (!jump.coversTotals || before === null) return [];
  const [now, last] = [completed(set, regions, values), completed(set, regions, before)];
  const summed = set.measures.filter(({ rule }) => rule === 'sum');
  return rowsOf(set, regions)
    .filter(row => row.region === null && !isLeaf(set, row))
    .flatMap(row => summed.map(({ id }) => ({ region: null, class: row.class, measure: id })))
    .flatMap(cell => jumpIn(input, cell, [now.get(keyOf(cell)), last.get(keyOf(cell))]) ?? []);
}
