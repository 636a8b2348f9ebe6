/** Each file of a ZIP redacted, its names masked; what can not be looked at stays out. */
import { posix } from 'node:path';
import { AppError } from '../../../platform/app-error.ts';
import type { Copy, RedactionInput } from './copy.ts';
import type { Masker } from './masker.ts';
import { type Parts, readParts, writeParts } from './package.ts';

const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  txt: 'text/plain',
  csv: 'text/csv',
  htm: 'text/html',
  html: 'text/html',
};

/** A name that leads nowhere but into the archive. */
function insideName(name: string, masker: Masker): string {
  const plain = name
    .split(/[/\\]/)
    .filter(part => part !== '' && part !== '.' && part !== '..')
    .join('/');
  return masker.line('压缩包内的文件名', plain).replaceAll('*', '某');
}

/** Faults as those of the files inside; a ZIP in a ZIP is left out. */
export async function redactZip(
  bytes: Uint8Array,
  masker: Masker,
  redactOne: (input: RedactionInput, masker: Masker) => Promise<Copy>,
): Promise<Copy> {
  const copy: Parts = new Map();
  const words: string[] = [];
  for (const [name, part] of await readParts(bytes)) {
    const mediaType = types[posix.extname(name).slice(1).toLowerCase()];
    if (mediaType === undefined) {
      masker.removed('embedded-file', '不能检查的文件（没有放进副本）', insideName(name, masker));
      continue;
    }
    const { bytes: made, proof } = await redactOne(
      { bytes: part, name, mediaType, order: masker.order },
      masker,
    );
    words.push(...proof.words.map(each => `${insideName(name, masker)}：${each}`));
    copy.set(insideName(name, masker), made);
  }
  if (copy.size === 0)
    throw new AppError('unreadable-file', { detail: '压缩包中没有可以遮盖的文件，没有生成副本。' });
  const found = [...copy.keys()].some(name => masker.gone.find(name).length > 0) ? ['压缩包内的文件名'] : [];
  return { bytes: await writeParts(copy), proof: { found, words: words.slice(0, 50) } };
}
