import { createHash } from 'node:crypto';
import { type Clock, shanghaiDay } from '../../../src/platform/clock.ts';
import {
  asJson,
  asPage,
  type Call,
  type DoubleServer,
  fieldsOf,
  type Reply,
  serveDouble,
  typeOfPicture,
} from './double-server.ts';
import {
  articleFault,
  type DraftFields,
  finishedXml,
  type KeptArticle,
  keptArticle,
} from './wechat-content.ts';

/**
 * An official account on a port of one's own, as far as we use it: tokens that end and overlap, drafts, publishing jobs
 * that take their time, and every error on demand. Time is given; nothing happens by itself.
 */

export interface WechatDoubleOptions {
  readonly clock: Clock;
  readonly port?: number;
  readonly appId?: string;
  readonly secret?: string;
  /** Seconds. */
  readonly tokenLife?: number;
  /** Milliseconds from submission to the platform's decision. */
  readonly decidesAfterMs?: number;
  /** Where PUBLISHJOBFINISH is posted. */
  readonly callback?: { readonly url: string; readonly token: string };
}

interface Job {
  readonly id: string;
  readonly draftId: string;
  readonly article: KeptArticle;
  readonly dueAt: number;
  status: number;
  places: number[];
  articleId: string | undefined;
}

export interface PublishedArticle extends KeptArticle {
  readonly id: string;
  readonly url: string;
  isDeleted: boolean;
}

interface Token {
  readonly text: string;
  readonly issuedAt: number;
  endsAt: number;
}

export interface WechatDouble extends DoubleServer {
  readonly published: PublishedArticle[];
  readonly drafts: Map<string, KeptArticle>;
  readonly pictures: Map<string, Uint8Array>;
  readonly covers: Map<string, Uint8Array>;
  /** How often a token was asked for before its time. */
  readonly forced: () => number;
  /** What this server's address and account may do. */
  readonly account: { isWhitelisted: boolean; mayPublish: boolean };
  /** Calls of a path that a day allows; the next ones are answered 45009. */
  readonly quota: Map<string, number>;
  /** The next `times` calls of the path are answered with the code. */
  fail(path: string, code: number, times?: number): void;
  /** What becomes of the next publishing jobs; without a word they succeed. */
  decide(status: 0 | 2 | 3 | 4, places?: number[]): void;
  /** Ends the tokens of the account now. */
  endTokens(): void;
  /** Carries out what is due and posts the messages; answers how many jobs were decided. */
  settle(): Promise<number>;
}

const early = 300;

