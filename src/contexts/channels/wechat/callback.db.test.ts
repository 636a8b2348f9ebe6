import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishedXml } from '../../../../tests/support/carriers/wechat-content.ts';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { type HttpServer, makeHttpServer } from '../../../platform/http/kit.ts';
import { wechatCallbackRoutes } from './callback-routes.ts';
import { keepPublishEvents } from './publish-events.ts';

const db = await testDatabase();
const events = keepPublishEvents(db, 'wx1');
const token = 'callbackToken1';
let app: HttpServer;

beforeAll(async () => {
  app = await makeHttpServer({ logger: false });
  wechatCallbackRoutes(app, { token, events, clock: fixedClock('2019-06-03T09:00:00+08:00') });
  await app.ready();
});
afterAll(() => app.close());

function address(more: Record<string, string> = {}, key = token): string {
  const [timestamp, nonce] = ['1559523600', 'n1'];
  const signature = createHash('sha1').update([key, timestamp, nonce].sort().join('')).digest('hex');
  return `/api/wechat/callback?${new URLSearchParams({ signature, timestamp, nonce, ...more })}`;
}

const post = (payload: string, url = address()) =>
  app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'text/xml' } });

const article = { id: 'article-1', url: 'https://mp.weixin.qq.com/s/1' };

describe('what WeChat calls us with', () => {
  it('answers the check of the address with the given word, and only when it is signed', async () => {
    const good = await app.inject(address({ echostr: '4711' }));
    expect([good.statusCode, good.body]).toEqual([200, '4711']);
    expect((await app.inject(address({ echostr: '4711' }, 'otherToken'))).statusCode).toBe(403);
    expect((await app.inject('/api/wechat/callback?echostr=4711')).statusCode).toBe(400);
  });

  it('writes down the end of a job, once, however often it is told', async () => {
    const xml = finishedXml({ publishId: '7', status: 0, article, places: [] });
    for (let turn = 0; turn < 3; turn += 1) expect((await post(xml)).body).toBe('success');
    expect(await events.find('7')).toEqual({
      publishId: '7',
      status: 0,
      articleId: article.id,
      address: article.url,
      places: [],
    });
    await post(finishedXml({ publishId: '8', status: 4, places: [1, 2] }));
    expect(await events.find('8')).toMatchObject({ status: 4, places: [1, 2], address: undefined });
  });

  it('does not take an old message for a new one once the article was removed', async () => {
    const state = (status: number) => finishedXml({ publishId: '9', status, article, places: [] });
    for (const status of [0, 6, 0]) await post(state(status));
    expect(await events.find('9')).toMatchObject({ status: 6 });
  });

  const xml = finishedXml({ publishId: '66', status: 0, article, places: [] });
  it.each([
    ['a wrong signature', xml, address({}, 'otherToken'), 403],
    ['a document type', `<!DOCTYPE xml [<!ENTITY a "b">]>${xml}`, undefined, 400],
    ['an entity of one’s own', xml.replace('66', '&a;'), undefined, 400],
    ['broken XML', xml.slice(0, 200), undefined, 400],
    ['no XML', '{"a":1}', undefined, 400],
    ['a state that there is not', xml.replace('<publish_status>0', '<publish_status>9'), undefined, 400],
    ['more than a message', `<xml>${'x'.repeat(70_000)}</xml>`, undefined, 413],
  ] as const)('refuses %s and writes nothing', async (_, body, url, status) => {
    expect((await post(body, url)).statusCode).toBe(status);
    expect(await events.find('66')).toBeUndefined();
  });

  it('lets every other message pass', async () => {
    const other = '<xml><MsgType>event</MsgType><Event>subscribe</Event></xml>';
    expect((await post(other)).body).toBe('success');
  });
});
