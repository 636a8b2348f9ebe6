import { type RawBuilder, sql } from 'kysely';
import { later, type Queries } from '../../../platform/database/database.ts';
import type { GazetteQuery } from '../contract.ts';
import type { Trx } from '../ports.ts';
import type { GazetteState } from '../rules/gazette.ts';

/** Normative documents on their way into the gazette. */

export interface StoredGazetteNote {
  readonly id: string;
  readonly documentId: string;
  readonly versionNo: number;
  readonly title: string;
  readonly documentNo: string;
  readonly path: string;
  readonly ownerUnitId: string;
  readonly liveVersion: number | null;
  readonly gazette: string;
  readonly state: GazetteState;
  readonly pickedOn: string;
  readonly handedOverOn: string | null;
  readonly issue: string | null;
  readonly page: string | null;
  readonly publishedOn: string | null;
  readonly reason: string | null;
  readonly evidenceDigest: string | null;
  readonly evidenceName: string | null;
  readonly revision: number;
}

const columns = sql`g.id, g.document_id as "documentId", g.version_no as "versionNo", v.title,
  coalesce(v.metadata->>'documentNo', '') as "documentNo", d.path, d.owner_unit_id as "ownerUnitId",
  d.live_version as "liveVersion", g.gazette, g.state, to_char(g.picked_on, 'YYYY-MM-DD') as "pickedOn",
  to_char(g.handed_over_on, 'YYYY-MM-DD') as "handedOverOn", g.issue, g.page,
  to_char(g.published_on, 'YYYY-MM-DD') as "publishedOn", g.reason, g.evidence_digest as "evidenceDigest",
  g.evidence_name as "evidenceName", g.revision`;
const source = sql`gazette_note g join document d on d.id = g.document_id
  join version v on v.document_id = g.document_id and v.no = g.version_no`;

function conditions(query: GazetteQuery): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (query.state) all.push(sql`g.state = any(${query.state.split(',')}::text[])`);
  if (query.year) all.push(sql`to_char(g.picked_on, 'YYYY') = ${query.year}`);
  if (query.q) {
    const like = `%${query.q.replace(/[\\%_]/g, char => `\\${char}`)}%`;
    all.push(
      sql`(v.title ilike ${like} or v.metadata->>'documentNo' ilike ${like} or g.issue ilike ${like} or g.gazette ilike ${like})`,
    );
  }
  return sql.join(all, sql` and `);
}

export async function gazetteNotes(db: Queries, query: GazetteQuery) {
  const where = conditions(query);
  const [page, count] = await Promise.all([
    sql<StoredGazetteNote>`select ${columns} from ${source} where ${where}
      order by g.picked_on desc, g.id limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(
      db,
    ),
    sql<{ count: number }>`select count(*) as count from ${source} where ${where}`.execute(db),
  ]);
  return { notes: page.rows, count: count.rows[0]?.count ?? 0 };
}

export async function gazetteNote(db: Queries, id: string): Promise<StoredGazetteNote | undefined> {
  const { rows } =
    await sql<StoredGazetteNote>`select ${columns} from ${source} where g.id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** The note, held until the transaction ends. */
export async function lockGazetteNote(trx: Trx, id: string): Promise<StoredGazetteNote | undefined> {
  await later(trx, sql`select from gazette_note where id = ${id}::uuid for update`);
  return gazetteNote(trx, id);
}

/** Live normative documents that wait in no gazette and are printed in none, the newest first. */
export async function pickableDocuments(db: Queries) {
  const { rows } = await sql<{ id: string; title: string; documentNo: string; releasedOn: string }>`
    select d.id, v.title, coalesce(v.metadata->>'documentNo', '') as "documentNo",
      to_char(d.first_released_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "releasedOn"
    from document d join version v on v.document_id = d.id and v.no = d.live_version
    where d.kind = 'normative-document' and not exists (select 1 from gazette_note g where g.document_id = d.id
      and g.state not in ('refused', 'dropped'))
    order by d.first_released_at desc, d.id limit 500`.execute(db);
  return rows;
}

export interface PickedDocument {
  readonly noteId: string;
  readonly documentId: string;
}

/** Picks live normative documents; answers those that are picked now, absent what is picked already or not live. */
export async function insertGazetteNotes(
  trx: Trx,
  picked: readonly PickedDocument[],
  note: { gazette: string; staffId: string; on: string; at: Date },
): Promise<string[]> {
  const { rows } = await sql<{ documentId: string }>`
    insert into gazette_note (id, document_id, version_no, gazette, state, picked_by, picked_on, changed_at)
    select t.id, d.id, d.live_version, ${note.gazette}, 'picked', ${note.staffId}::uuid, ${note.on}::date,
      ${note.at}::timestamptz
    from unnest(${picked.map(each => each.noteId)}::uuid[], ${picked.map(each => each.documentId)}::uuid[]) as t (id, document_id)
    join document d on d.id = t.document_id and d.kind = 'normative-document' and d.live_version is not null
    on conflict do nothing returning document_id as "documentId"`.execute(trx);
  return rows.map(row => row.documentId);
}

export interface GazetteWrite {
  readonly state: GazetteState;
  readonly handedOverOn: string | null;
  readonly issue: string | null;
  readonly page: string | null;
  readonly publishedOn: string | null;
  readonly reason: string | null;
  readonly evidence: { readonly digest: string; readonly name: string } | null;
  readonly at: Date;
}

export async function writeGazetteNote(trx: Trx, id: string, write: GazetteWrite): Promise<void> {
  await later(
    trx,
    sql`update gazette_note set state = ${write.state}, handed_over_on = ${write.handedOverOn}::date,
      issue = ${write.issue}, page = ${write.page}, published_on = ${write.publishedOn}::date, reason = ${write.reason},
      evidence_digest = ${write.evidence?.digest ?? null}, evidence_name = ${write.evidence?.name ?? null},
      revision = revision + 1, changed_at = ${write.at}::timestamptz where id = ${id}::uuid`,
  );
}
