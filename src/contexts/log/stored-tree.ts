/** The Merkle tree over stored leaves: complete tiles are hashed once and remembered, the rest is read. */
import type { Queries } from '../../platform/database/database.ts';
import { completeRoot, completeSubtrees, type LeafRange, rootOfSubtrees } from './merkle.ts';
import { leafHashes } from './store.ts';
import { tileHeight, tileWidth } from './tiles.ts';

const leavesPerRead = 64 * tileWidth;

/** 32 bytes are kept per 256 sealed leaves. */
export class StoredTree {
  readonly #tileRoots: Buffer[] = [];

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

  /**
   * Root over a range of leaves as RFC 6962 asks for it. `committed` leaves are sealed for good; those after them
   * are read within the sealing transaction.
   */
  async root(queries: Queries, range: LeafRange, committed: number): Promise<Buffer> {
    const tiles = await this.#tiles(queries, committed);
    const hashes: Buffer[] = [];
    for (const { level, index } of completeSubtrees(range)) {
      const [from, to] = [index * 2 ** level, (index + 1) * 2 ** level];
      const isKept = level >= tileHeight && to <= tiles.length * tileWidth;
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
