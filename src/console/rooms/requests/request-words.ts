import type { z } from 'zod';
import type { disputeView, identityDocument, RequestCommand } from '../../../contexts/requests/contract.ts';

/** The words of the register of requests: one code, one Chinese word. */

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
  'ask-cooperation': '发协办函',
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
  'note-same': '并入相同申请',
  classify: '更改内容类别',
  'decide-retention': '保管期限鉴定',
};
