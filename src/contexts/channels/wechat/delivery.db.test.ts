import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  carry,
  dyingFetch,
  photograph,
  pictureOf,
  postingOf,
} from '../../../../tests/support/carriers/posting.ts';
import {
  startWechatDouble,
  type WechatDouble,
  type WechatDoubleOptions,
} from '../../../../tests/support/carriers/wechat-double.ts';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { makeHttpServer } from '../../../platform/http/kit.ts';
import { openSealedBox } from '../../../platform/sealed-box.ts';
import type { Carrier, CarrierStep, Posting } from '../carrier.ts';
import { wechatCallbackRoutes } from './callback-routes.ts';
import { createWechatCarrier } from './carrier.ts';
import { wechatFailures } from './failures.ts';
import { keepPublishEvents } from './publish-events.ts';
import { wechatSettings } from './settings.ts';

const db = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'carriers-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const box = await openSealedBox(folder);
const house = { siteName: '市民政局', mainColour: '#1c4f9c' };
const photo = await photograph(120, 90);

let clock = fixedClock('2019-06-03T09:00:00+08:00');
let double: WechatDouble;
const opened: WechatDouble[] = [];
let serial = 0;

/** A new account each time: tokens of another one are of no use. */
async function startDouble(options: Partial<WechatDoubleOptions> = {}): Promise<void> {
  serial += 1;
  double = await startWechatDouble({ clock, appId: `wx${serial}`, ...options });
  opened.push(double);
}

