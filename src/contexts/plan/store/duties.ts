import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { Schema } from '../../../platform/database/schema.ts';
import type { ExplanationView } from '../../calendar/contract.ts';
import type { DutyState } from '../contract.ts';
import { isUuid } from './plans.ts';

/** Duties: what is due of whom, and whether it is met. */

export interface DutyRow {
  readonly id: string;
  readonly plan_id: string;
  readonly leaf_id: string;
  readonly unit_id: string;
  readonly period: string;
  readonly trigger_words: string;
  readonly trigger_on: string;
  readonly due_on: string;
  readonly provisional: boolean;
  readonly explanation: ExplanationView;
  readonly required: readonly number[];
  readonly covered: readonly number[];
  readonly met_on: string | null;
  readonly not_applicable_reason: string | null;
  readonly not_applicable_asked_by: string | null;
  readonly not_applicable_by: string | null;
  readonly not_applicable_on: string | null;
  readonly not_applicable_refused_reason: string | null;
  readonly not_applicable_refused_by: string | null;
  readonly not_applicable_refused_on: string | null;
  readonly title: string;
  readonly area: string | null;
  readonly year: number;
}

export interface NewDuty {
  readonly planId: string;
  readonly leafId: string;
  readonly unitId: string;
  readonly period: string;
  readonly triggerWords: string;
  readonly triggerOn: string;
  readonly required: readonly number[];
  readonly explanation: ExplanationView;
  readonly at: Date;
}

function dueFields(explanation: ExplanationView) {
  return {
    due_on: explanation.dueOn,
    provisional: explanation.provisional,
    explanation: JSON.stringify(explanation),
  };
}

/** Inserts duties; one that is there already (same leaf, unit and period) is left as it is. Answers the new ids. */
export async function insertDuties(db: Queries, duties: readonly NewDuty[]): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < duties.length; at += 1000) {
    const rows = duties.slice(at, at + 1000).map(duty => ({
      plan_id: duty.planId,
      leaf_id: duty.leafId,
      unit_id: duty.unitId,
      period: duty.period,
      trigger_words: duty.triggerWords,
      trigger_on: duty.triggerOn,
      required: [...duty.required],
      created_at: duty.at,
      ...dueFields(duty.explanation),
    }));
    const inserted = await db
      .insertInto('duty')
      .values(rows)
      .onConflict(conflict => conflict.columns(['plan_id', 'leaf_id', 'unit_id', 'period']).doNothing())
      .returning('id')
      .execute();
    ids.push(...inserted.map(row => row.id));
  }
  return ids;
}

/** Duties with title, area and year of their plan. Drafts have none. */
function joined(db: Queries) {
  return db
    .selectFrom('duty')
    .innerJoin('obligation', join =>
      join.onRef('obligation.plan_id', '=', 'duty.plan_id').onRef('obligation.leaf_id', '=', 'duty.leaf_id'),
    )
    .innerJoin('plan', 'plan.id', 'duty.plan_id');
}

function selected(db: Queries) {
  return joined(db)
    .selectAll('duty')
    .select(['obligation.title', 'obligation.area', 'obligation.position', 'plan.year']);
}

export async function dutyById(
  db: Queries,
  id: string,
  lock: 'lock' | 'no-lock' = 'no-lock',
): Promise<DutyRow | undefined> {
  if (!isUuid(id)) return undefined;
  const query = selected(db).where('duty.id', '=', id);
  const row = await (lock === 'lock' ? query.forUpdate('duty') : query).executeTakeFirst();
  return row as DutyRow | undefined;
}

export async function dutiesOfPlan(
  db: Queries,
  planId: string,
  lock: 'lock' | 'no-lock' = 'lock',
): Promise<DutyRow[]> {
  const query = selected(db).where('duty.plan_id', '=', planId).orderBy('duty.id');
  const rows = await (lock === 'lock' ? query.forUpdate('duty') : query).execute();
  return rows as unknown as DutyRow[];
}

