import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSealedBox, sealingKeyFile } from './sealed-box.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-box-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const unreadable = expect.objectContaining({ code: 'sealed-unreadable' });
const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('a sealed box', () => {
  it('opens under the same context what it has sealed, whatever the bytes', async () => {
    const box = await openSealedBox(folder);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, context) => {
        expect(Buffer.from(box.open(box.seal(plain, context), context))).toEqual(Buffer.from(plain));
      }),
    );
  });

  it('never seals the same bytes to the same bytes, and shows nothing of them', async () => {
    const box = await openSealedBox(folder);
    const sealed = [box.seal(bytes('JBSWY3DPEHPK3PXP'), 'a'), box.seal(bytes('JBSWY3DPEHPK3PXP'), 'a')];
    expect(Buffer.from(sealed[0]!)).not.toEqual(Buffer.from(sealed[1]!));
    for (const each of sealed) expect(Buffer.from(each).includes('JBSWY3DP')).toBe(false);
  });

  it('refuses another context: what belongs to one person does not open as that of another', async () => {
    const box = await openSealedBox(folder);
    const sealed = box.seal(bytes('x'), 'second-factor:1');
    expect(() => box.open(sealed, 'second-factor:2')).toThrow(unreadable);
  });

  it('refuses bytes of which one bit has been changed, wherever it is', async () => {
    const box = await openSealedBox(folder);
    const sealed = Buffer.from(box.seal(bytes('0123456789'), 'c'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ 1;
      expect(() => box.open(changed, 'c'), `byte ${at}`).toThrow(unreadable);
    }
    expect(() => box.open(sealed.subarray(0, 20), 'c')).toThrow(unreadable);
    expect(() => box.open(new Uint8Array(), 'c')).toThrow(unreadable);
  });

  it('keeps its key in a file for its owner only, and finds it again at the next start', async () => {
    const sealed = (await openSealedBox(folder)).seal(bytes('bleibt'), 'c');
    const path = join(folder, sealingKeyFile);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o644);
    const again = await openSealedBox(folder);
    expect(Buffer.from(again.open(sealed, 'c')).toString()).toBe('bleibt');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('has one key when several open it at once', async () => {
    const boxes = await Promise.all(Array.from({ length: 8 }, () => openSealedBox(folder)));
    const sealed = boxes[0]!.seal(bytes('x'), 'c');
    for (const box of boxes) expect(Buffer.from(box.open(sealed, 'c')).toString()).toBe('x');
  });

  it('refuses what another key has sealed', async () => {
    const sealed = (await openSealedBox(folder)).seal(bytes('x'), 'c');
    await rm(join(folder, sealingKeyFile));
    const other = await openSealedBox(folder);
    expect(() => other.open(sealed, 'c')).toThrow(unreadable);
  });

  it('says which file is damaged instead of making a new key', async () => {
    await openSealedBox(folder);
    const path = join(folder, sealingKeyFile);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.slice(0, -10));
    await expect(openSealedBox(folder)).rejects.toMatchObject({
      code: 'data-folder-unusable',
      detail: expect.stringContaining(path),
    });
    expect(await readFile(path, 'utf8')).toBe(text.slice(0, -10));
  });
});
