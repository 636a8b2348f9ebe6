/** Bytes in, redacted bytes out, with a report of what was taken out. Pure of database and network; heavy: use `run.ts`. */
import { AppError } from '../../../platform/app-error.ts';
import type { RedactionReport } from '../contract/redaction.ts';
import type { Copy, RedactionInput } from './copy.ts';
import { redactDocx } from './docx.ts';
import { createMasker, type Masker } from './masker.ts';
import { readParts, writeParts } from './package.ts';
import { redactPdf } from './pdf.ts';
import { cleanPicture } from './pictures.ts';
import { redactCsv, redactHtml, redactText } from './plain.ts';
import { proveOffice, provePdf, provePicture, proveText } from './proof.ts';
import { redactXlsx } from './xlsx.ts';
import { redactZip } from './zip.ts';

export interface Redacted {
  readonly bytes: Buffer;
  /** Name for the copy. */
  readonly name: string;
  readonly mediaType: string;
  readonly report: Omit<RedactionReport, 'from'>;
}

const office = 'application/vnd.openxmlformats-officedocument';

async function copyOf({ bytes, mediaType }: RedactionInput, masker: Masker): Promise<Copy> {
  const { gone } = masker;
  switch (mediaType) {
    case `${office}.wordprocessingml.document`:
    case `${office}.spreadsheetml.sheet`: {
      const isWord = mediaType.includes('word');
      const parts = await (isWord ? redactDocx : redactXlsx)(await readParts(bytes), masker);
      const packed = await writeParts(parts);
      return {
        bytes: packed,
        proof: await proveOffice(packed, await readParts(packed), isWord ? 'docx' : 'xlsx', gone),
      };
    }
    case 'application/pdf': {
      const made = await redactPdf(bytes, masker);
      return { bytes: made, proof: await provePdf(made, gone) };
    }
    case 'image/png':
    case 'image/webp':
    case 'image/gif':
    case 'image/jpeg': {
      const made = await cleanPicture(bytes, masker.order.boxes);
      if (made === undefined)
        throw new AppError('unreadable-file', { detail: '图片无法读取。请另存为 PNG 或 JPEG 后重新上传。' });
      for (const told of made.told) masker.removed('picture-metadata', told, '图片');
      for (const _ of masker.order.boxes) masker.removed('box', '画框遮盖', '图片');
      masker.unseen('图片', '系统不识别图片中的文字和人像，请人工查看，需要时画框遮盖。');
      return { bytes: made.bytes, proof: await provePicture(made.bytes) };
    }
    case 'application/zip':
      return redactZip(bytes, masker, redactWith);
    case 'text/csv':
    case 'text/html':
    case 'text/plain': {
      const redact =
        mediaType === 'text/csv' ? redactCsv : mediaType === 'text/html' ? redactHtml : redactText;
      const made = redact(bytes, masker);
      return { bytes: made, proof: proveText(made, gone) };
    }
    default:
      throw new AppError('wrong-type', {
        detail: '这一类文件不能在系统中遮盖。请另存为 PDF、DOCX 或 XLSX 后上传。',
      });
  }
}

/** One file with the memory of a masker that other files may share. Faults: what cannot be read, or not be proved. */
async function redactWith(input: RedactionInput, masker: Masker): Promise<Copy> {
  const copy = await copyOf(input, masker);
  if (copy.proof.found.length > 0)
    throw new AppError('unreadable-file', {
      detail: `副本复核没有通过：应当遮盖的内容仍出现在${[...new Set(copy.proof.found)].slice(0, 5).join('、')}，没有交付副本。请先在办公软件中删去有关内容，或者转为 PDF 后再办理。`,
    });
  return copy;
}

/** `名册.xlsx` becomes `名册（遮盖副本）.xlsx`, with what must be hidden in it hidden. */
function copyName(name: string, masker: Masker): string {
  const masked = masker.line('文件名', name).replaceAll('*', '某');
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(masked)?.[0] ?? '';
  const stem = masked.slice(0, masked.length - ending.length).replace(/（遮盖副本）$/, '');
  return `${stem}（遮盖副本）${ending}`;
}

/**
 * A copy without personal data, without what the order names, and without what a file carries unseen. Faults:
 * `unreadable-file` (damaged, locked, or the proof failed: nothing is handed over then), `wrong-type`, `too-large`.
 */
export async function redact(input: RedactionInput): Promise<Redacted> {
  const masker = createMasker(input.order);
  const { bytes, proof } = await redactWith(input, masker);
  const name = input.order.name ?? copyName(input.name, masker);
  return {
    bytes,
    name,
    mediaType: input.mediaType,
    report: { ...masker.listed(), notLookedAt: [...masker.notLookedAt], proof: [...proof.words] },
  };
}
