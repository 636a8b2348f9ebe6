import { AppError } from '../../../platform/app-error.ts';
import { type Archive, archiveLimits, openArchive } from '../../../platform/office-text/archive.ts';
import { decodeText } from '../../../platform/office-text/encoding.ts';
import { looksLikeHtml } from '../../../platform/office-text/html.ts';
import type { FileReading } from '../contract/reading.ts';
import { readPackedFiles } from './packed-files.ts';
import { readPdfFile } from './pdf-file.ts';
import { readPictureFile } from './picture-file.ts';
import { readTableFile, readTextFile } from './plain-file.ts';
import { deepestNesting, ReadingBuilder } from './reading-builder.ts';
import { type Recognition, textRecognition } from './text-recognition.ts';
import { looksLikeSvg, readVectorPicture } from './vector-picture.ts';
import { readWebPage } from './web-page.ts';
import { readWordFile } from './word-file.ts';
import { readWorkbookFile } from './workbook-file.ts';

/** Raised whenever a file would be read differently than before, so that kept readings are not used. */
export const readerVersion = 1;

type Kind =
  | 'pdf'
  | 'word'
  | 'workbook'
  | 'zip'
  | 'picture'
  | 'svg'
  | 'html'
  | 'csv'
  | 'text'
  | 'other-office';

const heads: readonly (readonly [Kind, RegExp])[] = [
  ['pdf', /^[\s\S]{0,1024}?%PDF-/],
  [
    'picture',
    /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF[\s\S]{4}WEBP|BM|II\*\0|MM\0\*|[\s\S]{4}ftyp(?:heic|heix|avif|mif1))/,
  ],
];

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function lockedOrOld(bytes: Buffer): AppError {
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? new AppError('unreadable-file', { detail: '文件设有打开密码，系统无法读取。请取消密码后重新上传。' })
    : new AppError('wrong-type', {
        detail: '这是旧版 Office 格式（DOC、XLS、PPT 或 WPS）。请另存为 DOCX、XLSX 或 PDF 后上传。',
      });
}

function kindOfArchive(archive: Archive): Kind {
  if (archive.names.has('word/document.xml')) return 'word';
  if (archive.names.has('xl/workbook.xml')) return 'workbook';
  if (!archive.names.has('[Content_Types].xml')) return 'zip';
  if ([...archive.names].some(name => /(?:^|\/)document\d*\.xml$/.test(name))) return 'word';
  return [...archive.names].some(name => /(?:^|\/)workbook\d*\.xml$/.test(name))
    ? 'workbook'
    : 'other-office';
}

function kindOfText(bytes: Buffer, name: string): Kind {
  const ending = endingOf(name);
  if (ending === 'csv' || ending === 'tsv') return 'csv';
  if (ending === 'svg' || looksLikeSvg(bytes)) return 'svg';
  return ending === 'html' || ending === 'htm' || (ending !== 'txt' && looksLikeHtml(bytes))
    ? 'html'
    : 'text';
}

class WholeReader {
  readonly #recognition: Recognition | null;

  constructor(recognition: Recognition | null) {
    this.#recognition = recognition;
  }

  /** Reads a file into `out`. What it is, is decided by its content; the name only tells kinds of text apart. */
  async read(given: Uint8Array, name: string, out: ReadingBuilder): Promise<void> {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    const head = bytes.subarray(0, 1_100).toString('latin1');
    if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006'))
      return this.#archive(bytes, out);
    if (head.startsWith('\xd0\xcf\x11\xe0')) throw lockedOrOld(bytes);
    const kind = heads.find(([, pattern]) => pattern.test(head))?.[0] ?? kindOfText(bytes, name);
    if (kind === 'pdf') await readPdfFile(bytes, out, this.#inside, this.#recognition);
    else if (kind === 'picture') await readPictureFile(bytes, out, this.#recognition);
    else if (kind === 'svg') readVectorPicture(decodeText(bytes).text, out);
    else if (kind === 'html') readWebPage(bytes, out);
    else if (kind === 'csv') readTableFile(bytes, out);
    else readTextFile(bytes, out);
  }

  async #archive(bytes: Buffer, out: ReadingBuilder): Promise<void> {
    const { budget } = out;
    const archive = await openArchive(bytes, { ...archiveLimits, inflatedBytes: budget.bytes });
    budget.bytes -= archive.inflatedBytes;
    const kind = kindOfArchive(archive);
    if (kind === 'word') await readWordFile(archive, out, this.#inside);
    else if (kind === 'workbook') await readWorkbookFile(archive, out, this.#inside);
    else if (kind === 'zip') await readPackedFiles(archive, out, this.#inside);
    else
      throw new AppError('wrong-type', {
        detail: '系统不能读取这种 Office 文件（如 PPTX）。请另存为 PDF 后上传。',
      });
  }

  /** A file inside another: what cannot be read is told, and does not keep the rest from being read. */
  readonly #inside = async (bytes: Uint8Array, name: string, out: ReadingBuilder): Promise<void> => {
    out.budget.files -= 1;
    if (out.budget.files < 0) return out.cut();
    if (out.depth > deepestNesting)
      throw new AppError('too-large', {
        detail: '文件嵌套的层数过多，系统没有继续读取。请减少嵌套后重新上传。',
      });
    try {
      await this.read(bytes, name, out);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'too-large') throw error;
      out.notice('embedded-file', '', `系统没有读到其中的这个文件：${error.detail ?? error.message}`);
    }
  };
}

/**
 * Reads everything that goes out with a file: what a reader sees and what is in it all the same. The kind is decided
 * by the content; `mediaType` says whether a text is a table, since its bytes do not.
 *
 * Faults: `unreadable-file` (damaged, locked with a password, no known encoding), `too-large` (bombs, nesting),
 * `wrong-type` (old or unknown Office formats, bytes that are no text).
 */
export async function readWhole(bytes: Uint8Array, mediaType: string, name: string): Promise<FileReading> {
  const out = new ReadingBuilder();
  const isPlain = mediaType === 'text/plain' || mediaType === 'application/json';
  const ending = mediaType === 'text/csv' ? 'csv' : isPlain ? 'txt' : '';
  const known = ending === '' ? name : `${name}.${ending}`;
  await new WholeReader(await textRecognition()).read(bytes, known, out);
  return out.finish();
}
