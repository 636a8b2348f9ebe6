import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { EntryQuery, EntryValues, EntryView } from '../contract.ts';

/** Working entries with their history and events. */

export interface StoredEntry {
  readonly id: string;
  readonly register: string;
  readonly no: number;
  readonly unitId: string;
  readonly region: string | null;
  readonly name: string;
  readonly values: EntryValues;
  readonly state: 'current' | 'removed';
  readonly revision: number;
  readonly changedByName: string;
  readonly changedAt: Date;
}

export type Act = EntryView['history'][number]['act'];

export interface By {
  readonly staffId: string;
  readonly name: string;
  readonly at: Date;
}

const columns = sql`e.id, e.register, e.no, e.unit_id as "unitId", e.region, e.name, e.content as "values", e.state,
  e.revision, e.changed_by_name as "changedByName", e.changed_at as "changedAt"`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One writer of a register at a time: numbers and keys are given under it. */
export async function lockRegister(db: Queries, register: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`register ${register}`}, 0))`.execute(db);
}

export async function lastNumber(db: Queries, register: string): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    select coalesce(max(no), 0)::int as no from register_entry where register = ${register}`.execute(db);
  return rows[0]?.no ?? 0;
}

export async function findEntry(db: Queries, id: string, lock = false): Promise<StoredEntry | undefined> {
  if (!uuid.test(id)) return undefined;
  const { rows } = await sql<StoredEntry>`select ${columns} from register_entry e where e.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

/** Every current entry by number. */
export async function currentEntries(db: Queries, register: string): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`select ${columns} from register_entry e
    where e.register = ${register} and e.state = 'current' order by e.no`.execute(db);
  return rows;
}

export async function countEntries(db: Queries): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ register: string; count: number }>`
    select register, count(*)::int as count from register_entry where state = 'current' group by register`.execute(
    db,
  );
  return new Map(rows.map(({ register, count }) => [register, count]));
}

/** One page of those that a list asks for, and how many there are. */
export async function matchingEntries(
  db: Queries,
  register: string,
  query: EntryQuery,
): Promise<{ rows: StoredEntry[]; count: number }> {
  const { q, region, where, state = 'current', page, size } = query;
  const like = q === undefined || q === '' ? null : `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const [field, ...rest] = (where ?? '').split(':');
  const found = sql`from register_entry e where e.register = ${register} and e.state = ${state}
    and (${region ?? null}::text is null or e.region = ${region ?? null})
    and (${like}::text is null or e.name ilike ${like} or e.content::text ilike ${like})
    and (${where ?? null}::text is null or e.content ->> ${field ?? ''} = ${rest.join(':')})`;
  const { rows } = await sql<StoredEntry>`select ${columns} ${found} order by e.no
    limit ${size} offset ${(page - 1) * size}`.execute(db);
  const { rows: counted } = await sql<{ count: number }>`select count(*)::int as count ${found}`.execute(db);
  return { rows, count: counted[0]?.count ?? 0 };
}

/** The current entry with this key, other than one. */
export async function entryWithKey(
  db: Queries,
  register: string,
  key: string,
  exceptId: string | null,
): Promise<{ readonly no: number; readonly name: string } | undefined> {
  const { rows } = await sql<{ no: number; name: string }>`select no, name from register_entry
    where register = ${register} and key = ${key} and state = 'current'
      and (${exceptId}::uuid is null or id <> ${exceptId}::uuid)`.execute(db);
  return rows[0];
}

/** The current entry with this value in a unique field, other than one. */
export async function entryWithValue(
  db: Queries,
  register: string,
  value: { readonly field: string; readonly text: string },
  exceptId: string | null,
): Promise<{ readonly no: number; readonly name: string } | undefined> {
  const { rows } = await sql<{ no: number; name: string }>`select no, name from register_entry
    where register = ${register} and state = 'current' and content ->> ${value.field} = ${value.text}
      and (${exceptId}::uuid is null or id <> ${exceptId}::uuid) limit 1`.execute(db);
  return rows[0];
}

