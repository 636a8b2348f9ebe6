import { AppError } from '../app-error.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: { readonly name: string; readonly guessed: boolean };
}

/** Text and HTML files above this are refused: 20 MiB is some 7 million Chinese characters. Unit: bytes. */
export const maxTextBytes = 20 * 1024 * 1024;

function decodes(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function byOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Share of Chinese characters, their punctuation and printable ASCII. */
function readable(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  return (
    (text.match(/[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e“”‘’…—·]/g)?.length ?? 0) / text.length
  );
}

/** UTF-16 without a mark shows by zero bytes, which line breaks, digits and 一 have, and by reading well one way only. */
function byZeroBytes(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 65_536);
  if (!sample.includes(0) || bytes.length % 2 !== 0) return undefined;
  const little = readable(decodes(sample, 'utf-16le'));
  const big = readable(decodes(sample, 'utf-16be'));
  if (Math.max(little, big) < 0.9) return undefined;
  return little >= big ? 'utf-16le' : 'utf-16be';
}

function looksBinary(text: string): boolean {
  const sample = text.slice(0, 20_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const odd = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd\ue000-\uf8ff]/g)?.length ?? 0;
  return odd > sample.length / 100;
}

/**
 * Decodes a text or HTML file: byte order mark, then what the file declares (`declared`, for HTML), then strict
 * UTF-8, then UTF-16 by its zero bytes, then GB18030, which is marked as guessed.
 *
 * Throws `too-large`, `wrong-type` (bytes that are no text) or `unreadable-file` (no encoding fits).
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  if (bytes.length > maxTextBytes) {
    const size = Math.ceil(bytes.length / 1024 / 1024);
    throw new AppError('too-large', {
      detail: `文本有 ${size} MiB，超过 20 MiB 的上限。请只保留方案正文后重新上传。`,
    });
  }
  const certain = [byOrderMark(bytes), declared, 'utf-8', byZeroBytes(bytes)];
  for (const name of certain) {
    if (name === undefined) continue;
    const text = decodesAs(bytes, name);
    if (text !== undefined && !text.includes('\u0000')) return { text, encoding: { name, guessed: false } };
  }
  if (bytes.subarray(0, 65_536).includes(0)) throw notText();
  const text = decodes(bytes, 'gb18030');
  if (text === undefined) {
    throw new AppError('unreadable-file', {
      detail: '无法识别文字编码。请用记事本或 WPS 打开后，另存为 UTF-8 编码的文本再上传。',
    });
  }
  if (looksBinary(text)) throw notText();
  return { text, encoding: { name: 'gb18030', guessed: true } };
}

function notText(): AppError {
  return new AppError('wrong-type', {
    detail: '文件内容不是文字。请上传 TXT、HTML、DOCX 或 XLSX 文件。',
  });
}

/** GB2312 and GBK are read as GB18030, which contains both; an encoding Node does not know counts as not fitting. */
function decodesAs(bytes: Uint8Array, name: string): string | undefined {
  const label = /^(gb2312|gbk|gb_2312.*|x-gbk)$/i.test(name) ? 'gb18030' : name;
  return decodes(bytes, label);
}
