/**
 * The rows of a database as text, table by table: what `copy` writes is what `copy` reads, for every type there is.
 * Knows no table by name; schemas of the queue are left out, because whatever falls due is found again by sweeps.
 */
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

export interface TableShape {
  readonly name: string;
  /** Columns that are written; computed ones are computed again. */
  readonly columns: readonly string[];
  /** Identity columns, whose counters go on after the highest value. */
  readonly counters: readonly string[];
}

/** Every table of the schema `public`, by name. */
export async function tableShapes(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; counters: string[] | null }>(
    `select c.relname as name,
       array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
       array_agg(a.attname::text order by a.attnum) filter (where a.attidentity <> '') as counters
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     group by c.relname order by c.relname`,
  );
  return rows.map(({ name, columns, counters }) => ({ name, columns, counters: counters ?? [] }));
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** All rows of a table as text, in the snapshot of the client's transaction. */
export function readTable(client: pg.ClientBase, { name, columns }: TableShape): NodeJS.ReadableStream {
  return client.query(copyTo(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`));
}

/** Takes the text of `readTable` in. */
export function fillTable(client: pg.ClientBase, { name, columns }: TableShape): NodeJS.WritableStream {
  return client.query(copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`));
}

/** Sets every counter of a table past its highest value. */
export async function moveCounters(client: pg.ClientBase, { name, counters }: TableShape): Promise<void> {
  for (const column of counters)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${quoted(column)}), 0) + 1, false)
       from ${quoted(name)}`,
      [quoted(name), column],
    );
}