/** The id of the duty of a leaf, unit and period. */
export async function dutyOf(
  db: Queries,
  planId: string,
  leafId: string,
  unitId: string,
  period: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('duty')
    .select('id')
    .where('plan_id', '=', planId)
    .where('leaf_id', '=', leafId)
    .where('unit_id', '=', unitId)
    .where('period', '=', period)
    .executeTakeFirst();
  return row?.id;
}

/** Duties of one leaf and period, for what several owners answer for together. Locked in a fixed order. */
export async function siblings(db: Queries, duty: DutyRow): Promise<DutyRow[]> {
  return (await selected(db)
    .where('duty.plan_id', '=', duty.plan_id)
    .where('duty.leaf_id', '=', duty.leaf_id)
    .where('duty.period', '=', duty.period)
    .orderBy('duty.id')
    .forUpdate('duty')
    .execute()) as unknown as DutyRow[];
}

export interface DutyDay {
  readonly today: string;
  /** The last due date that counts as due today (not merely not yet due). */
  readonly horizon: string;
}

type JoinedTables = Pick<Schema, 'duty' | 'obligation' | 'plan'>;

/** The same question as `dutyState` of the rules, asked of the database; a test holds both to each other. */
function stateExpression({ today, horizon }: DutyDay) {
  return sql<DutyState>`case
    when duty.not_applicable_on is not null then 'not-applicable'
    when duty.met_on is not null and duty.met_on <= duty.due_on then 'met'
    when duty.met_on is not null then 'met-late'
    when duty.due_on < ${today}::date then 'late'
    when duty.due_on <= ${horizon}::date then 'due'
    else 'not-yet-due' end`;
}

export interface DutyFilter {
  readonly year?: number | undefined;
  readonly states?: readonly string[] | undefined;
  readonly unitIds?: readonly string[] | undefined;
  readonly area?: string | undefined;
  readonly leafId?: string | undefined;
  readonly leafIds?: readonly string[] | undefined;
  readonly dueBefore?: string | undefined;
  /** Words in the title. */
  readonly q?: string | undefined;
  /** County duties only, or all but them. */
  readonly counties?: { readonly ids: readonly string[]; readonly are: 'in' | 'out' } | undefined;
}

function conditions(
  builder: ExpressionBuilder<JoinedTables, 'duty' | 'obligation' | 'plan'>,
  filter: DutyFilter,
  day: DutyDay,
): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  const { year, states, unitIds, area, leafId, leafIds, dueBefore, q, counties } = filter;
  if (year !== undefined) all.push(builder('plan.year', '=', year));
  if (states !== undefined) all.push(builder(stateExpression(day), 'in', states as DutyState[]));
  if (unitIds !== undefined) all.push(sql<SqlBool>`duty.unit_id = any(${[...unitIds]})`);
  if (area !== undefined) all.push(builder('obligation.area', '=', area));
  if (leafId !== undefined) all.push(builder('duty.leaf_id', '=', leafId));
  if (leafIds !== undefined) all.push(sql<SqlBool>`duty.leaf_id = any(${[...leafIds]})`);
  if (dueBefore !== undefined) all.push(builder('duty.due_on', '<=', dueBefore));
  if (q !== undefined && q !== '') {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    all.push(
      builder.or([
        builder('obligation.title', 'like', pattern),
        builder('duty.trigger_words', 'like', pattern),
      ]),
    );
  }
  if (counties !== undefined) {
    const isCounty = sql<SqlBool>`duty.unit_id = any(${[...counties.ids]})`;
    all.push(counties.are === 'in' ? isCounty : sql<SqlBool>`not (${isCounty})`);
  }
  return builder.and(all);
}

export interface Page {
  readonly page: number;
  readonly size: number;
}

