import { inflateSync } from 'node:zlib';

/** Texts that lie packed in a PNG (chunks zTXt and iTXt, PNG specification 11.3.3), unpacked within bounds. */

const longestText = 1024 * 1024;
const mostTexts = 100;

function unpacked(bytes: Buffer): string {
  try {
    return inflateSync(bytes, { maxOutputLength: longestText }).toString('utf8');
  } catch {
    // Broken, or far more than anybody writes about a picture.
    return '';
  }
}

/** Position behind the next zero byte from `from` on; the end where there is none. */
function behindZero(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(0, from);
  return at < 0 ? bytes.length : at + 1;
}

function textOf(type: string, body: Buffer): string {
  const keyword = behindZero(body, 0);
  if (type === 'zTXt') return unpacked(body.subarray(keyword + 1));
  const isPacked = body[keyword] === 1;
  const language = behindZero(body, keyword + 2);
  return isPacked ? unpacked(body.subarray(behindZero(body, language))) : '';
}

export function packedPngTexts(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  if (file.subarray(1, 4).toString('latin1') !== 'PNG') return texts;
  for (let at = 8; at + 12 <= file.length && texts.length < mostTexts; ) {
    const length = file.readUInt32BE(at);
    const type = file.subarray(at + 4, at + 8).toString('latin1');
    if (type === 'zTXt' || type === 'iTXt') texts.push(textOf(type, file.subarray(at + 8, at + 8 + length)));
    at += 12 + length;
  }
  return texts.filter(text => text.trim() !== '');
}
