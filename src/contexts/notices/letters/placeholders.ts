/**
 * The closed list of what a template may ask for. A name that is not here is a mistake in the pack; a value that is
 * asked for and not given is a refusal, never a blank in a letter.
 */
import { type Citation, cite } from '../../../law/citation.ts';

/** How a value is written: running text, items numbered below each other, a civil day, yuan, a whole number. */
export type PlaceholderForm = 'text' | 'list' | 'day' | 'yuan' | 'count';

interface Placeholder {
  /** What an officer calls it; stands in the refusal when it is missing. */
  readonly words: string;
  readonly form: PlaceholderForm;
  readonly basis: readonly Citation[];
}

const regulation = (article: number, paragraph?: number, item?: number) =>
  cite('政府信息公开条例', article, paragraph, item);
const feeRule = cite('政府信息公开信息处理费管理办法');

function text(words: string, ...basis: Citation[]): Placeholder {
  return { words, form: 'text', basis };
}

function day(words: string, ...basis: Citation[]): Placeholder {
  return { words, form: 'day', basis };
}

/** What every letter has and a template may name anywhere. */
export const commonPlaceholders = {
  organ: text('发文机关'),
  number: text('文号'),
  addressee: text('收件人'),
  /** 您 for a person, 贵单位 for an organisation. */
  you: text('对收件人的称呼'),
  signedOn: day('成文日期'),
  office: text('联系机构'),
  phone: text('联系电话'),
  address: text('联系地址'),
} as const;

/** What a letter of some kind has; `letterKinds` says which kind may use which. */
export const valuePlaceholders = {
  registerNo: text('受理编号', regulation(45)),
  receivedOn: day('收到申请的日期', regulation(31)),
  receivedHow: text('收到申请的方式和日期的确定依据', regulation(31)),
  dueOn: day('答复期限', regulation(33)),
  subject: text('申请公开的内容', regulation(29, 2, 2)),
  description: text('其他特征性描述', regulation(29, 2, 2)),
  applicantKind: text('申请人类型', regulation(29, 2, 1)),
  wantedForm: text('申请公开的形式要求', regulation(29, 2, 3)),
  correctedOn: day('收到补正申请的日期', regulation(30)),
  matters: { words: '需要补正的事项', form: 'list', basis: [regulation(30)] } satisfies Placeholder,
  guidance: text('补正的指导和释明', regulation(30)),
  correctBy: day('补正的合理期限', regulation(30)),
  volume: text('申请的数量和频次', regulation(35)),
  reasonsBy: day('说明理由的期限', regulation(35)),
  reasons: text('理由', regulation(36)),
  extensionDays: { words: '延长的工作日数', form: 'count', basis: [regulation(33)] } satisfies Placeholder,
  newDueOn: day('延长后的答复期限', regulation(33)),
  information: text('所涉及的政府信息', regulation(36)),
  consultedOn: day('征求意见的日期', regulation(32)),
  consulted: text('征求意见的对象', regulation(34)),
  answeredOn: day('收到意见的日期', regulation(32), regulation(34)),
  opinion: text('所提出的意见', regulation(32), regulation(34)),
  cooperation: text('请协助办理的事项', regulation(11)),
  answerBy: day('请予回复的日期', regulation(11)),
  consultation: text('征求意见的情况', regulation(32)),
  disclosedContent: text('决定公开的政府信息内容', regulation(32)),
  feeBasis: text('收费依据', feeRule),
  feeStandard: text('收费标准', feeRule),
  feeCounted: text('计费的件数或者页数', feeRule),
  feeAmount: { words: '收费数额', form: 'yuan', basis: [feeRule] } satisfies Placeholder,
  feePayment: text('缴纳方式', feeRule),
  article: text('所依据的条款', regulation(36)),
  howToGet: text('获取的方式、途径', regulation(36)),
  whenToGet: text('获取的时间', regulation(36)),
  withheldPart: text('不予公开的部分', regulation(37)),
  searchMade: text('检索的范围和结果', regulation(36, undefined, 4)),
  responsibleOrgan: text('负责公开的行政机关的名称、联系方式', regulation(36, undefined, 5)),
  specialLaw: text('应当依照的法律、行政法规', regulation(36, undefined, 7)),
  earlierReply: text('已经作出答复的情况', regulation(36, undefined, 6)),
  channel: text('可以通过的其他渠道', regulation(39)),
  record: text('申请更正的政府信息记录', regulation(41)),
  outcome: text('审核和更正的情况', regulation(41)),
  transferredTo: text('转送的行政机关', regulation(41)),
  documentName: text('送达文书的名称和文号'),
  deliveryWay: text('送达方式', cite('国办公开办函〔2016〕235号')),
  deliveryPlace: text('送达地点'),
  trackingNo: text('邮件号码', cite('国办公开办函〔2016〕235号')),
  relief: text('救济途径', cite('行政复议法', 20), cite('行政诉讼法', 46, 1)),
} as const;

export type ValueName = keyof typeof valuePlaceholders;
export type PlaceholderName = ValueName | keyof typeof commonPlaceholders;

const all: Readonly<Record<PlaceholderName, Placeholder>> = { ...commonPlaceholders, ...valuePlaceholders };

export function isPlaceholderName(name: string): name is PlaceholderName {
  return Object.hasOwn(all, name);
}

export function placeholderOf(name: PlaceholderName): Placeholder {
  return all[name];
}

/** Names in braces, in the order of the text, each once. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(found => found[1]!))];
}
