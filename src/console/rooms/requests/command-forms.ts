import type { RequestCommand, RequestView } from '../../../contexts/requests/contract.ts';
import { deliveryWords, disputeKindWords } from './request-words.ts';

/** One blank of a command's form, in the order in which an officer fills them in. */
export interface Blank {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'day' | 'number' | 'unit' | 'choice' | 'lines' | 'column' | 'class';
  readonly extra?: string;
  readonly options?: readonly { readonly value: string | boolean; readonly label: string }[];
  readonly optional?: boolean;
}

export interface CommandForm {
  /** What follows from it, said before the blanks. */
  readonly lead: string;
  readonly okWords: string;
  readonly done: string;
  readonly danger?: boolean;
  readonly blanks: readonly Blank[];
  /** What stands in the blanks at first. */
  readonly initial?: (request: RequestView, today: string) => Readonly<Record<string, unknown>>;
}

/** Commands that are given by a form of their own kind, in the section of the reply or of a dispute. */
type FormCommand = Exclude<
  RequestCommand,
  'draft-reply' | 'sign-reply' | 'return-reply' | 'submit-reply' | 'recall-reply' | 'decide-dispute'
>;

const options = <Code extends string>(words: Readonly<Record<Code, string>>) =>
  (Object.keys(words) as Code[]).map(value => ({ value, label: words[value] }));
const on: Blank = { name: 'on', label: '日期', kind: 'day' };
const note: Blank = { name: 'note', label: '说明', kind: 'long', optional: true };
const reason: Blank = { name: 'reason', label: '理由', kind: 'long' };
const today = (_: RequestView, day: string) => ({ on: day });

