import { z } from 'zod';
import { explanation } from '../calendar/contract.ts';
import { day, permission } from '../organisation/contract.ts';
import { avoidances, creditSites, outStates, resultCodes, taskParts, taskStates } from './contract/words.ts';

/** Random inspection (双随机、一公开): pools, draws, results, on the wire. */

export * from './contract/pack.ts';
export * from './contract/released.ts';
export * from './contract/words.ts';

const line = z.string().trim().max(200, '不超过 200 字。').default('');
const name = z.string().trim().min(1, '请填写名称。').max(200, '不超过 200 字。');

/** An object of inspection (检查对象). */
export const objectBody = z.strictObject({
  pool: z.string(),
  name,
  /** 统一社会信用代码; its check character is judged by the rules. */
  creditCode: line,
  /** Unit in whose district it is, or which registered it. */
  unitId: z.string(),
  isActive: z.boolean().default(true),
  /** Why it is drawn no longer; asked for where it is not active. */
  inactiveReason: z.string().trim().max(200, '不超过 200 字。').optional(),
});
export type ObjectBody = z.output<typeof objectBody>;

/** An inspector (执法检查人员). */
export const inspectorBody = z.strictObject({
  name,
  /** 执法证号. */
  certificate: z.string().trim().min(1, '请填写执法证号。').max(50),
  unitId: z.string(),
  isActive: z.boolean().default(true),
  inactiveReason: z.string().trim().max(200, '不超过 200 字。').optional(),
  /** From which objects the inspector keeps away, and why. */
  avoidances: z
    .array(z.strictObject({ objectId: z.string(), reason: z.enum(avoidances) }))
    .max(500)
    .default([]),
});
export type InspectorBody = z.output<typeof inspectorBody>;

export const taskBody = z.strictObject({
  title: name,
  year: z.number().int().min(2000).max(9998),
  month: z.number().int().min(1).max(12),
  itemCode: z.string(),
  unitId: z.string(),
  /** Per cent of the pool. */
  sharePercent: z.number().gt(0, '抽查比例应当大于0。').max(100, '抽查比例不能超过100%。'),
  inspectorsPerObject: z.number().int().min(2, '每个检查对象至少两名检查人员。').max(10).default(2),
});
export type TaskBody = z.output<typeof taskBody>;

export const voidBody = z.strictObject({
  reason: z.string().trim().min(5, '请写明作废理由（至少五个字）。').max(500),
});

export const resultBody = z.strictObject({
  checkedOn: day,
  result: z.enum(resultCodes),
  /** What was found: internal. */
  found: z.string().trim().max(4000).default(''),
  /** 处理意见: public. */
  handling: z.string().trim().max(500).default(''),
  /** By when it is to be put right. */
  followUpBy: day.nullable().default(null),
  followedUpOn: day.nullable().default(null),
});
export type ResultBody = z.output<typeof resultBody>;

export const handOverBody = z.strictObject({ site: z.enum(creditSites), on: day });

export const proposeTaskBody = z.strictObject({
  part: z.enum(taskParts),
  meets: z
    .array(z.strictObject({ dutyId: z.string(), elements: z.array(z.number().int().positive()) }))
    .max(50)
    .default([]),
});
export type ProposeTaskBody = z.output<typeof proposeTaskBody>;
export const proposePlanBody = proposeTaskBody.omit({ part: true });
export type ProposePlanBody = z.output<typeof proposePlanBody>;
export const proposedTask = z.object({ itemId: z.string(), path: z.string() });

export const objectQuery = z.object({
  pool: z.string().optional(),
  q: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
});
export type ObjectQuery = z.output<typeof objectQuery>;

export const taskQuery = z.object({
  year: z.coerce.number().int().min(2000).max(9998).optional(),
  state: z.enum(taskStates).optional(),
  unit: z.string().optional(),
});
export type TaskQuery = z.output<typeof taskQuery>;

const permissions = z.record(z.string(), permission);

export const objectRow = objectBody.extend({ id: z.string(), unitName: z.string(), poolName: z.string() });
export type ObjectRow = z.infer<typeof objectRow>;
export const objectPage = z.object({ rows: z.array(objectRow), count: z.number(), permissions });
export type ObjectPage = z.infer<typeof objectPage>;

