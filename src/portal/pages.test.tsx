import { describe, expect, it } from 'vitest';
import { type Column, itemMetadata } from '../contexts/publications/contract.ts';
import { publishedCalendar } from '../law/published-calendar.ts';
import { calculatorPage, problemPage } from './asked-pages.tsx';
import { safeAddress } from './link.tsx';
import { makePortal, pageAt } from './pages.tsx';
import type { PortalReads } from './reads.ts';
import type { PublicItem, Site } from './view.ts';
import { dayOf, minuteWords } from './words.ts';

const site: Site = {
  name: '云岭市民政局政务公开',
  bureau: '云岭市民政局',
  basePath: '/bm/mz',
  origin: 'https://www.example.gov.cn',
  domain: 'www.example.gov.cn',
  idCode: '',
  isDemo: true,
  description: '演示',
  parentSite: { name: '云岭市人民政府', url: 'https://www.example.gov.cn/' },
  sponsor: '云岭市民政局',
  organiser: '',
  address: '演示路1号',
  phone: '0000-0000000',
  postcode: '',
  officeHours: '',
  email: '',
  icp: '',
  police: '',
  assets: { style: '/assets/portal.css', script: '/assets/portal.js' },
};

const column = (id: string, parent?: string): Column => ({
  id,
  name: `栏目${id}`,
  description: `${id}的说明`,
  keywords: [],
  types: ['政策文件'],
  segment: id,
  leaves: [],
  article20: [],
  kinds: [],
  ...(parent === undefined ? {} : { parent }),
});

const item: PublicItem = {
  documentId: '00000000-0000-4000-8000-000000000001',
  versionNo: 2,
  kind: 'notice',
  columnId: 'b',
  path: '/a/b/2019/06/abcd1234.html',
  indexNo: '11520000000000000X/2019-00001',
  title: '关于<救助>的通知 & 说明',
  summary: '摘要',
  bodyHtml: '<p>正文</p>',
  metadata: itemMetadata.parse({ issuer: '云岭市民政局', writtenOn: '2019-06-03', validity: 'repealed' }),
  attachments: [{ fileDigest: 'f'.repeat(64), name: '附件 1.xlsx', mediaType: 'application/x', size: 2048 }],
  unitName: '财务科',
  firstReleasedAt: '2019-06-03T16:30:00.000Z',
  releasedAt: '2019-06-03T16:30:00.000Z',
  recordDigest: 'd'.repeat(64),
  versions: [{ no: 2, releasedAt: '2019-06-03T16:30:00.000Z' }],
};

/** Reads over one item; what the database answers is tested in main's own tests. */
const reads: PortalReads = {
  item: async path => (path === item.path ? item : null),
  tombstone: async path =>
    path === '/a/b/2019/06/gone0000.html'
      ? {
          documentId: item.documentId,
          path,
          title: '撤下的信息',
          indexNo: 'x/2019-00002',
          columnId: 'b',
          kind: 'replaced',
          reason: '已由新文件替代。',
          unitName: '云岭市民政局',
          withdrawnAt: '2019-07-01T00:00:00Z',
          replacedBy: { path: item.path, title: item.title },
        }
      : null,
  record: async () => null,
  list: async (_ids, page, size) => ({
    entries: page === 1 ? [{ ...item, documentNo: '云民发〔2019〕3号' }] : [],
    total: 1,
    page,
    size,
  }),
  latest: async () => [{ ...item, documentNo: '' }],
  adjacent: async () => ({ previous: null, next: null }),
  related: async () => [],
  packageOf: async () => ({ interpretations: [], interprets: null }),
  pathOfIndexNo: async () => null,
  publicItemCount: async () => 1,
  sitemapItems: async () => [item],
  search: async () => {
    throw new Error('not asked in this file');
  },
  ledger: async () => null,
  leaves: async () => [],
  dutiesOf: async () => ({ duties: [], counts: { total: 0, met: 0, late: 0, open: 0 } }),
  allDuties: async () => [],
  duty: async () => null,
  log: async () => ({ size: 0, root: '', checkpoint: '', verifierKey: '', sealedAt: null, acts: [] }),
  actsOf: async () => null,
  requestStatistics: async () => [],
  calendar: async () => publishedCalendar,
  today: () => '2019-06-04',
};

const portal = makePortal(site, [column('a'), column('b', 'a')], reads);
const bodyOf = async (path: string): Promise<string> => String((await pageAt(portal, path))?.body);

