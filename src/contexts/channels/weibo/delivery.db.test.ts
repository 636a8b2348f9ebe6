import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  carry,
  dyingFetch,
  photograph,
  pictureOf,
  postingOf,
} from '../../../../tests/support/carriers/posting.ts';
import {
  startWeiboDouble,
  type WeiboDouble,
  type WeiboDoubleOptions,
} from '../../../../tests/support/carriers/weibo-double.ts';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import type { Carrier, Posting } from '../carrier.ts';
import { createUnconfiguredWeibo, createWeiboCarrier } from './carrier.ts';
import { weiboFailures } from './failures.ts';
import { postText } from './post-text.ts';
import { type WeiboSettings, weiboSettings } from './settings.ts';

const db = await testDatabase();
const photo = await photograph(120, 90);
const sharePath = '/2/statuses/share.json';

let clock = fixedClock('2019-06-03T09:00:00+08:00');
let double: WeiboDouble;

async function startDouble(options: Partial<WeiboDoubleOptions> = {}): Promise<void> {
  await double?.close();
  double = await startWeiboDouble({ clock, boundDomain: 'mzj.example.gov.cn', ...options });
}

beforeEach(async () => {
  clock = fixedClock('2019-06-03T09:00:00+08:00');
  await startDouble();
});
afterEach(() => double.close());

function settings(change: Partial<WeiboSettings> = {}): WeiboSettings {
  return weiboSettings.parse({
    accessToken: 'weibo-token',
    boundDomain: 'mzj.example.gov.cn',
    rip: '203.0.113.7',
    api: double.url,
    postAddress: `${double.url}/status/{id}`,
    ...change,
  });
}

const carrier = (send?: typeof fetch, change: Partial<WeiboSettings> = {}): Carrier =>
  createWeiboCarrier({ db, settings: settings(change), ...(send === undefined ? {} : { send }) });

function posting(change: Partial<Posting> = {}): Posting {
  const documentId = randomBytes(8).toString('hex');
  return postingOf({
    documentId,
    title: `关于低保标准的通知${documentId}`,
    pictures: [pictureOf(photo)],
    ...change,
  });
}

const deliver = (it: Posting, more: Partial<Parameters<typeof carry>[0]> = {}) =>
  carry({ carrier: () => carrier(), posting: it, clock, ...more });

describe('a post on the microblog', () => {
  it('bears title, summary, address and picture, and says where it stands', async () => {
    const it = posting();
    const { step, progress } = await deliver(it);
    expect(step).toMatchObject({ kind: 'done', address: `${double.url}/status/${double.posts[0]!.id}` });
    expect(double.posts[0]!.text).toContain(`【${it.title}】${it.summary} ${it.publicUrl}`);
    expect(double.posts[0]!.picture).toBeDefined();
    expect(await carrier().look(it, progress)).toBe('present');
  });

  it('goes without a picture where there is none', async () => {
    expect((await deliver(posting({ pictures: [] }))).step.kind).toBe('done');
    expect(double.posts[0]!.picture).toBeUndefined();
  });

  it.each([
    ['a short one', '低保标准', '提高。', {}],
    ['a long summary', '低保标准', '提高标准。'.repeat(60), {}],
    ['a long title', '低保标准'.repeat(50), '提高。', {}],
    [
      'letters at half weight',
      'GB/T 39786 '.repeat(20),
      '说明。'.repeat(60),
      { asciiCounts: 0.5, addressCounts: 10 },
    ],
    ['a topic that is none', '#低保# 标准', '提高#标准#。', {}],
  ] as const)('stays within the limit and keeps the address whole: %s', (_, title, summary, rule) => {
    const made = postText(
      posting({ title, summary }),
      settings({ status: { ...settings().status, ...rule } }),
    );
    expect(made.length).toBeLessThanOrEqual(140);
    expect(made.text.endsWith(' https://mzj.example.gov.cn/items/1')).toBe(true);
    expect(made.text).not.toContain('#');
    expect(made.text.startsWith('【')).toBe(true);
  });

  it('is not sent where the page does not lie on the bound domain', async () => {
    const it = posting({ publicUrl: 'https://mzj.example.gov.cn.evil.example.com/1' });
    expect((await deliver(it)).step).toMatchObject({ kind: 'needs-person', code: 'weibo-domain' });
    expect((await carrier().preview(it)).problems.filter(each => each.blocks).map(each => each.code)).toEqual(
      ['weibo-domain'],
    );
    expect(double.calls).toEqual([]);
  });

  it('asks whoever holds the account to authorise anew when the authorisation has run out', async () => {
    await startDouble({ tokenEndsAt: new Date('2019-06-03T00:00:00Z') });
    const { step } = await deliver(posting());
    expect(step).toMatchObject({ kind: 'needs-person', code: 'weibo-21327' });
    expect('advice' in step && step.advice).toContain('须由信息中心登录微博账号重新授权');
  });

  const codes = Object.keys(weiboFailures).filter(code => /^\d+$/.test(code));
  it.each(codes)('answered %s takes the promised step, and comes out once in the end', async code => {
    double.fail(Number(code));
    const it = posting();
    const { step, progress } = await deliver(it, { mostRetries: 0 });
    expect(step.kind).toBe(weiboFailures[code]!.remedy === 'person' ? 'needs-person' : 'retry');
    expect('advice' in step && step.advice).toContain(weiboFailures[code]!.advice);
    expect((await deliver(it, { from: progress })).step.kind).toBe('done');
    expect(double.posts).toHaveLength(1);
  });
});

