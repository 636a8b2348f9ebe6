import { once } from 'node:events';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../tests/support/database.ts';
import { productBench } from '../contexts/channels/channels.fixture.ts';
import { publishedEdition } from '../contexts/datasets/contract/edition.ts';
import { paragraph, pdfFile, table, wordFile } from '../contexts/files/redaction/files.fixture.ts';
import { pageProblems, readRecord } from '../contexts/log/verify/page.ts';
import type { BranchSite } from '../portal/branch.ts';
import { ChangeWatch } from '../portal/change-watch.ts';
import { PageStore } from '../portal/page-store.ts';
import { makePortal } from '../portal/pages.tsx';
import { portalAssets } from '../portal/routes.ts';
import { branchPortals } from './branch-portals.ts';
import { makeWebServer } from './http.ts';
import { portalReads } from './portal-reads.ts';
import { siteOf } from './site.ts';

/**
 * The portal as a channel of another site: behind a small reverse proxy that hands over /xxgk/ and one host, and keeps
 * everything else for itself.
 */

const db = await testDatabase();
const clock = fixedClock('2019-06-20T09:00:00+08:00');
const { product, people, released, withdraw, upload } = await productBench(db, clock);
const origin = 'https://www.example.gov.cn';
const basePath = '/xxgk';
const branch = (over: Partial<BranchSite>): BranchSite => ({
  ...{ id: '', name: '', description: '', prefix: '', host: '', unit: null, columns: [] },
  ...{ sponsor: '', address: '', phone: '', headerLinks: [] },
  ...over,
});
const rows = [
  branch({
    id: 'county',
    name: '大方县民政局',
    prefix: '/dafang',
    unit: 'county-dafang',
    sponsor: '大方县民政局',
  }),
  branch({ id: 'news', name: '工作动态专题', host: 'news.example.gov.cn', columns: ['news'] }),
];

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
);
const picture = await upload(png, '图一.png');
const file = await upload(Buffer.from('随文发布的说明。'), '说明 1.txt');
const pictureAddress = `/files/${picture.digest}/${encodeURIComponent(picture.name)}`;
async function made(over: Record<string, unknown>) {
  const id = await released([], { columnId: 'news', kind: 'news', ...over });
  const { path, title, indexNo } = await product.publications.getItem(people.officer, id);
  return { id, path, title, indexNo: indexNo ?? '' };
}
const news = await made({
  bodyHtml: `<p>现场图片如下。</p><p><img src="${pictureAddress}" alt="会议现场"></p>`,
  attachments: [{ fileDigest: file.digest, name: file.name }],
});
const letter = await upload(
  await wordFile({
    body:
      paragraph('附表说明：') +
      table([
        ['县区', '户数'],
        ['大方县', '1203'],
      ]),
  }),
  '附表 1.docx',
);
const sheet = await upload(await pdfFile(document => document.text('附图说明')), '附图.pdf');
const county = await made({
  ownerUnitId: 'county-dafang',
  title: '大方县养老机构安全检查',
  attachments: [letter, sheet].map(({ digest, name }) => ({ fileDigest: digest, name })),
});
for (const plan of product.pack.plans) await product.plan.loadPackPlan(plan);

const assets = portalAssets();
const site = siteOf({
  pack: {
    ...product.pack,
    sites: rows,
    surround: { header: '<p class="parent">贵州示例市人民政府</p>', footer: '<p>市政府办公室主办</p>' },
  },
  ...{ basePath, origin, isDemo: false },
  assets: { style: assets.style.path, script: assets.script.path },
});
const portal = makePortal(site, product.pack.catalogue.columns, portalReads(product), product.pack.requests, [
  { from: '/old/dongtai.jsp', to: '/old/news.jsp', status: 301 },
  { from: '/old/news.jsp', to: '/gzdt/', status: 308 },
  { from: '/旧/一.html', indexNo: news.indexNo, status: 301 },
  { from: '/old/later.html', indexNo: '11520500000000000F/2019-99999', status: 301 },
]);
const pages = new PageStore(8 * 1024 * 1024);
const watch = new ChangeWatch(db.kysely, pages, clock, () => {});
await watch.start();
const branches = branchPortals(product, portal, rows);
const app = await makeWebServer({
  ...{ product, portal, branches, pages, assets, watch, wechatCallback: null, trustProxy: true },
});
const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));

