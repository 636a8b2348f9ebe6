import { z } from 'zod';
import { day, permission } from '../../organisation/contract.ts';
import { relationKind } from './relations.ts';

/** Normative documents: validity and how it came about, consolidated list, clean-up. */

const validityWord = z.enum(['in-force', 'amended', 'repealed', 'expired']);

/** One line of a document's history: what happened, on which day, by which act. */
export const validityEventView = z.object({
  kind: z.enum([
    'effective',
    'stated',
    'amended',
    'kept',
    'repealed',
    'declared-expired',
    'term-ended',
    'withdrawn-as-repealed',
  ]),
  on: day,
  words: z.string(),
  basis: z.string(),
  act: z.object({ id: z.string(), title: z.string(), documentNo: z.string() }).nullable(),
  /** Said for a time, without force now: why, and since when. */
  voided: z.object({ on: day, words: z.string() }).nullable(),
  /** Its day lies ahead. */
  ahead: z.boolean(),
});
export type ValidityEventView = z.infer<typeof validityEventView>;

export const normativeRow = z.object({
  id: z.string(),
  title: z.string(),
  documentNo: z.string(),
  issuer: z.string(),
  indexNo: z.string(),
  path: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  madeOn: day,
  releasedOn: day,
  effectiveOn: day.nullable(),
  expiresOn: day.nullable(),
  validity: validityWord,
  since: day.nullable(),
  notYetEffective: z.boolean(),
  /** By what: 由《…》（文号）废止. Empty while in force. */
  causeWords: z.string(),
  isLive: z.boolean(),
  reviewedOn: day,
  /** The day by which it is to be reviewed; null once it has ended. */
  reviewDueOn: day.nullable(),
});
export type NormativeRow = z.infer<typeof normativeRow>;

export const normativeQuery = z.object({
  year: z.string().optional(),
  validity: z.string().optional(),
  unit: z.string().optional(),
  q: z.string().max(200).optional(),
  /** `review`: past its review; `expiry`: its term ends soon. */
  due: z.enum(['review', 'expiry']).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
});
export type NormativeQuery = z.infer<typeof normativeQuery>;

/** GET /api/normative-documents */
export const normativePage = z.object({
  rows: z.array(normativeRow),
  count: z.number(),
  years: z.array(z.string()),
  /** How often documents are to be reviewed, with its mark. */
  intervalWords: z.string(),
});

export const relationLink = z.object({
  kind: relationKind,
  /** True: this document does it to the other; false: the other does it to this one. */
  isAct: z.boolean(),
  words: z.string(),
  documentId: z.string().nullable(),
  title: z.string(),
  documentNo: z.string(),
  path: z.string().nullable(),
  validity: validityWord.nullable(),
});
export type RelationLink = z.infer<typeof relationLink>;

/** GET /api/normative-documents/:id */
export const normativeView = normativeRow.extend({
  events: z.array(validityEventView),
  changes: z.array(z.object({ was: validityWord, validity: validityWord, on: day, recordedAt: z.string() })),
  relations: z.array(relationLink),
  citedBy: z.array(z.object({ id: z.string(), title: z.string(), path: z.string() })),
  /** Acts or days have spoken: validity is no longer typed. */
  isDerived: z.boolean(),
});
export type NormativeView = z.infer<typeof normativeView>;

/** What a page that cites a document says of it, where it no longer stands as it was. */
export interface CitedStanding {
  readonly title: string;
  readonly documentNo: string;
  /** Null: not public here. */
  readonly path: string | null;
  readonly validity: 'amended' | 'repealed' | 'expired';
  readonly banner: string;
}

/** How a document stands today, for its public page. */
export interface NormativeStanding {
  /** Of a normative document: what it is now, and how it came about. */
  readonly own: {
    readonly validity: z.infer<typeof validityWord>;
    readonly since: string | null;
    readonly banner: string | null;
    readonly act: {
      readonly title: string;
      readonly documentNo: string;
      readonly path: string | null;
    } | null;
    readonly events: readonly ValidityEventView[];
  } | null;
  /** Of any page: documents it cites that no longer stand as they were. */
  readonly cited: readonly CitedStanding[];
  readonly relations: readonly RelationLink[];
  /** Something changes by itself on a later day. */
  readonly turns: boolean;
}

/** A normative document is no longer, or again, what it was: recorded in the transaction of the cause. */
export interface ValidityChange {
  readonly type: 'validity.changed';
  readonly documentId: string;
  readonly path: string;
  readonly indexNo: string;
  readonly title: string;
  readonly documentNo: string;
  readonly ownerUnitId: string;
  readonly was: z.infer<typeof validityWord>;
  readonly validity: z.infer<typeof validityWord>;
  /** Civil day since which it is so. */
  readonly on: string;
  readonly cause: string;
  /** The act that did it, where one did. */
  readonly act: { readonly title: string; readonly documentNo: string } | null;
  readonly at: Date;
}

// ---- clean-up ----

export const cleanUpDecision = z.enum(['keep', 'amend', 'repeal', 'expired']);
export type CleanUpDecision = z.infer<typeof cleanUpDecision>;
export const cleanUpDecisionWords: Readonly<Record<CleanUpDecision, string>> = {
  keep: '继续有效',
  amend: '拟修改',
  repeal: '废止',
  expired: '宣布失效',
};

export const cleanUpSummary = z.object({
  id: z.string(),
  year: z.number(),
  unitId: z.string(),
  unitName: z.string(),
  openedOn: day,
  total: z.number(),
  decided: z.number(),
  itemId: z.string().nullable(),
});
export const cleanUpList = z.object({
  rows: z.array(cleanUpSummary),
  permissions: z.record(z.string(), permission),
});
export const cleanUpEntry = z.object({
  documentId: z.string(),
  title: z.string(),
  documentNo: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  madeOn: day,
  reviewedOn: day,
  expiresOn: day.nullable(),
  validity: validityWord,
  decision: cleanUpDecision.nullable(),
  note: z.string(),
  decidedByName: z.string(),
  decidedAt: z.string().nullable(),
  permission,
});
export type CleanUpEntry = z.infer<typeof cleanUpEntry>;
export const cleanUpView = cleanUpSummary.extend({
  revision: z.number(),
  entries: z.array(cleanUpEntry),
  permissions: z.record(z.string(), permission),
});
export type CleanUpView = z.infer<typeof cleanUpView>;

export const openCleanUpBody = z.strictObject({ year: z.number().int().min(1990).max(2200) });
export const decideEntryBody = z.strictObject({
  revision: z.number().int(),
  documentId: z.string(),
  decision: cleanUpDecision.nullable(),
  note: z.string().max(500, '说明不超过 500 字。').default(''),
});
export const draftResultBody = z.strictObject({ columnId: z.string() });