/** Duties in the order of their due dates, with the count of all that match. */
export async function listDuties(
  db: Queries,
  filter: DutyFilter,
  day: DutyDay,
  { page, size }: Page,
): Promise<{ rows: DutyRow[]; count: number }> {
  const { count } = await joined(db)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(builder => conditions(builder, filter, day))
    .executeTakeFirstOrThrow();
  const rows = (await selected(db)
    .where(builder => conditions(builder, filter, day))
    .orderBy('duty.due_on')
    .orderBy('obligation.position')
    .orderBy('duty.unit_id')
    .orderBy('duty.id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()) as unknown as DutyRow[];
  return { rows, count: Number(count) };
}

export interface StateCount {
  readonly area: string | null;
  readonly unit_id: string;
  readonly state: DutyState;
  readonly count: number;
}

/** How many duties of each area and unit are in each state. */
export async function countStates(db: Queries, filter: DutyFilter, day: DutyDay): Promise<StateCount[]> {
  const rows = await joined(db)
    .select(['obligation.area', 'duty.unit_id'])
    .select([stateExpression(day).as('state'), sql<number>`count(*)`.as('count')])
    .where(builder => conditions(builder, filter, day))
    .groupBy(['obligation.area', 'duty.unit_id', sql`3`])
    .execute();
  return rows.map(row => ({ ...row, count: Number(row.count) }));
}

export async function setCoverage(
  db: Queries,
  id: string,
  coverage: { readonly covered: readonly number[]; readonly metOn: string | null },
): Promise<void> {
  await db
    .updateTable('duty')
    .set({ covered: [...coverage.covered], met_on: coverage.metOn })
    .where('id', '=', id)
    .execute();
}

export interface DutyChange {
  readonly planId?: string;
  readonly required?: readonly number[];
  readonly triggerOn?: string;
  readonly triggerWords?: string;
  readonly explanation?: ExplanationView;
}

export async function changeDuty(db: Queries, id: string, change: DutyChange): Promise<void> {
  const { planId, required, triggerOn, triggerWords, explanation } = change;
  await db
    .updateTable('duty')
    .set({
      ...(planId === undefined ? {} : { plan_id: planId }),
      ...(required === undefined ? {} : { required: [...required] }),
      ...(triggerOn === undefined ? {} : { trigger_on: triggerOn }),
      ...(triggerWords === undefined ? {} : { trigger_words: triggerWords }),
      ...(explanation === undefined ? {} : dueFields(explanation)),
    })
    .where('id', '=', id)
    .execute();
}

/** Writes explanations, and with them the due dates, of many duties in one statement. */
export async function changeExplanations(
  db: Queries,
  changes: readonly { readonly id: string; readonly explanation: ExplanationView }[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update duty set
      explanation = given.explanation,
      due_on = (given.explanation ->> 'dueOn')::date,
      provisional = (given.explanation ->> 'provisional')::boolean
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as given(id uuid, explanation jsonb)
    where duty.id = given.id`.execute(db);
}

/** Open duties whose due date lies between two days, both included; `from` absent: however long ago. */
export async function openDuties(
  db: Queries,
  { from, until }: { readonly from?: string; readonly until?: string },
): Promise<DutyRow[]> {
  let query = selected(db).where('duty.met_on', 'is', null).where('duty.not_applicable_on', 'is', null);
  if (from !== undefined) query = query.where('duty.due_on', '>=', from);
  if (until !== undefined) query = query.where('duty.due_on', '<=', until);
  return (await query
    .orderBy('duty.due_on')
    .orderBy('duty.unit_id')
    .orderBy('duty.id')
    .execute()) as unknown as DutyRow[];
}

/** Ids of all open duties, in their order: for work that goes through all of them in batches. */
export async function openDutyIds(db: Queries): Promise<string[]> {
  const rows = await db
    .selectFrom('duty')
    .select('id')
    .where('met_on', 'is', null)
    .where('not_applicable_on', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(row => row.id);
}

/** Those of the given duties that are open, locked in the order of their ids. */
export async function lockOpenDuties(db: Queries, ids: readonly string[]): Promise<DutyRow[]> {
  const rows = (await selected(db)
    .where(sql<SqlBool>`duty.id = any(${ids}::uuid[])`)
    .orderBy('duty.id')
    .forUpdate('duty')
    .execute()) as unknown as DutyRow[];
  // Asked here: a table without statistics yet would be read by the index of open duties, all of it for every batch.
  return rows.filter(row => row.met_on === null && row.not_applicable_on === null);
}
