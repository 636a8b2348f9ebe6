/** What `freepublish/get` and the event PUBLISHJOBFINISH say of a publishing job: 0 to 6, no other. */

export type PublishStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface PublishStatusRow {
  readonly outcome: 'published' | 'under-way' | 'failed' | 'removed';
  readonly code: string;
  readonly words: string;
  /** Empty where nobody must do anything. */
  readonly advice: string;
}

export const publishStatuses: Readonly<Record<PublishStatus, PublishStatusRow>> = {
  0: { outcome: 'published', code: 'wechat-published', words: '公众号文章已发布。', advice: '' },
  1: {
    outcome: 'under-way',
    code: 'wechat-publishing',
    words: '已提交发布，微信正在处理。',
    advice: '',
  },
  2: {
    outcome: 'failed',
    code: 'wechat-original-failed',
    words: '微信的原创校验没有通过。',
    advice: '请信息中心登录公众平台查看原因；内容确需调整的，由责任科室修改稿件并重新审核发布后再推送。',
  },
  3: {
    outcome: 'failed',
    code: 'wechat-publish-failed',
    words: '微信发布失败，没有说明具体原因。',
    advice: '请信息中心登录公众平台查看草稿是否正常，然后点“重试”；仍然失败的，请手工发布并填回地址。',
  },
  4: {
    outcome: 'failed',
    code: 'wechat-review-failed',
    words: '没有通过微信的平台审核。',
    advice: '请信息中心登录公众平台查看审核意见，由责任科室修改稿件并重新审核发布后再推送。',
  },
  5: {
    outcome: 'removed',
    code: 'wechat-deleted-by-account',
    words: '文章发布后已在公众平台被本账号的人员删除。',
    advice: '请信息中心查明是谁、为何删除；应当继续公开的，点“重试”重新发布。',
  },
  6: {
    outcome: 'removed',
    code: 'wechat-banned',
    words: '文章发布后被微信封禁。',
    advice: '请信息中心登录公众平台查看处理通知并申诉；需要修改内容的，由责任科室修改稿件并重新审核发布。',
  },
};

export function isPublishStatus(value: number): value is PublishStatus {
  return Object.hasOwn(publishStatuses, value);
}

/** `第1篇` … for the places in `fail_idx`; the first article is 1. */
export function failedPlaces(places: readonly number[]): string {
  return places.length === 0 ? '' : `未通过的是第${places.join('、')}篇。`;
}
