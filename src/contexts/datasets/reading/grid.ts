import { readGrid as readAny } from '../../../platform/office-text/grid.ts';

/** A table to fill has a few hundred cells; what is larger is another table. */
const limits = { rows: 5000, cells: 60_000 } as const;

/** Faults: `wrong-type` (macros, old formats), `too-large`, `unreadable-file`. */
export function readGrid(bytes: Buffer, name: string) {
  return readAny(bytes, name, limits);
}
