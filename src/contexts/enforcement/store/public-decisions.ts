import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { DecisionKind, Outcome, ReleasedDecision } from '../contract.ts';

/** What is public now, and what was taken down. */

export interface PublicRow {
  readonly released: ReleasedDecision;
  readonly itemId: string;
  readonly path: string;
  readonly dataDigest: string;
  readonly releasedOn: string;
  readonly shownUntil: string;
}

export interface PublicQuery {
  readonly kind?: DecisionKind | undefined;
  readonly year?: number | undefined;
  readonly unit?: string | undefined;
  readonly q?: string | undefined;
  readonly page: number;
  readonly size: number;
}

const columns = sql`d.released_data as released, d.item_id as "itemId", d.path, d.data_digest as "dataDigest",
  d.released_on as "releasedOn", d.shown_until as "shownUntil"`;

function matching({ kind, year, unit, q }: Omit<PublicQuery, 'page' | 'size'>) {
  const like = q === undefined || q === '' ? null : `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`d.state = 'public'
    and (${kind ?? null}::text is null or d.released_data->>'kind' = ${kind ?? null})
    and (${year ?? null}::int is null or left(d.released_data->>'decidedOn', 4) = ${String(year ?? '')})
    and (${unit ?? null}::text is null or d.released_data->>'unitName' = ${unit ?? null})
    and (${like}::text is null or concat_ws(' ', d.released_data->>'documentNo', d.released_data->>'partyName',
      d.released_data->>'matter', d.released_data->>'title', d.released_data->>'conclusion') ilike ${like})`;
}

export async function publicDecisions(
  db: Queries,
  query: PublicQuery,
): Promise<{ readonly rows: PublicRow[]; readonly count: number }> {
  const where = matching(query);
  const { rows } = await sql<PublicRow>`select ${columns} from enforcement_decision d where ${where}
    order by d.released_data->>'decidedOn' desc, d.id
    limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from enforcement_decision d
    where ${where}`.execute(db);
  return { rows, count: counted.rows[0]?.n ?? 0 };
}

export async function publicDecisionOfItem(db: Queries, itemId: string): Promise<PublicRow | undefined> {
  const { rows } = await sql<PublicRow>`select ${columns} from enforcement_decision d
    where d.state = 'public' and d.item_id = ${itemId}::uuid`.execute(db);
  return rows[0];
}

export async function publicDecision(db: Queries, id: string): Promise<PublicRow | undefined> {
  const { rows } = await sql<PublicRow>`select ${columns} from enforcement_decision d
    where d.state = 'public' and d.id::text = ${id}`.execute(db);
  return rows[0];
}

/** Of each kind and year of decision how many are public, and how many were out within their limit. */
export interface PublicCount {
  readonly kind: DecisionKind;
  readonly year: number;
  readonly shown: number;
  readonly onTime: number;
}

export async function publicCounts(db: Queries): Promise<PublicCount[]> {
  const { rows } = await sql<PublicCount>`select d.released_data->>'kind' as kind,
      left(d.released_data->>'decidedOn', 4)::int as year, count(*)::int as shown,
      count(*) filter (where d.released_on <= (d.released_data->>'publishBy')::date)::int as "onTime"
    from enforcement_decision d where d.state = 'public' group by 1, 2 order by 2 desc, 1`.execute(db);
  return rows;
}

export async function publicUnits(db: Queries): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select distinct d.released_data->>'unitName' as name
    from enforcement_decision d where d.state = 'public' order by 1`.execute(db);
  return rows.map(row => row.name);
}

/** A decision that was taken down: its number, when and why; nothing of what it said. */
export interface TakenDown {
  readonly kind: DecisionKind;
  readonly documentNo: string;
  readonly outcome: Outcome | 'expired' | 'error';
  readonly reason: string;
  readonly on: string;
  readonly path: string;
}

export async function takenDown(db: Queries, most: number): Promise<TakenDown[]> {
  const { rows } = await sql<TakenDown>`select d.kind, d.document_no as "documentNo", c.outcome, c.reason,
      (c.recorded_at at time zone 'Asia/Shanghai')::date as "on", d.path
    from enforcement_correction c join enforcement_decision d on d.id = c.decision_id
    where d.state = 'withdrawn' order by c.recorded_at desc limit ${most}`.execute(db);
  return rows;
}
