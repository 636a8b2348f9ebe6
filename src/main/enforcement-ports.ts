import type { EnforcementPorts } from '../contexts/enforcement/ports.ts';
import type { Organisation } from '../contexts/organisation/service.ts';
import type { Calendar } from '../law/working-days.ts';
import type { Pack } from './pack/load.ts';
import { clockPorts, type StructuredSources, structuredPorts, type Wired } from './structured-ports.ts';

/** What enforcement asks of the other contexts. */

export interface EnforcementSources extends StructuredSources {
  readonly organisation: Pick<Organisation, 'may' | 'units'>;
  calendar(): Calendar;
}

/** A county bureau decides for itself, a section for the bureau. */
export function organs({ organisation }: Pack): Pick<EnforcementPorts, 'organOf' | 'organs'> {
  const organOf = (unit: Pack['organisation']['units'][number] | undefined) => ({
    id: unit?.id ?? '',
    name: unit?.name ?? '',
    code: unit?.creditCode ?? '',
  });
  const units = new Map(organisation.units.map(unit => [unit.id, unit]));
  const bureau = organisation.units.find(unit => unit.kind === 'bureau');
  const counties = organisation.units.filter(unit => unit.kind === 'county');
  return {
    organOf: unitId => {
      const unit = units.get(unitId);
      return organOf(unit?.kind === 'county' ? unit : bureau);
    },
    organs: () => [...(bureau === undefined ? [] : [bureau]), ...counties].map(organOf),
  };
}

export function enforcementPorts(sources: EnforcementSources): Wired<EnforcementPorts> {
  const { pack } = sources;
  const ofOrgans = organs(pack);
  const issuerOf = (unitId: string) => ofOrgans.organOf(unitId).name;
  return {
    ...structuredPorts(sources, { kindFor: () => 'notice', issuerOf }),
    ...clockPorts(sources),
    ...ofOrgans,
    pack: pack.enforcement,
  };
}
