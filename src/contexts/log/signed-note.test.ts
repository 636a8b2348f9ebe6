import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkpointText, privateKeyText, signerFromPrivateKeyText, signerFromSeed } from './signed-note.ts';
import { openSigner } from './signer.ts';
import { parseVerifierKey, readCheckpoint } from './verify/tree.ts';

// The published example of the note format (golang.org/x/mod/sumdb/note).
const knownPrivateKey = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const knownVerifierKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const knownText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const knownSignature =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';

const seed = Buffer.alloc(32, 7);
const root = Buffer.alloc(32, 1);

describe('C2SP signed-note', () => {
  it('signs the published example as published', () => {
    const signer = signerFromPrivateKeyText(knownPrivateKey);
    expect(signer?.verifierKey).toBe(knownVerifierKey);
    expect(signer?.signNote(knownText)).toBe(`${knownText}\n${knownSignature}\n`);
  });

  it('keeps a key and reads it back, and does not read a damaged one', () => {
    const text = privateKeyText('gongkai.local/log', seed);
    expect(signerFromPrivateKeyText(text)?.verifierKey).toBe(
      signerFromSeed('gongkai.local/log', seed).verifierKey,
    );
    expect(signerFromPrivateKeyText(text.replace('gongkai.local', 'gongkei.local'))).toBeUndefined();
    expect(signerFromPrivateKeyText(text.slice(0, -6))).toBeUndefined();
    expect(signerFromPrivateKeyText('')).toBeUndefined();
  });
});

describe('C2SP tlog-checkpoint', () => {
  const signer = signerFromSeed('gongkai.local/log', seed);
  const note = signer.signNote(checkpointText(signer.name, 12, root));
  const keys = [parseVerifierKey(signer.verifierKey)!];

  it('is read and its signature holds', () => {
    expect(readCheckpoint(note, keys)).toEqual({
      origin: 'gongkai.local/log',
      size: 12,
      root,
      isSigned: true,
    });
  });

  it('is not signed once a digit of it changes', () => {
    expect(readCheckpoint(note.replace('\n12\n', '\n13\n'), keys)).toMatchObject({
      size: 13,
      isSigned: false,
    });
  });

  it('is not signed by somebody else under the same name', () => {
    const other = signerFromSeed('gongkai.local/log', Buffer.alloc(32, 8));
    expect(readCheckpoint(note, [parseVerifierKey(other.verifierKey)!])?.isSigned).toBe(false);
  });

  it.each(['', 'no note', 'origin\n1\n\n— x y\n', 'origin\n01\nAAAA\n\n— x y\n'])(
    'is nothing when malformed: %j',
    text => {
      expect(readCheckpoint(text, keys)).toBeUndefined();
    },
  );
});

describe('the signing key of a data folder', () => {
  const home = mkdtemp(join(tmpdir(), 'gongkai-log-key-'));
  afterAll(async () => rm(await home, { recursive: true, force: true }));
  const newFolder = async () => mkdtemp(join(await home, 'of-a-test-'));

  it('is made once, whole, for its owner alone, and stays', async () => {
    const folder = await newFolder();
    const path = join(folder, 'keys', 'log');
    const signers = await Promise.all(Array.from({ length: 4 }, () => openSigner(path, 'gongkai.local/log')));
    expect(new Set(signers.map(s => s.verifierKey)).size).toBe(1);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'keys'))).toEqual(['log']);
    expect((await openSigner(path, 'another.name/log')).name).toBe('gongkai.local/log');
  });

  it('is never silently replaced when damaged', async () => {
    const path = join(await newFolder(), 'log');
    await writeFile(path, 'PRIVATE+KEY+broken');
    await expect(openSigner(path, 'gongkai.local/log')).rejects.toMatchObject({
      code: 'data-folder-unusable',
    });
    expect(await readFile(path, 'utf8')).toBe('PRIVATE+KEY+broken');
  });
});
