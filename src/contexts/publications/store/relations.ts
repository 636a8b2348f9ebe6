import { sql } from 'kysely';
import { later, type Queries } from '../../../platform/database/database.ts';
import type { Relation, RelationKind } from '../contract/relations.ts';
import type { ItemKind } from '../contract.ts';
import type { Trx } from '../ports.ts';
import type { RelationTarget } from '../rules/normative-relations.ts';
import { type CitedName, nameOfNumber, namesOf } from '../rules/relations.ts';

/** What a released version says of other documents: relations it declares, documents its text cites. */

export interface ReadVersion {
  readonly id: string;
  readonly no: number;
  readonly kind: ItemKind;
  readonly title: string;
  readonly documentNo: string;
  readonly relations: readonly Relation[];
  readonly citations: readonly CitedName[];
}

/** Keeps what was read of a released version; reading it again changes nothing. */
export async function recordReading(trx: Trx, read: ReadVersion): Promise<void> {
  const { id, no, citations, relations } = read;
  await later(
    trx,
    sql`with c as (
      insert into citation (document_id, version_no, key, words)
      select ${id}::uuid, ${no}, t.key, t.words
      from unnest(${citations.map(each => each.key)}::text[], ${citations.map(each => each.words)}::text[]) as t (key, words)
      on conflict do nothing
    ) insert into citation_read (document_id, version_no) values (${id}::uuid, ${no}) on conflict do nothing`,
  );
  if (read.kind === 'normative-document') {
    const names = namesOf(read);
    await later(
      trx,
      sql`insert into normative_name (document_id, key, words)
        select ${id}::uuid, t.key, t.words
        from unnest(${names.map(each => each.key)}::text[], ${names.map(each => each.words)}::text[]) as t (key, words)
        on conflict do nothing`,
    );
  }
  const rows = relations.map((each, position) => {
    const byNumber = nameOfNumber(each.documentNo);
    const name = byNumber ?? namesOf({ title: each.title, documentNo: '' })[0] ?? { key: '', words: '' };
    return { ...each, ...name, position };
  });
  if (rows.length === 0) return;
  await later(
    trx,
    sql`insert into document_relation (act_id, act_version_no, position, kind, target_id, target_title, target_number,
        target_key, target_words, on_day)
      select ${id}::uuid, ${no}, r.position, r.kind, r."documentId"::uuid, r.title, r."documentNo", r.key, r.words,
        r."on"::date
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (position integer, kind text, "documentId" text,
        title text, "documentNo" text, key text, words text, "on" text)
      on conflict do nothing`,
  );
}

