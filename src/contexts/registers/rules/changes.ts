import type { ReleasedEntry } from '../contract.ts';

/** How an edition differs from the one before it. */

export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Keys in one order, no spaces: the same edition has the same digest wherever it is written. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}

export function changesBetween(before: readonly ReleasedEntry[], after: readonly ReleasedEntry[]): Changes {
  const face = ({ updatedOn: _, ...entry }: ReleasedEntry) => canonical(entry);
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
