import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { Progress } from '../carrier.ts';
import type { AfterStep } from '../rules/delivery.ts';
import { type StoredTask, type TaskTableRow, taskOf } from './tasks.ts';

/** Claiming a task for one step of its carrier, and writing down what came of it. */

/**
 * Takes the next automatic task whose time has come, with a lease: nobody else takes it until the lease has run out, and
 * a process that dies leaves it to be taken again with the progress last recorded. A take-down waits while a step of
 * its posting is under way.
 */
export async function claimNext(
  db: Queries,
  given: {
    readonly now: Date;
    readonly until: Date;
    readonly lease: string;
    readonly channels: readonly string[];
    /** Ids already tried in this round. */
    readonly except: readonly string[];
  },
): Promise<StoredTask | undefined> {
  const { now, until, lease, channels, except } = given;
  const { rows } = await sql<TaskTableRow>`
    update channel_task t set lease = ${lease}::uuid, leased_until = ${until}::timestamptz, state = 'in-progress',
      changed_at = ${now}::timestamptz
    where t.id = (
      select c.id from channel_task c
      where c.is_automatic and c.state in ('to-do', 'in-progress') and c.channel = any(${[...channels]}::text[])
        and (c.not_before is null or c.not_before <= ${now}::timestamptz)
        and (c.leased_until is null or c.leased_until <= ${now}::timestamptz)
        and c.id <> all (${[...except]}::uuid[])
        and not exists (select from channel_task p where p.document_id = c.document_id and p.channel = c.channel
          and p.kind = 'post' and c.kind = 'take-down' and p.leased_until > ${now}::timestamptz)
      order by c.not_before nulls first, c.created_at, c.id
      for update skip locked limit 1)
    returning t.*`.execute(db);
  return rows[0] === undefined ? undefined : taskOf(rows[0]);
}

/** When the next automatic step is due that has to wait; nothing if none waits. */
export async function nextStepAt(db: Queries, channels: readonly string[]): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(not_before) as at from channel_task
    where is_automatic and state in ('to-do', 'in-progress') and channel = any(${[...channels]}::text[])`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}

/** What the posting of this version ended with: where its take-down begins. */
export async function progressOfPosting(db: Queries, task: StoredTask): Promise<Progress> {
  const row = await db
    .selectFrom('channel_task')
    .select('progress')
    .where('document_id', '=', task.document_id)
    .where('version_no', '=', task.version_no)
    .where('channel', '=', task.channel)
    .where('kind', '=', 'post')
    .executeTakeFirst();
  return (row?.progress ?? {}) as Progress;
}

/**
 * Writes down a step, if the lease is still ours. A task that was cancelled meanwhile stays cancelled, but what was done
 * is remembered: its take-down needs it. Answers the state it is in now; nothing if somebody else has the task.
 */
export async function recordStep(
  db: Queries,
  task: StoredTask,
  lease: string,
  after: AfterStep,
  more: {
    readonly at: Date;
    readonly postedOn: string | null;
    readonly proofDueOn: string | null;
  },
): Promise<StoredTask | undefined> {
  const notBefore = after.notBeforeMs === null ? null : new Date(after.notBeforeMs);
  const { rows } = await sql<TaskTableRow>`
    update channel_task set lease = null, leased_until = null, progress = ${JSON.stringify(after.progress)}::jsonb,
      steps = ${after.steps}, failures = ${after.failures}, not_before = ${notBefore}::timestamptz,
      code = ${after.code}, advice = ${after.advice}, address = coalesce(${after.address}, address),
      posted_on = coalesce(${more.postedOn}::date, posted_on),
      proof_due_on = coalesce(${more.proofDueOn}::date, proof_due_on),
      state = case when state = 'cancelled' then state else ${after.state} end, changed_at = ${more.at}::timestamptz
    where id = ${task.id}::uuid and lease = ${lease}::uuid
    returning *`.execute(db);
  return rows[0] === undefined ? undefined : taskOf(rows[0]);
}
