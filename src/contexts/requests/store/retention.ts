import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { UnitsSeen } from './lists.ts';

/** Files whose retention has ended, and what is taken out of the database when one is destroyed. */

export interface EndedFile {
  readonly id: string;
  readonly number: string | null;
  readonly subject: string;
  readonly matter: string;
  readonly outcome: string | null;
  readonly closedOn: string;
  readonly keepUntil: string;
  readonly unitId: string;
  readonly isDemo: boolean;
}

/** Files that were to be kept until before a day and wait for a decision, the oldest first; and how many there are. */
export async function endedFiles(
  db: Queries,
  today: string,
  units: UnitsSeen,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<{ files: EndedFile[]; count: number }> {
  const seen = units === null ? sql`true` : sql`unit_id = any(${[...units]}::text[])`;
  const { rows } = await sql<EndedFile & { all: number }>`
    select id, number, subject, matter, outcome, closed_on as "closedOn", keep_until as "keepUntil",
      unit_id as "unitId", is_demo as "isDemo", count(*) over () as "all"
    from request where keep_until < ${today}::date and destroyed_on is null and ${seen}
    order by keep_until, id limit ${size} offset ${(page - 1) * size}`.execute(db);
  return { files: rows.map(({ all: _, ...file }) => file), count: Number(rows[0]?.all ?? 0) };
}

/** The last days of retention that have passed with files still undecided, and how many files each. */
export async function endedTerms(
  db: Queries,
  today: string,
): Promise<{ keepUntil: string; count: number }[]> {
  const { rows } = await sql<{ keepUntil: string; count: number }>`
    select keep_until as "keepUntil", count(*)::integer as count from request
    where keep_until < ${today}::date and destroyed_on is null group by keep_until order by keep_until`.execute(
    db,
  );
  return rows;
}

/** Free words in the bodies of events: what an applicant or an officer wrote. Subject, days, numbers and outcome stay. */
const blankedKeys = [
  'description',
  'documentNo',
  'note',
  'matters',
  'guidance',
  'goodReason',
  'finding',
  'words',
  'where',
  'party',
  'address',
  'information',
  'reason',
  'approvedBy',
  'receiptNo',
  'trackingNo',
  'caseNo',
] as const;

/**
 * Takes away who asked, the secret of the code, and every free word in the events. The papers go by `forgetPapers`,
 * after their bytes. Wants the event `destroyed` to stand already: the database refuses to change events before it.
 */
export async function destroyCase(trx: Queries, id: string): Promise<void> {
  await sql`delete from request_person where request_id = ${id}::uuid`.execute(trx);
  await sql`delete from online_receipt where request_id = ${id}::uuid`.execute(trx);
  await sql`update request set secret_digest = '', document_no = '' where id = ${id}::uuid`.execute(trx);
  await sql`update request_event set body = (
      select coalesce(jsonb_object_agg(key, case
        when key = any(${[...blankedKeys]}::text[]) and jsonb_typeof(value) = 'string' then '""'::jsonb
        when key = 'reasons' then '[]'::jsonb
        when key = 'wish' then value || '{"description":"","documentNo":"","needsHelp":""}'::jsonb
        when key = 'reply' then value || '{"says":{},"publicInterest":"","supplied":[]}'::jsonb
        else value end), '{}'::jsonb)
      from jsonb_each(body))
    where request_id = ${id}::uuid and kind <> 'destroyed'`.execute(trx);
}

/** Papers of destroyed files; of cases split off one form the same bytes may lie in a file that is kept. */
export async function papersToForget(
  db: Queries,
  limit: number,
): Promise<{ id: string; blob: string; isShared: boolean }[]> {
  const { rows } = await sql<{ id: string; blob: string; isShared: boolean }>`
    select p.id, p.blob, exists (select from request_paper o where o.blob = p.blob and o.id <> p.id) as "isShared" from request_paper p join request r on r.id = p.request_id
    where r.destroyed_on is not null order by p.id limit ${limit}`.execute(db);
  return rows;
}

export async function forgetPaper(db: Queries, id: string): Promise<void> {
  await sql`delete from request_paper p using request r
    where p.id = ${id}::uuid and r.id = p.request_id and r.destroyed_on is not null`.execute(db);
}
