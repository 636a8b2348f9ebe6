import type { CarrierStep, Posting, Progress } from '../carrier.ts';
import { type Attempts, postingKey } from '../carrier-parts/attempts.ts';
import { after, type Failure, failedStep } from '../carrier-parts/failure.ts';
import { fitPicture } from '../carrier-parts/pictures.ts';
import type { PublishState, WechatApi } from './api.ts';
import { type Article, articleOf, draftOf, pictureKey } from './article.ts';
import { coverOf, type House } from './cover.ts';
import { wechatFailures } from './failures.ts';
import { findDraft, findPublished, publishedNow, seenDrafts, seenPublished } from './finding.ts';
import type { PublishEvents } from './publish-events.ts';
import { failedPlaces, isPublishStatus, publishStatuses } from './publish-status.ts';
import type { WechatSettings } from './settings.ts';

/**
 * Bringing an article out: its pictures one by one, the cover, the draft, the request to publish, then asking until the
 * platform has decided. Each call does at most one thing at WeChat that stays; `progress` says what is done.
 */

export interface WechatParts {
  readonly settings: WechatSettings;
  readonly api: WechatApi;
  readonly attempts: Attempts;
  readonly events: PublishEvents;
  readonly house: House;
}

/** One delivery or withdrawal under way. */
export interface Course extends WechatParts {
  readonly posting: Posting;
  readonly progress: Progress;
  readonly now: Date;
}

/** Pixels; wider pictures are scaled down, no telephone shows more. */
const widestInline = 1440;
/** Seconds until the platform is asked again; the last one repeats. */
const pollPauses = [10, 20, 40, 80, 160, 300] as const;
/** Milliseconds after which a publication that is still under way is shown to a person. */
const longestReviewMs = 24 * 3_600_000;

