import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { Content, RecordQuery, Sort } from '../contract.ts';

/** Working entries. */

export interface StoredRecord {
  readonly id: string;
  readonly sort: Sort;
  readonly code: string;
  readonly name: string;
  readonly unitId: string;
  readonly content: Content;
  readonly state: 'current' | 'removed';
  readonly removedOn: string | null;
  readonly removedReason: string | null;
  readonly revision: number;
  readonly changedByName: string;
  readonly changedAt: Date;
}

const columns = sql`r.id, r.sort, r.code, r.name, r.unit_id as "unitId", r.content, r.state,
  r.removed_on as "removedOn", r.removed_reason as "removedReason", r.revision,
  r.changed_by_name as "changedByName", r.changed_at as "changedAt"`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface RecordWrite {
  readonly id: string;
  readonly sort: Sort;
  readonly code: string;
  readonly name: string;
  readonly unitId: string;
  readonly content: Content;
  readonly by: { readonly staffId: string; readonly name: string };
  readonly at: Date;
}

/** False where the code is taken. */
export async function insertRecord(db: Queries, write: RecordWrite): Promise<boolean> {
  const { id, sort, code, name, unitId, content, by, at } = write;
  const { rows } = await sql<{ id: string }>`
    insert into power_record (id, sort, code, name, unit_id, content, state, revision, changed_by, changed_by_name, changed_at, created_at)
    values (${id}, ${sort}, ${code}, ${name}, ${unitId}, ${JSON.stringify(content)}::jsonb, 'current', 1, ${by.staffId}, ${by.name}, ${at}, ${at})
    on conflict (sort, code) do nothing returning id`.execute(db);
  return rows.length > 0;
}

export async function updateRecord(db: Queries, write: Omit<RecordWrite, 'sort'>): Promise<void> {
  const { id, code, name, unitId, content, by, at } = write;
  await sql`update power_record set code = ${code}, name = ${name}, unit_id = ${unitId}, content = ${JSON.stringify(content)}::jsonb,
    revision = revision + 1, changed_by = ${by.staffId}, changed_by_name = ${by.name}, changed_at = ${at} where id = ${id}`.execute(
    db,
  );
}

export async function setRecordState(
  db: Queries,
  write: Pick<RecordWrite, 'id' | 'by' | 'at'> & {
    readonly removed: { readonly on: string; readonly reason: string } | null;
  },
): Promise<void> {
  const { id, by, at, removed } = write;
  await sql`update power_record set state = ${removed === null ? 'current' : 'removed'}, removed_on = ${removed?.on ?? null},
    removed_reason = ${removed?.reason ?? null}, revision = revision + 1, changed_by = ${by.staffId},
    changed_by_name = ${by.name}, changed_at = ${at} where id = ${id}`.execute(db);
}

export async function codeIsTaken(db: Queries, sort: Sort, code: string, exceptId: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select exists (
    select 1 from power_record where sort = ${sort} and code = ${code} and id <> ${exceptId}) as taken`.execute(
    db,
  );
  return rows[0]?.taken ?? false;
}

export async function findRecord(db: Queries, id: string, lock = false): Promise<StoredRecord | undefined> {
  if (!uuid.test(id)) return undefined;
  const { rows } = await sql<StoredRecord>`select ${columns} from power_record r where r.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

/** Every entry of these sorts by code; what is removed too. */
export async function recordsOf(db: Queries, sorts: readonly Sort[]): Promise<StoredRecord[]> {
  const { rows } = await sql<StoredRecord>`select ${columns} from power_record r
    where r.sort = any(${[...sorts]}::text[]) order by r.sort, r.code`.execute(db);
  return rows;
}

/** Those that a list shows, by code. A list holds hundreds, not thousands: what they lack is judged by the rules. */
export async function matchingRecords(db: Queries, query: RecordQuery): Promise<StoredRecord[]> {
  const { sort, q, unit, state = 'current' } = query;
  const like = q === undefined || q === '' ? null : `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<StoredRecord>`select ${columns} from power_record r
    where r.state = ${state}
      and (${sort ?? null}::text is null or r.sort = ${sort ?? null})
      and (${unit ?? null}::text is null or r.unit_id = ${unit ?? null})
      and (${like}::text is null or r.name ilike ${like} or r.code ilike ${like})
    order by r.sort, r.code`.execute(db);
  return rows;
}