describe('a post whose outcome nobody knows', () => {
  it.each(['before', 'after'] as const)(
    'when the process dies %s the answer, a person looks before anything is sent again',
    async when => {
      const it = posting();
      const { step, progress } = await deliver(it, { carrier: once(when) });
      expect(step).toMatchObject({ kind: 'needs-person', code: 'weibo-outcome-unknown' });
      expect(double.posts).toHaveLength(when === 'before' ? 0 : 1);
      expect(await carrier().look(it, progress)).toBe('unknown');
      // It was not there: pressed again, it goes out. The same answer is not good for another crash.
      if (when === 'before') {
        const again = await deliver(it, { from: progress, carrier: once('after') });
        expect(again.step).toMatchObject({ kind: 'needs-person', code: 'weibo-outcome-unknown' });
        expect(double.posts).toHaveLength(1);
      }
    },
  );

  /** Dies at the first call, is whole ever after. */
  function once(when: 'before' | 'after'): () => Carrier {
    const { send } = dyingFetch(1, when);
    return () => carrier(send);
  }

  it.each(['before', 'after'] as const)('when the line breaks %s it is carried out, the same', async when => {
    double.cutLine(sharePath, when);
    const it = posting();
    const { step, progress } = await deliver(it);
    expect(step).toMatchObject({ kind: 'needs-person', code: 'weibo-outcome-unknown' });
    const again = await deliver(it, { from: progress });
    // Sent although it was there, the platform itself refuses the same words.
    expect(again.step).toMatchObject(when === 'before' ? { kind: 'done' } : { code: 'weibo-20019' });
    expect(double.posts).toHaveLength(1);
  });
});

describe('a post taken down', () => {
  const takeDown = (it: Posting, from: Record<string, string | number | boolean | null>) =>
    deliver(it, { way: 'takeDown', from });

  it('is deleted by a person, who is believed after a look', async () => {
    const it = posting();
    const { progress } = await deliver(it);
    const asked = await takeDown(it, progress);
    expect(asked.step).toMatchObject({ kind: 'needs-person', code: 'weibo-delete-by-hand' });
    expect('advice' in asked.step && asked.step.advice).toContain(`${double.url}/status/`);
    double.posts[0]!.isDeleted = true;
    expect((await takeDown(it, asked.progress)).step.kind).toBe('done');
    expect(await carrier().look(it, progress)).toBe('absent');
  });

  it('that was never sent is no work; one in doubt is asked about first', async () => {
    expect((await takeDown(posting(), {})).step.kind).toBe('done');
    double.cutLine(sharePath, 'after');
    const it = posting();
    await deliver(it);
    const asked = await takeDown(it, {});
    expect(asked.step).toMatchObject({ kind: 'needs-person', code: 'weibo-outcome-unknown' });
    expect((await takeDown(it, asked.progress)).step.kind).toBe('done');
  });
});

describe('the microblog without an interface', () => {
  it('shows the preview and a page on which a person shares with the words filled in', async () => {
    const it = posting({ title: '低保标准提高了' });
    const none = createUnconfiguredWeibo();
    const step = await none.deliver(it, {}, clock.now());
    const link = /https:\/\/service\.weibo\.com\/\S+/.exec('advice' in step ? step.advice : '')![0];
    expect(new URL(link).searchParams.get('url')).toBe(it.publicUrl);
    expect(new URL(link).searchParams.get('title')).toContain('【低保标准提高了】');
    const { html, problems } = await none.preview(it);
    expect(html).toContain('低保标准提高了');
    expect(problems.map(each => each.code)).toEqual(['weibo-not-configured']);
  });
});
