import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** requests.yaml: what a bureau sets for its handling of requests. */
export const replyStep = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号只用小写字母、数字和连字符。'),
  name: z.string().min(1),
  command: z.enum(['request.sign-legality', 'request.sign-secrecy', 'request.sign-approval']),
  group: z.number().int(),
  limitWorkingDays: z.number().int().positive(),
  basis: z.string().default(''),
});
export type ReplyStep = z.infer<typeof replyStep>;

/** A class of subjects by which the register is filtered; a case belongs to the first with a word in its subject. */
export const subjectClass = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号只用小写字母、数字和连字符。'),
  name: z.string().min(1),
  words: z.array(z.string().min(1)).min(1),
  /** Column of the catalogue for what becomes proactive publication (条例 art 44). */
  columnId: z.string().optional(),
});
export type SubjectClass = z.infer<typeof subjectClass>;

export const requestsPack = z.strictObject({
  /** The disclosure office (政府信息公开工作机构): where cases are registered and from where letters are answered. */
  officeUnit: z.string(),
  /** {yyyy} and {seq:N}; e.g. 毕民公申〔{yyyy}〕{seq:1}号 */
  registerNumberPattern: z.string(),
  /** 文号 of replies, e.g. 毕民公复〔{yyyy}〕{seq:1}号 */
  replyNumberPattern: z.string(),
  /** 文号 of letters on the way: correction, extension, consultation, fee. */
  noticeNumberPattern: z.string().default('公开告知〔{yyyy}〕{seq:1}号'),
  /** The chain a reply walks before it is numbered; one person signs one step. */
  replySteps: z.array(replyStep).min(1),
  /** Whether a processing fee may be charged at all, by whose decision (fee rule; off unless decided). */
  fee: z
    .strictObject({ method: z.enum(['by-case', 'by-page']), decidedBy: z.string(), decidedOn: day })
    .nullable()
    .default(null),
  relief: z.strictObject({
    reconsiderationOrgan: z.string(),
    upperDepartment: z.string().optional(),
    court: z.string(),
    onlineReconsideration: z.string(),
  }),
  office: z.strictObject({
    name: z.string(),
    address: z.string(),
    hours: z.string(),
    phone: z.string(),
    fax: z.string().default(''),
    email: z.string().default(''),
    postcode: z.string().default(''),
  }),
  /** Days before the due date on which the officer, the office head and the leader are told. */
  warnWorkingDays: z.array(z.number().int().nonnegative()).default([5, 2, 0]),
  /** Years that a closed case is kept (档案保管期限); the bureau confirms. */
  retentionYears: z.number().int().positive().default(10),
  /** How many applicants for the same thing call for proactive publication (条例 art 44). */
  sameAskers: z.number().int().min(2).default(2),
  /** Column for what is proposed for publication where the class of its subject names none. */
  proposalColumn: z.string().optional(),
  subjectClasses: z
    .array(subjectClass)
    .default([])
    .refine(
      classes => new Set(classes.map(each => each.id)).size === classes.length,
      '申请内容类别的编号不能重复。',
    ),
});
export type RequestsPack = z.infer<typeof requestsPack>;
