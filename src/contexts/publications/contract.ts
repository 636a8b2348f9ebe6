import { z } from 'zod';
import { day, permission, type reason } from '../organisation/contract.ts';

/** Items from draft to tombstone: words for the pack, the API and the console. */

export const itemKind = z.enum([
  'news',
  'notice',
  'normative-document',
  'interpretation',
  'guide',
  'rules-of-openness',
  'budget-report',
  'personnel-notice',
  'work-plan',
  'meeting-record',
  'training-record',
  'gazette-note',
  'annual-report',
  'clarification',
  'statistics',
]);
export type ItemKind = z.infer<typeof itemKind>;

export const validity = z.enum(['in-force', 'amended', 'repealed', 'expired']);
export const withdrawalKind = z.enum(['published-in-error', 'replaced', 'repealed']);

/** Coded reasons for an attribute other than 主动公开 (条例 arts 14–16). */
export const withholdingGround = z.enum([
  'state-secret',
  'law-forbids',
  'three-security-one-stability',
  'third-party',
  'internal-affairs',
  'process-info',
  'enforcement-file',
  'special-query',
]);

/** Core metadata of an item (standards.md §5.2). All of it is under the signatures. */
export const itemMetadata = z.strictObject({
  issuer: z.string().default(''),
  documentNo: z.string().default(''),
  topic: z.string().default(''),
  genre: z.string().default(''),
  writtenOn: day.nullable().default(null),
  effectiveOn: day.nullable().default(null),
  expiresOn: day.nullable().default(null),
  validity: validity.nullable().default(null),
  attribute: disclosureAttribute.default('proactive'),
  attributeReason: withholdingGround.nullable().default(null),
  attributeNote: z.string().default(''),
  basis: z.string().default(''),
  keywords: z.array(z.string()).default([]),
  source: z.string().default(''),
  author: z.string().default(''),
  retention: z.enum(['permanent', '30-years', '10-years']).default('permanent'),
  statisticalDefinition: z.string().default(''),
});
export type ItemMetadata = z.infer<typeof itemMetadata>;

export const attachmentView = z.object({
  fileDigest: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
});
export type AttachmentView = z.infer<typeof attachmentView>;

/** Which duty a version claims to meet, and with which of its elements. */
export const meetsDuty = z.strictObject({ dutyId: z.string(), elements: z.array(z.number()) });

export const draftBody = z.strictObject({
  kind: itemKind,
  columnId: z.string(),
  /** Absent: the actor's own unit. */
  ownerUnitId: z.string().optional(),
  title: z.string().max(300, '标题不超过 300 字。').default(''),
  summary: z.string().max(2000).default(''),
  bodyHtml: z.string().default(''),
  metadata: itemMetadata.partial().default({}),
  attachments: z.array(z.strictObject({ fileDigest: z.string(), name: z.string() })).default([]),
  meets: z.array(meetsDuty).default([]),
  /** Planned instant of release, ISO 8601; null: as soon as it is released by hand. */
  releaseAt: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type DraftBody = z.infer<typeof draftBody>;
export const draftChange = draftBody
  .omit({ kind: true, ownerUnitId: true })
  .partial()
  .extend({ revision: z.number().int() });
export type DraftChange = z.infer<typeof draftChange>;

export const findingView = z.object({
  rule: z.string(),
  severity: z.enum(['block', 'warn']),
  where: z.string(),
  excerpt: z.string(),
  advice: z.string(),
  basis: z.array(z.string()),
});
export type Finding = z.infer<typeof findingView>;
export const verdict = z.object({
  verdict: z.enum(['pass', 'warn', 'block']),
  findings: z.array(findingView),
});
export type Verdict = z.infer<typeof verdict>;

export const signatureView = z.object({
  step: z.string(),
  stepName: z.string(),
  decision: z.enum(['signed', 'returned', 'skipped']),
  staffName: z.string(),
  onBehalfOf: z.string().nullable(),
  unitName: z.string(),
  signedAt: z.string(),
  digest: z.string(),
  /** False when the bytes have changed since: the signature no longer counts. */
  current: z.boolean(),
  reasons: z.array(z.string()),
  note: z.string(),
  filingNo: z.string().nullable(),
});

export const reviewStep = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The permission that lets one sign, e.g. item.sign-legality. */
  command: z.string(),
  /** Steps of one group may be signed in any order; groups follow each other. */
  group: z.number().int(),
  limitWorkingDays: z.number().int().positive(),
  basis: z.string(),
  /** The last step gives the item its filing number. */
  givesFilingNo: z.boolean().default(false),
});
export type ReviewStep = z.infer<typeof reviewStep>;

/** review.yaml */
export const reviewPack = z.strictObject({
  steps: z.array(reviewStep).min(1),
  filingNoPattern: z.string().default('{yyyy}-{seq:4}'),
});
export type ReviewPack = z.infer<typeof reviewPack>;

