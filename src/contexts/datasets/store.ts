import { sql } from 'kysely';
import { AppError } from '../../platform/app-error.ts';
import type { Queries } from '../../platform/database/database.ts';
import type { CellAddress, CheckCode, EditionQuery, EditionState } from './contract.ts';
import type { CellValue } from './rules/table.ts';
import { keyOf } from './rules/table.ts';

/** Editions, their parts, cells and explanations. All SQL of this context. */

export interface StoredPart {
  readonly part: string;
  readonly unitId: string;
  readonly revision: number;
  readonly state: 'open' | 'submitted';
  readonly returnReason: string | null;
  readonly changedByName: string | null;
  readonly changedAt: string | null;
}

export interface StoredEdition {
  readonly id: string;
  readonly datasetId: string;
  readonly period: string;
  readonly revision: number;
  readonly revisionReason: string | null;
  readonly state: EditionState;
  readonly ownerUnitId: string;
  readonly itemId: string | null;
  readonly path: string | null;
  readonly dataDigest: string | null;
  readonly csvDigest: string | null;
  readonly xlsxDigest: string | null;
  readonly releasedAt: string | null;
  readonly withdrawnReason: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
}

export interface StoredExplanation extends CellAddress {
  readonly code: CheckCode;
  readonly words: string;
}

const columns = [
  'id',
  'dataset_id',
  'period',
  'revision',
  'revision_reason',
  'state',
  'owner_unit_id',
  'item_id',
  'path',
  'data_digest',
  'csv_digest',
  'xlsx_digest',
  'released_at',
  'withdrawn_reason',
  'created_at',
  'changed_at',
] as const;

function selectEditions(db: Queries) {
  return db.selectFrom('dataset_edition').select(columns);
}

type EditionRow = Awaited<ReturnType<ReturnType<typeof selectEditions>['executeTakeFirstOrThrow']>>;

