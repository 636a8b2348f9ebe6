import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { By } from './entries.ts';

/** Checks that found a register unchanged. */

export interface StoredCheck {
  readonly register: string;
  readonly edition: number;
  readonly on: string;
  readonly words: string;
  readonly byName: string;
}

export async function insertCheck(
  db: Queries,
  check: Omit<StoredCheck, 'byName'> & { readonly by: By },
): Promise<void> {
  const { register, edition, on, words, by } = check;
  await sql`insert into register_check (register, edition, checked_on, words, checked_by, checked_by_name, checked_at)
    values (${register}, ${edition}, ${on}, ${words}, ${by.staffId}, ${by.name}, ${by.at})`.execute(db);
}

/** Of one register or of all, the last first. */
export async function checksOf(db: Queries, register: string | null): Promise<StoredCheck[]> {
  const { rows } = await sql<StoredCheck>`select register, edition, checked_on as "on", words,
      checked_by_name as "byName" from register_check
    where ${register === null ? sql`true` : sql`register = ${register}`}
    order by register, checked_on desc, id desc`.execute(db);
  return rows;
}
