/**
 * Stored files, addressed by the SHA-256 of their bytes. The folder implementation survives a power cut: a blob is
 * written beside its place, flushed, renamed, and the folder is flushed too; so it is either whole or absent.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from './app-error.ts';

/** Bytes that have arrived and wait to be looked at; kept or discarded, nothing else. */
export interface ReceivedBlob {
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Where the bytes lie meanwhile. */
  readonly path: string;
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

export interface BlobStore {
  /**
   * Takes bytes in while hashing them. Faults: `too-large` above `maximumSize` bytes, `disk-full`; nothing is left
   * behind then.
   */
  receive(source: AsyncIterable<Uint8Array>, maximumSize: number): Promise<ReceivedBlob>;
  /** A stream of the bytes or of a range of them; nothing if there is no such blob. */
  read(digest: string, range?: ByteRange): Promise<ReadStream | undefined>;
  exists(digest: string): Promise<boolean>;
  /** A file of this machine that holds the bytes, for another thread to read; nothing if there is no such blob. */
  path(digest: string): Promise<string | undefined>;
  /** Takes the bytes away for good. Nothing happens where there are none. */
  remove(digest: string): Promise<void>;
  /** Reads the stored bytes again: true if they are there and still have this digest. */
  verify(digest: string): Promise<boolean>;
}

const fullDiskCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const abandonedMs = 24 * 60 * 60 * 1000;

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? '';
}

function asFault(error: unknown): unknown {
  return fullDiskCodes.has(codeOf(error)) ? new AppError('disk-full', { cause: error }) : error;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

async function write(source: AsyncIterable<Uint8Array>, file: FileHandle, maximumSize: number) {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maximumSize)
      throw new AppError('too-large', {
        detail: `文件超过 ${Math.floor(maximumSize / 1024 / 1024)} MiB 的上限。请压缩或拆分后重新上传。`,
      });
    hash.update(chunk);
    for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
  }
  await file.sync();
  return { digest: hash.digest('hex'), size };
}

/** What a process that was killed left half received. */
async function clearAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const found = await stat(join(incoming, name)).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > abandonedMs)
      await rm(join(incoming, name), { force: true });
  }
}

async function prepare(incoming: string): Promise<void> {
  try {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    await clearAbandoned(incoming);
  } catch (error) {
    throw asFault(error);
  }
}

/** A blob store in a folder: `ab/cd/<digest>`, and `incoming/` for what is still arriving. Touches nothing yet. */
export function folderBlobStore(folder: string): BlobStore {
  const incoming = join(folder, 'incoming');
  let prepared: Promise<void> | undefined;
  /** Once per process; after a failure the next upload tries again. */
  const prepareOnce = () => {
    prepared ??= prepare(incoming).catch(error => {
      prepared = undefined;
      throw error;
    });
    return prepared;
  };

  function placeOf(digest: string): string | undefined {
    if (!/^[0-9a-f]{64}$/.test(digest)) return undefined;
    return join(folder, digest.slice(0, 2), digest.slice(2, 4), digest);
  }

  /** Renaming over an equal blob changes nothing, and heals one that the disk has damaged. */
  async function keep(path: string, digest: string): Promise<void> {
    const place = placeOf(digest)!;
    try {
      const made = await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await rename(path, place);
      await syncFolder(dirname(place));
      if (made !== undefined) for (const above of [dirname(dirname(place)), folder]) await syncFolder(above);
    } catch (error) {
      await rm(path, { force: true });
      throw asFault(error);
    }
  }

  async function openFile(digest: string): Promise<FileHandle | undefined> {
    const place = placeOf(digest);
    if (place === undefined) return undefined;
    return open(place, 'r').catch(error => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
  }

  async function read(digest: string, range?: ByteRange): Promise<ReadStream | undefined> {
    const file = await openFile(digest);
    if (file === undefined) return undefined;
    return createReadStream('', { fd: file, ...(range ? { start: range.first, end: range.last } : {}) });
  }

  return {
    async receive(source, maximumSize) {
      await prepareOnce();
      const path = join(incoming, randomUUID());
      const file = await open(path, 'wx', 0o600).catch(error => {
        throw asFault(error);
      });
      try {
        const { digest, size } = await write(source, file, maximumSize).finally(() => file.close());
        return {
          digest,
          size,
          path,
          keep: () => keep(path, digest),
          discard: () => rm(path, { force: true }),
        };
      } catch (error) {
        await rm(path, { force: true });
        throw asFault(error);
      }
    },
    read,
    async exists(digest) {
      const file = await openFile(digest);
      await file?.close();
      return file !== undefined;
    },
    async path(digest) {
      const place = placeOf(digest);
      const found = place === undefined ? undefined : await stat(place).catch(() => undefined);
      return found?.isFile() === true ? place : undefined;
    },
    async remove(digest) {
      const place = placeOf(digest);
      if (place !== undefined) await rm(place, { force: true });
    },
    async verify(digest) {
      const bytes = await read(digest);
      if (bytes === undefined) return false;
      const hash = createHash('sha256');
      for await (const chunk of bytes) hash.update(chunk as Uint8Array);
      return hash.digest('hex') === digest;
    },
  };
}
