import { transaction } from '../../../platform/database/database.ts';
import type { OrganisationPack, Unit } from '../contract.ts';
import { listUnits, putUnits, type UnitRow } from '../store/units.ts';
import type { OrganisationParts } from './parts.ts';

function rowOf(unit: OrganisationPack['units'][number], position: number): UnitRow {
  return {
    id: unit.id,
    kind: unit.kind,
    name: unit.name,
    short_name: unit.shortName ?? unit.name,
    aliases: unit.aliases,
    parent_id: unit.parent ?? null,
    region_code: unit.regionCode ?? null,
    is_statutory_region: unit.isStatutoryRegion ?? null,
    credit_code: unit.creditCode ?? null,
    position,
    active: true,
  };
}

function unitOf(row: UnitRow): Unit {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    shortName: row.short_name,
    aliases: row.aliases,
    parentId: row.parent_id,
    regionCode: row.region_code,
    isStatutoryRegion: row.is_statutory_region,
    creditCode: row.credit_code,
    position: row.position,
    active: row.active,
  };
}

export function makeUnits({ db, clock, recordAudit, pack }: OrganisationParts) {
  /** Makes the table say what the pack says; a unit gone from the pack becomes inactive, never deleted. */
  const sync = () =>
    transaction(db, async trx => {
      const changed = await putUnits(trx, pack.units.map(rowOf));
      if (changed === 0) return 0;
      await recordAudit(trx, {
        at: clock.now(),
        actor: null,
        command: 'unit.sync',
        subjectKind: 'unit',
        subjectId: '*',
        outcome: 'done',
        detail: { changed },
      });
      return changed;
    });

  /** Every unit in the order of the pack, inactive ones too: old items still name them. */
  const list = async (): Promise<Unit[]> => (await listUnits(db.kysely)).map(unitOf);

  return { sync, list };
}
