import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { CountedRequest } from '../contract.ts';

/** What the public statistics count: how a handling came in, and whether its answer was in time. No personal data. */
export interface HandledRow extends CountedRequest {
  readonly channel: 'in-person' | 'signed-mail' | 'plain-mail' | 'internet' | 'fax';
  /** Null while open, for a handling that another has followed, and where no time limit ran. */
  readonly onTime: boolean | null;
}

/** As `countedIn`: handlings that were open in a year. */
export async function handledIn(db: Queries, year: number): Promise<HandledRow[]> {
  const { rows } = await sql<HandledRow>`
    select c.request_id as id, c.applicant_kind as "applicantKind", c.received_on as "receivedOn",
      c.closed_on as "closedOn", c.report_row as row, c.counts_as_received as "countsAsReceived", r.via as channel,
      case when c.round = r.round then c.closed_on <= r.due_on end as "onTime"
    from request_counted c join request r on r.id = c.request_id
    where c.received_on <= ${`${year}-12-31`} and (c.closed_on is null or c.closed_on >= ${`${year}-01-01`})
    order by c.received_on, c.request_id, c.round`.execute(db);
  return rows;
}
