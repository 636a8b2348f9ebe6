import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { ChangeNotice, EditionState } from '../contract.ts';

/** What went to review and what became of it: the link from a list or guide to its item. */

export interface StoredEdition {
  readonly id: string;
  readonly subject: string;
  readonly no: number;
  readonly state: EditionState;
  readonly itemId: string;
  readonly path: string;
  readonly dataDigest: string;
  readonly entries: number;
  readonly changes: ChangeNotice | null;
  readonly proposedByName: string;
  readonly proposedAt: Date;
  readonly releasedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
}

const columns = sql`id, subject, no, state, item_id as "itemId", path, data_digest as "dataDigest", entries, changes,
  proposed_by_name as "proposedByName", proposed_at as "proposedAt", released_at as "releasedAt",
  withdrawn_at as "withdrawnAt", withdrawn_reason as "withdrawnReason"`;

/** Nobody else works on the subject until the transaction ends, also where it has no row yet. */
export async function lockSubject(db: Queries, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`power-edition ${subject}`}, 0))`.execute(db);
}

/** Of these subjects (null: of all), the latest first. */
export async function editionsOf(db: Queries, subjects: readonly string[] | null): Promise<StoredEdition[]> {
  const { rows } = await sql<StoredEdition>`select ${columns} from power_edition
    where ${subjects === null ? sql`true` : sql`subject = any(${[...subjects]}::text[])`}
    order by subject, no desc`.execute(db);
  return rows;
}

export interface EditionWrite
  extends Pick<
    StoredEdition,
    'id' | 'subject' | 'no' | 'itemId' | 'path' | 'dataDigest' | 'entries' | 'changes'
  > {
  readonly by: { readonly staffId: string; readonly name: string };
  readonly at: Date;
}

/** A new edition, or the proposed one written anew. */
export async function writeProposed(db: Queries, write: EditionWrite): Promise<void> {
  const { id, subject, no, itemId, path, dataDigest, entries, changes, by, at } = write;
  const notice = changes === null ? null : JSON.stringify(changes);
  await sql`insert into power_edition (id, subject, no, state, item_id, path, data_digest, entries, changes, proposed_by, proposed_by_name, proposed_at)
    values (${id}, ${subject}, ${no}, 'proposed', ${itemId}, ${path}, ${dataDigest}, ${entries}, ${notice}::jsonb, ${by.staffId}, ${by.name}, ${at})
    on conflict (subject, no) do update set item_id = excluded.item_id, path = excluded.path, data_digest = excluded.data_digest,
      entries = excluded.entries, changes = excluded.changes, proposed_by = excluded.proposed_by,
      proposed_by_name = excluded.proposed_by_name, proposed_at = excluded.proposed_at
    where power_edition.state = 'proposed'`.execute(db);
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
      update power_edition set state = 'released', released_at = ${at}, path = ${path}
      where item_id = ${documentId}::uuid and state = 'proposed' and data_digest = any(${[...digests]}::text[])
      returning id, subject)
    update power_edition e set state = 'superseded' from released r
    where e.subject = r.subject and e.id <> r.id and e.state = 'released'`.execute(db);
}

export async function markWithdrawn(
  db: Queries,
  event: { readonly documentId: string; readonly reason: string; readonly at: Date },
): Promise<void> {
  const { documentId, reason, at } = event;
  await sql`update power_edition set state = 'withdrawn', withdrawn_at = ${at}, withdrawn_reason = ${reason}
    where item_id = ${documentId}::uuid and state = 'released'`.execute(db);
}
