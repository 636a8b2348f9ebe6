import type { Queries } from '../../../platform/database/database.ts';
import { isId } from './staff.ts';

/** Delegations during leave. Rows are never deleted: whoever signed for whom stays readable. */

export interface DelegationRow {
  readonly id: string;
  readonly from_staff_id: string;
  readonly from_name: string;
  readonly from_unit_id: string;
  readonly to_staff_id: string;
  readonly to_name: string;
  readonly from_on: string;
  readonly until_on: string;
  readonly reason: string;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

interface Narrowing {
  /** Made by or for this person. */
  readonly concerning?: string;
  readonly from?: string;
  readonly id?: string;
}

/** The newest first. */
export function listDelegations(db: Queries, only: Narrowing = {}): Promise<DelegationRow[]> {
  const { concerning, from, id } = only;
  let query = db
    .selectFrom('delegation')
    .innerJoin('staff as giver', 'giver.id', 'delegation.from_staff_id')
    .innerJoin('staff as taker', 'taker.id', 'delegation.to_staff_id')
    .selectAll('delegation')
    .select(['giver.name as from_name', 'giver.unit_id as from_unit_id', 'taker.name as to_name']);
  if (concerning !== undefined)
    query = query.where(where =>
      where.or([where('from_staff_id', '=', concerning), where('to_staff_id', '=', concerning)]),
    );
  if (from !== undefined) query = query.where('from_staff_id', '=', from);
  if (id !== undefined) query = query.where('delegation.id', '=', id);
  return query.orderBy('delegation.created_at', 'desc').orderBy('delegation.id').execute() as Promise<
    DelegationRow[]
  >;
}

export async function delegationById(db: Queries, id: string): Promise<DelegationRow | undefined> {
  return isId(id) ? (await listDelegations(db, { id }))[0] : undefined;
}

export interface NewDelegation {
  readonly from_staff_id: string;
  readonly to_staff_id: string;
  readonly from_on: string;
  readonly until_on: string;
  readonly reason: string;
  readonly created_at: Date;
}

export async function insertDelegation(db: Queries, delegation: NewDelegation): Promise<string> {
  const row = await db.insertInto('delegation').values(delegation).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** False if somebody revoked it before. */
export async function revokeDelegation(db: Queries, id: string, at: Date): Promise<boolean> {
  const done = await db
    .updateTable('delegation')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Who stands in on a day for any of these people. */
export async function delegatesOn(db: Queries, staffIds: readonly string[], day: string): Promise<string[]> {
  const rows = await db
    .selectFrom('delegation')
    .innerJoin('staff', 'staff.id', 'delegation.to_staff_id')
    .select('to_staff_id')
    .distinct()
    .where('from_staff_id', 'in', staffIds)
    .where('delegation.revoked_at', 'is', null)
    .where('from_on', '<=', day)
    .where('until_on', '>=', day)
    .where('staff.disabled_at', 'is', null)
    .execute();
  return rows.map(row => row.to_staff_id);
}
