/** Attachments: taken in once, typed by content, read out again only while they may be. */
import type { ReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '../../platform/app-error.ts';
import type { BlobStore, ByteRange } from '../../platform/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { openArchive } from '../../platform/office-text/archive.ts';
import { decodeText } from '../../platform/office-text/encoding.ts';
import { looksLikeHtml } from '../../platform/office-text/html.ts';
import type { Actor } from '../organisation/contract.ts';
import type { RedactedFileView, RedactionOrder } from './contract/redaction.ts';
import { maximumFileSize, type UploadedFile } from './contract.ts';
import { extractText } from './extraction.ts';
import { looksLikeSvg, svgFault, svgFaultWords } from './reading/vector-picture.ts';
import { redactInThread } from './redaction/run.ts';
import { cleanName, decideType, type SeenContent } from './rules.ts';
import * as store from './store.ts';

export { redactInThread } from './redaction/run.ts';

export interface FilesDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly blobs: BlobStore;
  /** Reads a stored file, away from the thread that serves pages where there is another. */
  readonly read?: (file: BytesOnDisk) => Promise<string>;
}

/** A stored file as another thread finds it. */
export interface BytesOnDisk {
  readonly digest: string;
  readonly path: string;
  readonly mediaType: string;
}

/** The text that a reader of the file sees, read here and now. */
async function readHere({ path, mediaType }: BytesOnDisk): Promise<string> {
  return extractText(await readFile(path), mediaType);
}

/** An incoming file; a stream that was cut at a limit of its own says so. */
export type UploadStream = AsyncIterable<Uint8Array> & { readonly truncated?: boolean };

/** A file that is being read out. */
export interface OpenFile {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  open(range?: ByteRange): Promise<ReadStream>;
}

/** Bytes of a file that the product makes itself, e.g. pages kept as evidence. */
const mostMade = 512 * 1024 * 1024;

export type Files = ReturnType<typeof createFiles>;

/**
 * The clean name and the type of a file, by its content; ZIPs are opened, because a DOCX is only one if the document is
 * in it. Faults: `wrong-type`, `unreadable-file`.
 */
export async function recognise(
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly name: string; readonly mediaType: string }> {
  const clean = cleanName(name);
  return { name: clean, mediaType: await typeOf(bytes, clean) };
}

/** An object or a list; a number or a word alone is a text. */
function parsesAsJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What bytes without a mark of their own read as; nothing if they are no text. */
function seenText(bytes: Uint8Array): Pick<SeenContent, 'text' | 'fault'> {
  let text: string;
  try {
    text = decodeText(bytes).text;
  } catch (error) {
    if (error instanceof AppError && error.code === 'wrong-type') return {};
    throw error;
  }
  if (looksLikeSvg(bytes)) {
    const fault = svgFault(text);
    return { text: 'svg', ...(fault === undefined ? {} : { fault: svgFaultWords[fault] }) };
  }
  if (looksLikeHtml(bytes)) return { text: 'html' };
  return { text: parsesAsJson(text) ? 'json' : 'plain' };
}

async function typeOf(given: Uint8Array, name: string): Promise<string> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  // The second mark is that of an archive with nothing in it.
  const isZip = ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(bytes.subarray(0, 4).toString('latin1'));
  const mediaType = isZip ? 'application/zip' : (await fileTypeFromBuffer(bytes))?.mime;
  const isText = mediaType === undefined || /^(?:application\/xml|text\/)/.test(mediaType);
  const seen: SeenContent = isZip
    ? { mediaType, parts: (await openArchive(bytes)).names }
    : { mediaType, ...(isText ? seenText(bytes) : {}) };
  const decision = decideType(seen, name);
  if (!decision.ok) throw new AppError('wrong-type', { detail: decision.message });
  return decision.mediaType;
}

