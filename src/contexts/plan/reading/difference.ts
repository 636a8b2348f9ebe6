import type { PlanLeaf } from './plan-reading.ts';
import { bare } from './punctuation.ts';

export type LeafField =
  | 'id'
  | 'path'
  | 'title'
  | 'responsibilityLabel'
  | 'lead'
  | 'cooperating'
  | 'limits'
  | 'channels'
  | 'elements'
  | 'text';

/** What two versions of a leaf are compared by; a confirmed leaf of the ledger has no text. */
export type ComparableLeaf = Pick<
  PlanLeaf,
  'id' | 'path' | 'title' | 'responsibilityLabel' | 'lead' | 'cooperating' | 'channels'
> & {
  readonly limits: readonly { readonly what: string; readonly limit: string }[];
  readonly elements: readonly { readonly name: string; readonly form: string }[];
  readonly text?: string;
};

/** One field that differs. For lists, what came and what went; otherwise both lists hold the one old and new value. */
export interface FieldChange {
  readonly field: LeafField;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface PlanDifference<Leaf extends ComparableLeaf> {
  readonly added: readonly Leaf[];
  readonly removed: readonly Leaf[];
  readonly changed: readonly {
    readonly before: Leaf;
    readonly after: Leaf;
    readonly changes: readonly FieldChange[];
  }[];
  readonly unchanged: readonly { readonly before: Leaf; readonly after: Leaf }[];
}

/** Below this two titles are not taken for the same task. Dice coefficient of character pairs, 0–1. */
const sameTask = 0.55;

function pairs(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const signs = bare(text);
  for (let i = 0; i + 1 < signs.length; i++) {
    const pair = signs.slice(i, i + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** How alike two titles are: 1 for the same characters, 0 for no pair of characters in common. */
export function likeness(a: string, b: string): number {
  if (bare(a) === bare(b)) return 1;
  const left = pairs(a);
  const right = pairs(b);
  let common = 0;
  let total = 0;
  for (const count of [...left.values(), ...right.values()]) total += count;
  for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0);
  return total === 0 ? 0 : (2 * common) / total;
}

type Match = (before: ComparableLeaf, after: ComparableLeaf) => boolean;

/** From the surest to the least sure: numbers move from year to year, titles are reworded. */
const matches: readonly Match[] = [
  (a, b) => a.id === b.id && bare(a.title) === bare(b.title),
  (a, b) => a.path.map(bare).join('/') === b.path.map(bare).join('/'),
  (a, b) => bare(a.title) === bare(b.title),
  (a, b) => a.id === b.id && likeness(a.title, b.title) >= sameTask - 0.2,
];

function pairUp<Leaf extends ComparableLeaf>(
  previous: readonly Leaf[],
  next: readonly Leaf[],
): Map<Leaf, Leaf> {
  const found = new Map<Leaf, Leaf>();
  const free = new Set(next);
  for (const match of matches) {
    for (const before of previous) {
      if (found.has(before)) continue;
      const after = next.find(leaf => free.has(leaf) && match(before, leaf));
      if (after === undefined) continue;
      found.set(before, after);
      free.delete(after);
    }
  }
  const left = previous.filter(before => !found.has(before));
  const scored = left.flatMap(before =>
    [...free].map(after => ({ before, after, score: likeness(before.title, after.title) })),
  );
  for (const { before, after, score } of scored.sort((a, b) => b.score - a.score)) {
    if (score < sameTask || found.has(before) || !free.has(after)) continue;
    found.set(before, after);
    free.delete(after);
  }
  return found;
}

/** Each field as a list of words, so that lists and single values are compared in one way. */
const valuesOf: Readonly<Record<LeafField, (leaf: ComparableLeaf) => readonly string[]>> = {
  id: leaf => [leaf.id],
  path: leaf => [leaf.path.slice(0, -1).join(' / ')],
  title: leaf => [leaf.title],
  responsibilityLabel: leaf => (leaf.responsibilityLabel === null ? [] : [leaf.responsibilityLabel]),
  lead: leaf => leaf.lead,
  cooperating: leaf => leaf.cooperating,
  limits: leaf => leaf.limits.map(limit => `${limit.limit}(${limit.what})`),
  channels: leaf => leaf.channels,
  elements: leaf => leaf.elements.map(element => element.name),
  text: leaf => (leaf.text === undefined ? [] : [leaf.text]),
};

function changesBetween(before: ComparableLeaf, after: ComparableLeaf): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of Object.keys(valuesOf) as LeafField[]) {
    if (field === 'text' && (before.text === undefined || after.text === undefined)) continue;
    const old = valuesOf[field](before);
    const current = valuesOf[field](after);
    const oldBare = new Set(old.map(bare));
    const currentBare = new Set(current.map(bare));
    const removed = old.filter(value => !currentBare.has(bare(value)));
    const added = current.filter(value => !oldBare.has(bare(value)));
    if (removed.length > 0 || added.length > 0) changes.push({ field, removed, added });
  }
  return changes;
}

/**
 * Compares two plans leaf by leaf. Leaves are paired by number and title, then by path, by title, and last by likeness
 * of titles; punctuation and spaces do not count as a change.
 */
export function diffPlans<Leaf extends ComparableLeaf>(
  previous: readonly Leaf[],
  next: readonly Leaf[],
): PlanDifference<Leaf> {
  const found = pairUp(previous, next);
  const kept = new Set(found.values());
  const compared = [...found].map(([before, after]) => ({
    before,
    after,
    changes: changesBetween(before, after),
  }));
  return {
    added: next.filter(leaf => !kept.has(leaf)),
    removed: previous.filter(leaf => !found.has(leaf)),
    changed: compared.filter(({ changes }) => changes.length > 0),
    unchanged: compared
      .filter(({ changes }) => changes.length === 0)
      .map(({ before, after }) => ({ before, after })),
  };
}
