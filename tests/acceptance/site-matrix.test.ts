import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WARCParser } from 'warcio';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { notice, released, submitted } from './item-path.ts';
import { type Json, type Officer, staffOf } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** The check of the portal and its archive, on the portal itself: one item stands, one is withdrawn. */

let pack: PackFolder;
let product: RunningProduct;
let folder: string;
let staff: (username: string) => Promise<Officer>;
const deadLink = '/jchzx/no-such-page.html';
let [standing, withdrawn]: Json[] = [];
const env = () => ({
  GONGKAI_TODAY: '2019-06-03',
  GONGKAI_PACK: pack.folder,
  GONGKAI_DATA: product.folder,
  PORT: String(product.port),
});

beforeAll(async () => {
  pack = await quietPack();
  folder = await mkdtemp(join(tmpdir(), 'gongkai-archive-'));
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder } });
  staff = staffOf(product.url);
  const drafter = await staff('welfare');
  standing = await released(
    staff,
    drafter,
    notice({ bodyHtml: `<p>各有关单位：请按<a href="${deadLink}">原通知</a>做好安全检查工作。</p>` }),
  );
  const { id } = await released(staff, drafter, notice({ title: '关于开展救助站安全检查的通知' }));
  withdrawn = await (await staff('filing')).done('POST', `/api/items/${id}/withdraw`, {
    kind: 'published-in-error',
    reason: '经复核数据有误，予以撤下。',
  });
});
afterAll(async () => {
  await product?.stop();
  await Promise.all([pack?.remove(), rm(folder, { recursive: true, force: true })]);
});

/** What the pack of the demonstration leaves open on purpose, numbers that only the authorities give; and the dead link. */
const openOnPurpose = ['column-empty', 'dead-link', 'footer-missing', 'meta-missing'];
const rulesOf = (findings: Json[]) => [...new Set(findings.map((each: Json) => each.rule))].sort();

describe('国办秘函〔2019〕19号: the check of the portal', () => {
  it('by command tells what the pack leaves open, and ends with 1', async () => {
    const ran = await gongkai(['site', 'check', '--json'], { env: env() });
    const { findings, isComplete, pages } = ran.json();
    expect(rulesOf(findings)).toEqual(openOnPurpose);
    expect([ran.code, isComplete, pages > 20]).toEqual([1, true, true]);
    expect(findings.find((each: Json) => each.subject === 'ICP备案号')).toMatchObject({
      rule: 'footer-missing',
      level: 'deduct',
      pages,
    });
  });

  it('by button is done by the worker and finds the same', async () => {
    const centre = await staff('filing');
    const isIdle = async () => {
      const { rows } = await centre.done('GET', '/api/site-checks');
      expect(rows.filter((each: Json) => each.finishedAt === null)).toEqual([]);
    };
    const patience = { timeout: 60_000, interval: 200 };
    await vi.waitFor(isIdle, patience);
    const asked = await centre.post('/api/site-checks');
    expect(asked.status).toBe(202);
    await vi.waitFor(isIdle, patience);
    const view = await centre.done('GET', `/api/site-checks/findings?check=${asked.body.id}`);
    expect(view.check).toMatchObject({ state: 'done', cause: 'button', isComplete: true });
    expect(rulesOf(view.findings)).toEqual(openOnPurpose);
  });

  it('warns whoever writes a link that it found dead', async () => {
    const drafter = await staff('welfare');
    const linked = (href: string) =>
      notice({ title: '关于再次检查的通知', bodyHtml: `<p>请按<a href="${href}">原通知</a>办理。</p>` });
    const rulesFor = async (href: string) =>
      (await submitted(drafter, linked(href))).gate.findings.map((each: Json) => each.rule);
    expect(await rulesFor(deadLink)).toEqual(['dead-link']);
    expect(await rulesFor(standing!.path)).toEqual([]);
  });

  it('of a portal that does not answer says so', async () => {
    const ran = await gongkai(['site', 'check', '--url', 'http://127.0.0.1:9'], { env: env() });
    expect([ran.code, ran.error().code]).toEqual([2, 'portal-silent']);
  });
});

describe('ISO 28500: the archive of the portal', () => {
  it('holds each page as it is answered, and what is withdrawn only as its tombstone', async () => {
    const file = join(folder, 'portal.warc.gz');
    const ran = await gongkai(['archive', file, '--json'], { env: env() });
    expect([ran.code, ran.stderr]).toEqual([0, expect.any(String)]);
    const summary = ran.json();
    expect(summary).toMatchObject({ missing: [], isComplete: true });
    expect(summary.digest).toBe(
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    );
    const kept = new Map<string, { status: number; body: Buffer }>();
    for await (const record of new WARCParser(createReadStream(file), { parseHttp: true })) {
      const body = Buffer.from(await record.readFully(false));
      if (record.warcType !== 'response') continue;
      expect(record.warcPayloadDigest).toBe(`sha256:${createHash('sha256').update(body).digest('hex')}`);
      const { pathname, search } = new URL(record.warcTargetURI ?? '');
      kept.set(pathname + search, { status: Number(record.httpHeaders?.statusCode), body });
    }
    expect(kept.size).toBe(summary.addresses);
    const path = standing!.path;
    const now = await fetch(product.url + path);
    expect(kept.get(path)).toEqual({ status: 200, body: Buffer.from(await now.arrayBuffer()) });
    expect(kept.get(withdrawn!.path)?.status).toBe(410);
    expect([...kept.keys()].filter(each => /^\/(console|search)/.test(each))).toEqual([]);
  });

  it('writes over nothing, and leaves nothing where the portal is silent', async () => {
    const before = await readdir(folder);
    const again = await gongkai(['archive', join(folder, 'portal.warc.gz')], { env: env() });
    const silent = await gongkai(['archive', join(folder, 'b.warc.gz'), '--url', 'http://127.0.0.1:9'], {
      env: env(),
    });
    expect([again.error().code, silent.error().code]).toEqual(['bad-input', 'portal-silent']);
    expect(await readdir(folder)).toEqual(before);
  });
});
