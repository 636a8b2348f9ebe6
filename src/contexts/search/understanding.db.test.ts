import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { measure } from '../../../bench/search/quality.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import { transaction } from '../../platform/database/database.ts';
import { searchQuery, searchWordsPack } from './contract.ts';
import { createSearch } from './service.ts';

interface DemoItem {
  readonly key: string;
  readonly kind: string;
  readonly column: string;
  readonly unit: string;
  readonly title: string;
  readonly summary?: string;
  readonly body?: string;
  readonly metadata?: { readonly documentNo?: string };
  readonly releasedOn?: string;
}

const fromPack = async (file: string) =>
  parse(await readFile(new URL(`../../../packs/bijie-civil-affairs/${file}`, import.meta.url), 'utf8'));
const { synonyms } = searchWordsPack.parse(await fromPack('search.yaml'));
const items = (await fromPack('demo/items-2019.yaml')).items as DemoItem[];
const database = await testDatabase();
const search = createSearch({ database, synonyms });
const ask = (q: string, more: Record<string, unknown> = {}) =>
  search.search(searchQuery.parse({ q, ...more }));

beforeAll(async () => {
  const things = items.map(item => ({
    subjectKind: 'document',
    subjectId: item.key,
    path: `/${item.key}.html`,
    title: item.title,
    text: `${item.summary ?? ''}\n${(item.body ?? '').replaceAll(/<[^>]*>/g, ' ')}`,
    kind: item.kind,
    columnId: item.column,
    unitId: item.unit,
    documentNo: item.metadata?.documentNo ?? '',
    indexNo: '',
    validity: '',
    publishedAt: new Date(`${(item.releasedOn ?? '2019-06-03').slice(0, 10)}T09:00:00+08:00`),
  }));
  await transaction(database, trx => search.indexThings(trx, things));
});

describe('the order of hits over the demo content', () => {
  it('keeps nDCG@10 of the judged questions above the floor, also of those held out', async () => {
    const quality = await measure(
      async q => (await ask(q)).hits.map(hit => hit.title),
      items.map(item => item.title),
    );
    expect(quality.questions).toBeGreaterThanOrEqual(150);
    expect(quality.tuned, JSON.stringify(quality)).toBeGreaterThan(0.85);
    expect(quality.heldOut, JSON.stringify(quality)).toBeGreaterThan(0.85);
  });
});

describe('what the reader is told', () => {
  it('counts the hits of every choice, and a choice finds as many as were counted', async () => {
    const { facets } = await ask('低保');
    expect(facets.find(facet => facet.name === 'column')?.values.length).toBeGreaterThan(1);
    for (const { name, values } of facets)
      for (const { value, count } of values.slice(0, 3))
        expect([name, value, (await ask('低保', { [name]: value })).count]).toEqual([name, value, count]);
  });

  it('reads letters as public phrases, and offers what may have been meant', async () => {
    expect((await ask('lsjz')).readAs).toContain('临时救助');
    expect((await ask('临时救住')).suggestions).toContain('临时救助');
  });

  it('says nothing of a title that was withdrawn, at once', async () => {
    expect((await ask('zhiban')).readAs).toContain('值班');
    const withdrawn = items.find(item => item.title.includes('值班'))!;
    await transaction(database, trx => search.forget(trx, 'document', withdrawn.key));
    expect((await ask('zhiban')).readAs).toEqual([]);
  });
});
