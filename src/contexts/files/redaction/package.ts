/** The parts of a ZIP-based file, read within bounds and written with nothing but names and bytes. */
import { type Entry, fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { AppError } from '../../../platform/app-error.ts';
import { archiveLimits, openArchive } from '../../../platform/office-text/archive.ts';

export type Parts = Map<string, Buffer>;

/** 1980-01-01, the first day a ZIP can name: the copy does not say when it was made, and is the same every time. */
const noDate = new Date(1980, 0, 1);

/**
 * Every part by its name. Faults as `openArchive`, which counts every entry before anything is kept: `too-large` for a
 * bomb, `unreadable-file` for an encrypted or damaged archive.
 */
export async function readParts(bytes: Uint8Array): Promise<Parts> {
  await openArchive(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(buffer, { lazyEntries: true, autoClose: false });
  const parts: Parts = new Map();
  let size = 0;
  for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
    if (entry.fileName.endsWith('/')) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > archiveLimits.inflatedBytes) throw new AppError('too-large');
      chunks.push(chunk);
    }
    parts.set(entry.fileName, Buffer.concat(chunks));
  }
  return parts;
}

/** Packs the parts, the list of content types first, as office programs expect it. */
export async function writeParts(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile();
  const first = parts.get('[Content_Types].xml');
  const options = { mtime: noDate, forceDosTimestamp: true, mode: 0o100644 };
  if (first !== undefined) zip.addBuffer(first, '[Content_Types].xml', options);
  for (const [name, bytes] of parts) if (bytes !== first) zip.addBuffer(bytes, name, options);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
