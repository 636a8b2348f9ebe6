import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { AppError } from '../app-error.ts';

/** What an office archive may grow to. Sizes in bytes. */
export interface ArchiveLimits {
  readonly entries: number;
  readonly inflatedBytes: number;
  /** Inflated size over packed size; applied above `ratioFromBytes`, since a nearly empty sheet packs very well. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  entries: 5_000,
  inflatedBytes: 200 * 1024 * 1024,
  ratio: 200,
  ratioFromBytes: 5 * 1024 * 1024,
};

/** What was inflated while counting is kept up to this many bytes, so that it is inflated once. */
const keptBytes = 64 * 1024 * 1024;

export interface Archive {
  readonly names: ReadonlySet<string>;
  /** Remark on the whole archive; mostly empty. */
  readonly comment: string;
  /** Inflated bytes of all entries. */
  readonly inflatedBytes: number;
  /** Inflates one entry; undefined when there is none of that name. */
  bytes(name: string): Promise<Buffer | undefined>;
  /** Inflates one entry as UTF-8 text, without its byte order mark; undefined when there is none of that name. */
  read(name: string): Promise<string | undefined>;
}

type NamedEntry = Entry & { readonly name: string };

function bomb(detail: string): AppError {
  return new AppError('too-large', { detail });
}

function broken(cause: unknown): AppError {
  return new AppError('unreadable-file', {
    detail: '压缩结构已损坏，文件无法打开。请用 Word 或 WPS 打开并另存后重新上传。',
    cause,
  });
}

/** Chinese Windows writes names in GBK and does not say so; the standard would have them read as code page 437. */
function decodeName(raw: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(raw);
    } catch {
      // The next one.
    }
  }
  return raw.toString('latin1');
}

/** Counts what really comes out of one entry, and stops as soon as it is too much. */
async function inflate(zip: ZipFile, entry: Entry, room: number, keep: boolean): Promise<[number, Buffer[]]> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > room) {
      stream.destroy();
      throw bomb('文件解压后超过 200 MiB，已停止读取。请删除内嵌的图片或多余内容后重新上传。');
    }
    if (keep) chunks.push(chunk);
  }
  return [size, chunks];
}

function checkDeclared(entries: readonly NamedEntry[], packedBytes: number, limits: ArchiveLimits): void {
  if (entries.some(entry => entry.isEncrypted())) {
    throw new AppError('unreadable-file', { detail: '文件已加密，系统无法读取。请取消打开密码后重新上传。' });
  }
  const declared = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (declared > limits.inflatedBytes) {
    throw bomb(
      `文件解压后将达 ${Math.ceil(declared / 1024 / 1024)} MiB，超过 200 MiB 的上限。请删除内嵌的图片或多余内容后重新上传。`,
    );
  }
  if (declared > limits.ratioFromBytes && declared > packedBytes * limits.ratio) {
    throw bomb('文件的压缩比异常，疑似压缩炸弹，已停止读取。请用 Word 或 WPS 打开并另存后重新上传。');
  }
  // One program would open the first of them, another the last: what is checked must be what is shown.
  if (new Set(entries.map(entry => entry.name)).size < entries.length) {
    throw new AppError('unreadable-file', {
      detail: '压缩包内有重名的文件，不同软件会打开不同的内容。请重新打包或另存后上传。',
    });
  }
}

async function list(zip: ZipFile, limits: ArchiveLimits): Promise<NamedEntry[]> {
  const entries: NamedEntry[] = [];
  if (zip.entryCount > limits.entries) throw bomb('文件内部的部件过多，已停止读取。请另存后重新上传。');
  for await (const entry of zip.eachEntry())
    entries.push(Object.assign(entry, { name: decodeName(entry.fileNameRaw) }));
  return entries;
}

/**
 * Opens a ZIP-based office file. Before anything is handed out, every entry's declared size is added up and every
 * entry is inflated once and counted, so that a lying header is found as well. Throws `too-large` for a bomb and
 * `unreadable-file` for an encrypted or damaged archive. Names are given as they stand: nothing is ever written
 * under them.
 */
export async function openArchive(
  bytes: Uint8Array,
  limits: ArchiveLimits = archiveLimits,
): Promise<Archive> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false,
    });
    const entries = await list(zip, limits);
    checkDeclared(entries, bytes.length, limits);
    const files = entries.filter(entry => !entry.name.endsWith('/'));
    const kept = new Map<string, readonly Buffer[]>();
    let total = 0;
    for (const entry of files) {
      const keep = total + entry.uncompressedSize <= keptBytes;
      const [size, chunks] = await inflate(zip, entry, limits.inflatedBytes - total, keep);
      total += size;
      if (keep) kept.set(entry.name, chunks);
    }
    const byName = new Map(files.map(entry => [entry.name, entry]));
    const read = async (name: string): Promise<Buffer | undefined> => {
      const entry = byName.get(name);
      if (entry === undefined) return undefined;
      const chunks = kept.get(name) ?? (await inflate(zip, entry, limits.inflatedBytes, true))[1];
      return Buffer.concat(chunks);
    };
    return {
      names: new Set(byName.keys()),
      comment: decodeName(zip.comment as unknown as Buffer),
      inflatedBytes: total,
      bytes: read,
      read: async name => (await read(name))?.toString('utf8').replace(/^\ufeff/, ''),
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw broken(error);
  }
}
