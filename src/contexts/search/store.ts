/** All SQL of the search. Vectors and queries arrive as literals and are cast: no parser of the database is used. */
import { type RawBuilder, sql } from 'kysely';
import { type Database, later, type Queries, transaction } from '../../platform/database/database.ts';
import type { FacetName, SearchableThing } from './contract.ts';

/** The count stops here; more is "more than 10 000". */
export const countCap = 10_000;
/** Up to this many hits all are ranked. */
export const fullyRanked = 2_000;
/** Of more hits, those in the title come first: so many newest of them are ranked. */
export const rankedTitles = 2_000;
/** Then hits in the text, newest first, ranked among each stretch of so many. */
export const textStretch = 300;

export async function upsertEntry(
  queries: Queries,
  thing: SearchableThing,
  vectors: { readonly title: string; readonly full: string },
): Promise<void> {
  await later(
    queries,
    sql`insert into search_entry (subject_kind, subject_id, path, title, text, kind, column_id, unit_id,
      document_no, index_no, validity, published_at, title_vector, full_vector)
    values (${thing.subjectKind}, ${thing.subjectId}, ${thing.path}, ${thing.title}, ${thing.text},
      ${thing.kind}, ${thing.columnId}, ${thing.unitId}, ${thing.documentNo}, ${thing.indexNo},
      ${thing.validity}, ${thing.publishedAt}, ${vectors.title}::tsvector, ${vectors.full}::tsvector)
    on conflict (subject_kind, subject_id) do update set path = excluded.path, title = excluded.title,
      text = excluded.text, kind = excluded.kind, column_id = excluded.column_id, unit_id = excluded.unit_id,
      document_no = excluded.document_no, index_no = excluded.index_no, validity = excluded.validity,
      published_at = excluded.published_at, title_vector = excluded.title_vector,
      full_vector = excluded.full_vector`,
  );
}

const wordIndexes = ['search_entry_full', 'search_entry_title'] as const;

/**
 * Whether new entries are gathered before they go into the indexes of words. Gathered, 250 at once cost a sixth of what
 * they cost one by one; but a search reads through what is gathered, so this is for bulk writing only. Nothing happens
 * where the indexes are busy.
 */
export async function gatherEntries(database: Database, isOn: boolean): Promise<void> {
  try {
    await transaction(database, async trx => {
      await sql`set local lock_timeout = '3s'`.execute(trx);
      for (const name of wordIndexes)
        await sql`alter index ${sql.ref(name)} set (fastupdate = ${sql.lit(isOn)})`.execute(trx);
    });
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error;
  }
}

/** What was gathered goes into the indexes. */
export async function placeGathered(queries: Queries): Promise<void> {
  for (const name of wordIndexes) await later(queries, sql`select gin_clean_pending_list(${name}::regclass)`);
}

/** Things that are not in the index yet, in one statement. */
export async function insertEntries(
  queries: Queries,
  entries: readonly {
    readonly thing: SearchableThing | PartEntry;
    readonly vectors: { readonly title: string; readonly full: string };
  }[],
): Promise<void> {
  const rows = entries.map(({ thing: { parts: _parts, ...thing }, vectors }) => ({
    ...{ belongsTo: '', collection: '', rank: '', attachment: '' },
    ...thing,
    title_vector: vectors.title,
    full: vectors.full,
  }));
  await later(
    queries,
    sql`insert into search_entry (subject_kind, subject_id, path, title, text, kind, column_id, unit_id,
      document_no, index_no, validity, published_at, title_vector, full_vector, belongs_to, collection, collection_rank,
      attachment)
    select "subjectKind", "subjectId", path, title, text, kind, "columnId", "unitId", "documentNo", "indexNo", validity,
      "publishedAt"::timestamptz, title_vector::tsvector, "full"::tsvector, "belongsTo", collection, rank,
      attachment
    from json_to_recordset(${JSON.stringify(rows)}::json) as t ("subjectKind" text, "subjectId" text, path text,
      title text, text text, kind text, "columnId" text, "unitId" text, "documentNo" text, "indexNo" text,
      validity text, "publishedAt" text, title_vector text, "full" text,
      "belongsTo" text, collection text, rank text, attachment text)`,
  );
}