export function textOf(progress: Progress, name: string): string | undefined {
  const value = progress[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function without(progress: Progress, ...names: readonly string[]): Progress {
  return Object.fromEntries(Object.entries(progress).filter(([name]) => !names.includes(name)));
}

/** On to the next step at once. */
export function onward({ progress, now }: Course, more: Progress, words: string): CarrierStep {
  return { kind: 'continue', progress: { ...progress, ...more, tries: 0 }, notBefore: now, words };
}

export function failed({ progress, now }: Course, failure: Failure): CarrierStep {
  return failedStep(wechatFailures, 'wechat', failure, progress, now);
}

/** Without an answer, or with “busy”, nobody knows whether the call was carried out. */
function isUnsure({ code }: Failure): boolean {
  return code === 'unreachable' || code === 'unreadable' || code === '-1';
}

function unreadablePicture({ progress }: Course, which: string): CarrierStep {
  return {
    kind: 'needs-person',
    progress,
    code: 'wechat-picture-unreadable',
    advice: `${which}无法读取，不能上传到公众号。请责任科室更换图片（JPG或PNG格式），重新审核发布后再推送。`,
  };
}

async function uploadNext(course: Course, article: Article, at: number): Promise<CarrierStep> {
  const { api, settings } = course;
  const picture = article.pictures[at]!;
  const bytes = await picture.read();
  const fitted = await fitPicture(bytes, {
    belowBytes: settings.limits.inlinePictureBytes,
    widest: widestInline,
  });
  if (fitted === undefined) return unreadablePicture(course, `正文第${at + 1}张图片`);
  const answer = await api.uploadInlinePicture(fitted, picture.fileDigest.slice(0, 16));
  if (!answer.ok) return failed(course, answer);
  const words = `已上传正文图片${at + 1}/${article.pictures.length}。`;
  return onward(course, { [pictureKey(picture.source)]: answer.value.url }, words);
}

async function uploadCover(course: Course): Promise<CarrierStep> {
  const cover = await coverOf(course.posting, course.house, course.settings);
  if (cover === undefined) return unreadablePicture(course, '封面图片');
  const answer = await course.api.addCover(cover, 'cover');
  return answer.ok
    ? onward(course, { coverId: answer.value.media_id }, '已上传封面图片。')
    : failed(course, answer);
}

/** Makes the draft, or finds the one that an interrupted attempt has made. */
async function makeDraft(course: Course, article: Article): Promise<CarrierStep> {
  const { api, attempts, posting, progress, now } = course;
  const before = await attempts.find(postingKey(posting), 'draft');
  if (before !== undefined) {
    const found = await findDraft(api, posting, before.known);
    if (!found.ok) return failed(course, found);
    if (found.value !== undefined) {
      await attempts.end(postingKey(posting), 'draft');
      return onward(course, { draftId: found.value }, '已找到中断前建立的草稿。');
    }
  } else {
    const known = await seenDrafts(api, posting);
    if (!known.ok) return failed(course, known);
    await attempts.begin(postingKey(posting), 'draft', { begunAt: now, known: known.value });
  }
  const addressOf = (source: string) => textOf(progress, pictureKey(source)) ?? source;
  const coverId = textOf(progress, 'coverId')!;
  const answer = await api.addDraft(draftOf(article, { publicUrl: posting.publicUrl, coverId, addressOf }));
  if (!answer.ok) {
    if (!isUnsure(answer)) await attempts.end(postingKey(posting), 'draft');
    // The cover is no more: the next try uploads it again.
    if (answer.code === '40007') return failed({ ...course, progress: without(progress, 'coverId') }, answer);
    return failed(course, answer);
  }
  return onward(course, { draftId: answer.value.media_id }, '已建立草稿。');
}

async function submitDraft(course: Course): Promise<CarrierStep> {
  const { api, attempts, posting, progress, now } = course;
  const draftId = textOf(progress, 'draftId')!;
  const before = await attempts.find(postingKey(posting), 'submit');
  if (before !== undefined) return resolveSubmission(course, before.begunAt, before.known);
  const known = await seenPublished(api, posting);
  if (!known.ok) return failed(course, known);
  await attempts.begin(postingKey(posting), 'submit', { begunAt: now, known: known.value });
  const answer = await api.submit(draftId);
  if (!answer.ok) {
    if (!isUnsure(answer)) await attempts.end(postingKey(posting), 'submit');
    // The draft is no more: the next try makes it again.
    if (answer.code === '40007') return failed({ ...course, progress: without(progress, 'draftId') }, answer);
    return failed(course, answer);
  }
  return {
    kind: 'continue',
    progress: {
      ...progress,
      publishId: answer.value.publish_id,
      polls: 0,
      tries: 0,
      submittedAt: now.toISOString(),
    },
    notBefore: after(now, pollPauses[0]),
    words: publishStatuses[1].words,
  };
}

/**
 * The request to publish may have been made before a crash or on a broken line. An article of this posting that was not
 * there before shows that it was; a draft that stays for the time of grace without an article shows that it was not.
 */
export async function resolveSubmission(
  course: Course,
  begunAt: Date,
  known: readonly string[],
): Promise<CarrierStep> {
  const { api, attempts, posting, progress, now, settings } = course;
  const found = await findPublished(api, posting, known);
  if (!found.ok) return failed(course, found);
  if (found.value !== undefined) {
    await attempts.end(postingKey(posting), 'submit');
    return publishedNow(progress, found.value.articleId, found.value.address);
  }
  const graceEnds = after(begunAt, settings.graceMinutes * 60);
  const draft = await api.getDraft(textOf(progress, 'draftId')!);
  const isGone = !draft.ok && draft.code === '40007';
  if (!draft.ok && !isGone) return failed(course, draft);
  if (now.getTime() < graceEnds.getTime()) {
    const polls = Number(progress['polls'] ?? 0);
    return {
      kind: 'continue',
      progress: { ...progress, polls: polls + 1 },
      notBefore: after(now, pollPauses[Math.min(polls, pollPauses.length - 1)]!),
      words: '上次提交时连接中断，正在向微信核对是否已经发布。',
    };
  }
  await attempts.end(postingKey(posting), 'submit');
  if (isGone)
    return {
      kind: 'needs-person',
      progress: without(progress, 'draftId'),
      code: 'wechat-outcome-unknown',
      advice:
        '提交时连接中断，草稿已不在，也没有查到发布的文章。请信息中心登录公众平台“发表记录”核对：已发布的填回地址；没有发布的点“重试”，系统会重新建立草稿。',
    };
  return onward(course, { polls: 0 }, '经核对上次没有提交成功，将重新提交。');
}

function published(course: Course, state: { articleId: string | undefined; address: string | undefined }) {
  return publishedNow(course.progress, state.articleId ?? null, state.address ?? null);
}

function stillUnderWay({ progress, now }: Course): CarrierStep {
  const polls = Number(progress['polls'] ?? 0) + 1;
  const since = Date.parse(textOf(progress, 'submittedAt') ?? now.toISOString());
  if (now.getTime() - since > longestReviewMs)
    return {
      kind: 'needs-person',
      progress: { ...progress, polls: 0, submittedAt: now.toISOString() },
      code: 'wechat-publishing-stuck',
      advice:
        '提交发布已超过24小时，微信仍未给出结果。请信息中心登录公众平台查看审核状态；微信出结果后点“重试”，系统会继续核对，不会重复发布。',
    };
  return {
    kind: 'continue',
    progress: { ...progress, polls, tries: 0 },
    notBefore: after(now, pollPauses[Math.min(polls, pollPauses.length - 1)]!),
    words: publishStatuses[1].words,
  };
}

interface Decided {
  readonly status: number;
  readonly articleId: string | undefined;
  readonly address: string | undefined;
  readonly places: readonly number[];
}

function decidedBy(state: PublishState): Decided {
  return {
    status: state.publish_status,
    articleId: state.article_id,
    address: state.article_detail?.item[0]?.article_url,
    places: state.fail_idx,
  };
}

/** What WeChat has told by itself; undefined where that does not suffice and must be asked for. */
async function toldOf({ events }: Course, publishId: string): Promise<Decided | undefined> {
  const told = await events.find(publishId);
  if (told === undefined || told.status === 1) return undefined;
  return told.status === 0 && told.articleId === undefined ? undefined : told;
}

/** Asks what has become of the publication; what WeChat has told by itself spares the question. */
export async function poll(course: Course): Promise<CarrierStep> {
  const { api, attempts, posting, progress } = course;
  const publishId = textOf(progress, 'publishId')!;
  await attempts.end(postingKey(posting), 'submit');
  let decided = await toldOf(course, publishId);
  if (decided === undefined) {
    const state = await api.publishState(publishId);
    if (!state.ok) return failed(course, state);
    decided = decidedBy(state.value);
  }
  if (!isPublishStatus(decided.status))
    return failed(course, { ok: false, code: 'unreadable', said: `publish_status ${decided.status}` });
  const row = publishStatuses[decided.status];
  if (row.outcome === 'published') return published(course, decided);
  if (row.outcome === 'under-way') return stillUnderWay(course);
  const kept = row.outcome === 'removed' ? ['publishId', 'draftId'] : ['publishId'];
  return {
    kind: 'needs-person',
    progress: without(progress, ...kept),
    code: row.code,
    advice: `${row.words}${failedPlaces(decided.places)}${row.advice}`,
  };
}

/** The next step; which one follows from what `progress` holds. */
export async function deliverStep(course: Course): Promise<CarrierStep> {
  const { posting, progress, settings, attempts } = course;
  if (progress['published'] === true)
    return publishedNow(progress, textOf(progress, 'articleId') ?? null, textOf(progress, 'address') ?? null);
  if (textOf(progress, 'publishId') !== undefined) return poll(course);
  const article = articleOf(posting, settings);
  if (textOf(progress, 'draftId') === undefined) {
    const at = article.pictures.findIndex(({ source }) => textOf(progress, pictureKey(source)) === undefined);
    if (at >= 0) return uploadNext(course, article, at);
    if (textOf(progress, 'coverId') === undefined) return uploadCover(course);
    return makeDraft(course, article);
  }
  await attempts.end(postingKey(posting), 'draft');
  return submitDraft(course);
}
