import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { ExchangeKind } from '../contract/exchange-columns.ts';
import type { ExchangeAct, ReceiptState } from '../contract.ts';
import type { LastReport, Reported } from '../rules/exchange.ts';

/** Batches that went to the credit sites, row by row. */

export interface StoredBatch {
  readonly id: string;
  readonly organId: string;
  readonly kind: ExchangeKind;
  readonly year: number;
  readonly no: number;
  readonly madeAt: Date;
  readonly madeByName: string;
  readonly digest: string;
  readonly receiptOn: string | null;
  readonly receiptNumber: string | null;
  readonly receiptByName: string | null;
}

export interface StoredRow {
  readonly decisionId: string;
  readonly act: ExchangeAct;
  readonly documentNo: string;
  readonly reported: Reported;
  readonly receipt: ReceiptState;
  readonly receiptWords: string | null;
}

const columns = sql`b.id, b.organ_id as "organId", b.kind, b.year, b.no, b.made_at as "madeAt",
  b.made_by_name as "madeByName", b.digest, b.receipt_on as "receiptOn", b.receipt_number as "receiptNumber",
  b.receipt_by_name as "receiptByName"`;

/** Of each decision the last row that was not refused. */
export async function lastReports(db: Queries, kind: ExchangeKind): Promise<Map<string, LastReport>> {
  const { rows } = await sql<LastReport & { decisionId: string }>`select distinct on (r.decision_id)
      r.decision_id as "decisionId", r.act, r.reported
    from credit_row r join credit_batch b on b.id = r.batch_id
    where b.kind = ${kind} and r.receipt <> 'rejected' order by r.decision_id, r.seq desc`.execute(db);
  return new Map(rows.map(({ decisionId, act, reported }) => [decisionId, { act, reported }]));
}

/** Two who make a batch of the same organ at once: the second waits and then sees what the first reported. */
export async function lockExchange(trx: Queries, organId: string, kind: ExchangeKind): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`credit-exchange ${organId} ${kind}`}, 0))`.execute(
    trx,
  );
}

/** The number that the batch got within its year. */
export async function insertBatch(
  trx: Queries,
  batch: Pick<StoredBatch, 'id' | 'organId' | 'kind' | 'year' | 'madeAt' | 'madeByName' | 'digest'> & {
    readonly madeBy: string;
    readonly rows: readonly Omit<StoredRow, 'receipt' | 'receiptWords'>[];
  },
): Promise<number> {
  const { id, organId, kind, year, madeAt, madeBy, madeByName, digest } = batch;
  const { rows } = await sql<{ no: number }>`insert into credit_batch
      (id, organ_id, kind, year, no, made_at, made_by, made_by_name, digest)
    select ${id}::uuid, ${organId}, ${kind}, ${year}::int, coalesce(max(no), 0) + 1, ${madeAt}::timestamptz, ${madeBy}::uuid, ${madeByName}, ${digest}
    from credit_batch where organ_id = ${organId} and kind = ${kind} and year = ${year} returning no`.execute(
    trx,
  );
  await sql`insert into credit_row (batch_id, decision_id, act, document_no, reported, receipt)
    select ${id}::uuid, (each->>'decisionId')::uuid, each->>'act', each->>'documentNo', each->'reported', 'waiting'
    from jsonb_array_elements(${JSON.stringify(batch.rows)}::jsonb) with ordinality as given (each, at)
    order by at`.execute(trx);
  return rows[0]!.no;
}

export async function batchesOf(
  db: Queries,
  organId: string,
  kind: ExchangeKind,
): Promise<(StoredBatch & { readonly rows: readonly StoredRow[] })[]> {
  const { rows } = await sql<StoredBatch & { rows: StoredRow[] }>`select ${columns},
      (select jsonb_agg(jsonb_build_object('decisionId', r.decision_id, 'act', r.act, 'documentNo', r.document_no,
        'receipt', r.receipt, 'receiptWords', r.receipt_words) order by r.seq) from credit_row r where r.batch_id = b.id) as rows
    from credit_batch b where b.organ_id = ${organId} and b.kind = ${kind}
    order by b.year desc, b.no desc limit 100`.execute(db);
  return rows;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export async function findBatch(db: Queries, id: string, lock = false): Promise<StoredBatch | undefined> {
  if (!uuid.test(id)) return undefined;
  const { rows } = await sql<StoredBatch>`select ${columns} from credit_batch b where b.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

export async function rowsOfBatch(db: Queries, id: string): Promise<StoredRow[]> {
  const { rows } =
    await sql<StoredRow>`select r.decision_id as "decisionId", r.act, r.document_no as "documentNo",
      r.reported, r.receipt, r.receipt_words as "receiptWords"
    from credit_row r where r.batch_id = ${id} order by r.seq`.execute(db);
  return rows;
}

/** What a decision was reported as, the last first. */
export async function reportsOf(
  db: Queries,
  decisionId: string,
): Promise<
  (Pick<StoredRow, 'act' | 'receipt' | 'receiptWords'> &
    Pick<StoredBatch, 'kind' | 'year' | 'no' | 'madeAt'>)[]
> {
  const { rows } = await sql<
    Pick<StoredRow, 'act' | 'receipt' | 'receiptWords'> & Pick<StoredBatch, 'kind' | 'year' | 'no' | 'madeAt'>
  >`select r.act, r.receipt, r.receipt_words as "receiptWords", b.kind, b.year, b.no, b.made_at as "madeAt"
    from credit_row r join credit_batch b on b.id = r.batch_id where r.decision_id = ${decisionId}
    order by r.seq desc`.execute(db);
  return rows;
}

export async function writeReceipt(
  trx: Queries,
  receipt: {
    readonly id: string;
    readonly on: string;
    readonly number: string;
    readonly byName: string;
    readonly rejected: readonly { readonly documentNo: string; readonly words: string }[];
  },
): Promise<void> {
  const { id, on, number, byName, rejected } = receipt;
  await sql`update credit_batch set receipt_on = ${on}, receipt_number = ${number}, receipt_by_name = ${byName}
    where id = ${id}`.execute(trx);
  await sql`update credit_row r set
      receipt = case when g.words is null then 'accepted' else 'rejected' end, receipt_words = g.words
    from credit_row o left join jsonb_to_recordset(${JSON.stringify(rejected)}::jsonb)
      as g ("documentNo" text, words text) on g."documentNo" = o.document_no
    where o.batch_id = ${id} and r.batch_id = o.batch_id and r.decision_id = o.decision_id`.execute(trx);
}
