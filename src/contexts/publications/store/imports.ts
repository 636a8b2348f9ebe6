import { type RawBuilder, sql } from 'kysely';
import { later, type Queries } from '../../../platform/database/database.ts';
import type { ImportCounts, ImportFinding, ImportMark } from '../contract/importing.ts';
import type { AttachmentView, ItemMetadata, Verdict } from '../contract.ts';
import type { Trx } from '../ports.ts';
import type { CitedName } from '../rules/relations.ts';
import { firstPicturePosition } from './rows.ts';

/** Bulk writing of imported articles: one statement for each table, whatever the size of the batch. */

export interface StoredRun extends ImportCounts {
  readonly id: string;
  readonly origin: string;
  readonly sourceName: string;
  readonly sourceSize: number;
  readonly doneSize: number;
  readonly decision: string;
  readonly staffId: string;
  readonly startedAt: Date;
  readonly movedAt: Date;
  readonly finishedAt: Date | null;
}

const runColumns = sql`id, origin, source_name as "sourceName", source_size as "sourceSize", done_size as "doneSize",
  decision, staff_id as "staffId", started_at as "startedAt", moved_at as "movedAt", finished_at as "finishedAt",
  position, published, drafted, known, refused`;

export interface NewRun {
  readonly id: string;
  readonly origin: string;
  readonly sourceDigest: string;
  readonly sourceName: string;
  readonly sourceSize: number;
  readonly decision: string;
  readonly staffId: string;
  readonly at: Date;
}

/** The run of this source, begun now or before; held until the transaction ends. */
export async function openRun(
  trx: Trx,
  run: NewRun,
): Promise<{ readonly run: StoredRun; readonly isNew: boolean }> {
  const made = await sql<StoredRun>`
    insert into import_run (id, origin, source_digest, source_name, source_size, decision, staff_id, started_at, moved_at)
    values (${run.id}::uuid, ${run.origin}, ${run.sourceDigest}, ${run.sourceName}, ${run.sourceSize}, ${run.decision},
      ${run.staffId}::uuid, ${run.at}::timestamptz, ${run.at}::timestamptz)
    on conflict (origin, source_digest) do nothing returning ${runColumns}`.execute(trx);
  if (made.rows[0] !== undefined) return { run: made.rows[0], isNew: true };
  const { rows } = await sql<StoredRun>`select ${runColumns} from import_run
    where origin = ${run.origin} and source_digest = ${run.sourceDigest} for update`.execute(trx);
  return { run: rows[0]!, isNew: false };
}

export async function findRun(db: Queries, id: string): Promise<StoredRun | undefined> {
  const { rows } = await sql<StoredRun>`select ${runColumns} from import_run where id = ${id}::uuid`.execute(
    db,
  );
  return rows[0];
}

/** The newest first. */
export async function listRuns(db: Queries, most: number): Promise<StoredRun[]> {
  const { rows } = await sql<StoredRun>`select ${runColumns} from import_run
    order by started_at desc, id limit ${most}`.execute(db);
  return rows;
}

/** Where a run stands, held until the transaction ends, with everything of its old site; nothing once it is finished. */
export async function holdRun(trx: Trx, run: Pick<StoredRun, 'id' | 'origin'>): Promise<number | undefined> {
  await sql`select pg_advisory_xact_lock(4715, hashtext(${run.origin}))`.execute(trx);
  const { rows } = await sql<{ position: number }>`select position from import_run
    where id = ${run.id}::uuid and finished_at is null for update`.execute(trx);
  return rows[0]?.position;
}

/** The run moves on by a batch. */
export async function moveRun(
  trx: Trx,
  id: string,
  moved: ImportCounts & { readonly doneSize: number; readonly at: Date },
): Promise<void> {
  await later(
    trx,
    sql`update import_run set position = ${moved.position}, done_size = ${moved.doneSize},
      published = published + ${moved.published}, drafted = drafted + ${moved.drafted},
      known = known + ${moved.known}, refused = refused + ${moved.refused}, moved_at = ${moved.at}::timestamptz
    where id = ${id}::uuid`,
  );
}

