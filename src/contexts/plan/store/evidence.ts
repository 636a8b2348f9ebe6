import { type Selectable, sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { EvidenceTable } from '../../../platform/database/schema.ts';
import type { EvidenceSubject } from '../contract.ts';

/** Evidence of hand-overs to channels. Rows are added, never changed. */
export type EvidenceRow = Selectable<EvidenceTable>;

export interface NewEvidence {
  readonly subjectKind: EvidenceSubject;
  readonly subjectId: string;
  readonly unitId: string;
  readonly channel: string;
  readonly postedOn: string;
  readonly words: string;
  readonly address: string | null;
  readonly file: { readonly digest: string; readonly name: string } | null;
  readonly staffId: string;
  readonly at: Date;
}

export async function insertEvidence(db: Queries, given: NewEvidence): Promise<EvidenceRow> {
  return db
    .insertInto('evidence')
    .values({
      subject_kind: given.subjectKind,
      subject_id: given.subjectId,
      unit_id: given.unitId,
      channel: given.channel,
      posted_on: given.postedOn,
      words: given.words,
      address: given.address,
      file_digest: given.file?.digest ?? null,
      file_name: given.file?.name ?? null,
      staff_id: given.staffId,
      created_at: given.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** In the order of the days on which the things were shown. */
export async function evidenceOf(
  db: Queries,
  subjectKind: EvidenceSubject,
  subjectIds: readonly string[],
): Promise<EvidenceRow[]> {
  if (subjectIds.length === 0) return [];
  return db
    .selectFrom('evidence')
    .selectAll()
    .where('subject_kind', '=', subjectKind)
    .where('subject_id', 'in', [...subjectIds])
    .orderBy('posted_on')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** One writer at a time for a subject, so that the same evidence sent twice at once is kept once. */
export async function lockEvidenceOf(db: Queries, subjectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(4714, hashtext(${subjectId}))`.execute(db);
}
