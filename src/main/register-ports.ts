import type { Transaction } from 'kysely';
import type { Files } from '../contexts/files/service.ts';
import type { Notices } from '../contexts/notices/service.ts';
import type { Organisation } from '../contexts/organisation/service.ts';
import type { ItemKind } from '../contexts/publications/contract.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { RegisterPorts } from '../contexts/registers/ports.ts';
import type { Clock } from '../platform/clock.ts';
import type { Schema } from '../platform/database/schema.ts';
import { sheetCsv, sheetXlsx } from '../platform/sheets.ts';
import { recordChange } from '../portal/store.ts';
import type { Pack } from './pack/load.ts';
import { itemStandings, openItemTitled, storedBytes, structuredPublishing } from './structured-publishing.ts';

/** What the registers ask of the other contexts. */

export interface RegisterSources {
  readonly pack: Pack;
  readonly organisation: Pick<Organisation, 'may'>;
  readonly publications: Publications;
  readonly files: Files;
  readonly notices: Pick<Notices, 'remindOnce'>;
  readonly clock: Clock;
  /** Whether the entries are synthetic; every edition says so then. */
  readonly demo: boolean;
}

export function registerPorts(
  sources: RegisterSources,
): Omit<RegisterPorts, 'database' | 'clock' | 'newId' | 'recordAudit' | 'calendar'> {
  const { pack, organisation, publications, files, notices, clock, demo } = sources;
  const { units } = pack.organisation;
  const names = new Map(units.map(unit => [unit.id, unit.name]));
  const propose = structuredPublishing(publications, files);
  const kinds = new Map(pack.catalogue.columns.map(column => [column.id, column.kinds]));
  /** A column that takes no notices takes a register as the first kind that it takes. */
  const kindFor = (columnId: string): ItemKind => {
    const taken = kinds.get(columnId) ?? [];
    return taken.length === 0 || taken.includes('notice') ? 'notice' : taken[0]!;
  };
  const organName = units.find(unit => unit.kind === 'bureau')?.name ?? '';
  return {
    pack: pack.registers,
    organName,
    regions: units.flatMap(unit =>
      unit.kind === 'county' && unit.regionCode !== undefined
        ? [{ code: unit.regionCode, name: unit.shortName ?? unit.name, unitId: unit.id }]
        : [],
    ),
    demoNote: demo ? '演示数据：本名录的内容为虚构，仅用于展示系统功能。' : '',
    may: organisation.may,
    remindOnce: (trx, { caseId, dueOn, unitId, title, body, link }) => {
      const at = clock.now();
      const cause = { caseKind: 'register', caseId, kind: 'register-late', dueOn, at };
      const about = { command: 'register.propose' as const, ownerUnitId: unitId, kind: 'register-late' };
      return notices.remindOnce(trx, cause, { ...about, title, body, link, at });
    },
    unitName: id => names.get(id) ?? id,
    itemStanding: async (actor, id) => itemStandings[(await publications.getItem(actor, id)).state],
    pageChanged: (trx, itemId) => recordChange(trx as Transaction<Schema>, [`item:${itemId}`], clock.now()),
    openItemTitled: openItemTitled(publications),
    propose: (actor, { writtenOn, keywords, ...draft }) =>
      propose(actor, {
        ...draft,
        kind: kindFor(draft.columnId),
        metadata: { issuer: organName, source: organName, writtenOn, keywords: [...keywords] },
      }),
    readFile: digest => storedBytes(files, digest),
    csv: sheetCsv,
    xlsx: sheetXlsx,
  };
}
