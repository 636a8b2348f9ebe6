import { type Selectable, sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { ChannelTaskTable } from '../../../platform/database/schema.ts';
import type { Progress } from '../carrier.ts';
import type { TaskKind, TaskState } from '../contract.ts';

/** Tasks of channels: rows and SQL. */

export type TaskTableRow = Selectable<ChannelTaskTable>;

export interface TaskFile {
  readonly fileDigest: string;
  readonly name: string;
}

export type StoredTask = Omit<TaskTableRow, 'kind' | 'state' | 'progress' | 'files'> & {
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly progress: Progress;
  readonly files: readonly TaskFile[];
};

export function taskOf(row: TaskTableRow): StoredTask {
  return row as unknown as StoredTask;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface NewTask {
  readonly kind: TaskKind;
  readonly documentId: string;
  readonly versionNo: number;
  readonly channel: string;
  readonly state: TaskState;
  readonly unitId: string;
  readonly ownerUnitId: string;
  readonly title: string;
  readonly path: string;
  readonly files: readonly TaskFile[];
  readonly words: string;
  readonly dueOn: string;
  readonly dueProvisional: boolean;
  readonly isAutomatic: boolean;
  readonly at: Date;
  readonly notBefore?: Date;
  readonly postedOn?: string;
  readonly proofDueOn?: string;
}

/** Answers the id; nothing if the task is there already. */
export async function insertTask(db: Queries, task: NewTask): Promise<string | undefined> {
  const row = await db
    .insertInto('channel_task')
    .values({
      kind: task.kind,
      document_id: task.documentId,
      version_no: task.versionNo,
      channel: task.channel,
      state: task.state,
      unit_id: task.unitId,
      owner_unit_id: task.ownerUnitId,
      title: task.title,
      path: task.path,
      files: JSON.stringify(task.files),
      words: task.words,
      due_on: task.dueOn,
      due_provisional: task.dueProvisional,
      is_automatic: task.isAutomatic,
      not_before: task.notBefore ?? null,
      posted_on: task.postedOn ?? null,
      proof_due_on: task.proofDueOn ?? null,
      created_at: task.at,
      changed_at: task.at,
    })
    .onConflict(conflict => conflict.columns(['document_id', 'version_no', 'channel', 'kind']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Every task of an item, the oldest first; locked, so that two acts on the item see each other's tasks. */
export async function lockTasksOf(db: Queries, documentId: string): Promise<StoredTask[]> {
  const rows = await db
    .selectFrom('channel_task')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(taskOf);
}

export async function tasksOf(db: Queries, documentId: string): Promise<StoredTask[]> {
  const rows = await db
    .selectFrom('channel_task')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('version_no', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(taskOf);
}

export async function findTask(db: Queries, id: string): Promise<StoredTask | undefined> {
  if (!uuid.test(id)) return undefined;
  const row = await db.selectFrom('channel_task').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : taskOf(row);
}

export async function lockTask(db: Queries, id: string): Promise<StoredTask | undefined> {
  if (!uuid.test(id)) return undefined;
  const row = await db
    .selectFrom('channel_task')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : taskOf(row);
}

export async function cancelTasks(db: Queries, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('channel_task')
    .set({ state: 'cancelled', changed_at: at })
    .where('id', 'in', [...ids])
    .execute();
}

export interface TaskChange {
  readonly state: TaskState;
  readonly at: Date;
  readonly postedOn?: string | null;
  readonly postedUntil?: string | null;
  readonly place?: string | null;
  readonly address?: string | null;
  readonly note?: string | null;
  readonly proofDueOn?: string | null;
  readonly doneBy?: string | null;
  readonly code?: string | null;
  readonly advice?: string | null;
  readonly failures?: number;
  readonly notBefore?: Date | null;
  /** A person takes it over from the carrier. */
  readonly isAutomatic?: boolean;
}

/** Writes what is named; the rest stays. */
export async function changeTask(db: Queries, id: string, change: TaskChange): Promise<void> {
  const named = {
    state: change.state,
    posted_on: change.postedOn,
    posted_until: change.postedUntil,
    place: change.place,
    address: change.address,
    note: change.note,
    proof_due_on: change.proofDueOn,
    done_by: change.doneBy,
    code: change.code,
    advice: change.advice,
    failures: change.failures,
    not_before: change.notBefore,
    is_automatic: change.isAutomatic,
  };
  const set = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  await db
    .updateTable('channel_task')
    .set({ ...set, changed_at: change.at })
    .where('id', '=', id)
    .execute();
}

export interface TaskFilter {
  readonly states: readonly TaskState[] | null;
  readonly channel: string | null;
  /** Null: every unit. */
  readonly unitIds: readonly string[] | null;
  readonly late: 'hand-over' | 'proof' | 'any' | null;
  readonly today: string;
}

function condition({ states, channel, unitIds, late, today }: TaskFilter) {
  const handOver = sql`(state in ('to-do', 'in-progress', 'stuck') and due_on < ${today})`;
  const proof = sql`(state = 'posted' and proof_due_on < ${today})`;
  const lateness =
    late === null
      ? sql`true`
      : late === 'any'
        ? sql`(${handOver} or ${proof})`
        : late === 'proof'
          ? proof
          : handOver;
  return sql<boolean>`(${states === null} or state = any(${states === null ? [] : [...states]}::text[]))
    and (${channel}::text is null or channel = ${channel})
    and (${unitIds === null} or unit_id = any(${unitIds === null ? [] : [...unitIds]}::text[])
      or owner_unit_id = any(${unitIds === null ? [] : [...unitIds]}::text[]))
    and ${lateness}`;
}

/** The most pressing first. Pages count from 1. */
export async function listTasks(db: Queries, filter: TaskFilter, page: number, size: number) {
  const where = condition(filter);
  const [rows, counted] = await Promise.all([
    db
      .selectFrom('channel_task')
      .selectAll()
      .where(where)
      .orderBy(sql`state in ('proven', 'cancelled')`)
      .orderBy(sql`coalesce(case when state = 'posted' then proof_due_on end, due_on)`)
      .orderBy('id')
      .limit(size)
      .offset((page - 1) * size)
      .execute(),
    db
      .selectFrom('channel_task')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where(where)
      .executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(taskOf), count: Number(counted.count) };
}

/** Tasks past their day, for the reminders. */
export async function lateTasks(db: Queries, today: string): Promise<StoredTask[]> {
  const filter = { states: null, channel: null, unitIds: null, late: 'any', today } as const;
  const rows = await db
    .selectFrom('channel_task')
    .selectAll()
    .where(condition(filter))
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  return rows.map(taskOf);
}
