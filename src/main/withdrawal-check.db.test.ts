import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../tests/support/database.ts';
import { productBench } from '../contexts/channels/channels.fixture.ts';
import { ChangeWatch } from '../portal/change-watch.ts';
import { PageStore } from '../portal/page-store.ts';
import { makePortal } from '../portal/pages.tsx';
import { portalAssets } from '../portal/routes.ts';
import { makeWebServer } from './http.ts';
import { portalReads } from './portal-reads.ts';
import { siteOf } from './site.ts';

/** The portal itself, over HTTP, and a copy of it that somebody forgot to clear. */

const db = await testDatabase();
const clock = fixedClock('2019-06-20T09:00:00+08:00');
let lookAt: string | undefined;
const bench = await productBench(db, clock, { lookAt: () => lookAt });
const { product, people, released, withdraw, taskId, upload } = bench;
const basePath = '/bm/minzheng';

const assets = portalAssets();
const site = siteOf({
  pack: product.pack,
  basePath,
  origin: 'https://www.example.gov.cn',
  isDemo: false,
  assets: { style: assets.style.path, script: assets.script.path },
});
const portal = makePortal(site, product.pack.catalogue.columns, portalReads(product), product.pack.requests);
const pages = new PageStore(8 * 1024 * 1024);
const watch = new ChangeWatch(db.kysely, pages, clock, () => {});
await watch.start();
const parts = { product, portal, pages, assets, watch, wechatCallback: null, trustProxy: false };
const app = await makeWebServer(parts);
const address = `${await app.listen({ port: 0, host: '127.0.0.1' })}${basePath}`;

/** Keeps what it once saw, as a cache does that nobody told. */
const kept = new Map<string, { status: number; text: string }>();
const cache = createServer(async (request, response) => {
  const path = request.url ?? '/';
  let found = kept.get(path);
  if (found === undefined) {
    const answer = await fetch(`${address}${path}`);
    found = { status: answer.status, text: await answer.text() };
    kept.set(path, found);
  }
  response.writeHead(found.status).end(found.text);
}).listen(0, '127.0.0.1');
await once(cache, 'listening');
const cacheAddress = `http://127.0.0.1:${(cache.address() as AddressInfo).port}`;

afterAll(async () => {
  cache.close();
  cache.closeAllConnections();
  await app.close();
});

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

async function withdrawn() {
  const file = await upload(pdf, '附表.pdf');
  const attachments = [{ fileDigest: file.digest, name: file.name }];
  const id = await released([], { attachments });
  await watch.look();
  const { path } = await product.publications.getItem(people.officer, id);
  return { id, path, attachment: `/files/${file.digest}/${encodeURIComponent(file.name)}` };
}

async function stateOf(id: string) {
  return product.channels.get(people.officer, await taskId(id, 'website', 'take-down'));
}

async function lookLater(minutes: number): Promise<void> {
  clock.set(new Date(clock.now().getTime() + minutes * 60_000).toISOString());
  await product.channels.checkWithdrawals();
}

describe('after a withdrawal the portal is looked at from outside (constitution 5)', () => {
  it('is confirmed once page, attachment, search, feeds, sitemap and home show nothing of it', async () => {
    lookAt = address;
    const { id, path, attachment } = await withdrawn();
    expect((await fetch(`${address}${path}`)).status).toBe(200);
    expect((await fetch(`${address}${attachment}`)).status).toBe(200);
    expect(await (await fetch(`${address}/feed.xml`)).text()).toContain(path);
    await withdraw(id);
    await watch.look();
    await lookLater(1);
    const task = await stateOf(id);
    expect(task.checks[0]?.findings).toEqual([expect.stringContaining('均已不再出现')]);
    expect(task).toMatchObject({ state: 'proven', checks: [{ result: 'gone' }] });
    expect((await fetch(`${address}${path}`)).status).toBe(410);
    // Nothing is left to look at.
    await lookLater(60);
    expect((await stateOf(id)).checks).toHaveLength(1);
  });

  it('is stuck and alarmed while a cache in front still shows it, and confirmed once that is cleared', async () => {
    lookAt = cacheAddress;
    kept.clear();
    const { id, path, attachment } = await withdrawn();
    for (const seen of [path, attachment, '/feed.xml']) await fetch(`${cacheAddress}${seen}`);
    await withdraw(id);
    await watch.look();
    await lookLater(1);
    const stuck = await stateOf(id);
    expect(stuck).toMatchObject({ state: 'stuck', code: 'still-there', checks: [{ result: 'present' }] });
    expect(stuck.checks[0]?.findings).toEqual([
      '网页仍能打开（状态200）。',
      '附件“附表.pdf”仍能打开（状态200）。',
      '订阅中仍有该网页。',
    ]);
    const late = await product.channels.list(people.officer, { state: 'stuck', page: 1, size: 50 });
    expect(late.rows.map(each => each.documentId)).toContain(id);
    const reminders = await db.kysely
      .selectFrom('sent_reminder')
      .select('kind')
      .where('case_id', '=', stuck.id)
      .execute();
    expect(reminders.map(each => each.kind)).toEqual(['withdrawal-stuck']);
    kept.clear();
    await lookLater(11);
    expect(await stateOf(id)).toMatchObject({ state: 'proven', advice: null });
  });

  it('says that nothing is known while the portal does not answer, and looks again', async () => {
    lookAt = 'http://127.0.0.1:1';
    const { id } = await withdrawn();
    await withdraw(id);
    await watch.look();
    await lookLater(1);
    expect(await stateOf(id)).toMatchObject({ state: 'posted', checks: [{ result: 'unknown' }] });
    lookAt = address;
    await lookLater(11);
    expect((await stateOf(id)).state).toBe('proven');
  });
});
