/** All SQL of the log. Every table here only grows; the database itself refuses anything else. */
import { type RawBuilder, sql } from 'kysely';
import { type Database, later, type Queries, transaction } from '../../platform/database/database.ts';

export interface AuditEvent {
  readonly at: Date;
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly unitId: string | null;
  readonly command: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly outcome: 'done' | 'refused';
  readonly detail: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
}

export interface StoredAuditEvent extends Omit<AuditEvent, 'requestId'> {
  readonly id: number;
}

export async function insertAuditEvent(queries: Queries, event: AuditEvent): Promise<void> {
  await later(
    queries,
    sql`insert into audit_event
      (at, staff_id, staff_name, unit_id, command, subject_kind, subject_id, outcome, detail, request_id)
    values (${event.at}, ${event.staffId}, ${event.staffName}, ${event.unitId}, ${event.command},
      ${event.subjectKind}, ${event.subjectId}, ${event.outcome}, ${JSON.stringify(event.detail)}::jsonb,
      ${event.requestId})`,
  );
}

export interface AuditFilter {
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly staff?: string | undefined;
  readonly command?: string | undefined;
  /** Only rows with a smaller id: the page after the last one shown. */
  readonly before?: number | undefined;
  readonly size: number;
}

/** Newest first. `staff` is a person's id, or the beginning of their name. */
export async function listAuditEvents(queries: Queries, filter: AuditFilter): Promise<StoredAuditEvent[]> {
  const { subjectKind, subjectId, staff, command, before } = filter;
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (subjectKind !== undefined) conditions.push(sql`subject_kind = ${subjectKind}`);
  if (subjectId !== undefined) conditions.push(sql`subject_id = ${subjectId}`);
  if (staff !== undefined)
    conditions.push(sql`(staff_id::text = ${staff} or starts_with(staff_name, ${staff}))`);
  if (command !== undefined) conditions.push(sql`command = ${command}`);
  if (before !== undefined) conditions.push(sql`id < ${before}`);
  const { rows } = await sql<StoredAuditEvent>`
    select id, at, staff_id as "staffId", staff_name as "staffName", unit_id as "unitId", command,
      subject_kind as "subjectKind", subject_id as "subjectId", outcome, detail
    from audit_event where ${sql.join(conditions, sql` and `)}
    order by id desc limit ${filter.size}`.execute(queries);
  return rows;
}

/** An audit row as it is digested; instants to the microsecond, in UTC. */
export interface SealedAuditRow {
  readonly id: number;
  readonly [column: string]: unknown;
}

/** Rows with ids in (after, until], in order. */
export async function auditRows(
  queries: Queries,
  after: number,
  until: number,
  limit: number,
): Promise<SealedAuditRow[]> {
  const { rows } = await sql<SealedAuditRow>`
    select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, staff_id, staff_name,
      unit_id, command, subject_kind, subject_id, outcome, detail, request_id
    from audit_event where id > ${after} and id <= ${until} order by id limit ${limit}`.execute(queries);
  return rows;
}

/**
 * The newest audit row below which no row can appear any more. Ids are handed out before commits, so the table is
 * locked against writers for this one statement, in a transaction of its own. Nothing if the writers do not make way
 * within a fifth of a second.
 */
