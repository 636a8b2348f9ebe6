import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** Who asks, sealed, and every look at it. */

export interface PersonRow {
  readonly sealed: Uint8Array;
  readonly maskedName: string;
  readonly identityDigest: string | null;
  readonly nameDigest: string;
}

export async function insertPerson(trx: Queries, requestId: string, person: PersonRow): Promise<void> {
  const { sealed, maskedName, identityDigest, nameDigest } = person;
  await sql`insert into request_person (request_id, sealed, masked_name, identity_digest, name_digest)
    values (${requestId}::uuid, ${Buffer.from(sealed)}, ${maskedName}, ${identityDigest}, ${nameDigest})`.execute(
    trx,
  );
}

export async function personOf(db: Queries, requestId: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select sealed, masked_name as "maskedName", identity_digest as "identityDigest", name_digest as "nameDigest"
    from request_person where request_id = ${requestId}::uuid`.execute(db);
  return rows[0];
}

export interface Look {
  readonly requestId: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly unitId: string;
  readonly at: Date;
}

export async function insertLook(trx: Queries, look: Look): Promise<void> {
  await sql`insert into request_look (request_id, staff_id, staff_name, unit_id, looked_at)
    values (${look.requestId}::uuid, ${look.staffId}::uuid, ${look.staffName}, ${look.unitId}, ${look.at})`.execute(
    trx,
  );
}

export async function hasLooked(
  db: Queries,
  requestId: string,
  staffId: string,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from request_look where request_id = ${requestId}::uuid
      and staff_id = ${staffId}::uuid and looked_at >= ${since}) as found`.execute(db);
  return rows[0]?.found === true;
}

export interface RelatedRow {
  readonly id: string;
  readonly number: string | null;
  readonly subject: string;
  readonly sameApplicant: boolean;
  readonly sameSubject: boolean;
}

/** Cases of the same applicant, and cases in which somebody else asks for the same; newest first, at most `limit`. */
export async function relatedCases(db: Queries, id: string, limit: number): Promise<RelatedRow[]> {
  const { rows } = await sql<RelatedRow>`
    with mine as (
      select r.id, r.matter_key, p.identity_digest, p.name_digest
      from request r join request_person p on p.request_id = r.id where r.id = ${id}::uuid
    ), others as (
      select p.request_id as id from request_person p, mine
      where p.identity_digest = mine.identity_digest and p.request_id <> mine.id
      union
      select p.request_id from request_person p, mine
      where p.name_digest = mine.name_digest and p.request_id <> mine.id
        and (p.identity_digest is null or mine.identity_digest is null)
    ), same as (
      select r.id from request r, mine where r.matter_key = mine.matter_key and r.id <> mine.id
    )
    select r.id, r.number, r.subject, exists (select 1 from others where others.id = r.id) as "sameApplicant",
      exists (select 1 from same where same.id = r.id) as "sameSubject"
    from request r where r.id in (select id from others union select id from same)
    order by r.submitted_on desc, r.id limit ${limit}`.execute(db);
  return rows;
}

/** How many requests the applicant of a case handed in by and with it in its calendar month (fee rule art 4). */
export async function requestsInMonth(db: Queries, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from request r join request_person p on p.request_id = r.id,
      (select r.id, r.submitted_on, p.identity_digest, p.name_digest
       from request r join request_person p on p.request_id = r.id where r.id = ${id}::uuid) mine
    where coalesce(p.identity_digest, p.name_digest) = coalesce(mine.identity_digest, mine.name_digest)
      and date_trunc('month', r.submitted_on) = date_trunc('month', mine.submitted_on)
      and (r.submitted_on, r.id) <= (mine.submitted_on, mine.id)`.execute(db);
  return rows[0]?.count ?? 0;
}
