import type { EntryValues, RegisterKind } from '../contract.ts';
import { nameOf } from './values.ts';

/** Which entry of the register a row of a file is about. */

export interface Known {
  readonly id: string;
  readonly region: string | null;
  readonly values: EntryValues;
}

export type Match = 'ambiguous' | { readonly entry: Known | undefined };

const uniqueOf = (schema: RegisterKind, values: EntryValues) =>
  schema.fields.find(field => field.unique && values[field.id] !== undefined);

const byName = (schema: RegisterKind, region: string | null, values: EntryValues) =>
  `${region ?? ''}|${nameOf(schema, values)}`;

/** What tells one entry from another: its unique code, else its place and name. */
export function keyOf(schema: RegisterKind, region: string | null, values: EntryValues): string {
  const unique = uniqueOf(schema, values);
  return unique === undefined ? byName(schema, region, values) : `${unique.id}=${values[unique.id]}`;
}

/**
 * A row is about the entry with its code. Where one of the two has no code, place and name tell: else a file without the
 * column of codes would make every entry a second time. Two entries of one name, and no code to choose by: ambiguous.
 */
export function matcher(
  schema: RegisterKind,
  known: readonly Known[],
): (region: string | null, values: EntryValues) => Match {
  const byKey = new Map(known.map(entry => [keyOf(schema, entry.region, entry.values), entry]));
  const named = new Map<string, Known[]>();
  for (const entry of known) {
    const name = byName(schema, entry.region, entry.values);
    const same = named.get(name);
    if (same === undefined) named.set(name, [entry]);
    else same.push(entry);
  }
  return (region, values) => {
    const exact = byKey.get(keyOf(schema, region, values));
    if (exact !== undefined) return { entry: exact };
    const name = byName(schema, region, values);
    if (uniqueOf(schema, values) !== undefined) return { entry: byKey.get(name) };
    const [entry, ...others] = named.get(name) ?? [];
    return others.length > 0 ? 'ambiguous' : { entry };
  };
}
