import { z } from 'zod';
import { explanation } from '../calendar/contract.ts';
import { day, permission } from '../organisation/contract.ts';
import { projectKind } from './contract/pack.ts';

/** Projects in stages: on the wire. */

export * from './contract/pack.ts';
export * from './contract/released.ts';

export const moneyUnits = ['元', '万元'] as const;
export const money = z.strictObject({
  amount: z.number().min(0, '金额不能为负数。').max(1e12, '金额过大，请核对单位。'),
  unit: z.enum(moneyUnits),
});
export type Money = z.infer<typeof money>;

/** What is recorded of a project. What must be there is judged by the rules, by field. */
export const projectContent = z.strictObject({
  kind: z.string().max(40),
  code: z.string().trim().max(60, '不超过 60 字。').default(''),
  title: z.string().trim().max(120, '不超过 120 字。').default(''),
  unitId: z.string(),
  areaId: z.string().max(40).default(''),
  description: z.string().trim().max(4000, '不超过 4000 字。').default(''),
  /** 资金来源. */
  funding: z.string().trim().max(200, '不超过 200 字。').default(''),
  planned: money.nullable().default(null),
});
export type ProjectContent = z.output<typeof projectContent>;
export const projectChange = z.strictObject({ revision: z.number().int(), content: projectContent });
export type ProjectChange = z.output<typeof projectChange>;

export const stageValue = z.union([z.string().trim().max(2000, '不超过 2000 字。'), money]);
export type StageValue = z.infer<typeof stageValue>;

/** A document of a stage as it is published. */
export const stageFile = z.strictObject({
  /** Which of the documents it is. */
  document: z.string().trim().min(1).max(120),
  name: z.string().trim().min(1).max(200),
  /** SHA-256 of the uploaded file. */
  digest: z.string().regex(/^[0-9a-f]{64}$/, '附件编号不正确，请重新上传。'),
});
export type StageFile = z.infer<typeof stageFile>;

export const stageContent = z.strictObject({
  stage: z.string().max(40),
  /** The day on which it happened: awarded, signed, accepted. */
  on: day,
  values: z.record(z.string().max(40), stageValue).default({}),
  /** Documents that are published with it. */
  documents: z.array(z.string().trim().min(1).max(120)).max(50).default([]),
  /** The documents themselves; one without a file is added to the item by hand. */
  files: z.array(stageFile).max(50).optional(),
  note: z.string().trim().max(2000, '不超过 2000 字。').default(''),
});
export type StageContent = z.output<typeof stageContent>;
export const stageChange = z.strictObject({ revision: z.number().int(), content: stageContent });
export type StageChange = z.output<typeof stageChange>;

export const proposeStageBody = z.strictObject({
  meets: z
    .array(z.strictObject({ dutyId: z.string(), elements: z.array(z.number().int().positive()) }))
    .max(50)
    .default([]),
});
export type ProposeStageBody = z.output<typeof proposeStageBody>;
export const proposedStage = z.object({ itemId: z.string(), path: z.string() });

export const projectQuery = z.object({
  kind: z.string().max(40).optional(),
  unit: z.string().max(60).optional(),
  q: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type ProjectQuery = z.output<typeof projectQuery>;

export const stageStates = ['recorded', 'proposed', 'public', 'withdrawn'] as const;
export type StageState = (typeof stageStates)[number];
export const stageStateWords: Readonly<Record<StageState, string>> = {
  recorded: '已登记',
  proposed: '送审中',
  public: '已公开',
  withdrawn: '已撤下',
};

const head = {
  id: z.string(),
  kind: z.string(),
  kindName: z.string(),
  code: z.string(),
  title: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  plannedYuan: z.number(),
  /** Paid so far, by the latest payment that was recorded; null where none was. */
  paidYuan: z.number().nullable(),
};
export const projectRow = z.object({
  ...head,
  /** The last stage that was recorded; empty where none was. */
  lastStage: z.string(),
  recorded: z.number(),
  shown: z.number(),
  late: z.number(),
});
export type ProjectRow = z.infer<typeof projectRow>;

/** GET /api/projects */
export const projectPage = z.object({
  rows: z.array(projectRow),
  count: z.number(),
  kinds: z.array(projectKind),
  permissions: z.record(z.string(), permission),
});
export type ProjectPage = z.infer<typeof projectPage>;

export const stageView = z.object({
  id: z.string(),
  no: z.number(),
  name: z.string(),
  content: stageContent,
  revision: z.number(),
  state: z.enum(stageStates),
  publish: z.object({
    explanation,
    metOn: day.nullable(),
    standing: z.enum(['running', 'late', 'met', 'met-late']),
  }),
  itemId: z.string().nullable(),
  path: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  changedByName: z.string(),
  permissions: z.record(z.string(), permission),
});
export type StageView = z.infer<typeof stageView>;

/** A stage that must come by a day, and how that was computed. */
export const dueStage = z.object({ stage: z.string(), name: z.string(), explanation, isLate: z.boolean() });

/** GET /api/projects/:id */
export const projectView = z.object({
  ...head,
  revision: z.number(),
  content: projectContent,
  schema: projectKind,
  stages: z.array(stageView),
  due: z.array(dueStage),
  changedByName: z.string(),
  changedAt: z.string(),
  permissions: z.record(z.string(), permission),
});
export type ProjectView = z.infer<typeof projectView>;