describe('what programs read', () => {
  it('every column has its list as JSON and CSV, safe for a spreadsheet', async () => {
    const json = JSON.parse(await bodyOf('/a/list.json'));
    expect(json).toMatchObject({ column: '栏目a', total: 1 });
    expect(json.entries[0]).toMatchObject({
      title: item.title,
      url: `https://www.example.gov.cn/bm/mz${item.path}`,
      documentNo: '云民发〔2019〕3号',
      column: '栏目b',
    });
    const csv = await bodyOf('/a/b/list.csv');
    expect(csv.split('\r\n')[1]).toMatch(
      /^关于<救助>的通知 & 说明,https:.*,2019-06-04,云民发〔2019〕3号,财务科,栏目b,/,
    );
    expect(await pageAt(portal, '/nowhere/list.csv')).toBeNull();
  });

  it('a page says where it stands and how it is shown elsewhere', async () => {
    const html = await bodyOf(item.path);
    const described = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)];
    const [article, way] = described.map(([, text]) => JSON.parse(text!));
    expect(article).toMatchObject({ '@type': 'Article', headline: item.title });
    expect(way.itemListElement.map((step: { name: string }) => step.name)).toEqual([
      '首页',
      '栏目a',
      '栏目b',
      '正文',
    ]);
    expect(html).toContain('<meta property="og:type" content="article"');
    expect(html).toContain('<meta property="og:title" content="关于&lt;救助>的通知 &amp; 说明"');
    expect(await bodyOf('/')).toContain('"@type":"GovernmentOrganization"');
  });
});

describe('the item page', () => {
  it('escapes the title and carries the body between the markers the verifier cuts at', async () => {
    const html = await bodyOf(item.path);
    expect(html).toContain('关于&lt;救助>的通知 &amp; 说明');
    expect(html).toContain('<!--record-body--><p>正文</p><!--/record-body-->');
  });

  it('has the fifteen-tag rule of 网页设计规范: site, column and content tags, each once', async () => {
    const html = await bodyOf(item.path);
    for (const name of [
      'SiteName',
      'SiteDomain',
      'ColumnName',
      'ColumnDescription',
      'ColumnKeywords',
      'ColumnType',
    ]) {
      expect(html.match(new RegExp(`name="${name}"`, 'g'))).toHaveLength(1);
    }
    expect(html).toContain('<meta name="PubDate" content="2019-06-04 00:30"');
    expect(html).not.toContain('content="null"');
  });

  it('carries a banner when the document is repealed', async () => {
    expect(await bodyOf(item.path)).toContain('本文件已废止');
  });

  it('puts the base path before every inner address', async () => {
    const html = await bodyOf(item.path);
    const inner = [...html.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(found => found[1] ?? '');
    expect(inner.length).toBeGreaterThan(10);
    expect(inner.filter(address => !address.startsWith('/bm/mz/'))).toEqual([]);
  });
});

describe('a withdrawn item (constitution 5)', () => {
  it('answers 410 with when, why, who and what replaced it', async () => {
    const page = await pageAt(portal, '/a/b/2019/06/gone0000.html');
    expect(page?.status).toBe(410);
    const html = String(page?.body);
    for (const words of ['2019-07-01 08:00', '已由新文件替代。', '云岭市民政局', item.path])
      expect(html).toContain(words);
  });
});

describe('lists, feeds and the sitemap', () => {
  it('has no page after the last', async () => {
    expect(await pageAt(portal, '/a/b/index_2.html')).toBeNull();
    expect(await pageAt(portal, '/a/b/')).not.toBeNull();
    expect(await pageAt(portal, '/a/nothing/')).toBeNull();
  });

  it('writes a feed whose addresses are absolute', async () => {
    expect(await bodyOf('/feed.xml')).toContain('https://www.example.gov.cn/bm/mz/a/b/2019/06/abcd1234.html');
  });

  it('lists columns and items in the sitemap', async () => {
    expect(await bodyOf('/sitemap.xml')).toContain('/bm/mz/sitemap-1.xml');
    expect(await bodyOf('/sitemap-1.xml')).toContain('/bm/mz/a/b/2019/06/abcd1234.html');
  });
});

describe('the calculator (条例 art 26; 民法典 art 201)', () => {
  it('draws the twenty working days after 2025-09-26 over the holiday', async () => {
    const html = await calculatorPage(portal, { kind: 'general', on: '2025-09-26', days: '' });
    expect(html).toContain('到期日：2025年10月30日');
    expect(html).toContain('《政府信息公开条例》第二十六条');
    expect(html.match(/class="due"/g)).toHaveLength(1);
  });

  it('says what is wrong with a date that does not exist', async () => {
    const html = await calculatorPage(portal, { kind: 'general', on: '2025-02-30', days: '' });
    expect(html).toContain('不是存在的日期');
  });
});

describe('small things that would shame us', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', ' vbscript:x', 'JAVASCRIPT:x'])(
    'defuses %s',
    address => {
      expect(safeAddress(address)).toBe('#');
    },
  );

  it('shows instants in Asia/Shanghai whatever the machine thinks', () => {
    expect(minuteWords('2019-06-03T16:30:00Z')).toBe('2019-06-04 00:30');
    expect(dayOf('2019-06-03T15:59:59Z')).toBe('2019-06-03');
  });

  it('tells a person about a missing page in plain Chinese', () => {
    const html = problemPage(portal, { status: 404, code: 'not-found', message: '', advice: '' }, '/x');
    expect(html).toContain('没有找到这个页面');
  });
});
