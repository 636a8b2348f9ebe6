import {
  type Point,
  pointOf,
  type ReleasedEntry,
  type ReleasedRegister,
} from '../../../contexts/registers/contract.ts';
import { regionWords } from '../../../contexts/registers/rendering/files.ts';
import { type Bounds, boundsOf, type Named } from './geometry.ts';

/** What the portal asks of the registers: released files of items that are public now, and searches in them. */

export interface PublicRegister {
  /** The released data.json: what the signatures and the log vouch for. */
  readonly released: ReleasedRegister;
  /** SHA-256 of its data.json. */
  readonly digest: string;
  readonly columnId: string;
  readonly documentId: string;
  readonly path: string;
  readonly indexNo: string;
  /** ISO 8601 instant. */
  readonly releasedAt: string;
  /** The last check that found this edition unchanged. */
  readonly checked: { readonly on: string; readonly words: string } | null;
  readonly attachments: readonly { readonly fileDigest: string; readonly name: string }[];
}

export interface RegisterReads {
  /** Every register that is public, in the order of the pack. */
  all(): Promise<readonly PublicRegister[]>;
  /** Columns in which they are released: their pages change with these. */
  readonly columnIds: readonly string[];
  /** Known places on the sketches. */
  readonly landmarks: readonly Named[];
}

export interface RegisterFilter {
  readonly q?: string | undefined;
  readonly region?: string | undefined;
  /** Choice by field id. */
  readonly choices: Readonly<Record<string, string>>;
  readonly page: number;
}

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : undefined;

/** What an address asks for; an empty choice is no choice, what is too long is cut, what is unknown is nothing. */
export function registerFilterOf(
  { register }: Pick<ReleasedRegister, 'register'>,
  query: unknown,
): RegisterFilter {
  const given = (query ?? {}) as Readonly<Record<string, unknown>>;
  const choices = register.fields.flatMap(({ id, filterable }) => {
    const value = filterable ? shortText(given[`f-${id}`]) : undefined;
    return value === undefined ? [] : [[id, value] as const];
  });
  const page = Number(shortText(given['page']) ?? '1');
  return {
    q: shortText(given['q']),
    region: shortText(given['region']),
    choices: Object.fromEntries(choices),
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}

interface Index {
  readonly released: ReleasedRegister;
  /** One lower-case text for each entry, in its order. */
  readonly texts: readonly string[];
  /** By number of the entry, where its location is known. */
  readonly points: ReadonlyMap<number, Point>;
  /** Around all of them; null where none is known. */
  readonly bounds: Bounds | null;
}

/** Bytes do not change under a digest: each edition is indexed once, the latest few are kept. */
const mostKept = 40;
const indexes = new Map<string, Index>();

function indexOf({ digest, released }: Pick<PublicRegister, 'digest' | 'released'>): Index {
  const known = indexes.get(digest);
  if (known !== undefined) return known;
  const texts = released.entries.map(entry =>
    [regionWords(released, entry.region), ...Object.values(entry.values)].join('\n').toLowerCase(),
  );
  const where = released.register.fields.find(({ kind }) => kind === 'location')?.id;
  const located = released.entries.flatMap(({ no, values }) => {
    const point = where === undefined ? null : pointOf(values[where]);
    return point === null ? [] : [[no, point] as const];
  });
  const points = new Map(located);
  const made = { released, texts, points, bounds: boundsOf(points.values()) };
  if (indexes.size >= mostKept) indexes.delete(indexes.keys().next().value!);
  indexes.set(digest, made);
  return made;
}

/** Where the entries of a register stand. */
export function placesOf(
  register: Pick<PublicRegister, 'digest' | 'released'>,
): Pick<Index, 'points' | 'bounds'> {
  return indexOf(register);
}

export interface Found {
  readonly entries: readonly ReleasedEntry[];
  /** Of what the words and the other filters find: how many have each choice of a filterable field, and each place. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const regionKey = 'region';

/** Every word stands in the entry, and every choice is its own. Each filter counts under the others, not under itself. */
export function search(register: Pick<PublicRegister, 'digest' | 'released'>, filter: RegisterFilter): Found {
  const { released, texts } = indexOf(register);
  const words = (filter.q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  const filterable = released.register.fields.filter(field => field.filterable).map(({ id }) => id);
  const keys = [regionKey, ...filterable];
  const wanted = keys.map(key => (key === regionKey ? filter.region : filter.choices[key]));
  const counts = new Map(keys.map(key => [key, new Map<string, number>()]));
  const entries: ReleasedEntry[] = [];
  released.entries.forEach((entry, at) => {
    const text = texts[at]!;
    if (!words.every(word => text.includes(word))) return;
    const own = keys.map(key =>
      key === regionKey ? (entry.region ?? 'city') : String(entry.values[key] ?? ''),
    );
    const misses = own.filter((value, no) => wanted[no] !== undefined && wanted[no] !== value).length;
    if (misses === 0) entries.push(entry);
    keys.forEach((key, no) => {
      const isMine = wanted[no] !== undefined && wanted[no] !== own[no];
      if (misses === 0 || (misses === 1 && isMine)) {
        const count = counts.get(key)!;
        count.set(own[no]!, (count.get(own[no]!) ?? 0) + 1);
      }
    });
  });
  return { entries, counts };
}
