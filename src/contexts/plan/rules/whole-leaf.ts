import type { PlanLeaf } from '../contract.ts';

type Element = PlanLeaf['elements'][number];

/**
 * What a leaf asks for. A leaf without elements is a duty all the same: the leaf itself is the one thing to publish,
 * number 1 under the leaf's own title.
 */
export function elementsOf(
  leaf: Pick<PlanLeaf, 'elements'> & { readonly title?: string },
): readonly Element[] {
  if (leaf.elements.length > 0) return leaf.elements;
  return [{ name: leaf.title ?? '', form: 'text', breakdown: null, figures: [] }];
}

/** How many things a leaf asks for; at least one. */
export function elementCount(leaf: Pick<PlanLeaf, 'elements'>): number {
  return Math.max(1, leaf.elements.length);
}
