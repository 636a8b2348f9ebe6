import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../../law/day.ts';
import { inspectSite } from './inspect-site.ts';

/** A website of two columns over real HTTP: whole at first, then with one fault planted in each case. */

interface Answering {
  readonly status?: number;
  readonly type?: string;
  readonly location?: string;
  readonly body?: string;
  readonly hangsUp?: boolean;
}

const publicBase = 'https://www.example.gov.cn/mz';
let pages: Map<string, Answering>;
let outsideAsked: string[];
const servers: Server[] = [];
let [own, outside] = ['', ''];

async function listening(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  own = await listening(
    createServer((request, response) => {
      const found = pages.get(request.url?.slice('/mz'.length) ?? '');
      if (found?.hangsUp === true) return response.destroy();
      const {
        status = 200,
        type = 'text/html; charset=utf-8',
        location,
        body = '',
      } = found ?? { status: 404 };
      return response.writeHead(status, { 'content-type': type, ...(location && { location }) }).end(body);
    }),
  );
  outside = await listening(
    createServer((request, response) => {
      outsideAsked.push(request.url ?? '');
      response.writeHead(request.url === '/gone' ? 404 : 200).end('好');
    }),
  );
});
afterAll(() => {
  for (const server of servers) server.close();
});

const footer = `<footer>主办单位：测试局 联系电话：0000-0000000 网站标识码：5200000001 黔ICP备00000001号
  贵公网安备 52000000000001号 <a href="/mz/sitemap.html">网站地图</a>
  <a href="https://bszs.conac.cn/sitename">党政机关</a> <a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html">找错</a></footer>`;

function htmlOf(metas: Record<string, string>, main: string): string {
  const all = { SiteName: '测试局', SiteDomain: 'www.example.gov.cn', SiteIDCode: '5200000001', ...metas };
  const tags = Object.entries(all).map(([name, content]) => `<meta name="${name}" content="${content}">`);
  return `<!doctype html><head>${tags.join('')}</head><nav><a href="/mz/news/">动态</a></nav><main>${main}</main>${footer}`;
}

const ofColumn = {
  ColumnName: '动态',
  ColumnDescription: '动态',
  ColumnKeywords: '动态',
  ColumnType: '工作动态',
};
const ofArticle = { ...ofColumn, ArticleTitle: '一条', PubDate: '2019-06-18 09:00', ContentSource: '测试局' };
const [first, second, stone] = ['/news/2019/06/1.html', '/law/2019/06/2.html', '/news/2019/06/3.html'];
const article = (words = '') =>
  htmlOf(ofArticle, `<p>发布时间：2019-06-18</p><p>这是一条测试信息的正文。</p>${words}`);
const list = (path: string, on: string) =>
  `<ul><li><a href="/mz${path}">一条</a><time>${on}</time></li></ul>`;

beforeEach(() => {
  outsideAsked = [];
  pages = new Map<string, Answering>([
    ['/', { body: htmlOf({}, `${list(first, '2019-06-18')}<a href="law/">法规</a>`) }],
    ['/news/', { body: htmlOf(ofColumn, list(first, '2019-06-18')) }],
    ['/law/', { body: htmlOf(ofColumn, list(second, '2019-06-18')) }],
    [
      first,
      { body: article(`<a href="${outside}/there">外</a><a href="http://not-listed.invalid/">外</a>`) },
    ],
    [second, { body: article('<a href="/mz/files/1.pdf">附件</a>') }],
    ['/files/1.pdf', { type: 'application/pdf', body: '%PDF' }],
    [stone, { status: 410, body: '已撤下' }],
    ['/sitemap.html', { body: htmlOf({}, list(second, '2019-06-18')) }],
    [
      '/sitemap.xml',
      { type: 'application/xml', body: `<urlset><url><loc>${publicBase}${second}</loc></url></urlset>` },
    ],
  ]);
});

const column = (id: string, staleAfterDays: number) => ({
  ...{ id, name: id, path: `/${id}/`, staleAfterDays },
  types: [],
});

function inspected(base = publicBase) {
  return inspectSite({
    site: { publicBase: base, fetchBase: `${own}/mz` },
    columns: [column('news', 14), column('law', 183)],
    withdrawn: [stone],
    today: '2019-06-20' as Day,
    outsideHosts: ['127.0.0.1'],
    limits: { timeoutMs: 5000 },
  });
}

