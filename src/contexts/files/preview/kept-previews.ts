import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../platform/app-error.ts';
import type { FilePreview } from '../contract/preview.ts';
import type { FileReading } from '../contract/reading.ts';
import { readerVersion } from '../reading/read-whole.ts';
import { drawPages } from './pdf-pages.ts';
import { previewText } from './preview-text.ts';

/** Previews beside the stored files, by digest; they can be thrown away at any time. */

/** Raised whenever a preview would look different. */
const previewVersion = 1;

export interface PreviewTask {
  readonly digest: string;
  readonly path: string;
  readonly mediaType: string;
  /** Where previews are kept; need not exist yet. */
  readonly previews: string;
}

/** Bytes. A larger file is not opened for a preview. */
const largest = 30 * 1024 * 1024;

const stemOf = ({ digest, previews }: Pick<PreviewTask, 'digest' | 'previews'>): string =>
  join(previews, digest.slice(0, 2), `${digest}-${readerVersion}.${previewVersion}`);

async function replace(path: string, bytes: Uint8Array | string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, bytes, { mode: 0o600 });
  await rename(draft, path);
}

/** The preview; nothing if it was not made yet. */
export async function keptPreview(
  task: Pick<PreviewTask, 'digest' | 'previews'>,
): Promise<FilePreview | undefined> {
  try {
    return JSON.parse(await readFile(`${stemOf(task)}.json`, 'utf8')) as FilePreview;
  } catch {
    // Absent, or cut short by a power cut: made again.
    return undefined;
  }
}

/** A page of a PDF as WebP, from 1; nothing if there is none. */
export async function keptPicture(
  task: Pick<PreviewTask, 'digest' | 'previews'>,
  no: number,
): Promise<Buffer | undefined> {
  return readFile(`${stemOf(task)}-${no}.webp`).catch(() => undefined);
}

/** Throws away what was made before that instant. */
export async function forgetPreviews(previews: string, instant: Date): Promise<void> {
  const names = await readdir(previews, { recursive: true }).catch(() => [] as string[]);
  for (const name of names.filter(each => /\.(?:json|webp)(?:\.|$)/.test(each))) {
    const found = await stat(join(previews, name)).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < instant.getTime())
      await rm(join(previews, name), { force: true });
  }
}

/** A preview that says why there is none. */
export function withoutPreview(words: string): FilePreview {
  return { sections: [], pictures: 0, leftOut: words };
}

async function picturesOf(task: PreviewTask): Promise<{ count: number; leftOut: string }> {
  if (task.mediaType !== 'application/pdf') return { count: 0, leftOut: '' };
  const { pictures, pages } = await drawPages(await readFile(task.path));
  for (const [at, picture] of pictures.entries()) await replace(`${stemOf(task)}-${at + 1}.webp`, picture);
  const isWhole = pictures.length === pages;
  const words = `全文共${pages}页，这里显示前${pictures.length}页的版面，其余各页只有文字。`;
  return { count: pictures.length, leftOut: isWhole ? '' : words };
}

/** Makes the preview and keeps it; a file that has none is remembered too. `read`: the reading of the same file. */
export async function makePreview(task: PreviewTask, read: () => Promise<FileReading>): Promise<FilePreview> {
  await mkdir(dirname(stemOf(task)), { recursive: true, mode: 0o700 });
  let preview: FilePreview;
  try {
    const { size } = await stat(task.path);
    if (size > largest)
      throw new AppError('too-large', {
        detail: `文件有${Math.ceil(size / 1024 / 1024)}兆字节，超过预览的上限（30兆字节）。请下载后查看。`,
      });
    const text = previewText(await read(), task.mediaType);
    const { count, leftOut } = await picturesOf(task);
    preview = { sections: text.sections, pictures: count, leftOut: `${leftOut}${text.leftOut}` };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    preview = withoutPreview(
      error.code === 'too-large' && error.detail !== undefined
        ? error.detail
        : '这个文件不能在网页中预览（文件设有密码、已损坏或格式特殊）。请下载后查看。',
    );
  }
  await replace(`${stemOf(task)}.json`, JSON.stringify(preview));
  return preview;
}
