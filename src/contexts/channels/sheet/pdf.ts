import { create } from 'qrcode';
import type { SheetText } from './blocks.ts';
import { dayWords, periodWords, type SheetContent } from './content.ts';
import {
  bytesOf,
  drawLine,
  type Face,
  millimetre,
  openPaper,
  type Paper,
  refuseMissingGlyphs,
  room,
  widthOf,
  wrapped,
} from './paper.ts';
import { drawTable } from './table.ts';

/** A notice-board sheet as PDF: what the portal shows, on paper, with the place of the seal and the way back. */

const bodySize = 15;
const linePitch = 1.75;

function centred(paper: Paper, text: string, face: Face, size: number): void {
  const x = paper.left + (paper.width - widthOf(paper.pdf, text, face, size)) / 2;
  drawLine(paper.pdf, text, { x, y: paper.y, face, size });
}

function drawHead(paper: Paper, { organ, title, documentNo, indexNo }: SheetContent): void {
  const { pdf, scale } = paper;
  const organSize = 16 * scale;
  centred(paper, organ, 'title', organSize);
  paper.y += organSize * 1.7;
  pdf.lineWidth(1.2 * scale).strokeColor('#000000');
  pdf
    .moveTo(paper.left, paper.y)
    .lineTo(paper.left + paper.width, paper.y)
    .stroke();
  paper.y += 6 * scale;
  const small = 10 * scale;
  const numbers = [
    indexNo === '' ? '' : `索引号：${indexNo}`,
    documentNo === '' ? '' : `发文字号：${documentNo}`,
  ];
  drawLine(pdf, numbers[0]!, { x: paper.left, y: paper.y, face: 'body', size: small });
  const right = paper.left + paper.width - widthOf(pdf, numbers[1]!, 'body', small);
  drawLine(pdf, numbers[1]!, { x: right, y: paper.y, face: 'body', size: small });
  paper.y += numbers.some(each => each !== '') ? small * 2.6 : small;
  const titleSize = 22 * scale;
  for (const line of balanced(paper, title, titleSize)) {
    centred(paper, line, 'title', titleSize);
    paper.y += titleSize * 1.5;
  }
  paper.y += 8 * scale;
}

/** Lines of nearly the same length: a title does not end in one character. */
function balanced(paper: Paper, title: string, size: number): string[] {
  const full = wrapped(paper.pdf, title, 'title', size, paper.width);
  if (full.length < 2) return full;
  const fair = (widthOf(paper.pdf, title, 'title', size) / full.length) * 1.08;
  const even = wrapped(paper.pdf, title, 'title', size, Math.min(paper.width, fair + size));
  return even.length === full.length ? even : full;
}

function drawText(paper: Paper, block: SheetText): void {
  const { pdf, scale } = paper;
  const isHeading = block.kind === 'heading';
  const face: Face = isHeading ? 'title' : 'body';
  const size = bodySize * scale;
  const pitch = size * linePitch;
  const inset = block.indent * size;
  const startsIn = block.align === 'left' ? 2 * size : 0;
  const width = paper.width - inset;
  const lines = wrapped(pdf, block.text, face, size, width, width - startsIn);
  lines.forEach((text, at) => {
    // A heading stays with what follows; no single line is left behind.
    room(paper, isHeading || (at === 0 && lines.length > 1) ? 2 * pitch : pitch);
    const slack = width - widthOf(pdf, text, face, size);
    const shift =
      block.align === 'center' ? slack / 2 : block.align === 'right' ? slack : at === 0 ? startsIn : 0;
    drawLine(pdf, text, { x: paper.left + inset + shift, y: paper.y + (pitch - size) / 2, face, size });
    paper.y += pitch;
  });
}

function drawCode(paper: Paper, address: string, x: number, y: number, side: number): void {
  const { modules } = create(address, { errorCorrectionLevel: 'M' });
  const step = side / modules.size;
  paper.pdf.fillColor('#000000');
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      // Drawn a little larger than a step: no white hair between neighbours.
      if (modules.get(row, column))
        paper.pdf.rect(x + column * step, y + row * step, step * 1.02, step * 1.02);
    }
  }
  paper.pdf.fill();
}

