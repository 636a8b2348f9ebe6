import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeRoot,
  completeSubtrees,
  emptyRoot,
  inclusionRanges,
  leafHash,
  rootFromInclusion,
  rootOfSubtrees,
} from './merkle.ts';
import { GrowingTree, hashLeaf } from './verify/tree.ts';

/** RFC 6962 §2.1 word for word, on byte strings, without any shortcut. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  if (leaves.length === 0) return sha(Buffer.alloc(0));
  if (leaves.length === 1) return sha(Buffer.concat([Buffer.from([0]), leaves[0]!]));
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha(Buffer.concat([Buffer.from([1]), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))]));
}

/** PATH(m, D[n]) of RFC 6962 §2.1.1, word for word. */
function naivePath(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

function rootByParts(leaves: readonly Buffer[], from = 0, to = leaves.length): Buffer {
  const hashes = leaves.map(leafHash);
  return rootOfSubtrees(
    completeSubtrees({ from, to }).map(({ level, index }) =>
      completeRoot(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)),
    ),
  );
}

// The leaves and roots that the authors of certificate transparency test their own code with.
const knownLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(hex => Buffer.from(hex, 'hex'));
const knownRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const someLeaves = fc.array(fc.uint8Array({ maxLength: 12 }), { minLength: 1, maxLength: 70 });

describe('RFC 6962 section 2.1: the tree', () => {
  it.each(knownRoots.map((root, size) => ({ root, size })))(
    'of $size known leaves has its known root',
    ({ root, size }) => {
      const leaves = knownLeaves.slice(0, size);
      const growing = new GrowingTree();
      for (const leaf of leaves) growing.append(hashLeaf(leaf));
      expect(rootByParts(leaves).toString('hex')).toBe(root);
      expect(growing.root().toString('hex')).toBe(root);
    },
  );

  it('has the hash of nothing as its root while it is empty', () => {
    expect(emptyRoot.toString('hex')).toBe(knownRoots[0]);
  });

  it('has the root of the naive definition, for the writer and for the verifier, at every size', () => {
    fc.assert(
      fc.property(someLeaves, leaves => {
        const bodies = leaves.map(leaf => Buffer.from(leaf));
        const growing = new GrowingTree();
        for (const [i, body] of bodies.entries()) {
          growing.append(hashLeaf(body));
          expect(growing.root()).toEqual(naiveRoot(bodies.slice(0, i + 1)));
        }
        expect(rootByParts(bodies)).toEqual(naiveRoot(bodies));
      }),
      { numRuns: 40 },
    );
  });

  it('proves each leaf by the path of the naive definition, and no other leaf by it', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), (leaves, nth) => {
        const bodies = leaves.map(leaf => Buffer.from(leaf));
        const index = nth % bodies.length;
        const path = inclusionRanges(index, bodies.length).map(({ from, to }) =>
          rootByParts(bodies, from, to),
        );
        expect(path).toEqual(naivePath(index, bodies));
        const root = naiveRoot(bodies);
        expect(rootFromInclusion(leafHash(bodies[index]!), index, bodies.length, path)).toEqual(root);
        const stranger = leafHash(Buffer.from('a leaf that is not there'));
        expect(rootFromInclusion(stranger, index, bodies.length, path)).not.toEqual(root);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a proof that is too long, too short or beside the tree', () => {
    const leaf = leafHash(Buffer.from('x'));
    expect(rootFromInclusion(leaf, 0, 2, [])).toBeUndefined();
    expect(rootFromInclusion(leaf, 0, 1, [leaf])).toBeUndefined();
    expect(rootFromInclusion(leaf, 2, 2, [leaf])).toBeUndefined();
  });
});
