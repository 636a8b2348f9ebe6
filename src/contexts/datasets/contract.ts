import { z } from 'zod';
import { reason } from '../organisation/contract.ts';
import { editionClass, editionMeasure, periodId, periodicity } from './contract/edition.ts';

export * from './contract/edition.ts';

/** Data sets on the wire of the staff API. */

export const editionState = z.enum([
  'collecting',
  'consolidated',
  'proposed',
  'released',
  'superseded',
  'withdrawn',
]);
export type EditionState = z.infer<typeof editionState>;

export const editionStateWords: Readonly<Record<EditionState, string>> = {
  collecting: '填报中',
  consolidated: '已汇总',
  proposed: '审查发布中',
  released: '已公开',
  superseded: '已被更正版替代',
  withdrawn: '已撤下',
};

export const partState = z.enum(['open', 'submitted']);

/** A cell by its coordinates; `region` and `class` null where they are no dimension or for the total. */
export const cellAddress = z.strictObject({
  region: z.string().nullable(),
  class: z.string().nullable(),
  measure: z.string(),
});
export type CellAddress = z.infer<typeof cellAddress>;

export const checkCode = z.enum([
  'cell-missing',
  'not-a-number',
  'not-whole',
  'negative',
  'too-large',
  'person-named',
  'balance-broken',
  'carried-differs',
  'jump',
  'total-differs',
  'part-open',
]);
export type CheckCode = z.infer<typeof checkCode>;

/** `block`: must be corrected; `reason`: corrected or explained. */
export const checkFinding = z.strictObject({
  code: checkCode,
  severity: z.enum(['block', 'reason']),
  cell: cellAddress.nullable(),
  /** Where it stands, in words: 七星关区　城市　保障人数. */
  where: z.string(),
  words: z.string(),
  /** The reason given for it; null where none is needed or given. */
  explained: z.string().nullable(),
});
export type CheckFinding = z.infer<typeof checkFinding>;

const permissions = z.record(z.string(), z.object({ allowed: z.boolean(), reasons: z.array(reason) }));

export const editionRowView = z.object({
  id: z.string(),
  datasetId: z.string(),
  title: z.string(),
  leaf: z.string(),
  period: z.string(),
  periodWords: z.string(),
  revision: z.number(),
  state: editionState,
  ownerUnitId: z.string(),
  ownerUnitName: z.string(),
  partsIn: z.number(),
  partsAll: z.number(),
  changedAt: z.string(),
});
export type EditionRowView = z.infer<typeof editionRowView>;

export const editionQuery = z.object({
  period: z.string().optional(),
  leaf: z.string().optional(),
  state: editionState.optional(),
  /** Editions that this unit owns or fills a part of. */
  unit: z.string().optional(),
  dataset: z.string().optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type EditionQuery = z.output<typeof editionQuery>;

export const editionPage = z.object({ rows: z.array(editionRowView), count: z.number() });
export type EditionPage = z.infer<typeof editionPage>;

/** GET /api/datasets: what the pack defines. */
export const datasetList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      leaf: z.string(),
      periodicity,
      ownerUnitId: z.string(),
      ownerUnitName: z.string(),
      /** Periods that can be opened, newest first. */
      openable: z.array(z.object({ period: z.string(), words: z.string() })),
      permissions,
    }),
  ),
});
export type DatasetList = z.infer<typeof datasetList>;

export const openBody = z.strictObject({ period: periodId });

const cellValue = z.union([z.number(), z.string().max(500)]).nullable();
export const cellWrite = cellAddress.extend({ value: cellValue });
export type CellWrite = z.infer<typeof cellWrite>;

/** Partial: cells not named stay. `revision` is that of the part as the writer saw it. */
export const saveBody = z.strictObject({
  part: z.string(),
  revision: z.number().int(),
  cells: z.array(cellWrite).min(1).max(20_000),
});
export type SaveBody = z.infer<typeof saveBody>;

export const partBody = z.strictObject({ part: z.string() });
export const returnPartBody = z.strictObject({ part: z.string(), reason: z.string().trim().min(2).max(500) });
export const reasonBody = z.strictObject({ reason: z.string().trim().min(2, '请写明理由。').max(500) });
export const explainBody = z.strictObject({
  code: checkCode,
  cell: cellAddress,
  words: z.string().trim().max(500),
});
export type ExplainBody = z.infer<typeof explainBody>;
export const proposeBody = z.strictObject({
  dutyId: z.string().optional(),
  /** Elements that it meets; absent: those that the measures serve. */
  elements: z.array(z.number().int().positive()).optional(),
});
export type ProposeBody = z.infer<typeof proposeBody>;

export const partView = z.object({
  /** Region code; `owner` for what the section fills itself. */
  part: z.string(),
  name: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  revision: z.number(),
  state: partState,
  filled: z.number(),
  cells: z.number(),
  changedByName: z.string().nullable(),
  changedAt: z.string().nullable(),
  returnReason: z.string().nullable(),
  permissions,
});
export type PartView = z.infer<typeof partView>;

/** One line of the grid: what can be entered, and totals that are computed. */
export const gridRow = z.object({
  region: z.string().nullable(),
  regionName: z.string(),
  class: z.string().nullable(),
  className: z.string(),
  part: z.string(),
  values: z.record(z.string(), z.union([z.number(), z.string()]).nullable()),
  /** Values of the period before. */
  before: z.record(z.string(), z.union([z.number(), z.string()]).nullable()),
  /** Measures that are entered here; the others are computed or not collected. */
  entered: z.array(z.string()),
  /** Measures that would not be shown to the public. */
  suppressed: z.array(z.string()),
});
export type GridRow = z.infer<typeof gridRow>;

export const editionView = editionRowView.extend({
  description: z.string(),
  definition: z.string(),
  source: z.string(),
  regions: z.boolean(),
  classWord: z.string(),
  classes: z.array(editionClass),
  measures: z.array(editionMeasure.extend({ countsPersons: z.boolean() })),
  revisionReason: z.string().nullable(),
  parts: z.array(partView),
  rows: z.array(gridRow),
  findings: z.array(checkFinding),
  notes: z.array(z.string()),
  itemId: z.string().nullable(),
  path: z.string().nullable(),
  dataDigest: z.string().nullable(),
  releasedAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  /** Duties of the leaf that it may meet. */
  duties: z.array(z.object({ id: z.string(), words: z.string(), isOfPeriod: z.boolean() })),
  history: z.array(
    z.object({
      id: z.string(),
      revision: z.number(),
      state: editionState,
      reason: z.string().nullable(),
      at: z.string(),
    }),
  ),
  permissions,
});
export type EditionView = z.infer<typeof editionView>;

/** What an uploaded table holds, before anything is written. */
export const importProblem = z.object({
  /** C5, or A for a column; empty for the file. */
  cell: z.string(),
  code: z.string(),
  words: z.string(),
  advice: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

export const importPreview = z.object({
  fileName: z.string(),
  /** Revisions of the parts at the time of reading; needed to save. */
  parts: z.array(z.object({ part: z.string(), revision: z.number(), cells: z.array(cellWrite) })),
  mapping: z.array(z.object({ column: z.string(), header: z.string(), measure: z.string().nullable() })),
  problems: z.array(importProblem),
  /** Cells read without a problem. */
  good: z.number(),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const openedEdition = z.object({ id: z.string() });
export const proposedEdition = z.object({ itemId: z.string(), path: z.string() });
