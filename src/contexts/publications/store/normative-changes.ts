import { sql } from 'kysely';
import { later } from '../../../platform/database/database.ts';
import type { Trx } from '../ports.ts';

/** Word to every web node that pages with these tags are to be drawn anew. */
export async function noteChange(trx: Trx, tags: readonly string[], at: Date): Promise<void> {
  await later(
    trx,
    sql`insert into portal_change (at, tags) values (${at}::timestamptz, ${[...tags]}::text[])`,
  );
}
