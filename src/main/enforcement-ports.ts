import type { EnforcementPorts } from '../contexts/enforcement/ports.ts';
import type { Files } from '../contexts/files/service.ts';
import type { Organisation } from '../contexts/organisation/service.ts';
import { explanationView } from '../contexts/plan/rules/explanation-view.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { Calendar } from '../law/working-days.ts';
import { sheetCsv, sheetXlsx } from '../platform/sheets.ts';
import type { Pack } from './pack/load.ts';
import { itemStandings, openItemTitled, storedBytes, structuredPublishing } from './structured-publishing.ts';

/** What enforcement asks of the other contexts. */

export interface EnforcementSources {
  readonly pack: Pack;
  readonly organisation: Pick<Organisation, 'may' | 'units'>;
  readonly publications: Publications;
  readonly files: Files;
  calendar(): Calendar;
}

/** A county bureau decides for itself, a section for the bureau. */
export function organs({ organisation }: Pack): EnforcementPorts['organOf'] {
  const units = new Map(organisation.units.map(unit => [unit.id, unit]));
  const bureau = organisation.units.find(unit => unit.kind === 'bureau');
  return unitId => {
    const unit = units.get(unitId);
    const organ = unit?.kind === 'county' ? unit : bureau;
    return { name: organ?.name ?? '', code: organ?.creditCode ?? '' };
  };
}

export function enforcementPorts(
  sources: EnforcementSources,
): Omit<EnforcementPorts, 'database' | 'clock' | 'newId' | 'recordAudit'> {
  const { pack, organisation, publications, files, calendar } = sources;
  const propose = structuredPublishing(publications, files);
  const organOf = organs(pack);
  return {
    pack: pack.enforcement,
    organOf,
    calendar,
    explained: explanation => explanationView(explanation, calendar()),
    may: organisation.may,
    unitNames: async () => new Map((await organisation.units()).map(unit => [unit.id, unit.name])),
    itemStanding: async (actor, id) => itemStandings[(await publications.getItem(actor, id)).state],
    openItemTitled: openItemTitled(publications),
    propose: (actor, { writtenOn, keywords, ...draft }) => {
      const { name } = organOf(draft.ownerUnitId);
      const metadata = { issuer: name, source: name, writtenOn, keywords: [...keywords] };
      return propose(actor, { ...draft, kind: 'notice', metadata });
    },
    readFile: digest => storedBytes(files, digest),
    csv: sheetCsv,
    xlsx: sheetXlsx,
  };
}