export async function startWechatDouble(options: WechatDoubleOptions): Promise<WechatDouble> {
  const {
    clock,
    appId = 'wxdouble',
    secret = 'double-secret',
    tokenLife = 7200,
    decidesAfterMs = 30_000,
  } = options;
  const account = { isWhitelisted: true, mayPublish: true };
  const tokens: Token[] = [];
  const pictures = new Map<string, Uint8Array>();
  const covers = new Map<string, Uint8Array>();
  const drafts = new Map<string, KeptArticle>();
  const published: PublishedArticle[] = [];
  const jobs: Job[] = [];
  const decisions: { status: number; places: number[] }[] = [];
  const quota = new Map<string, number>();
  const used = new Map<string, number>();
  const failures: { path: string; code: number; times: number }[] = [];
  let serial = 0;
  let forcedCount = 0;
  let lastForcedAt = Number.NEGATIVE_INFINITY;

  const now = (): number => clock.now().getTime();
  const nextNumber = (): number => {
    serial += 1;
    return serial;
  };
  const next = (kind: string): string => `${kind}-${nextNumber()}`;
  const refused = (code: number): Reply =>
    asJson({ errcode: code, errmsg: `double says ${code} rid: 5cf4c2d0-double` });

  function issue(): Token {
    for (const token of tokens) token.endsAt = Math.min(token.endsAt, now() + early * 1000);
    // As long as the real ones may become.
    const text = `${next('token')}-${'x'.repeat(500)}`;
    const token = { text, issuedAt: now(), endsAt: now() + tokenLife * 1000 };
    tokens.push(token);
    return token;
  }

  function stableToken(call: Call): Reply {
    const body = JSON.parse(call.body.toString('utf8')) as Record<string, unknown>;
    if (body['appid'] !== appId) return refused(40013);
    if (body['secret'] !== secret) return refused(40125);
    if (!account.isWhitelisted) return refused(40164);
    let token = tokens.at(-1);
    if (body['force_refresh'] === true) {
      if (now() - lastForcedAt < 30_000 || forcedCount >= 20) return refused(45009);
      forcedCount += 1;
      lastForcedAt = now();
      for (const each of tokens) each.endsAt = 0;
      token = undefined;
    }
    if (token === undefined || token.endsAt - now() <= early * 1000) token = issue();
    return asJson({ access_token: token.text, expires_in: Math.floor((token.endsAt - now()) / 1000) });
  }

  function tokenFault(call: Call): number {
    const given = call.query.get('access_token') ?? '';
    if (given === '') return 41001;
    const token = tokens.find(each => each.text === given);
    if (token === undefined) return 40001;
    return token.endsAt <= now() ? 42001 : 0;
  }

  function quotaFault(path: string): number {
    const key = `${path} ${shanghaiDay(clock.now())}`;
    const count = (used.get(key) ?? 0) + 1;
    used.set(key, count);
    return count > (quota.get(path) ?? Number.POSITIVE_INFINITY) ? 45009 : 0;
  }

  async function mediaOf(call: Call): Promise<Uint8Array | undefined> {
    const media = (await fieldsOf(call)).get('media');
    return media instanceof File ? new Uint8Array(await media.arrayBuffer()) : undefined;
  }

  async function uploadInline(call: Call): Promise<Reply> {
    const bytes = await mediaOf(call);
    if (bytes === undefined) return refused(41005);
    if (!['jpg', 'png'].includes(typeOfPicture(bytes))) return refused(40005);
    if (bytes.length >= 1_048_576) return refused(40009);
    const id = next('picture');
    pictures.set(id, bytes);
    return asJson({ url: `${double.url}/mmbiz/${id}`, errcode: 0, errmsg: 'ok' });
  }

  async function addMaterial(call: Call): Promise<Reply> {
    if (call.query.get('type') !== 'image') return refused(40004);
    const bytes = await mediaOf(call);
    if (bytes === undefined) return refused(41005);
    if (typeOfPicture(bytes) === 'other') return refused(40005);
    if (bytes.length > 10_485_760) return refused(40009);
    const id = next('material');
    covers.set(id, bytes);
    return asJson({ media_id: id, url: `${double.url}/mmbiz/${id}` });
  }

  type Body = Readonly<Record<string, unknown>>;
  const wordOf = (body: Body, name: string): string => String(body[name] ?? '');
  const stripped = ({ content, ...rest }: KeptArticle, body: Body) =>
    body['no_content'] === 1 ? rest : { ...rest, content };

  function addDraft(body: Body): Reply {
    const articles = Array.isArray(body['articles']) ? (body['articles'] as DraftFields[]) : [];
    if (articles.length === 0) return refused(44003);
    const fault = articleFault(articles[0]!, id => covers.has(id));
    if (fault !== 0) return refused(fault);
    const id = next('draft');
    drafts.set(id, keptArticle(articles[0]!, double.url));
    return asJson({ media_id: id });
  }

  function page<T>(all: readonly T[], body: Body, form: (each: T) => unknown): Reply {
    const offset = Number(body['offset'] ?? 0);
    const item = [...all].reverse().slice(offset, offset + Number(body['count'] ?? 20));
    return asJson({ total_count: all.length, item_count: item.length, item: item.map(form) });
  }

  /** The worst we can think of: a draft asked for twice comes out twice. */
  function submit(body: Body): Reply {
    const draftId = wordOf(body, 'media_id');
    const article = drafts.get(draftId);
    if (article === undefined) return refused(40007);
    const id = `${100_000 + nextNumber()}`;
    jobs.push({
      id,
      draftId,
      article,
      dueAt: now() + decidesAfterMs,
      status: 1,
      places: [],
      articleId: undefined,
    });
    return asJson({ errcode: 0, errmsg: 'ok', publish_id: id, msg_data_id: 'data-1' });
  }

  function state(body: Body): Reply {
    const job = jobs.find(each => each.id === wordOf(body, 'publish_id'));
    if (job === undefined) return refused(40007);
    const article = published.find(each => each.id === job.articleId);
    return asJson({
      publish_id: job.id,
      publish_status: job.status === 0 && article?.isDeleted === true ? 5 : job.status,
      ...(article === undefined
        ? {}
        : {
            article_id: article.id,
            article_detail: { count: 1, item: [{ idx: 1, article_url: article.url }] },
          }),
      fail_idx: job.places,
    });
  }

  function getArticle(body: Body): Reply {
    const article = published.find(each => each.id === wordOf(body, 'article_id'));
    if (article === undefined) return refused(53600);
    return asJson({ news_item: [{ ...article, is_deleted: article.isDeleted }] });
  }

  function deleteArticle(body: Body): Reply {
    const article = published.find(each => each.id === wordOf(body, 'article_id'));
    if (article === undefined || article.isDeleted) return refused(53600);
    article.isDeleted = true;
    return asJson({ errcode: 0, errmsg: 'ok' });
  }

  const doors: Readonly<Record<string, (body: Body) => Reply>> = {
    '/cgi-bin/draft/add': addDraft,
    '/cgi-bin/draft/get': body => {
      const draft = drafts.get(wordOf(body, 'media_id'));
      return draft === undefined ? refused(40007) : asJson({ news_item: [draft] });
    },
    '/cgi-bin/draft/batchget': body =>
      page([...drafts], body, ([id, draft]) => ({
        media_id: id,
        content: { news_item: [stripped(draft, body)] },
      })),
    '/cgi-bin/draft/delete': body =>
      drafts.delete(wordOf(body, 'media_id')) ? asJson({ errcode: 0, errmsg: 'ok' }) : refused(40007),
    '/cgi-bin/freepublish/submit': submit,
    '/cgi-bin/freepublish/get': state,
    '/cgi-bin/freepublish/batchget': body =>
      page(
        published.filter(each => !each.isDeleted),
        body,
        article => ({
          article_id: article.id,
          content: { news_item: [{ ...stripped(article, body), url: article.url }] },
        }),
      ),
    '/cgi-bin/freepublish/getarticle': getArticle,
    '/cgi-bin/freepublish/delete': deleteArticle,
  };

  function faultBefore(call: Call): number {
    const injected = failures.find(each => each.times > 0 && each.path === call.path);
    if (injected !== undefined) {
      injected.times -= 1;
      return injected.code;
    }
    if (call.path === '/cgi-bin/stable_token') return 0;
    if (call.method !== 'POST') return 43002;
    return (
      tokenFault(call) ||
      (account.isWhitelisted ? 0 : 40164) ||
      (account.mayPublish || !/draft|freepublish/.test(call.path) ? 0 : 48001) ||
      quotaFault(call.path)
    );
  }

  async function interfaceCall(call: Call): Promise<Reply> {
    const fault = faultBefore(call);
    if (fault !== 0) return refused(fault);
    if (call.path === '/cgi-bin/stable_token') return stableToken(call);
    if (call.path === '/cgi-bin/media/uploadimg') return uploadInline(call);
    if (call.path === '/cgi-bin/material/add_material') return addMaterial(call);
    const door = doors[call.path];
    if (door === undefined) return asJson({}, 404);
    let body: Body;
    try {
      body = JSON.parse(call.body.toString('utf8')) as Body;
    } catch {
      return refused(47001);
    }
    return door(body);
  }

  function publicPage(call: Call): Reply {
    const [, kind, id = ''] = call.path.split('/');
    if (kind === 'mmbiz') {
      const bytes = pictures.get(id) ?? covers.get(id);
      return bytes === undefined ? asPage('', 404) : { status: 200, type: 'image/*', body: bytes };
    }
    if (kind === 's') {
      const article = published.find(each => each.url.endsWith(call.path));
      if (article === undefined) return asPage('没有这篇文章', 404);
      // The platform says so with status 200.
      if (article.isDeleted) return asPage('该内容已被发布者删除');
      return asPage(
        `<h1>${article.title}</h1><p>${article.author}</p>${article.content}<p><a href="${article.content_source_url}">阅读原文</a></p>`,
      );
    }
    const lines = published.map(
      each => `<li>${each.isDeleted ? '（已删除）' : ''}<a href="${each.url}">${each.title}</a></li>`,
    );
    const kept = [...drafts.values()].map(each => `<li>${each.title}</li>`);
    return asPage(
      `<h1>公众号替身</h1><h2>已发布</h2><ol>${lines.join('')}</ol><h2>草稿箱</h2><ol>${kept.join('')}</ol>`,
    );
  }

  async function tell(job: Job, article: PublishedArticle | undefined): Promise<void> {
    if (options.callback === undefined) return;
    const { url, token } = options.callback;
    const [timestamp, nonce] = [String(Math.floor(now() / 1000)), next('nonce')];
    const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
    const query = new URLSearchParams({ signature, timestamp, nonce });
    await fetch(`${url}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: finishedXml({ publishId: job.id, status: job.status, article, places: job.places }),
    });
  }

  async function settle(): Promise<number> {
    const due = jobs.filter(job => job.status === 1 && job.dueAt <= now());
    for (const job of due) {
      const { status, places } = decisions.shift() ?? { status: 0, places: [] };
      job.status = status;
      job.places = places;
      let article: PublishedArticle | undefined;
      if (status === 0) {
        const id = next('article');
        article = { ...job.article, id, url: `${double.url}/s/${id}`, isDeleted: false };
        published.push(article);
        job.articleId = id;
        drafts.delete(job.draftId);
      }
      await tell(job, article);
    }
    return due.length;
  }

  const double = await serveDouble(
    async call => (call.path.startsWith('/cgi-bin/') ? interfaceCall(call) : publicPage(call)),
    options.port ?? 0,
  );
  return {
    ...double,
    published,
    drafts,
    pictures,
    covers,
    account,
    quota,
    forced: () => forcedCount,
    fail: (path, code, times = 1) => void failures.push({ path, code, times }),
    decide: (status, places = []) => void decisions.push({ status, places }),
    endTokens: () => {
      for (const token of tokens) token.endsAt = 0;
    },
    settle,
  };
}
