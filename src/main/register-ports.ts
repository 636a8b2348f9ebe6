import type { Transaction } from 'kysely';
import type { Notices } from '../contexts/notices/service.ts';
import type { RegisterPorts } from '../contexts/registers/ports.ts';
import type { Clock } from '../platform/clock.ts';
import type { Schema } from '../platform/database/schema.ts';
import { recordChange } from '../portal/store.ts';
import {
  bureauName,
  kindTaken,
  type StructuredSources,
  structuredPorts,
  type Wired,
} from './structured-ports.ts';

/** What the registers ask of the other contexts. */

export interface RegisterSources extends StructuredSources {
  readonly notices: Pick<Notices, 'remindOnce'>;
  readonly clock: Clock;
  /** Whether the entries are synthetic; every edition says so then. */
  readonly demo: boolean;
}

export function registerPorts(sources: RegisterSources): Omit<Wired<RegisterPorts>, 'calendar'> {
  const { pack, notices, clock, demo } = sources;
  const { units } = pack.organisation;
  const names = new Map(units.map(unit => [unit.id, unit.name]));
  const organName = bureauName(pack);
  return {
    // A column that takes no notices takes a register as the first kind that it takes.
    ...structuredPorts(sources, { kindFor: kindTaken(pack, 'notice'), issuerOf: () => organName }),
    pack: pack.registers,
    organName,
    regions: units.flatMap(unit =>
      unit.kind === 'county' && unit.regionCode !== undefined
        ? [{ code: unit.regionCode, name: unit.shortName ?? unit.name, unitId: unit.id }]
        : [],
    ),
    demoNote: demo ? '演示数据：本名录的内容为虚构，仅用于展示系统功能。' : '',
    remindOnce: (trx, { caseId, dueOn, unitId, title, body, link }) => {
      const at = clock.now();
      const cause = { caseKind: 'register', caseId, kind: 'register-late', dueOn, at };
      const about = { command: 'register.propose' as const, ownerUnitId: unitId, kind: 'register-late' };
      return notices.remindOnce(trx, cause, { ...about, title, body, link, at });
    },
    unitName: id => names.get(id) ?? id,
    pageChanged: (trx, itemId) => recordChange(trx as Transaction<Schema>, [`item:${itemId}`], clock.now()),
  };
}
