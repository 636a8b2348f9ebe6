import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { StaffListRow } from './staff.ts';

/** Sessions by the digest of their token: who reads the table can not sign in with it. */

export interface NewSession {
  readonly token_hash: string;
  readonly staff_id: string;
  readonly csrf_token: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
}

/** Somebody who delegated to the owner of the session for today. */
export interface AbsentRow {
  readonly staffId: string;
  readonly name: string;
  readonly unitId: string;
  readonly roles: readonly string[];
}

export interface SessionRow {
  readonly token_hash: string;
  readonly csrf_token: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly staff: StaffListRow;
  readonly absent: readonly AbsentRow[];
}

export async function insertSession(db: Queries, session: NewSession): Promise<void> {
  await db.insertInto('session').values(session).execute();
}

type FlatRow = StaffListRow & {
  readonly token_hash: string;
  readonly csrf_token: string;
  readonly session_created_at: Date;
  readonly last_seen_at: Date;
  readonly absent: AbsentRow[];
};

/** The open session of a token digest with its owner and whom they stand in for on `today`: one round trip. */
export async function openSession(
  db: Queries,
  tokenHash: string,
  today: string,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<FlatRow>`
    select staff.*, unit.name as unit_name, session.token_hash, session.csrf_token,
      session.created_at as session_created_at, session.last_seen_at,
      coalesce((
        select jsonb_agg(jsonb_build_object('staffId', away.id, 'name', away.name, 'unitId', away.unit_id,
          'roles', to_jsonb(away.roles)) order by delegation.created_at, delegation.id)
        from delegation join staff away on away.id = delegation.from_staff_id
        where delegation.to_staff_id = staff.id and delegation.revoked_at is null
          and ${today}::date between delegation.from_on and delegation.until_on and away.disabled_at is null
      ), '[]') as absent
    from session join staff on staff.id = session.staff_id join unit on unit.id = staff.unit_id
    where session.token_hash = ${tokenHash} and session.ended_at is null and staff.disabled_at is null`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { token_hash, csrf_token, session_created_at, last_seen_at, absent, ...staff } = row;
  return { token_hash, csrf_token, created_at: session_created_at, last_seen_at, staff, absent };
}

export async function touchSession(db: Queries, tokenHash: string, at: Date): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute();
}

export async function endSession(db: Queries, tokenHash: string, at: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends every session of a person, except the one they are using if it is named. */
export async function endSessionsOf(db: Queries, staffId: string, at: Date, except = ''): Promise<void> {
  await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('staff_id', '=', staffId)
    .where('token_hash', '<>', except)
    .where('ended_at', 'is', null)
    .execute();
}

/** Removes sessions that can no longer be used; the audit trail keeps who signed in when. */
export async function forgetSessions(db: Queries, createdBefore: Date): Promise<void> {
  await db.deleteFrom('session').where('created_at', '<', createdBefore).execute();
}
