import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** The yearly plans that were put forward, and what of them is public. */

export interface StoredPlan {
  readonly year: number;
  /** Unit that put it forward first. */
  readonly unitId: string;
  readonly itemId: string;
  readonly path: string;
  readonly released: unknown;
  readonly releasedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

export async function listPlans(db: Queries): Promise<StoredPlan[]> {
  const { rows } = await sql<StoredPlan>`select p.year, p.unit_id as "unitId", p.item_id as "itemId", p.path,
      p.released_data as released, p.released_at as "releasedAt", p.withdrawn_at as "withdrawnAt"
    from inspection_plan p order by p.year desc`.execute(db);
  return rows;
}

export async function writePlan(
  db: Queries,
  write: Pick<StoredPlan, 'year' | 'unitId' | 'itemId' | 'path'> & {
    readonly dataDigest: string;
    readonly data: object;
  },
): Promise<void> {
  const { year, unitId, itemId, path, dataDigest, data } = write;
  await sql`insert into inspection_plan (year, unit_id, item_id, path, data_digest, proposed_data)
    values (${year}, ${unitId}, ${itemId}, ${path}, ${dataDigest}, ${JSON.stringify(data)}::jsonb)
    on conflict (year) do update set item_id = excluded.item_id, path = excluded.path,
      data_digest = excluded.data_digest, proposed_data = excluded.proposed_data`.execute(db);
}

/** Public is what the released item bears, if it is what was put forward. */
export async function markPlanReleased(
  db: Queries,
  event: {
    readonly itemId: string;
    readonly digests: readonly string[];
    readonly path: string;
    readonly at: Date;
  },
): Promise<void> {
  const { itemId, digests, path, at } = event;
  await sql`update inspection_plan set released_data = proposed_data, released_at = ${at}, withdrawn_at = null,
      path = ${path}
    where item_id = ${itemId}::uuid and data_digest = any(${[...digests]}::text[])`.execute(db);
}

export async function markPlanWithdrawn(db: Queries, itemId: string, at: Date): Promise<void> {
  await sql`update inspection_plan set released_data = null, withdrawn_at = ${at}
    where item_id = ${itemId}::uuid and released_data is not null`.execute(db);
}
