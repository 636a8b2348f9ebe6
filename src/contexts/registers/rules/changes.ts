import canonicalize from 'canonicalize';
import type { ReleasedEntry } from '../contract.ts';

/** How an edition differs from the one before it. */

export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export function changesBetween(before: readonly ReleasedEntry[], after: readonly ReleasedEntry[]): Changes {
  const face = ({ updatedOn: _, ...entry }: ReleasedEntry) => canonicalize(entry);
  const known = new Map(before.map(entry => [entry.no, face(entry)]));
  let [added, changed] = [0, 0];
  for (const entry of after) {
    const old = known.get(entry.no);
    if (old === undefined) added += 1;
    else if (old !== face(entry)) changed += 1;
    known.delete(entry.no);
  }
  return { added, changed, removed: known.size };
}
