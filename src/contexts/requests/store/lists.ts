import { type RawBuilder, sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import { noClass, type RegisterFilters, type RequestQuery } from '../contract.ts';
import { disputeCellCondition } from './dispute-cells.ts';

/** The register page by page, and the load of the sections. */

export interface ListedCase {
  readonly id: string;
  readonly number: string | null;
  readonly matter: string;
  readonly subject: string;
  readonly subjectClass: string;
  readonly via: string;
  readonly applicantKind: string;
  readonly stage: string;
  readonly state: string;
  readonly submittedOn: string;
  readonly receivedOn: string | null;
  readonly dueOn: string | null;
  readonly provisional: boolean;
  readonly unitId: string;
  readonly officerName: string | null;
  readonly outcome: string | null;
  readonly ground: string | null;
  readonly closedOn: string | null;
  readonly isDemo: boolean;
}

/** Days by which the lists judge. */
export interface ListDays {
  readonly today: string;
  /** The last day that counts as soon. */
  readonly soon: string;
}

/** Only these units' cases; null for every unit. */
export type UnitsSeen = readonly string[] | null;

/** The state as it is on a day: what lapses by time alone is not waited for. */
function stateOn(today: string): RawBuilder<string> {
  return sql<string>`(case when r.lapses_on < ${today}::date then r.lapsed_state else r.state end)`;
}

const running = ['running', 'consulting'] as const;

function dueCondition(due: NonNullable<RequestQuery['due']>, days: ListDays): RawBuilder<unknown> {
  const open = sql`r.closed_on is null and ${stateOn(days.today)} in (${sql.join(running)})`;
  if (due === 'late') return sql`${open} and r.due_on < ${days.today}::date`;
  if (due === 'provisional') return sql`${open} and r.provisional`;
  return sql`${open} and r.due_on between ${days.today}::date and ${days.soon}::date`;
}

const columnKinds: Readonly<Record<string, string>> = {
  c1: 'natural-person',
  c2: 'business',
  c3: 'research-institute',
  c4: 'public-benefit',
  c5: 'legal-service',
  c6: 'other-organisation',
};

/** The handlings that a cell of the third table counts: `t3.r3_1.c1`; disputes of the fourth. Nothing fits an unknown cell. */
function cellCondition(cell: string, year: number): RawBuilder<unknown> {
  if (cell.startsWith('t4.')) return disputeCellCondition(cell, year);
  const [, row, column] = /^t3\.(r[0-9_]+)\.(c[1-7])$/.exec(cell) ?? [];
  if (row === undefined || column === undefined) return sql`false`;
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const inYear = sql`c.closed_on between ${first}::date and ${last}::date`;
  const rows: Readonly<Record<string, RawBuilder<unknown>>> = {
    r1: sql`c.received_on between ${first}::date and ${last}::date`,
    r2: sql`c.received_on < ${first}::date and (c.closed_on is null or c.closed_on >= ${first}::date)`,
    r3_7: inYear,
    r4: sql`c.received_on <= ${last}::date and (c.closed_on is null or c.closed_on > ${last}::date)`,
  };
  const counts = rows[row] ?? sql`${inYear} and c.report_row = ${row}`;
  const kind = column === 'c7' ? sql`true` : sql`c.applicant_kind = ${columnKinds[column]}`;
  return sql`exists (select 1 from request_counted c
    where c.request_id = r.id and c.counts_as_received and ${kind} and ${counts})`;
}

function like(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, found => `\\${found}`)}%`;
}

function conditionsOf(query: RegisterFilters, days: ListDays, units: UnitsSeen) {
  const { matter, stage, state, via, unit, applicant, outcome, due, year, cell, q } = query;
  const found: RawBuilder<unknown>[] = [sql`true`];
  if (units !== null) found.push(sql`r.unit_id = any(${[...units]}::text[])`);
  if (matter !== undefined) found.push(sql`r.matter = ${matter}`);
  if (query.class !== undefined)
    found.push(sql`r.subject_class = ${query.class === noClass ? '' : query.class}`);
  if (query.origin === 'letter')
    found.push(sql`exists (select 1 from request_event e
      where e.request_id = r.id and e.kind = 'submitted' and e.body ? 'letter')`);
  if (stage !== undefined) found.push(sql`r.stage = ${stage}`);
  if (state !== undefined) found.push(sql`${stateOn(days.today)} = ${state}`);
  if (via !== undefined) found.push(sql`r.via = ${via}`);
  if (unit !== undefined) found.push(sql`r.unit_id = ${unit}`);
  if (applicant !== undefined) found.push(sql`r.applicant_kind = ${applicant}`);
  if (outcome !== undefined) found.push(sql`r.outcome = ${outcome}`);
  if (due !== undefined) found.push(dueCondition(due, days));
  if (cell !== undefined && year !== undefined) found.push(cellCondition(cell, year));
  else if (year !== undefined)
    found.push(sql`r.submitted_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`);
  if (q !== undefined && q.trim() !== '') {
    const pattern = like(q.trim());
    found.push(
      sql`(r.subject ilike ${pattern} or r.number ilike ${pattern} or r.document_no ilike ${pattern})`,
    );
  }
  return sql.join(found, sql` and `);
}

/** One page, the newest first, and how many there are in all. */
export async function listCases(
  db: Queries,
  query: RequestQuery,
  days: ListDays,
  units: UnitsSeen,
): Promise<{ cases: ListedCase[]; count: number }> {
  const conditions = conditionsOf(query, days, units);
  // Words and cells read every row they might fit: the page and the count come from one reading then. By columns, the
  // page comes from an index at once and the count beside it.
  const readsAll = query.q !== undefined || query.cell !== undefined;
  const counting = sql<{ count: number }>`select count(*) as count from request r where ${conditions}`;
  const [{ rows }, counted] = await Promise.all([
    sql<ListedCase & { all: number }>`
      select r.id, r.number, r.matter, r.subject, r.via, r.applicant_kind as "applicantKind", r.stage,
        ${stateOn(days.today)} as state, r.submitted_on as "submittedOn", r.received_on as "receivedOn",
        r.due_on as "dueOn", r.provisional, r.unit_id as "unitId", r.officer_name as "officerName", r.outcome,
        r.ground, r.closed_on as "closedOn", r.is_demo as "isDemo",
        r.subject_class as "subjectClass", ${readsAll ? sql`count(*) over ()` : sql`0`} as "all"
      from request r where ${conditions} order by r.submitted_on desc, r.id
      limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(db),
    readsAll ? undefined : counting.execute(db),
  ]);
  const cases = rows.map(({ all: _, ...each }) => each);
  if (counted !== undefined) return { cases, count: counted.rows[0]?.count ?? 0 };
  // A page past the last one tells nothing of those before it.
  const count = rows[0]?.all ?? (query.page === 1 ? 0 : (await counting.execute(db)).rows[0]?.count) ?? 0;
  return { cases, count };
}

