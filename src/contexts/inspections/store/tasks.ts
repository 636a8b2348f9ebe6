import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type {
  CreditSite,
  DrawLists,
  DrawTerms,
  ResultBody,
  TaskBody,
  TaskPart,
  TaskQuery,
  TaskState,
} from '../contract.ts';
import type { Drawn } from '../rules/draw.ts';
import { type By, isId } from './pools.ts';

/** Tasks of random inspection, what of them went out, their results. */

/** A draw as it was made, with the public number it hangs on. */
export interface StoredDraw extends Drawn {
  readonly publicNumber?: string;
  readonly publicIssue?: string;
}

export interface StoredTask extends TaskBody {
  readonly id: string;
  readonly state: TaskState;
  readonly lists: DrawLists | null;
  readonly listsDigest: string | null;
  readonly terms: DrawTerms | null;
  readonly commitment: string | null;
  readonly sealedSeed: Buffer | null;
  readonly seed: string | null;
  readonly drawn: StoredDraw | null;
  readonly committedAt: Date | null;
  readonly drawnAt: Date | null;
  readonly voidReason: string | null;
}

const columns = sql`t.id, t.title, t.year, t.month, t.item_code as "itemCode", t.unit_id as "unitId",
  t.share_percent::float8 as "sharePercent", t.inspectors_per_object as "inspectorsPerObject", t.state, t.lists,
  t.lists_digest as "listsDigest", t.terms, t.commitment, t.sealed_seed as "sealedSeed", t.seed, t.drawn,
  t.committed_at as "committedAt", t.drawn_at as "drawnAt", t.void_reason as "voidReason"`;

export async function writeTask(db: Queries, id: string, body: TaskBody, by: By, at: Date): Promise<void> {
  const { title, year, month, itemCode, unitId, sharePercent, inspectorsPerObject } = body;
  await sql`insert into inspection_task (id, title, year, month, item_code, unit_id, share_percent,
      inspectors_per_object, state, changed_by, changed_by_name, changed_at, created_at)
    values (${id}, ${title}, ${year}, ${month}, ${itemCode}, ${unitId}, ${sharePercent}, ${inspectorsPerObject},
      'planned', ${by.staffId}, ${by.name}, ${at}, ${at})
    on conflict (id) do update set title = excluded.title, year = excluded.year, month = excluded.month,
      item_code = excluded.item_code, unit_id = excluded.unit_id, share_percent = excluded.share_percent,
      inspectors_per_object = excluded.inspectors_per_object, changed_by = excluded.changed_by,
      changed_by_name = excluded.changed_by_name, changed_at = excluded.changed_at`.execute(db);
}

