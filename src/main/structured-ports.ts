import type { Files } from '../contexts/files/service.ts';
import type { Organisation } from '../contexts/organisation/service.ts';
import { explanationView } from '../contexts/plan/rules/explanation-view.ts';
import type { ItemKind } from '../contexts/publications/contract.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { ClockPorts, StructuredPorts } from '../contexts/review/service/structured-ports.ts';
import type { Calendar } from '../law/working-days.ts';
import { sheetCsv, sheetXlsx } from '../platform/sheets.ts';
import type { Pack } from './pack/load.ts';
import { itemStandings, openItemTitled, storedBytes, structuredPublishing } from './structured-publishing.ts';

/** How every duty with structured data reaches the other contexts. */

export interface StructuredSources {
  readonly pack: Pack;
  readonly organisation: Pick<Organisation, 'may'>;
  readonly publications: Publications;
  readonly files: Files;
}

/** What goes out as which kind of item, and in whose name. */
export interface OutAs {
  kindFor(columnId: string): ItemKind;
  issuerOf(unitId: string): string;
}

/** Everything but what a context is made with: database, clock, ids, the audit trail. */
export type Wired<Ports extends StructuredPorts> = Omit<
  Ports,
  'database' | 'clock' | 'newId' | 'recordAudit'
>;

export function structuredPorts(
  { organisation, publications, files }: StructuredSources,
  { kindFor, issuerOf }: OutAs,
): Wired<StructuredPorts> {
  const propose = structuredPublishing(publications, files);
  return {
    may: organisation.may,
    itemStanding: async (actor, id) => itemStandings[(await publications.getItem(actor, id)).state],
    openItemTitled: openItemTitled(publications),
    propose: (actor, { writtenOn, keywords, ...draft }) => {
      const name = issuerOf(draft.ownerUnitId);
      const metadata = { issuer: name, source: name, writtenOn, keywords: [...keywords] };
      return propose(actor, { ...draft, kind: kindFor(draft.columnId), metadata });
    },
    readFile: digest => storedBytes(files, digest),
    csv: sheetCsv,
    xlsx: sheetXlsx,
  };
}

export function clockPorts(sources: {
  readonly organisation: Pick<Organisation, 'units'>;
  calendar(): Calendar;
}): ClockPorts {
  const { organisation, calendar } = sources;
  return {
    calendar,
    explained: explanation => explanationView(explanation, calendar()),
    unitNames: unitNames(organisation),
  };
}

export const unitNames =
  ({ units }: Pick<Organisation, 'units'>): ClockPorts['unitNames'] =>
  async () =>
    new Map((await units()).map(unit => [unit.id, unit.name]));

/** The kind that a column takes: the usual one where it can be, else the first that it takes. */
export function kindTaken({ catalogue }: Pack, usual: ItemKind, otherwise?: ItemKind): OutAs['kindFor'] {
  const kinds = new Map(catalogue.columns.map(column => [column.id, column.kinds]));
  return columnId => {
    const taken = kinds.get(columnId) ?? [];
    return taken.length === 0 || taken.includes(usual) ? usual : (otherwise ?? taken[0]!);
  };
}

export function bureauName({ organisation }: Pack): string {
  return organisation.units.find(unit => unit.kind === 'bureau')?.name ?? '';
}
