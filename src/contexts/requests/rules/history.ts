import type { RequestView } from '../contract.ts';
import type { CaseEvent, HappeningKind } from './events.ts';

/** What happened, in words for the page of the case. */

type Words = { readonly [K in HappeningKind]: (event: Extract<CaseEvent, { readonly kind: K }>) => string };

const ways = { direct: '直接送达', entrusted: '委托送达', post: '邮寄送达', electronic: '电子送达' } as const;

const words: Words = {
  submitted: event =>
    event.splitFrom !== undefined
      ? '由一份申请中分立'
      : event.letter !== undefined
        ? `由来信（编号${event.letter.no}，${event.letter.on}）转为政府信息公开申请`
        : event.oral
          ? '收到口头申请，由本机关代为填写'
          : '收到申请',
  'receipt-confirmed': ({ on }) => `与申请人确认收到（${on}）`,
  registered: ({ number }) => `登记，编号${number}`,
  split: ({ parts }) => `一份申请含有多项内容，分立出${parts.length}件`,
  'correction-requested': ({ correctBy }) => `一次性告知补正，期限至${correctBy}`,
  corrected: ({ byApplicant }) => (byApplicant ? '申请人补正' : '收到补正'),
  assigned: ({ dueOn }) => `交办，请于${dueOn}前办理`,
  'assignment-finished': () => '提出办理意见',
  searched: ({ where }) => `检索：${where}`,
  'cooperation-asked': ({ organ, answerBy }) => `请“${organ}”协办，请于${answerBy}前回复`,
  consulted: ({ asked, party }) => `征求${asked === 'organ' ? '机关' : '第三方'}“${party}”的意见`,
  answered: ({ party, agrees }) => `“${party}”答复：${agrees ? '同意公开' : '不同意公开'}`,
  'reasons-asked': () => '要求申请人说明理由',
  'reasons-given': () => '收到申请人说明的理由',
  delayed: ({ until }) => `确定延迟答复的合理期限，至${until}`,
  'extension-asked': ({ workingDays }) => `提请延期${workingDays}个工作日`,
  'extension-approved': ({ workingDays }) => `同意延期${workingDays}个工作日`,
  'extension-refused': () => '不同意延期',
  'fee-notified': ({ totalYuan }) => `发出收费通知，${totalYuan}元`,
  'fee-paid': ({ receiptNo }) => `完成缴费，票据号${receiptNo}`,
  'reply-drafted': () => '起草答复书',
  'reply-submitted': ({ reviewRound }) => `答复书送审（第${reviewRound % 1000}次）`,
  'reply-signed': () => '审签答复书',
  'reply-returned': () => '退回答复书',
  'reply-recalled': () => '撤回送审',
  'reply-approved': ({ number }) => `答复书审签完毕，文号${number}`,
  delivered: ({ way }) => ways[way],
  'signing-recorded': ({ signedOn }) => `申请人签收（${signedOn}）`,
  withdrawn: ({ byApplicant }) => (byApplicant ? '申请人在线撤回申请' : '申请人撤回申请'),
  closed: ({ outcome }) =>
    outcome === 'fee-unpaid' ? '逾期未缴费，不再处理，办结' : '逾期不补正，不再处理，办结',
  archived: ({ keepUntil }) => `归档，保管至${keepUntil}`,
  'retention-kept': ({ until }) => `保管期限届满，经鉴定继续保管至${until}`,
  destroyed: ({ papers }) => `保管期限届满，经鉴定销毁案卷（${papers}份材料）`,
  classified: () => '确定申请内容类别',
  'same-noted': ({ number }) => `注明与${number}申请相同内容`,
  'dispute-added': ({ organ }) => `登记行政复议或者行政诉讼（${organ}）`,
  'dispute-decided': ({ result }) =>
    ({
      upheld: '复议或者诉讼结果：维持',
      corrected: '复议或者诉讼结果：纠正',
      other: '复议或者诉讼结果：其他',
    })[result],
  rehandled: ({ countsAsNew }) =>
    `依决定或者判决重新处理（${countsAsNew ? '作为新收申请统计' : '不作为新收申请统计'}）`,
  'publication-proposed': ({ title }) => `起草主动公开信息《${title}》`,
  'paper-filed': ({ title }) => `归入材料“${title}”`,
};

function noteOf(event: CaseEvent): string {
  switch (event.kind) {
    case 'reply-returned':
      return event.reasons.join('；');
    case 'extension-asked':
    case 'extension-refused':
    case 'delayed':
    case 'retention-kept':
    case 'destroyed':
      return event.reason;
    case 'assignment-finished':
    case 'searched':
      return event.finding;
    case 'correction-requested':
    case 'cooperation-asked':
      return event.matters;
    default:
      return 'note' in event ? event.note : '';
  }
}

/** Oldest first; the applicant's own acts and the clock's name nobody. */
export function historyOf(
  events: readonly CaseEvent[],
  unitName: (unitId: string) => string,
): RequestView['history'] {
  return events.map(event => {
    const said = (words[event.kind] as (event: CaseEvent) => string)(event);
    const to = event.kind === 'assigned' ? `（${unitName(event.toUnitId)}）` : '';
    return { at: event.at, who: event.by?.name ?? null, words: `${said}${to}`, note: noteOf(event) };
  });
}