/** The web server of the other site. */
const proxy = createServer((request, response) => {
  const { url = '/', method, headers } = request;
  if (!url.startsWith('/xxgk/') && !url.startsWith('/old/'))
    return response.writeHead(404).end('not handed over');
  const forward = ask({ port, host: '127.0.0.1', path: url, method, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  return request.pipe(forward);
}).listen(0, '127.0.0.1');
await once(proxy, 'listening');
const proxyPort = (proxy.address() as AddressInfo).port;

afterAll(async () => {
  proxy.close();
  proxy.closeAllConnections();
  await app.close();
});

interface Got {
  readonly status: number;
  readonly location: string | undefined;
  readonly type: string;
  readonly text: string;
}

/** Through the proxy, as a browser of the public host asks. */
function get(path: string, host = 'www.example.gov.cn'): Promise<Got> {
  return new Promise((resolve, reject) => {
    ask({ port: proxyPort, host: '127.0.0.1', path, headers: { host } }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', chunk => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location,
          type: answer.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

const inPage = (html: string): string[] =>
  [...html.matchAll(/\b(?:href|src|action)="([^"]*)"/g), ...html.matchAll(/<loc>([^<]*)<\/loc>/g)]
    .map(([, value]) => value!.replaceAll('&amp;', '&').split('#', 1)[0]!)
    .filter(value => value !== '' && !/^(?:mailto|tel):/.test(value));
const canonical = (html: string) => /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1];

describe('below a base path behind a reverse proxy', () => {
  it('every link, form, asset, feed and sitemap of ours leads to what answers', async () => {
    const asked = new Set<string>();
    const wrong: string[] = [];
    const look = async (path: string): Promise<string> => {
      asked.add(path);
      const { status, text } = await get(path);
      if (status >= 400 && !path.includes('/console')) wrong.push(`${status} ${path}`);
      return text;
    };
    const starts = ['/', '/sitemap.xml', '/sitemap-1.xml', '/sitemap.html', '/feed.xml', '/gzdt/', news.path];
    for (const start of starts) {
      for (const link of inPage(await look(`${basePath}${start}`))) {
        const path = link.startsWith(`${origin}/`) ? link.slice(origin.length) : link;
        if (/^https?:/.test(path)) continue;
        if (!path.startsWith(`${basePath}/`)) wrong.push(`${start} leads out: ${link}`);
        else if (!asked.has(path) && !path.includes('/console')) await look(path);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked.size).toBeGreaterThan(60);
  });

  it('shows the head and foot of the surrounding site, and names its own address in full', async () => {
    const { text } = await get(`${basePath}${news.path}`);
    expect(text).toContain('<div class="surround-header"><p class="parent">贵州示例市人民政府</p></div>');
    expect(text).toContain('<p>市政府办公室主办</p></div></body>');
    expect(canonical(text)).toBe(`${origin}${basePath}${news.path}`);
    expect((await get(`${basePath}/robots.txt`)).text).toContain(
      `Sitemap: ${origin}/xxgk/dafang/sitemap.xml`,
    );
  });

  it('describes its open interface under its own addresses, with an example for each', async () => {
    const { paths } = JSON.parse((await get('/xxgk/api/openapi.json')).text);
    const open = Object.keys(paths).filter(path => path.includes('/api/open/datasets'));
    expect(open.sort()).toEqual([
      '/xxgk/api/open/datasets',
      '/xxgk/api/open/datasets/{id}',
      '/xxgk/api/open/datasets/{id}/{period}',
    ]);
    const examples = open.map(path => paths[path].get.responses[200].content['application/json'].example);
    expect(examples[0].datasets[0].url).toBe(`${origin}/xxgk/api/open/datasets/low-income-allowance`);
    expect(examples[1].periods[0].sha256).toHaveLength(64);
    expect(publishedEdition.parse(examples[2]).period).toBe('2019Q1');
    expect(paths[open[2]!].get.parameters.map((each: { example: string }) => each.example)).toEqual([
      'low-income-allowance',
      '2019Q1',
    ]);
  });

  it('prints the base path before pictures in a text, and the page still is what was signed', async () => {
    const { text } = await get(`${basePath}${news.path}`);
    const record = readRecord((await get(`${basePath}${news.path.replace('.html', '/v1.json')}`)).text)!;
    const act = { path: news.path, title: record.title } as never;
    expect(record.bodyHtml).toContain('src="/files/');
    expect(text).toContain('src="/xxgk/files/');
    expect(pageProblems(text, record, act)).toEqual([]);
    const other = text.replace('src="/xxgk/files/', 'src="https://evil.invalid/xxgk/files/');
    expect(pageProblems(other, record, act).map(({ kind }) => kind)).toEqual(['page-changed']);
  });
});

describe('redirects.yaml: old addresses', () => {
  const moved = async (path: string) => {
    const { status, location } = await get(path);
    return [status, location];
  };
  it('lead on once, with their query, inside and beside the base path', async () => {
    expect(await moved('/old/dongtai.jsp?id=7&p=2')).toEqual([301, '/xxgk/gzdt/?id=7&p=2']);
    expect(await moved('/xxgk/old/news.jsp')).toEqual([308, '/xxgk/gzdt/']);
    expect(await moved(`/xxgk/${encodeURI('旧/一.html')}`)).toEqual([301, `/xxgk${news.path}`]);
  });

  it('lead nowhere as long as nothing public has the index number', async () => {
    expect((await get('/old/later.html')).status).toBe(404);
  });
});

describe('sites from the same content', () => {
  it('show what is theirs alone, in lists, feed, sitemap and neighbours', async () => {
    for (const path of ['/', '/gzdt/', '/feed.xml', '/gzdt/feed.xml', '/sitemap-1.xml', '/gzdt/list.json']) {
      const { status, text } = await get(`/xxgk/dafang${path}`);
      expect([path, status, text.includes(county.path), text.includes(news.path)]).toEqual([
        path,
        200,
        true,
        false,
      ]);
    }
    const { text } = await get(`/xxgk/dafang${county.path}`);
    expect(text).not.toContain(news.path);
    expect(text).toContain('<span class="wordmark-name">大方县民政局</span>');
  });

  it('name the one address of an item, and their own of a list', async () => {
    expect(canonical((await get(`/xxgk/dafang${county.path}`)).text)).toBe(`${origin}/xxgk${county.path}`);
    expect(canonical((await get('/xxgk/dafang/gzdt/')).text)).toBe(`${origin}/xxgk/dafang/gzdt/`);
    expect((await get('/xxgk/dafang/feed.xml')).text).toContain(`<id>${origin}/xxgk${county.path}</id>`);
  });

  it('lead to the main portal for what they do not show', async () => {
    const to = async (path: string, host?: string) => (await get(path, host)).location;
    expect(await to(`/xxgk/dafang${news.path}`)).toBe(`/xxgk${news.path}`);
    expect(await to('/xxgk/dafang/ledger/?a=1')).toBe('/xxgk/ledger/?a=1');
    expect(await to('/xxgk/dafang')).toBe('/xxgk/dafang/');
    expect((await get('/xxgk/dafang/gzdt/2019/06/nothing0.html')).status).toBe(404);
    const home = inPage((await get('/xxgk/dafang/')).text);
    expect(home).toEqual(
      expect.arrayContaining(['/xxgk/ledger/', '/xxgk/dafang/gzdt/', '/xxgk/dafang/search']),
    );
  });

  it('search their own content', async () => {
    const found = await get(`/xxgk/dafang/search?q=${encodeURIComponent('养老机构')}`);
    expect([found.status, found.text.includes('大方县民政局')]).toEqual([200, true]);
  });

  it('stand under a host of their own, with assets from there and everything else from the main portal', async () => {
    const host = 'news.example.gov.cn';
    for (let times = 0; times < 2; times += 1) {
      const { text } = await get('/xxgk/', host);
      expect([text.includes('工作动态专题'), canonical(text)]).toEqual([true, `https://${host}/xxgk/`]);
      expect((await get('/xxgk/')).text).not.toContain('<span class="wordmark-name">工作动态专题</span>');
    }
    const links = inPage((await get('/xxgk/', `${host}:8080`)).text);
    expect(links).toEqual(expect.arrayContaining([`/xxgk${assets.style.path}`, `${origin}/xxgk/ledger/`]));
    expect((await get(`/xxgk${assets.style.path}`, host)).type).toContain('text/css');
    expect((await get(`//${host}/`)).status).toBe(404);
  });

  it('show attachments in the page beside the download, by pictures and by text', async () => {
    const { text } = await get(`/xxgk/dafang${county.path}`);
    const previews = inPage(text).filter(link => link.startsWith('/xxgk/preview/'));
    expect(previews).toEqual([
      `/xxgk/preview/${letter.digest}/${encodeURIComponent(letter.name)}.html`,
      `/xxgk/preview/${sheet.digest}/${encodeURIComponent(sheet.name)}.html`,
    ]);
    const [word, pdf] = await Promise.all(previews.map(path => get(path)));
    expect(word?.text).toContain('<p>附表说明：</p>');
    expect(word?.text).toContain('<td>大方县</td><td>1203</td>');
    expect(word?.text).toContain('<meta name="robots" content="noindex"/>');
    expect(pdf?.text).toContain('附图说明');
    const picture = inPage(pdf!.text).find(link => link.endsWith('/1.webp'))!;
    expect((await get(picture)).type).toBe('image/webp');
    const other = `/xxgk/preview/${letter.digest}/${encodeURIComponent('别的名称.docx')}.html`;
    expect((await get(other)).status).toBe(404);
    expect((await get('/xxgk/preview/..%2f..%2f/1.webp')).status).toBe(404);
  });

  it('forget an item in the moment it is withdrawn', async () => {
    expect((await get(`/xxgk/dafang${county.path}`)).status).toBe(200);
    await withdraw(county.id);
    await watch.look();
    expect((await get(`/xxgk/dafang${county.path}`)).location).toBe(`/xxgk${county.path}`);
    expect((await get(`/xxgk${county.path}`)).status).toBe(410);
    expect((await get('/xxgk/dafang/gzdt/')).text).not.toContain(county.path);
    const preview = `/xxgk/preview/${sheet.digest}/${encodeURIComponent(sheet.name)}`;
    expect([(await get(`${preview}.html`)).status, (await get(`${preview}/1.webp`)).status]).toEqual([
      410, 410,
    ]);
  });
});
