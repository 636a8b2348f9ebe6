import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../law/day.ts';
import { later, type Queries } from '../../../platform/database/database.ts';
import type { Trx } from '../ports.ts';
import type { DecidingKind, Validity, ValidityEvent } from '../rules/normative-validity.ts';
import { lastPublic } from './relations.ts';

/** What the derivation of validity reads, and what of it was recorded. */

export interface NormativeFacts {
  readonly id: string;
  readonly path: string;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly indexNo: string;
  readonly title: string;
  readonly documentNo: string;
  readonly issuer: string;
  readonly madeOn: Day;
  readonly releasedOn: Day;
  readonly effectiveOn: Day | null;
  readonly expiresOn: Day | null;
  readonly isLive: boolean;
  readonly versionNo: number;
  readonly withdrawal: {
    readonly kind: 'published-in-error' | 'replaced' | 'repealed';
    readonly on: Day;
  } | null;
  readonly events: readonly ValidityEvent[];
}

interface FactRow {
  readonly id: string;
  readonly path: string;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly indexNo: string | null;
  readonly title: string;
  readonly documentNo: string;
  readonly issuer: string;
  readonly madeOn: Day;
  readonly releasedOn: Day;
  readonly effectiveOn: Day | null;
  readonly expiresOn: Day | null;
  readonly isLive: boolean;
  readonly versionNo: number;
  readonly stated: Validity | null;
  readonly statedOn: Day | null;
  readonly withdrawalKind: 'published-in-error' | 'replaced' | 'repealed' | null;
  readonly withdrawnOn: Day | null;
}

interface ActRow {
  readonly targetId: string;
  readonly kind: 'amends' | 'repeals' | 'expires' | 'keeps';
  readonly actId: string;
  readonly title: string;
  readonly documentNo: string;
  readonly on: Day;
  /** Does the act's last public version still say so? */
  readonly stands: boolean;
  readonly amendedOn: Day;
  readonly withdrawnInErrorOn: Day | null;
}

const kindOfRelation: Readonly<Record<ActRow['kind'], DecidingKind>> = {
  amends: 'amended',
  repeals: 'repealed',
  expires: 'declared-expired',
  keeps: 'kept',
};

const civil = (instant: string): RawBuilder<unknown> =>
  sql.raw(`to_char(${instant} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`);

/**
 * Acts on documents: one row for each act, kind and target. A relation takes effect on its own day, else when the act
 * takes effect, else when the act was first released saying so; never before the document was made.
 */
