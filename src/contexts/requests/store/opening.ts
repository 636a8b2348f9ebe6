import { sql } from 'kysely';
import type { OpeningBalance } from '../../../law/annual-report-tables/opening.ts';
import type { Queries } from '../../../platform/database/database.ts';

/** 上年结转 of before the register, each entry as it was made. */

export interface StoredOpening extends OpeningBalance {
  readonly no: number;
  readonly reason: string;
  readonly enteredByName: string;
  readonly enteredAt: string;
}

interface OpeningRow {
  readonly no: number;
  readonly body: OpeningBalance;
  readonly reason: string;
  readonly entered_by_name: string;
  readonly entered_at: Date;
}

/** Every entry, the newest first. */
export async function openings(db: Queries): Promise<StoredOpening[]> {
  const { rows } = await sql<OpeningRow>`
    select no, body, reason, entered_by_name, entered_at from request_opening order by no desc`.execute(db);
  return rows.map(({ no, body, reason, entered_by_name, entered_at }) => ({
    ...body,
    no,
    reason,
    enteredByName: entered_by_name,
    enteredAt: entered_at.toISOString(),
  }));
}

/** As `openings`; nobody else enters until the transaction ends. */
export async function lockOpenings(trx: Queries): Promise<StoredOpening[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('request opening', 0))`.execute(trx);
  return openings(trx);
}

export async function insertOpening(
  trx: Queries,
  entry: {
    readonly no: number;
    readonly body: OpeningBalance;
    readonly reason: string;
    readonly by: { readonly staffId: string; readonly name: string };
    readonly at: Date;
  },
): Promise<void> {
  const { no, body, reason, by, at } = entry;
  await sql`insert into request_opening (no, body, reason, entered_by, entered_by_name, entered_at)
    values (${no}, ${JSON.stringify(body)}::jsonb, ${reason}, ${by.staffId}::uuid, ${by.name}, ${at})`.execute(
    trx,
  );
}

/** The first year in which the register closed a request; null for a register that has closed none. */
export async function firstYearClosed(db: Queries): Promise<number | null> {
  const { rows } = await sql<{ year: number | null }>`
    select extract(year from min(closed_on))::integer as year from request_counted`.execute(db);
  return rows[0]?.year ?? null;
}
