import { randomBytes } from 'node:crypto';
import type { Files } from '../contexts/files/service.ts';
import type { InspectionPorts } from '../contexts/inspections/ports.ts';
import type { Organisation } from '../contexts/organisation/service.ts';
import { explanationView } from '../contexts/plan/rules/explanation-view.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { Calendar } from '../law/working-days.ts';
import type { SealedBox } from '../platform/sealed-box.ts';
import { sheetCsv, sheetXlsx } from '../platform/sheets.ts';
import { organs } from './enforcement-ports.ts';
import type { Pack } from './pack/load.ts';
import { itemStandings, openItemTitled, structuredPublishing } from './structured-publishing.ts';

/** What random inspection asks of the other contexts. */

interface InspectionSources {
  readonly pack: Pack;
  readonly organisation: Pick<Organisation, 'may' | 'units'>;
  readonly publications: Publications;
  readonly files: Files;
  readonly box: SealedBox;
  calendar(): Calendar;
}

export function inspectionPorts(
  sources: InspectionSources,
): Omit<InspectionPorts, 'database' | 'clock' | 'newId' | 'recordAudit'> {
  const { pack, organisation, publications, files, box, calendar } = sources;
  const propose = structuredPublishing(publications, files);
  const organOf = organs(pack);
  return {
    pack: pack.inspections,
    box,
    newSeed: () => randomBytes(32).toString('hex'),
    organOf: unitId => organOf(unitId).name,
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
    csv: sheetCsv,
    xlsx: sheetXlsx,
  };
}
