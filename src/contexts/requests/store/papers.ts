import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** Papers of the files; their bytes lie sealed in the file store. */

export interface PaperRow {
  readonly id: string;
  readonly requestId: string | null;
  readonly kind: string;
  readonly title: string;
  readonly number: string | null;
  readonly filedOn: string;
  readonly digest: string;
  readonly blob: string;
  readonly mediaType: string;
  readonly size: number;
  readonly forApplicant: boolean;
  readonly redacted: boolean;
  readonly namesApplicant: boolean;
  readonly findings: readonly string[];
  readonly uploadedBy: string | null;
  readonly storedAt: Date;
}

const columns = sql`id, request_id as "requestId", kind, title, number, filed_on as "filedOn", digest, blob,
  media_type as "mediaType", size, for_applicant as "forApplicant", redacted, names_applicant as "namesApplicant",
  findings, uploaded_by as "uploadedBy", stored_at as "storedAt"`;

export async function insertPaper(db: Queries, paper: PaperRow): Promise<void> {
  await sql`insert into request_paper (id, request_id, kind, title, number, filed_on, digest, blob, media_type, size,
      for_applicant, redacted, names_applicant, findings, uploaded_by, stored_at)
    values (${paper.id}::uuid, ${paper.requestId}::uuid, ${paper.kind}, ${paper.title}, ${paper.number},
      ${paper.filedOn}, ${paper.digest}, ${paper.blob}, ${paper.mediaType}, ${paper.size}, ${paper.forApplicant},
      ${paper.redacted}, ${paper.namesApplicant}, ${JSON.stringify(paper.findings)}::jsonb, ${paper.uploadedBy}::uuid,
      ${paper.storedAt})`.execute(db);
}

export interface Filing {
  readonly requestId: string;
  readonly kind: string;
  readonly title: string;
  readonly filedOn: string;
  readonly redacted: boolean;
  readonly namesApplicant: boolean;
  readonly findings: readonly string[];
}

/** Puts an uploaded paper into a file; false if it waits no longer. */
export async function filePaper(trx: Queries, id: string, filing: Filing): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update request_paper set request_id = ${filing.requestId}::uuid, kind = ${filing.kind}, title = ${filing.title},
      filed_on = ${filing.filedOn}, redacted = ${filing.redacted}, names_applicant = ${filing.namesApplicant},
      findings = ${JSON.stringify(filing.findings)}::jsonb
    where id = ${id}::uuid and request_id is null returning id`.execute(trx);
  return rows.length === 1;
}

/** The applicant may have these papers from now on. */
export async function handOver(trx: Queries, requestId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update request_paper set for_applicant = true
    where request_id = ${requestId}::uuid and id = any(${[...ids]}::uuid[])`.execute(trx);
}

export async function paperById(db: Queries, id: string): Promise<PaperRow | undefined> {
  const { rows } = await sql<PaperRow>`select ${columns} from request_paper where id = ${id}::uuid`.execute(
    db,
  );
  return rows[0];
}

/** In the order they were stored. */
export async function papersOf(db: Queries, requestId: string): Promise<PaperRow[]> {
  const { rows } = await sql<PaperRow>`
    select ${columns} from request_paper where request_id = ${requestId}::uuid order by stored_at, title, id`.execute(
    db,
  );
  return rows;
}

/** Uploads that nobody filed. */
export async function forgetWaiting(db: Queries, before: Date): Promise<void> {
  await sql`delete from request_paper where request_id is null and stored_at < ${before}`.execute(db);
}