/** Takes a thing and what it carries out of the index. */
export async function deleteEntry(queries: Queries, subjectKind: string, subjectId: string): Promise<void> {
  await later(
    queries,
    sql`delete from search_entry where subject_kind = ${subjectKind} and subject_id = ${subjectId}`,
  );
  if (subjectKind !== 'document') return;
  await later(queries, sql`delete from search_shadow where belongs_to = ${subjectId}`);
  await later(queries, sql`delete from search_entry where belongs_to = ${subjectId} and belongs_to <> ''`);
  await later(
    queries,
    sql`with back as (
        select distinct on (s.collection) s.seq, s.entry from search_shadow s
        where not exists (select 1 from search_entry e where e.collection = s.collection)
        order by s.collection, s.collection_rank desc, s.seq desc
      ), moved as (delete from search_shadow where seq in (select seq from back))
      insert into search_entry select (jsonb_populate_record(null::search_entry, entry)).* from back`,
  );
}

/** What this condition finds steps back: it is public, but another item shows the same thing. */
function shadow(queries: Queries, which: RawBuilder<unknown>): Promise<void> {
  return later(
    queries,
    sql`with hidden as (delete from search_entry e where ${which} returning e.*)
      insert into search_shadow (collection, belongs_to, collection_rank, entry)
      select collection, belongs_to, collection_rank, to_jsonb(hidden) from hidden`,
  );
}

/** A part as a row: a thing with what it belongs to. */
export interface PartEntry extends SearchableThing {
  readonly belongsTo: string;
  readonly collection: string;
  /** Empty: a collection that a release replaces for good. */
  readonly rank: string;
  readonly attachment: string;
}

/**
 * What an item carries, in place of what it carried before and of what its collections held before. Of a ranked thing the
 * highest stays shown.
 */
export async function replaceParts(
  queries: Queries,
  documentId: string,
  collections: readonly string[],
  parts: readonly {
    readonly thing: PartEntry;
    readonly vectors: { readonly title: string; readonly full: string };
  }[],
): Promise<void> {
  await later(queries, sql`delete from search_shadow where belongs_to = ${documentId}`);
  await later(queries, sql`delete from search_entry where belongs_to = ${documentId} and belongs_to <> ''`);
  const ranked = parts.flatMap(({ thing }) => (thing.rank === '' ? [] : [thing]));
  const replaced = collections.filter(each => !ranked.some(({ collection }) => collection === each));
  if (replaced.length > 0)
    await later(
      queries,
      sql`delete from search_entry where collection = any(${replaced}::text[]) and collection <> ''`,
    );
  for (const { collection, rank } of ranked)
    await shadow(queries, sql`e.collection = ${collection} and e.collection_rank <= ${rank}`);
  if (parts.length > 0) await insertEntries(queries, parts);
  for (const { collection, rank } of ranked)
    await shadow(
      queries,
      sql`e.collection = ${collection} and e.belongs_to = ${documentId} and exists (
        select 1 from search_entry o where o.collection = ${collection} and o.collection_rank > ${rank})`,
    );
}

/** Which things (without what they carry) are in the index, to find those that no longer are public. */
export async function indexedSubjects(queries: Queries): Promise<{ kind: string; id: string }[]> {
  const { rows } = await sql<{ kind: string; id: string }>`
    select subject_kind as kind, subject_id as id from search_entry where belongs_to = ''`.execute(queries);
  return rows;
}

/** What is asked: a `tsquery` literal (none: everything) and filters. */
export interface Asked {
  readonly query: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  readonly unit?: string | undefined;
  readonly validity?: string | undefined;
  /** Civil year in Shanghai. */
  readonly year?: number | undefined;
}

export interface FoundEntry {
  readonly subjectKind: string;
  readonly kind: string;
  readonly attachment: string;
  readonly subjectId: string;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly documentNo: string;
  readonly indexNo: string;
  readonly columnId: string;
  readonly unitId: string;
  readonly publishedAt: Date;
}