/** catalogue.yaml: portal columns and which leaves of the plan they serve. */
export const column = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string(),
  description: z.string(),
  keywords: z.array(z.string()).default([]),
  /** Column types of the site META tag ColumnType, e.g. 政策文件. */
  types: z.array(z.string()).default([]),
  parent: z.string().optional(),
  /** Path segment below the parent's. */
  segment: z.string(),
  leaves: z.array(z.string()).default([]),
  /** Statutory contents: item of article 20 it serves, 1–15. */
  article20: z.array(z.number().int()).default([]),
  /** One of the ten key areas. */
  area: z.string().optional(),
  kinds: z.array(itemKind).default([]),
  /** Days after which an unchanged column counts as stale (检查指标). */
  staleAfterDays: z.number().int().optional(),
});
export type Column = z.infer<typeof column>;
export const cataloguePack = z.strictObject({
  columns: z.array(column),
  topics: z.array(z.string()),
  genres: z.array(z.string()),
  indexNumberPattern: z.string().default('{uscc}/{yyyy}-{seq:5}'),
  documentNumberPrefixes: z.array(z.string()).default([]),
});
export type CataloguePack = z.infer<typeof cataloguePack>;

// ---- wire ----

export const versionState = z.enum([
  'draft',
  'in-review',
  'returned',
  'approved',
  'scheduled',
  'released',
  'superseded',
  'withdrawn',
  'discarded',
]);
export type VersionState = z.infer<typeof versionState>;

export const itemRow = z.object({
  id: z.string(),
  kind: itemKind,
  columnId: z.string(),
  columnName: z.string(),
  title: z.string(),
  ownerUnitId: z.string(),
  ownerUnitName: z.string(),
  versionNo: z.number(),
  state: versionState,
  /** The step(s) it waits for, when in review. */
  waitingFor: z.array(z.object({ step: z.string(), name: z.string(), dueOn: day, late: z.boolean() })),
  indexNo: z.string().nullable(),
  path: z.string(),
  liveVersion: z.number().nullable(),
  changedAt: z.string(),
  releasedAt: z.string().nullable(),
  releaseAt: z.string().nullable(),
});
export type ItemRow = z.infer<typeof itemRow>;

export const itemView = itemRow.extend({
  revision: z.number(),
  summary: z.string(),
  bodyHtml: z.string(),
  metadata: itemMetadata,
  attachments: z.array(attachmentView),
  meets: z.array(meetsDuty.extend({ title: z.string().optional() })),
  digest: z.string(),
  drafters: z.array(z.string()),
  chain: z.array(reviewStep),
  signatures: z.array(signatureView),
  gate: verdict.nullable(),
  versions: z.array(
    z.object({
      no: z.number(),
      state: versionState,
      changedAt: z.string(),
      releasedAt: z.string().nullable(),
    }),
  ),
  withdrawal: z
    .object({
      kind: withdrawalKind,
      reason: z.string(),
      at: z.string(),
      unitName: z.string(),
      replacedBy: z.string().nullable(),
    })
    .nullable(),
  log: z.array(
    z.object({
      entryId: z.string(),
      kind: z.string(),
      recordedAt: z.string(),
      leafIndex: z.number().nullable(),
    }),
  ),
  permissions: z.record(z.string(), permission),
});
export type ItemView = z.infer<typeof itemView>;

export const itemQuery = z.object({
  state: z.string().optional(),
  step: z.string().optional(),
  unit: z.string().optional(),
  column: z.string().optional(),
  kind: z.string().optional(),
  q: z.string().optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});

export const signBody = z.strictObject({
  step: z.string(),
  /** The digest the reviewer saw. Another one now: the signature is refused. */
  digest: z.string(),
  note: z.string().default(''),
});
export const returnBody = z.strictObject({
  step: z.string(),
  digest: z.string(),
  reasons: z.array(z.string().min(1)).min(1, '请至少写一条退回理由。'),
});
export const skipBody = z.strictObject({
  step: z.string(),
  digest: z.string(),
  reason: z.string().min(5, '请写明跳过该环节的理由和依据。'),
});
export const overrideBody = z.strictObject({
  digest: z.string(),
  rule: z.string(),
  reason: z.string().min(5),
});
export const releaseBody = z.strictObject({ digest: z.string() });
export const withdrawBody = z.strictObject({
  kind: withdrawalKind,
  reason: z.string().min(5, '请写明撤下理由(至少五个字),该理由将向社会公开。'),
  replacedBy: z.string().nullable().default(null),
});

/** What the differences view shows: text blocks kept, added, removed. */
export const differenceView = z.object({
  against: z.object({ versionNo: z.number(), words: z.string() }).nullable(),
  title: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
  blocks: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
  metadata: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  attachments: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), name: z.string() })),
});

/** The events this context causes; main/reactions.ts says what follows from each. */
export interface ReleasedItem {
  readonly documentId: string;
  readonly versionNo: number;
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly path: string;
  readonly indexNo: string;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: ItemMetadata;
  readonly attachments: readonly AttachmentView[];
  readonly digest: string;
  readonly meets: readonly { readonly dutyId: string; readonly elements: readonly number[] }[];
  readonly releasedAt: Date;
  /** The canonical public record, exactly the bytes that the public log vouches for. */
  readonly record: string;
}
export type PublicationEvent =
  | { readonly type: 'item.released'; readonly item: ReleasedItem; readonly previousVersion: number | null }
  | {
      readonly type: 'item.withdrawn';
      readonly documentId: string;
      readonly versionNo: number;
      readonly path: string;
      readonly indexNo: string;
      readonly title: string;
      readonly columnId: string;
      readonly kind: z.infer<typeof withdrawalKind>;
      readonly reason: string;
      readonly unitId: string;
      readonly replacedBy: string | null;
      readonly withdrawnAt: Date;
    };

export type ReasonView = z.infer<typeof reason>;