/** Makes the files of an installation. */
export function createFiles({ database, clock, blobs, read = readHere }: FilesDependencies) {
  /**
   * Takes an upload in: at most 50 MiB, one of the accepted types. The same bytes twice are one file.
   * Faults: `too-large`, `wrong-type`, `unreadable-file`, `disk-full`; nothing is kept then.
   */
  async function takeUpload(stream: UploadStream, name: string, actor: Actor | null): Promise<UploadedFile> {
    const clean = cleanName(name);
    const received = await blobs.receive(stream, maximumFileSize);
    try {
      if (stream.truncated === true) throw new AppError('too-large');
      if (received.size === 0)
        throw new AppError('unreadable-file', { detail: '文件是空的。请检查后重新上传。' });
      const mediaType = await typeOf(await readFile(received.path), clean);
      await received.keep();
      const { digest, size } = received;
      await store.insertFile(
        database.kysely,
        { digest, size, mediaType },
        clock.now(),
        actor?.staffId ?? null,
      );
      return { digest, name: clean, mediaType, size };
    } catch (error) {
      await received.discard();
      throw error;
    }
  }

  /** Keeps bytes that the product made itself, of a type that nobody may upload. Answers their digest. */
  async function keepMade(bytes: Uint8Array, mediaType: string, actor: Actor): Promise<string> {
    const made = (async function* () {
      yield bytes;
    })();
    const received = await blobs.receive(made, mostMade);
    await received.keep();
    const { digest, size } = received;
    await store.insertFile(database.kysely, { digest, size, mediaType }, clock.now(), actor.staffId);
    return digest;
  }

  async function known(digest: string): Promise<store.StoredFile> {
    const file = await store.findFile(database.kysely, digest);
    if (file === undefined) throw new AppError('not-found', { detail: '没有这个文件。' });
    return file;
  }

  /** A stored file for somebody who may see it. Fault: `not-found`. */
  async function open(digest: string): Promise<OpenFile> {
    const { size, mediaType } = await known(digest);
    return {
      digest,
      size,
      mediaType,
      async open(range) {
        const bytes = await blobs.read(digest, range);
        if (bytes === undefined)
          throw new AppError('not-found', { detail: '文件的内容不见了，请联系系统管理员。' });
        return bytes;
      },
    };
  }

  /**
   * The text in a file, taken out at the first call and kept. Empty for pictures.
   * Faults: `not-found`, `unreadable-file`, `too-large`.
   */
  async function text(digest: string): Promise<string> {
    const file = await known(digest);
    if (file.textContent !== null) return file.textContent;
    const path = await blobs.path(digest);
    if (path === undefined)
      throw new AppError('not-found', { detail: '文件的内容不见了，请联系系统管理员。' });
    const found = await read({ digest, path, mediaType: file.mediaType });
    await store.keepText(database.kysely, digest, found);
    return found;
  }

  /** Texts by digest: null where a person has to look (a picture, a scan, a damaged file), absent where unknown. */
  async function texts(digests: readonly string[]): Promise<Map<string, string | null>> {
    const found = new Map<string, string | null>();
    for (const digest of new Set(digests)) {
      const content = await text(digest).catch(error => {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        return error.code === 'not-found' ? undefined : null;
      });
      if (content !== undefined) found.set(digest, content?.trim() ? content : null);
    }
    return found;
  }

  /** The whole of a stored file. Fault: `not-found`. */
  async function bytesOf(digest: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await (await open(digest)).open()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  /**
   * Makes a copy without personal data and without what the order names; the original stays, for staff only. Faults:
   * `not-found`, `unreadable-file` (also where the copy did not pass its proof: nothing is kept then), `too-large`.
   */
  async function redactCopy(
    digest: string,
    given: string,
    order: RedactionOrder,
    actor: Actor,
  ): Promise<RedactedFileView> {
    const { mediaType } = await known(digest);
    const name = cleanName(given);
    const copy = await redactInThread({ bytes: await bytesOf(digest), name, mediaType, order });
    const file = await takeUpload(
      (async function* () {
        yield copy.bytes;
      })(),
      copy.name,
      actor,
    );
    const report = { from: { digest, name }, ...copy.report };
    const made = { copy: file.digest, source: digest, report, at: clock.now(), by: actor.staffId };
    await store.insertRedaction(database.kysely, made);
    return { file, report };
  }

  return {
    takeUpload,
    keepMade,
    redactCopy,
    open,
    bytesOf,
    text,
    texts,
    /** A stored file for the public: only while `isPublic` says so. Fault: `not-found`. */
    async openPublic(digest: string, isPublic: (digest: string) => Promise<boolean>): Promise<OpenFile> {
      if (!(await isPublic(digest))) throw new AppError('not-found', { detail: '没有这个文件。' });
      return open(digest);
    },
    /** What is known of a stored file; nothing if it is not. */
    find: (digest: string) => store.findFile(database.kysely, digest),
    /** True if the stored bytes still have this digest. */
    verify: (digest: string) => blobs.verify(digest),
  };
}
