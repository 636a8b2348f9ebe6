import { randomBytes } from 'node:crypto';
import type { InspectionPorts } from '../contexts/inspections/ports.ts';
import type { SealedBox } from '../platform/sealed-box.ts';
import { type EnforcementSources, organs } from './enforcement-ports.ts';
import { clockPorts, structuredPorts, type Wired } from './structured-ports.ts';

/** What random inspection asks of the other contexts. */

interface InspectionSources extends EnforcementSources {
  readonly box: SealedBox;
}

export function inspectionPorts(sources: InspectionSources): Wired<InspectionPorts> {
  const { pack, box } = sources;
  const { organOf } = organs(pack);
  const nameOf = (unitId: string) => organOf(unitId).name;
  return {
    ...structuredPorts(sources, { kindFor: () => 'notice', issuerOf: nameOf }),
    ...clockPorts(sources),
    pack: pack.inspections,
    box,
    newSeed: () => randomBytes(32).toString('hex'),
    organOf: nameOf,
  };
}
