import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** Names for ids, of whoever or whatever ever was there; nothing else of them is read. */

async function namesOf(
  queries: Queries,
  table: 'staff' | 'unit',
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(table)} where id::text = any(${[...ids]}::text[])`.execute(queries);
  return new Map(rows.map(row => [row.id, row.name]));
}

export function staffNamesOf(queries: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  return namesOf(queries, 'staff', ids);
}

export function unitNamesOf(queries: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  return namesOf(queries, 'unit', ids);
}
