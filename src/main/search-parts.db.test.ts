import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../tests/support/database.ts';
import { productBench } from '../contexts/channels/channels.fixture.ts';
import { paragraph, wordFile } from '../contexts/files/redaction/files.fixture.ts';
import type { ReleasedRegister } from '../contexts/registers/contract.ts';
import { searchQuery } from '../contexts/search/contract.ts';
import { searchPage } from '../portal/asked-pages.tsx';
import { makePortal } from '../portal/pages.tsx';
import { edition } from '../portal/rooms/datasets/editions.fixture.ts';
import { portalReads } from './portal-reads.ts';
import { reindexEverything } from './reindexing.ts';
import { siteOf } from './site.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-20T09:00:00+08:00');
const { product, released, withdraw, upload } = await productBench(db, clock);
const site = siteOf({
  pack: product.pack,
  ...{ basePath: '', origin: 'https://www.example.gov.cn', isDemo: false },
  assets: { style: '', script: '' },
});
const portal = makePortal(site, product.pack.catalogue.columns, portalReads(product));

const question = (q: string, more: Record<string, unknown> = {}) => searchQuery.parse({ q, ...more });
const ask = (q: string, more: Record<string, unknown> = {}) => product.search.search(question(q, more));
const found = async (q: string, more: Record<string, unknown> = {}) =>
  (await ask(q, more)).hits.map(({ kind, title, path }) => ({ kind, title, path }));

const dataFile = async (content: unknown) => {
  const { digest, name } = await upload(Buffer.from(JSON.stringify(content)), 'data.json');
  return [{ fileDigest: digest, name }];
};

function register(names: readonly string[], no = 1): ReleasedRegister {
  const field = { kind: 'text', measure: '', filterable: false } as const;
  return {
    format: 'gongkai-register/1',
    register: {
      ...{ id: 'homes', title: '养老机构名录', description: '', noun: '家', source: '', cadence: '' },
      serves: [],
      fields: [
        { ...field, id: 'title', name: '名称' },
        { ...field, id: 'place', name: '地址' },
      ],
      events: [],
    },
    regions: [],
    ...{ organ: '', ownerUnit: '', edition: no, compiledOn: '2019-06-20' as never },
    ...{ previousDigest: null, changes: null, note: '' },
    entries: names.map((name, at) => ({
      ...{ no: at + 1, region: null, events: [], updatedOn: '2019-06-20' as never },
      values: { title: name, place: '碧阳街道虚构路' },
    })),
  };
}

const area = product.pack.catalogue.columns.find(
  column => column.area !== undefined && column.kinds.includes('notice'),
)!;
let letter = '';

beforeAll(async () => {
  const word = await upload(await wordFile({ body: paragraph('轮椅租借押金一览') }), '押金表.docx');
  const attachments = [{ fileDigest: word.digest, name: word.name }];
  letter = await released([], { title: '康复器具有关事项', attachments });
  await released([], { title: '最低生活保障标准调整', columnId: area.id });
  await released([], {
    title: '养老机构名录（2019年）',
    attachments: await dataFile(register(['松鹤院', '枫叶院'])),
  });
  await released([], { title: '最低生活保障数据', attachments: await dataFile(edition('2019Q1')) });
});

describe('what an item carries is found by itself', () => {
  it('finds the text of an attachment, and the page says in which one', async () => {
    const [hit] = (await ask('轮椅租借')).hits;
    expect(hit).toMatchObject({ kind: 'attachment', attachment: '押金表.docx', title: '押金表.docx' });
    const page = await searchPage(portal, question('轮椅租借'));
    expect(page).toContain('附件《押金表.docx》中：');
    expect(page).toContain('<mark>轮椅租借</mark>押金一览');
  });

  it('finds entries of a register by name, and a data set, each at its own address', async () => {
    expect(await found('枫叶院')).toEqual([
      { kind: 'register-entry', title: '枫叶院', path: '/registers/homes/2.html' },
    ]);
    const { id, title } = edition('2019Q1').dataset;
    expect(await found(title, { kind: 'dataset' })).toEqual([
      { kind: 'dataset', title, path: `/data/${id}/` },
    ]);
  });

  it('offers the areas with their counts, and finds under an area as many as were counted', async () => {
    const { facets } = await ask('最低生活保障');
    expect(facets.find(each => each.name === 'area')?.values).toEqual([{ value: area.area, count: 1 }]);
    expect((await found('最低生活保障', { area: area.area })).map(hit => hit.title)).toEqual([
      '最低生活保障标准调整',
    ]);
    expect((await ask('最低生活保障', { area: '没有的领域' })).count).toBe(0);
    const page = await searchPage(portal, question('最低生活保障', { area: area.area }));
    expect(page).toContain(`<option value="${area.area}" selected`);
    expect(page).toContain('不限领域');
  });

  it('reads dibao where the titles say 最低生活保障 only', async () => {
    const { readAs, hits } = await ask('dibao');
    expect(readAs).toEqual(['低保']);
    expect(hits.map(hit => hit.title)).toContain('最低生活保障标准调整');
    expect((await ask('地保')).suggestions).toEqual(['低保']);
  });

  it('is the same after the index was written anew, also where it had been lost', async () => {
    const questions = ['轮椅租借', '枫叶院', '最低生活保障'];
    const all = () =>
      Promise.all(questions.map(async q => (await found(q)).map(hit => JSON.stringify(hit)).toSorted()));
    const before = await all();
    await db.kysely.deleteFrom('search_entry').execute();
    const done = await reindexEverything(product, () => {});
    expect([done.failed, await all()]).toEqual([0, before]);
  });

  it('loses the entries that a newer edition no longer has, and the attachment with its item, at once', async () => {
    await released([], { title: '名录第二版', attachments: await dataFile(register(['松鹤院'], 2)) });
    expect([await found('枫叶院'), (await found('松鹤院')).length]).toEqual([[], 1]);
    await withdraw(letter);
    expect(await found('轮椅租借')).toEqual([]);
  });
});
