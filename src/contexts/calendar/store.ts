import { sql } from 'kysely';
import type { Day } from '../../law/day.ts';
import type { Queries } from '../../platform/database/database.ts';
import type { NoticeDay, SetDay } from './rules.ts';

/** Notices as they came in, the days they add up to, and the due dates they moved. */

export interface NoticeRow {
  readonly id: string;
  readonly year: number;
  readonly title: string;
  readonly document_no: string;
  readonly source: string;
  readonly issued_on: Day | null;
  readonly days: readonly NoticeDay[];
  readonly imported_at: Date;
}

export interface NewNotice extends Omit<NoticeRow, 'days'> {
  readonly text: string;
  readonly days: readonly NoticeDay[];
  readonly imported_by: string | null;
}

const noticeColumns = [
  'id',
  'year',
  'title',
  'document_no',
  'source',
  'issued_on',
  'days',
  'imported_at',
] as const;

/** Notices that stand, in the order they came. */
export function standingNotices(db: Queries): Promise<NoticeRow[]> {
  return db
    .selectFrom('calendar_notice')
    .select(noticeColumns)
    .where('superseded_by', 'is', null)
    .orderBy('imported_at')
    .orderBy('id')
    .execute() as Promise<NoticeRow[]>;
}

/** How many notices ever came in. It only grows, and every change of the calendar is a notice: so it is its version. */
export async function noticeCount(db: Queries): Promise<number> {
  const row = await db
    .selectFrom('calendar_notice')
    .select(query => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Held to the end of the transaction: two notices handed in at once go on top of each other, not side by side. */
export async function lockCalendar(db: Queries): Promise<void> {
  await sql`lock table calendar_notice in share row exclusive mode`.execute(db);
}

export async function insertNotice(
  db: Queries,
  notice: NewNotice,
  supersedes: readonly string[],
): Promise<void> {
  // It points to itself until the notices it replaces point to it: there is one that stands per year and title.
  const row = { ...notice, days: JSON.stringify(notice.days), superseded_by: notice.id };
  await db.insertInto('calendar_notice').values(row).execute();
  if (supersedes.length > 0)
    await db
      .updateTable('calendar_notice')
      .set({ superseded_by: notice.id })
      .where('id', 'in', supersedes)
      .execute();
  await db.updateTable('calendar_notice').set({ superseded_by: null }).where('id', '=', notice.id).execute();
}

export async function insertNotices(db: Queries, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(notice => ({ ...notice, days: JSON.stringify(notice.days) }));
  await db.insertInto('calendar_notice').values(rows).execute();
}

/** Writes the days that the standing notices add up to. */
export async function replaceDays(db: Queries, days: readonly SetDay[]): Promise<void> {
  await db.deleteFrom('calendar_day').execute();
  await sql`
    insert into calendar_day (day, kind, name, notice_id)
    select day, kind, name, "noticeId"
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as given(day date, kind text, name text, "noticeId" uuid)
  `.execute(db);
}

export interface DayRow {
  readonly day: string;
  readonly kind: 'holiday' | 'make-up';
  readonly name: string;
}

export function daysOfYear(db: Queries, year: number): Promise<DayRow[]> {
  return db
    .selectFrom('calendar_day')
    .select(['day', 'kind', 'name'])
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .orderBy('day')
    .execute() as Promise<DayRow[]>;
}

export interface MovedRow {
  readonly case_kind: string;
  readonly case_id: string;
  readonly due_before: string;
  readonly due_after: string;
  readonly moved_at: Date;
}

export interface NewMoved {
  readonly caseId: string;
  readonly dueBefore: string;
  readonly dueAfter: string;
}

export async function insertMoved(
  db: Queries,
  cause: { readonly noticeId: string; readonly caseKind: string; readonly at: Date },
  moved: readonly NewMoved[],
): Promise<void> {
  if (moved.length === 0) return;
  await sql`
    insert into moved_deadline (notice_id, case_kind, case_id, due_before, due_after, moved_at)
    select ${cause.noticeId}, ${cause.caseKind}, "caseId", "dueBefore", "dueAfter", ${cause.at}
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
      as given("caseId" text, "dueBefore" date, "dueAfter" date)`.execute(db);
}

/** The newest first; at most `limit`. */
export function movedDeadlines(
  db: Queries,
  only: { readonly caseKind?: string | undefined; readonly caseId?: string | undefined },
  limit: number,
): Promise<MovedRow[]> {
  let query = db
    .selectFrom('moved_deadline')
    .select(['case_kind', 'case_id', 'due_before', 'due_after', 'moved_at']);
  if (only.caseKind !== undefined) query = query.where('case_kind', '=', only.caseKind);
  if (only.caseId !== undefined) query = query.where('case_id', '=', only.caseId);
  return query.orderBy('moved_at', 'desc').orderBy('case_kind').orderBy('case_id').limit(limit).execute();
}
