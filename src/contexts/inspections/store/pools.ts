import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { Avoidance, DrawLists, InspectorBody, ObjectBody, ObjectQuery } from '../contract.ts';

/** The pools: objects of inspection and inspectors. */

export interface By {
  readonly staffId: string;
  readonly name: string;
}

export interface StoredObject extends ObjectBody {
  readonly id: string;
}
export interface StoredInspector extends InspectorBody {
  readonly id: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Whether words can be an id at all; what cannot is not asked of the database. */
export const isId = (id: string): boolean => uuid.test(id);

const objectColumns = sql`o.id, o.pool, o.name, o.credit_code as "creditCode", o.unit_id as "unitId", o.is_active as "isActive",
  o.inactive_reason as "inactiveReason"`;

export async function writeObject(
  db: Queries,
  id: string,
  { pool, name, creditCode, unitId, isActive, inactiveReason }: ObjectBody,
  by: By,
  at: Date,
): Promise<void> {
  await sql`insert into inspection_object (id, pool, name, credit_code, unit_id, is_active, inactive_reason, changed_by, changed_by_name, changed_at)
    values (${id}, ${pool}, ${name}, ${creditCode}, ${unitId}, ${isActive}, ${isActive ? '' : (inactiveReason ?? '')}, ${by.staffId}, ${by.name}, ${at})
    on conflict (id) do update set pool = excluded.pool, name = excluded.name, credit_code = excluded.credit_code,
      unit_id = excluded.unit_id, is_active = excluded.is_active, inactive_reason = excluded.inactive_reason,
      changed_by = excluded.changed_by, changed_by_name = excluded.changed_by_name, changed_at = excluded.changed_at`.execute(
    db,
  );
}

export async function findObject(db: Queries, id: string): Promise<StoredObject | undefined> {
  if (!isId(id)) return undefined;
  const { rows } = await sql<StoredObject>`select ${objectColumns} from inspection_object o
    where o.id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** Of two active objects of a pool with the same code or, without code, the same name: the id of the other. */
export async function sameObject(db: Queries, body: ObjectBody, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select o.id from inspection_object o
    where o.pool = ${body.pool} and o.is_active and o.id <> ${id}::uuid
      and case when ${body.creditCode}::text = '' then o.name = ${body.name} else o.credit_code = ${body.creditCode} end
    limit 1`.execute(db);
  return rows[0]?.id;
}

export async function listObjects(
  db: Queries,
  { pool, q, page, size }: ObjectQuery,
): Promise<{ readonly rows: StoredObject[]; readonly count: number }> {
  const like = q === undefined || q.trim() === '' ? null : `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const where = sql`(${pool ?? null}::text is null or o.pool = ${pool ?? null})
    and (${like}::text is null or o.name ilike ${like} or o.credit_code ilike ${like})`;
  const { rows } = await sql<StoredObject>`select ${objectColumns} from inspection_object o where ${where}
    order by o.is_active desc, o.pool, o.name, o.id limit ${size} offset ${(page - 1) * size}`.execute(db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from inspection_object o
    where ${where}`.execute(db);
  return { rows, count: counted.rows[0]?.n ?? 0 };
}

/** False where another inspector bears the certificate. */
export async function writeInspector(
  db: Queries,
  id: string,
  { name, certificate, unitId, isActive, inactiveReason, avoidances }: InspectorBody,
  by: By,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`insert into inspection_inspector
      (id, name, certificate, unit_id, is_active, inactive_reason, changed_by, changed_by_name, changed_at)
    select ${id}::uuid, ${name}, ${certificate}, ${unitId}, ${isActive},
      ${isActive ? '' : (inactiveReason ?? '')}, ${by.staffId}::uuid, ${by.name}, ${at}
    where not exists (select 1 from inspection_inspector i where i.certificate = ${certificate} and i.id <> ${id}::uuid)
    on conflict (id) do update set name = excluded.name, certificate = excluded.certificate, unit_id = excluded.unit_id,
      is_active = excluded.is_active, inactive_reason = excluded.inactive_reason,
      changed_by = excluded.changed_by, changed_by_name = excluded.changed_by_name,
      changed_at = excluded.changed_at returning id`.execute(db);
  if (rows.length === 0) return false;
  await sql`delete from inspection_avoidance where inspector_id = ${id}::uuid`.execute(db);
  for (const { objectId, reason } of avoidances)
    await sql`insert into inspection_avoidance (inspector_id, object_id, reason)
      values (${id}::uuid, ${objectId}::uuid, ${reason}) on conflict do nothing`.execute(db);
  return true;
}

export async function listInspectors(db: Queries): Promise<StoredInspector[]> {
  const { rows } = await sql<Omit<StoredInspector, 'avoidances'>>`select i.id, i.name, i.certificate,
      i.unit_id as "unitId", i.is_active as "isActive", i.inactive_reason as "inactiveReason" from inspection_inspector i
    order by i.is_active desc, i.certificate`.execute(db);
  const away = await sql<{ inspectorId: string; objectId: string; reason: Avoidance }>`select
      a.inspector_id as "inspectorId", a.object_id as "objectId", a.reason from inspection_avoidance a
    order by a.object_id`.execute(db);
  return rows.map(each => ({
    ...each,
    avoidances: away.rows
      .filter(({ inspectorId }) => inspectorId === each.id)
      .map(({ objectId, reason }) => ({ objectId, reason })),
  }));
}

/** The pools as a draw takes them: who and what is active, in order of ids. */
export async function currentLists(
  db: Queries,
  pool: string,
  unitNames: ReadonlyMap<string, string>,
): Promise<DrawLists> {
  const { rows } = await sql<StoredObject>`select ${objectColumns} from inspection_object o
    where o.pool = ${pool} and o.is_active order by o.id`.execute(db);
  const known = new Set(rows.map(each => each.id));
  const inspectors = (await listInspectors(db))
    .filter(each => each.isActive)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const unit = (id: string) => unitNames.get(id) ?? id;
  return {
    objects: rows.map(({ id, name, creditCode, unitId }) => ({
      ...{ id, name, code: creditCode, unit: unit(unitId) },
    })),
    inspectors: inspectors.map(({ id, name, certificate, unitId }) => ({
      ...{ id, name, certificate, unit: unit(unitId) },
    })),
    avoidances: inspectors
      .flatMap(({ id, avoidances }) => avoidances.map(({ objectId }) => ({ objectId, inspectorId: id })))
      .filter(({ objectId }) => known.has(objectId))
      .sort((a, b) => (`${a.objectId}${a.inspectorId}` < `${b.objectId}${b.inspectorId}` ? -1 : 1)),
  };
}
