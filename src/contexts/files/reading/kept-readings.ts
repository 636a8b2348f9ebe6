import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { AppError, type FaultCode } from '../../../platform/app-error.ts';
import type { FileReading } from '../contract/reading.ts';
import { readerVersion } from './read-whole.ts';
import { textRecognition } from './text-recognition.ts';

/**
 * Readings beside the stored files, so that a file is read once. They can be thrown away at any time: what is missing is
 * read again. Each is a packed JSON file named by digest and version of the reader.
 */

const pack = promisify(gzip);
const unpack = promisify(gunzip);

type Kept =
  | { readonly reading: FileReading }
  | { readonly fault: { code: FaultCode; detail: string | null } };

/** Faults that lie in the file and come again. */
const lasting: ReadonlySet<FaultCode> = new Set(['unreadable-file', 'too-large', 'wrong-type']);

export interface KeptReadings {
  /** The reading; undefined if the file was not read yet. Faults: that which reading it gave. */
  find(digest: string): Promise<FileReading | undefined>;
  keep(digest: string, reading: FileReading): Promise<void>;
  /** Remembers that the file cannot be read; true if the fault is one that comes again. */
  keepFault(digest: string, fault: AppError): Promise<boolean>;
  /** Throws away what was read before that instant. */
  forgetBefore(instant: Date): Promise<void>;
}

/** Readings in a folder, which need not exist yet. */
export function keptReadings(folder: string): KeptReadings {
  const placeOf = async (digest: string): Promise<string> => {
    const version = `${readerVersion}${(await textRecognition()) === null ? '' : 'r'}`;
    return join(folder, digest.slice(0, 2), `${digest}-${version}.json.gz`);
  };

  async function write(digest: string, kept: Kept): Promise<void> {
    const place = await placeOf(digest);
    const draft = `${place}.${randomUUID()}`;
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await writeFile(draft, await pack(JSON.stringify(kept), { level: 1 }), { mode: 0o600 });
    await rename(draft, place);
  }

  return {
    async find(digest) {
      const place = await placeOf(digest);
      let kept: Kept;
      try {
        kept = JSON.parse((await unpack(await readFile(place))).toString('utf8')) as Kept;
      } catch {
        // Absent, or cut short by a power cut: read again.
        return undefined;
      }
      if ('reading' in kept) return kept.reading;
      const { code, detail } = kept.fault;
      throw new AppError(code, detail === null ? {} : { detail });
    },
    keep: (digest, reading) => write(digest, { reading }),
    async keepFault(digest, { code, detail }) {
      if (!lasting.has(code)) return false;
      await write(digest, { fault: { code, detail: detail ?? null } });
      return true;
    },
    async forgetBefore(instant) {
      const names = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
      for (const name of names.filter(each => each.includes('.json.gz'))) {
        const found = await stat(join(folder, name)).catch(() => undefined);
        if (found !== undefined && found.mtimeMs < instant.getTime())
          await rm(join(folder, name), { force: true });
      }
    },
  };
}