/** Codes at the left, organ, day and the place of the seal at the right; all on one page. */
function drawEnd(paper: Paper, sheet: SheetContent): void {
  const { pdf, scale } = paper;
  const mm = millimetre * scale;
  const size = bodySize * scale;
  const small = 9 * scale;
  const seal = 42 * mm;
  const code = 26 * mm;
  const noteLines = sheet.notes.flatMap(note => wrapped(pdf, note, 'body', small, paper.width));
  const notesHeight = noteLines.length === 0 ? 0 : noteLines.length * small * 1.6 + 6 * mm;
  room(paper, notesHeight + seal + 12 * mm);
  paper.y += noteLines.length === 0 ? 0 : 4 * mm;
  for (const line of noteLines) {
    drawLine(pdf, line, { x: paper.left, y: paper.y, face: 'body', size: small });
    paper.y += small * 1.6;
  }
  paper.y += 8 * mm;
  const right = paper.left + paper.width;
  sheet.codes.forEach(({ address, words }, at) => {
    const x = paper.left + at * (code + 10 * mm);
    drawCode(paper, address, x, paper.y + 4 * mm, code);
    const shift = (code - widthOf(pdf, words, 'body', small)) / 2;
    drawLine(pdf, words, { x: x + shift, y: paper.y + code + 6 * mm, face: 'body', size: small });
  });
  const frameX = right - seal;
  pdf
    .lineWidth(0.8 * scale)
    .strokeColor('#888888')
    .dash(4 * scale, { space: 3 * scale });
  pdf.rect(frameX, paper.y, seal, seal).stroke().undash();
  const place = '（盖章处）';
  const placeX = frameX + (seal - widthOf(pdf, place, 'body', small)) / 2;
  drawLine(pdf, place, { x: placeX, y: paper.y + 3 * mm, face: 'body', size: small, colour: '#666666' });
  const day = dayWords(sheet.signedOn);
  const centre = (text: string) => right - seal / 2 - widthOf(pdf, text, 'body', size) / 2;
  const fitted = Math.min(centre(sheet.organ), right - widthOf(pdf, sheet.organ, 'body', size));
  drawLine(pdf, sheet.organ, { x: fitted, y: paper.y + seal / 2 - size * 1.1, face: 'body', size });
  drawLine(pdf, day, { x: centre(day), y: paper.y + seal / 2 + size * 0.5, face: 'body', size });
  paper.y += seal;
}

/** On every page: what it belongs to, how long it stands, and which page of how many it is. */
function drawFeet(paper: Paper, sheet: SheetContent): void {
  const { pdf, scale } = paper;
  const { start, count } = pdf.bufferedPageRange();
  const size = 9 * scale;
  const y = paper.bottom + 7 * millimetre * scale;
  const left = [sheet.indexNo === '' ? '' : `索引号：${sheet.indexNo}`, periodWords(sheet.period)]
    .filter(each => each !== '')
    .join('　');
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(start + page);
    pdf.lineWidth(0.5 * scale).strokeColor('#888888');
    pdf
      .moveTo(paper.left, y - 3 * scale)
      .lineTo(paper.left + paper.width, y - 3 * scale)
      .stroke();
    drawLine(pdf, left, { x: paper.left, y, face: 'body', size });
    const number = `第 ${page + 1} 页/共 ${count} 页`;
    const x = paper.left + paper.width - widthOf(pdf, number, 'body', size);
    drawLine(pdf, number, { x, y, face: 'body', size });
  }
}

function textsOf(sheet: SheetContent): string[] {
  const blocks = sheet.blocks.flatMap(block =>
    block.kind === 'table' ? [block.caption, ...block.rows.flat().map(cell => cell.text)] : [block.text],
  );
  return [sheet.organ, sheet.title, sheet.documentNo, sheet.indexNo, ...sheet.notes, ...blocks];
}

/** The bytes of the sheet, the same for the same content. Fault: `bad-input` for characters without a glyph. */
export async function sheetPdf(sheet: SheetContent): Promise<Uint8Array> {
  const paper = openPaper(sheet.paper, { title: sheet.title, author: sheet.organ, on: sheet.signedOn });
  refuseMissingGlyphs(paper.pdf, textsOf(sheet));
  drawHead(paper, sheet);
  for (const block of sheet.blocks) {
    if (block.kind === 'table') drawTable(paper, block);
    else drawText(paper, block);
  }
  drawEnd(paper, sheet);
  drawFeet(paper, sheet);
  return bytesOf(paper.pdf);
}
