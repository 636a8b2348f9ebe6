import { sql } from 'kysely';
import type { z } from 'zod';
import type { Queries } from '../../../platform/database/database.ts';
import type { CountedRequest, channel, DisputeView } from '../contract.ts';

/** What the annual report counts. */

export interface CountedRow {
  readonly round: number;
  readonly applicantKind: string;
  readonly receivedOn: string;
  readonly closedOn: string | null;
  readonly reportRow: string | null;
  readonly countsAsReceived: boolean;
}

/** The handlings of a case as they count now. */
export async function putCounted(
  trx: Queries,
  requestId: string,
  rows: readonly CountedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into request_counted (request_id, round, applicant_kind, received_on, closed_on, report_row, counts_as_received)
    select ${requestId}::uuid, round, "applicantKind", "receivedOn", "closedOn", "reportRow", "countsAsReceived"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(round integer, "applicantKind" text,
      "receivedOn" date, "closedOn" date, "reportRow" text, "countsAsReceived" boolean)
    on conflict (request_id, round) do update set received_on = excluded.received_on,
      closed_on = excluded.closed_on, report_row = excluded.report_row,
      counts_as_received = excluded.counts_as_received
    where (request_counted.received_on, request_counted.closed_on, request_counted.report_row,
        request_counted.counts_as_received)
      is distinct from (excluded.received_on, excluded.closed_on, excluded.report_row, excluded.counts_as_received)
    `.execute(trx);
}

/** Handlings that were open in a year: received by its end, and not closed before it began. */
export async function countedIn(db: Queries, year: number): Promise<CountedRequest[]> {
  const { rows } = await sql<CountedRequest>`
    select request_id as id, applicant_kind as "applicantKind", received_on as "receivedOn", closed_on as "closedOn",
      report_row as row, counts_as_received as "countsAsReceived"
    from request_counted
    where received_on <= ${`${year}-12-31`} and (closed_on is null or closed_on >= ${`${year}-01-01`})
    order by received_on, request_id, round`.execute(db);
  return rows;
}

export interface HandledRow extends CountedRequest {
  readonly channel: z.infer<typeof channel>;
  readonly onTime: boolean | null;
}

export interface DisputeRow extends DisputeView {
  readonly requestId: string;
}

/** Disputes that were filed by the end of a year and not decided before it began. Results after the year are pending. */
export async function disputesIn(db: Queries, year: number): Promise<DisputeRow[]> {
  const end = `${year}-12-31`;
  const { rows } = await sql<DisputeRow>`
    select a.request_id as "requestId", a.body ->> 'id' as id, a.body ->> 'dispute' as kind,
      a.body ->> 'filedOn' as "filedOn", a.body ->> 'organ' as organ, a.body ->> 'caseNo' as "caseNo",
      case when d.body ->> 'decidedOn' <= ${end} then d.body ->> 'result' else 'pending' end as result,
      case when d.body ->> 'decidedOn' <= ${end} then d.body ->> 'decidedOn' end as "decidedOn",
      a.body ->> 'note' as note
    from request_event a
    left join request_event d on d.request_id = a.request_id and d.kind = 'dispute-decided'
      and d.body ->> 'disputeId' = a.body ->> 'id'
    where a.kind = 'dispute-added' and a.body ->> 'filedOn' <= ${end}
      and (d.no is null or d.body ->> 'decidedOn' >= ${`${year}-01-01`})
    order by a.body ->> 'filedOn', a.request_id, a.no`.execute(db);
  return rows;
}

/** As `countedIn`, with channel and whether the reply was in time; null while open or where no period ran. */
export async function handledIn(db: Queries, year: number): Promise<HandledRow[]> {
  const { rows } = await sql<HandledRow>`
    select c.request_id as id, c.applicant_kind as "applicantKind", c.received_on as "receivedOn",
      c.closed_on as "closedOn", c.report_row as row, c.counts_as_received as "countsAsReceived", r.via as channel,
      case when c.round = r.round and c.closed_on is not null then c.closed_on <= r.due_on end as "onTime"
    from request_counted c join request r on r.id = c.request_id
    where c.received_on <= ${`${year}-12-31`} and (c.closed_on is null or c.closed_on >= ${`${year}-01-01`})
    order by c.received_on, c.request_id, c.round`.execute(db);
  return rows;
}

/** Fees paid in a year, in yuan (section six of the annual report). */
export async function feesPaidIn(db: Queries, year: number): Promise<number> {
  const { rows } = await sql<{ yuan: number }>`
    select coalesce(sum((n.body ->> 'totalYuan')::numeric), 0)::integer as yuan
    from request_event p join lateral (
      select body from request_event n where n.request_id = p.request_id and n.kind = 'fee-notified' and n.no < p.no
      order by n.no desc limit 1) n on true
    where p.kind = 'fee-paid' and p.happened_on between ${`${year}-01-01`} and ${`${year}-12-31`}`.execute(
    db,
  );
  return rows[0]?.yuan ?? 0;
}
