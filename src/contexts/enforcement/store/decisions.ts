import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type {
  Correction,
  DecisionContent,
  DecisionKind,
  DecisionQuery,
  DecisionState,
  Outcome,
  ReleasedDecision,
} from '../contract.ts';

/** The register of decisions. */

export interface StoredDecision {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly unitId: string;
  readonly documentNo: string;
  readonly decidedOn: string;
  readonly content: DecisionContent;
  readonly revision: number;
  readonly state: DecisionState;
  readonly outcome: Outcome | null;
  readonly outcomeOn: string | null;
  readonly outcomeReason: string | null;
  readonly itemId: string | null;
  readonly path: string | null;
  readonly dataDigest: string | null;
  readonly releasedAt: Date | null;
  readonly releasedOn: string | null;
  readonly shownUntil: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
  readonly changedByName: string;
  readonly changedAt: Date;
}

const columns = sql`d.id, d.kind, d.unit_id as "unitId", d.document_no as "documentNo", d.decided_on as "decidedOn",
  d.content, d.revision, d.state, d.outcome, d.outcome_on as "outcomeOn", d.outcome_reason as "outcomeReason",
  d.item_id as "itemId", d.path, d.data_digest as "dataDigest", d.released_at as "releasedAt",
  d.released_on as "releasedOn", d.shown_until as "shownUntil", d.withdrawn_at as "withdrawnAt",
  d.withdrawn_reason as "withdrawnReason", d.changed_by_name as "changedByName", d.changed_at as "changedAt"`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface DecisionWrite {
  readonly id: string;
  readonly content: DecisionContent;
  readonly by: { readonly staffId: string; readonly name: string };
  readonly at: Date;
}

/** False where another decision of the kind bears the number. */
export async function insertDecision(db: Queries, { id, content, by, at }: DecisionWrite): Promise<boolean> {
  const { kind, unitId, documentNo, decidedOn } = content;
  const { rows } = await sql`insert into enforcement_decision
    (id, kind, unit_id, document_no, decided_on, content, revision, state, changed_by, changed_by_name, changed_at, created_at)
    values (${id}, ${kind}, ${unitId}, ${documentNo}, ${decidedOn}, ${JSON.stringify(content)}::jsonb, 1, 'recorded',
      ${by.staffId}, ${by.name}, ${at}, ${at})
    on conflict (kind, document_no) do nothing returning id`.execute(db);
  return rows.length > 0;
}

/** False where another decision of the kind bears the number. */
export async function updateDecision(db: Queries, { id, content, by, at }: DecisionWrite): Promise<boolean> {
  const { kind, unitId, documentNo, decidedOn } = content;
  const { rows } = await sql`update enforcement_decision set kind = ${kind}, unit_id = ${unitId},
    document_no = ${documentNo}, decided_on = ${decidedOn}, content = ${JSON.stringify(content)}::jsonb,
    state = case when state = 'proposed' then 'recorded' else state end,
    revision = revision + 1, changed_by = ${by.staffId}, changed_by_name = ${by.name}, changed_at = ${at}
    where id = ${id} and not exists (select 1 from enforcement_decision o
      where o.kind = ${kind} and o.document_no = ${documentNo} and o.id <> ${id}) returning id`.execute(db);
  return rows.length > 0;
}

export async function writeOutcome(
  db: Queries,
  write: Pick<DecisionWrite, 'id' | 'by' | 'at'> & {
    readonly outcome: Outcome;
    readonly on: string;
    readonly reason: string;
  },
): Promise<void> {
  const { id, by, at, outcome, on, reason } = write;
  await sql`update enforcement_decision set outcome = ${outcome}, outcome_on = ${on}, outcome_reason = ${reason},
    revision = revision + 1, changed_by = ${by.staffId}, changed_by_name = ${by.name}, changed_at = ${at}
    where id = ${id}`.execute(db);
}

/** The decision went to review as this item; false where it was changed, released or annulled meanwhile. */
export async function writeProposal(
  db: Queries,
  write: {
    readonly id: string;
    readonly revision: number;
    /** The item that it had when it was read: of two who propose at once, one is told. */
    readonly itemBefore: string | null;
    readonly itemId: string;
    readonly path: string;
    readonly dataDigest: string;
    readonly data: ReleasedDecision;
  },
): Promise<boolean> {
  const { id, revision, itemBefore, itemId, path, dataDigest, data } = write;
  const { rows } =
    await sql`update enforcement_decision set state = 'proposed', item_id = ${itemId}, path = ${path},
    data_digest = ${dataDigest}, proposed_data = ${JSON.stringify(data)}::jsonb
    where id = ${id} and revision = ${revision} and state <> 'public' and outcome is null
      and item_id is not distinct from ${itemBefore}::uuid returning id`.execute(db);
  return rows.length > 0;
}

