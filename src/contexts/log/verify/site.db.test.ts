import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../platform/app-error.ts';
import { makeHttpServer } from '../../../platform/http/kit.ts';
import {
  dutyMet,
  keys,
  type Published,
  published,
  sha256,
  stranger,
  testLog,
  withdrawal,
} from '../log.fixture.ts';
import { logRoutes } from '../routes.ts';
import { type Fetch, verifySite } from './site.ts';

const { newLog, behindTheTriggers, record, audit } = await testLog();

describe('log verify on a site', () => {
  interface Site {
    pages: Map<string, { status: number; html: string }>;
    records: Map<string, string>;
    files: Map<string, string>;
    fetch: Fetch;
  }

  async function site(): Promise<Site> {
    const app = await makeHttpServer({ logger: false });
    const parts = { pages: new Map(), records: new Map(), files: new Map() } as Omit<Site, 'fetch'>;
    const authorise = async () => {
      throw new AppError('not-signed-in');
    };
    logRoutes(app, { log: newLog(), authorise });
    app.get('/files/:digest/:name', async (request, reply) => {
      const { digest } = request.params as { digest: string };
      const bytes = parts.files.get(digest);
      return bytes === undefined ? reply.status(410).send('') : reply.send(bytes);
    });
    app.get('/*', async (request, reply) => {
      const recordText = parts.records.get(request.url);
      if (recordText !== undefined) return reply.type('application/json').send(recordText);
      const page = parts.pages.get(request.url);
      return reply.status(page?.status ?? 404).send(page?.html ?? '');
    });
    const fetch: Fetch = async path => {
      const answer = await app.inject({ method: 'GET', url: path });
      return { status: answer.statusCode, bytes: answer.rawPayload };
    };
    return { ...parts, fetch };
  }

  function serve(to: Site, { act, record: text }: Published): void {
    const { bodyHtml } = JSON.parse(text) as { bodyHtml: string };
    const html = `<main><h1 data-record-title="true">低保&lt;标准> &amp; 办法</h1><article data-record><!--record-body-->${bodyHtml}<!--/record-body--></article></main>`;
    to.pages.set(act.path, { status: 200, html });
    to.records.set(`${act.path.replace('.html', '')}/v${act.version}.json`, text);
    to.files.set(sha256('附件'), '附件');
  }

  async function servedSite(): Promise<Site> {
    const running = await site();
    const [one, two] = [published(1), published(2, '<p>修订后的标准</p>')];
    await record(one.act);
    await newLog().seal();
    await record(two.act);
    await audit('item.release');
    await newLog().seal();
    serve(running, one);
    serve(running, two);
    return running;
  }

  const problemsOf = async (running: Site) =>
    (await verifySite({ fetch: running.fetch, keys })).problems.map(problem => problem.kind);

  it('finds nothing on an honest site, and says when the key was taken on trust', async () => {
    const running = await servedSite();
    const given = await verifySite({ fetch: running.fetch, keys });
    expect(given).toMatchObject({ size: 3, problems: [], notes: [] });
    const trusted = await verifySite({ fetch: running.fetch });
    expect(trusted).toMatchObject({ size: 3, problems: [] });
    expect(trusted.notes[0]).toContain('首次信任');
  });

  it('detects an edited page, body or title', async () => {
    const running = await servedSite();
    const page = running.pages.get('/zwgk/2019/06/a.html')!;
    const { html } = page;
    page.html = html.replace('修订后', '修改后');
    expect(await problemsOf(running)).toEqual(['page-changed']);
    page.html = html.replace('&amp;', '和');
    expect(await problemsOf(running)).toEqual(['title-changed']);
    page.html = `${html}<!--record-body--><p>另加的话</p><!--/record-body-->`;
    expect(await problemsOf(running)).toEqual(['page-changed']);
    page.html = html;
    expect(await problemsOf(running)).toEqual([]);
  });

  it('detects a replaced and a missing attachment', async () => {
    const running = await servedSite();
    running.files.set(sha256('附件'), '另一个附件');
    expect(await problemsOf(running)).toEqual(['attachment-changed']);
    running.files.clear();
    expect(await problemsOf(running)).toEqual(['attachment-missing']);
  });

  it('detects an edited or missing record', async () => {
    const running = await servedSite();
    const path = '/zwgk/2019/06/a/v2.json';
    running.records.set(path, running.records.get(path)!.replace('修订后', '修改后'));
    expect(await problemsOf(running)).toEqual(['record-changed']);
    running.records.delete(path);
    expect(await problemsOf(running)).toEqual(['record-missing']);
  });

  it('wants 410 from a withdrawn page and its attachments gone', async () => {
    const running = await servedSite();
    await record(withdrawal(2));
    await newLog().seal();
    expect(await problemsOf(running)).toEqual(['withdrawn-page-served', 'withdrawn-attachment-served']);
    running.pages.set('/zwgk/2019/06/a.html', { status: 410, html: '已撤下' });
    running.files.clear();
    expect(await problemsOf(running)).toEqual([]);
  });

  it('detects a forged checkpoint and a bundle that was changed', async () => {
    const running = await servedSite();
    const forged: Fetch = async path => {
      const answer = await running.fetch(path);
      const isBundle = path.includes('/entries/');
      const text = Buffer.from(answer.bytes).toString('latin1');
      return isBundle
        ? { ...answer, bytes: Buffer.from(text.replace('"version":1', '"version":7'), 'latin1') }
        : answer;
    };
    const changed = await verifySite({ fetch: forged, keys });
    expect(changed.problems.map(p => p.kind)).toContain('root-mismatch');
    expect(changed.problems.map(p => p.kind)).toContain('tile-mismatch');
    const other = await verifySite({ fetch: running.fetch, keys: stranger.verifierKey });
    expect(other.problems.map(p => p.kind)).toEqual(['checkpoint-signature']);
  });

  it('detects a history that no longer continues a checkpoint kept from before', async () => {
    const running = await servedSite();
    const { checkpoint } = await verifySite({ fetch: running.fetch, keys });
    await record(dutyMet('2020'));
    await newLog().seal();
    const grown = await verifySite({ fetch: running.fetch, keys, previous: checkpoint });
    expect([grown.size, grown.problems]).toEqual([4, []]);
    await behindTheTriggers(sql`truncate log_entry, log_leaf, log_checkpoint, audit_seal`);
    await record(...['a', 'b', 'c', 'd', 'e'].map(dutyMet));
    await newLog().seal();
    const rewritten = await verifySite({ fetch: running.fetch, keys, previous: checkpoint });
    expect(rewritten.problems.map(p => p.kind)).toEqual(['history-rewritten']);
  });

  it('looks a second time before it reports, because somebody may be publishing', async () => {
    const running = await servedSite();
    const three = published(3, '<p>第三版</p>');
    serve(running, three);
    await record(three.act);
    const settle = async () => {
      await newLog().seal();
    };
    expect((await verifySite({ fetch: running.fetch, keys, settle })).problems).toEqual([]);
  });

  it('serves checkpoint, key and tiles as the format says, and other paths not at all', async () => {
    const { fetch } = await servedSite();
    const statusOf = async (path: string) => (await fetch(path)).status;
    expect(Buffer.from((await fetch('/log/key')).bytes).toString()).toBe(keys);
    expect((await fetch('/log/tile/0/000.p/3')).bytes.length).toBe(96);
    expect(await statusOf('/log/tile/0/000')).toBe(404);
    expect(await statusOf('/log/tile/0/000.p/4')).toBe(404);
    expect(await statusOf('/log/tile/7/../key')).toBe(404);
    expect(await statusOf('/api/audit')).toBe(401);
  });
});