function filters({ columns, kind, unit, validity, year }: Asked): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (columns !== undefined) conditions.push(sql`column_id = any(${[...columns]}::text[])`);
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (unit !== undefined) conditions.push(sql`unit_id = ${unit}`);
  if (validity !== undefined) conditions.push(sql`validity = ${validity}`);
  if (year !== undefined) {
    const start = (y: number) => new Date(`${String(y).padStart(4, '0')}-01-01T00:00:00+08:00`);
    conditions.push(sql`published_at >= ${start(year)} and published_at < ${start(year + 1)}`);
  }
  return sql.join(conditions, sql` and `);
}

type Vector = 'title_vector' | 'full_vector';

function matches(asked: Asked, vector: Vector): RawBuilder<unknown> {
  if (asked.query === undefined) return filters(asked);
  return sql`${sql.ref(vector)} @@ ${asked.query}::tsquery and ${filters(asked)}`;
}

const key = sql`subject_kind, subject_id`;

/**
 * What an item carries stands behind an item that fits as well: its words are few and repeat from entry to entry, so that
 * they would push out the item that explains them. By type: one file or entry among many counts less than a whole.
 */
const partShare = sql`case when belongs_to = '' then 1.0
  when subject_kind in ('attachment', 'register-entry') then 0.3 else 0.8 end`;

function rankOf(vector: Vector, { query }: Asked): RawBuilder<unknown> {
  return sql`ts_rank(${sql.ref(vector)}, ${query}::tsquery) * (${partShare})`;
}
const shown = sql`e.subject_kind as "subjectKind", e.kind, e.attachment, e.subject_id as "subjectId", e.path, e.title, e.text, e.document_no as "documentNo",
  e.index_no as "indexNo", e.column_id as "columnId", e.unit_id as "unitId", e.published_at as "publishedAt"`;

/**
 * The planner would read whole vectors from beside the table for common words, which takes seconds where the index
 * takes milliseconds. For this transaction only.
 */
export async function preferIndexes(queries: Queries): Promise<void> {
  await sql`set local enable_seqscan = off`.execute(queries);
}

/** Of this share on, walking the newest entries and testing each meets hits sooner than collecting all hits. */
const denseShare = 0.05;

/** True if the database expects so many hits that walking by date is the quicker way; measured in bench/search. */
export async function isDense(queries: Queries, asked: Asked): Promise<boolean> {
  const plan = await sql<{ 'QUERY PLAN': readonly { Plan: { 'Plan Rows': number } }[] }>`
    explain (format json) select 1 from search_entry where ${matches(asked, 'full_vector')}`.execute(queries);
  const table = await sql<{ rows: number }>`
    select reltuples as rows from pg_class where oid = 'search_entry'::regclass`.execute(queries);
  const expected = plan.rows[0]!['QUERY PLAN'][0]!.Plan['Plan Rows'];
  return expected >= denseShare * Math.max(1, table.rows[0]!.rows);
}

/** For this transaction only: walk by date, or collect all hits. */
export async function preferWalking(queries: Queries, walk: boolean): Promise<void> {
  await sql`select set_config('enable_bitmapscan', ${walk ? 'off' : 'on'}, true)`.execute(queries);
}

