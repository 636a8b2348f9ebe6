import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** The standing list of matters: what was put forward last, and what of it is public. */

export interface StoredList {
  readonly unitId: string;
  readonly itemId: string;
  readonly path: string;
  readonly released: unknown;
  readonly releasedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

export async function storedList(db: Queries): Promise<StoredList | undefined> {
  const { rows } = await sql<StoredList>`select l.unit_id as "unitId", l.item_id as "itemId", l.path,
      l.released_data as released, l.released_at as "releasedAt", l.withdrawn_at as "withdrawnAt"
    from enforcement_list l`.execute(db);
  return rows[0];
}

export async function writeList(
  db: Queries,
  write: Pick<StoredList, 'unitId' | 'itemId' | 'path'> & {
    readonly dataDigest: string;
    readonly data: object;
  },
): Promise<void> {
  const { unitId, itemId, path, dataDigest, data } = write;
  await sql`insert into enforcement_list (id, unit_id, item_id, path, data_digest, proposed_data)
    values (1, ${unitId}, ${itemId}, ${path}, ${dataDigest}, ${JSON.stringify(data)}::jsonb)
    on conflict (id) do update set item_id = excluded.item_id, path = excluded.path,
      data_digest = excluded.data_digest, proposed_data = excluded.proposed_data`.execute(db);
}

/** Public is what the released item bears, if it is what was put forward. */
export async function markListReleased(
  db: Queries,
  event: {
    readonly itemId: string;
    readonly digests: readonly string[];
    readonly path: string;
    readonly at: Date;
  },
): Promise<void> {
  const { itemId, digests, path, at } = event;
  await sql`update enforcement_list set released_data = proposed_data, released_at = ${at}, withdrawn_at = null,
      path = ${path}
    where item_id = ${itemId}::uuid and data_digest = any(${[...digests]}::text[])`.execute(db);
}

export async function markListWithdrawn(db: Queries, itemId: string, at: Date): Promise<void> {
  await sql`update enforcement_list set released_data = null, withdrawn_at = ${at}
    where item_id = ${itemId}::uuid and released_data is not null`.execute(db);
}