export interface EntryWrite {
  readonly id: string;
  readonly no: number;
  readonly unitId: string;
  readonly region: string | null;
  readonly name: string;
  readonly key: string;
  readonly values: EntryValues;
  readonly revision: number;
  readonly fields: readonly string[];
  /** A removed entry that is written anew is current again. */
  readonly state?: 'current' | 'removed';
}

const atOnce = 2000;

/** Entries new or changed, each with its line of history, in a few statements however many they are. */
export async function writeEntries(
  db: Queries,
  register: string,
  writes: readonly EntryWrite[],
  { act, reason, by }: { readonly act: Act; readonly reason: string; readonly by: By },
): Promise<void> {
  for (let from = 0; from < writes.length; from += atOnce) {
    const part = JSON.stringify(writes.slice(from, from + atOnce));
    await sql`insert into register_entry (id, register, no, unit_id, region, name, key, content, state, revision, changed_by, changed_by_name, changed_at)
      select w.id, ${register}, w.no, w."unitId", w.region, w.name, w.key, w."values", coalesce(w.state, 'current'), w.revision, ${by.staffId}, ${by.name}, ${by.at}
      from jsonb_to_recordset(${part}::jsonb) as w (id uuid, no int, "unitId" text, region text, name text, key text, "values" jsonb, revision int, state text)
      on conflict (id) do update set unit_id = excluded.unit_id, region = excluded.region, name = excluded.name, key = excluded.key,
        content = excluded.content, state = excluded.state, revision = excluded.revision, changed_by = excluded.changed_by,
        changed_by_name = excluded.changed_by_name, changed_at = excluded.changed_at`.execute(db);
    await sql`insert into register_history (entry_id, revision, act, reason, fields, content, acted_by, acted_by_name, acted_at)
      select w.id, w.revision, ${act}, ${reason}, array(select jsonb_array_elements_text(w.fields)), w."values", ${by.staffId}, ${by.name}, ${by.at}
      from jsonb_to_recordset(${part}::jsonb) as w (id uuid, revision int, fields jsonb, "values" jsonb)`.execute(
      db,
    );
  }
}

export interface StoredEvent {
  readonly entryId: string;
  readonly kind: string;
  readonly on: string;
  readonly words: string;
  readonly byName: string;
}

export async function addEvent(
  db: Queries,
  entryId: string,
  event: { readonly kind: string; readonly on: string; readonly words: string },
  by: By,
): Promise<void> {
  await sql`insert into register_event (entry_id, kind, happened_on, words, told_by, told_by_name, told_at)
    values (${entryId}, ${event.kind}, ${event.on}, ${event.words}, ${by.staffId}, ${by.name}, ${by.at})`.execute(
    db,
  );
}

/** Events of the current entries of a register, or of one entry; the earliest first. */
export async function eventsOf(
  db: Queries,
  of: { readonly register: string } | { readonly entryId: string },
): Promise<StoredEvent[]> {
  const which =
    'entryId' in of
      ? sql`v.entry_id = ${of.entryId}`
      : sql`exists (select 1 from register_entry e where e.id = v.entry_id and e.register = ${of.register} and e.state = 'current')`;
  const { rows } =
    await sql<StoredEvent>`select v.entry_id as "entryId", v.kind, v.happened_on as "on", v.words,
    v.told_by_name as "byName" from register_event v where ${which} order by v.happened_on, v.id`.execute(db);
  return rows;
}

export interface StoredAct {
  readonly revision: number;
  readonly act: Act;
  readonly reason: string;
  readonly fields: string[];
  readonly byName: string;
  readonly at: Date;
}

/** The latest first. */
export async function historyOf(db: Queries, entryId: string): Promise<StoredAct[]> {
  const { rows } =
    await sql<StoredAct>`select revision, act, reason, fields, acted_by_name as "byName", acted_at as at
    from register_history where entry_id = ${entryId} order by revision desc`.execute(db);
  return rows;
}
