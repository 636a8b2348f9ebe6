import { z } from 'zod';
import { day, disclosureAttribute, permission, type reason } from '../organisation/contract.ts';
import { impactAssessment } from './contract/impact-assessment.ts';
import { type ImportMark, importMark } from './contract/importing.ts';
import { interpretationContent, interpretationPlan } from './contract/interpretation.ts';
import { type ItemKind, itemKind } from './contract/item-kind.ts';
import type { ValidityChange } from './contract/normative-documents.ts';
import { column, reviewStep } from './contract/pack.ts';
import { packageTie } from './contract/packages.ts';
import { relation } from './contract/relations.ts';
import { verdict } from './contract/verdict.ts';
import { versionState } from './contract/version-state.ts';

export type { Actor, CommandName, Permission, Reach } from '../organisation/contract.ts';
export * from './contract/gazette.ts';
export * from './contract/impact-assessment.ts';
export {
  type ImportMark,
  importList,
  importReport,
  importReportQuery,
} from './contract/importing.ts';
export * from './contract/interpretation.ts';
export { type ItemKind, itemKind } from './contract/item-kind.ts';
export * from './contract/normative-documents.ts';
export * from './contract/pack.ts';
export * from './contract/packages.ts';
export * from './contract/relations.ts';
export * from './contract/verdict.ts';
export type { VersionState } from './contract/version-state.ts';

/** Items from draft to tombstone: words for the pack, the API and the console. */

export const validity = z.enum(['in-force', 'amended', 'repealed', 'expired']);
export const withdrawalKind = z.enum(['published-in-error', 'replaced', 'repealed']);

/** Coded reasons for an attribute other than 主动公开 (条例 arts 14–16). */
export const withholdingGround = z.enum([
  'state-secret',
  'law-forbids',
  'security-and-stability',
  'third-party',
  'internal-affairs',
  'process-information',
  'enforcement-file',
  'special-query',
]);

/** Fields without defaults: a change names only what it changes (a default would blank what it leaves out). */
const metadataFields = z.strictObject({
  issuer: z.string().max(200),
  documentNo: z.string().max(100),
  topic: z.string().max(100),
  genre: z.string().max(50),
  writtenOn: day.nullable(),
  effectiveOn: day.nullable(),
  expiresOn: day.nullable(),
  validity: validity.nullable(),
  attribute: disclosureAttribute,
  attributeReason: withholdingGround.nullable(),
  attributeNote: z.string().max(2000),
  basis: z.string().max(2000),
  keywords: z.array(z.string().max(50)).max(30),
  source: z.string().max(200),
  author: z.string().max(100),
  retention: z.enum(['permanent', '30-years', '10-years']),
  statisticalDefinition: z.string().max(5000),
  /** What it amends, repeals, is based on: declared in the draft, so under its signatures. */
  relations: z.array(relation).max(300, '文件关系不超过 300 项。'),
  /** 涉及面广： the item needs an interpretation even if it is no normative document. */
  wideEffect: z.boolean(),
  /** Of a policy document; kept inside. */
  interpretationPlan: interpretationPlan.nullable(),
  /** Of an interpretation: its form and what the form holds. */
  interpretation: interpretationContent.nullable(),
});

/** Core metadata of an item. All of it is under the signatures. */
export const itemMetadata = z.strictObject({
  issuer: metadataFields.shape.issuer.default(''),
  documentNo: metadataFields.shape.documentNo.default(''),
  topic: metadataFields.shape.topic.default(''),
  genre: metadataFields.shape.genre.default(''),
  writtenOn: metadataFields.shape.writtenOn.default(null),
  effectiveOn: metadataFields.shape.effectiveOn.default(null),
  expiresOn: metadataFields.shape.expiresOn.default(null),
  validity: metadataFields.shape.validity.default(null),
  attribute: disclosureAttribute.default('proactive'),
  attributeReason: metadataFields.shape.attributeReason.default(null),
  attributeNote: metadataFields.shape.attributeNote.default(''),
  basis: metadataFields.shape.basis.default(''),
  keywords: metadataFields.shape.keywords.default([]),
  source: metadataFields.shape.source.default(''),
  author: metadataFields.shape.author.default(''),
  retention: metadataFields.shape.retention.default('permanent'),
  statisticalDefinition: metadataFields.shape.statisticalDefinition.default(''),
  /** Left out where there are none, so that what was signed before there were any still verifies. */
  relations: metadataFields.shape.relations.optional(),
  wideEffect: metadataFields.shape.wideEffect.default(false),
  interpretationPlan: metadataFields.shape.interpretationPlan.default(null),
  interpretation: metadataFields.shape.interpretation.default(null),
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

const attachmentRefs = z.array(
  z.strictObject({
    fileDigest: z.string().regex(/^[0-9a-f]{64}$/, '附件编号不正确，请重新上传。'),
    name: z.string().min(1, '附件名称不能为空。').max(200, '附件名称不超过 200 字。'),
  }),
);

/** What a drafter may write, each field optional and without default. */
const draftFields = z.strictObject({
  columnId: z.string(),
  title: z.string().max(300, '标题不超过 300 字。'),
  summary: z.string().max(2000, '摘要不超过 2000 字。'),
  bodyHtml: z.string(),
  metadata: metadataFields.partial(),
  attachments: attachmentRefs.max(50, '附件不超过 50 个。'),
  meets: z.array(meetsDuty).max(50),
  /** Planned instant of release, ISO 8601; null: as soon as it is released by hand. */
  releaseAt: z.iso.datetime({ offset: true }).nullable(),
  /** Ids of the channels beside the portal on which it is to appear. */
  channels: z.array(z.string().max(60)).max(30, '发布渠道不超过 30 个。'),
});

export const draftBody = draftFields.extend({
  kind: itemKind,
  /** Absent: the actor's own unit. */
  ownerUnitId: z.string().optional(),
  title: draftFields.shape.title.default(''),
  summary: draftFields.shape.summary.default(''),
  bodyHtml: draftFields.shape.bodyHtml.default(''),
  metadata: draftFields.shape.metadata.default({}),
  attachments: draftFields.shape.attachments.default([]),
  meets: draftFields.shape.meets.default([]),
  releaseAt: draftFields.shape.releaseAt.default(null),
  channels: draftFields.shape.channels.default([]),
});
export type DraftBody = z.infer<typeof draftBody>;
/** `revision` is the one the drafter saw. */
export const draftChange = draftFields.partial().extend({ revision: z.number().int() });
export type DraftChange = z.infer<typeof draftChange>;

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

// ---- wire ----

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
  /** The policy whose package it belongs to, itself included; null where there is none. */
  policyId: z.string().nullable(),
});
export type ItemRow = z.infer<typeof itemRow>;

