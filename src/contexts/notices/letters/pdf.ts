/**
 * A letter as PDF: tagged, with an embedded open font (Noto Serif SC, OFL), on the grid of GB/T 9704. Every full line
 * is spread to the width of the block, so that 28 characters stand on it.
 */
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { AppError } from '../../../platform/app-error.ts';
import type { LetterContent } from './content.ts';
import { characterPitch, pageFormat, pointsPerMillimetre } from './page-format.ts';
import {
  type Advance,
  type Face,
  type Page,
  type PlacedSlot,
  type PlacedText,
  pagesOf,
  slotsOf,
} from './pdf/pages.ts';

const fontFiles: Readonly<Record<Face, string>> = {
  body: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  title: '@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf',
};

const left = pageFormat.left * pointsPerMillimetre;
const top = pageFormat.top * pointsPerMillimetre;
const blockWidth = pageFormat.blockWidth * pointsPerMillimetre;
const blockBottom = top + pageFormat.blockHeight * pointsPerMillimetre;
/** Between the characters of a line that is not spread. */
const naturalSpacing = characterPitch - pageFormat.bodySize;
/** From the middle of a line down to the feet of its characters, in parts of the size. */
const footBelowMiddle = 0.38;

type Pdf = InstanceType<typeof PDFDocument>;

function openDocument(letter: LetterContent): Pdf {
  const document = new PDFDocument({
    autoFirstPage: false,
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'zh-CN',
    info: {
      Title: letter.title.join(''),
      Author: letter.organ,
      Subject: letter.number,
      CreationDate: new Date(`${letter.signedOn}T00:00:00+08:00`),
    },
  });
  for (const [face, file] of Object.entries(fontFiles)) {
    document.registerFont(face, fileURLToPath(import.meta.resolve(file)));
  }
  return document;
}

/** Pairs of glyphs are not drawn together: the grid sets the distance. */
const plainGlyphs = { features: [] as PDFKit.Mixins.OpenTypeFeatures[] };

function naturalWidth(document: Pdf, text: string, face: Face, size: number): number {
  return document.font(face).fontSize(size).widthOfString(text, plainGlyphs);
}

function advanceIn(document: Pdf): Advance {
  const known = new Map<string, number>();
  return (char, face, size) => {
    const key = `${face}${size}${char}`;
    const width = known.get(key) ?? naturalWidth(document, char, face, size);
    known.set(key, width);
    return width + (face === 'body' ? naturalSpacing : 0);
  };
}

const colours = { black: '#000000', grey: '#9a9a9a', red: '#ff0000' } as const;

/** Most points that may come between two characters; a line with a long address stays ragged instead. */
const mostSpacing = 2;

function drawText(document: Pdf, placed: PlacedText, middle: number): void {
  const { text, x, spread, face, size, colour } = placed;
  if (text === '') return;
  const usual = face === 'body' ? naturalSpacing : 0;
  const gaps = [...text].length - 1;
  const wanted =
    spread === undefined || gaps === 0 ? usual : (spread - naturalWidth(document, text, face, size)) / gaps;
  document
    .font(face)
    .fontSize(size)
    .fillColor(colours[colour ?? 'black'])
    .text(text, left + x, middle + size * footBelowMiddle, {
      ...plainGlyphs,
      lineBreak: false,
      baseline: 'alphabetic',
      characterSpacing: wanted > mostSpacing ? usual : wanted,
    });
}

function pitchOf(page: Page): number {
  return (pageFormat.blockHeight * pointsPerMillimetre) / page.lines;
}

/** The frame is decoration; the words in it are the cells of the table. */
function drawRow(
  document: Pdf,
  { slot, line }: PlacedSlot,
  pitch: number,
  row: PDFKit.PDFStructureElement,
): void {
  (slot.cells ?? []).forEach((cell, column) => {
    document.markContent('Artifact', { type: 'Layout' });
    document.lineWidth(0.75).strokeColor('#000000');
    document.rect(left + cell.x, top + line * pitch, cell.width, slot.height * pitch).stroke();
    document.endMarkedContent();
    const element = document.struct(column === 0 ? 'TH' : 'TD');
    row.add(element);
    const first = line + (slot.height - cell.lines.length) / 2;
    element.add(() => {
      cell.lines.forEach((text, i) => {
        drawText(document, text, top + (first + i + 0.5) * pitch);
      });
    });
    element.end();
  });
}

