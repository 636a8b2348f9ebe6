import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../../../platform/database/database.ts';
import type { Carrier, CarrierStep, Posting, PostingPreview, Progress } from '../carrier.ts';
import { type Attempts, keepAttempts, postingKey } from '../carrier-parts/attempts.ts';
import { callForJson, type Fetch, lookAtPage } from '../carrier-parts/call.ts';
import { type Failure, failedStep } from '../carrier-parts/failure.ts';
import { escaped, phonePage } from '../carrier-parts/phone-page.ts';
import { asFile, type FittedPicture, fitPicture, previewPicture } from '../carrier-parts/pictures.ts';
import { expiredCodes, weiboFailures } from './failures.ts';
import { postText, shareLink } from './post-text.ts';
import type { WeiboSettings } from './settings.ts';

/**
 * The microblog as the channels see it. Its interface can only post: whether an interrupted call has posted, and whether
 * a post was deleted, is seen by people; so nothing is ever posted a second time without one having looked.
 */

const widestPicture = 2048;
const shared = z.object({ idstr: z.string().min(1) }).or(z.object({ id: z.coerce.string().min(1) }));
const refusal = z.object({ error_code: z.number(), error: z.string().default('') });

type Problem = PostingPreview['problems'][number];

function pictureOf(posting: Posting) {
  return posting.cover ?? posting.pictures[0];
}

function person(progress: Progress, code: string, advice: string): CarrierStep {
  return { kind: 'needs-person', progress, code, advice };
}

function addressOf(progress: Progress): string | undefined {
  const address = progress['address'];
  return typeof address === 'string' ? address : undefined;
}

async function share(
  send: Fetch,
  settings: WeiboSettings,
  text: string,
  picture: FittedPicture | undefined,
): Promise<{ ok: true; id: string } | Failure> {
  const fields = { access_token: settings.accessToken, status: text, rip: settings.rip };
  let body: URLSearchParams | FormData = new URLSearchParams(fields);
  if (picture !== undefined) {
    body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const file = asFile(picture, 'picture');
    body.append('pic', file.blob, file.name);
  }
  const answer = await callForJson(send, `${settings.api}/2/statuses/share.json`, { method: 'POST', body });
  if (!answer.reached) return { ok: false, code: 'unreachable', said: '' };
  const no = refusal.safeParse(answer.body);
  if (no.success) return { ok: false, code: String(no.data.error_code), said: no.data.error.slice(0, 200) };
  const yes = shared.safeParse(answer.body);
  if (!yes.success) return { ok: false, code: 'unreadable', said: '' };
  return { ok: true, id: 'idstr' in yes.data ? yes.data.idstr : yes.data.id };
}

interface Parts {
  readonly settings: WeiboSettings;
  readonly attempts: Attempts;
  readonly send: Fetch;
}

/**
 * Nobody knows whether it was posted: a person looks, and asks for another try only if it was not. That answer is good
 * for the attempt that was asked about, not for a later one.
 */
function outcomeUnknown(progress: Progress, attempt: string): CarrierStep {
  return person(
    { ...progress, askedAbout: attempt },
    'weibo-outcome-unknown',
    '发送时连接中断，不能确认微博是否已经发出。请信息中心登录微博核对：已发出的填回地址；没有发出的点“重试”，系统会重新发送。',
  );
}

async function deliver(parts: Parts, posting: Posting, progress: Progress, now: Date): Promise<CarrierStep> {
  const { settings, attempts, send } = parts;
  const key = postingKey(posting);
  if (progress['published'] === true) {
    await attempts.end(key, 'share');
    return { kind: 'done', address: addressOf(progress) ?? null, progress, words: '微博已发布。' };
  }
  const text = postText(posting, settings);
  if (!text.isOnBoundDomain) return person(progress, 'weibo-domain', domainAdvice(settings.boundDomain));
  const before = (await attempts.find(key, 'share'))?.known[0];
  if (before !== undefined && progress['askedAbout'] !== before) return outcomeUnknown(progress, before);
  const chosen = pictureOf(posting);
  const limits = { belowBytes: settings.pictureBytes, widest: widestPicture };
  const picture = chosen && (await fitPicture(await chosen.read(), limits));
  if (chosen !== undefined && picture === undefined)
    return person(
      progress,
      'weibo-picture-unreadable',
      '图片无法读取，不能随微博发出。请责任科室更换图片（JPG或PNG格式），重新审核发布后再推送。',
    );
  const attempt = randomUUID();
  await attempts.begin(key, 'share', { begunAt: now, known: [attempt] });
  const answer = await share(send, settings, text.text, picture);
  if (answer.ok) {
    const address = settings.postAddress.replace('{id}', answer.id);
    const more = { published: true, postId: answer.id, address, tries: 0 };
    // Finished by the next step, when this one has been written down.
    return { kind: 'continue', progress: { ...progress, ...more }, notBefore: now, words: '微博已发布。' };
  }
  if (answer.code === 'unreachable' || answer.code === 'unreadable') return outcomeUnknown(progress, attempt);
  await attempts.end(key, 'share');
  return refusedStep(settings, answer, progress, now);
}

function domainAdvice(domain: string): string {
  return `网页地址不在微博应用的安全域名（${domain}）之下。请系统管理员核对微博开放平台的“安全域名”、接口设置中的域名与本网站域名三者一致后重试。`;
}

