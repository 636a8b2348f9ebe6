import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Queries } from '../../../platform/database/database.ts';
import type { itemQuery } from '../contract.ts';
import {
  type DocumentColumns,
  documentColumns,
  documentOf,
  lastVersion,
  type StoredDocument,
  type StoredVersion,
  signaturesJson,
  type VersionColumns,
  versionOf,
} from './rows.ts';

/** Lists for the staff: what they show and nothing more – no bodies. */

export interface ListedItem {
  readonly document: StoredDocument;
  /** Body and attachments are left out. */
  readonly version: StoredVersion;
}

const listColumns = sql`${documentColumns}, v.no, v.state, v.revision, v.round, v.title, '' as summary, '' as body_html,
  v.metadata, '[]'::json as meets, v.release_at, v.digest, v.drafters, v.changed_by, v.changed_at, v.submitted_at,
  v.released_at as version_released_at, v.released_by, '[]'::json as attachments, ${signaturesJson} as signatures`;

type Row = DocumentColumns & VersionColumns;

function listed(row: Row): ListedItem {
  return { document: documentOf(row), version: versionOf(row) };
}

const currentVersion = sql`v.document_id = d.id and v.no = coalesce(d.draft_version, d.live_version, ${lastVersion})`;

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, char => `\\${char}`);
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '');
}

/** Every filter that is set, joined by `and`. `unitId`: the only unit the reader may see. */
function conditions(query: z.infer<typeof itemQuery>, unitId: string | null): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (unitId !== null) all.push(sql`d.owner_unit_id = ${unitId}`);
  if (query.state) all.push(sql`v.state = any(${listOf(query.state)}::text[])`);
  if (query.unit) all.push(sql`d.owner_unit_id = any(${listOf(query.unit)}::text[])`);
  if (query.column) all.push(sql`d.column_id = any(${listOf(query.column)}::text[])`);
  if (query.kind) all.push(sql`d.kind = any(${listOf(query.kind)}::text[])`);
  if (query.q) {
    const like = `%${escaped(query.q)}%`;
    all.push(
      sql`(v.title ilike ${like} or d.index_no ilike ${like} or v.metadata->>'documentNo' ilike ${like})`,
    );
  }
  return sql.join(all, sql` and `);
}

/** One page, the last changed first, and how many there are. */
export async function listPage(
  db: Queries,
  query: z.infer<typeof itemQuery>,
  unitId: string | null,
): Promise<{ items: ListedItem[]; count: number }> {
  const where = conditions(query, unitId);
  const offset = (query.page - 1) * query.size;
  const [page, count] = await Promise.all([
    sql<Row>`select ${listColumns} from document d join version v on ${currentVersion} where ${where}
      order by v.changed_at desc, d.id limit ${query.size} offset ${offset}`.execute(db),
    sql<{ count: number }>`select count(*) as count from document d join version v on ${currentVersion}
      where ${where}`.execute(db),
  ]);
  return { items: page.rows.map(listed), count: count.rows[0]?.count ?? 0 };
}

/** Everything in the given states; served by the index of what is open. Oldest submission first. */
export async function listOpen(
  db: Queries,
  states: readonly ('draft' | 'in-review' | 'returned' | 'approved' | 'scheduled')[],
  filter: {
    readonly drafter?: string;
    readonly query?: z.infer<typeof itemQuery>;
    readonly unitId?: string | null;
  } = {},
): Promise<ListedItem[]> {
  const where = filter.query === undefined ? sql`true` : conditions(filter.query, filter.unitId ?? null);
  const own = filter.drafter === undefined ? sql`true` : sql`${filter.drafter}::uuid = any(v.drafters)`;
  const { rows } = await sql<Row>`
    select ${listColumns} from version v join document d on d.id = v.document_id and d.draft_version = v.no
    where v.state not in ('released', 'superseded', 'withdrawn', 'discarded')
      and v.state = any(${[...states]}::text[]) and ${own} and ${where}
    order by v.submitted_at nulls last, v.changed_at, d.id limit 2000`.execute(db);
  return rows.map(listed);
}

/** Scheduled versions whose instant has come, the earliest first. */
export async function dueVersions(
  db: Queries,
  now: Date,
): Promise<{ documentId: string; versionNo: number }[]> {
  const { rows } = await sql<{ documentId: string; versionNo: number }>`
    select document_id as "documentId", no as "versionNo" from version
    where state = 'scheduled' and (release_at is null or release_at <= ${now}::timestamptz)
    order by release_at, document_id limit 500`.execute(db);
  return rows;
}
