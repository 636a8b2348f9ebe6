import type { CarrierStep, Posting, Progress } from '../carrier.ts';
import type { Answer, WechatApi } from './api.ts';

/**
 * Finding at WeChat what an interrupted attempt has left. A draft or article is ours if it leads to our page
 * (content_source_url) and was not there before the attempt: no clock of theirs is compared with one of ours.
 */

/** Pages of 20, newest first; what we look for was made minutes ago. */
const pagesRead = 3;

interface Listed {
  readonly id: string;
  readonly leadsTo: string;
  readonly address: string | undefined;
}

async function listed(
  posting: Posting,
  page: (offset: number) => Promise<Answer<readonly Listed[]>>,
): Promise<Answer<readonly Listed[]>> {
  const found: Listed[] = [];
  for (let at = 0; at < pagesRead; at += 1) {
    const answer = await page(at * 20);
    if (!answer.ok) return answer;
    found.push(...answer.value.filter(each => each.leadsTo === posting.publicUrl));
    if (answer.value.length < 20) break;
  }
  return { ok: true, value: found };
}

function drafts(api: WechatApi, posting: Posting): Promise<Answer<readonly Listed[]>> {
  return listed(posting, async offset => {
    const answer = await api.listDrafts(offset);
    if (!answer.ok) return answer;
    const value = answer.value.item.map(({ media_id, content }) => ({
      id: media_id,
      leadsTo: content.news_item[0]?.content_source_url ?? '',
      address: undefined,
    }));
    return { ok: true, value };
  });
}

function articles(api: WechatApi, posting: Posting): Promise<Answer<readonly Listed[]>> {
  return listed(posting, async offset => {
    const answer = await api.listPublished(offset);
    if (!answer.ok) return answer;
    const value = answer.value.item.map(({ article_id, content }) => ({
      id: article_id,
      leadsTo: content.news_item[0]?.content_source_url ?? '',
      address: content.news_item[0]?.url,
    }));
    return { ok: true, value };
  });
}

function named(answer: Answer<readonly Listed[]>): Answer<readonly string[]> {
  return answer.ok ? { ok: true, value: answer.value.map(({ id }) => id) } : answer;
}

export async function seenDrafts(api: WechatApi, posting: Posting): Promise<Answer<readonly string[]>> {
  return named(await drafts(api, posting));
}

export async function seenPublished(api: WechatApi, posting: Posting): Promise<Answer<readonly string[]>> {
  return named(await articles(api, posting));
}

/** The draft that the attempt has made, if it has. */
export async function findDraft(
  api: WechatApi,
  posting: Posting,
  known: readonly string[],
): Promise<Answer<string | undefined>> {
  const answer = await drafts(api, posting);
  if (!answer.ok) return answer;
  return { ok: true, value: answer.value.find(({ id }) => !known.includes(id))?.id };
}

/** The article that the attempt has brought out, if it has. */
export async function findPublished(
  api: WechatApi,
  posting: Posting,
  known: readonly string[],
): Promise<Answer<{ articleId: string; address: string | null } | undefined>> {
  const answer = await articles(api, posting);
  if (!answer.ok) return answer;
  const found = answer.value.find(({ id }) => !known.includes(id));
  return { ok: true, value: found && { articleId: found.id, address: found.address ?? null } };
}

export function publishedNow(
  progress: Progress,
  articleId: string | null,
  address: string | null,
): CarrierStep {
  return {
    kind: 'done',
    address,
    progress: { ...progress, published: true, articleId, address, tries: 0 },
    words: '公众号文章已发布。',
  };
}