function refusedStep(settings: WeiboSettings, failure: Failure, progress: Progress, now: Date): CarrierStep {
  const step = failedStep(weiboFailures, 'weibo', failure, progress, now);
  if (step.kind !== 'needs-person' || !expiredCodes.has(failure.code)) return step;
  return { ...step, advice: `须由${settings.renewedBy}登录微博账号重新授权。${step.advice}` };
}

async function preview(
  posting: Posting,
  settings: Pick<WeiboSettings, 'status' | 'boundDomain'>,
  more: readonly Problem[],
): Promise<PostingPreview> {
  const text = postText(posting, settings);
  const problems: Problem[] = [...more];
  if (text.isTitleCut)
    problems.push({ code: 'weibo-title-cut', advice: '标题过长，微博中只显示前面的部分。', blocks: false });
  if (text.isSummaryCut)
    problems.push({
      code: 'weibo-summary-cut',
      advice: `微博限${settings.status.limit}字，摘要只显示前面的部分或者省略。`,
      blocks: false,
    });
  if (!text.isOnBoundDomain)
    problems.push({
      code: 'weibo-domain',
      advice: domainAdvice(settings.boundDomain),
      blocks: true,
    });
  const chosen = pictureOf(posting);
  const picture = chosen && (await previewPicture(chosen));
  if (chosen !== undefined && picture === undefined)
    problems.push({
      code: 'weibo-picture-unreadable',
      advice: '图片无法读取，不能随微博发出。请更换图片（JPG或PNG格式）。',
      blocks: true,
    });
  const image = picture === undefined ? '' : `<img src="${picture}" alt="配图">`;
  const screen = `<article class="post"><p class="who">${escaped(posting.author)}</p>
<p>${escaped(text.text)}</p>${image}
<p class="count">${text.length}/${settings.status.limit}字</p></article>`;
  const style =
    '.post{padding:16px}.who{font-weight:bold;margin:0 0 8px}.count{color:#767676;font-size:14px}';
  return { html: phonePage({ title: posting.title, screen, style, problems }), problems };
}

/** There is no call that deletes: a person does, and we look. */
async function takeDown(
  parts: Pick<Parts, 'settings' | 'attempts' | 'send'>,
  posting: Posting,
  progress: Progress,
): Promise<CarrierStep> {
  const { settings, attempts, send } = parts;
  const address = addressOf(progress);
  const gone = (words: string): CarrierStep => ({
    kind: 'done',
    address: null,
    progress: { ...progress, published: false, withdrawn: true },
    words,
  });
  if (progress['withdrawn'] === true) return gone('微博已删除。');
  if (address === undefined) {
    const isOpen = (await attempts.find(postingKey(posting), 'share')) !== undefined;
    if (!isOpen) return gone('微博没有发出，不需要删除。');
    // The person who was asked has answered by trying again.
    if (progress['isLookedFor'] === true) {
      await attempts.end(postingKey(posting), 'share');
      return gone('经人工核对，微博上没有这条内容。');
    }
    return person(
      { ...progress, isLookedFor: true },
      'weibo-outcome-unknown',
      '发送时连接中断，不能确认微博是否已经发出。请信息中心登录微博核对，已发出的予以删除，然后点“重试”。',
    );
  }
  if ((await lookAtPage(send, address, settings.deletedWords)) === 'absent') return gone('微博已删除。');
  return person(
    progress,
    'weibo-delete-by-hand',
    `微博没有可用的删除接口。请信息中心登录微博删除这条内容，然后点“重试”，系统会核对是否已经删除。微博地址：${address}`,
  );
}

export function createWeiboCarrier(given: {
  readonly db: Pick<Database, 'kysely'>;
  readonly settings: WeiboSettings;
  readonly send?: Fetch;
}): Carrier {
  const { db, settings, send = fetch } = given;
  const parts: Parts = { settings, send, attempts: keepAttempts(db, 'weibo') };
  return {
    preview: posting => preview(posting, settings, []),
    deliver: (posting, progress, now) => deliver(parts, posting, progress, now),
    takeDown: (posting, progress) => takeDown(parts, posting, progress),
    look: async (posting, progress) => {
      const address = addressOf(progress);
      if (address !== undefined) return lookAtPage(send, address, settings.deletedWords);
      return (await parts.attempts.find(postingKey(posting), 'share')) === undefined ? 'absent' : 'unknown';
    },
  };
}

/** Before the interface is set up: a page on which a person shares with one click. */
export function createUnconfiguredWeibo(): Carrier {
  const status = { limit: 140, asciiCounts: 1, addressCounts: 'full' } as const;
  const settingsFor = (posting: Posting) => ({ status, boundDomain: new URL(posting.publicUrl).hostname });
  const byHand = (posting: Posting): string =>
    `尚未配置微博接口。请信息中心打开分享页发出后填回地址：${shareLink(posting, postText(posting, settingsFor(posting)).text)}`;
  return {
    preview: posting =>
      preview(posting, settingsFor(posting), [
        { code: 'weibo-not-configured', advice: byHand(posting), blocks: false },
      ]),
    deliver: async (posting, progress) => person(progress, 'weibo-not-configured', byHand(posting)),
    takeDown: async (_posting, progress) =>
      person(progress, 'weibo-not-configured', '微博接口没有配置。请信息中心登录微博删除这条内容并确认。'),
    look: async () => 'unknown',
  };
}
