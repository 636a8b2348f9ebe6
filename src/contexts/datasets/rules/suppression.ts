import type { Dataset, Measure } from '../contract/pack.ts';
import { type CellValue, completed, isCollected, keyOf, type Region, type Values } from './table.ts';

/**
 * Small-count protection (条例 art 15; 个人信息保护法 art 28): a count of persons from 1 to k − 1 is not shown, nor any cell
 * by which a reader could compute it.
 *
 * The totals give one equation for each line of the table, and each cell stands in at most two of them. Drawn as a graph
 * – lines are nodes, hidden cells are edges – a hidden cell can be computed exactly when its edge lies on no circle. So each
 * hidden cell is put on the cheapest circle: further cells are hidden, small ones first, zeros and totals last.
 *
 * A correction must give away nothing of what it corrects, read beside the table before. So what an earlier revision hid
 * stays hidden, with its circles; and a cell that becomes small in a revision is put on a circle of changed cells, of which
 * there always is one, since its totals have changed with it: what has not changed could be read in the table before.
 */

export interface Suppression {
  /** Keys of all cells that are not shown. */
  readonly hidden: ReadonlySet<string>;
  /** Counts among them that are hidden because an earlier revision hid them. */
  readonly carried: ReadonlySet<string>;
  /** Counts among them that are hidden for the sake of others. */
  readonly complementary: ReadonlySet<string>;
  /** Amounts that are hidden because a count could be computed from them. */
  readonly amounts: ReadonlySet<string>;
}

/** A revision of the same period that was public. */
interface Earlier {
  readonly all: ReadonlyMap<string, CellValue>;
  readonly hidden: ReadonlySet<string>;
}

interface Edge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly value: number | null;
  readonly isTotal: boolean;
  /** Stands with the same value in an earlier revision. */
  readonly isOld: boolean;
}

/** Lines that no equation belongs to share this node. */
const free = 'free';

function edgesOf(
  set: Dataset,
  regions: readonly Region[],
  measure: Measure,
  all: ReadonlyMap<string, CellValue>,
  earlier: readonly Earlier[],
): Edge[] {
  const hasClasses = set.classes.length > 0;
  const places = set.regions ? [null, ...regions.map(each => each.code)] : [null];
  const kinds = [null, ...set.classes.map(each => each.id).filter(id => isCollected(measure, id))];
  return places.flatMap(region =>
    (hasClasses ? kinds : [null]).map(kind => {
      const key = keyOf({ region, class: kind, measure: measure.id });
      const value = all.get(key);
      return {
        key,
        from: hasClasses ? `row ${region ?? ''}` : free,
        to: set.regions ? `column ${kind ?? ''}` : free,
        value: typeof value === 'number' ? value : null,
        isTotal: (set.regions && region === null) || (hasClasses && kind === null),
        isOld: value !== undefined && earlier.some(each => each.all.get(key) === value),
      };
    }),
  );
}

/** What hiding a cell costs the reader; hiding what stood in an earlier revision would protect nothing. */
function cost({ key, value, isTotal, isOld }: Edge, unknown: ReadonlySet<string>): number {
  if (isOld) return 1e14;
  if (unknown.has(key)) return 0;
  const size = Math.min(value ?? 0, 1e7);
  if (isTotal) return 1e10 + size;
  return value === 0 ? 1e8 : 1e3 + size;
}

/** The cheapest way between the ends of an edge without it: the rest of its circle. Undefined if there is none. */
function circle(edge: Edge, edges: readonly Edge[], unknown: ReadonlySet<string>): Edge[] | undefined {
  const best = new Map<string, { readonly cost: number; readonly way: readonly Edge[] }>([
    [edge.from, { cost: 0, way: [] }],
  ]);
  const done = new Set<string>();
  for (;;) {
    let at: string | undefined;
    for (const [node, { cost: sum }] of best)
      if (!done.has(node) && (at === undefined || sum < best.get(at)!.cost)) at = node;
    if (at === undefined) return undefined;
    if (at === edge.to) return [...best.get(at)!.way];
    done.add(at);
    const here = best.get(at)!;
    for (const each of edges) {
      if (each === edge || (each.from !== at && each.to !== at)) continue;
      const next = each.from === at ? each.to : each.from;
      const sum = here.cost + cost(each, unknown);
      if (sum < (best.get(next)?.cost ?? Number.POSITIVE_INFINITY))
        best.set(next, { cost: sum, way: [...here.way, each] });
    }
  }
}

/** In a line whose hidden parts add up to less than k, they would still be narrowed down to small counts. */
function thinLine(edges: readonly Edge[], hidden: ReadonlySet<string>, k: number): Edge | undefined {
  const lines = new Set(edges.flatMap(each => [each.from, each.to]).filter(node => node !== free));
  for (const line of lines) {
    const parts = edges.filter(each => (each.from === line || each.to === line) && each.value !== null);
    const unseen = parts.filter(each => hidden.has(each.key) && !each.isTotal);
    const sum = unseen.reduce((total, each) => total + each.value!, 0);
    if (unseen.length === 0 || sum >= k) continue;
    const [further] = parts
      .filter(each => !hidden.has(each.key) && !each.isTotal && each.value! > 0)
      .sort((a, b) => Number(a.isOld) - Number(b.isOld) || a.value! - b.value!);
    if (further !== undefined) return further;
  }
  return undefined;
}

