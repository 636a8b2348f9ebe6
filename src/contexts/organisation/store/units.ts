import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { Unit } from '../contract.ts';

/** Units come from the pack and keep their ids for ever; one that is gone from the pack becomes inactive. */

export interface UnitRow {
  readonly id: string;
  readonly kind: Unit['kind'];
  readonly name: string;
  readonly short_name: string;
  readonly aliases: string[];
  readonly parent_id: string | null;
  readonly region_code: string | null;
  readonly is_statutory_region: boolean | null;
  readonly credit_code: string | null;
  readonly position: number;
  readonly active: boolean;
}

export function listUnits(db: Queries): Promise<UnitRow[]> {
  return db.selectFrom('unit').selectAll().orderBy('position').orderBy('id').execute() as Promise<UnitRow[]>;
}

export async function unitExists(db: Queries, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('unit')
    .select('id')
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes the units so that they are as given; returns how many rows changed. Parents may come in any order. */
export async function putUnits(db: Queries, units: readonly UnitRow[]): Promise<number> {
  const rows = JSON.stringify(units.map(unit => ({ ...unit, parent_id: null })));
  await sql`
    insert into unit (id, kind, name, short_name, aliases, region_code, is_statutory_region, credit_code, position, active)
    select id, kind, name, short_name, aliases, region_code, is_statutory_region, credit_code, position, active
    from jsonb_to_recordset(${rows}::jsonb) as given(id text, kind text, name text, short_name text, aliases text[],
      region_code text, is_statutory_region boolean, credit_code text, position integer, active boolean)
    on conflict (id) do nothing`.execute(db);
  const changed = await sql`
    update unit set kind = given.kind, name = given.name, short_name = given.short_name, aliases = given.aliases,
      parent_id = given.parent_id, region_code = given.region_code, is_statutory_region = given.is_statutory_region,
      credit_code = given.credit_code, position = given.position, active = given.active
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as given(id text, kind text, name text, short_name text,
      aliases text[], parent_id text, region_code text, is_statutory_region boolean, credit_code text,
      position integer, active boolean)
    where unit.id = given.id and (unit.kind, unit.name, unit.short_name, unit.aliases, unit.parent_id, unit.region_code,
      unit.is_statutory_region, unit.credit_code, unit.position, unit.active) is distinct from (given.kind, given.name,
      given.short_name, given.aliases, given.parent_id, given.region_code, given.is_statutory_region,
      given.credit_code, given.position, given.active)`.execute(db);
  const ids = units.map(unit => unit.id);
  const gone = await sql`update unit set active = false where active and id <> all(${ids}::text[])`.execute(
    db,
  );
  return Number(changed.numAffectedRows ?? 0n) + Number(gone.numAffectedRows ?? 0n);
}