const found = async () => (await inspected()).findings.map(each => `${each.rule} ${each.subject}`);

function change(path: string, from: string | RegExp, to: string): void {
  const body = pages.get(path)?.body ?? '';
  const changed = body.replace(from, to);
  if (changed === body) throw new Error(`nothing to plant the fault in at ${path}`);
  pages.set(path, { ...pages.get(path), body: changed });
}

const everywhere = (from: string, to: string) => {
  for (const [path, { body }] of pages) if (body?.includes(from)) change(path, from, to);
};
const link = (to: string) => () => change(first, '</main>', `<a href="${to}">看</a></main>`);

describe('国办秘函〔2019〕19号, 国办发〔2017〕47号: the check of our own website', () => {
  it('finds nothing on a whole site, and asks no host that is not listed', async () => {
    const result = await inspected();
    expect(result.findings).toEqual([]);
    expect([result.isComplete, result.pages, result.addresses]).toEqual([true, 6, 9]);
    expect(outsideAsked).toEqual(['/there']);
  });

  const planted: readonly (readonly [string, () => void, string | (() => string)])[] = [
    ['a dead link', link('../06/gone.html'), 'dead-link /news/2019/06/gone.html'],
    [
      'a page that hangs up',
      () => {
        link('/mz/x.html')();
        pages.set('/x.html', { hangsUp: true });
      },
      'dead-link /x.html',
    ],
    ['a dead link to a listed host', () => link(`${outside}/gone`)(), () => `outside-link ${outside}/gone`],
    ['an attachment that is gone', () => pages.delete('/files/1.pdf'), 'attachment-dead /files/1.pdf'],
    [
      'a circle',
      () => {
        link('/mz/o')();
        pages.set('/o', { status: 302, location: '/mz/o' });
      },
      'redirect-loop /o',
    ],
    ['a withdrawn page that opens', () => pages.set(stone, { body: article() }), `withdrawn-open ${stone}`],
    ['a withdrawn page that is still linked', link(`/mz${stone}`), `dead-link ${stone}`],
    [
      'a footer without its number',
      () => everywhere('贵公网安备 52000000000001号', ''),
      'footer-missing 公安备案号',
    ],
    [
      'a tag that is not there',
      () => change(first, /<meta name="ContentSource"[^>]*>/, ''),
      `meta-missing ${first} ContentSource`,
    ],
    [
      'an empty tag',
      () => change('/law/', 'name="ColumnType" content="工作动态"', 'name="ColumnType" content=""'),
      'meta-empty /law/ ColumnType',
    ],
    [
      'a tag that says null',
      () => change(first, 'name="ContentSource" content="测试局"', 'name="ContentSource" content="null"'),
      `meta-null ${first} ContentSource`,
    ],
    [
      'another domain',
      () => everywhere('content="www.example.gov.cn"', 'content="example.com"'),
      'meta-domain SiteDomain',
    ],
    [
      'no time of publication',
      () => change(first, '发布时间：2019-06-18', ''),
      `publish-time-missing ${first}`,
    ],
    [
      'a picture without words',
      () => {
        change(first, '</main>', '<img src="/mz/a.png"></main>');
        pages.set('/a.png', { type: 'image/png' });
      },
      `image-alt-missing ${first} /mz/a.png`,
    ],
    ['a stale column', () => change('/news/', '2019-06-18', '2019-06-05'), 'column-stale /news/'],
    ['a home page of old', () => change('/', '2019-06-18', '2019-06-05'), 'home-stale 首页'],
    ['an empty column', () => change('/law/', /<ul>.*<\/ul>/, '<p>暂无信息</p>'), 'column-empty /law/'],
  ];
  it.each(planted)('finds %s, and nothing else', async (_, plant, expected) => {
    plant();
    expect(await found()).toEqual([typeof expected === 'string' ? expected : expected()]);
  });

  it('looking from the machine itself judges no domain', async () => {
    expect((await inspected(`${own}/mz`)).findings).toEqual([]);
  });

  it('lets a column be fourteen days old to the day', async () => {
    change('/news/', '2019-06-18', '2019-06-06');
    expect(await found()).toEqual([]);
  });

  it('of a site that is down says that alone, and that it did not see the rest', async () => {
    pages.set('/', { status: 503 });
    const result = await inspected();
    expect(result.findings.map(each => each.rule)).toEqual(['site-unreachable']);
    expect(result.isComplete).toBe(false);
  });
});