function editionOf(row: EditionRow): StoredEdition {
  return {
    id: row.id,
    datasetId: row.dataset_id,
    period: row.period,
    revision: row.revision,
    revisionReason: row.revision_reason,
    state: row.state as EditionState,
    ownerUnitId: row.owner_unit_id,
    itemId: row.item_id,
    path: row.path,
    dataDigest: row.data_digest,
    csvDigest: row.csv_digest,
    xlsxDigest: row.xlsx_digest,
    releasedAt: row.released_at?.toISOString() ?? null,
    withdrawnReason: row.withdrawn_reason,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function checkedId(id: string): string {
  if (!uuid.test(id)) throw new AppError('not-found', { detail: '没有这一期数据。' });
  return id;
}

/** Fault: `not-found`. */
export async function loadEdition(db: Queries, id: string, lock = false): Promise<StoredEdition> {
  const query = selectEditions(db).where('id', '=', checkedId(id));
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', { detail: '没有这一期数据。' });
  return editionOf(row);
}

export async function editionsOf(db: Queries, datasetId: string, period?: string): Promise<StoredEdition[]> {
  const query = selectEditions(db).where('dataset_id', '=', datasetId);
  const rows = await (period === undefined ? query : query.where('period', '=', period))
    .orderBy('period', 'desc')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map(editionOf);
}

/** Open and released periods of every data set. */
export async function openedPeriods(db: Queries): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('dataset_edition').select(['dataset_id', 'period']).distinct().execute();
  return new Set(rows.map(row => `${row.dataset_id} ${row.period}`));
}

export interface EditionFilter extends Omit<EditionQuery, 'leaf' | 'dataset'> {
  /** Data sets that may be listed. */
  readonly datasets: readonly string[];
}

export async function listEditions(
  db: Queries,
  { datasets, period, state, unit, page, size }: EditionFilter,
): Promise<{ rows: StoredEdition[]; count: number }> {
  let query = db
    .selectFrom('dataset_edition as e')
    .where('e.dataset_id', 'in', datasets.length > 0 ? datasets : ['']);
  if (period !== undefined) query = query.where('e.period', '=', period);
  if (state !== undefined) query = query.where('e.state', '=', state);
  if (unit !== undefined)
    query = query.where(eb =>
      eb.or([
        eb('e.owner_unit_id', '=', unit),
        eb.exists(
          eb
            .selectFrom('dataset_part as p')
            .select('p.part')
            .whereRef('p.edition_id', '=', 'e.id')
            .where('p.unit_id', '=', unit),
        ),
      ]),
    );
  const [rows, { count }] = await Promise.all([
    query
      .select(columns.map(column => `e.${column}` as const))
      .orderBy('e.period', 'desc')
      .orderBy('e.dataset_id')
      .orderBy('e.revision', 'desc')
      .limit(size)
      .offset((page - 1) * size)
      .execute(),
    query.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow(),
  ]);
  return { rows: (rows as EditionRow[]).map(editionOf), count };
}

export interface NewEdition {
  readonly id: string;
  readonly datasetId: string;
  readonly period: string;
  readonly revision: number;
  readonly revisionReason: string | null;
  readonly ownerUnitId: string;
  readonly itemId: string | null;
  readonly at: Date;
  readonly parts: readonly { readonly part: string; readonly unitId: string }[];
}

/** False when the period has this revision already. */
export async function insertEdition(db: Queries, edition: NewEdition): Promise<boolean> {
  const { id, at, parts } = edition;
  const made = await db
    .insertInto('dataset_edition')
    .values({
      id,
      dataset_id: edition.datasetId,
      period: edition.period,
      revision: edition.revision,
      revision_reason: edition.revisionReason,
      state: 'collecting',
      owner_unit_id: edition.ownerUnitId,
      item_id: edition.itemId,
      created_at: at,
      changed_at: at,
    })
    .onConflict(conflict => conflict.columns(['dataset_id', 'period', 'revision']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return false;
  await db
    .insertInto('dataset_part')
    .values(parts.map(({ part, unitId }) => ({ edition_id: id, part, unit_id: unitId })))
    .execute();
  return true;
}

/** What a correction starts from. */
export async function copyContents(db: Queries, from: string, to: string): Promise<void> {
  await sql`
    insert into dataset_cell (edition_id, part, region, class, measure, value_number, value_text)
    select ${to}, c.part, c.region, c.class, c.measure, c.value_number, c.value_text
      from dataset_cell c join dataset_part p on p.edition_id = ${to} and p.part = c.part
     where c.edition_id = ${from}`.execute(db);
  await sql`
    insert into dataset_explanation
    select ${to}::uuid, code, region, class, measure, words, given_by, given_by_name, given_at
      from dataset_explanation where edition_id = ${from}`.execute(db);
  await db.updateTable('dataset_part').set({ state: 'submitted' }).where('edition_id', '=', to).execute();
}

export async function partsOfEditions(
  db: Queries,
  ids: readonly string[],
): Promise<Map<string, StoredPart[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('dataset_part')
    .selectAll()
    .where('edition_id', 'in', ids)
    .orderBy('part')
    .execute();
  const found = new Map<string, StoredPart[]>();
  for (const row of rows) {
    const list = found.get(row.edition_id) ?? [];
    found.set(row.edition_id, list);
    list.push({
      part: row.part,
      unitId: row.unit_id,
      revision: row.revision,
      state: row.state as StoredPart['state'],
      returnReason: row.return_reason,
      changedByName: row.changed_by_name,
      changedAt: row.changed_at?.toISOString() ?? null,
    });
  }
  return found;
}

export async function valuesOf(db: Queries, editionId: string): Promise<Map<string, CellValue>> {
  const rows = await db
    .selectFrom('dataset_cell')
    .select(['region', 'class', 'measure', 'value_number', 'value_text'])
    .where('edition_id', '=', editionId)
    .execute();
  return new Map(
    rows.map(row => [
      keyOf({ region: row.region, class: row.class, measure: row.measure }),
      row.value_text ?? Number(row.value_number),
    ]),
  );
}

export interface CellToWrite extends CellAddress {
  readonly value: CellValue | null;
}

/** Writes cells of one part; null empties a cell. */
export async function writeCells(
  db: Queries,
  editionId: string,
  part: string,
  cells: readonly CellToWrite[],
): Promise<void> {
  const lines = cells.map(({ region, class: kind, measure, value }) => ({
    region: region ?? '',
    class: kind ?? '',
    measure,
    value_number: typeof value === 'number' ? value : null,
    value_text: typeof value === 'string' ? value : null,
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
    as g (region text, class text, measure text, value_number numeric, value_text text)`;
  await sql`delete from dataset_cell c using ${given}
    where c.edition_id = ${editionId} and c.region = g.region and c.class = g.class and c.measure = g.measure`.execute(
    db,
  );
  await sql`insert into dataset_cell (edition_id, part, region, class, measure, value_number, value_text)
    select ${editionId}, ${part}, g.region, g.class, g.measure, g.value_number, g.value_text from ${given}
     where g.value_number is not null or g.value_text is not null`.execute(db);
}

export async function changePart(
  db: Queries,
  editionId: string,
  part: string,
  change: {
    readonly state?: StoredPart['state'];
    readonly returnReason?: string | null;
    readonly by?: { readonly staffId: string; readonly name: string; readonly at: Date };
  },
): Promise<void> {
  const { state, returnReason, by } = change;
  await db
    .updateTable('dataset_part')
    .set({
      revision: sql<number>`revision + 1`,
      ...(state === undefined ? {} : { state }),
      ...(returnReason === undefined ? {} : { return_reason: returnReason }),
      ...(by === undefined ? {} : { changed_by: by.staffId, changed_by_name: by.name, changed_at: by.at }),
    })
    .where('edition_id', '=', editionId)
    .where('part', '=', part)
    .execute();
}

export interface EditionChange {
  readonly state?: EditionState;
  readonly itemId?: string;
  readonly path?: string;
  readonly dataDigest?: string | null;
  readonly csvDigest?: string;
  readonly xlsxDigest?: string;
  readonly releasedAt?: Date;
  readonly withdrawnAt?: Date;
  readonly withdrawnReason?: string;
}

export async function changeEdition(db: Queries, id: string, at: Date, change: EditionChange): Promise<void> {
  const named: Record<string, unknown> = {
    state: change.state,
    item_id: change.itemId,
    path: change.path,
    data_digest: change.dataDigest,
    csv_digest: change.csvDigest,
    xlsx_digest: change.xlsxDigest,
    released_at: change.releasedAt,
    withdrawn_at: change.withdrawnAt,
    withdrawn_reason: change.withdrawnReason,
  };
  const set = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  await db
    .updateTable('dataset_edition')
    .set({ ...set, changed_at: at })
    .where('id', '=', id)
    .execute();
}

export async function editionsOfItem(db: Queries, itemId: string): Promise<StoredEdition[]> {
  const rows = await selectEditions(db)
    .where('item_id', '=', itemId)
    .orderBy('revision')
    .forUpdate()
    .execute();
  return rows.map(editionOf);
}

/** What stands before the public now, newest period first. */
export async function releasedEditions(db: Queries): Promise<StoredEdition[]> {
  const rows = await selectEditions(db)
    .where('state', '=', 'released')
    .orderBy('dataset_id')
    .orderBy('period', 'desc')
    .execute();
  return rows.map(editionOf);
}

export async function explanationsOf(db: Queries, editionId: string): Promise<StoredExplanation[]> {
  const rows = await db
    .selectFrom('dataset_explanation')
    .select(['code', 'region', 'class', 'measure', 'words'])
    .where('edition_id', '=', editionId)
    .orderBy('code')
    .orderBy('region')
    .orderBy('class')
    .orderBy('measure')
    .execute();
  return rows.map(row => ({
    code: row.code as CheckCode,
    region: row.region === '' ? null : row.region,
    class: row.class === '' ? null : row.class,
    measure: row.measure,
    words: row.words,
  }));
}

/** Empty words take the explanation back. */
export async function writeExplanation(
  db: Queries,
  editionId: string,
  { code, region, class: kind, measure, words }: StoredExplanation,
  by: { readonly staffId: string; readonly name: string; readonly at: Date },
): Promise<void> {
  const key = { edition_id: editionId, code, region: region ?? '', class: kind ?? '', measure };
  await db
    .deleteFrom('dataset_explanation')
    .where(eb => eb.and(key))
    .execute();
  if (words === '') return;
  await db
    .insertInto('dataset_explanation')
    .values({ ...key, words, given_by: by.staffId, given_by_name: by.name, given_at: by.at })
    .execute();
}
