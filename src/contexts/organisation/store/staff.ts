import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';

/** Accounts of staff. */

export interface StaffRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly unit_id: string;
  readonly post: string;
  readonly roles: string[];
  readonly password_hash: string;
  readonly password_changed_at: Date;
  readonly totp_secret: string | null;
  readonly totp_pending: string | null;
  readonly totp_last_step: number | null;
  readonly failed_count: number;
  readonly locked_until: Date | null;
  readonly disabled_at: Date | null;
  readonly is_demo: boolean;
  readonly created_at: Date;
}

export interface StaffListRow extends StaffRow {
  readonly unit_name: string;
}

export interface NewStaff {
  readonly username: string;
  readonly name: string;
  readonly unit_id: string;
  readonly post: string;
  readonly roles: string[];
  readonly password_hash: string;
  readonly is_demo: boolean;
  readonly created_at: Date;
}

export async function staffByUsername(db: Queries, username: string): Promise<StaffRow | undefined> {
  return (await db.selectFrom('staff').selectAll().where('username', '=', username).executeTakeFirst()) as
    | StaffRow
    | undefined;
}

/** An id that is no uuid names nobody, instead of failing in the database. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return uuid.test(text);
}

/** Locked until the end of the transaction: what is decided on it is still true when it is written. */
export async function lockStaff(db: Queries, id: string): Promise<StaffRow | undefined> {
  if (!isId(id)) return undefined;
  return (await db.selectFrom('staff').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) as
    | StaffRow
    | undefined;
}

export async function staffById(db: Queries, id: string): Promise<StaffListRow | undefined> {
  return isId(id) ? (await listStaff(db, { id }))[0] : undefined;
}

/** By unit in the order of the pack, then by username. `unitId` and `id` narrow the list. */
export function listStaff(db: Queries, only: { unitId?: string; id?: string } = {}): Promise<StaffListRow[]> {
  let query = db
    .selectFrom('staff')
    .innerJoin('unit', 'unit.id', 'staff.unit_id')
    .selectAll('staff')
    .select('unit.name as unit_name');
  if (only.unitId !== undefined) query = query.where('staff.unit_id', '=', only.unitId);
  if (only.id !== undefined) query = query.where('staff.id', '=', only.id);
  return query.orderBy('unit.position').orderBy('staff.username').execute() as Promise<StaffListRow[]>;
}

/** Accounts whose second factor still lies in clear, as versions before kept it; locked. */
export async function lockClearSecrets(
  db: Queries,
): Promise<Pick<StaffRow, 'id' | 'totp_secret' | 'totp_pending'>[]> {
  return db
    .selectFrom('staff')
    .select(['id', 'totp_secret', 'totp_pending'])
    .where(eb =>
      eb.or([eb('totp_secret', 'not like', 'sealed:%'), eb('totp_pending', 'not like', 'sealed:%')]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The new id; nothing if the username is taken. */
export async function insertStaff(db: Queries, staff: NewStaff): Promise<string | undefined> {
  const row = await db
    .insertInto('staff')
    .values({ ...staff, password_changed_at: staff.created_at })
    .onConflict(conflict => conflict.column('username').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function usernamesTaken(db: Queries, usernames: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ username: string }>`
    select username from staff where username = any(${[...usernames]}::text[])`.execute(db);
  return new Set(rows.rows.map(row => row.username));
}

export type StaffChanges = Partial<
  Pick<
    StaffRow,
    | 'name'
    | 'unit_id'
    | 'post'
    | 'roles'
    | 'password_hash'
    | 'password_changed_at'
    | 'totp_secret'
    | 'totp_pending'
    | 'totp_last_step'
    | 'failed_count'
    | 'locked_until'
    | 'disabled_at'
  >
>;

export async function changeStaff(db: Queries, id: string, changes: StaffChanges): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await db.updateTable('staff').set(changes).where('id', '=', id).execute();
}
