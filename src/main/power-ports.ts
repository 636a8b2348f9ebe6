import type { Organisation } from '../contexts/organisation/service.ts';
import type { PowerPorts } from '../contexts/powers/ports.ts';
import {
  bureauName,
  kindTaken,
  type StructuredSources,
  structuredPorts,
  unitNames,
  type Wired,
} from './structured-ports.ts';

/** What power lists, guides and certificates ask of the other contexts. */

export interface PowerSources extends StructuredSources {
  readonly organisation: Pick<Organisation, 'may' | 'units'>;
}

export function powerPorts(sources: PowerSources): Wired<PowerPorts> {
  const { pack, organisation } = sources;
  const organName = bureauName(pack);
  // A column that takes no guides takes a list as a notice.
  const out = { kindFor: kindTaken(pack, 'guide', 'notice'), issuerOf: () => organName };
  return {
    ...structuredPorts(sources, out),
    pack: pack.powers,
    organName,
    unitNames: unitNames(organisation),
  };
}
