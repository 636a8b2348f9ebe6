import { sql } from 'kysely';
import { later, type Queries } from '../../../platform/database/database.ts';
import type { CleanUpDecision } from '../contract.ts';
import type { Trx } from '../ports.ts';

/** Campaigns that review normative documents, and what was decided on each. */

export interface StoredCleanUp {
  readonly id: string;
  readonly year: number;
  readonly unitId: string;
  readonly openedOn: string;
  readonly revision: number;
  readonly itemId: string | null;
  readonly total: number;
  readonly decided: number;
}

export interface StoredCleanUpEntry {
  readonly documentId: string;
  readonly decision: CleanUpDecision | null;
  readonly note: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

const columns = sql`c.id, c.year, c.unit_id as "unitId", to_char(c.opened_on, 'YYYY-MM-DD') as "openedOn", c.revision,
  c.item_id as "itemId", (select count(*) from clean_up_entry e where e.clean_up_id = c.id) as total,
  (select count(e.decision) from clean_up_entry e where e.clean_up_id = c.id) as decided`;

export async function cleanUps(db: Queries): Promise<StoredCleanUp[]> {
  const { rows } =
    await sql<StoredCleanUp>`select ${columns} from clean_up c order by c.year desc, c.created_at desc`.execute(
      db,
    );
  return rows;
}

export async function cleanUpById(db: Queries, id: string): Promise<StoredCleanUp | undefined> {
  const { rows } =
    await sql<StoredCleanUp>`select ${columns} from clean_up c where c.id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** The campaign, held until the transaction ends. */
export async function lockCleanUp(trx: Trx, id: string): Promise<StoredCleanUp | undefined> {
  await later(trx, sql`select from clean_up where id = ${id}::uuid for update`);
  return cleanUpById(trx, id);
}

export async function cleanUpEntries(db: Queries, id: string): Promise<StoredCleanUpEntry[]> {
  const { rows } = await sql<StoredCleanUpEntry>`select document_id as "documentId", decision, note,
      decided_by as "decidedBy", decided_at as "decidedAt" from clean_up_entry where clean_up_id = ${id}::uuid`.execute(
    db,
  );
  return rows;
}

export interface NewCleanUp {
  readonly id: string;
  readonly year: number;
  readonly unitId: string;
  readonly openedOn: string;
  readonly staffId: string;
  readonly at: Date;
  readonly documentIds: readonly string[];
}

/** Opens a campaign with its documents; false where the unit has one for this year. */
export async function insertCleanUp(trx: Trx, made: NewCleanUp): Promise<boolean> {
  const { rows } = await sql`insert into clean_up (id, year, unit_id, opened_on, opened_by, created_at)
    values (${made.id}::uuid, ${made.year}, ${made.unitId}, ${made.openedOn}::date, ${made.staffId}::uuid,
      ${made.at}::timestamptz) on conflict do nothing returning id`.execute(trx);
  if (rows.length === 0) return false;
  await later(
    trx,
    sql`insert into clean_up_entry (clean_up_id, document_id)
      select ${made.id}::uuid, unnest(${[...made.documentIds]}::uuid[])`,
  );
  return true;
}

export async function writeDecision(
  trx: Trx,
  id: string,
  entry: { documentId: string; decision: CleanUpDecision | null; note: string; staffId: string; at: Date },
): Promise<void> {
  const { documentId, decision, note, staffId, at } = entry;
  await later(
    trx,
    sql`with e as (
      update clean_up_entry set decision = ${decision}, note = ${note}, decided_by = ${staffId}::uuid,
        decided_at = ${at}::timestamptz where clean_up_id = ${id}::uuid and document_id = ${documentId}::uuid
    ) update clean_up set revision = revision + 1 where id = ${id}::uuid`,
  );
}

export async function writeResultItem(trx: Trx, id: string, itemId: string): Promise<void> {
  await later(
    trx,
    sql`update clean_up set item_id = ${itemId}::uuid, revision = revision + 1 where id = ${id}::uuid`,
  );
}
