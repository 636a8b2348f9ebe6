import { type RawBuilder, sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import {
  attachmentsJson,
  type DocumentColumns,
  documentColumns,
  documentOf,
  firstPicturePosition,
  type StoredDocument,
  type StoredVersion,
  type VersionColumns,
  versionColumns,
  versionOf,
} from './rows.ts';

/** What the public may see: bytes of released versions of documents that are not withdrawn, and tombstones. */

export interface PublicRow {
  readonly document: StoredDocument;
  readonly version: StoredVersion;
}

type Row = DocumentColumns & VersionColumns;

const live = sql`document d join version v on v.document_id = d.id and v.no = d.live_version and v.state = 'released'`;

async function oneLive(db: Queries, where: RawBuilder<unknown>): Promise<PublicRow | undefined> {
  const { rows } =
    await sql<Row>`select ${documentColumns}, ${versionColumns}, ${attachmentsJson} as attachments
    from ${live} where ${where} limit 1`.execute(db);
  return rows[0] === undefined ? undefined : { document: documentOf(rows[0]), version: versionOf(rows[0]) };
}

export function liveByPath(db: Queries, path: string): Promise<PublicRow | undefined> {
  return oneLive(db, sql`d.path = ${path}`);
}

export function liveById(db: Queries, id: string): Promise<PublicRow | undefined> {
  return oneLive(db, sql`d.id = ${id}::uuid`);
}

export function liveByIndexNo(db: Queries, indexNo: string): Promise<PublicRow | undefined> {
  return oneLive(db, sql`d.index_no = ${indexNo}`);
}

export interface ListedLive {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly summary: string;
  readonly kind: string;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly indexNo: string;
  readonly documentNo: string;
  readonly issuer: string;
  readonly topic: string;
  readonly keywords: readonly string[];
  readonly writtenOn: string | null;
  readonly validity: string | null;
  readonly releasedAt: Date;
  readonly firstReleasedAt: Date;
  readonly isDemo: boolean;
}

const listedColumns = sql`d.id, d.path, v.title, v.summary, d.kind, d.column_id as "columnId",
  d.owner_unit_id as "ownerUnitId", d.index_no as "indexNo", v.metadata->>'documentNo' as "documentNo",
  v.metadata->>'issuer' as issuer, v.metadata->>'topic' as topic, v.metadata->'keywords' as keywords,
  v.metadata->>'writtenOn' as "writtenOn", coalesce((select s.validity from normative_state s where s.document_id = d.id), v.metadata->>'validity') as validity,
  d.released_at as "releasedAt",
  d.first_released_at as "firstReleasedAt", d.is_demo as "isDemo"`;

async function listed(db: Queries, rest: RawBuilder<unknown>): Promise<ListedLive[]> {
  const { rows } = await sql<ListedLive>`select ${listedColumns} from ${live} ${rest}`.execute(db);
  return rows;
}

function inColumns(columnIds: readonly string[] | null): RawBuilder<unknown> {
  return columnIds === null ? sql`true` : sql`d.column_id = any(${[...columnIds]}::text[])`;
}

/** The part of what is public that a site of its own shows; null: not narrowed. */
export interface PublicScope {
  readonly columnIds: readonly string[] | null;
  readonly unitId: string | null;
}

const everything: PublicScope = { columnIds: null, unitId: null };

function inScope({ columnIds, unitId }: PublicScope): RawBuilder<unknown> {
  return sql`${inColumns(columnIds)} and ${unitId === null ? sql`true` : sql`d.owner_unit_id = ${unitId}`}`;
}

/** One page of a column with those below it, the newest first. Pages count from 1. */
export async function listColumnPage(
  db: Queries,
  columnIds: readonly string[],
  page: number,
  size: number,
  unitId: string | null = null,
) {
  const where = inScope({ columnIds, unitId });
  const [items, count] = await Promise.all([
    listed(
      db,
      sql`where ${where} and d.live_version is not null order by d.released_at desc, d.id desc
        limit ${size} offset ${(page - 1) * size}`,
    ),
    sql<{ count: number }>`select count(*) as count from document d
      where ${where} and d.live_version is not null`.execute(db),
  ]);
  return { items, count: count.rows[0]?.count ?? 0 };
}

export function latest(
  db: Queries,
  count: number,
  columnIds: readonly string[] | null,
  unitId: string | null = null,
): Promise<ListedLive[]> {
  return listed(
    db,
    sql`where ${inScope({ columnIds, unitId })} and d.live_version is not null
      order by d.released_at desc, d.id desc limit ${count}`,
  );
}

/** All live items by id, for sitemap, feeds of everything and export; `after` is the last id of the page before. */
export function livePage(db: Queries, after: string | null, size: number): Promise<ListedLive[]> {
  return listed(
    db,
    sql`where d.live_version is not null and (${after}::uuid is null or d.id > ${after}::uuid)
      order by d.id limit ${size}`,
  );
}

/** The neighbours in the same column by time of release. */
export async function adjacentTo(db: Queries, document: StoredDocument, unitId: string | null = null) {
  const { columnId, releasedAt, id } = document;
  const here = sql`(${releasedAt}::timestamptz, ${id}::uuid)`;
  const same = sql`${inScope({ columnIds: [columnId], unitId })} and d.live_version is not null`;
  const [older, newer] = await Promise.all([
    listed(
      db,
      sql`where ${same} and (d.released_at, d.id) < ${here} order by d.released_at desc, d.id desc limit 1`,
    ),
    listed(db, sql`where ${same} and (d.released_at, d.id) > ${here} order by d.released_at, d.id limit 1`),
  ]);
  return { older: older[0] ?? null, newer: newer[0] ?? null };
}

/** What another item is related by. */
export interface Likeness {
  readonly id: string;
  readonly columnId: string;
  readonly keywords: readonly string[];
  readonly topic: string;
}

/** Of the 200 newest of the same column those that share keywords (each counts two) or the topic, the most alike first. */
export async function mostAlike(db: Queries, item: Likeness, count: number): Promise<ListedLive[]> {
  const { id, columnId, keywords, topic } = item;
  if (keywords.length === 0 && topic === '') return [];
  const shared = sql`(select count(*) from jsonb_array_elements_text(v.metadata->'keywords') word
    where word = any(${[...keywords]}::text[]))`;
  const alike = sql`(2 * ${shared} + case when ${topic}::text <> '' and v.metadata->>'topic' = ${topic} then 1 else 0 end)`;
  return listed(
    db,
    sql`where d.id in (select n.id from document n
        where n.live_version is not null and n.column_id = ${columnId} and n.id <> ${id}::uuid
        order by n.released_at desc limit 200) and ${alike} > 0
      order by ${alike} desc, d.released_at desc limit ${count}`,
  );
}

export interface TombstoneRow {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly indexNo: string;
  readonly columnId: string;
  readonly kind: 'published-in-error' | 'replaced' | 'repealed';
  readonly reason: string;
  readonly withdrawnAt: Date;
  readonly unitId: string;
  readonly replacedByPath: string | null;
  readonly replacedByTitle: string | null;
  readonly isDemo: boolean;
}

const tombstoneColumns = sql`d.id, d.path, v.title, d.index_no as "indexNo", d.column_id as "columnId", w.kind, w.reason,
  w.withdrawn_at as "withdrawnAt", w.unit_id as "unitId", r.path as "replacedByPath", rv.title as "replacedByTitle",
  d.is_demo as "isDemo"`;
const tombstones = sql`withdrawal w join document d on d.id = w.document_id
  join version v on v.document_id = d.id and v.no = w.version_no
  left join document r on r.id = w.replaced_by and r.live_version is not null
  left join version rv on rv.document_id = r.id and rv.no = r.live_version`;

export async function tombstoneByPath(db: Queries, path: string): Promise<TombstoneRow | undefined> {
  const { rows } = await sql<TombstoneRow>`select ${tombstoneColumns} from ${tombstones}
    where d.path = ${path}`.execute(db);
  return rows[0];
}

/** All tombstones by id, for the export. */
export async function tombstonePage(
  db: Queries,
  after: string | null,
  size: number,
): Promise<TombstoneRow[]> {
  const { rows } = await sql<TombstoneRow>`select ${tombstoneColumns} from ${tombstones}
    where ${after}::uuid is null or d.id > ${after}::uuid order by d.id limit ${size}`.execute(db);
  return rows;
}

/** A version that is or was public, of a document that is not withdrawn. */
export async function publicVersion(db: Queries, id: string, no: number): Promise<PublicRow | undefined> {
  const { rows } =
    await sql<Row>`select ${documentColumns}, ${versionColumns}, ${attachmentsJson} as attachments
    from document d join version v on v.document_id = d.id
    where d.id = ${id}::uuid and v.no = ${no} and d.live_version is not null and v.state in ('released', 'superseded')
      and v.released_at is not null`.execute(db);
  return rows[0] === undefined ? undefined : { document: documentOf(rows[0]), version: versionOf(rows[0]) };
}

export async function publicVersions(db: Queries, id: string) {
  const { rows } = await sql<{ no: number; title: string; releasedAt: Date; isLive: boolean }>`
    select v.no, v.title, v.released_at as "releasedAt", v.no = d.live_version as "isLive"
    from document d join version v on v.document_id = d.id
    where d.id = ${id}::uuid and d.live_version is not null and v.state in ('released', 'superseded')
      and v.released_at is not null
    order by v.no desc`.execute(db);
  return rows;
}

/** Changes for the public side after one already seen, oldest first. */
export async function changesAfter(db: Queries, id: number): Promise<{ id: number; tags: string[] }[]> {
  const { rows } = await sql<{ id: number; tags: string[] }>`select id, tags from portal_change
    where id > ${id} order by id limit 1000`.execute(db);
  return rows;
}

export async function lastChangeId(db: Queries): Promise<number> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from portal_change`.execute(
    db,
  );
  return rows[0]?.id ?? 0;
}

/** Addresses of live items by document id. */
export async function livePaths(db: Queries, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; path: string }>`select id, path from document
    where id = any(${[...ids]}::uuid[]) and live_version is not null`.execute(db);
  return new Map(rows.map(row => [row.id, row.path]));
}

export async function liveCount(db: Queries, scope: PublicScope = everything): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from document d
    where ${inScope(scope)} and d.live_version is not null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Addresses of live items, the oldest document first, in parts of a fixed size counted from 1: for the sitemap. */
export async function livePart(db: Queries, part: number, size: number, scope: PublicScope = everything) {
  const { rows } = await sql<{ path: string; releasedAt: Date }>`
    select d.path, d.released_at as "releasedAt" from document d where ${inScope(scope)} and d.live_version is not null
    order by d.created_at, d.id limit ${size} offset ${(part - 1) * size}`.execute(db);
  return rows;
}

/** How a file stands before the public: on a live page, once on one that is withdrawn or replaced, or never. */
export async function fileStanding(
  db: Queries,
  digest: string,
  name: string,
): Promise<'public' | 'withdrawn' | 'unknown'> {
  // The same bytes may hang on two items under two names: each address lives and dies with its own item. A picture has
  // no name of its own.
  const named = sql`a.file_digest = ${digest}
    and (a.name = ${name} or a.position >= ${sql.lit(firstPicturePosition)})`;
  const live = await sql`select 1 from attachment a join document d on d.id = a.document_id
    and d.live_version = a.version_no where ${named} limit 1`.execute(db);
  if (live.rows.length > 0) return 'public';
  const { rows } = await sql`select 1 from attachment a join version v
    on v.document_id = a.document_id and v.no = a.version_no
    where ${named} and v.released_at is not null limit 1`.execute(db);
  return rows.length > 0 ? 'withdrawn' : 'unknown';
}

/** Is there any item of a demonstration? */
export async function hasDemoDocuments(db: Queries): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from document where is_demo) as there`.execute(db);
  return rows[0]?.there ?? false;
}

/** Is there any item that is not of a demonstration? */
export async function hasRealDocuments(db: Queries): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from document where not is_demo) as there`.execute(db);
  return rows[0]?.there ?? false;
}

/** Is there any item at all, public or not? */
export async function hasDocuments(db: Queries): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select exists (select 1 from document) as there`.execute(db);
  return rows[0]?.there ?? false;
}
