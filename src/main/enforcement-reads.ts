import type { EnforcementReads } from '../portal/rooms/enforcement/reads.ts';
import type { Product } from './compose.ts';

/** Released decisions for the portal; what was withdrawn is gone from here in the same moment. */
export function enforcementReads({ enforcement, pack }: Product): EnforcementReads {
  const { open } = enforcement;
  return {
    list: open.list,
    decision: open.decision,
    ofItem: open.ofItem,
    counts: open.counts,
    units: open.units,
    takenDown: open.takenDown,
    matters: open.matters,
    columnIds: [
      ...new Set([
        ...Object.values(pack.enforcement.columns),
        ...(pack.enforcement.mattersColumn === undefined ? [] : [pack.enforcement.mattersColumn]),
      ]),
    ],
  };
}