export async function findTask(db: Queries, id: string, lock = false): Promise<StoredTask | undefined> {
  if (!isId(id)) return undefined;
  const { rows } = await sql<StoredTask>`select ${columns} from inspection_task t where t.id = ${id}::uuid
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

export async function listTasks(db: Queries, { year, state, unit }: TaskQuery): Promise<StoredTask[]> {
  const { rows } = await sql<StoredTask>`select ${columns} from inspection_task t
    where (${year ?? null}::int is null or t.year = ${year ?? null})
      and (${state ?? null}::text is null or t.state = ${state ?? null})
      and (${unit ?? null}::text is null or t.unit_id = ${unit ?? null})
    order by t.year desc, t.month desc, t.created_at desc limit 500`.execute(db);
  return rows;
}

export async function writeCommitment(
  db: Queries,
  write: {
    readonly id: string;
    readonly lists: DrawLists;
    readonly listsDigest: string;
    readonly terms: DrawTerms;
    readonly commitment: string;
    readonly sealedSeed: Uint8Array;
    readonly at: Date;
  },
): Promise<void> {
  const { id, lists, listsDigest, terms, commitment, sealedSeed, at } = write;
  await sql`update inspection_task set state = 'committed', lists = ${JSON.stringify(lists)}::jsonb,
    lists_digest = ${listsDigest}, terms = ${JSON.stringify(terms)}::jsonb, commitment = ${commitment},
    sealed_seed = ${Buffer.from(sealedSeed)}, committed_at = ${at} where id = ${id}`.execute(db);
}

export async function writeDraw(
  db: Queries,
  id: string,
  seed: string,
  drawn: StoredDraw,
  at: Date,
): Promise<void> {
  await sql`update inspection_task set state = 'drawn', seed = ${seed}, drawn = ${JSON.stringify(drawn)}::jsonb,
    sealed_seed = null, drawn_at = ${at} where id = ${id}`.execute(db);
}

/** The seed of a void task is never used: it is forgotten. */
export async function writeVoid(db: Queries, id: string, reason: string): Promise<void> {
  await sql`update inspection_task set state = 'void', void_reason = ${reason}, sealed_seed = null
    where id = ${id}`.execute(db);
}

export interface StoredPart {
  readonly taskId: string;
  readonly part: TaskPart;
  readonly itemId: string;
  readonly path: string;
  readonly dataDigest: string;
  readonly released: unknown;
  readonly releasedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

const partColumns = sql`p.task_id as "taskId", p.part, p.item_id as "itemId", p.path, p.data_digest as "dataDigest",
  p.released_data as released, p.released_at as "releasedAt", p.withdrawn_at as "withdrawnAt"`;

export async function partsOf(db: Queries, taskIds: readonly string[]): Promise<StoredPart[]> {
  const { rows } = await sql<StoredPart>`select ${partColumns} from inspection_part p
    where p.task_id = any(${[...taskIds]}::uuid[]) order by p.task_id, p.part`.execute(db);
  return rows;
}

export async function partOfItem(db: Queries, itemId: string): Promise<StoredPart | undefined> {
  const { rows } = await sql<StoredPart>`select ${partColumns} from inspection_part p
    where p.item_id = ${itemId}::uuid for update`.execute(db);
  return rows[0];
}

export async function writePart(
  db: Queries,
  write: Pick<StoredPart, 'taskId' | 'part' | 'itemId' | 'path' | 'dataDigest'> & { readonly data: object },
): Promise<void> {
  const { taskId, part, itemId, path, dataDigest, data } = write;
  await sql`insert into inspection_part (task_id, part, item_id, path, data_digest, proposed_data)
    values (${taskId}, ${part}, ${itemId}, ${path}, ${dataDigest}, ${JSON.stringify(data)}::jsonb)
    on conflict (task_id, part) do update set item_id = excluded.item_id, path = excluded.path,
      data_digest = excluded.data_digest, proposed_data = excluded.proposed_data`.execute(db);
}

/** What was proposed is public; false where the item bears other data. */
export async function markPartReleased(
  db: Queries,
  event: {
    readonly itemId: string;
    readonly digests: readonly string[];
    readonly path: string;
    readonly at: Date;
  },
): Promise<StoredPart | undefined> {
  const { itemId, digests, path, at } = event;
  const { rows } = await sql<StoredPart>`update inspection_part p set released_data = proposed_data,
    released_at = ${at}, withdrawn_at = null, path = ${path}
    where p.item_id = ${itemId}::uuid and p.data_digest = any(${[...digests]}::text[])
    returning ${partColumns}`.execute(db);
  return rows[0];
}

export async function markPartWithdrawn(db: Queries, itemId: string, at: Date): Promise<void> {
  await sql`update inspection_part set released_data = null, withdrawn_at = ${at}
    where item_id = ${itemId}::uuid and released_data is not null`.execute(db);
}

export interface StoredResult {
  readonly taskId: string;
  readonly objectId: string;
  readonly content: ResultBody;
  readonly releasedOn: string | null;
}

export async function resultsOf(db: Queries, taskIds: readonly string[]): Promise<StoredResult[]> {
  const { rows } = await sql<StoredResult>`select r.task_id as "taskId", r.object_id as "objectId", r.content,
      r.released_on as "releasedOn" from inspection_result r where r.task_id = any(${[...taskIds]}::uuid[])`.execute(
    db,
  );
  return rows;
}

export async function writeResult(
  db: Queries,
  write: {
    readonly taskId: string;
    readonly objectId: string;
    readonly content: ResultBody;
    readonly by: By;
    readonly at: Date;
  },
): Promise<void> {
  const { taskId, objectId, content, by, at } = write;
  await sql`insert into inspection_result (task_id, object_id, content, recorded_by, recorded_by_name, recorded_at)
    values (${taskId}, ${objectId}, ${JSON.stringify(content)}::jsonb, ${by.staffId}, ${by.name}, ${at})
    on conflict (task_id, object_id) do update set content = excluded.content, recorded_by = excluded.recorded_by,
      recorded_by_name = excluded.recorded_by_name, recorded_at = excluded.recorded_at`.execute(db);
}

export async function markResultsReleased(
  db: Queries,
  taskId: string,
  objectIds: readonly string[],
  on: string,
): Promise<void> {
  await sql`update inspection_result set released_on = coalesce(released_on, ${on}::date)
    where task_id = ${taskId}::uuid and object_id = any(${[...objectIds]}::uuid[])`.execute(db);
}

export interface HandOver {
  readonly site: CreditSite;
  readonly on: string;
  readonly rows: number;
  readonly byName: string;
}

export async function handOversOf(db: Queries, taskId: string): Promise<HandOver[]> {
  const { rows } = await sql<HandOver>`select h.site, h.handed_on as "on", h.rows, h.by_name as "byName"
    from inspection_hand_over h where h.task_id = ${taskId}::uuid order by h.at`.execute(db);
  return rows;
}

export async function insertHandOver(
  db: Queries,
  write: {
    readonly taskId: string;
    readonly site: CreditSite;
    readonly on: string;
    readonly rows: number;
    readonly by: By;
    readonly at: Date;
  },
): Promise<void> {
  const { taskId, site, on, rows, by, at } = write;
  await sql`insert into inspection_hand_over (task_id, site, handed_on, rows, by_staff, by_name, at)
    values (${taskId}, ${site}, ${on}, ${rows}, ${by.staffId}, ${by.name}, ${at})`.execute(db);
}

/** Released parts, for the public. */
export async function releasedParts(db: Queries): Promise<StoredPart[]> {
  const { rows } = await sql<StoredPart>`select ${partColumns} from inspection_part p
    where p.released_data is not null order by p.released_at desc`.execute(db);
  return rows;
}