export async function finishRun(trx: Trx, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`update import_run set finished_at = ${at}::timestamptz, done_size = source_size,
    moved_at = ${at}::timestamptz where id = ${id}::uuid and finished_at is null returning id`.execute(trx);
  return rows.length > 0;
}

/** Articles of this old site that are here already, and the run that brought each. */
export async function knownArticles(
  db: Queries,
  origin: string,
  oldIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (oldIds.length === 0) return new Map();
  const { rows } = await sql<{ oldId: string; runId: string }>`
    select old_id as "oldId", run_id as "runId" from imported_article
    where origin = ${origin} and old_id = any(${[...oldIds]}::text[])`.execute(db);
  return new Map(rows.map(row => [row.oldId, row.runId]));
}

/** Of these paths, index numbers and old addresses (`host address`): which are taken. */
export async function takenNames(
  db: Queries,
  asked: {
    readonly paths: readonly string[];
    readonly indexNos: readonly string[];
    readonly addresses: readonly string[];
  },
): Promise<{ readonly [name in keyof typeof asked]: ReadonlySet<string> }> {
  const { rows } = await sql<{ kind: keyof typeof asked; name: string }>`
    select 'paths' as kind, path as name from document where path = any(${[...asked.paths]}::text[])
    union all
    select 'indexNos', index_no from document where index_no = any(${[...asked.indexNos]}::text[])
    union all
    select 'addresses', host || ' ' || address from old_address
      where (address, host) in (select substr(t, strpos(t, ' ') + 1), substr(t, 1, strpos(t, ' ') - 1)
        from unnest(${[...asked.addresses]}::text[]) as t)`.execute(db);
  const of = (kind: keyof typeof asked) =>
    new Set(rows.filter(row => row.kind === kind).map(row => row.name));
  return { paths: of('paths'), indexNos: of('indexNos'), addresses: of('addresses') };
}

/**
 * Takes serials of series: the last one given out after it was raised to `atLeast` (numbers kept from the old site) and
 * by `count`. The series are held until the transaction ends.
 */
export async function takeSerials(
  trx: Trx,
  series: readonly { readonly scope: string; readonly atLeast: number; readonly count: number }[],
): Promise<ReadonlyMap<string, number>> {
  if (series.length === 0) return new Map();
  // In one order everywhere, or two imports could wait for each other.
  const rows = [...series].sort((a, b) => (a.scope < b.scope ? -1 : 1));
  const wanted = sql`json_to_recordset(${JSON.stringify(rows)}::json) as t (scope text, "atLeast" integer, count integer)`;
  await sql`insert into index_number_counter (scope, last_no) select scope, 0 from ${wanted}
    on conflict (scope) do nothing`.execute(trx);
  const answer = await sql<{ scope: string; last_no: number }>`
    with held as (
      select c.scope, greatest(c.last_no, t."atLeast") + t.count as last_no
      from ${wanted} join index_number_counter c using (scope) order by c.scope for update of c
    )
    update index_number_counter c set last_no = held.last_no from held where c.scope = held.scope
    returning c.scope, c.last_no`.execute(trx);
  return new Map(answer.rows.map(row => [row.scope, row.last_no]));
}

export interface ImportedRow {
  readonly id: string;
  readonly oldId: string;
  readonly kind: string;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly path: string;
  readonly indexNo: string | null;
  /** Null: it stays a draft. */
  readonly publishedAt: Date | null;
  readonly isDemo: boolean;
  readonly mark: ImportMark | null;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: ItemMetadata;
  readonly digest: string;
  readonly attachments: readonly AttachmentView[];
  /** Digests of the files shown as pictures. */
  readonly pictures: readonly string[];
  readonly verdict: Verdict;
  readonly citations: readonly CitedName[];
  readonly address: { readonly host: string; readonly address: string } | null;
}