export const itemView = itemRow.extend({
  revision: z.number(),
  summary: z.string(),
  bodyHtml: z.string(),
  metadata: itemMetadata,
  attachments: z.array(attachmentView),
  meets: z.array(meetsDuty.extend({ title: z.string().optional() })),
  channels: z.array(z.string()),
  digest: z.string(),
  drafters: z.array(z.string()),
  chain: z.array(reviewStep),
  signatures: z.array(signatureView),
  /** Taken over from an old site without our review; null for everything else. */
  imported: importMark.nullable(),
  /** The package it belongs to, or ought to have; null where there is none and none is needed. */
  package: packageTie.nullable(),
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

/** GET /api/items */
export const itemPage = z.object({
  items: z.array(itemRow),
  count: z.number(),
  page: z.number(),
  size: z.number(),
});
export type ItemPage = z.infer<typeof itemPage>;

/** GET /api/my/queue: what waits for the person who asks, the most urgent first. */
export const queueEntry = itemRow.extend({
  task: z.enum(['sign', 'revise', 'release', 'finish-draft']),
  /** The step to sign, when the task is to sign. */
  step: z.string().nullable(),
  dueOn: day.nullable(),
  late: z.boolean(),
});
export type QueueEntry = z.infer<typeof queueEntry>;
export const myQueue = z.object({ items: z.array(queueEntry) });

/** GET /api/catalogue: what the drafting form offers. */
export const catalogueView = z.object({
  columns: z.array(column.extend({ path: z.string() })),
  topics: z.array(z.string()),
  genres: z.array(z.string()),
  documentNumberPrefixes: z.array(z.string()),
  chain: z.array(reviewStep),
});
export type CatalogueView = z.infer<typeof catalogueView>;

export const signBody = z.strictObject({
  step: z.string(),
  /** The digest the reviewer saw. Another one now: the signature is refused. */
  digest: z.string(),
  note: z.string().max(2000).default(''),
});
export const returnBody = z.strictObject({
  step: z.string(),
  digest: z.string(),
  reasons: z.array(z.string().min(1).max(2000)).min(1, '请至少写一条退回理由。').max(20),
});
export const skipBody = z.strictObject({
  step: z.string(),
  digest: z.string(),
  reason: z.string().min(5, '请写明跳过该环节的理由和依据。').max(2000),
});
export const overrideBody = z.strictObject({
  digest: z.string(),
  rule: z.string(),
  reason: z.string().min(5, '请写明作例外处理的理由和依据。').max(2000),
  /** Needed where personal data is published (个人信息保护法 art 55). */
  assessment: impactAssessment.optional(),
});
export const releaseBody = z.strictObject({ digest: z.string() });
export const withdrawBody = z.strictObject({
  kind: withdrawalKind,
  reason: z
    .string()
    .min(5, '请写明撤下理由（至少五个字），该理由将向社会公开。')
    .max(1000, '撤下理由不超过 1000 字。'),
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
  /** Ids of the channels beside the portal on which it is to appear. */
  readonly channels: readonly string[];
  readonly meets: readonly { readonly dutyId: string; readonly elements: readonly number[] }[];
  readonly releasedAt: Date;
  /** The canonical public record, exactly the bytes that the public log vouches for. */
  readonly record: string;
}
export interface ImportedItem {
  readonly item: ReleasedItem;
  readonly mark: ImportMark;
  /** The body as text. */
  readonly text: string;
}
export type PublicationEvent =
  /** Articles of an old site, public by order and not by review; `at` is when, not when the old site published them. */
  | { readonly type: 'items.imported'; readonly items: readonly ImportedItem[]; readonly at: Date }
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
      /** Who withdrew it. */
      readonly unitId: string;
      readonly ownerUnitId: string;
      readonly replacedBy: string | null;
      readonly attachments: readonly AttachmentView[];
      readonly withdrawnAt: Date;
    }
  | ValidityChange;

export type ReasonView = z.infer<typeof reason>;
