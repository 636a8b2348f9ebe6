import type { Files } from '../contexts/files/service.ts';
import type { Organisation } from '../contexts/organisation/service.ts';
import type { PowerPorts } from '../contexts/powers/ports.ts';
import type { ItemKind } from '../contexts/publications/contract.ts';
import type { Publications } from '../contexts/publications/service.ts';
import { sheetCsv, sheetXlsx } from '../platform/sheets.ts';
import type { Pack } from './pack/load.ts';
import { itemStandings, openItemTitled, storedBytes, structuredPublishing } from './structured-publishing.ts';

/** What power lists, guides and certificates ask of the other contexts. */

export interface PowerSources {
  readonly pack: Pack;
  readonly organisation: Pick<Organisation, 'may' | 'units'>;
  readonly publications: Publications;
  readonly files: Files;
}

export function powerPorts(
  sources: PowerSources,
): Omit<PowerPorts, 'database' | 'clock' | 'newId' | 'recordAudit'> {
  const { pack, organisation, publications, files } = sources;
  const propose = structuredPublishing(publications, files);
  const kinds = new Map(pack.catalogue.columns.map(column => [column.id, column.kinds]));
  /** A column that takes no guides takes a list as a notice. */
  const kindFor = (columnId: string): ItemKind => {
    const taken = kinds.get(columnId) ?? [];
    return taken.length === 0 || taken.includes('guide') ? 'guide' : 'notice';
  };
  const organName = pack.organisation.units.find(unit => unit.kind === 'bureau')?.name ?? '';
  return {
    pack: pack.powers,
    organName,
    may: organisation.may,
    unitNames: async () => new Map((await organisation.units()).map(unit => [unit.id, unit.name])),
    itemStanding: async (actor, id) => itemStandings[(await publications.getItem(actor, id)).state],
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
