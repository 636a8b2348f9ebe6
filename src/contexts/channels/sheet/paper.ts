import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { AppError } from '../../../platform/app-error.ts';
import { linesOf } from '../../../platform/paper/lines.ts';

/** The paper under a sheet: fonts, measures, one cursor. Lengths in points. */

export type Pdf = InstanceType<typeof PDFDocument>;
export type Face = 'body' | 'title';

const fontFiles: Readonly<Record<Face, string>> = {
  body: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  title: '@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf',
};

export const millimetre = 72 / 25.4;

export interface Paper {
  readonly pdf: Pdf;
  /** 1 on A4, √2 on A3: the same page, read from farther away. */
  readonly scale: number;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  /** Where the running text ends; below it stands the foot of the page. */
  readonly bottom: number;
  y: number;
}

export function openPaper(
  size: 'A3' | 'A4',
  info: { readonly title: string; readonly author: string; readonly on: string },
): Paper {
  const scale = size === 'A3' ? Math.SQRT2 : 1;
  const pdf = new PDFDocument({
    size,
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: info.title, Author: info.author, CreationDate: new Date(`${info.on}T00:00:00+08:00`) },
  });
  for (const [face, file] of Object.entries(fontFiles))
    pdf.registerFont(face, fileURLToPath(import.meta.resolve(file)));
  const mm = millimetre * scale;
  return {
    pdf,
    scale,
    left: 24 * mm,
    width: (210 - 48) * mm,
    top: 22 * mm,
    bottom: (297 - 26) * mm,
    y: 22 * mm,
  };
}

const plainGlyphs = { features: [] as PDFKit.Mixins.OpenTypeFeatures[] };

export function widthOf(pdf: Pdf, text: string, face: Face, size: number): number {
  return pdf.font(face).fontSize(size).widthOfString(text, plainGlyphs);
}

/** One line with its top at `y`. */
export function drawLine(
  pdf: Pdf,
  text: string,
  at: {
    readonly x: number;
    readonly y: number;
    readonly face: Face;
    readonly size: number;
    readonly colour?: string;
  },
): void {
  if (text === '') return;
  pdf
    .font(at.face)
    .fontSize(at.size)
    .fillColor(at.colour ?? '#000000')
    .text(text, at.x, at.y + at.size * 0.88, { ...plainGlyphs, lineBreak: false, baseline: 'alphabetic' });
}

const widths = new WeakMap<Pdf, Map<string, number>>();

function advanceIn(pdf: Pdf, face: Face, size: number): (char: string) => number {
  const known = widths.get(pdf) ?? new Map<string, number>();
  widths.set(pdf, known);
  return char => {
    const key = `${face} ${size} ${char}`;
    const width = known.get(key) ?? widthOf(pdf, char, face, size);
    known.set(key, width);
    return width;
  };
}

/** Lines of a text in a width; the first may be shorter. */
export function wrapped(
  pdf: Pdf,
  text: string,
  face: Face,
  size: number,
  width: number,
  first = width,
): string[] {
  return text
    .split('\n')
    .flatMap(part => linesOf(part, { first, rest: width }, advanceIn(pdf, face, size)))
    .map(line => line.text);
}

/** Begins a page when less than `height` is left on this one. True if it did. */
export function room(paper: Paper, height: number): boolean {
  if (paper.y + height <= paper.bottom || paper.y === paper.top) return false;
  paper.pdf.addPage();
  paper.y = paper.top;
  return true;
}

interface FontWithGlyphs {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** A character that the font lacks would be an empty box on paper. */
export function refuseMissingGlyphs(pdf: Pdf, texts: readonly string[]): void {
  pdf.font('body');
  const { font } = (pdf as unknown as FontWithGlyphs)._font;
  const missing = new Set(
    texts
      .flatMap(text => [...text])
      .filter(char => char > ' ' && !font.hasGlyphForCodePoint(char.codePointAt(0)!)),
  );
  if (missing.size === 0) return;
  throw new AppError('bad-input', {
    detail: '张贴稿中有字库没有的字，不能打印。',
    problems: [...missing].map(char => ({
      where: `U+${char.codePointAt(0)!.toString(16).toUpperCase()}`,
      message: `字库中没有“${char}”。请核对是否为错字，改正后再打印。`,
    })),
  });
}

export async function bytesOf(pdf: Pdf): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}
