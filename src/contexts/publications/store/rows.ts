import { type RawBuilder, sql } from 'kysely';
import type { ImportMark } from '../contract/importing.ts';
import type {
  AttachmentView,
  Finding,
  ItemKind,
  ItemMetadata,
  Verdict,
  VersionState,
  withdrawalKind,
} from '../contract.ts';

/** Rows of this context as the service sees them, and the SQL that reads them. */

export interface StoredDocument {
  readonly id: string;
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly indexNo: string | null;
  readonly path: string;
  readonly liveVersion: number | null;
  readonly draftVersion: number | null;
  readonly firstReleasedAt: Date | null;
  readonly releasedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly isDemo: boolean;
  /** Public by an import, not by a review; stays for good. */
  readonly imported: ImportMark | null;
}

export interface StoredSignature {
  readonly step: string;
  readonly round: number;
  readonly decision: 'signed' | 'returned' | 'skipped';
  readonly digest: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly unitId: string;
  readonly onBehalfOf: string | null;
  readonly reasons: readonly string[];
  readonly note: string;
  readonly filingNo: string | null;
  readonly signedAt: Date;
}

export interface StoredGate extends Verdict {
  readonly digest: string;
}

export interface StoredVersion {
  readonly no: number;
  readonly state: VersionState;
  readonly revision: number;
  readonly round: number;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: ItemMetadata;
  readonly meets: readonly { readonly dutyId: string; readonly elements: number[] }[];
  readonly releaseAt: Date | null;
  /** Ids of the channels beside the portal. */
  readonly channels: readonly string[];
  readonly digest: string;
  readonly drafters: readonly string[];
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly submittedAt: Date | null;
  readonly releasedAt: Date | null;
  readonly releasedBy: string | null;
  readonly attachments: readonly AttachmentView[];
  /** Oldest first. */
  readonly signatures: readonly StoredSignature[];
  /** The newest verdict, whatever bytes it was given on. */
  readonly gate: StoredGate | null;
}

export interface StoredItem {
  readonly document: StoredDocument;
  /** The version in work (draft to scheduled), if any. */
  readonly work: StoredVersion | null;
  readonly live: StoredVersion | null;
  /** `work`, else `live`, else the last there was. */
  readonly current: StoredVersion;
}

export interface StoredWithdrawal {
  readonly versionNo: number;
  readonly kind: import('zod').infer<typeof withdrawalKind>;
  readonly reason: string;
  readonly replacedBy: string | null;
  readonly unitId: string;
  readonly withdrawnAt: Date;
}

/** Pictures of the body are rows of `attachment` too, from this position on: what is public is known by one look. */
export const firstPicturePosition = 10_000;

/** The attachments of version row `v`, in order, as JSON. */
export const attachmentsJson = sql`(select coalesce(json_agg(json_build_object(
    'fileDigest', a.file_digest, 'name', a.name, 'mediaType', f.media_type, 'size', f.size) order by a.position), '[]')
  from attachment a join file f on f.digest = a.file_digest
  where a.document_id = v.document_id and a.version_no = v.no and a.position < ${sql.lit(firstPicturePosition)})`;

/** As above without what only a reader needs. */
export const attachmentNamesJson = sql`(select coalesce(json_agg(json_build_object(
    'fileDigest', a.file_digest, 'name', a.name, 'mediaType', '', 'size', 0) order by a.position), '[]')
  from attachment a
  where a.document_id = v.document_id and a.version_no = v.no and a.position < ${sql.lit(firstPicturePosition)})`;

export const signaturesJson = sql`(select coalesce(json_agg(json_build_object(
    'step', s.step, 'round', s.round, 'decision', s.decision, 'digest', s.digest, 'staffId', s.staff_id,
    'staffName', s.staff_name, 'unitId', s.unit_id, 'onBehalfOf', s.on_behalf_of, 'reasons', s.reasons,
    'note', s.note, 'filingNo', s.filing_no, 'signedAtMs', round(extract(epoch from s.signed_at) * 1000))
    order by s.round, s.signed_at, s.decision = 'returned', s.id), '[]')
  from signature s where s.document_id = v.document_id and s.version_no = v.no)`;

export const gateJson = sql`(select json_build_object('digest', g.digest, 'verdict', g.verdict,
    'findings', g.findings->'findings')
  from gate_verdict g where g.document_id = v.document_id and g.version_no = v.no
  order by g.checked_at desc, g.id desc limit 1)`;

