/**
 * Tiles: the log as cacheable files. Source: C2SP tlog-tiles. A hash tile holds up to 256 hashes of one level;
 * tile level L stands on tree level 8·L. An entry bundle holds up to 256 entries. Pure.
 */

/** Hashes of a full tile. */
export const tileWidth = 256;
/** Levels of the tree that one tile spans. */
export const tileHeight = 8;
/** Bytes of the largest entry that a bundle can hold. */
export const maximumEntrySize = 65_535;

/** A tile or bundle that somebody asks for. */
export interface TileAddress {
  readonly kind: 'hashes' | 'entries';
  /** Tile level; 0 for bundles. */
  readonly level: number;
  readonly index: number;
  /** Hashes or entries in it: 256 when full, otherwise as in the path's `.p/<W>`. */
  readonly width: number;
}

/** `1234067` → `x001/x234/067`. */
export function tileIndexPath(index: number): string {
  const groups = [`${index % 1000}`.padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${`${rest % 1000}`.padStart(3, '0')}`);
  return groups.join('/');
}

/** Path below `/log/`, e.g. `tile/0/x001/067.p/3` or `tile/entries/000`. */
export function tilePath({ kind, level, index, width }: TileAddress): string {
  const part = width < tileWidth ? `.p/${width}` : '';
  return `tile/${kind === 'entries' ? 'entries' : level}/${tileIndexPath(index)}${part}`;
}

const addressForm = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Reads what follows `tile/`; nothing if it is no well-formed address (there is one spelling of each). */
export function parseTilePath(path: string): TileAddress | undefined {
  const match = addressForm.exec(path);
  if (match === null) return undefined;
  const [, level, digits, part] = match as unknown as [string, string, string, string | undefined];
  const index = Number(digits.replaceAll(/[x/]/g, ''));
  const width = part === undefined ? tileWidth : Number(part);
  if (Number(level) > 63 || !Number.isSafeInteger(index) || tileIndexPath(index) !== digits) return undefined;
  if (part !== undefined && width >= tileWidth) return undefined;
  const kind = level === 'entries' ? 'entries' : 'hashes';
  return { kind, level: kind === 'entries' ? 0 : Number(level), index, width };
}

/** Hashes that stand on tile level `level` in a tree of `size` leaves. */
export function hashesOnLevel(level: number, size: number): number {
  return Math.floor(size / 2 ** (tileHeight * level));
}

/** True if a tree of `size` leaves has this tile with at least this width. */
export function tileExists(address: TileAddress, size: number): boolean {
  return address.index * tileWidth + address.width <= hashesOnLevel(address.level, size);
}

/** Bytes of an entry bundle: each entry after its length as big-endian uint16. */
export function entryBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap(entry => {
      if (entry.length > maximumEntrySize) throw new RangeError(`log entry of ${entry.length} bytes`);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}
