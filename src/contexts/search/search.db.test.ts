import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { transaction } from '../../platform/database/database.ts';
import { makeHttpServer } from '../../platform/http/kit.ts';
import { type SearchableThing, searchQuery } from './contract.ts';
import { searchRoutes } from './routes.ts';
import { createSearch } from './service.ts';

const database = await testDatabase();
const search = createSearch({ database });

function thing(id: string, changes: Partial<SearchableThing> = {}): SearchableThing {
  return {
    subjectKind: 'document',
    subjectId: id,
    path: `/zwgk/${id}.html`,
    title: '关于做好有关工作的通知',
    text: '各县区民政局，请认真贯彻执行。',
    kind: 'notice',
    columnId: 'notices',
    unitId: 'office',
    documentNo: '',
    indexNo: '',
    validity: '',
    publishedAt: new Date('2019-06-03T09:00:00+08:00'),
    ...changes,
  };
}

async function index(...things: SearchableThing[]): Promise<void> {
  await transaction(database, async trx => {
    for (const each of things) await search.indexThing(trx, each);
  });
}

const ask = (q: string, more: Record<string, unknown> = {}) =>
  search.search(searchQuery.parse({ q, ...more }));
const idsOf = async (q: string, more: Record<string, unknown> = {}) =>
  (await ask(q, more)).hits.map(hit => hit.subjectId);

beforeEach(async () => {
  await sql`truncate search_entry`.execute(database.kysely);
});

describe('searching in Chinese', () => {
  it.each(['三公', '低保', '殡葬', '社救', '人教', '政厅', '湖新', '究生'])(
    'finds the two characters %s in a text, and only there',
    async q => {
      const text = '公布三公经费和低保标准，惠民殡葬政策，社救科、人教科报省民政厅、金海湖新区研究生命起源。';
      await index(thing('with', { text }), thing('without'));
      expect(await idsOf(q)).toEqual(['with']);
    },
  );

  it('finds any two neighbouring characters of a text, whatever the words were cut into', async () => {
    const text = '农村留守儿童关爱保护和困境儿童保障工作领导小组办公室未成年人救助保护机构';
    await index(thing('one', { text }), thing('other', { title: '关于印发方案的通知' }));
    const pairs = [...text].slice(0, -1).map((character, i) => character + text[i + 1]);
    for (const pair of new Set(pairs)) expect([pair, await idsOf(pair)]).toEqual([pair, ['one']]);
  });

  it('finds one character in titles', async () => {
    await index(thing('a', { title: '孤儿基本生活费发放表' }), thing('b'));
    expect(await idsOf('孤')).toEqual(['a']);
    expect((await ask('孤')).hits[0]?.titleParts[0]).toEqual({ text: '孤', match: true });
  });

  it('wants every part of a question, in the title or in the text', async () => {
    await index(
      thing('a', { title: '养老机构名单', text: '七星关区' }),
      thing('b', { title: '养老服务补贴' }),
    );
    expect(await idsOf('养老 七星关')).toEqual(['a']);
    expect((await idsOf('养老')).toSorted()).toEqual(['a', 'b']);
    expect(await idsOf('养老 不存在的词')).toEqual([]);
  });

  it('puts a hit in the title before hits in the text, and takes width and case for the same', async () => {
    await index(
      thing('text', { text: '本办法适用于ＧＢ/T 9704 格式' }),
      thing('title', { title: 'GB/T 9704 格式说明' }),
    );
    expect(await idsOf('gb/t 9704')).toEqual(['title', 'text']);
  });

  it('finds nothing for signs, quotes and operators, and does not stumble over them', async () => {
    await index(thing('a'));
    for (const q of ["'", "''; drop table search_entry; --", '&|!:*<->', '\\', '〔〕', '%'])
      expect((await ask(q)).count, q).toBe(0);
    expect((await ask("通知' | '")).count).toBe(1);
  });
});

describe('searching by numbers', () => {
  const numbered = thing('numbered', {
    documentNo: '毕民发〔2019〕12号',
    indexNo: '11520500MB1234567X/2019-00012',
  });
  const others = [
    thing('serial', { documentNo: '毕民发〔2019〕112号' }),
    thing('year', { documentNo: '毕民发〔2018〕12号' }),
    thing('agency', { documentNo: '黔民函〔2019〕12号', indexNo: '11520500MB1234567X/2018-00012' }),
  ];

  it.each([
    '毕民发〔2019〕12号',
    '毕民发[2019]12号',
    '毕民发【2019】12号',
    '毕民发（2019）12号',
    '毕民发（2019）第012号',
    '毕民发﹝2019﹞12号',
    '毕民发［２０１９］１２号',
  ])('finds the same item by %s, and no other', async q => {
    await index(numbered, ...others);
    expect(await idsOf(q)).toEqual(['numbered']);
  });

  it('finds a number that a text cites, after the item that bears it', async () => {
    await index(thing('cites', { text: '根据《毕民发[2019]12号》文件要求' }), numbered, ...others);
    expect(await idsOf('毕民发〔2019〕12号')).toEqual(['numbered', 'cites']);
    expect((await idsOf('〔2019〕12号')).toSorted()).toEqual(['agency', 'cites', 'numbered']);
  });

  it('finds an order by its number', async () => {
    await index(thing('order', { documentNo: '国务院令第711号' }), thing('b'));
    expect(await idsOf('国务院令（第711号）')).toEqual(['order']);
  });

  it('finds an item by its index number, by its beginning, and by what follows the slash', async () => {
    await index(numbered, ...others);
    expect(await idsOf('11520500MB1234567X/2019-00012')).toEqual(['numbered']);
    expect(await idsOf('11520500mb1234567x/2019')).toEqual(['numbered']);
    expect(await idsOf('2019-00012')).toEqual(['numbered']);
    expect((await idsOf('11520500MB')).toSorted()).toEqual(['agency', 'numbered']);
  });
});

