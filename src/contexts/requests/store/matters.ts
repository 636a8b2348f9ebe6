import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** Who asks for the same, and in which class a case stands. */

export interface Askers {
  /** Different applicants. */
  readonly people: number;
  readonly cases: number;
}

/**
 * Applicants whose requests for information of the same matter have been received, that of the case among them. Who
 * named himself once with and once without the number of a document counts once; cases that were split off one form are
 * its applicant's.
 */
export async function askersOf(db: Queries, id: string): Promise<Askers> {
  const { rows } = await sql<Askers>`
    with same as (
      select p.identity_digest, p.name_digest
      from request r join request_person p on p.request_id = r.id
      where r.matter_key = (select matter_key from request where id = ${id}::uuid)
        and r.matter = 'information' and r.received_on is not null
    )
    select count(*)::integer as cases, (
        (select count(distinct identity_digest) from same)
        + (select count(distinct name_digest) from same where identity_digest is null
            and name_digest not in (select name_digest from same where identity_digest is not null))
      )::integer as people
    from same`.execute(db);
  return rows[0] ?? { people: 0, cases: 0 };
}

export interface NamedMatter {
  readonly id: string;
  readonly number: string;
  readonly matter: string;
  readonly matterKey: string;
  readonly unitId: string;
}

/** The case with a 登记号. */
export async function matterByNumber(db: Queries, number: string): Promise<NamedMatter | undefined> {
  const { rows } = await sql<NamedMatter>`
    select id, number, matter, matter_key as "matterKey", unit_id as "unitId" from request
    where number = ${number}`.execute(db);
  return rows[0];
}

export interface UnclassedCase {
  readonly id: string;
  readonly subject: string;
  readonly matterKey: string;
}

/** Cases whose key was never derived, or whose class comes from another table than the one with this digest. */
export async function lockUnclassed(trx: Queries, digest: string, limit: number): Promise<UnclassedCase[]> {
  const { rows } = await sql<UnclassedCase>`
    select id, subject, matter_key as "matterKey" from request
    where class_by not in ('officer', ${digest}) limit ${limit} for update skip locked`.execute(trx);
  return rows;
}

export interface ClassedCase {
  readonly id: string;
  readonly matterKey: string;
  readonly subjectClass: string;
  readonly classBy: string;
}

export async function putClasses(trx: Queries, cases: readonly ClassedCase[]): Promise<void> {
  await sql`update request r set matter_key = given."matterKey", subject_class = given."subjectClass",
      class_by = given."classBy"
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as given(id uuid, "matterKey" text,
      "subjectClass" text, "classBy" text)
    where r.id = given.id`.execute(trx);
}
