/** A letter's content as lines on pages of 22 lines; pure geometry, in points from the block's upper left corner. */

import { linesOf, type TextLine } from '../../../../platform/paper/lines.ts';
import { type Imprint, isSheet, type LetterContent, type Sheet } from '../content.ts';
import {
  characterPitch,
  headFormat,
  headLayout,
  imprintFormat,
  linePitch,
  pageFormat,
  pointsPerMillimetre,
  rowHeights,
  sealDiameter,
  sealRise,
  signatureIndents,
  widthInCharacters,
} from '../page-format.ts';

export type Face = 'body' | 'title';

/** Points from one character to the next in a face and size. */
export type Advance = (char: string, face: Face, size: number) => number;

export interface PlacedText {
  readonly text: string;
  readonly x: number;
  /** Points to spread over; nothing for natural width. */
  readonly spread: number | undefined;
  readonly face: Face;
  readonly size: number;
  readonly colour?: 'grey' | 'red';
  /** Points from the upper edge of the slot to the middle of the text; nothing for the middle of the first line. */
  readonly y?: number;
}

/** A line over the whole width of the block. */
export interface Rule {
  /** Points from the upper edge of the slot, or its lower edge. */
  readonly at: number | 'bottom';
  /** Millimetres. */
  readonly weight: number;
  readonly colour: 'black' | 'red';
}

/** What stands on the lines of one row of the page. */
export interface Slot {
  /** Which part of the letter it belongs to; lines of one paragraph share it. */
  readonly part: number;
  readonly role: 'H1' | 'P' | 'TR';
  /** Lines of the page it takes. */
  readonly height: number;
  readonly texts: readonly PlacedText[];
  /** A framed row: label cell and text cell. */
  readonly cells?: readonly {
    readonly x: number;
    readonly width: number;
    readonly lines: readonly PlacedText[];
  }[];
  readonly rules?: readonly Rule[];
  /** The place of the seal: its middle from the left edge of the block and the upper edge of the slot, its radius; points. */
  readonly seal?: { readonly x: number; readonly y: number; readonly radius: number };
  /** Stays on the page of the next slot. */
  readonly keeps: boolean;
  /** Begins a page. */
  readonly breaks?: boolean;
  /** Stands at the foot of the page. */
  readonly sinks?: boolean;
}

const blockWidth = pageFormat.blockWidth * pointsPerMillimetre;
const { bodySize, titleSize, linesPerPage } = pageFormat;

function textSlot(part: number, texts: readonly PlacedText[], keeps = false): Slot {
  return { part, role: 'P', height: 1, texts, keeps };
}

function body(line: TextLine, x: number): PlacedText {
  return { text: line.text, x, spread: line.spread, face: 'body', size: bodySize };
}

function centred(text: string, face: Face, size: number, advance: Advance): PlacedText {
  const width = [...text].reduce((sum, char) => sum + advance(char, face, size), 0);
  return { text, x: (blockWidth - width) / 2, spread: undefined, face, size };
}

/** Collects slots; each call of a method is one part of the letter. */
function slotWriter(advance: Advance) {
  const slots: Slot[] = [];
  let part = 0;
  const bodyAdvance = (char: string) => advance(char, 'body', bodySize);
  const lines = (text: string, first: number, rest: number) =>
    linesOf(text, { first: blockWidth - first, rest: blockWidth - rest }, bodyAdvance);
  return {
    slots,
    bodyAdvance,
    add(slot: Omit<Slot, 'part'>) {
      part += 1;
      slots.push({ ...slot, part });
    },
    blank(keeps = false) {
      part += 1;
      slots.push(textSlot(part, [], keeps));
    },
    /** Stays on the page of the date and is not spread. */
    note(text: string, indent: number) {
      part += 1;
      const all = lines(text, indent, 0);
      all.forEach((line, i) => {
        const placed = body({ ...line, spread: undefined }, i === 0 ? indent : 0);
        slots.push(textSlot(part, [placed], i < all.length - 1));
      });
    },
    /** A paragraph whose first line starts at `first` and whose others start at `rest`. */
    paragraph(text: string, first: number, rest: number, keepLast = 0, keepAll = false) {
      part += 1;
      const all = lines(text, first, rest);
      all.forEach((line, i) => {
        const keeps = keepAll || i >= all.length - keepLast;
        slots.push(textSlot(part, [body(line, i === 0 ? first : rest)], keeps));
      });
    },
  };
}

