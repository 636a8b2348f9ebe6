import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { ChannelCheckTable, ChannelProofTable } from '../../../platform/database/schema.ts';
import { type StoredTask, type TaskTableRow, taskOf } from './tasks.ts';

/** Pictures that prove a task, and looks at a channel after a withdrawal. Rows are added, never changed. */

export type ProofRow = Selectable<ChannelProofTable>;
export type CheckRow = Selectable<ChannelCheckTable>;

export async function insertProof(
  db: Queries,
  proof: {
    readonly taskId: string;
    readonly evidenceId: string;
    readonly file: { readonly digest: string; readonly name: string };
    readonly publicDigest: string | null;
    readonly takenAtClaimed: string | null;
    readonly staffId: string;
    readonly at: Date;
  },
): Promise<void> {
  await db
    .insertInto('channel_proof')
    .values({
      task_id: proof.taskId,
      evidence_id: proof.evidenceId,
      file_digest: proof.file.digest,
      file_name: proof.file.name,
      public_digest: proof.publicDigest,
      taken_at_claimed: proof.takenAtClaimed,
      staff_id: proof.staffId,
      created_at: proof.at,
    })
    .execute();
}

export function proofsOf(db: Queries, taskIds: readonly string[]): Promise<ProofRow[]> {
  if (taskIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('channel_proof')
    .selectAll()
    .where('task_id', 'in', [...taskIds])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The newest first, at most twenty. */
export function checksOf(db: Queries, taskId: string): Promise<CheckRow[]> {
  return db
    .selectFrom('channel_check')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

export async function insertCheck(
  db: Queries,
  check: {
    readonly taskId: string;
    readonly result: 'gone' | 'present' | 'unknown';
    readonly findings: readonly string[];
    readonly at: Date;
  },
): Promise<void> {
  await db
    .insertInto('channel_check')
    .values({
      task_id: check.taskId,
      result: check.result,
      findings: JSON.stringify(check.findings),
      checked_at: check.at,
    })
    .execute();
}

/** Take-downs that a look can prove: of the portal, and of carriers that have been asked to take something down. */
export async function takeDownsToCheck(
  db: Queries,
  portals: readonly string[],
  carriers: readonly string[],
  now: Date,
): Promise<StoredTask[]> {
  const { rows } = await sql<TaskTableRow>`
    select * from channel_task
    where kind = 'take-down' and (not_before is null or not_before <= ${now}::timestamptz) and (
      (channel = any(${[...portals]}::text[]) and state in ('to-do', 'in-progress', 'posted', 'stuck'))
      or (channel = any(${[...carriers]}::text[]) and is_automatic
        and (state = 'posted' or (state = 'stuck' and code = 'still-there'))))
    order by created_at, id`.execute(db);
  return rows.map(taskOf);
}

/** The items whose proven posting this picture shows. */
export async function documentsOfPicture(db: Queries, digest: string): Promise<string[]> {
  const rows = await db
    .selectFrom('channel_proof')
    .innerJoin('channel_task', 'channel_task.id', 'channel_proof.task_id')
    .select('channel_task.document_id')
    .distinct()
    .where('public_digest', '=', digest)
    .where('kind', '=', 'post')
    .where('state', '=', 'proven')
    .execute();
  return rows.map(row => row.document_id);
}
