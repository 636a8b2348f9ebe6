/** The Merkle tree over stored leaves: complete tiles are hashed once and remembered, the rest is read. */
import type { Queries } from '../../platform/database/database.ts';
import { allLevels, completeRoot, completeSubtrees, type LeafRange, rootOfSubtrees } from './merkle.ts';
import { leafHashes } from './store.ts';
import { tileHeight, tileWidth } from './tiles.ts';

const leavesPerRead = 64 * tileWidth;

/** Tiles whose inner hashes stay in memory, 16 KiB each: whoever reads proofs in a row stays in one for long. */
const mostOpen = 64;

/** 32 bytes are kept per 256 sealed leaves. */
export class StoredTree {
  readonly #tileRoots: Buffer[] = [];
  /** Every hash of a complete tile by level, 0 the leaves; the longest unused first. */
  readonly #open = new Map<number, readonly (readonly Uint8Array[])[]>();

  /**
   * Roots of the complete tiles among the first `size` leaves, which must be committed: a remembered hash
   * never changes any more.
   */
  async #tiles(queries: Queries, size: number): Promise<readonly Buffer[]> {
    const complete = Math.floor(size / tileWidth);
    while (this.#tileRoots.length < complete) {
      const from = this.#tileRoots.length * tileWidth;
      const hashes = await leafHashes(queries, from, Math.min(complete * tileWidth, from + leavesPerRead));
      // Two readers may have read the same stretch; the second one adds what is still missing.
      for (
        let at = this.#tileRoots.length * tileWidth - from;
        at + tileWidth <= hashes.length;
        at += tileWidth
      )
        this.#tileRoots.push(completeRoot(hashes.slice(at, at + tileWidth)));
      if (hashes.length < tileWidth) throw new Error(`leaves from ${from} are missing`);
    }
    return this.#tileRoots.slice(0, complete);
  }

  /** A subtree inside of a complete tile: all hashes of the tile are made once. */
  async #inTile(queries: Queries, level: number, index: number): Promise<Buffer> {
    const tile = Math.floor((index * 2 ** level) / tileWidth);
    let levels = this.#open.get(tile);
    if (levels === undefined) {
      const leaves = await leafHashes(queries, tile * tileWidth, (tile + 1) * tileWidth);
      if (leaves.length < tileWidth) throw new Error(`leaves from ${tile * tileWidth} are missing`);
      levels = allLevels(leaves);
    }
    this.#open.delete(tile);
    this.#open.set(tile, levels);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= mostOpen) break;
      this.#open.delete(oldest);
    }
    return Buffer.from(levels[level]![index % 2 ** (tileHeight - level)]!);
  }

  /**
   * Root over a range of leaves as RFC 6962 asks for it. `committed` leaves are sealed for good; those after them
   * are read within the sealing transaction.
   */
  async root(queries: Queries, range: LeafRange, committed: number): Promise<Buffer> {
    const tiles = await this.#tiles(queries, committed);
    const hashes: Buffer[] = [];
    for (const { level, index } of completeSubtrees(range)) {
      const [from, to] = [index * 2 ** level, (index + 1) * 2 ** level];
      const isComplete = to <= tiles.length * tileWidth;
      if (isComplete && level < tileHeight) {
        hashes.push(await this.#inTile(queries, level, index));
        continue;
      }
      const isKept = isComplete && level >= tileHeight;
      hashes.push(
        completeRoot(
          isKept ? tiles.slice(from / tileWidth, to / tileWidth) : await leafHashes(queries, from, to),
        ),
      );
    }
    return rootOfSubtrees(hashes);
  }

  /** Hashes on a tile level, from (inclusive) to (exclusive). */
  async hashes(queries: Queries, level: number, from: number, to: number, size: number): Promise<Buffer[]> {
    if (level === 0) return leafHashes(queries, from, to);
    const tiles = await this.#tiles(queries, size);
    const width = 2 ** (tileHeight * (level - 1));
    return Array.from({ length: to - from }, (_, i) =>
      completeRoot(tiles.slice((from + i) * width, (from + i + 1) * width)),
    );
  }
}