type SlotWriter = ReturnType<typeof slotWriter>;

function writeTitle(writer: SlotWriter, lines: readonly string[], advance: Advance, breaks = false): void {
  lines.forEach((text, i) => {
    const texts = [centred(text, 'title', titleSize, advance)];
    writer.add({ role: 'H1', height: 1, texts, keeps: true, ...(breaks && i === 0 ? { breaks } : {}) });
  });
}

function writeSheet(writer: SlotWriter, { rows, title }: Sheet): void {
  const [besideText, empty] = rowHeights(title !== undefined);
  const labelWidth = 7 * bodySize;
  const padding = 6;
  for (const { label, text } of rows) {
    const width = blockWidth - labelWidth;
    const inner = width - 2 * padding;
    const lines = linesOf(text, { first: inner, rest: inner }, writer.bodyAdvance).map(line =>
      body({ ...line, spread: undefined }, labelWidth + padding),
    );
    const labelAt = (labelWidth - widthInCharacters(label) * characterPitch) / 2;
    const cells = [
      { x: 0, width: labelWidth, lines: [body({ text: label, spread: undefined }, labelAt)] },
      { x: labelWidth, width, lines },
    ];
    const height = text === '' ? empty : lines.length + besideText;
    writer.add({ role: 'TR', height, texts: [], cells, keeps: false });
  }
}

function writeAttachments(writer: SlotWriter, names: readonly string[]): void {
  if (names.length === 0) return;
  writer.blank(true);
  names.forEach((name, i) => {
    const numbered = names.length === 1 ? name : `${i + 1}.${name}`;
    const first = i === 0 ? 2 * characterPitch : 5 * characterPitch;
    const rest = (names.length === 1 ? 5 : 6) * characterPitch;
    writer.paragraph(i === 0 ? `附件：${numbered}` : numbered, first, rest, 0, true);
  });
}

/** Two lines of room for the seal above the organ and the date, which it covers; its place may be named on one. */
function writeSignature(writer: SlotWriter, { organ, date, sealPlace }: LetterContent): void {
  const lines = [...(sealPlace === undefined ? [] : [sealPlace]), organ, date];
  writer.blank(true);
  if (sealPlace === undefined) writer.blank(true);
  const indents = signatureIndents(lines, date);
  lines.forEach((text, i) => {
    const width = [...text].reduce((sum, char) => sum + writer.bodyAdvance(char), 0);
    const x = blockWidth - indents[i]! * characterPitch - width;
    const line = body({ text, spread: undefined }, x);
    const placed = text === sealPlace ? { ...line, colour: 'grey' as const } : line;
    const centre = blockWidth - (indents.at(-1)! + widthInCharacters(date) / 2) * characterPitch;
    const radius = (sealDiameter / 2) * pointsPerMillimetre;
    const seal = { x: centre, y: (0.5 - sealRise) * linePitch, radius };
    const isSealed = sealPlace !== undefined && text === organ;
    writer.add({ role: 'P', height: 1, texts: [placed], keeps: true, ...(isSealed ? { seal } : {}) });
  });
}

/** 版头: the mark, the number and the red line; two empty lines below it. */
function writeHead(writer: SlotWriter, mark: string, number: string, advance: Advance): void {
  const { marks, size, markAt, numberAt, ruleAt, lines } = headLayout(mark);
  const numbered = centred(number, 'body', bodySize, advance);
  writer.add({
    role: 'P',
    height: lines,
    texts: [
      ...marks.map((text, i) => ({
        ...centred(text, 'title', size, advance),
        y: markAt + (i + 0.5) * size,
        colour: 'red' as const,
      })),
      { ...numbered, y: numberAt + linePitch / 2 },
    ],
    rules: [{ at: ruleAt, weight: headFormat.ruleWeight, colour: 'red' }],
    keeps: true,
  });
  for (let i = 0; i < headFormat.linesAboveTitle; i += 1) writer.blank(true);
}

