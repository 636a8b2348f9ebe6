import type { z } from 'zod';
import type {
  channel,
  clockState,
  disputeView,
  identityDocument,
  RequestCommand,
  replyOutcome,
} from '../../../contexts/requests/contract.ts';

/** The words of the register of requests: one code, one Chinese word. */

export const channelWords: Readonly<Record<z.output<typeof channel>, string>> = {
  'in-person': '当面提交',
  'signed-mail': '邮寄（需签收）',
  'plain-mail': '平常信函',
  internet: '互联网',
  fax: '传真',
};

export const clockStateWords: Readonly<Record<z.output<typeof clockState>, string>> = {
  'awaiting-confirmation': '待确认收到',
  running: '办理期限计算中',
  consulting: '征求意见中',
  'awaiting-correction': '待补正',
  'awaiting-payment': '待缴费',
  replied: '已答复',
  'deemed-abandoned': '视为放弃申请',
  withdrawn: '已撤回',
};

export const outcomeWords: Readonly<Record<z.output<typeof replyOutcome>, string>> = {
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

export const identityDocumentWords: Readonly<Record<z.output<typeof identityDocument>, string>> = {
  'resident-id': '居民身份证',
  passport: '护照',
  'residence-permit': '居住证件',
  other: '其他证件',
};

export const disputeKindWords: Readonly<Record<z.output<typeof disputeView>['kind'], string>> = {
  reconsideration: '行政复议',
  'direct-litigation': '未经复议直接起诉',
  'litigation-after-reconsideration': '复议后起诉',
};

export const disputeResultWords: Readonly<Record<z.output<typeof disputeView>['result'], string>> = {
  pending: '尚未审结',
  upheld: '结果维持',
  corrected: '结果纠正',
  other: '其他结果',
};

export const deliveryWords = {
  direct: '直接送达',
  entrusted: '委托送达',
  post: '邮寄送达（邮政企业）',
  electronic: '网上送达',
} as const;

export const replyStateWords = {
  draft: '起草中',
  'in-review': '审核中',
  returned: '已退回',
  approved: '已批准，待送达',
  delivered: '已送达',
} as const;

/** The button of each command. */
export const commandButtonWords: Readonly<Record<RequestCommand, string>> = {
  'confirm-receipt': '确认收到',
  split: '拆分申请',
  'request-correction': '告知补正',
  correct: '登记补正',
  assign: '分派科室',
  'finish-assignment': '反馈办理意见',
  'record-search': '登记检索情况',
  consult: '征求意见',
  'record-answer': '登记意见',
  'ask-reasons': '要求说明理由',
  'record-reasons': '登记说明的理由',
  delay: '确定延迟答复期限',
  'ask-extension': '申请延期',
  'approve-extension': '批准延期',
  'refuse-extension': '不同意延期',
  'notify-fee': '发出收费通知',
  'record-payment': '登记缴费',
  'draft-reply': '起草答复',
  'submit-reply': '答复送审',
  'sign-reply': '签署',
  'return-reply': '退回',
  'recall-reply': '撤回送审',
  deliver: '送达答复',
  'record-signing': '登记签收',
  withdraw: '登记撤回',
  close: '办结',
  archive: '归档',
  'add-dispute': '登记复议、诉讼',
  'decide-dispute': '登记审理结果',
  rehandle: '重新办理',
  'propose-publication': '转为主动公开',
};
