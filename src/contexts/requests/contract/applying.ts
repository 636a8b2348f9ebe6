import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** What an applicant writes: the three groups of art 29 and nothing else; a purpose is not asked for (条例 arts 27, 29). */

/** 申请人类型: the columns c1–c6 of the annual report's third table. */
export const applicantKinds = [
  'natural-person',
  'business',
  'research-institute',
  'public-benefit',
  'legal-service',
  'other-organisation',
] as const;
export const applicantKind = z.enum(applicantKinds);
export type ApplicantKind = z.infer<typeof applicantKind>;

export const applicantKindWords: Readonly<Record<ApplicantKind, string>> = {
  'natural-person': '自然人',
  business: '商业企业',
  'research-institute': '科研机构',
  'public-benefit': '社会公益组织',
  'legal-service': '法律服务机构',
  'other-organisation': '其他法人或者组织',
};

/** 身份证明 of a natural person. */
export const identityDocument = z.enum(['resident-id', 'passport', 'residence-permit', 'other']);
export type IdentityDocument = z.infer<typeof identityDocument>;

/** 载体形式 */
export const carrierForm = z.enum(['electronic', 'paper', 'inspect']);
export const carrierFormWords: Readonly<Record<z.infer<typeof carrierForm>, string>> = {
  electronic: '电子文本',
  paper: '纸质文本',
  inspect: '当场阅读、抄录',
};

/** 获取方式 */
export const supplyWay = z.enum(['online', 'post', 'counter', 'email', 'fax']);
export type SupplyWay = z.infer<typeof supplyWay>;
export const supplyWayWords: Readonly<Record<SupplyWay, string>> = {
  online: '本网站下载',
  post: '邮寄',
  counter: '自行领取',
  email: '电子邮件',
  fax: '传真',
};

/** What is wrong in one's own record and what proves it (条例 art 41). Personal data: it lies sealed with who asks. */
export const recordStatement = z.strictObject({
  /** 记录现在怎样写 */
  now: z.string().trim().max(1000),
  /** 应当怎样写 */
  right: z.string().trim().max(1000),
  /** 理由，以及能够证明记录不准确的证据 */
  reasons: z.string().trim().max(3000),
});
export type RecordStatement = z.infer<typeof recordStatement>;

/** Who asks. Personal data: sealed at rest, shown only to who handles the case, every look recorded. */
export const applicant = z.strictObject({
  kind: applicantKind,
  /** 姓名或者名称 */
  name: z.string().trim().min(1, '请填写申请人的姓名或者名称。').max(100),
  /** Natural persons only. */
  identityDocument: identityDocument.nullable().default(null),
  /** Number of the identity document, or the unified social credit code of an organisation. */
  identityNo: z.string().trim().max(50).default(''),
  /** 法定代表人 and 联系人 of an organisation; the agent (代理人) of a person. */
  representative: z.string().trim().max(100).default(''),
  contact: z.string().trim().max(100).default(''),
  phone: z.string().trim().max(50).default(''),
  email: z.string().trim().max(200).default(''),
  address: z.string().trim().max(300).default(''),
  postcode: z.string().trim().max(10).default(''),
  /** Own-record cases only. */
  ownRecord: recordStatement.optional(),
});
export type Applicant = z.infer<typeof applicant>;

/** What is asked for (art 29 items 2 and 3). */
export const wish = z.strictObject({
  /** 政府信息的名称、文号或者便于查询的其他特征性描述: the short name under which the case is listed. */
  subject: z.string().trim().min(2, '请写明所需政府信息的名称，或者便于查询的特征。').max(200),
  documentNo: z.string().trim().max(100).default(''),
  description: z.string().trim().max(5000).default(''),
  carrier: carrierForm.default('electronic'),
  supply: supplyWay.default('online'),
  /** 有阅读困难或者视听障碍，需要协助 (art 43). */
  needsHelp: z.string().trim().max(500).default(''),
});
export type Wish = z.infer<typeof wish>;

/**
 * The letter that turned out to be a request (来信转入): it was addressed to somebody else than the disclosure office, so
 * that the day of receipt is that of the confirmation by both sides (国办公开办函〔2015〕207号; 条例 art 31).
 */
export const sourceLetter = z.strictObject({
  /** As the mailbox, the letters' office or the leader's office numbered it. */
  no: z.string().trim().min(1, '请填写来信的编号；没有编号的，填写收文登记的顺序号。').max(100),
  /** The day on it, or on which it was sent. */
  on: day,
});
export type SourceLetter = z.infer<typeof sourceLetter>;

/** 书面 or, where writing is truly difficult, 口头 with the office filling in the form (art 29 para 1). */
export const requestMatter = z.enum(['information', 'own-record']);
export type RequestMatter = z.infer<typeof requestMatter>;
export const matterWords: Readonly<Record<z.infer<typeof requestMatter>, string>> = {
  information: '申请公开政府信息',
  'own-record': '申请更正本人信息',
};
