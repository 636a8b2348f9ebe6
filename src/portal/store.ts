import { sql } from 'kysely';
import type { Queries } from '../platform/database/database.ts';

/** `portal_change`: what the public side has to notice, written in the transaction of the cause. */

export async function recordChange(trx: Queries, tags: readonly string[], at: Date): Promise<void> {
  await trx
    .insertInto('portal_change')
    .values({ at, tags: [...tags] })
    .execute();
}

export async function newestChange(queries: Queries): Promise<number> {
  const row = await queries
    .selectFrom('portal_change')
    .select(eb => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** The oldest change that is still known; null where there is none. */
export async function oldestChange(queries: Queries): Promise<number | null> {
  const row = await queries
    .selectFrom('portal_change')
    .select(eb => eb.fn.min('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Changes with an id above `after`, oldest first. */
export async function changesAfter(
  queries: Queries,
  after: number,
): Promise<readonly { id: number; tags: string[] }[]> {
  return queries
    .selectFrom('portal_change')
    .select(['id', 'tags'])
    .where('id', '>', after)
    .orderBy('id')
    .execute();
}

/** Forgets changes that every node has long seen. Returns how many went. */
export async function forgetChangesBefore(queries: Queries, before: Date): Promise<number> {
  const done = await queries.deleteFrom('portal_change').where('at', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** Does the database answer? */
export async function databaseAnswers(queries: Queries): Promise<void> {
  await sql`select 1`.execute(queries);
}
