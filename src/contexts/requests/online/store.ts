import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** SQL of the public side: receipts by form, buckets, and counts in which nobody is named. */

export interface ReceiptRow {
  readonly request_id: string;
  readonly sealed: Buffer;
  readonly kept_at: Date;
}

export async function findReceipt(queries: Queries, formDigest: string): Promise<ReceiptRow | undefined> {
  return queries
    .selectFrom('online_receipt')
    .select(['request_id', 'sealed', 'kept_at'])
    .where('form_digest', '=', formDigest)
    .executeTakeFirst();
}

/** False if the form has become a case already. Waits for another transaction that is just making it one. */
export async function keepReceipt(
  trx: Queries,
  receipt: {
    readonly formDigest: string;
    readonly requestId: string;
    readonly sealed: Uint8Array;
    readonly at: Date;
  },
): Promise<boolean> {
  const kept = await trx
    .insertInto('online_receipt')
    .values({
      form_digest: receipt.formDigest,
      request_id: receipt.requestId,
      sealed: Buffer.from(receipt.sealed),
      kept_at: receipt.at,
    })
    .onConflict(conflict => conflict.column('form_digest').doNothing())
    .executeTakeFirst();
  return Number(kept.numInsertedOrUpdatedRows) === 1;
}

export interface Drop {
  readonly scope: string;
  readonly key: string;
  readonly size: number;
  readonly perHour: number;
  readonly at: Date;
}

/** The level after what has drained since. */
function drained({ perHour, at }: Drop) {
  return sql<number>`greatest(0, online_bucket.level
    - greatest(0, extract(epoch from (${at}::timestamptz - online_bucket.at))) * ${perHour / 3600}::float8)`;
}

/** Adds one try; the level afterwards, at most one above the brim. */
export async function pour(queries: Queries, drop: Drop): Promise<number> {
  const { scope, key, size, at } = drop;
  const row = await queries
    .insertInto('online_bucket')
    .values({ scope, key, level: 1, at })
    .onConflict(conflict =>
      conflict.columns(['scope', 'key']).doUpdateSet({
        level: sql<number>`least(${size}::float8, ${drained(drop)}) + 1`,
        at: sql<Date>`greatest(online_bucket.at, ${at}::timestamptz)`,
      }),
    )
    .returning('level')
    .executeTakeFirstOrThrow();
  return row.level;
}

/** Takes one try back: it was none of a guesser. */
export async function takeBack(queries: Queries, { scope, key }: Drop): Promise<void> {
  await queries
    .updateTable('online_bucket')
    .set({ level: sql<number>`greatest(0, level - 1)` })
    .where('scope', '=', scope)
    .where('key', '=', key)
    .execute();
}

/** The level now; changes nothing. */
export async function levelOf(queries: Queries, drop: Drop): Promise<number> {
  const row = await queries
    .selectFrom('online_bucket')
    .select(drained(drop).as('level'))
    .where('scope', '=', drop.scope)
    .where('key', '=', drop.key)
    .executeTakeFirst();
  return row?.level ?? 0;
}

export async function forgetBefore(queries: Queries, before: Date): Promise<number> {
  const receipts = await queries
    .deleteFrom('online_receipt')
    .where('kept_at', '<', before)
    .executeTakeFirst();
  const buckets = await queries.deleteFrom('online_bucket').where('at', '<', before).executeTakeFirst();
  return Number(receipts.numDeletedRows) + Number(buckets.numDeletedRows);
}

/** Closed cases whose subject holds all of the words, by outcome; nothing of the cases themselves. */
export async function answeredLike(
  queries: Queries,
  words: readonly string[],
  since: string,
): Promise<readonly { outcome: string; count: number }[]> {
  if (words.length === 0) return [];
  const literal = (word: string) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
  let query = queries
    .selectFrom('request')
    .select(eb => ['outcome', eb.fn.countAll<number>().as('count')])
    .where('closed_on', '>=', since)
    .where('outcome', 'is not', null);
  for (const word of words) query = query.where('subject', 'ilike', literal(word));
  const rows = await query.groupBy('outcome').orderBy('outcome').execute();
  return rows.map(row => ({ outcome: row.outcome ?? '', count: Number(row.count) }));
}
