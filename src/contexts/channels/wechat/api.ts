import { z } from 'zod';
import { callForJson, type Fetch } from '../carrier-parts/call.ts';
import type { Failure } from '../carrier-parts/failure.ts';
import { asFile, type FittedPicture } from '../carrier-parts/pictures.ts';
import { tokenCodes } from './failures.ts';
import type { WechatSettings } from './settings.ts';
import { failureOf, type Tokens } from './tokens.ts';

/**
 * The calls of the official-account interface that we use, each with the form of its answer. A refused token is renewed
 * once and the call made once more; nothing else is repeated here.
 */

export type Answer<T> = { readonly ok: true; readonly value: T } | Failure;

/** One article of a draft as WeChat takes it. */
export interface DraftArticle {
  readonly title: string;
  readonly author?: string;
  readonly digest?: string;
  readonly content: string;
  readonly content_source_url: string;
  readonly thumb_media_id: string;
  readonly need_open_comment: 0 | 1;
}

const newsItem = z.object({
  title: z.string().default(''),
  content_source_url: z.string().default(''),
  url: z.string().optional(),
  is_deleted: z.boolean().optional(),
});
const content = z.object({ news_item: z.array(newsItem).default([]) });
const draftList = z.object({ item: z.array(z.object({ media_id: z.string(), content })).default([]) });
const articleList = z.object({ item: z.array(z.object({ article_id: z.string(), content })).default([]) });
const done = z.object({});
const publishState = z.object({
  publish_status: z.number().int(),
  article_id: z.string().optional(),
  article_detail: z
    .object({ item: z.array(z.object({ idx: z.number(), article_url: z.string() })).default([]) })
    .optional(),
  fail_idx: z.array(z.number().int()).default([]),
});
export type PublishState = z.infer<typeof publishState>;

export type WechatApi = ReturnType<typeof openWechatApi>;

export function openWechatApi(parts: {
  readonly settings: WechatSettings;
  readonly tokens: Tokens;
  readonly send: Fetch;
}) {
  const { settings, tokens, send } = parts;

  async function once<T>(
    path: string,
    token: string,
    body: () => RequestInit,
    form: z.ZodType<T>,
  ): Promise<Answer<T>> {
    const mark = path.includes('?') ? '&' : '?';
    const address = `${settings.api}${path}${mark}access_token=${encodeURIComponent(token)}`;
    const answer = await callForJson(send, address, { method: 'POST', ...body() });
    if (!answer.reached) return { ok: false, code: 'unreachable', said: '' };
    const code = z.object({ errcode: z.number() }).safeParse(answer.body);
    if (code.success && code.data.errcode !== 0) return failureOf(answer.body);
    const value = form.safeParse(answer.body);
    return answer.status === 200 && value.success
      ? { ok: true, value: value.data }
      : { ok: false, code: 'unreadable', said: '' };
  }

  async function call<T>(path: string, body: () => RequestInit, form: z.ZodType<T>): Promise<Answer<T>> {
    const first = await tokens.current();
    if (!first.ok) return first;
    const answer = await once(path, first.token, body, form);
    if (answer.ok || !tokenCodes.has(answer.code)) return answer;
    const second = await tokens.replace(first.token);
    return second.ok ? once(path, second.token, body, form) : second;
  }

  // WeChat does not read \u escapes in JSON; JSON.stringify writes Chinese as it is.
  const json = (value: unknown) => () => ({
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  });
  const media = (picture: FittedPicture, name: string) => () => {
    const form = new FormData();
    const file = asFile(picture, name);
    form.append('media', file.blob, file.name);
    return { body: form };
  };

  return {
    uploadInlinePicture: (picture: FittedPicture, name: string) =>
      call('/cgi-bin/media/uploadimg', media(picture, name), z.object({ url: z.string().min(1) })),
    addCover: (picture: FittedPicture, name: string) =>
      call(
        '/cgi-bin/material/add_material?type=image',
        media(picture, name),
        z.object({ media_id: z.string().min(1) }),
      ),
    addDraft: (article: DraftArticle) =>
      call('/cgi-bin/draft/add', json({ articles: [article] }), z.object({ media_id: z.string().min(1) })),
    getDraft: (draftId: string) => call('/cgi-bin/draft/get', json({ media_id: draftId }), content),
    /** The newest drafts: at most 20. */
    listDrafts: (offset: number) =>
      call('/cgi-bin/draft/batchget', json({ offset, count: 20, no_content: 1 }), draftList),
    /** [unverified] */
    deleteDraft: (draftId: string) => call('/cgi-bin/draft/delete', json({ media_id: draftId }), done),
    submit: (draftId: string) =>
      call(
        '/cgi-bin/freepublish/submit',
        json({ media_id: draftId }),
        z.object({ publish_id: z.coerce.string().min(1) }),
      ),
    publishState: (publishId: string) =>
      call('/cgi-bin/freepublish/get', json({ publish_id: publishId }), publishState),
    /** The newest published articles: at most 20. */
    listPublished: (offset: number) =>
      call('/cgi-bin/freepublish/batchget', json({ offset, count: 20, no_content: 1 }), articleList),
    /** [unverified] */
    getArticle: (articleId: string) =>
      call('/cgi-bin/freepublish/getarticle', json({ article_id: articleId }), content),
    /** [unverified] */
    deleteArticle: (articleId: string) =>
      call('/cgi-bin/freepublish/delete', json({ article_id: articleId, index: 1 }), done),
  };
}
