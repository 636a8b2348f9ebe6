import { sql } from 'kysely';
import { later, type Queries } from '../../../platform/database/database.ts';

/**
 * Requests that carried an idempotency key. `status` is the answer's, or one of two marks:
 * 0: under way, nothing committed; 1: committed, the answer not kept (the process died between the two).
 */
export const underWay = 0;
export const committed = 1;

export interface KeptAnswer {
  readonly type: string;
  readonly body: string;
}

export interface AnsweredRow {
  readonly request_digest: string;
  readonly status: number;
  readonly response: KeptAnswer | null;
  readonly answered_at: Date;
}

export interface RequestKey {
  readonly staffId: string;
  readonly key: string;
}

/**
 * Claims a key for a request; true if it is ours now. A claim older than `staleBefore` whose work was not committed
 * belongs to a process that died, and is taken over.
 */
export async function claimKey(
  db: Queries,
  { staffId, key }: RequestKey,
  claim: { readonly digest: string; readonly at: Date; readonly staleBefore: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into answered_request (staff_id, key, request_digest, status, response, answered_at)
    values (${staffId}, ${key}, ${claim.digest}, ${underWay}, 'null', ${claim.at})
    on conflict (staff_id, key) do update set answered_at = excluded.answered_at
      where answered_request.status = ${underWay} and answered_request.request_digest = excluded.request_digest
        and answered_request.answered_at < ${claim.staleBefore}
    returning key`.execute(db);
  return rows.length > 0;
}

export async function answeredRequest(
  db: Queries,
  { staffId, key }: RequestKey,
): Promise<AnsweredRow | undefined> {
  return (await db
    .selectFrom('answered_request')
    .select(['request_digest', 'status', 'response', 'answered_at'])
    .where('staff_id', '=', staffId)
    .where('key', '=', key)
    .executeTakeFirst()) as AnsweredRow | undefined;
}

/** Called in the transaction of the act itself: from its commit on, the request can not be done again. */
export async function markCommitted(db: Queries, { staffId, key }: RequestKey): Promise<void> {
  await later(
    db,
    sql`update answered_request set status = ${committed}
      where staff_id = ${staffId} and key = ${key} and status = ${underWay}`,
  );
}

export async function keepAnswer(
  db: Queries,
  { staffId, key }: RequestKey,
  answer: {
    readonly status: number;
    readonly kept: KeptAnswer;
    readonly at: Date;
    /** What an upload turned out to be, instead of the digest it was claimed under. */
    readonly digest?: string;
  },
): Promise<void> {
  await later(
    db,
    sql`update answered_request set status = ${answer.status}, response = ${JSON.stringify(answer.kept)}::jsonb,
      answered_at = ${answer.at}, request_digest = coalesce(${answer.digest ?? null}, request_digest)
      where staff_id = ${staffId} and key = ${key}`,
  );
}

/** Gives up a claim whose work failed, so that it can be tried again. */
export async function releaseKey(db: Queries, { staffId, key }: RequestKey): Promise<void> {
  await sql`delete from answered_request
    where staff_id = ${staffId} and key = ${key} and status = ${underWay}`.execute(db);
}

export async function forgetAnswers(db: Queries, before: Date): Promise<void> {
  await db.deleteFrom('answered_request').where('answered_at', '<', before).execute();
}

/** For the rest of the transaction: its commit is in order with others, but does not wait until it is on disk. */
export async function doNotWaitForDisk(db: Queries): Promise<void> {
  await later(db, sql`set local synchronous_commit = off`);
}