/** 版记: 抄送, then 印发机关 and 印发日期, between black lines at the foot of the last page. */
function writeImprint(writer: SlotWriter, { copyTo, printedBy, printedOn }: Imprint, advance: Advance): void {
  const { size, thick, thin } = imprintFormat;
  const advanceSmall = (char: string) => advance(char, 'body', size);
  const small = (text: string, x: number): PlacedText => ({ text, x, spread: undefined, face: 'body', size });
  const black = (at: Rule['at'], weight: number): Rule => ({ at, weight, colour: 'black' });
  const hanging = size * 4;
  const widths = { first: blockWidth - 2 * size, rest: blockWidth - hanging - size };
  const copies = copyTo.length === 0 ? [] : linesOf(`抄送：${copyTo.join('，')}。`, widths, advanceSmall);
  copies.forEach(({ text }, i) => {
    const texts = [small(text, i === 0 ? size : hanging)];
    const rules = i === 0 ? [black(0, thick)] : [];
    writer.add({ role: 'P', height: 1, texts, rules, keeps: true, sinks: true });
  });
  const printed = `${printedOn}印发`;
  const width = [...printed].reduce((sum, char) => sum + advanceSmall(char), 0);
  writer.add({
    role: 'P',
    height: 1,
    texts: [small(printedBy, size), small(printed, blockWidth - size - width)],
    rules: [black(0, copies.length > 0 ? thin : thick), black('bottom', thick)],
    keeps: false,
    sinks: true,
  });
}

/** All slots of a letter, in reading order. */
export function slotsOf(letter: LetterContent, advance: Advance): Slot[] {
  const writer = slotWriter(advance);
  const { mark, title, number, addressee, paragraphs, attachments, note, sheet, imprint } = letter;
  const indent = 2 * characterPitch;
  if (mark !== undefined) writeHead(writer, mark, number, advance);
  writeTitle(writer, title, advance);
  if (mark === undefined)
    writer.add({ role: 'P', height: 1, texts: [centred(number, 'body', bodySize, advance)], keeps: true });
  writer.blank(true);
  if (addressee !== undefined) writer.paragraph(`${addressee}：`, 0, 0);
  paragraphs.forEach((text, i) => {
    writer.paragraph(text, indent, 0, i === paragraphs.length - 1 ? 2 : 0);
  });
  if (sheet !== undefined && sheet.title === undefined) writeSheet(writer, sheet);
  writeAttachments(writer, attachments);
  if (!isSheet(letter)) {
    writeSignature(writer, letter);
    writer.note(note, indent);
  }
  if (sheet?.title !== undefined) {
    writeTitle(writer, [sheet.title], advance, true);
    writer.blank(true);
    writeSheet(writer, sheet);
  }
  if (imprint !== undefined) writeImprint(writer, imprint, advance);
  return writer.slots;
}

/** Slots that must stay together, in order. */
function chunksOf(slots: readonly Slot[]): Slot[][] {
  const chunks: Slot[][] = [];
  let open = false;
  for (const slot of slots) {
    if (open) chunks.at(-1)!.push(slot);
    else chunks.push([slot]);
    open = slot.keeps;
  }
  return chunks;
}

export interface PlacedSlot {
  readonly slot: Slot;
  /** Lines from the top of the block. */
  readonly line: number;
}

export interface Page {
  readonly slots: readonly PlacedSlot[];
  /** Lines that share the height of the block: 22, a few more where the signature would else stand on the next page. */
  readonly lines: number;
}

/** GB/T 9704 lets the distance of lines be changed to keep the seal on the page of the text. */
const mostLines = linesPerPage + 2;

/**
 * Slots on pages. A chunk that does not fit begins a new page unless two lines more make room for it; one longer than
 * a page is cut where it must be.
 */
export function pagesOf(slots: readonly Slot[]): Page[] {
  const pages: { slots: PlacedSlot[]; lines: number }[] = [{ slots: [], lines: linesPerPage }];
  let line = 0;
  const turn = () => {
    pages.push({ slots: [], lines: linesPerPage });
    line = 0;
  };
  for (const chunk of chunksOf(slots)) {
    const height = chunk.reduce((sum, slot) => sum + slot.height, 0);
    const most = chunk.length > 1 || chunk[0]!.sinks ? mostLines : linesPerPage;
    const fits = line + height <= most;
    if (line > 0 && (chunk[0]!.breaks || (!fits && height <= linesPerPage))) turn();
    if (chunk[0]!.sinks) line = Math.max(line, pages.at(-1)!.lines - height);
    if (line + height <= most) pages.at(-1)!.lines = Math.max(linesPerPage, line + height);
    for (const slot of chunk) {
      if (line > 0 && line + slot.height > pages.at(-1)!.lines) turn();
      pages.at(-1)!.slots.push({ slot, line });
      line += slot.height;
    }
  }
  return pages;
}