function recordset(rows: readonly object[], columns: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as t (${columns})`;
}

async function insertDocuments(
  trx: Trx,
  rows: readonly ImportedRow[],
  staffId: string,
  at: Date,
): Promise<void> {
  const documents = rows.map(row => ({
    ...{ id: row.id, kind: row.kind, column_id: row.columnId, owner: row.ownerUnitId, path: row.path },
    ...{ index_no: row.indexNo, published: row.publishedAt, demo: row.isDemo, mark: row.mark },
  }));
  await later(
    trx,
    sql`insert into document (id, kind, column_id, owner_unit_id, path, index_no, live_version, draft_version,
        first_released_at, released_at, is_demo, imported, created_by, created_at)
      select id, kind, column_id, owner, path, index_no, case when published is null then null else 1 end,
        case when published is null then 1 end, published, published, demo, mark, ${staffId}::uuid, ${at}::timestamptz
      from ${recordset(
        documents,
        sql`id uuid, kind text, column_id text, owner text, path text, index_no text, published timestamptz,
          demo boolean, mark jsonb`,
      )}`,
  );
}

async function insertVersions(
  trx: Trx,
  rows: readonly ImportedRow[],
  staffId: string,
  at: Date,
): Promise<void> {
  const versions = rows.map(({ id, publishedAt, title, summary, bodyHtml, metadata, digest }) => ({
    ...{ id, published: publishedAt, title, summary, body: bodyHtml, metadata, digest },
  }));
  await later(
    trx,
    sql`insert into version (document_id, no, state, title, summary, body_html, metadata, digest, drafters, changed_by,
        changed_at, released_at, released_by)
      select id, 1, case when published is null then 'draft' else 'released' end, title, summary, body, metadata, digest,
        array[${staffId}::uuid], ${staffId}::uuid, ${at}::timestamptz, published,
        case when published is null then null else ${staffId}::uuid end
      from ${recordset(
        versions,
        sql`id uuid, published timestamptz, title text, summary text, body text, metadata jsonb, digest text`,
      )}`,
  );
  const verdicts = rows.map(({ id, digest, verdict }) => ({
    ...{ id, digest, verdict: verdict.verdict, findings: { findings: verdict.findings } },
  }));
  await later(
    trx,
    sql`insert into gate_verdict (document_id, version_no, digest, verdict, findings, checked_at)
      select id, 1, digest, verdict, findings, ${at}::timestamptz
      from ${recordset(verdicts, sql`id uuid, digest text, verdict text, findings jsonb`)}`,
  );
}

async function insertFiles(trx: Trx, rows: readonly ImportedRow[]): Promise<void> {
  const files = rows.flatMap(({ id, attachments, pictures }) => [
    ...attachments.map((file, place) => ({ id, place, digest: file.fileDigest, name: file.name })),
    ...pictures.map((digest, i) => ({ id, place: firstPicturePosition + i, digest, name: '正文图片' })),
  ]);
  if (files.length === 0) return;
  await later(
    trx,
    sql`insert into attachment (document_id, version_no, position, file_digest, name)
      select id, 1, place, digest, name
      from ${recordset(files, sql`id uuid, place integer, digest text, name text`)}`,
  );
}

/** What public texts cite is read at once: the sweep that reads what was never read would do it item by item. */
async function insertCitations(trx: Trx, rows: readonly ImportedRow[]): Promise<void> {
  const released = rows.filter(each => each.publishedAt !== null);
  const cited = released.flatMap(({ id, citations }) => citations.map(name => ({ id, ...name })));
  if (cited.length > 0)
    await later(
      trx,
      sql`insert into citation (document_id, version_no, key, words)
        select id, 1, key, words from ${recordset(cited, sql`id uuid, key text, words text`)} on conflict do nothing`,
    );
  await later(
    trx,
    sql`insert into citation_read (document_id, version_no)
      select id, 1 from unnest(${released.map(each => each.id)}::uuid[]) as t (id)`,
  );
}

/** Everything of a batch but what follows from it elsewhere. */
export async function insertImported(
  trx: Trx,
  run: { readonly id: string; readonly origin: string; readonly staffId: string; readonly at: Date },
  rows: readonly ImportedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await insertDocuments(trx, rows, run.staffId, run.at);
  await insertVersions(trx, rows, run.staffId, run.at);
  await insertFiles(trx, rows);
  await insertCitations(trx, rows);
  await later(
    trx,
    sql`insert into imported_article (origin, old_id, document_id, run_id)
      select ${run.origin}, "oldId", id, ${run.id}::uuid
      from ${recordset(
        rows.map(({ id, oldId }) => ({ id, oldId })),
        sql`id uuid, "oldId" text`,
      )}`,
  );
  const addresses = rows.flatMap(({ id, address }) => (address === null ? [] : { id, ...address }));
  if (addresses.length > 0)
    await later(
      trx,
      sql`insert into old_address (address, host, document_id)
        select address, host, id from ${recordset(addresses, sql`id uuid, address text, host text`)}`,
    );
}

export async function insertFindings(
  trx: Trx,
  runId: string,
  findings: readonly ImportFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  await later(
    trx,
    sql`insert into import_finding (run_id, place, where_words, kind, title, document_id, words)
      select ${runId}::uuid, place, "where", kind, title, "documentId",
        array(select json_array_elements_text(words))
      from ${recordset(
        findings,
        sql`place bigint, "where" text, kind text, title text, "documentId" uuid, words json`,
      )}`,
  );
}

/** One page of a report, in the order of the source. Pages count from 1. */
export async function listFindings(
  db: Queries,
  runId: string,
  { kind, page, size }: { readonly kind?: string | undefined; readonly page: number; readonly size: number },
): Promise<{ readonly findings: ImportFinding[]; readonly count: number }> {
  const where = sql`run_id = ${runId}::uuid and (${kind ?? null}::text is null or kind = ${kind ?? null})`;
  const [found, counted] = await Promise.all([
    sql<ImportFinding>`select place, where_words as "where", kind, title, document_id as "documentId", words
      from import_finding where ${where} order by place limit ${size} offset ${(page - 1) * size}`.execute(
      db,
    ),
    sql<{ count: number }>`select count(*) as count from import_finding where ${where}`.execute(db),
  ]);
  return { findings: found.rows, count: counted.rows[0]?.count ?? 0 };
}

/** Findings after a place, in order: for a report of any length. */
export async function findingsAfter(
  db: Queries,
  runId: string,
  place: number,
  most: number,
): Promise<ImportFinding[]> {
  const { rows } = await sql<ImportFinding>`
    select place, where_words as "where", kind, title, document_id as "documentId", words from import_finding
    where run_id = ${runId}::uuid and place > ${place} order by place limit ${most}`.execute(db);
  return rows;
}

/** Every old address whose document is or was public, by address and host. */
export async function allOldAddresses(
  db: Queries,
): Promise<{ readonly host: string; readonly address: string; readonly path: string }[]> {
  const { rows } = await sql<{ host: string; address: string; path: string }>`
    select a.host, a.address, d.path from old_address a join document d on d.id = a.document_id
    where d.live_version is not null or d.withdrawn_at is not null order by a.address, a.host`.execute(db);
  return rows;
}

/** Where a document of an old address is now; nothing while it is a draft. `addresses`: the nearest first. */
export async function documentAt(
  db: Queries,
  addresses: readonly string[],
  host: string,
): Promise<{ readonly path: string; readonly isWithdrawn: boolean } | undefined> {
  if (addresses.length === 0) return undefined;
  const { rows } = await sql<{ path: string; isWithdrawn: boolean }>`
    select d.path, d.withdrawn_at is not null as "isWithdrawn"
    from old_address a join document d on d.id = a.document_id
    where a.address = any(${[...addresses]}::text[]) and (d.live_version is not null or d.withdrawn_at is not null)
    order by array_position(${[...addresses]}::text[], a.address), a.host = ${host} desc, a.host
    limit 1`.execute(db);
  return rows[0];
}