/** Hits, at most one more than the cap. */
export async function countHits(
  queries: Queries,
  asked: Asked,
  vector: Vector,
  cap: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from
    (select 1 from search_entry where ${matches(asked, vector)} limit ${cap + 1}) as hit`.execute(queries);
  return rows[0]!.count;
}

/** All hits ranked, best first. The hits are found before anything is ordered, or the planner walks all dates. */
export async function rankedPage(
  queries: Queries,
  asked: Asked,
  offset: number,
  limit: number,
): Promise<FoundEntry[]> {
  const { rows } = await sql<FoundEntry>`
    with hit as materialized (
      select ${key}, published_at, ${rankOf('full_vector', asked)} as rank
      from search_entry where ${matches(asked, 'full_vector')}
    ), page as (
      select * from hit order by rank desc, published_at desc, subject_id offset ${offset} limit ${limit}
    )
    select ${shown} from page join search_entry e using (${key})
    order by page.rank desc, page.published_at desc, page.subject_id`.execute(queries);
  return rows;
}

/** Hits in the title among the newest of them, ranked. */
export async function titlePage(
  queries: Queries,
  asked: Asked,
  offset: number,
  limit: number,
): Promise<FoundEntry[]> {
  const { rows } = await sql<FoundEntry>`
    with hit as materialized (
      select ${key}, published_at, belongs_to, title_vector from search_entry where ${matches(asked, 'title_vector')}
    ), newest as (
      select * from hit order by published_at desc, subject_id limit ${rankedTitles}
    ), page as (
      select ${key}, published_at, ${rankOf('title_vector', asked)} as rank from newest
      order by rank desc, published_at desc, subject_id offset ${offset} limit ${limit}
    )
    select ${shown} from page join search_entry e using (${key})
    order by page.rank desc, page.published_at desc, page.subject_id`.execute(queries);
  return rows;
}

/** One stretch of the hits that are not in the title, newest first, ranked within the stretch. */
export async function textStretchPage(
  queries: Queries,
  asked: Asked,
  stretch: number,
  offset: number,
  limit: number,
): Promise<FoundEntry[]> {
  const { rows } = await sql<FoundEntry>`
    with newest as materialized (
      select ${key}, published_at, belongs_to, full_vector from search_entry
      where ${matches(asked, 'full_vector')} and not (title_vector @@ ${asked.query}::tsquery)
      order by published_at desc, subject_id offset ${stretch * textStretch} limit ${textStretch}
    ), page as (
      select ${key}, published_at, ${rankOf('full_vector', asked)} as rank from newest
      order by rank desc, published_at desc, subject_id offset ${offset} limit ${limit}
    )
    select ${shown} from page join search_entry e using (${key})
    order by page.rank desc, page.published_at desc, page.subject_id`.execute(queries);
  return rows;
}

/** Newest first; `walk` says that walking by date meets hits quickly. */
export async function newestPage(
  queries: Queries,
  asked: Asked,
  walk: boolean,
  offset: number,
  limit: number,
): Promise<FoundEntry[]> {
  const { rows } = await sql<FoundEntry>`
    with hit as ${walk ? sql`not materialized` : sql`materialized`} (
      select ${key}, published_at from search_entry where ${matches(asked, 'full_vector')}
    ), page as (
      select * from hit order by published_at desc, subject_id offset ${offset} limit ${limit}
    )
    select ${shown} from page join search_entry e using (${key})
    order by page.published_at desc, page.subject_id`.execute(queries);
  return rows;
}

export interface Tally {
  /** Hits, at most one more than `countCap`. */
  readonly count: number;
  readonly facets: readonly { name: Exclude<FacetName, 'area'>; value: string; count: number }[];
}

/**
 * How many hits there are, and how many of them have which column, unit, kind, validity and year; of more than `countCap`,
 * of so many. In one pass, since reading the hits is what takes the time; and before anything is said of walking by date.
 * The database counts combinations, which are few: each value by itself would be five rows to sort for every hit.
 */
export async function tallyHits(queries: Queries, asked: Asked): Promise<Tally> {
  const { rows } = await sql<Record<Exclude<FacetName, 'area'>, string> & { count: number }>`
    with hit as materialized (
      select column_id, unit_id, kind, validity, date_part('year', published_at at time zone 'Asia/Shanghai') as year
      from search_entry where ${matches(asked, 'full_vector')} limit ${countCap + 1}
    )
    select column_id as column, unit_id as unit, kind, validity, year::int::text as year, count(*)::int as count
    from hit group by column_id, unit_id, kind, validity, hit.year`.execute(queries);
  const facets = (['column', 'unit', 'kind', 'validity', 'year'] as const).flatMap(name => {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(row[name], (counts.get(row[name]) ?? 0) + row.count);
    counts.delete('');
    return [...counts]
      .map(([value, count]) => ({ name, value, count: Math.min(count, countCap) }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  });
  return { count: rows.reduce((sum, row) => sum + row.count, 0), facets };
}

/** The newest titles that are public; not those of files and of entries of registers, which are names and no words. */
export async function newestTitles(queries: Queries, limit: number): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`
    select title from search_entry where subject_kind not in ('attachment', 'register-entry')
    order by published_at desc, subject_id limit ${limit}`.execute(queries);
  return rows.map(row => row.title);
}
