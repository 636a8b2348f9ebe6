import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** A file of the export with its compressed bytes: done whole in one thread, which for small pages costs less than
 *  handing each step to the pool of Node. */

export interface WritingTask {
  readonly path: string;
  readonly body: Uint8Array;
  /** Compressed bytes are worth having beside it. */
  readonly compress: boolean;
}

/** Of the pages a client can get; measured by bench/export. */
const brotliQuality = 5;
const gzipLevel = 6;

function replace(path: string, bytes: Uint8Array): void {
  const aside = `${path}.part`;
  try {
    writeFileSync(aside, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(aside, bytes);
  }
  renameSync(aside, path);
}

/** The plain bytes last: old compressed bytes must not stand beside new plain ones. */
export function writeExported({ path, body, compress }: WritingTask): void {
  if (compress) {
    replace(
      `${path}.br`,
      brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
    );
    replace(`${path}.gz`, gzipSync(body, { level: gzipLevel }));
  } else for (const ending of ['.br', '.gz']) rmSync(`${path}${ending}`, { force: true });
  replace(path, body);
}