/** Columns of a line in the file of the register: what is kept beside the events, as of today. */
export interface RegisterLine extends ListedCase {
  readonly documentNo: string;
}

/** Lines that follow a line in the order of the register, at most `limit`. */
export async function registerLines(
  db: Queries,
  filters: RegisterFilters,
  days: ListDays,
  units: UnitsSeen,
  after: Pick<RegisterLine, 'submittedOn' | 'id'> | null,
  limit: number,
): Promise<RegisterLine[]> {
  const later =
    after === null
      ? sql`true`
      : sql`(r.submitted_on < ${after.submittedOn}::date
          or (r.submitted_on = ${after.submittedOn}::date and r.id > ${after.id}::uuid))`;
  const { rows } = await sql<RegisterLine>`
    select r.id, r.number, r.matter, r.subject, r.subject_class as "subjectClass", r.document_no as "documentNo", r.via,
      r.applicant_kind as "applicantKind", r.stage, ${stateOn(days.today)} as state, r.submitted_on as "submittedOn",
      r.received_on as "receivedOn", r.due_on as "dueOn", r.provisional, r.unit_id as "unitId",
      r.officer_name as "officerName", r.outcome, r.ground, r.closed_on as "closedOn", r.is_demo as "isDemo"
    from request r where ${conditionsOf(filters, days, units)} and ${later}
    order by r.submitted_on desc, r.id limit ${limit}`.execute(db);
  return rows;
}

export interface UnitLoad {
  readonly unitId: string;
  readonly open: number;
  readonly soon: number;
  readonly late: number;
}

/** Open cases by section. */
export async function loadOfUnits(db: Queries, days: ListDays, units: UnitsSeen): Promise<UnitLoad[]> {
  const seen = units === null ? sql`true` : sql`r.unit_id = any(${[...units]}::text[])`;
  const { rows } = await sql<UnitLoad>`
    select r.unit_id as "unitId", count(*) as open,
      count(*) filter (where ${dueCondition('soon', days)}) as soon,
      count(*) filter (where ${dueCondition('late', days)}) as late
    from request r where r.closed_on is null and ${seen} group by r.unit_id order by count(*) desc, r.unit_id`.execute(
    db,
  );
  return rows;
}

export interface DueCase {
  readonly id: string;
  readonly subject: string;
  readonly dueOn: string;
  readonly unitId: string;
  readonly officerId: string | null;
}

/** Open cases whose period runs and ends by a day, the most urgent first. */
export async function dueBy(db: Queries, by: string, days: ListDays, units: UnitsSeen): Promise<DueCase[]> {
  const seen = units === null ? sql`true` : sql`r.unit_id = any(${[...units]}::text[])`;
  const { rows } = await sql<DueCase>`
    select r.id, r.subject, r.due_on as "dueOn", r.unit_id as "unitId", r.officer_id as "officerId"
    from request r
    where r.closed_on is null and r.due_on <= ${by}::date and ${seen}
      and ${stateOn(days.today)} in (${sql.join(running)})
    order by r.due_on, r.id`.execute(db);
  return rows;
}

/** Open cases in the stage of the reply, the most urgent first; which of them wait for whom their events tell. */
export async function casesInReply(db: Queries, units: UnitsSeen, most: number): Promise<string[]> {
  const seen = units === null ? sql`true` : sql`r.unit_id = any(${[...units]}::text[])`;
  const { rows } = await sql<{ id: string }>`
    select r.id from request r where r.closed_on is null and r.stage = 'reply' and ${seen}
    order by r.due_on nulls last, r.id limit ${most}`.execute(db);
  return rows.map(row => row.id);
}

/** Cases that came in over the internet, by fax or by plain mail and wait for the confirmation since before a day. */
export async function unconfirmedSince(
  db: Queries,
  before: string,
): Promise<{ id: string; subject: string; unitId: string; submittedOn: string }[]> {
  const { rows } = await sql<{ id: string; subject: string; unitId: string; submittedOn: string }>`
    select id, subject, unit_id as "unitId", submitted_on as "submittedOn" from request
    where state = 'awaiting-confirmation' and closed_on is null and submitted_on < ${before}::date
    order by submitted_on, id`.execute(db);
  return rows;
}

/** Rows whose stored state has lapsed by time alone. */
export async function lapsedCases(db: Queries, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from request where closed_on is null and lapses_on < ${today}::date order by id`.execute(db);
  return rows.map(row => row.id);
}