export async function findDecision(
  db: Queries,
  id: string,
  lock = false,
): Promise<StoredDecision | undefined> {
  if (!uuid.test(id)) return undefined;
  const { rows } = await sql<StoredDecision>`select ${columns} from enforcement_decision d where d.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

/** The decision that goes out as this item, locked. */
export async function decisionOfItem(db: Queries, itemId: string): Promise<StoredDecision | undefined> {
  const { rows } = await sql<StoredDecision>`select ${columns} from enforcement_decision d
    where d.item_id = ${itemId}::uuid for update`.execute(db);
  return rows[0];
}

const likeOf = (q: string | undefined) =>
  q === undefined || q.trim() === '' ? null : `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;

function matching({ kind, state, unit, year, q }: Partial<DecisionQuery>) {
  const like = likeOf(q);
  return sql`(${kind ?? null}::text is null or d.kind = ${kind ?? null})
    and (${state ?? null}::text is null or d.state = ${state ?? null})
    and (${unit ?? null}::text is null or d.unit_id = ${unit ?? null})
    and (${year ?? null}::int is null or d.decided_on between make_date(${year ?? 1}, 1, 1) and make_date(${year ?? 1}, 12, 31))
    and (${like}::text is null or d.document_no ilike ${like} or d.content->>'partyName' ilike ${like}
      or d.content->>'matter' ilike ${like} or d.content->>'title' ilike ${like})`;
}

export async function listDecisions(
  db: Queries,
  query: DecisionQuery,
): Promise<{ readonly rows: StoredDecision[]; readonly count: number }> {
  const where = matching(query);
  const { rows } = await sql<StoredDecision>`select ${columns} from enforcement_decision d where ${where}
    order by d.decided_on desc, d.id limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from enforcement_decision d
    where ${where}`.execute(db);
  return { rows, count: counted.rows[0]?.n ?? 0 };
}

export async function decisionsOfYear(db: Queries, year: number): Promise<StoredDecision[]> {
  const { rows } = await sql<StoredDecision>`select ${columns} from enforcement_decision d
    where ${matching({ year })} order by d.decided_on, d.id`.execute(db);
  return rows;
}

/** Decisions of a kind that are or were public: what the credit sites know or must learn. */
export async function reportableDecisions(db: Queries, kind: DecisionKind): Promise<StoredDecision[]> {
  const { rows } = await sql<StoredDecision>`select ${columns} from enforcement_decision d
    where d.kind = ${kind} and d.state in ('public', 'withdrawn') order by d.decided_on, d.id`.execute(db);
  return rows;
}

/** Decisions with something still to do: not yet out, or out and to be taken down. */
export async function unsettledDecisions(db: Queries, today: string): Promise<StoredDecision[]> {
  const { rows } = await sql<StoredDecision>`select ${columns} from enforcement_decision d
    where (d.state in ('recorded', 'proposed') and d.outcome is null)
      or (d.state = 'public' and (d.outcome is not null or d.shown_until <= ${today}::date))
    order by d.decided_on, d.id`.execute(db);
  return rows;
}

/** What was proposed is public. Nothing happens where the item bears other data. */
export async function markPublic(
  db: Queries,
  event: {
    readonly id: string;
    readonly digests: readonly string[];
    readonly path: string;
    readonly at: Date;
    readonly on: string;
    readonly shownUntil: string;
  },
): Promise<void> {
  const { id, digests, path, at, on, shownUntil } = event;
  await sql`update enforcement_decision set state = 'public', released_at = ${at}, path = ${path},
    released_on = coalesce(released_on, ${on}::date), shown_until = ${shownUntil}::date, released_data = proposed_data,
    withdrawn_at = null, withdrawn_reason = null
    where id = ${id} and proposed_data is not null and data_digest = any(${[...digests]}::text[])`.execute(
    db,
  );
}

export async function markTakenDown(
  db: Queries,
  event: {
    readonly id: string;
    readonly itemId: string;
    readonly reason: string;
    readonly at: Date;
    readonly correction: Correction;
  },
): Promise<void> {
  const { id, itemId, reason, at, correction } = event;
  await sql`update enforcement_decision set state = 'withdrawn', released_data = null, withdrawn_at = ${at},
    withdrawn_reason = ${reason} where id = ${id}`.execute(db);
  await sql`insert into enforcement_correction (decision_id, outcome, reason, made_on, recorded_at, item_id)
    values (${id}, ${correction.outcome}, ${correction.reason}, ${correction.on}, ${at}, ${itemId}::uuid)
    on conflict do nothing`.execute(db);
}

export async function correctionsOf(db: Queries, id: string): Promise<Correction[]> {
  const { rows } = await sql<Correction>`select outcome, reason, made_on as "on" from enforcement_correction
    where decision_id = ${id} order by recorded_at`.execute(db);
  return rows;
}
