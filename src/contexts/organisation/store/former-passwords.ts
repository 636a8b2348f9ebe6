import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** Hashes of passwords a person had before, newest first. */
export async function formerPasswords(db: Queries, staffId: string, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('former_password')
    .select('password_hash')
    .where('staff_id', '=', staffId)
    .orderBy('replaced_at', 'desc')
    .limit(most)
    .execute();
  return rows.map(row => row.password_hash);
}

/** Keeps a hash that has just been replaced, and of all of them the newest `most`. */
export async function keepFormerPassword(
  db: Queries,
  former: { readonly staffId: string; readonly hash: string; readonly at: Date },
  most: number,
): Promise<void> {
  const { staffId, hash, at } = former;
  await db
    .insertInto('former_password')
    .values({ staff_id: staffId, password_hash: hash, replaced_at: at })
    .onConflict(conflict => conflict.doNothing())
    .execute();
  await sql`delete from former_password where staff_id = ${staffId} and password_hash not in (
    select password_hash from former_password where staff_id = ${staffId}
    order by replaced_at desc limit ${most})`.execute(db);
}
