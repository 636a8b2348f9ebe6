import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fastPath } from './fast-path.ts';
import { PageStore, storedPage } from './page-store.ts';

describe('the fast path, over real HTTP', () => {
  const pages = new PageStore(1_000_000);
  const page = storedPage({ body: '<p>公开</p>'.repeat(100), tags: ['x'] });
  const gone = storedPage({ status: 410, body: '<p>已撤下</p>', tags: ['x'] });
  const open = storedPage({ body: '{}', isOpen: true, tags: ['y'] });
  let server: Server;
  let base = '';

  beforeAll(async () => {
    pages.keep('/a.html', page, pages.generation);
    pages.keep('/gone.html', gone, pages.generation);
    pages.keep('/api/open/datasets', open, pages.generation);
    const first = fastPath(pages, '/bm/mz');
    server = createServer((request, response) => {
      if (!first(request, response)) response.writeHead(599).end('passed on');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  });
  afterAll(() => server.close());

  it('sends the page in the encoding the client takes, with the headers of every public page', async () => {
    const answer = await fetch(`${base}/bm/mz/a.html`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await answer.text()).toBe('<p>公开</p>'.repeat(100));
  });

  it('answers 304 to a client that has the page, but always sends what is gone', async () => {
    const headers = { 'if-none-match': page.etag };
    expect((await fetch(`${base}/bm/mz/a.html`, { headers })).status).toBe(304);
    const stone = await fetch(`${base}/bm/mz/gone.html`, { headers: { 'if-none-match': gone.etag } });
    expect([stone.status, await stone.text()]).toEqual([410, '<p>已撤下</p>']);
  });

  it('lets any site read what is data for programs, known before or not, and no page', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    const address = `${base}/bm/mz/api/open/datasets`;
    const answers = [
      await fetch(address, { headers }),
      await fetch(address, { headers: { ...headers, 'if-none-match': open.etag } }),
      await fetch(`${base}/bm/mz/a.html`, { headers }),
    ];
    const origins = answers.map(answer => answer.headers.get('access-control-allow-origin'));
    expect(answers.map(answer => answer.status)).toEqual([200, 304, 200]);
    expect(origins).toEqual(['*', '*', null]);
    expect(answers[0]?.headers.get('etag')).toBe(open.etag);
  });

  it('passes on what is not in memory, has a query, is no GET or lies outside the base path', async () => {
    const asked = [
      fetch(`${base}/bm/mz/b.html`),
      fetch(`${base}/bm/mz/a.html?x=1`),
      fetch(`${base}/bm/mz/a.html`, { method: 'POST' }),
      fetch(`${base}/a.html`),
    ];
    expect((await Promise.all(asked)).map(answer => answer.status)).toEqual([599, 599, 599, 599]);
  });

  it('sends nothing that was dropped', async () => {
    pages.drop(['x']);
    expect((await fetch(`${base}/bm/mz/a.html`)).status).toBe(599);
  });
});
