import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { folderBlobStore } from './blob-store.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const home = await mkdtemp(join(tmpdir(), 'gongkai-blobs-'));
afterAll(() => rm(home, { recursive: true, force: true }));
const newFolder = () => mkdtemp(join(home, 'of-a-test-'));

async function* stream(...chunks: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    yield Buffer.from(chunk);
  }
}

async function textOf(source: AsyncIterable<unknown> | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of source ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => entry.name);
}

describe('a folder of blobs', () => {
  it('keeps bytes under their digest and gives back all of them or a range', async () => {
    const folder = await newFolder();
    const blobs = folderBlobStore(folder);
    const received = await blobs.receive(stream('公开', '是常态'), 100);
    expect([received.digest, received.size]).toEqual([sha256('公开是常态'), 15]);
    expect(await blobs.exists(received.digest)).toBe(false);
    await received.keep();
    const { digest } = received;
    expect(await readFile(join(folder, digest.slice(0, 2), digest.slice(2, 4), digest), 'utf8')).toBe(
      '公开是常态',
    );
    expect(await textOf(await blobs.read(digest))).toBe('公开是常态');
    expect(await textOf(await blobs.read(digest, { first: 6, last: 8 }))).toBe('是');
    expect(await blobs.verify(digest)).toBe(true);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('has no blob of another digest, nor outside its folder', async () => {
    const blobs = folderBlobStore(await newFolder());
    for (const digest of [sha256('nothing'), '../../etc/passwd', '', sha256('x').toUpperCase()]) {
      expect(await blobs.exists(digest)).toBe(false);
      expect(await blobs.read(digest)).toBeUndefined();
      expect(await blobs.verify(digest)).toBe(false);
    }
  });

  it('keeps nothing of what is larger than the limit, breaks off, or is discarded', async () => {
    const folder = await newFolder();
    const blobs = folderBlobStore(folder);
    await expect(blobs.receive(stream('1234', '5'), 4)).rejects.toMatchObject({ code: 'too-large' });
    await expect(blobs.receive(stream('12', new Error('gone')), 4)).rejects.toThrow('gone');
    await (await blobs.receive(stream('1234'), 4)).discard();
    expect(await filesIn(folder)).toEqual([]);
  });

  it('notices bytes that changed on the disk, and is healed by the same file arriving again', async () => {
    const folder = await newFolder();
    const blobs = folderBlobStore(folder);
    const received = await blobs.receive(stream('一'), 10);
    await received.keep();
    const { digest } = received;
    await writeFile(join(folder, digest.slice(0, 2), digest.slice(2, 4), digest), '二');
    expect(await blobs.verify(digest)).toBe(false);
    await (await blobs.receive(stream('一'), 10)).keep();
    expect(await blobs.verify(digest)).toBe(true);
  });

  it('clears what a killed process left half received a day ago, but nothing newer', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'incoming'));
    await writeFile(join(folder, 'incoming', 'old'), 'x');
    await writeFile(join(folder, 'incoming', 'new'), 'x');
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(join(folder, 'incoming', 'old'), twoDaysAgo, twoDaysAgo);
    await (await folderBlobStore(folder).receive(stream('1'), 1)).discard();
    expect(await readdir(join(folder, 'incoming'))).toEqual(['new']);
  });

  it('says disk-full when the system takes no more bytes, and leaves nothing half written', async () => {
    const folder = await newFolder();
    const program = `
      const { folderBlobStore } = await import(${JSON.stringify(new URL('./blob-store.ts', import.meta.url).href)});
      const blobs = folderBlobStore(${JSON.stringify(folder)});
      const source = async function* () { for (let i = 0; i < 64; i++) yield Buffer.alloc(65536, i); };
      await blobs.receive(source(), 1e9).then(() => console.log('kept'), error => console.log(error.code));`;
    // A process that may write files of 512 KiB at most: the kernel refuses the rest, as a full quota would.
    const command = 'ulimit -f 1024; exec "$0" --input-type=module -e "$1"';
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, program]);
    expect(stdout.trim()).toBe('disk-full');
    expect(await filesIn(folder)).toEqual([]);
  });
});