/** Where nothing is in work and nothing live: what was withdrawn, not a draft that ended with it; else the last. */
export const lastVersion = sql`(select m.no from version m where m.document_id = d.id
  order by m.state = 'withdrawn' desc, m.no desc limit 1)`;

export interface DocumentColumns {
  readonly id: string;
  readonly kind: string;
  readonly column_id: string;
  readonly owner_unit_id: string;
  readonly index_no: string | null;
  readonly path: string;
  readonly live_version: number | null;
  readonly draft_version: number | null;
  readonly first_released_at: Date | null;
  readonly document_released_at: Date | null;
  readonly withdrawn_at: Date | null;
  readonly is_demo: boolean;
  readonly imported: unknown;
}

export interface VersionColumns {
  readonly no: number;
  readonly state: string;
  readonly revision: number;
  readonly round: number;
  readonly title: string;
  readonly summary: string;
  readonly body_html: string;
  readonly metadata: unknown;
  readonly meets: unknown;
  readonly release_at: Date | null;
  readonly channels: string[];
  readonly digest: string;
  readonly drafters: string[];
  readonly changed_by: string;
  readonly changed_at: Date;
  readonly submitted_at: Date | null;
  readonly version_released_at: Date | null;
  readonly released_by: string | null;
  readonly attachments: unknown;
  readonly signatures?: unknown;
  readonly gate?: unknown;
}

export const documentColumns = sql`d.id, d.kind, d.column_id, d.owner_unit_id, d.index_no, d.path, d.live_version,
  d.draft_version, d.first_released_at, d.released_at as document_released_at, d.withdrawn_at, d.is_demo, d.imported`;

export const versionColumns = sql`v.no, v.state, v.revision, v.round, v.title, v.summary, v.body_html, v.metadata,
  v.meets, v.release_at, v.channels, v.digest, v.drafters, v.changed_by, v.changed_at, v.submitted_at,
  v.released_at as version_released_at, v.released_by`;

export function documentOf(row: DocumentColumns): StoredDocument {
  return {
    id: row.id,
    kind: row.kind as ItemKind,
    columnId: row.column_id,
    ownerUnitId: row.owner_unit_id,
    indexNo: row.index_no,
    path: row.path,
    liveVersion: row.live_version,
    draftVersion: row.draft_version,
    firstReleasedAt: row.first_released_at,
    releasedAt: row.document_released_at,
    withdrawnAt: row.withdrawn_at,
    isDemo: row.is_demo,
    imported: row.imported as ImportMark | null,
  };
}

type SignatureJson = Omit<StoredSignature, 'signedAt'> & { readonly signedAtMs: number };

function signaturesOf(value: unknown): StoredSignature[] {
  return ((value ?? []) as SignatureJson[]).map(({ signedAtMs, ...rest }) => ({
    ...rest,
    signedAt: new Date(signedAtMs),
  }));
}

export function versionOf(row: VersionColumns): StoredVersion {
  return {
    no: row.no,
    state: row.state as VersionState,
    revision: row.revision,
    round: row.round,
    title: row.title,
    summary: row.summary,
    bodyHtml: row.body_html,
    metadata: row.metadata as ItemMetadata,
    meets: row.meets as StoredVersion['meets'],
    releaseAt: row.release_at,
    channels: row.channels,
    digest: row.digest,
    drafters: row.drafters,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    submittedAt: row.submitted_at,
    releasedAt: row.version_released_at,
    releasedBy: row.released_by,
    attachments: row.attachments as AttachmentView[],
    signatures: signaturesOf(row.signatures),
    gate: (row.gate ?? null) as StoredGate | null,
  };
}

/** What a verdict was given on, kept with it: the text that a reviewer signed stays comparable after later edits. */
export interface CheckedContent {
  readonly title: string;
  readonly summary: string;
  readonly blocks: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly attachments: readonly { readonly fileDigest: string; readonly name: string }[];
}

export interface NewVerdict {
  readonly digest: string;
  readonly verdict: Verdict['verdict'];
  readonly findings: readonly Finding[];
  readonly checked: CheckedContent;
  readonly at: Date;
}

/** A value as a parameter of type jsonb. */
export function jsonb(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`;
}
