import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** Where a case can stand, and how it can end. */

/** 登记、审核、办理、答复、归档 (art 45). */
export const requestStage = z.enum(['registration', 'examination', 'handling', 'reply', 'archived']);
export type RequestStage = z.infer<typeof requestStage>;
export const requestStageWords: Readonly<Record<RequestStage, string>> = {
  registration: '登记',
  examination: '审核',
  handling: '办理',
  reply: '答复',
  archived: '归档',
};

/** How a request came in (art 31). */
export const channel = z.enum(['in-person', 'signed-mail', 'plain-mail', 'internet', 'fax']);
export const channelWords: Readonly<Record<z.infer<typeof channel>, string>> = {
  'in-person': '当面提交',
  'signed-mail': '邮寄（需签收）',
  'plain-mail': '平常信函',
  internet: '互联网',
  fax: '传真',
};

/** As in law/request-clock. */
export const clockState = z.enum([
  'awaiting-confirmation',
  'running',
  'consulting',
  'awaiting-correction',
  'awaiting-payment',
  'replied',
  'deemed-abandoned',
  'withdrawn',
]);
export const clockStateWords: Readonly<Record<z.infer<typeof clockState>, string>> = {
  'awaiting-confirmation': '待确认收到',
  running: '办理期限计算中',
  consulting: '征求意见中',
  'awaiting-correction': '待补正',
  'awaiting-payment': '待缴费',
  replied: '已答复',
  'deemed-abandoned': '视为放弃申请',
  withdrawn: '已撤回',
};

export const replyOutcome = z.enum([
  'already-published',
  'disclosed',
  'partly-disclosed',
  'refused',
  'not-existing',
  'not-responsible',
  'needs-creation',
  'unclear-after-correction',
  'complaint-in-disguise',
  'repeated',
  'publication-asked-for',
  'excessive',
  'confirm-or-reissue',
  'correction-lapsed',
  'fee-unpaid',
  'other',
]);
export const outcomeWords: Readonly<Record<z.infer<typeof replyOutcome>, string>> = {
  'already-published': '已主动公开',
  disclosed: '予以公开',
  'partly-disclosed': '部分公开',
  refused: '不予公开',
  'not-existing': '信息不存在',
  'not-responsible': '不属于本机关负责公开',
  'needs-creation': '需另行制作',
  'unclear-after-correction': '补正后仍不明确',
  'complaint-in-disguise': '信访投诉举报类',
  repeated: '重复申请',
  'publication-asked-for': '要求提供公开出版物',
  excessive: '无正当理由大量反复申请',
  'confirm-or-reissue': '要求确认或重新出具',
  'correction-lapsed': '逾期不补正',
  'fee-unpaid': '逾期未缴费',
  other: '其他处理',
};

export const disputeView = z.object({
  id: z.string(),
  kind: z.enum(['reconsideration', 'direct-litigation', 'litigation-after-reconsideration']),
  filedOn: day,
  organ: z.string(),
  caseNo: z.string(),
  result: z.enum(['pending', 'upheld', 'corrected', 'other']),
  decidedOn: day.nullable(),
  note: z.string(),
});
export type DisputeView = z.infer<typeof disputeView>;
