import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sorts, tableOf } from '../src/contexts/powers/contract.ts';
import { coveragePage, renderCoveragePage, shippedPack } from './coverage-page.ts';

describe('docs/coverage.md', () => {
  it('is what the pack says now; else run: node --import ./tools/load-tsx.mjs tools/coverage-page.ts', async () => {
    expect(readFileSync(coveragePage, 'utf8')).toBe(renderCoveragePage(await shippedPack()));
  });

  it('no structure serves a leaf or an element that the plan does not have', async () => {
    const { plans, datasets, registers } = await shippedPack();
    const elements = new Map(plans.flatMap(plan => plan.leaves.map(leaf => [leaf.id, leaf.elements.length])));
    const served = [
      ...datasets.sets.flatMap(set =>
        set.measures.flatMap(({ serves }) => serves.map(({ element }) => [set.leaf, element] as const)),
      ),
      ...registers.registers.flatMap(({ serves }) =>
        serves.flatMap(each => each.elements.map(element => [each.leaf, element] as const)),
      ),
      ...sorts.flatMap(sort => {
        const { leaf, listElements, fields } = tableOf(sort);
        const own = fields.flatMap(({ element }) => (element === null ? [] : [element]));
        return [...listElements, ...own].map(element => [leaf, element] as const);
      }),
    ];
    expect(served.filter(([leaf, element]) => element > (elements.get(leaf) ?? 0))).toEqual([]);
    expect(served.length).toBeGreaterThan(100);
  });
});