async function actRows(db: Queries, where: RawBuilder<unknown>): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select n.id as "targetId", r.kind, a.id as "actId", p.title, coalesce(p.metadata->>'documentNo', '') as "documentNo",
      (array_agg(coalesce(to_char(r.on_day, 'YYYY-MM-DD'), v.metadata->>'effectiveOn', ${civil('f.released_at')})
        order by r.act_version_no desc))[1] as "on",
      bool_or(r.act_version_no = p.no) as stands, ${civil('max(p.released_at)')} as "amendedOn",
      ${civil("max(case when w.kind = 'published-in-error' then w.withdrawn_at end)")} as "withdrawnInErrorOn"
    from document n
    join document_relation r on r.kind in ('amends', 'repeals', 'expires', 'keeps') and r.act_id <> n.id and
      (r.target_id = n.id or (r.target_id is null and exists (select 1 from normative_name m
        where m.document_id = n.id and m.key = r.target_key and m.words = r.target_words)))
    join version v on v.document_id = r.act_id and v.no = r.act_version_no
    join lateral (select min(e.released_at) as released_at from document_relation o
      join version e on e.document_id = o.act_id and e.no = o.act_version_no
      where o.act_id = r.act_id and o.kind = r.kind and o.target_key = r.target_key
        and o.target_words = r.target_words) f on true
    join document a on a.id = r.act_id
    join lateral (select x.no, x.title, x.metadata, x.released_at from version x where x.document_id = a.id
      and x.state in ('released', 'withdrawn', 'superseded') order by x.no desc limit 1) p on true
    left join withdrawal w on w.document_id = a.id
    where ${where}
    group by n.id, r.kind, a.id, p.title, p.metadata->>'documentNo'`.execute(db);
  return rows;
}

function eventOfAct(row: ActRow, madeOn: Day): ValidityEvent[] {
  // Written by name only, a later edition of the same title is not what the act meant.
  if (row.on < madeOn) return [];
  const event = {
    kind: kindOfRelation[row.kind],
    on: row.on,
    act: { id: row.actId, title: row.title, documentNo: row.documentNo },
  };
  if (row.withdrawnInErrorOn !== null)
    return [{ ...event, voided: { on: row.withdrawnInErrorOn, cause: 'act-withdrawn' } }];
  if (!row.stands) return [{ ...event, voided: { on: row.amendedOn, cause: 'act-amended' } }];
  return [event];
}

function ownEvents(row: FactRow): ValidityEvent[] {
  const events: ValidityEvent[] = [];
  const { effectiveOn, expiresOn, stated, statedOn, withdrawalKind, withdrawnOn } = row;
  if (effectiveOn !== null) events.push({ kind: 'effective', on: effectiveOn, act: null });
  if (expiresOn !== null) events.push({ kind: 'term-ended', on: expiresOn, act: null });
  if (stated !== null && stated !== 'in-force' && statedOn !== null)
    events.push({ kind: 'stated', on: statedOn, act: null, stated });
  if (withdrawalKind !== null && withdrawalKind !== 'published-in-error' && withdrawnOn !== null)
    events.push({ kind: 'withdrawn-as-repealed', on: withdrawnOn, act: null });
  return events;
}

async function factsWhere(db: Queries, where: RawBuilder<unknown>): Promise<NormativeFacts[]> {
  const { rows } = await sql<FactRow>`
    select d.id, d.path, d.column_id as "columnId", d.owner_unit_id as "ownerUnitId", d.index_no as "indexNo", p.title,
      coalesce(p.metadata->>'documentNo', '') as "documentNo", coalesce(p.metadata->>'issuer', '') as issuer,
      coalesce(p.metadata->>'writtenOn', ${civil('d.first_released_at')}) as "madeOn",
      ${civil('d.first_released_at')} as "releasedOn", p.metadata->>'effectiveOn' as "effectiveOn",
      p.metadata->>'expiresOn' as "expiresOn", d.live_version is not null as "isLive", p.no as "versionNo",
      p.metadata->>'validity' as stated,
      (select ${civil('min(e.released_at)')} from version e where e.document_id = d.id and e.released_at is not null
        and e.metadata->>'validity' = p.metadata->>'validity') as "statedOn",
      w.kind as "withdrawalKind", ${civil('w.withdrawn_at')} as "withdrawnOn"
    from document d ${lastPublic} left join withdrawal w on w.document_id = d.id
    where d.kind = 'normative-document' and d.first_released_at is not null and ${where}
    order by "madeOn", d.id`.execute(db);
  if (rows.length === 0) return [];
  const acts = await actRows(db, sql`n.id = any(${rows.map(row => row.id)}::uuid[])`);
  const byTarget = Map.groupBy(acts, act => act.targetId);
  return rows.map(({ stated: _, statedOn: __, withdrawalKind, withdrawnOn, ...row }, at) => ({
    ...row,
    indexNo: row.indexNo ?? '',
    withdrawal:
      withdrawalKind === null || withdrawnOn === null ? null : { kind: withdrawalKind, on: withdrawnOn },
    events: [
      ...ownEvents(rows[at]!),
      ...(byTarget.get(row.id) ?? []).flatMap(act => eventOfAct(act, row.madeOn)),
    ],
  }));
}

/** Of the documents with these ids, those that are normative and were ever public. */
export function factsOf(db: Queries, ids: readonly string[]): Promise<NormativeFacts[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return factsWhere(db, sql`d.id = any(${[...ids]}::uuid[])`);
}

/** Every normative document that is or was public; what was published in error is none. */
export function allFacts(db: Queries): Promise<NormativeFacts[]> {
  return factsWhere(db, sql`(w.kind is null or w.kind <> 'published-in-error')`);
}

/**
 * Holds the rows of validity of these documents until the transaction ends, in one order, and answers the last recorded
 * validity of each; null where none was. What is derived afterwards is what the last writer left.
 */
export async function lockStates(
  trx: Trx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Validity | null>> {
  await later(
    trx,
    sql`insert into normative_state (document_id)
      select d.id from document d where d.id = any(${[...ids]}::uuid[]) and d.kind = 'normative-document'
        and d.first_released_at is not null
      order by d.id on conflict do nothing`,
  );
  const { rows } = await sql<{ id: string; validity: Validity | null }>`
    select document_id as id, validity from normative_state where document_id = any(${[...ids]}::uuid[])
    order by document_id for update`.execute(trx);
  return new Map(rows.map(row => [row.id, row.validity]));
}

export interface StateWrite {
  readonly id: string;
  readonly validity: Validity;
  readonly since: Day | null;
  readonly nextOn: Day | null;
  readonly at: Date;
  /** Null: nothing changed, or nothing was recorded before. */
  readonly change: {
    readonly was: Validity;
    readonly on: Day;
    readonly cause: string;
    readonly actId: string | null;
  } | null;
}

export async function writeState(trx: Trx, write: StateWrite): Promise<void> {
  const { id, validity, since, nextOn, at, change } = write;
  await later(
    trx,
    sql`update normative_state set validity = ${validity}, since = ${since}::date, next_on = ${nextOn}::date,
      settled_at = ${at}::timestamptz where document_id = ${id}::uuid`,
  );
  if (change === null) return;
  await later(
    trx,
    sql`insert into validity_change (document_id, was, validity, on_day, cause, act_id, recorded_at)
      values (${id}::uuid, ${change.was}, ${validity}, ${change.on}::date, ${change.cause}, ${change.actId}::uuid,
        ${at}::timestamptz)`,
  );
}

/** Documents whose validity has turned by a day, or was never derived. */
export async function unsettled(db: Queries, by: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from document d left join normative_state s on s.document_id = d.id
    where d.kind = 'normative-document' and d.first_released_at is not null
      and (s.validity is null or s.next_on <= ${by}::date)
    order by d.id limit 5000`.execute(db);
  return rows.map(row => row.id);
}

/** The validity last recorded of documents; those that are not normative are absent. */
export async function recordedValidity(
  db: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Validity>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; validity: Validity }>`
    select document_id as id, validity from normative_state
    where document_id = any(${[...ids]}::uuid[]) and validity is not null`.execute(db);
  return new Map(rows.map(row => [row.id, row.validity]));
}

export interface RecordedChange {
  readonly was: Validity;
  readonly validity: Validity;
  readonly on: Day;
  readonly cause: string;
  readonly recordedAt: Date;
}

export async function recordedChanges(db: Queries, id: string): Promise<RecordedChange[]> {
  const { rows } = await sql<RecordedChange>`
    select was, validity, to_char(on_day, 'YYYY-MM-DD') as "on", cause, recorded_at as "recordedAt"
    from validity_change where document_id = ${id}::uuid order by id`.execute(db);
  return rows;
}
