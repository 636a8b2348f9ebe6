import { z } from 'zod';

/** Audit trail (inside) and public log (outside). */
export const auditRow = z.object({
  id: z.number(),
  at: z.string(),
  staffName: z.string().nullable(),
  unitId: z.string().nullable(),
  command: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  outcome: z.enum(['done', 'refused']),
  detail: z.record(z.string(), z.unknown()),
});
export const auditQuery = z.object({
  subjectKind: z.string().optional(),
  subjectId: z.string().optional(),
  staff: z.string().optional(),
  command: z.string().optional(),
  before: z.coerce.number().optional(),
  size: z.coerce.number().int().min(1).max(200).default(50),
});

/** A public act as it stands in the log; keys sorted, no personal data. */
export const publicAct = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('released'),
    at: z.string(),
    organ: z.string(),
    path: z.string(),
    indexNo: z.string(),
    version: z.number(),
    title: z.string(),
    recordDigest: z.string(),
    attachments: z.array(z.strictObject({ digest: z.string(), name: z.string() })),
    replacesVersion: z.number().nullable(),
  }),
  /** Taken over from an old site by order, without our review; public since then under our address. */
  z.strictObject({
    kind: z.literal('imported'),
    at: z.string(),
    organ: z.string(),
    path: z.string(),
    indexNo: z.string(),
    version: z.number(),
    title: z.string(),
    recordDigest: z.string(),
    attachments: z.array(z.strictObject({ digest: z.string(), name: z.string() })),
    /** Name of the old site, and the address there; empty if it told none. */
    origin: z.string(),
    address: z.string(),
    /** When the old site had published it. */
    publishedAt: z.string(),
  }),
  z.strictObject({
    kind: z.literal('withdrawn'),
    at: z.string(),
    organ: z.string(),
    path: z.string(),
    indexNo: z.string(),
    version: z.number(),
    title: z.string(),
    withdrawalKind: z.string(),
    reason: z.string(),
  }),
  z.strictObject({
    kind: z.literal('duty-met'),
    at: z.string(),
    organ: z.string(),
    leaf: z.string(),
    period: z.string(),
    dueOn: z.string(),
    metOn: z.string(),
  }),
  z.strictObject({
    kind: z.literal('validity-changed'),
    at: z.string(),
    organ: z.string(),
    path: z.string(),
    indexNo: z.string(),
    title: z.string(),
    documentNo: z.string(),
    was: z.string(),
    validity: z.string(),
    /** Civil day since which it is so. */
    on: z.string(),
    /** Title and number of the act that did it; empty where the document's own text did. */
    act: z.string(),
  }),
  z.strictObject({
    kind: z.literal('audit-sealed'),
    at: z.string(),
    firstId: z.number(),
    lastId: z.number(),
    rows: z.number(),
    digest: z.string(),
  }),
  /** A backup was put back: what had happened after it and is lost. */
  z.strictObject({
    kind: z.literal('restored'),
    at: z.string(),
    backupAt: z.string(),
    /** Leaves in the backup, and after the log was continued from its copy. */
    fromSize: z.number(),
    toSize: z.number(),
    /** Sealed audit rows that are lost; null if none. */
    auditFirstId: z.number().nullable(),
    auditLastId: z.number().nullable(),
    /** Releases whose rows are lost; they have to be published again. */
    lost: z.array(z.strictObject({ path: z.string(), version: z.number() })),
    reason: z.string(),
  }),
]);
export type PublicAct = z.infer<typeof publicAct>;

export const verification = z.object({
  size: z.number(),
  root: z.string(),
  checked: z.number(),
  problems: z.array(z.object({ kind: z.string(), where: z.string(), message: z.string() })),
});
export type Verification = z.infer<typeof verification>;

/** Proof of one act for its page: the words recorded or sealed, and the way to the root. */
export const inclusionProof = z.object({
  entryId: z.string(),
  recordedAt: z.string(),
  body: z.string(),
  leafIndex: z.number().nullable(),
  treeSize: z.number().nullable(),
  root: z.string().nullable(),
  path: z.array(z.string()),
  checkpoint: z.string().nullable(),
});
export type InclusionProof = z.infer<typeof inclusionProof>;
