import { z } from 'zod';
import { day, permission } from '../organisation/contract.ts';
import { registerKind } from './contract/pack.ts';
import { entryValue } from './contract/released.ts';

/** Registers of organisations, places and bodies: on the wire. */

export * from './contract/location.ts';
export * from './contract/pack.ts';
export * from './contract/released.ts';

const values = z.record(z.string().max(40), z.union([z.string().max(2000), z.number(), z.null()]));
const why = z.string().trim().min(2, '请写明修改的原因（至少两个字）。').max(300, '原因不超过 300 字。');

export const entryBody = z.strictObject({
  /** Region code; null of an entry of the whole prefecture. */
  region: z.string().nullable(),
  values,
  reason: why,
});
export type EntryBody = z.infer<typeof entryBody>;
/** `revision` is the one that was seen. */
export const entryChange = entryBody.extend({ revision: z.number().int() });
export type EntryChange = z.infer<typeof entryChange>;
export const removeBody = z.strictObject({ revision: z.number().int(), reason: why });
export type RemoveBody = z.infer<typeof removeBody>;
export const eventBody = z.strictObject({
  revision: z.number().int(),
  kind: z.string(),
  on: day,
  words: z.string().trim().max(300, '说明不超过 300 字。').default(''),
});
export type EventBody = z.infer<typeof eventBody>;
export const proposeBody = z.strictObject({
  note: z.string().trim().max(500, '说明不超过 500 字。').default(''),
  meets: z
    .array(z.strictObject({ dutyId: z.string(), elements: z.array(z.number().int().positive()) }))
    .max(50)
    .default([]),
});
export type ProposeBody = z.infer<typeof proposeBody>;
export const proposed = z.object({ itemId: z.string(), path: z.string(), edition: z.number() });

/** The register was checked against its sources, and nothing has changed. */
export const checkBody = z.strictObject({
  words: z
    .string()
    .trim()
    .min(5, '请写明怎样核对的（至少五个字），将向社会公开。')
    .max(200, '不超过 200 字。'),
});

/** When the next edition is due, and from what that was computed. */
export const registerClock = z.object({
  state: z.enum(['unpublished', 'in-time', 'soon', 'late']),
  dueOn: day.nullable(),
  explanation: z.string(),
  basis: z.string(),
  /** The cadence was set here and not by an authority. */
  isDefault: z.boolean(),
});
export type RegisterClock = z.infer<typeof registerClock>;

export const registerRow = z.object({
  id: z.string(),
  title: z.string(),
  noun: z.string(),
  ownerUnitName: z.string(),
  entries: z.number(),
  /** Live edition, if there is one. */
  edition: z.number().nullable(),
  path: z.string().nullable(),
  clock: registerClock,
});
export type RegisterRow = z.infer<typeof registerRow>;
/** GET /api/registers */
export const registerList = z.object({ rows: z.array(registerRow) });

export const editionRow = z.object({
  no: z.number(),
  state: z.enum(['proposed', 'released', 'superseded', 'withdrawn']),
  itemId: z.string(),
  path: z.string(),
  entries: z.number(),
  proposedByName: z.string(),
  proposedAt: z.string(),
  releasedAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
});
export type EditionRow = z.infer<typeof editionRow>;

export const importRow = z.object({
  id: z.string(),
  fileName: z.string(),
  rows: z.number(),
  byName: z.string(),
  at: z.string(),
});

/** GET /api/registers/:register */
export const registerView = registerRow.extend({
  schema: registerKind,
  ownerUnitId: z.string(),
  regions: z.array(z.object({ code: z.string(), name: z.string() })),
  changes: z.object({ added: z.number(), changed: z.number(), removed: z.number() }).nullable(),
  editions: z.array(editionRow),
  /** When it was checked and found unchanged, the last first. */
  checks: z.array(z.object({ on: day, words: z.string(), edition: z.number(), byName: z.string() })),
  /** Files in the waiting area. */
  waiting: z.array(importRow),
  permissions: z.record(z.string(), permission),
});
export type RegisterView = z.infer<typeof registerView>;

export const entryQuery = z.object({
  q: z.string().max(100).optional(),
  region: z.string().max(20).optional(),
  /** `field:value` of a filterable field. */
  where: z.string().max(200).optional(),
  state: z.enum(['current', 'removed']).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type EntryQuery = z.infer<typeof entryQuery>;

const entryHead = {
  id: z.string(),
  no: z.number(),
  name: z.string(),
  region: z.string().nullable(),
  regionName: z.string(),
  values: z.record(z.string(), entryValue),
  state: z.enum(['current', 'removed']),
  revision: z.number(),
  changedAt: z.string(),
  changedByName: z.string(),
};
export const entryRow = z.object(entryHead);
export type EntryRow = z.infer<typeof entryRow>;
export const entryPage = z.object({ rows: z.array(entryRow), count: z.number() });

export const entryView = z.object({
  ...entryHead,
  register: z.string(),
  events: z.array(z.object({ kind: z.string(), on: day, words: z.string(), byName: z.string() })),
  history: z.array(
    z.object({
      revision: z.number(),
      act: z.enum(['create', 'change', 'import', 'remove', 'restore', 'event']),
      reason: z.string(),
      fields: z.array(z.string()),
      byName: z.string(),
      at: z.string(),
    }),
  ),
  permissions: z.record(z.string(), permission),
});
export type EntryView = z.infer<typeof entryView>;

/** A cell that cannot be taken, and what to do. */
export const cellProblem = z.object({
  /** Spreadsheet row from 1. */
  row: z.number(),
  cell: z.string(),
  field: z.string(),
  message: z.string(),
  advice: z.string(),
});
export type CellProblem = z.infer<typeof cellProblem>;

/** A file in the waiting area: nothing of it is in the register until it is taken over as a whole. */
export const importView = z.object({
  id: z.string(),
  register: z.string(),
  fileName: z.string(),
  mapping: z.array(z.object({ head: z.string(), column: z.number(), field: z.string().nullable() })),
  /** About the file as a whole: a missing column, merged cells. */
  problems: z.array(cellProblem),
  problemCount: z.number(),
  rowCount: z.number(),
  /** Rows without a problem, and what would become of them. */
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  /** The rows with problems, then the first of the others. */
  rows: z.array(z.object({ row: z.number(), cells: z.array(z.string()), isGood: z.boolean() })),
  permissions: z.record(z.string(), permission),
});
export type ImportView = z.infer<typeof importView>;
export const mappingBody = z.strictObject({ fields: z.array(z.string().nullable()).max(200) });
export const rowBody = z.strictObject({
  /** Cells anew, as many as there are columns; null leaves the row out. */
  cells: z.array(z.string().max(2000)).max(200).nullable(),
});
export const imported = z.object({ added: z.number(), changed: z.number(), unchanged: z.number() });
export type Imported = z.infer<typeof imported>;