describe('constitution 5: what is withdrawn is gone', () => {
  it('from the search with the commit of its withdrawal, not before and not later', async () => {
    await index(thing('a', { title: '低保名单' }));
    await transaction(database, async trx => {
      await search.forget(trx, 'document', 'a');
      expect(await idsOf('低保')).toEqual(['a']);
    });
    expect(await ask('低保')).toMatchObject({ count: 0, hits: [] });
  });

  it('with a new version in the place of the old one', async () => {
    await index(thing('a', { title: '低保名单' }));
    await index(thing('a', { title: '特困名单' }));
    expect(await idsOf('低保')).toEqual([]);
    expect(await idsOf('特困')).toEqual(['a']);
  });

  it('is not brought back by writing the index anew', async () => {
    await index(thing('live'), thing('withdrawn'), thing('stranger'));
    const faults: string[] = [];
    const subjects = ['live', 'withdrawn', 'broken'].map(id => ({ kind: 'document', id }));
    const done = await search.reindex(
      subjects,
      async (_, { id }) => {
        if (id === 'broken') throw new Error('unreadable');
        return id === 'live' ? thing('live', { title: '新的标题' }) : undefined;
      },
      ({ id }) => faults.push(id),
    );
    expect([done, faults]).toEqual([{ indexed: 2, removed: 1, failed: 1 }, ['broken']]);
    expect(await idsOf('通知')).toEqual([]);
    expect(await idsOf('标题')).toEqual(['live']);
  });
});

describe('pages, filters and counts', () => {
  async function many(count: number): Promise<void> {
    await sql`insert into search_entry (subject_kind, subject_id, path, title, text, kind, column_id, unit_id,
        published_at, title_vector, full_vector)
      select 'document', n::text, '/' || n, case when n % 4 = 0 then '低保' else '通知' end, '低保', 'notice',
        'column-' || n % 3, 'office', timestamptz '2019-01-01' + n * interval '1 minute',
        (case when n % 4 = 0 then '''低保'':1A' else '''通知'':1A' end)::tsvector,
        (case when n % 4 = 0 then '''低保'':1A,2' else '''通知'':1A ''低保'':2' end)::tsvector
      from generate_series(1, ${count}) n`.execute(database.kysely);
    await sql`analyze search_entry`.execute(database.kysely);
  }

  it('agree: every hit is on exactly one page, titles first, for few, many and very many hits', async () => {
    for (const count of [95, 2500, 10_500]) {
      await sql`truncate search_entry`.execute(database.kysely);
      await many(count);
      const answer = await ask('低保');
      expect([answer.count, answer.capped]).toEqual(count > 10_000 ? [10_000, true] : [count, false]);
      const pages = Math.min(100, Math.ceil(count / 10));
      const seen: string[] = [];
      for (let page = 1; page <= pages; page += 1) seen.push(...(await idsOf('低保', { page })));
      expect(new Set(seen).size).toBe(Math.min(1000, count));
      const inTitle = Math.min(Math.floor(count / 4), seen.length);
      expect(seen.slice(0, inTitle).every(id => Number(id) % 4 === 0)).toBe(true);
    }
  });

  it('end after the last hit', async () => {
    await many(25);
    expect(await idsOf('低保', { page: 3 })).toHaveLength(5);
    expect(await idsOf('低保', { page: 4 })).toEqual([]);
  });

  it('filter by column, kind and the civil year in Shanghai', async () => {
    await many(30);
    expect((await ask('低保', { column: 'column-1' })).count).toBe(10);
    expect((await ask('低保', { kind: 'news' })).count).toBe(0);
    await index(thing('new-year', { title: '低保', publishedAt: new Date('2020-01-01T00:30:00+08:00') }));
    expect(await idsOf('低保', { year: 2020 })).toEqual(['new-year']);
    expect((await ask('低保', { year: 2019 })).count).toBe(30);
  });

  it('list the newest first when asked, or when nothing is asked', async () => {
    await many(2500);
    expect((await idsOf('低保', { sort: 'date' })).slice(0, 3)).toEqual(['2500', '2499', '2498']);
    expect((await idsOf('')).slice(0, 2)).toEqual(['2500', '2499']);
    await many(0);
    expect((await idsOf('', { page: 2 }))[0]).toBe('2490');
  });
});

describe('GET /api/public/search', () => {
  async function get(url: string) {
    const app = await makeHttpServer({ logger: false });
    searchRoutes(app, { search });
    return app.inject({ url });
  }

  it('answers hits with excerpts as data, in which markup of a text is text', async () => {
    await index(thing('a', { text: '<script>alert(1)</script>低保<b>标准</b>' }));
    const answer = await get(`/api/public/search?q=${encodeURIComponent('低保')}`);
    expect(answer.statusCode).toBe(200);
    const { hits, count } = answer.json();
    expect(count).toBe(1);
    expect(hits[0].excerpt).toEqual([
      { text: '<script>alert(1)</script>', match: false },
      { text: '低保', match: true },
      { text: '<b>标准</b>', match: false },
    ]);
    expect(Object.keys(hits[0])).not.toContain('text');
  });

  it('says what is wrong with a question it cannot read', async () => {
    const answer = await get('/api/public/search?q=x&page=0');
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad-input']);
    expect((await get(`/api/public/search?q=${'长'.repeat(201)}`)).statusCode).toBe(400);
  });
});
