import { z } from 'zod';

/** projects.yaml: kinds of projects, and the stages each goes through. An id is never changed once public. */

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, '编号用小写字母、数字和连字符，以字母开头。');

/** What a stage is by its nature: sets its place in the order and its part of the contracting data. */
export const stageTypes = [
  'approval',
  'tender',
  'award',
  'contract',
  'change',
  'construction',
  'acceptance',
  'complaint',
  'progress',
  'effect',
] as const;
export type StageType = (typeof stageTypes)[number];

/** `text` words; `money` an amount with its unit; `date` a civil day; `credit-code` 统一社会信用代码; `choice` one of `choices`. */
export const stageFieldKinds = ['text', 'money', 'date', 'credit-code', 'choice'] as const;

/**
 * Ids with a meaning for checks and the contracting data: `supplier` and `supplier-code` (who won, who signed), `amount` (what
 * was awarded, agreed or, of a change, is agreed now), `paid` (paid so far), `method` (采购方式), `number` (编号 of the notice or
 * the contract).
 */
const stageField = z.strictObject({
  id,
  name: z.string().min(1).max(40),
  kind: z.enum(stageFieldKinds),
  required: z.boolean().default(false),
  choices: z.array(z.string().min(1)).default([]),
  hint: z.string().default(''),
});
export type StageField = z.output<typeof stageField>;

const serves = z
  .array(z.strictObject({ leaf: z.string(), elements: z.array(z.number().int().positive()).min(1) }))
  .default([]);

const stageKind = z.strictObject({
  id,
  name: z.string().min(2).max(20),
  type: z.enum(stageTypes),
  /** May be recorded several times: 设计变更, 资金支付. */
  repeats: z.boolean().default(false),
  /** Stages that must have been recorded before, and not later than this one. */
  needs: z.array(id).default([]),
  /** The limit of the law that its announcement falls under. */
  limit: z.enum(['general', 'procurement-award', 'procurement-contract']).default('general'),
  /** A stricter limit of the plan or of the bureau, in working days; a laxer one does not apply. */
  local: z
    .strictObject({
      workingDays: z.number().int().min(1).max(60),
      setBy: z.enum(['plan', 'local']),
      words: z.string().min(2),
    })
    .optional(),
  /** Its day comes within thirty days of this stage (政府采购法 art 46). */
  signedAfter: id.optional(),
  fields: z.array(stageField).max(20).default([]),
  /** Documents that are published with it, by name. */
  documents: z.array(z.string().min(2).max(40)).default([]),
  serves,
});
export type StageKind = z.output<typeof stageKind>;

export const projectKind = z.strictObject({
  id,
  name: z.string().min(2).max(30),
  column: z.string(),
  /** 养老, 殡改 …: what its projects are for. */
  areas: z.array(z.strictObject({ id, name: z.string().min(2).max(40), serves })).default([]),
  /** Its projects are in the contracting data (OCDS). */
  isContracting: z.boolean().default(false),
  /** Elements of the plan that the facts of the project itself serve. */
  serves,
  stages: z.array(stageKind).min(1).max(20),
});
export type ProjectKind = z.output<typeof projectKind>;

export const projectsPack = z.strictObject({
  /** Prefix of contracting process ids; registered with the Open Contracting Partnership before it is used in earnest. */
  ocidPrefix: z
    .string()
    .regex(/^ocds-[a-z0-9]{6}$/, '前缀写成“ocds-”加六位小写字母或数字。')
    .default('ocds-000000'),
  kinds: z.array(projectKind).default([]),
});
export type ProjectsPack = z.output<typeof projectsPack>;
