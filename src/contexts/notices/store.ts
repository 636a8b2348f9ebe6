import { sql } from 'kysely';
import type { Queries } from '../../platform/database/database.ts';

/** Messages to staff, and which reminders have been sent. */

export interface MessageRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly link: string;
  readonly created_at: Date;
  readonly read_at: Date | null;
}

export interface NewMessage {
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly link: string;
  readonly at: Date;
}

/** One message to each of several people, in one statement. */
export async function insertMessages(
  db: Queries,
  staffIds: readonly string[],
  message: NewMessage,
): Promise<void> {
  if (staffIds.length === 0) return;
  await sql`
    insert into message (staff_id, kind, title, body, link, created_at)
    select staff_id, ${message.kind}, ${message.title}, ${message.body}, ${message.link}, ${message.at}
    from unnest(${[...new Set(staffIds)]}::uuid[]) as staff_id`.execute(db);
}

/** Unread ones first, then the newest; at most `limit`. */
export function messagesOf(db: Queries, staffId: string, limit: number): Promise<MessageRow[]> {
  return db
    .selectFrom('message')
    .select(['id', 'kind', 'title', 'body', 'link', 'created_at', 'read_at'])
    .where('staff_id', '=', staffId)
    .orderBy(sql`read_at is not null`)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The message with the instant it was first read; nothing if it is not this person's. */
export async function markRead(
  db: Queries,
  staffId: string,
  id: string,
  at: Date,
): Promise<MessageRow | undefined> {
  return db
    .updateTable('message')
    .set({ read_at: sql<Date>`coalesce(read_at, ${at})` })
    .where('id', '=', id)
    .where('staff_id', '=', staffId)
    .returning(['id', 'kind', 'title', 'body', 'link', 'created_at', 'read_at'])
    .executeTakeFirst();
}

export interface ReminderKey {
  readonly caseKind: string;
  readonly caseId: string;
  readonly kind: string;
  /** `YYYY-MM-DD`; a case whose date moved is reminded of again. */
  readonly dueOn: string;
}

/** True the first time a cause is named. */
export async function insertReminder(db: Queries, reminder: ReminderKey, at: Date): Promise<boolean> {
  const { caseKind, caseId, kind, dueOn } = reminder;
  const row = await db
    .insertInto('sent_reminder')
    .values({ case_kind: caseKind, case_id: caseId, kind, due_on: dueOn, sent_at: at })
    .onConflict(conflict => conflict.doNothing())
    .returning('kind')
    .executeTakeFirst();
  return row !== undefined;
}