/** The elements of the structure tree: one for each paragraph, wherever its lines stand, one table for its rows. */
function structureOf(document: Pdf) {
  const root = document.struct('Document');
  document.addStructure(root);
  let open: { part: number; element: PDFKit.PDFStructureElement } | undefined;
  let table: PDFKit.PDFStructureElement | undefined;
  const close = () => {
    open?.element.end();
    open = undefined;
  };
  const closeTable = () => {
    table?.end();
    table = undefined;
  };
  return {
    textElement(part: number, role: 'H1' | 'P') {
      closeTable();
      if (open?.part === part) return open.element;
      close();
      const element = document.struct(role);
      root.add(element);
      open = { part, element };
      return element;
    },
    row() {
      close();
      if (table === undefined) {
        table = document.struct('Table');
        root.add(table);
      }
      const row = document.struct('TR');
      table.add(row);
      return row;
    },
    end() {
      close();
      closeTable();
      root.end();
    },
  };
}

/** — 1 — seven millimetres below the block, on the outer side, one character in. */
function drawPageNumber(document: Pdf, page: number): void {
  const size = pageFormat.pageNumberSize;
  const text = `— ${page} —`;
  const width = naturalWidth(document, text, 'body', size);
  const right = pageFormat.blockWidth * pointsPerMillimetre - size - width;
  const y = blockBottom + pageFormat.pageNumberGap * pointsPerMillimetre + size * 0.88;
  document.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
  document.fillColor('#000000').text(text, left + (page % 2 === 1 ? right : size), y, {
    ...plainGlyphs,
    lineBreak: false,
    baseline: 'alphabetic',
  });
  document.endMarkedContent();
}

function drawPages(document: Pdf, pages: readonly Page[]): void {
  const structure = structureOf(document);
  pages.forEach((page, i) => {
    document.addPage();
    const pitch = pitchOf(page);
    for (const placed of page.slots) {
      const { slot, line } = placed;
      if (slot.role === 'TR') {
        const row = structure.row();
        drawRow(document, placed, pitch, row);
        row.end();
      } else if (slot.texts.length > 0) {
        structure.textElement(slot.part, slot.role).add(() => {
          for (const text of slot.texts) {
            const inSlot = text.y ?? pitch / 2;
            drawText(document, text, top + line * pitch + inSlot);
          }
        });
        drawLines(document, placed, pitch);
      }
    }
    drawPageNumber(document, i + 1);
  });
  structure.end();
}

/** Red and black lines and the place of the seal are decoration. */
function drawLines(document: Pdf, { slot, line }: PlacedSlot, pitch: number): void {
  const { rules = [], seal } = slot;
  if (rules.length === 0 && seal === undefined) return;
  const from = top + line * pitch;
  document.markContent('Artifact', { type: 'Layout' });
  for (const { at, weight, colour } of rules) {
    const y = from + (at === 'bottom' ? slot.height * pitch : at);
    document.lineWidth(weight * pointsPerMillimetre).strokeColor(colours[colour]);
    document
      .moveTo(left, y)
      .lineTo(left + blockWidth, y)
      .stroke();
  }
  if (seal !== undefined) {
    document.lineWidth(0.75).strokeColor(colours.grey).dash(4, { space: 3 });
    document
      .circle(left + seal.x, from + seal.y, seal.radius)
      .stroke()
      .undash();
  }
  document.endMarkedContent();
}

interface FontWithGlyphs {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** A character that the font lacks would be an empty box on paper. */
function refuseMissingGlyphs(document: Pdf, pages: readonly Page[]): void {
  const missing = new Set<string>();
  for (const { slot } of pages.flatMap(page => page.slots)) {
    for (const { text, face } of [...slot.texts, ...(slot.cells ?? []).flatMap(cell => cell.lines)]) {
      document.font(face);
      const { font } = (document as unknown as FontWithGlyphs)._font;
      for (const char of text) if (!font.hasGlyphForCodePoint(char.codePointAt(0)!)) missing.add(char);
    }
  }
  if (missing.size === 0) return;
  throw new AppError('letter-unprintable', {
    problems: [...missing].map(char => ({
      where: `U+${char.codePointAt(0)!.toString(16).toUpperCase()}`,
      message: `字库中没有“${char}”。请核对是否为错字。`,
    })),
  });
}

async function bytesOf(document: Pdf): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

/** The letter as the bytes of a PDF file, the same for the same letter; `AppError('letter-unprintable')` for characters without a glyph. */
export async function letterPdf(letter: LetterContent): Promise<Uint8Array> {
  const document = openDocument(letter);
  const pages = pagesOf(slotsOf(letter, advanceIn(document)));
  refuseMissingGlyphs(document, pages);
  drawPages(document, pages);
  return bytesOf(document);
}
