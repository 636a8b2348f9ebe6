/**
 * The Merkle tree of the public log: hashing, proofs and the way to compute them from stored parts.
 * Source: RFC 6962 §2.1 (leaf prefix 0x00, node prefix 0x01, SHA-256). Pure.
 */
import { createHash } from 'node:crypto';

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Hash of a leaf; `body` are the exact bytes of the entry. */
export function leafHash(body: Uint8Array): Buffer {
  return sha256(leafPrefix, body);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(nodePrefix, left, right);
}

/** Root of the tree without leaves. */
export const emptyRoot: Buffer = sha256();

/** Leaves `from` (inclusive) to `to` (exclusive). */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** Largest power of two smaller than `size`; `size` is at least 2. */
function splitAt(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/**
 * The complete subtrees that a range of leaves falls into, left to right, each with its level (0: one leaf).
 * `from` must be a multiple of the largest subtree, as it is for every range RFC 6962 asks for.
 */
export function completeSubtrees({ from, to }: LeafRange): { level: number; index: number }[] {
  const parts: { level: number; index: number }[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1;
    parts.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return parts;
}

/** Root over subtree hashes in the order of `completeSubtrees`. */
export function rootOfSubtrees(hashes: readonly Uint8Array[]): Buffer {
  if (hashes.length === 0) return emptyRoot;
  return Buffer.from(hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), hashes.at(-1)!));
}

/** Every hash of a complete subtree by level, the leaves first; the number of leaves is a power of two. */
export function allLevels(hashes: readonly Uint8Array[]): Uint8Array[][] {
  const levels = [[...hashes]];
  for (let level = levels[0]!; level.length > 1; level = levels.at(-1)!) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) above.push(nodeHash(level[i]!, level[i + 1]!));
    levels.push(above);
  }
  return levels;
}

/** Root of a complete subtree; the number of leaves is a power of two. */
export function completeRoot(hashes: readonly Uint8Array[]): Buffer {
  return Buffer.from(allLevels(hashes).at(-1)![0]!);
}

/** Subtrees whose hashes, in this order, prove leaf `index` in the tree of `size` leaves (RFC 6962 §2.1.1). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const path: LeafRange[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitAt(to - from);
    if (index < middle) {
      path.unshift({ from: middle, to });
      to = middle;
    } else {
      path.unshift({ from, to: middle });
      from = middle;
    }
  }
  return path;
}

/** Root that a leaf and its inclusion proof lead to; nothing if the proof has the wrong length. */
export function rootFromInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Buffer | undefined {
  const ranges = inclusionRanges(index, size);
  if (index < 0 || index >= size || ranges.length !== path.length) return undefined;
  return Buffer.from(
    ranges.reduce<Uint8Array>(
      (hash, range, i) => (range.from > index ? nodeHash(hash, path[i]!) : nodeHash(path[i]!, hash)),
      leaf,
    ),
  );
}