/** The form of each command (政府信息公开条例 arts 29–41). */
export const commandForms: Readonly<Record<FormCommand, CommandForm>> = {
  'confirm-receipt': {
    lead: '与申请人双方确认收到申请的日期。平常信函、互联网和传真提交的申请，以确认之日为收到申请之日，期限自次日起计算（条例第三十一条）。',
    okWords: '确认收到',
    done: '已确认收到',
    blanks: [{ ...on, label: '双方确认的日期' }, note],
    initial: today,
  },
  split: {
    lead: '一份申请包含几项内容的，按一事一申请拆分。每一项成为一件申请，收到日期不变。',
    okWords: '拆分',
    done: '已拆分',
    blanks: [{ name: 'parts', label: '拆分后的各项内容', kind: 'lines', extra: '每行一项，至少两项。' }],
  },
  'request-correction': {
    lead: '申请内容不明确的，自收到申请之日起 7 个工作日内一次性告知补正（条例第三十条）。期限自收到补正的申请之日起重新计算。',
    okWords: '发出补正告知书',
    done: '补正告知书已生成并记入案卷',
    blanks: [
      { ...on, label: '告知日期' },
      { name: 'matters', label: '需要补正的事项', kind: 'long' },
      {
        name: 'guidance',
        label: '指导和释明',
        kind: 'long',
        extra: '告诉申请人怎样写才能查到，例如文件名称、年度、发文机关。',
      },
      { name: 'correctBy', label: '合理的补正期限（截止日期）', kind: 'day' },
    ],
    initial: today,
  },
  correct: {
    lead: '登记申请人补正后的内容。自收到补正之日起，期限重新计算（条例第三十条）。',
    okWords: '登记补正',
    done: '补正已登记，期限重新计算',
    blanks: [
      { ...on, label: '收到补正的日期' },
      { name: 'subject', label: '所需政府信息', kind: 'text' },
      { name: 'documentNo', label: '文号', kind: 'text', optional: true },
      { name: 'description', label: '特征描述', kind: 'long', optional: true },
      { name: 'goodReason', label: '逾期补正的正当理由（逾期才填）', kind: 'long', optional: true },
    ],
    initial: ({ wish }, day) => ({
      on: day,
      subject: wish.subject,
      documentNo: wish.documentNo,
      description: wish.description,
    }),
  },
  assign: {
    lead: '交由有关科室检索、提出办理意见。内部时限应早于答复期限。',
    okWords: '分派',
    done: '已分派',
    blanks: [
      { name: 'unitId', label: '承办科室', kind: 'unit' },
      { name: 'dueOn', label: '内部时限', kind: 'day' },
      { ...note, label: '要求' },
    ],
  },
  'finish-assignment': {
    lead: '写明检索、研究的结果和处理建议，供信息公开机构答复时使用。',
    okWords: '反馈',
    done: '办理意见已反馈',
    blanks: [{ name: 'finding', label: '办理意见', kind: 'long' }],
  },
  'record-search': {
    lead: '答复“政府信息不存在”须以检索为前提（条例第三十六条第四项）。检索记录进入案卷。',
    okWords: '登记',
    done: '检索情况已登记',
    blanks: [
      {
        name: 'where',
        label: '检索范围',
        kind: 'text',
        extra: '例如档案室 2015—2019 年文书档案、业务系统。',
      },
      { name: 'words', label: '检索词或者方法', kind: 'text' },
      { name: 'finding', label: '检索结果', kind: 'long' },
    ],
  },
  consult: {
    lead: '征求意见所需时间不计入答复期限（条例第三十三条）。第三方、共同制作机关应自收到征求意见书之日起 15 个工作日内提出意见。',
    okWords: '发出征求意见书',
    done: '征求意见书已生成，期限暂停计算',
    blanks: [
      {
        name: 'kind',
        label: '征求谁的意见',
        kind: 'choice',
        options: [
          { value: 'third-party', label: '第三方（涉及商业秘密、个人隐私，条例第三十二条）' },
          { value: 'organ', label: '共同制作机关（条例第三十四条）' },
        ],
      },
      { name: 'party', label: '名称', kind: 'text' },
      { name: 'address', label: '地址', kind: 'text', optional: true },
      { name: 'information', label: '涉及的政府信息', kind: 'long', extra: '不写申请人的姓名和联系方式。' },
      { ...on, label: '发出日期' },
      { name: 'receivedOn', label: '对方收到日期', kind: 'day', optional: true },
    ],
    initial: (request, day) => ({ on: day, kind: 'third-party', information: request.subject }),
  },
  'ask-cooperation': {
    lead: '申请涉及其他机关的，应当与有关机关协商、确认（条例第十一条）。共同制作的政府信息请用“征求意见”（条例第三十四条）。协办所需时间不从答复期限中扣除。',
    okWords: '发出协办函',
    done: '协办函已生成，期限照常计算',
    blanks: [
      { name: 'organ', label: '协办机关', kind: 'text' },
      { name: 'matters', label: '请协助办理的事项', kind: 'long', extra: '不写申请人的姓名和联系方式。' },
      { name: 'answerBy', label: '请予回复的日期', kind: 'day' },
    ],
  },
  'record-answer': {
    lead: '登记书面意见。登记后生成《征求意见确认函》，由对方核对所记录的意见。',
    okWords: '登记意见',
    done: '意见已登记，期限继续计算',
    blanks: [
      { name: 'consultationId', label: '谁的意见', kind: 'choice' },
      { ...on, label: '收到意见的日期' },
      {
        name: 'agrees',
        label: '意见',
        kind: 'choice',
        options: [
          { value: true, label: '同意公开' },
          { value: false, label: '不同意公开' },
        ],
      },
      { ...note, label: '意见内容' },
    ],
    initial: (request, day) => ({
      on: day,
      consultationId: request.consultations.find(each => each.answeredOn === null)?.id,
    }),
  },
  'ask-reasons': {
    lead: '申请的数量、频次明显超过合理范围的，可以要求申请人说明理由（条例第三十五条）。',
    okWords: '发出说明理由告知书',
    done: '说明理由告知书已生成',
    blanks: [
      { ...on, label: '告知日期' },
      { ...note, label: '需要说明的事项', optional: false },
    ],
    initial: today,
  },
  'record-reasons': {
    lead: '登记申请人说明的理由。',
    okWords: '登记',
    done: '已登记',
    blanks: [
      { ...on, label: '收到日期' },
      { ...note, label: '申请人的理由', optional: false },
    ],
    initial: today,
  },
  delay: {
    lead: '理由合理但无法按期答复的，可以确定延迟答复的合理期限并告知申请人（条例第三十五条）。',
    okWords: '确定并告知',
    done: '延迟答复期限已确定',
    blanks: [{ ...on, label: '告知日期' }, { name: 'until', label: '答复至', kind: 'day' }, reason],
    initial: today,
  },
  'ask-extension': {
    lead: '需要延长答复期限的，须在期限届满前经信息公开机构负责人同意，最长不超过 20 个工作日，只能延长一次（条例第三十三条）。',
    okWords: '提交',
    done: '已提交负责人审批',
    blanks: [{ name: 'workingDays', label: '延长的工作日数', kind: 'number' }, reason],
    initial: () => ({ workingDays: 20 }),
  },
  'approve-extension': {
    lead: '批准后系统生成延期答复告知书，期限相应顺延（条例第三十三条）。',
    okWords: '批准延期',
    done: '已批准延期',
    blanks: [note],
  },
  'refuse-extension': {
    lead: '不同意延期的，应按原期限答复。',
    okWords: '不同意',
    done: '已退回延期申请',
    blanks: [reason],
  },
  'notify-fee': {
    lead: '申请数量、频次明显超过合理范围的，可以收取信息处理费（条例第四十二条）。申请人应自收到通知次日起 20 个工作日内缴纳。',
    okWords: '发出收费通知',
    done: '收费通知书已生成',
    blanks: [
      { ...on, label: '通知日期' },
      { name: 'receivedOn', label: '申请人收到日期', kind: 'day', optional: true },
      {
        name: 'units',
        label: '件数或者页数',
        kind: 'number',
        extra: '按件计收填本月累计件数，按量计收填页数。',
      },
    ],
    initial: today,
  },
  'record-payment': {
    lead: '缴费次日起，答复期限重新计算。款项直接缴入国库，本系统不收款。',
    okWords: '登记缴费',
    done: '缴费已登记',
    blanks: [
      { ...on, label: '缴费日期' },
      { name: 'receiptNo', label: '财政票据号', kind: 'text' },
    ],
    initial: today,
  },
  deliver: {
    lead: '直接送达、委托送达以签收之日为准，邮寄以交邮之日为准；邮寄只能通过邮政企业。网上送达须同时告知网上申请行政复议的渠道（行政复议法第二十二条）。',
    okWords: '送达',
    done: '答复已送达',
    blanks: [
      { name: 'way', label: '送达方式', kind: 'choice', options: options(deliveryWords) },
      { ...on, label: '送达日期' },
      { name: 'postedOn', label: '交邮日期（邮寄）', kind: 'day', optional: true },
      { name: 'trackingNo', label: '邮件号码（邮寄）', kind: 'text', optional: true },
      { name: 'signedOn', label: '签收日期（直接、委托）', kind: 'day', optional: true },
    ],
    initial: (request, day) => ({ on: day, way: request.wish.supply === 'online' ? 'electronic' : 'post' }),
  },
  'record-signing': {
    lead: '登记送达回证上的签收日期。',
    okWords: '登记签收',
    done: '签收已登记',
    blanks: [{ name: 'signedOn', label: '签收日期', kind: 'day' }],
    initial: (_, day) => ({ signedOn: day }),
  },
  withdraw: {
    lead: '申请人撤回申请的，不再办理。',
    okWords: '登记撤回',
    done: '撤回已登记',
    danger: true,
    blanks: [{ ...on, label: '撤回日期' }, note],
    initial: today,
  },
  close: {
    lead: '逾期不补正、逾期未缴费或者已撤回的申请，不再处理，无须出具答复书。',
    okWords: '办结',
    done: '已办结',
    blanks: [note],
  },
  archive: {
    lead: '全部文书、期限记录和数字摘要封存为案卷，此后不能再改动。',
    okWords: '归档',
    done: '已归档',
    blanks: [],
  },
  'add-dispute': {
    lead: '登记后计入年度报告第四部分。',
    okWords: '登记',
    done: '已登记',
    blanks: [
      { name: 'kind', label: '种类', kind: 'choice', options: options(disputeKindWords) },
      { name: 'filedOn', label: '提起日期', kind: 'day' },
      { name: 'organ', label: '复议机关或者法院', kind: 'text' },
      { name: 'caseNo', label: '案号', kind: 'text', optional: true },
      note,
    ],
    initial: (_, day) => ({ filedOn: day, kind: 'reconsideration' }),
  },
  rehandle: {
    lead: '复议决定或者判决要求重新答复的，生成一件新的办理。是否计为新收申请由本机关确定并留下记录。',
    okWords: '重新办理',
    done: '已生成新的办理',
    blanks: [
      { name: 'disputeId', label: '依据的复议、诉讼', kind: 'choice' },
      { name: 'orderedOn', label: '收到决定、判决的日期', kind: 'day' },
      {
        name: 'countsAsNew',
        label: '年度报告',
        kind: 'choice',
        options: [
          { value: false, label: '不计为新收申请（默认）' },
          { value: true, label: '计为新收申请' },
        ],
      },
      { ...note, label: '要求', optional: false },
    ],
    initial: (request, day) => ({
      orderedOn: day,
      countsAsNew: false,
      disputeId: request.disputes.find(each => each.result === 'corrected')?.id,
    }),
  },
  'propose-publication': {
    lead: '多个申请人申请公开相同信息，且该信息属于可以公开的，可以纳入主动公开范围（条例第四十四条）。确认后生成一件信息草稿，按发布流程审核。',
    okWords: '起草主动公开信息',
    done: '已生成草稿',
    blanks: [
      {
        ...{ name: 'columnId', label: '栏目', kind: 'column', optional: true },
        extra: '不选的，按申请内容的类别确定。',
      },
      { name: 'title', label: '标题', kind: 'text', optional: true },
    ],
    initial: request => ({ title: request.subject }),
  },
  'note-same': {
    lead: '与另一件申请要求公开的内容相同、只是写法不同的，并入后合并计算申请人数（条例第四十四条）。',
    okWords: '并入',
    done: '已注明相同申请',
    blanks: [{ name: 'number', label: '另一件申请的登记号', kind: 'text' }],
  },
  classify: {
    lead: '类别按申请内容中的字词自动确定；不准确的在此更改。留空表示不属于任何类别。',
    okWords: '更改',
    done: '已更改内容类别',
    blanks: [{ name: 'subjectClass', label: '内容类别', kind: 'class', optional: true }],
    initial: request => ({ subjectClass: request.subjectClass || undefined }),
  },
  'decide-retention': {
    lead: '保管期限届满的案卷，经鉴定继续保管或者销毁。销毁后只留下登记号、内容、日期和处理结果，材料和申请人信息不能恢复。',
    okWords: '确定',
    done: '已登记鉴定结果',
    danger: true,
    blanks: [
      {
        ...{ name: 'decision', label: '鉴定结果', kind: 'choice' },
        options: [
          { value: 'keep', label: '继续保管' },
          { value: 'destroy', label: '销毁' },
        ],
      },
      { name: 'until', label: '继续保管至', kind: 'day', optional: true, extra: '销毁的不填。' },
      reason,
    ],
    initial: () => ({ decision: 'keep' }),
  },
};

/** The order of the buttons: what comes first in a case comes first in the row. */
export const commandOrder = Object.keys(commandForms) as FormCommand[];
export type { FormCommand };
