import { z } from 'zod';
import { day, permission } from '../organisation/contract.ts';
import { fieldValue } from './contract/content.ts';
import { sorts } from './contract/fields.ts';
import { changeNotice } from './contract/released.ts';

/** Power and responsibility lists, service guides, certificates kept: on the wire. */

export * from './contract/content.ts';
export * from './contract/fields.ts';
export * from './contract/flow.ts';
export * from './contract/released.ts';

const code = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9-]{1,39}$/,
    '编码用字母、数字和连字符，2 至 40 个字符，如 520500-MZ-XK-001。',
  );
const name = z.string().trim().min(2, '请填写事项名称。').max(200, '事项名称不超过 200 字。');
const content = z.record(z.string(), z.unknown());

export const recordBody = z.strictObject({ sort: z.enum(sorts), code, name, unitId: z.string(), content });
export type RecordBody = z.infer<typeof recordBody>;
/** `revision` is the one that was seen. */
export const recordChange = z.strictObject({
  revision: z.number().int(),
  code,
  name,
  unitId: z.string(),
  content,
});
export type RecordChange = z.infer<typeof recordChange>;
export const removeBody = z.strictObject({
  revision: z.number().int(),
  reason: z.string().trim().min(4, '请写明取消的依据和理由（至少四个字）。').max(500, '理由不超过 500 字。'),
});
export type RemoveBody = z.infer<typeof removeBody>;
export const restoreBody = z.strictObject({ revision: z.number().int() });

/** What stands in the way of publishing an entry. */
export const gap = z.object({
  code: z.string(),
  /** Field it is about; empty: the entry itself. */
  field: z.string(),
  message: z.string(),
  leaf: z.string(),
  element: z.number().nullable(),
});
export type Gap = z.infer<typeof gap>;

const recordHead = {
  id: z.string(),
  sort: z.enum(sorts),
  code: z.string(),
  name: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  state: z.enum(['current', 'removed']),
  revision: z.number(),
  changedAt: z.string(),
  changedByName: z.string(),
};
export const recordRow = z.object({ ...recordHead, gaps: z.number() });
export type RecordRow = z.infer<typeof recordRow>;

export const recordQuery = z.object({
  sort: z.enum(sorts).optional(),
  q: z.string().max(200).optional(),
  unit: z.string().optional(),
  /** Those that cannot be published yet, or that can. */
  check: z.enum(['gaps', 'complete']).optional(),
  state: z.enum(['current', 'removed']).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type RecordQuery = z.infer<typeof recordQuery>;

export const editionState = z.enum(['proposed', 'released', 'superseded', 'withdrawn']);
export type EditionState = z.infer<typeof editionState>;
export const editionRow = z.object({
  no: z.number(),
  state: editionState,
  itemId: z.string(),
  path: z.string(),
  entries: z.number(),
  changes: changeNotice.nullable(),
  proposedByName: z.string(),
  proposedAt: z.string(),
  releasedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
});
export type EditionRow = z.infer<typeof editionRow>;

/** What is published together: a list by its sort, or one guide by the id of its record. */
export const subjectView = z.object({
  /** `licence` … `certificate`, or `guide:<record id>`. */
  subject: z.string(),
  sort: z.enum(sorts),
  title: z.string(),
  leaf: z.string(),
  ownerUnitId: z.string(),
  entries: z.number(),
  withGaps: z.number(),
  /** Against the released edition. */
  pending: changeNotice.nullable(),
  editions: z.array(editionRow),
  /** Elements of the leaf that are carried. */
  elements: z.array(z.number()),
  permissions: z.record(z.string(), permission),
});
export type SubjectView = z.infer<typeof subjectView>;

export const recordView = z.object({
  ...recordHead,
  removedOn: day.nullable(),
  removedReason: z.string().nullable(),
  content: z.record(z.string(), fieldValue),
  gaps: z.array(gap),
  /** Of a guide. */
  subject: subjectView.nullable(),
  permissions: z.record(z.string(), permission),
});
export type RecordView = z.infer<typeof recordView>;

/** GET /api/powers */
export const powersOverview = z.object({
  lists: z.array(subjectView),
  permissions: z.record(z.string(), permission),
});
/** GET /api/powers/records */
export const recordPage = z.object({
  rows: z.array(recordRow),
  count: z.number(),
  permissions: z.record(z.string(), permission),
});
export const proposeBody = z.strictObject({
  /** 调整说明： why the list changes. */
  note: z.string().trim().max(500, '说明不超过 500 字。').default(''),
  meets: z
    .array(z.strictObject({ dutyId: z.string(), elements: z.array(z.number().int().positive()) }))
    .max(50)
    .default([]),
});
export type ProposeBody = z.infer<typeof proposeBody>;
export const proposed = z.object({ itemId: z.string(), path: z.string(), edition: z.number() });
