import type { CarrierStep, Progress } from '../carrier.ts';
import { postingKey } from '../carrier-parts/attempts.ts';
import { after } from '../carrier-parts/failure.ts';
import { type Course, failed, onward, poll, resolveSubmission, textOf, without } from './delivery.ts';
import { goneCodes } from './failures.ts';

/**
 * Taking an article down again, from wherever its delivery stands: one that is out is deleted and looked at, one that is
 * under way is waited for, a draft is deleted so that nobody brings it out by hand.
 */

/** Seconds until a deletion is looked at. */
const lookAfter = 5;
/** Deletions without effect after which a person is asked. */
const mostDeletions = 3;

function gone(progress: Progress, words: string): CarrierStep {
  const left = without(progress, 'published', 'publishId', 'draftId', 'deletions');
  return { kind: 'done', address: null, progress: { ...left, withdrawn: true, tries: 0 }, words };
}

function byHand({ progress }: Course, why: string, code: string): CarrierStep {
  const address = textOf(progress, 'address');
  const where = address === undefined ? '' : `文章地址：${address}`;
  return {
    kind: 'needs-person',
    progress: without(progress, 'deletions'),
    code,
    advice: `${why}请信息中心登录公众平台“内容与互动—发表记录”删除这篇文章，然后点“重试”，系统会核对是否已经删除。${where}`,
  };
}

/** Whether the article is to be seen: asked of the interface that also deletes [unverified]. */
async function deleteArticle(course: Course, articleId: string): Promise<CarrierStep> {
  const { api, progress, now } = course;
  const article = await api.getArticle(articleId);
  const isGone = article.ok
    ? article.value.news_item.every(item => item.is_deleted === true)
    : goneCodes.has(article.code);
  if (isGone) return gone(progress, '公众号文章已删除。');
  if (!article.ok) return failedOrByHand(course, article);
  const deletions = Number(progress['deletions'] ?? 0);
  if (deletions >= mostDeletions) return byHand(course, '已请求删除，文章仍能看到。', 'wechat-not-deleted');
  const answer = await api.deleteArticle(articleId);
  if (!answer.ok && !goneCodes.has(answer.code)) return failedOrByHand(course, answer);
  return {
    kind: 'continue',
    progress: { ...progress, deletions: deletions + 1, tries: 0 },
    notBefore: after(now, lookAfter),
    words: '已请求删除，正在核对。',
  };
}

/** What does not pass by itself is done by hand in the platform. */
function failedOrByHand(course: Course, failure: Parameters<typeof failed>[1]): CarrierStep {
  const step = failed(course, failure);
  return step.kind === 'needs-person' ? byHand(course, step.advice, step.code) : step;
}

async function deleteDraft(course: Course, draftId: string): Promise<CarrierStep> {
  const { api, attempts, posting, progress } = course;
  const answer = await api.deleteDraft(draftId);
  if (!answer.ok && !goneCodes.has(answer.code)) {
    const step = failed(course, answer);
    if (step.kind !== 'needs-person') return step;
    const advice = `${step.advice}文章没有发布，只留有草稿，请信息中心登录公众平台从草稿箱删除后点“重试”。`;
    return { ...step, advice };
  }
  await attempts.end(postingKey(posting), 'draft');
  return gone(progress, '文章尚未发布，草稿已删除。');
}

/** A publication under way cannot be stopped: it is waited for, then deleted. */
async function waitFor(course: Course, step: CarrierStep): Promise<CarrierStep> {
  if (step.kind === 'done') return onward(course, step.progress, '文章刚刚发布，即将删除。');
  // It failed at the platform: only the draft is left.
  if (step.kind === 'needs-person' && textOf(step.progress, 'publishId') === undefined)
    return textOf(step.progress, 'draftId') === undefined
      ? gone(step.progress, '公众号上没有这篇文章。')
      : onward({ ...course, progress: step.progress }, {}, '文章没有发布成功，即将删除草稿。');
  return step;
}

export async function takeDownStep(course: Course): Promise<CarrierStep> {
  const { posting, progress, attempts } = course;
  const articleId = textOf(progress, 'articleId');
  if (progress['withdrawn'] === true) return gone(progress, '公众号文章已删除。');
  if (articleId !== undefined) return deleteArticle(course, articleId);
  if (textOf(progress, 'publishId') !== undefined) return waitFor(course, await poll(course));
  const draftId = textOf(progress, 'draftId');
  const submitted = await attempts.find(postingKey(posting), 'submit');
  if (draftId !== undefined && submitted !== undefined) {
    const step = await resolveSubmission(course, submitted.begunAt, submitted.known);
    // The draft is gone and no article was found: only a person can tell.
    return step.kind === 'needs-person' && step.code === 'wechat-outcome-unknown'
      ? step
      : waitFor(course, step);
  }
  if (draftId !== undefined) return deleteDraft(course, draftId);
  if (progress['published'] === true)
    return byHand(course, '没有记下文章编号，不能由系统删除。', 'wechat-no-article-id');
  return gone(progress, '公众号上没有这篇文章。');
}
