import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { ReleasedStage, StageContent, StageState } from '../contract.ts';
import type { By } from './projects.ts';

/** Stages of projects, and the link from each to the item that it went out as. */

export interface StoredStage {
  readonly id: string;
  readonly projectId: string;
  readonly no: number;
  readonly content: StageContent;
  readonly revision: number;
  readonly state: StageState;
  readonly itemId: string | null;
  readonly path: string | null;
  readonly releasedOn: string | null;
  readonly withdrawnReason: string | null;
  readonly changedByName: string;
}

const columns = sql`s.id, s.project_id as "projectId", s.no, s.content, s.revision, s.state,
  s.item_id as "itemId", s.path, s.released_on as "releasedOn", s.withdrawn_reason as "withdrawnReason",
  s.changed_by_name as "changedByName"`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** In the order of recording; the project must be locked by whoever writes. */
export async function stagesOf(db: Queries, projectIds: readonly string[]): Promise<StoredStage[]> {
  const { rows } = await sql<StoredStage>`select ${columns} from project_stage s
    where s.project_id = any(${[...projectIds]}::uuid[]) order by s.project_id, s.no`.execute(db);
  return rows;
}

export async function findStage(db: Queries, id: string, lock = false): Promise<StoredStage | undefined> {
  if (!uuid.test(id)) return undefined;
  const { rows } = await sql<StoredStage>`select ${columns} from project_stage s where s.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

interface StageWrite {
  readonly id: string;
  readonly content: StageContent;
  readonly by: By;
}

export async function insertStage(db: Queries, write: StageWrite & { readonly projectId: string }) {
  const { id, projectId, content, by } = write;
  await sql`insert into project_stage
    (id, project_id, no, stage, happened_on, content, revision, state, changed_by, changed_by_name, changed_at)
    select ${id}, ${projectId}, coalesce(max(no), 0) + 1, ${content.stage}, ${content.on}::date,
      ${JSON.stringify(content)}::jsonb, 1, 'recorded', ${by.staffId}, ${by.name}, ${by.at}
    from project_stage where project_id = ${projectId}`.execute(db);
}

export async function updateStage(db: Queries, { id, content, by }: StageWrite): Promise<void> {
  await sql`update project_stage set stage = ${content.stage}, happened_on = ${content.on}::date,
    content = ${JSON.stringify(content)}::jsonb, revision = revision + 1,
    state = case when state = 'proposed' then 'recorded' else state end,
    changed_by = ${by.staffId}, changed_by_name = ${by.name}, changed_at = ${by.at}
    where id = ${id}`.execute(db);
}

/** The stage went to review as this item; false where it was changed, released or proposed meanwhile. */
export async function writeProposal(
  db: Queries,
  write: {
    readonly id: string;
    readonly revision: number;
    /** The item that it had when it was read: of two who propose at once, one is told. */
    readonly itemBefore: string | null;
    readonly itemId: string;
    readonly path: string;
    readonly dataDigest: string;
    readonly data: ReleasedStage;
  },
): Promise<boolean> {
  const { id, revision, itemBefore, itemId, path, dataDigest, data } = write;
  const { rows } = await sql`update project_stage set state = 'proposed', item_id = ${itemId}, path = ${path},
    data_digest = ${dataDigest}, proposed_data = ${JSON.stringify(data)}::jsonb
    where id = ${id} and revision = ${revision} and state <> 'public'
      and item_id is not distinct from ${itemBefore}::uuid returning id`.execute(db);
  return rows.length > 0;
}

/** What was proposed is public. Nothing happens where the item bears other data. */
export async function markPublic(
  db: Queries,
  event: {
    readonly itemId: string;
    readonly digests: readonly string[];
    readonly path: string;
    readonly at: Date;
    readonly on: string;
  },
): Promise<void> {
  const { itemId, digests, path, at, on } = event;
  await sql`update project_stage set state = 'public', released_at = ${at}, path = ${path},
    released_on = coalesce(released_on, ${on}::date), released_data = proposed_data, withdrawn_at = null,
    withdrawn_reason = null
    where item_id = ${itemId}::uuid and proposed_data is not null
      and data_digest = any(${[...digests]}::text[])`.execute(db);
}

export async function markTakenDown(
  db: Queries,
  { itemId, reason, at }: { readonly itemId: string; readonly reason: string; readonly at: Date },
): Promise<void> {
  await sql`update project_stage set state = 'withdrawn', released_data = null, withdrawn_at = ${at},
    withdrawn_reason = ${reason} where item_id = ${itemId}::uuid and state = 'public'`.execute(db);
}

/** A stage that is public now. */
export interface PublicStage {
  readonly released: ReleasedStage;
  readonly itemId: string;
  readonly path: string;
  readonly dataDigest: string;
  readonly releasedAt: Date;
  readonly releasedOn: string;
}

/** Of one project or of all, each project's in the order of its life. */
export async function publicStages(db: Queries, projectId: string | null): Promise<PublicStage[]> {
  if (projectId !== null && !uuid.test(projectId)) return [];
  const { rows } = await sql<PublicStage>`select s.released_data as released, s.item_id as "itemId", s.path,
      s.data_digest as "dataDigest", s.released_at as "releasedAt", s.released_on as "releasedOn"
    from project_stage s where s.state = 'public'
      and (${projectId}::uuid is null or s.project_id = ${projectId}::uuid)
    order by s.project_id, s.released_data->'stage'->>'on', s.no`.execute(db);
  return rows;
}

/** Stages that were never public. */
export async function unpublishedStages(db: Queries): Promise<StoredStage[]> {
  const { rows } = await sql<StoredStage>`select ${columns} from project_stage s
    where s.released_on is null order by s.happened_on, s.id`.execute(db);
  return rows;
}
