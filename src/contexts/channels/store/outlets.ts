import { type Selectable, sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { OutletUpdateTable } from '../../../platform/database/schema.ts';

/** Updates of websites and accounts that people told: rows and SQL. */

export type StoredUpdate = Selectable<OutletUpdateTable>;

export interface NewUpdate {
  readonly outletId: string;
  readonly ruleId: string;
  readonly updatedOn: string;
  readonly words: string;
  readonly address: string | null;
  readonly file: { readonly digest: string; readonly name: string } | null;
  readonly staffId: string;
  readonly at: Date;
}

/** One writer at a time for an outlet, so that the same update sent twice at once is kept once. */
export async function lockOutlet(trx: Queries, outletId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`outlet ${outletId}`}, 0))`.execute(trx);
}

export async function insertUpdate(db: Queries, update: NewUpdate): Promise<string> {
  const { id } = await db
    .insertInto('outlet_update')
    .values({
      outlet_id: update.outletId,
      clock_id: update.ruleId,
      updated_on: update.updatedOn,
      words: update.words,
      address: update.address,
      file_digest: update.file?.digest ?? null,
      file_name: update.file?.name ?? null,
      staff_id: update.staffId,
      created_at: update.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The newest update first. */
export function updatesOf(db: Queries, outletId: string, limit = 100): Promise<StoredUpdate[]> {
  return db
    .selectFrom('outlet_update')
    .selectAll()
    .where('outlet_id', '=', outletId)
    .orderBy('updated_on', 'desc')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
}

/** The newest update of every clock of every outlet. */
export function newestUpdates(db: Queries): Promise<StoredUpdate[]> {
  return db
    .selectFrom('outlet_update')
    .selectAll()
    .distinctOn(['outlet_id', 'clock_id'])
    .orderBy('outlet_id')
    .orderBy('clock_id')
    .orderBy('updated_on', 'desc')
    .orderBy('created_at', 'desc')
    .execute();
}

export interface NewestPosting {
  readonly channel: string;
  readonly posted_on: string;
  readonly title: string;
  readonly path: string;
  readonly address: string | null;
}

/** What was last posted on each channel, by its task. */
export async function newestPostings(db: Queries): Promise<NewestPosting[]> {
  const { rows } = await sql<NewestPosting>`
    select distinct on (channel) channel, posted_on, title, path, address from channel_task
    where kind = 'post' and state in ('posted', 'proven') and posted_on is not null
    order by channel, posted_on desc, changed_at desc`.execute(db);
  return rows;
}