export async function settledAuditId(database: Database): Promise<number | undefined> {
  try {
    return await transaction(database, async trx => {
      await sql`set local lock_timeout = '200ms'`.execute(trx);
      await sql`lock table audit_event in share mode`.execute(trx);
      const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from audit_event`.execute(
        trx,
      );
      return rows[0]!.id;
    });
  } catch (error) {
    if ((error as { code?: string }).code === '55P03') return undefined;
    throw error;
  }
}

export async function lastSealedAuditId(queries: Queries): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select coalesce(max(last_id), 0) as id from audit_seal`.execute(queries);
  return rows[0]!.id;
}

/** When the oldest audit row after `id` was written. */
export async function oldestAuditAfter(queries: Queries, id: number): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`
    select at from audit_event where id > ${id} order by id limit 1`.execute(queries);
  return rows[0]?.at;
}

export interface AuditSeal {
  readonly firstId: number;
  readonly lastId: number;
  readonly rows: number;
  readonly digest: string;
  readonly entryId: string;
}

export async function insertAuditSeal(queries: Queries, seal: AuditSeal): Promise<void> {
  await later(
    queries,
    sql`insert into audit_seal (last_id, first_id, row_count, digest, entry_id)
    values (${seal.lastId}, ${seal.firstId}, ${seal.rows}, ${seal.digest}, ${seal.entryId})`,
  );
}

/** Numbers of audit rows that are lost are not given out again. */
export async function startAuditIdsAfter(queries: Queries, lastId: number): Promise<void> {
  await sql`select setval(pg_get_serial_sequence('audit_event', 'id'), greatest(${lastId}::bigint,
    (select coalesce(max(id), 0) from audit_event)))`.execute(queries);
}

export interface LogEntry {
  readonly id: string;
  readonly recordedAt: Date;
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Canonical JSON. */
  readonly body: string;
  /** Hexadecimal. */
  readonly leafHash: string;
}

export async function insertLogEntry(queries: Queries, entry: LogEntry): Promise<void> {
  await later(
    queries,
    sql`insert into log_entry (id, recorded_at, kind, subject_kind, subject_id, body, leaf_hash)
    values (${entry.id}, ${entry.recordedAt}, ${entry.kind}, ${entry.subjectKind}, ${entry.subjectId},
      ${entry.body}, ${entry.leafHash})`,
  );
}

export async function insertLogEntries(queries: Queries, entries: readonly LogEntry[]): Promise<void> {
  const of = (field: 'id' | 'kind' | 'subjectKind' | 'subjectId' | 'body' | 'leafHash') =>
    entries.map(each => each[field]);
  await later(
    queries,
    sql`insert into log_entry (id, recorded_at, kind, subject_kind, subject_id, body, leaf_hash)
    select * from unnest(${of('id')}::uuid[], ${entries.map(each => each.recordedAt.toISOString())}::timestamptz[],
      ${of('kind')}::text[], ${of('subjectKind')}::text[], ${of('subjectId')}::text[], ${of('body')}::text[],
      ${of('leafHash')}::text[])`,
  );
}

export interface PlacedEntry extends LogEntry {
  readonly leafIndex: number | null;
}

const placedEntry = sql`e.id, e.recorded_at as "recordedAt", e.kind, e.subject_kind as "subjectKind",
  e.subject_id as "subjectId", e.body, e.leaf_hash as "leafHash", l.leaf_index as "leafIndex"`;

export async function findEntry(queries: Queries, id: string): Promise<PlacedEntry | undefined> {
  const { rows } = await sql<PlacedEntry>`select ${placedEntry}
    from log_entry e left join log_leaf l on l.entry_id = e.id where e.id = ${id}`.execute(queries);
  return rows[0];
}

export async function entriesOfSubject(queries: Queries, kind: string, id: string): Promise<PlacedEntry[]> {
  const { rows } = await sql<PlacedEntry>`select ${placedEntry}
    from log_entry e left join log_leaf l on l.entry_id = e.id
    where e.subject_kind = ${kind} and e.subject_id = ${id} order by e.recorded_at, e.id`.execute(queries);
  return rows;
}

/** Newest first, sealed or not. */
export async function newestEntries(queries: Queries, count: number): Promise<PlacedEntry[]> {
  const { rows } = await sql<PlacedEntry>`select ${placedEntry}
    from log_entry e left join log_leaf l on l.entry_id = e.id order by e.id desc limit ${count}`.execute(
    queries,
  );
  return rows;
}

/** One writer at a time gives out leaf indices; held to the end of the transaction. */
export async function lockLog(queries: Queries): Promise<void> {
  await sql`select pg_advisory_xact_lock(4713, 1)`.execute(queries);
}

/** The newest sealed entry; ids follow the time they were made. */
export async function newestSealedEntryId(queries: Queries): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select entry_id as id from log_leaf order by entry_id desc limit 1`.execute(queries);
  return rows[0]?.id;
}

/** Entries without a leaf, from an id on, in the order of ids. */
export async function unsealedEntries(
  queries: Queries,
  fromId: string,
): Promise<Pick<LogEntry, 'id' | 'leafHash'>[]> {
  const { rows } = await sql<Pick<LogEntry, 'id' | 'leafHash'>>`
    select e.id, e.leaf_hash as "leafHash" from log_entry e
    where e.id >= ${fromId}::uuid and not exists (select 1 from log_leaf l where l.entry_id = e.id)
    order by e.id`.execute(queries);
  return rows;
}

export async function insertLeaves(
  queries: Queries,
  firstIndex: number,
  entries: readonly Pick<LogEntry, 'id' | 'leafHash'>[],
): Promise<void> {
  await later(
    queries,
    sql`insert into log_leaf (leaf_index, entry_id, leaf_hash)
    select ${firstIndex}::bigint + u.place - 1, u.id, u.hash
    from unnest(${entries.map(e => e.id)}::uuid[], ${entries.map(e => e.leafHash)}::text[])
      with ordinality as u(id, hash, place)`,
  );
}

/** Leaf hashes from (inclusive) to (exclusive), in order. */
export async function leafHashes(queries: Queries, from: number, to: number): Promise<Buffer[]> {
  const { rows } = await sql<{ hash: string }>`
    select leaf_hash as hash from log_leaf where leaf_index >= ${from} and leaf_index < ${to}
    order by leaf_index`.execute(queries);
  return rows.map(row => Buffer.from(row.hash, 'hex'));
}

/** Bodies of sealed entries from (inclusive) to (exclusive), in order. */
export async function leafBodies(queries: Queries, from: number, to: number): Promise<Buffer[]> {
  const { rows } = await sql<{ body: string }>`
    select e.body from log_leaf l join log_entry e on e.id = l.entry_id
    where l.leaf_index >= ${from} and l.leaf_index < ${to} order by l.leaf_index`.execute(queries);
  return rows.map(row => Buffer.from(row.body));
}

export interface StoredCheckpoint {
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
  readonly note: string;
  readonly sealedAt: Date;
}

export async function latestCheckpoint(queries: Queries): Promise<StoredCheckpoint | undefined> {
  const { rows } = await sql<StoredCheckpoint>`
    select tree_size as size, root_hash as root, note, sealed_at as "sealedAt"
    from log_checkpoint order by tree_size desc limit 1`.execute(queries);
  return rows[0];
}

export async function insertCheckpoint(queries: Queries, checkpoint: StoredCheckpoint): Promise<void> {
  await later(
    queries,
    sql`insert into log_checkpoint (tree_size, root_hash, note, sealed_at)
    values (${checkpoint.size}, ${checkpoint.root}, ${checkpoint.note}, ${checkpoint.sealedAt})`,
  );
}
