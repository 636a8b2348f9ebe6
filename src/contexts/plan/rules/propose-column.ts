import type { PlanLeaf } from '../contract.ts';

/** Which portal column the items of an imported leaf would go to. */

/** A column and the leaves of the bureau's own plan that it serves. */
export interface ServingColumn {
  readonly id: string;
  readonly name: string;
  readonly leaves: readonly { readonly id: string; readonly title: string }[];
}

/** Words that stand in nearly every title of an openness plan and tell nothing apart. */
const idleWords =
  /[^\p{L}\p{N}]|政务|政府|公开|信息|情况|工作|相关|有关|及时|主动|做好|推进|加强|落实|开展|[的和及与等]/gu;

function tellingPart(title: string): string {
  return title.replace(idleWords, '');
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
}

/** Share of neighbouring characters that two titles have in common (Dice), 0 to 1. */
export function likeness(a: string, b: string): number {
  const [one, other] = [tellingPart(a), tellingPart(b)];
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  const [mine, theirs] = [pairsOf(one), pairsOf(other)];
  if (mine.size === 0 || theirs.size === 0) return 0;
  const shared = [...mine].filter(pair => theirs.has(pair)).length;
  return (2 * shared) / (mine.size + theirs.size);
}

/** With the same number, titles this alike are the same leaf, reworded. */
const alikeAtSameNumber = 0.4;
/** Without it, this alike. */
const alikeAnywhere = 0.6;
/** Shorter names (政策, 其他) stand in the titles of all sorts of leaves. */
const tellingName = 4;

function best<T>(all: readonly { readonly what: T; readonly how: number }[]): T | undefined {
  const [first, second] = [...all].sort((a, b) => b.how - a.how);
  // Two that fit equally well are no proposal.
  return first === undefined || first.how === second?.how ? undefined : first.what;
}

/**
 * By number only where the catalogue was made for this very plan, which the title shows: another bureau, or next year,
 * numbers otherwise. Else by the title, or nothing, so that a person chooses.
 */
export function proposeColumn(
  leaf: Pick<PlanLeaf, 'id' | 'title'>,
  columns: readonly ServingColumn[],
): string | undefined {
  const served = columns.flatMap(column =>
    column.leaves.map(({ id, title }) => ({ what: column.id, id, how: likeness(leaf.title, title) })),
  );
  const same = served.find(each => each.id === leaf.id && each.how >= alikeAtSameNumber);
  if (same !== undefined) return same.what;
  const alike = served.filter(each => each.how >= alikeAnywhere);
  if (alike.length > 0) return best(alike);
  const title = tellingPart(leaf.title);
  const named = columns.flatMap(({ id, name }) => {
    const words = tellingPart(name);
    return words.length >= tellingName && title.includes(words) ? [{ what: id, how: words.length }] : [];
  });
  return best(named);
}
