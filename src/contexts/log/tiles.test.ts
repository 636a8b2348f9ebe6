import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entryBundle,
  parseTilePath,
  type TileAddress,
  tileExists,
  tileIndexPath,
  tilePath,
} from './tiles.ts';
import { pathOfTile, readBundle } from './verify/tree.ts';

describe('C2SP tlog-tiles', () => {
  it.each([
    [0, '000'],
    [7, '007'],
    [1000, 'x001/000'],
    [1_234_067, 'x001/x234/067'],
  ])('writes tile number %i as %s', (index, path) => {
    expect(tileIndexPath(index)).toBe(path);
  });

  it('reads back every address it writes, and the verifier asks for it by the same path', () => {
    const address = fc.record({
      kind: fc.constantFrom('hashes' as const, 'entries' as const),
      level: fc.integer({ min: 0, max: 63 }),
      index: fc.nat({ max: 2 ** 31 - 1 }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(address, raw => {
        const wanted: TileAddress = { ...raw, level: raw.kind === 'entries' ? 0 : raw.level };
        const path = tilePath(wanted);
        expect(parseTilePath(path.slice('tile/'.length))).toEqual(wanted);
        const level = wanted.kind === 'entries' ? 'entries' : wanted.level;
        expect(pathOfTile(level, wanted.index, wanted.width)).toBe(path);
      }),
    );
  });

  it.each([
    '0/0',
    '0/0001',
    '00/000',
    '64/000',
    '0/x000/001',
    '0/000.p/256',
    '0/000.p/0',
    '0/000.p/01',
    '-1/000',
    'entries/../key',
    '',
  ])('takes no other spelling: %j', path => {
    expect(parseTilePath(path)).toBeUndefined();
  });

  it('has a tile once the tree reaches so far', () => {
    const tile = { kind: 'hashes', level: 1, index: 0, width: 2 } as const;
    expect(tileExists(tile, 511)).toBe(false);
    expect(tileExists(tile, 512)).toBe(true);
  });

  it('bundles entries so that they come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), entries => {
        expect(readBundle(entryBundle(entries))?.map(e => [...e])).toEqual(entries.map(e => [...e]));
      }),
    );
  });

  it('cannot bundle an entry that two bytes of length do not hold', () => {
    expect(() => entryBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
  });

  it('does not read a bundle that was cut off', () => {
    const bundle = entryBundle([Buffer.from('一条记录')]);
    expect(readBundle(bundle.subarray(0, -1))).toBeUndefined();
    expect(readBundle(bundle.subarray(0, 1))).toBeUndefined();
  });
});