beforeEach(async () => {
  clock = fixedClock('2019-06-03T09:00:00+08:00');
  await startDouble();
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

function carrier(send?: typeof fetch): Carrier {
  const settings = wechatSettings.parse({ appId: `wx${serial}`, secret: 'double-secret', api: double.url });
  return createWechatCarrier({ db, box, clock, settings, house, ...(send === undefined ? {} : { send }) });
}

function posting(change: Partial<Posting> = {}): Posting {
  const documentId = randomBytes(8).toString('hex');
  const publicUrl = `https://mzj.example.gov.cn/items/${documentId}`;
  return postingOf({ documentId, publicUrl, pictures: [pictureOf(photo)], ...change });
}

const deliver = (it: Posting, more: Partial<Parameters<typeof carry>[0]> = {}) =>
  carry({ carrier: () => carrier(), posting: it, clock, meanwhile: () => double.settle(), ...more });

const shown = (): string[] => double.published.filter(each => !each.isDeleted).map(each => each.title);
const codeOf = (step: CarrierStep): string => ('code' in step ? step.code : step.kind);

describe('an article brought out on the official account', () => {
  it('goes from pictures and cover over the draft to one published article with its address', async () => {
    const { step } = await deliver(posting());
    expect(step).toMatchObject({ kind: 'done', address: double.published[0]!.url });
    expect(shown()).toEqual(['关于提高城乡低保标准的通知']);
    const [article] = double.published;
    expect(article!.content).toContain(`src="${double.url}/mmbiz/`);
    expect(article!.content_source_url).toMatch(/^https:\/\/mzj\.example\.gov\.cn\/items\//);
    expect(double.drafts.size).toBe(0);
    expect(double.calls.filter(path => path === '/cgi-bin/stable_token')).toHaveLength(1);
  });

  it('says the same and calls nobody when it is asked once more', async () => {
    const it = posting();
    const { progress } = await deliver(it);
    const calls = double.calls.length;
    expect(await carrier().deliver(it, progress, clock.now())).toMatchObject({ kind: 'done' });
    expect(double.calls).toHaveLength(calls);
  });

  it('brings pictures of any size below one megabyte, upright, as JPEG or PNG, without the place they were taken', async () => {
    const large = await sharp(await photograph(2600, 1800))
      .withExif({ IFD0: { Artist: 'someone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '27/1 18/1 0/1' } })
      .jpeg({ quality: 98 })
      .toBuffer();
    expect(large.length).toBeGreaterThan(3_000_000);
    await deliver(posting({ pictures: [pictureOf(new Uint8Array(large))] }));
    const [kept] = double.pictures.values();
    expect(kept!.length).toBeLessThan(1_000_000);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
  });

  it('makes a cover of the site’s name and colour where there is no picture', async () => {
    await deliver(posting({ pictures: [] }));
    const [cover] = double.covers.values();
    const { width, height } = await sharp(cover).metadata();
    expect([width, height]).toEqual([900, 383]);
    const { data } = await sharp(cover).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([0x1c, 0x4f, 0x9c]);
    // Letters are white: the name was drawn.
    expect(data.some((value, at) => at % 4 === 0 && value === 255)).toBe(true);
  });

  it('asks a person for another picture when one cannot be read, and has published nothing', async () => {
    const broken = pictureOf(photo.slice(0, 700));
    const { step } = await deliver(posting({ pictures: [broken] }));
    expect(step).toMatchObject({ kind: 'needs-person', code: 'wechat-picture-unreadable' });
    expect(double.drafts.size).toBe(0);
  });

  it('cuts what is too long and says the whole title in the text; nothing is refused', async () => {
    const title = `${'关于进一步加强和规范城乡最低生活保障工作'.repeat(5)}的通知`;
    const bodyHtml = `<p>${'低保标准按年度调整。'.repeat(20)}</p>`.repeat(200);
    const { step } = await deliver(
      posting({
        title,
        summary: '摘'.repeat(300),
        author: '某某市某某区民政局办公室',
        bodyHtml,
        pictures: [],
      }),
    );
    expect(step.kind).toBe('done');
    const [article] = double.published;
    expect([...article!.title]).toHaveLength(64);
    expect([...article!.digest]).toHaveLength(120);
    expect(article!.author).toBe('');
    expect(article!.content).toContain(title);
    expect(article!.content).toContain('阅读原文');
    expect(article!.content.length).toBeLessThan(20_000);
    expect(article!.content.length).toBeGreaterThan(15_000);
  });
});

describe('the token of the account', () => {
  it('is renewed within its last five minutes and shared; the old one need not fail first', async () => {
    await deliver(posting());
    clock.set('2019-06-03T10:57:00+08:00');
    await deliver(posting());
    expect(double.calls.filter(path => path === '/cgi-bin/stable_token')).toHaveLength(2);
    expect(double.forced()).toBe(0);
    expect(shown()).toHaveLength(2);
  });

  it('is fetched once by many who need it at the same moment', async () => {
    const many = Array.from({ length: 6 }, () =>
      carrier().deliver(posting({ pictures: [] }), {}, clock.now()),
    );
    await Promise.all(many);
    expect(double.calls.filter(path => path === '/cgi-bin/stable_token')).toHaveLength(1);
  });

  it('does not lie readable in the database', async () => {
    await deliver(posting());
    const rows = await db.kysely.selectFrom('carrier_token').selectAll().execute();
    expect(Buffer.concat(rows.map(row => row.sealed!)).toString('latin1')).not.toContain('token-');
  });

  it('ends in the middle of the way and is renewed without anybody noticing', async () => {
    let isEnded = false;
    const { step } = await deliver(posting(), {
      meanwhile: async () => {
        if (!isEnded && double.drafts.size === 1) double.endTokens();
        isEnded ||= double.drafts.size === 1;
        await double.settle();
      },
    });
    expect(isEnded).toBe(true);
    expect(step.kind).toBe('done');
    expect(shown()).toHaveLength(1);
  });

  it.each([40001, 40014, 42001])(
    'refused with %i is renewed once, the call made once more, and then a person asked',
    async code => {
      await deliver(posting());
      double.fail('/cgi-bin/media/uploadimg', code, 2);
      const before = double.calls.length;
      const { step } = await deliver(posting());
      expect(step).toMatchObject({ kind: 'needs-person', code: `wechat-${code}` });
      const calls = double.calls.slice(before);
      expect(calls.filter(path => path.endsWith('uploadimg'))).toHaveLength(2);
      expect(double.forced()).toBe(1);
      // The next refusal within two hours does not force again.
      double.fail('/cgi-bin/media/uploadimg', code, 2);
      await deliver(posting());
      expect(double.forced()).toBe(1);
    },
  );
});

describe('what WeChat answers, and what follows (docs: standards of the interface)', () => {
  /** Calls of a whole delivery; each may be answered with any code. */
  const places = [
    'media/uploadimg',
    'material/add_material',
    'draft/batchget',
    'draft/add',
    'freepublish/batchget',
    'freepublish/submit',
    'freepublish/get',
  ];
  const codes = Object.keys(wechatFailures).filter(code => /^-?\d+$/.test(code));
  // Every code at one of the calls, and every call with three codes: not the whole square, which would say no more.
  const cases = [
    ...codes.map((code, at) => [code, places[at % places.length]!] as const),
    ...places.flatMap(place => ['-1', '45009', '47001'].map(code => [code, place] as const)),
  ];
  it.each(cases)('%s at %s: the promised step, then one article', async (code, place) => {
    double.fail(`/cgi-bin/${place}`, Number(code), 2);
    const it = posting();
    const first = await deliver(it, { mostRetries: 0 });
    const row = wechatFailures[code]!;
    expect(first.step.kind).toBe(row.remedy === 'person' ? 'needs-person' : 'retry');
    expect(codeOf(first.step)).toBe(`wechat-${code}`);
    if ('advice' in first.step) expect(first.step.advice).toContain(row.advice);
    if (first.step.kind === 'retry' && row.remedy === 'tomorrow')
      expect(first.step.notBefore).toEqual(new Date('2019-06-04T00:10:00+08:00'));
    // The person has mended it (or time has): pressed again, until the double has no more faults to tell.
    let last = first;
    for (let press = 0; press < 3 && last.step.kind !== 'done'; press += 1)
      last = await deliver(it, { from: last.progress });
    expect(last.step.kind).toBe('done');
    expect(shown()).toHaveLength(1);
  });

  it('names a code that nobody has listed, and asks a person', async () => {
    double.fail('/cgi-bin/draft/add', 99_999);
    const { step } = await deliver(posting());
    expect(step).toMatchObject({ kind: 'needs-person', code: 'wechat-99999' });
    expect('advice' in step && step.advice).toMatch(/没有收录.*99999/);
  });

  it('asks a person after twelve tries of what should pass by itself', async () => {
    double.fail('/cgi-bin/draft/add', -1, 100);
    const { step, steps } = await deliver(posting());
    expect(step).toMatchObject({ kind: 'needs-person', code: 'wechat--1' });
    expect(steps.filter(each => each.kind === 'retry')).toHaveLength(11);
  });

  it('goes on the next day when the quota of the day is used up', async () => {
    double.quota.set('/cgi-bin/draft/add', 1);
    await deliver(posting());
    const { step } = await deliver(posting());
    expect(step.kind).toBe('done');
    expect(clock.today()).toBe('2019-06-04');
    expect(shown()).toHaveLength(2);
  });

  it.each([
    ['the address is not on the whitelist', 'isWhitelisted', 'wechat-40164', 'IP白名单'],
    ['the account has lost the interface', 'mayPublish', 'wechat-48001', '2025年7月'],
  ] as const)('asks a person and says where to mend it when %s', async (_, flag, code, words) => {
    double.account[flag] = false;
    const it = posting();
    const { step, progress } = await deliver(it);
    expect(step).toMatchObject({ kind: 'needs-person', code });
    expect('advice' in step && step.advice).toContain(words);
    double.account[flag] = true;
    expect((await deliver(it, { from: progress })).step.kind).toBe('done');
    expect(shown()).toHaveLength(1);
  });

  it.each([
    [2, 'wechat-original-failed'],
    [3, 'wechat-publish-failed'],
    [4, 'wechat-review-failed'],
  ] as const)(
    'shows decision %i of the platform with the place that failed; the retry publishes once',
    async (status, code) => {
      double.decide(status, status === 3 ? [] : [1]);
      const it = posting();
      const { step, progress } = await deliver(it);
      expect(step).toMatchObject({ kind: 'needs-person', code });
      if (status !== 3) expect('advice' in step && step.advice).toContain('第1篇');
      expect((await deliver(it, { from: progress })).step.kind).toBe('done');
      expect(shown()).toHaveLength(1);
    },
  );

  it('shows a publication that is still under way after a day, and goes on asking', async () => {
    const it = posting();
    const { step, progress } = await deliver(it, { meanwhile: async () => {} });
    expect(step).toMatchObject({ kind: 'needs-person', code: 'wechat-publishing-stuck' });
    expect((await deliver(it, { from: progress })).step.kind).toBe('done');
    expect(shown()).toHaveLength(1);
  });

  it('believes what WeChat tells by itself, and asks no more', async () => {
    const app = await makeHttpServer({ logger: false });
    const token = 'callbackToken';
    const events = keepPublishEvents(db, `wx${serial + 1}`);
    wechatCallbackRoutes(app, { token, events, clock });
    const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/api/wechat/callback`;
    await startDouble({ callback: { url, token }, decidesAfterMs: 0 });
    const told = await deliver(posting());
    expect(told.step).toMatchObject({ kind: 'done', address: double.published[0]!.url });
    double.decide(4, [1]);
    const refused = await deliver(posting());
    expect(refused.step).toMatchObject({ kind: 'needs-person', code: 'wechat-review-failed' });
    expect(double.calls).not.toContain('/cgi-bin/freepublish/get');
    await app.close();
  });

  it('knows nothing but a line that broke when the answer is a page of a proxy', async () => {
    double.answer('/cgi-bin/draft/add', { status: 502, type: 'text/html', body: '<h1>Bad Gateway</h1>' });
    const { steps } = await deliver(posting());
    expect(steps.map(codeOf)).toContain('wechat-unreadable');
    expect(shown()).toHaveLength(1);
  });
});

describe('nothing is published twice and nothing is lost', () => {
  async function callsOfDelivery(): Promise<number> {
    const counted = dyingFetch(0, 'before');
    await deliver(posting(), { carrier: () => carrier(counted.send) });
    return counted.count();
  }

  it('whichever call the process dies at, before or after the answer, one article comes out', async () => {
    const calls = await callsOfDelivery();
    expect(calls).toBeGreaterThanOrEqual(8);
    for (const when of ['before', 'after'] as const)
      for (let at = 1; at <= calls; at += 1) {
        const before = shown().length;
        const { send } = dyingFetch(at, when);
        const { step } = await deliver(posting(), { carrier: () => carrier(send) });
        expect([when, at, step.kind, shown().length - before]).toEqual([when, at, 'done', 1]);
      }
  });

  it.each(['before', 'after'] as const)(
    'whichever line breaks %s the call is carried out, one article comes out',
    async when => {
      const paths = [
        'stable_token',
        'media/uploadimg',
        'material/add_material',
        'draft/add',
        'freepublish/submit',
        'freepublish/get',
        'freepublish/batchget',
        'draft/get',
      ];
      for (const path of paths) {
        const before = shown().length;
        // `draft/get` is asked only when a submission is in doubt.
        if (path === 'draft/get') double.cutLine('/cgi-bin/freepublish/submit', when);
        double.cutLine(`/cgi-bin/${path}`, when);
        const { step } = await deliver(posting());
        expect([path, step.kind, shown().length - before]).toEqual([path, 'done', 1]);
      }
    },
  );

  it('keeps to its own article where the same page had one before', async () => {
    const first = posting();
    await deliver(first);
    double.cutLine('/cgi-bin/freepublish/submit', 'before');
    const { step } = await deliver({ ...first, versionNo: 2, title: '关于提高城乡低保标准的通知（修订）' });
    expect(step.kind).toBe('done');
    expect(shown()).toEqual(['关于提高城乡低保标准的通知', '关于提高城乡低保标准的通知（修订）']);
  });
});

describe('an article taken down', () => {
  const takeDown = (it: Posting, from: Record<string, string | number | boolean | null>) =>
    deliver(it, { way: 'takeDown', from });

  it('is deleted and looked at; its public page says so too', async () => {
    const it = posting();
    const { progress } = await deliver(it);
    expect(await carrier().look(it, progress)).toBe('present');
    const gone = await takeDown(it, progress);
    expect(gone.step.kind).toBe('done');
    expect(shown()).toEqual([]);
    expect(await carrier().look(it, progress)).toBe('absent');
  });

  it('is looked for on its page where the interface does not answer', async () => {
    const it = posting();
    const { progress } = await deliver(it);
    double.fail('/cgi-bin/freepublish/getarticle', 48001, 2);
    expect(await carrier().look(it, progress)).toBe('present');
    double.published[0]!.isDeleted = true;
    expect(await carrier().look(it, progress)).toBe('absent');
  });

  it('leads a person to the platform where the interface may not delete, and believes them after a look', async () => {
    const it = posting();
    const { progress } = await deliver(it);
    double.fail('/cgi-bin/freepublish/delete', 48001);
    const asked = await takeDown(it, progress);
    expect(asked.step).toMatchObject({ kind: 'needs-person', code: 'wechat-48001' });
    expect('advice' in asked.step && asked.step.advice).toContain(double.published[0]!.url);
    double.published[0]!.isDeleted = true;
    expect((await takeDown(it, asked.progress)).step.kind).toBe('done');
  });

  it('from every point of its delivery leaves neither an article nor a draft', async () => {
    const steps = (await deliver(posting())).steps.length;
    for (let stop = 0; stop < steps; stop += 1) {
      const it = posting();
      let progress = {};
      for (let at = 0; at < stop; at += 1) {
        const step = await carrier().deliver(it, progress, clock.now());
        progress = step.progress;
      }
      const before = shown().length;
      const { step } = await takeDown(it, progress);
      expect([stop, step.kind, shown().length - before, double.drafts.size]).toEqual([stop, 'done', 0, 0]);
    }
  });

  it('is found and deleted where the process died while it was submitted', async () => {
    const it = posting();
    let progress = {};
    while (double.drafts.size === 0) progress = (await carrier().deliver(it, progress, clock.now())).progress;
    double.cutLine('/cgi-bin/freepublish/submit', 'after');
    await carrier().deliver(it, progress, clock.now());
    const { step } = await takeDown(it, progress);
    expect(step.kind).toBe('done');
    expect(double.published).toHaveLength(1);
    expect(shown()).toEqual([]);
  });
});

describe('the preview', () => {
  it('is a whole page without a call, with every change and the default cover named', async () => {
    const wide = `<table><tr>${'<td>一</td>'.repeat(8)}</tr></table>`;
    const { html, problems } = await carrier().preview(
      posting({
        pictures: [],
        title: '题'.repeat(80),
        bodyHtml: `<p><a href="https://www.example.gov.cn/">省厅</a></p>${wide}`,
      }),
    );
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('width:375px');
    expect(html).not.toMatch(/<script|src="(?!data:)/);
    expect(problems.map(each => each.code).sort()).toEqual([
      'wechat-default-cover',
      'wechat-links-as-text',
      'wechat-title-cut',
      'wechat-wide-table',
    ]);
    expect(double.calls).toEqual([]);
  });

  it('blocks where a picture cannot be read', async () => {
    const { problems } = await carrier().preview(posting({ pictures: [pictureOf(photo.slice(0, 500))] }));
    expect(problems.filter(each => each.blocks).map(each => each.code)).toEqual([
      'wechat-picture-unreadable',
      'wechat-picture-unreadable',
    ]);
  });
});