/** Of documents picked from here: what they are, and whether the public sees them. */
export async function relationTargets(
  db: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RelationTarget>> {
  const known = ids.filter(id => /^[0-9a-f-]{36}$/i.test(id));
  if (known.length === 0) return new Map();
  const { rows } = await sql<{ id: string; kind: ItemKind; isPublic: boolean }>`
    select id, kind, first_released_at is not null as "isPublic" from document
    where id = any(${known}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, kind, isPublic }) => [id, { kind, isPublic }]));
}

/** Released versions that count and were not read yet, e.g. from before there were citations. */
export async function unreadVersions(
  db: Queries,
  most: number,
): Promise<{ id: string; no: number; kind: ItemKind }[]> {
  const { rows } = await sql<{ id: string; no: number; kind: ItemKind }>`
    select v.document_id as id, v.no, d.kind from version v join document d on d.id = v.document_id
    where v.released_at is not null and (v.no = d.live_version or d.kind = 'normative-document')
      and not exists (select 1 from citation_read r where r.document_id = v.document_id and r.version_no = v.no)
    order by v.document_id, v.no limit ${most}`.execute(db);
  return rows;
}

/** A relation bound to a document here: as it was picked, or by its number or title. */
const boundTo = sql`(r.target_id = n.id or (r.target_id is null and exists (select 1 from normative_name m
  where m.document_id = n.id and m.key = r.target_key and m.words = r.target_words)))`;

/** Documents here that any public version of this one declares a relation to. */
export async function targetsOf(db: Queries, actId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(r.target_id, m.document_id) as id from document_relation r
    left join normative_name m on r.target_id is null and m.key = r.target_key and m.words = r.target_words
    where r.act_id = ${actId}::uuid and coalesce(r.target_id, m.document_id) is not null
    order by 1`.execute(db);
  return rows.map(row => row.id);
}

/** Documents with a public version that declares a relation to one of these, or whose text cites one. */
export async function mentioning(db: Queries, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct c.document_id as id from normative_name m
      join citation c on c.key = m.key and right(c.words, length(m.words)) = m.words
      join document d on d.id = c.document_id and d.live_version = c.version_no
      where m.document_id = any(${[...ids]}::uuid[])
    union
    select r.act_id from document_relation r join unnest(${[...ids]}::uuid[]) as n (id) on ${boundTo}
    order by 1`.execute(db);
  return rows.map(row => row.id);
}

/** Documents whose live text cites what this act declares a relation to but what is not published here. */
export async function mentioningOutside(db: Queries, actId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct c.document_id as id from document_relation r
      join citation c on c.key = r.target_key and right(c.words, length(r.target_words)) = r.target_words
      join document d on d.id = c.document_id and d.live_version = c.version_no
    where r.act_id = ${actId}::uuid and r.target_id is null and r.target_key <> ''
      and r.kind in ('amends', 'repeals', 'expires')
    order by 1`.execute(db);
  return rows.map(row => row.id);
}

export interface FoundCitation {
  readonly key: string;
  readonly words: string;
  readonly targetId: string;
  readonly madeOn: string;
  /** Length of the agency's code that was met: the longest one is meant. */
  readonly codeLength: number;
}

const madeOn = sql`coalesce(p.metadata->>'writtenOn',
  to_char(d.first_released_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'))`;

/** The newest version that is or was public. */
export const lastPublic = sql`join lateral (select p.* from version p where p.document_id = d.id
  and p.state in ('released', 'withdrawn', 'superseded') order by p.no desc limit 1) p on true`;

/** Normative documents here that names may mean. What was published in error is none. */
export async function documentsNamed(db: Queries, names: readonly CitedName[]): Promise<FoundCitation[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<FoundCitation>`
    select distinct t.key, t.words, m.document_id as "targetId", ${madeOn} as "madeOn",
      length(m.words) as "codeLength"
    from unnest(${names.map(each => each.key)}::text[], ${names.map(each => each.words)}::text[]) as t (key, words)
    join normative_name m on m.key = t.key and right(t.words, length(m.words)) = m.words
    join document d on d.id = m.document_id ${lastPublic}
    left join withdrawal w on w.document_id = d.id
    where w.kind is null or w.kind <> 'published-in-error'`.execute(db);
  return rows;
}

/** What the live version of a document cites. */
export async function citationsOf(db: Queries, documentId: string): Promise<CitedName[]> {
  const { rows } = await sql<CitedName>`
    select c.key, c.words from citation c join document d on d.id = c.document_id and d.live_version = c.version_no
    where c.document_id = ${documentId}::uuid order by c.key, c.words`.execute(db);
  return rows;
}

export interface OutsideRepeal {
  readonly kind: RelationKind;
  readonly title: string;
  readonly documentNo: string;
  readonly on: string;
  readonly actId: string;
}

/** Documents that are not here, cited under these names and amended or ended by an act that is live here. */
export async function outsideRepeals(db: Queries, names: readonly CitedName[]): Promise<OutsideRepeal[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<OutsideRepeal>`
    select distinct on (r.target_key, r.target_words) r.kind, r.target_title as title, r.target_number as "documentNo",
      coalesce(to_char(r.on_day, 'YYYY-MM-DD'), v.metadata->>'effectiveOn',
        to_char(v.released_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')) as "on", r.act_id as "actId"
    from unnest(${names.map(each => each.key)}::text[], ${names.map(each => each.words)}::text[]) as t (key, words)
    join document_relation r on r.target_id is null and r.target_key = t.key
      and right(t.words, length(r.target_words)) = r.target_words
    join document d on d.id = r.act_id and d.live_version = r.act_version_no
    join version v on v.document_id = r.act_id and v.no = r.act_version_no
    where r.kind in ('amends', 'repeals', 'expires')
      and not exists (select 1 from normative_name m where m.key = r.target_key and m.words = r.target_words)
    order by r.target_key, r.target_words, r.kind desc, "on"`.execute(db);
  return rows;
}

export interface LinkRow {
  readonly kind: RelationKind;
  readonly isAct: boolean;
  readonly otherId: string | null;
  readonly title: string;
  readonly documentNo: string;
  readonly path: string | null;
  readonly on: string | null;
}

/** Relations of a document in both directions, by live acts; interpretations of its package among them. */
export async function linksOf(db: Queries, documentId: string): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select distinct r.kind, true as "isAct", coalesce(r.target_id, m.document_id) as "otherId",
      coalesce(p.title, r.target_title) as title, coalesce(p.metadata->>'documentNo', r.target_number) as "documentNo",
      case when d.live_version is null then null else d.path end as path, to_char(r.on_day, 'YYYY-MM-DD') as "on"
    from document a join document_relation r on r.act_id = a.id and r.act_version_no = a.live_version
    left join normative_name m on r.target_id is null and m.key = r.target_key and m.words = r.target_words
    left join document d on d.id = coalesce(r.target_id, m.document_id)
    left join lateral (select x.title, x.metadata from version x where x.document_id = d.id
      and x.state in ('released', 'withdrawn', 'superseded') order by x.no desc limit 1) p on true
    where a.id = ${documentId}::uuid
    union
    select r.kind, false, d.id, v.title, coalesce(v.metadata->>'documentNo', ''), d.path, to_char(r.on_day, 'YYYY-MM-DD')
    from (select ${documentId}::uuid as id) n join document_relation r on ${boundTo}
    join document d on d.id = r.act_id and d.live_version = r.act_version_no
    join version v on v.document_id = d.id and v.no = d.live_version
    union
    select 'interprets', false, d.id, v.title, coalesce(v.metadata->>'documentNo', ''), d.path, null
    from package_member k join document d on d.id = k.document_id
    join version v on v.document_id = d.id and v.no = d.live_version
    where k.policy_id = ${documentId}::uuid
    union
    select 'interprets', true, d.id, v.title, coalesce(v.metadata->>'documentNo', ''), d.path, null
    from package_member k join document d on d.id = k.policy_id
    join version v on v.document_id = d.id and v.no = d.live_version
    where k.document_id = ${documentId}::uuid
    order by 1, 4`.execute(db);
  return rows;
}
