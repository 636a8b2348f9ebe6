import { sql } from 'kysely';
import { AppError } from '../../../platform/app-error.ts';
import { later, type Queries } from '../../../platform/database/database.ts';
import {
  attachmentNamesJson,
  attachmentsJson,
  type CheckedContent,
  type DocumentColumns,
  documentColumns,
  documentOf,
  gateJson,
  lastVersion,
  type StoredDocument,
  type StoredItem,
  type StoredVersion,
  type StoredWithdrawal,
  signaturesJson,
  type VersionColumns,
  versionColumns,
  versionOf,
} from './rows.ts';

/** Reading one item whole. */

function itemOf(document: StoredDocument, versions: readonly StoredVersion[]): StoredItem | undefined {
  const byNo = (no: number | null): StoredVersion | null => versions.find(each => each.no === no) ?? null;
  const [work, live] = [byNo(document.draftVersion), byNo(document.liveVersion)];
  const current = work ?? live ?? versions[0];
  return current === undefined ? undefined : { document, work, live, current };
}

/**
 * One item as it stands: the document, and of its versions those that count – in work, live, or else what was
 * withdrawn (not a draft that ended with it), or else the last – with signatures and verdict.
 */
export async function loadItem(db: Queries, id: string): Promise<StoredItem | undefined> {
  const { rows } = await sql<DocumentColumns & VersionColumns>`
    select ${documentColumns}, ${versionColumns}, ${attachmentsJson} as attachments, ${signaturesJson} as signatures,
      ${gateJson} as gate
    from document d join version v on v.document_id = d.id
    where d.id = ${id}::uuid and (v.no = d.draft_version or v.no = d.live_version
      or (coalesce(d.draft_version, d.live_version) is null and v.no = ${lastVersion}))`.execute(db);
  return rows[0] === undefined ? undefined : itemOf(documentOf(rows[0]), rows.map(versionOf));
}

/**
 * One item, held until the transaction ends; whoever comes second waits here. It is read by a statement of its own after
 * the lock, so that it is what the last writer left.
 */
export async function lockItem(trx: Queries, id: string): Promise<StoredItem | undefined> {
  await later(trx, sql`select from document where id = ${id}::uuid for update`);
  return loadItem(trx, id);
}

/** The document that has this address, in whatever state. */
export async function documentIdByPath(db: Queries, path: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from document where path = ${path}`.execute(db);
  return rows[0]?.id;
}

/**
 * Locks and reads for an edit in one round trip, without signatures, verdict and the sizes of files. Attachments are
 * read as of the statement's start; an edit is safe with that, because whoever changed them also raised the revision.
 */
export async function lockForChange(trx: Queries, id: string): Promise<StoredItem | undefined> {
  const { rows } = await sql<DocumentColumns & VersionColumns>`
    select ${documentColumns}, ${versionColumns}, ${attachmentNamesJson} as attachments
    from document d join version v on v.document_id = d.id and v.no = coalesce(d.draft_version, d.live_version)
    where d.id = ${id}::uuid for update of d, v`.execute(trx);
  // Nothing in work and nothing live: an edit will be refused, and the reason is in the last version.
  return rows[0] === undefined ? lockItem(trx, id) : itemOf(documentOf(rows[0]), [versionOf(rows[0])]);
}

/** One version of any age, without signatures. */
export async function loadVersion(db: Queries, id: string, no: number): Promise<StoredVersion | undefined> {
  const { rows } = await sql<VersionColumns>`
    select ${versionColumns}, ${attachmentsJson} as attachments
    from version v where v.document_id = ${id}::uuid and v.no = ${no}`.execute(db);
  return rows[0] === undefined ? undefined : versionOf(rows[0]);
}

export async function listVersions(db: Queries, id: string) {
  const { rows } = await sql<{ no: number; state: string; changed_at: Date; released_at: Date | null }>`
    select no, state, changed_at, released_at from version where document_id = ${id}::uuid order by no`.execute(
    db,
  );
  return rows;
}

/** Numbers of discarded versions are not used again. */
export async function lastVersionNo(db: Queries, id: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select max(no) as last from version where document_id = ${id}::uuid`.execute(db);
  return rows[0]?.last ?? 0;
}

export async function loadWithdrawal(db: Queries, id: string): Promise<StoredWithdrawal | undefined> {
  const { rows } = await sql<StoredWithdrawal>`
    select version_no as "versionNo", kind, reason, replaced_by as "replacedBy", unit_id as "unitId",
      withdrawn_at as "withdrawnAt"
    from withdrawal where document_id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** What somebody last signed of this item, other than these bytes: kept with the verdict on it. */
export async function contentLastSignedBy(
  db: Queries,
  id: string,
  staffId: string,
  notDigest: string,
): Promise<{ versionNo: number; signedAt: Date; checked: CheckedContent } | undefined> {
  const { rows } = await sql<{ versionNo: number; signedAt: Date; checked: CheckedContent | null }>`
    select s.version_no as "versionNo", s.signed_at as "signedAt",
      (select g.findings->'checked' from gate_verdict g
       where g.document_id = s.document_id and g.version_no = s.version_no and g.digest = s.digest
       order by g.checked_at desc limit 1) as checked
    from signature s
    where s.document_id = ${id}::uuid and (s.staff_id = ${staffId}::uuid or s.on_behalf_of = ${staffId}::uuid)
      and s.digest <> ${notDigest}
    order by s.signed_at desc limit 1`.execute(db);
  const [row] = rows;
  return row === undefined || row.checked === null ? undefined : { ...row, checked: row.checked };
}

/** Is this document live now? */
export async function isLive(db: Queries, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from document where id = ${id}::uuid and live_version is not null`.execute(db);
  return rows.length > 0;
}

const idForm = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A malformed id names nothing; the database is not asked. */
export function checkId(id: string): void {
  if (!idForm.test(id)) throw new AppError('not-found');
}
