import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { servedBy } from '../src/contexts/datasets/contract/pack.ts';
import { sorts, tableOf } from '../src/contexts/powers/contract.ts';
import { coveragePage, coveredElements, renderCoveragePage, shippedPack } from './coverage-page.ts';

describe('docs/coverage.md', () => {
  it('is what the pack says now; else run: node --import ./tools/load-tsx.mjs tools/coverage-page.ts', async () => {
    expect(readFileSync(coveragePage, 'utf8')).toBe(renderCoveragePage(await shippedPack()));
  });

  it('every element has an address, and no table of the plan is left to articles', async () => {
    const elements = coveredElements(await shippedPack());
    expect(elements.filter(({ addresses }) => addresses.length === 0)).toEqual([]);
    const tables = elements.filter(({ form, holders }) => form === 'table' && holders.length === 0);
    expect(tables.map(({ leaf, name }) => `${leaf} ${name}`)).toEqual([]);
    expect(elements.filter(({ holders }) => holders.length > 0).length).toBeGreaterThanOrEqual(266);
  });

  it('no structure serves a leaf or an element that the plan does not have', async () => {
    const { plans, datasets, registers, powers } = await shippedPack();
    const elements = new Map(plans.flatMap(plan => plan.leaves.map(leaf => [leaf.id, leaf.elements.length])));
    const served = [
      ...datasets.sets.flatMap(servedBy).map(({ leaf, element }) => [leaf, element] as const),
      ...powers.guides.flatMap(({ leaf, serves }) => serves.map(({ element }) => [leaf, element] as const)),
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