function suppressMeasure(
  edges: readonly Edge[],
  first: ReadonlySet<string>,
  carried: ReadonlySet<string>,
  k: number | null,
): { hidden: Set<string>; complementary: Set<string> } {
  const hidden = new Set([...first, ...carried]);
  const complementary = new Set<string>();
  // What nobody entered is unknown to the reader as well.
  const unknown = new Set([...hidden, ...edges.filter(each => each.value === null).map(each => each.key)]);
  const hide = (edge: Edge) => {
    if (unknown.has(edge.key)) return;
    for (const kept of [hidden, complementary, unknown]) kept.add(edge.key);
  };
  for (;;) {
    for (const edge of edges)
      if (hidden.has(edge.key) && !carried.has(edge.key) && edge.from !== edge.to)
        for (const each of circle(edge, edges, unknown) ?? []) hide(each);
    const further = k === null ? undefined : thinLine(edges, hidden, k);
    if (further === undefined) return { hidden, complementary };
    hide(further);
  }
}

/** Region and class of a cell, whatever its measure. */
function placeOf(key: string): string {
  return key.slice(0, key.lastIndexOf('|'));
}

/**
 * What is not shown of a table. `all` are the values with their totals; `earlier` are the revisions of the same period that
 * were public.
 *
 * Where a count of persons is hidden, so are the amounts of the same row: spending divided by the standard gives the count. They
 * are hidden in exactly the same places, so that an equation between amounts (结余＝结转＋分配－支出) gives nothing away: whatever
 * one of them could be more, another could be more as well.
 */
export function suppress(
  set: Dataset,
  regions: readonly Region[],
  all: ReadonlyMap<string, CellValue>,
  k: number,
  earlier: readonly Earlier[] = [],
): Suppression {
  const hidden = new Set<string>();
  const carried = new Set<string>();
  const complementary = new Set<string>();
  const amounts = new Set<string>();
  const before = new Set(earlier.flatMap(each => [...each.hidden]));
  for (const measure of set.measures.filter(each => each.countsPersons)) {
    const edges = edgesOf(set, regions, measure, all, earlier);
    const small = new Set(
      edges.filter(({ value }) => value !== null && value > 0 && value < k).map(each => each.key),
    );
    const old = new Set(edges.filter(each => before.has(each.key)).map(each => each.key));
    const found = suppressMeasure(edges, small, old, k);
    for (const key of found.hidden) hidden.add(key);
    for (const key of old) if (!small.has(key)) carried.add(key);
    for (const key of found.complementary) complementary.add(key);
  }
  const places = new Set([...hidden].map(placeOf));
  for (const measure of set.measures.filter(each => each.rule === 'sum')) {
    const edges = edgesOf(set, regions, measure, all, earlier);
    const first = edges.filter(each => each.value !== null && places.has(placeOf(each.key)));
    const old = new Set(edges.filter(each => before.has(each.key)).map(each => each.key));
    for (const key of suppressMeasure(edges, new Set(first.map(each => each.key)), old, null).hidden)
      if (!hidden.has(key)) amounts.add(key);
  }
  return { hidden: new Set([...hidden, ...amounts]), carried, complementary, amounts };
}

/** What is not shown of the last of the revisions of a period, given the public ones before it, the oldest first. */
export function suppressLast(
  set: Dataset,
  regions: readonly Region[],
  k: number,
  before: readonly Values[],
  last: Values,
): Suppression {
  const earlier: Earlier[] = [];
  for (const values of before) {
    const all = completed(set, regions, values);
    earlier.push({ all, hidden: suppress(set, regions, all, k, earlier).hidden });
  }
  return suppress(set, regions, completed(set, regions, last), k, earlier);
}

/** What the edition says about it; empty where nothing is hidden. */
export function suppressionNotes(
  { hidden, carried, complementary, amounts }: Suppression,
  k: number,
): string[] {
  if (hidden.size === 0) return [];
  const small = hidden.size - carried.size - complementary.size - amounts.size;
  return [
    `为保护个人信息，人数在1至${k - 1}之间的${small}个单元格不公开。`,
    ...(complementary.size === 0
      ? []
      : [`另有${complementary.size}个单元格一并不公开，否则用合计数减去其他各数就能算出被保护的人数。`]),
    ...(carried.size === 0
      ? []
      : [`更正前的版本没有公开的${carried.size}个单元格仍不公开，否则对照两个版本就能算出被保护的人数。`]),
    ...(amounts.size === 0
      ? []
      : [`与上述人数同行的${amounts.size}个资金等数据一并不公开，否则用资金除以标准就能推算人数。`]),
    '不公开的单元格以“*”表示，合计数仍包含在内。',
  ];
}
