import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { EditionRow } from '../contract.ts';
import type { By } from './entries.ts';

/** What went to review and what became of it: the link from a register to its item. */

export interface StoredEdition {
  readonly id: string;
  readonly register: string;
  readonly no: number;
  readonly state: EditionRow['state'];
  readonly itemId: string;
  readonly path: string;
  readonly dataDigest: string;
  readonly entries: number;
  readonly proposedByName: string;
  readonly proposedAt: Date;
  readonly releasedAt: Date | null;
  readonly withdrawnReason: string | null;
}

const columns = sql`id, register, no, state, item_id as "itemId", path, data_digest as "dataDigest", entries,
  proposed_by_name as "proposedByName", proposed_at as "proposedAt", released_at as "releasedAt",
  withdrawn_reason as "withdrawnReason"`;

/** Of one register or of all, the latest first. */
export async function editionsOf(db: Queries, register: string | null): Promise<StoredEdition[]> {
  const { rows } = await sql<StoredEdition>`select ${columns} from register_edition
    where ${register === null ? sql`true` : sql`register = ${register}`} order by register, no desc`.execute(
    db,
  );
  return rows;
}

/** A new edition, or the proposed one written anew. */
export async function writeProposed(
  db: Queries,
  write: Pick<StoredEdition, 'id' | 'register' | 'no' | 'itemId' | 'path' | 'dataDigest' | 'entries'> & {
    readonly by: By;
  },
): Promise<void> {
  const { id, register, no, itemId, path, dataDigest, entries, by } = write;
  await sql`insert into register_edition (id, register, no, state, item_id, path, data_digest, entries, proposed_by, proposed_by_name, proposed_at)
    values (${id}, ${register}, ${no}, 'proposed', ${itemId}, ${path}, ${dataDigest}, ${entries}, ${by.staffId}, ${by.name}, ${by.at})
    on conflict (register, no) do update set item_id = excluded.item_id, path = excluded.path,
      data_digest = excluded.data_digest, entries = excluded.entries, proposed_by = excluded.proposed_by,
      proposed_by_name = excluded.proposed_by_name, proposed_at = excluded.proposed_at
    where register_edition.state = 'proposed'`.execute(db);
}

/** The edition that these files are is public; the one before it is no longer. */
export async function markReleased(
  db: Queries,
  event: {
    readonly documentId: string;
    readonly digests: readonly string[];
    readonly path: string;
    readonly at: Date;
  },
): Promise<void> {
  const { documentId, digests, path, at } = event;
  await sql`with released as (
      update register_edition set state = 'released', released_at = ${at}, path = ${path}
      where item_id = ${documentId}::uuid and state = 'proposed' and data_digest = any(${[...digests]}::text[])
      returning id, register)
    update register_edition e set state = 'superseded' from released r
    where e.register = r.register and e.id <> r.id and e.state = 'released'`.execute(db);
}

export async function markWithdrawn(
  db: Queries,
  event: { readonly documentId: string; readonly reason: string; readonly at: Date },
): Promise<void> {
  const { documentId, reason, at } = event;
  await sql`update register_edition set state = 'withdrawn', withdrawn_at = ${at}, withdrawn_reason = ${reason}
    where item_id = ${documentId}::uuid and state = 'released'`.execute(db);
}
