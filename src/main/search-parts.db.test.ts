import { sql } from 'kysely';
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

describe('of several public items that carry one thing the search shows one', () => {
  const stage = (no: number, name: string, on: string) => ({
    format: 'gongkai-project-stage/1',
    project: {
      ...{ id: '3c6c1f5e-0000-4000-8000-000000000001', kind: 'procurement', kindName: '政府采购' },
      ...{ code: 'CG-2019-7', title: '护理床采购', areaId: 'elderly', area: '养老' },
      ...{ description: '采购护理床', funding: '市级财政', plannedYuan: 1, organ: '某局', organCode: '' },
      unitName: '某科',
    },
    stage: {
      ...{ id: `${no}`, no, stage: 'x', name, type: 'tender', on, fields: [], documents: [], note: '' },
      ...{ publishBy: '2019-06-20', limitWords: '' },
    },
  });
  const projectHit = async () => (await ask('护理床采购', { kind: 'project' })).hits;

  it('shows the newest stage whichever was released last, and the one before when it is withdrawn, at once', async () => {
    const files = async (...of: Parameters<typeof stage>) => ({ attachments: await dataFile(stage(...of)) });
    await released([], { title: '护理床采购招标公告', ...(await files(1, '招标公告', '2019-05-06')) });
    const award = await released([], {
      title: '护理床采购中标公告',
      ...(await files(2, '中标公告', '2019-06-03')),
    });
    const late = await released([], {
      title: '护理床采购计划',
      ...(await files(0, '采购计划', '2019-04-01')),
    });
    const [shown, ...more] = await projectHit();
    expect(more).toEqual([]);
    expect(shown).toMatchObject({ path: '/projects/3c6c1f5e-0000-4000-8000-000000000001.html' });
    const stageShown = async () => {
      const { rows } = await sql<{
        text: string;
      }>`select text from search_entry where kind = 'project'`.execute(db.kysely);
      return rows.map(row => /最近公开：(\S+)（/.exec(row.text)?.[1]);
    };
    expect(await stageShown()).toEqual(['中标公告']);
    await withdraw(award);
    expect(await stageShown()).toEqual(['招标公告']);
    // What steps back is gone with its item too, and does not come back.
    await withdraw(late);
    const done = await reindexEverything(product, () => {});
    expect([done.failed, await stageShown()]).toEqual([0, ['招标公告']]);
  });

  it('keeps the newest period of a data set when an older one is corrected afterwards', async () => {
    await released([], { title: '低保二季度', attachments: await dataFile(edition('2019Q2')) });
    await released([], { title: '低保一季度更正', attachments: await dataFile(edition('2019Q1')) });
    const { title } = edition('2019Q1').dataset;
    const { hits } = await ask(title, { kind: 'dataset' });
    expect(hits).toHaveLength(1);
    const { rows } = await sql<{
      text: string;
    }>`select text from search_entry where kind = 'dataset'`.execute(db.kysely);
    expect(rows[0]?.text).toContain('第二季度');
  });
});
