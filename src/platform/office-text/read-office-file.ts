import { AppError } from '../app-error.ts';
import { openArchive } from './archive.ts';
import { readDocx } from './docx.ts';
import { decodeText } from './encoding.ts';
import { looksLikeHtml, readHtml } from './html.ts';
import { type StructuredText, StructuredTextBuilder } from './structured-text.ts';
import { readXlsx } from './xlsx.ts';

/** No office file above this is opened. Unit: bytes. */
export const maxFileBytes = 50 * 1024 * 1024;

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, i) => bytes[i] === byte);

/** Refuses a file by its size alone, so that a caller can ask before reading it. */
export function checkFileSize(size: number): void {
  if (size <= maxFileBytes) return;
  throw new AppError('too-large', {
    detail: `文件有 ${Math.ceil(size / 1024 / 1024)} MiB，超过 50 MiB 的上限。请压缩图片或只保留正文后重新上传。`,
  });
}

/** The compound format holds old Office files, and new ones that are locked with a password. */
function compoundFault(bytes: Uint8Array): AppError {
  const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(encrypted)
    ? new AppError('unreadable-file', { detail: '文件设有打开密码，系统无法读取。请取消密码后重新上传。' })
    : new AppError('wrong-type', {
        detail: '这是旧版 Office 格式（DOC、XLS 或 WPS）。请用 Word 或 WPS 另存为 DOCX、XLSX 后上传。',
      });
}

async function readZip(bytes: Uint8Array, extension: string): Promise<StructuredText> {
  const archive = await openArchive(bytes);
  if (extension === 'docx') return readDocx(archive);
  if (extension === 'xlsx') return readXlsx(archive);
  if (archive.names.has('word/document.xml')) return readDocx(archive);
  if (archive.names.has('xl/workbook.xml')) return readXlsx(archive);
  throw new AppError('wrong-type', {
    detail: '这是一个压缩包，不是 Word 或 Excel 文件。请解压后上传其中的文件。',
  });
}

function readText(bytes: Uint8Array): StructuredText {
  const { text, encoding } = decodeText(bytes);
  const out = new StructuredTextBuilder();
  out.paragraph(text);
  return out.finish('txt', { encoding });
}

/**
 * Turns an uploaded file into structured text. The kind is decided by the content; a name ending in `.docx` or
 * `.xlsx` must have that content.
 *
 * Throws `too-large` (above 50 MiB, 20 MiB of text, or a ZIP bomb), `wrong-type` (not what its name says, or
 * none of TXT, HTML, DOCX, XLSX) or `unreadable-file` (damaged, locked with a password, unknown encoding).
 */
export async function readOfficeFile(bytes: Uint8Array, fileName: string): Promise<StructuredText> {
  checkFileSize(bytes.length);
  const extension = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (startsWith(bytes, 0x50, 0x4b)) return readZip(bytes, extension);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw compoundFault(bytes);
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) {
    throw new AppError('wrong-type', {
      detail: '这是 PDF 文件。请上传方案的 DOCX、TXT、HTML 或 XLSX 版本。',
    });
  }
  if (extension === 'docx' || extension === 'xlsx') {
    throw new AppError('wrong-type', {
      detail: `文件扩展名是 ${extension}，内容却不是。请用 Word、Excel 或 WPS 打开并另存后重新上传。`,
    });
  }
  return looksLikeHtml(bytes) ? readHtml(bytes) : readText(bytes);
}