export const inspectorRow = inspectorBody.extend({ id: z.string(), unitName: z.string() });
export type InspectorRow = z.infer<typeof inspectorRow>;
export const inspectorPage = z.object({ rows: z.array(inspectorRow), permissions });
export type InspectorPage = z.infer<typeof inspectorPage>;

const listItem = z.object({
  code: z.string(),
  category: z.string(),
  name: z.string(),
  pool: z.string(),
  poolName: z.string(),
  weight: z.enum(['ordinary', 'key']),
  sharePercent: z.number(),
  frequency: z.string(),
  owner: z.string(),
  basis: z.string(),
});

/** Where something stands that goes out as an item. */
const outView = z.object({
  itemId: z.string(),
  path: z.string(),
  state: z.enum(outStates),
  releasedAt: z.string().nullable(),
});
const partView = outView.extend({ part: z.enum(taskParts) });
const planView = outView.extend({ year: z.number() });

export const taskRow = z.object({
  id: z.string(),
  title: z.string(),
  year: z.number(),
  month: z.number(),
  itemName: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  state: z.enum(taskStates),
  /** Drawn, with a result, with a result that is late for its publication. */
  drawn: z.number(),
  checked: z.number(),
  late: z.number(),
});
export type TaskRow = z.infer<typeof taskRow>;
/** GET /api/inspections */
export const taskPage = z.object({
  rows: z.array(taskRow),
  items: z.array(listItem),
  pools: z.array(z.object({ id: z.string(), name: z.string() })),
  /** What of the yearly plans is out, or on its way. */
  plans: z.array(planView),
  permissions,
});
export type TaskPage = z.infer<typeof taskPage>;

export const drawnObject = z.object({
  objectId: z.string(),
  name: z.string(),
  creditCode: z.string(),
  unitName: z.string(),
  inspectors: z.array(z.string()),
  result: resultBody.nullable(),
  /** By when the result is to be published; null before the check. */
  publish: z.object({ explanation, metOn: day.nullable(), isLate: z.boolean() }).nullable(),
});
export type DrawnObject = z.infer<typeof drawnObject>;

/** POST /api/inspections/objects/import: a list of objects as XLSX or CSV. */
export const poolFileBody = z.strictObject({
  pool: z.string().min(1),
  unitId: z.string().min(1),
  file: z.strictObject({ name: z.string().min(1).max(200), base64: z.string().max(14_000_000) }),
});
export type PoolFileBody = z.infer<typeof poolFileBody>;
export const poolFileTaken = z.object({
  added: z.number(),
  /** In the pool already, by code or, without code, by name. */
  known: z.number(),
});
export type PoolFileTaken = z.infer<typeof poolFileTaken>;

/** POST /api/inspections/:id/draw: the public number that was announced, as its source published it. */
export const drawBody = z.strictObject({
  publicNumber: z.string().trim().max(100).optional(),
  /** The issue that everybody can look up, e.g. 2019051. */
  publicIssue: z.string().trim().max(100).optional(),
});
export type DrawBody = z.infer<typeof drawBody>;

/** GET /api/inspections/:id */
export const taskView = z.object({
  ...taskRow.shape,
  itemCode: z.string(),
  sharePercent: z.number(),
  inspectorsPerObject: z.number(),
  /** Of the pool at this moment, and how many of it would be drawn. */
  poolSize: z.number(),
  toDraw: z.number(),
  inspectorCount: z.number(),
  listsDigest: z.string().nullable(),
  commitment: z.string().nullable(),
  committedAt: z.string().nullable(),
  /** Null until the draw. */
  seed: z.string().nullable(),
  drawnAt: z.string().nullable(),
  /** What public number the draw hangs on; null: on the seed alone. */
  publicSource: z.string().nullable(),
  /** How it is written. */
  publicForm: z.string().nullable(),
  publicNumber: z.string().nullable(),
  publicIssue: z.string().nullable(),
  voidReason: z.string().nullable(),
  parts: z.array(partView),
  objects: z.array(drawnObject),
  passedOver: z.array(z.object({ objectName: z.string(), inspectorName: z.string() })),
  handOvers: z.array(z.object({ site: z.enum(creditSites), on: day, rows: z.number(), byName: z.string() })),
  permissions,
});
export type TaskView = z.infer<typeof taskView>;
