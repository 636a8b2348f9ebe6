import { openPdf, type PdfDocument } from './pdf-document.ts';
import type { ReadingBuilder } from './reading-builder.ts';
import type { Recognition } from './text-recognition.ts';

/** Pages of a PDF without text: blank, or something that only a person or text recognition can read. */

/** Pages without text that are looked at more closely; further ones count as scans. */
const mostLookedAt = 20;
/** Lines and frames; more of them are letters drawn as curves. */
const mostPlainPaths = 40;

/** Operators that leave nothing on the page by themselves. */
const paintless =
  /^(?:dependency|save|restore|transform|setGState|beginText|endText|setFont|moveText|setLeadingMoveText|setTextMatrix|nextLine|showText|showSpacedText|beginMarkedContent.*|endMarkedContent|clip|eoClip|endPath|constructPath|rectangle|setFill.*|setStroke.*|setCharSpacing|setWordSpacing|setHScale|setLineWidth|setLineCap|setLineJoin|setMiterLimit|setDash|setRenderingIntent|setFlatness|fill|eoFill|stroke|setTextRenderingMode|setTextRise)$/;

/** Whether only spaces are written; a font that cannot be read writes nothing, and is no blank. */
function isBlank(glyphs: unknown): boolean {
  if (!Array.isArray(glyphs) || glyphs.length === 0) return false;
  return glyphs.every(
    glyph => typeof glyph !== 'object' || (glyph as { unicode?: string } | null)?.unicode?.trim() === '',
  );
}

/**
 * Whether a page without text shows something all the same. Pictures are not unpacked: opened so that the first one
 * is a fault, which is the answer.
 */
async function showsSomething(bytes: Uint8Array, numbers: readonly number[]): Promise<Set<number>> {
  const found = new Set(numbers);
  // Pictures are left packed: in the strict document the first one empties the page, in the other it is left out.
  const strict = await openPdf(bytes, { stopAtErrors: true, maxImageSize: 1 });
  const lenient = await openPdf(bytes, { maxImageSize: 1 });
  try {
    for (const no of numbers.slice(0, mostLookedAt)) {
      const done = await operators(strict, no);
      const shows =
        done.length > 0 ? done.some(each => each.paints) : (await operators(lenient, no)).length > 0;
      const paths = done.filter(each => each.name === 'constructPath').length;
      if (!shows && paths <= mostPlainPaths) found.delete(no);
    }
  } finally {
    await strict.loadingTask.destroy();
    await lenient.loadingTask.destroy();
  }
  return found;
}

interface Operator {
  readonly name: string;
  readonly paints: boolean;
}

async function operators(document: PdfDocument, no: number): Promise<Operator[]> {
  const { getResolvedPDFJS } = await import('unpdf');
  const { OPS } = await getResolvedPDFJS();
  const names = new Map(Object.entries(OPS).map(([name, code]) => [code as number, name]));
  const page = await document.getPage(no);
  try {
    const { fnArray, argsArray } = await page.getOperatorList();
    return fnArray.map((code, i) => {
      const name = names.get(code) ?? '';
      const isText = name === 'showText' || name === 'showSpacedText';
      return { name, paints: isText ? !isBlank((argsArray[i] as unknown[])[0]) : !paintless.test(name) };
    });
  } catch {
    return [{ name: '', paints: true }];
  } finally {
    page.cleanup();
  }
}

const unreadWords = '该页是图片或扫描件，系统没有读到文字。请人工核对，或上传带文字的 PDF。';
/** A digit read wrongly is a number not found. */
const recognisedWords = '该页是扫描件，文字由机器识别，可能有误。请人工核对。';

/** Reads pages without text as far as that can be done, and tells the rest. */
export async function readScans(
  bytes: Uint8Array,
  numbers: readonly number[],
  out: ReadingBuilder,
  recognition: Recognition | null,
): Promise<void> {
  const shown = await showsSomething(bytes, numbers);
  for (const no of numbers) {
    if (!shown.has(no)) continue;
    const lines = (await recognition?.pdfPage(bytes, no)) ?? [];
    for (const line of lines) out.add(`第${no}页（文字识别）`, line);
    out.notice('scanned-page', `第${no}页`, lines.length === 0 ? unreadWords : recognisedWords);
  }
}
