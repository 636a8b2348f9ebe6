import { applyStyle, type ParagraphStyle, type StyledParagraph } from './docx.ts';
import type { ListCounter } from './docx-numbering.ts';
import { type Piece, type Texts, textsOf, type Unseen } from './docx-pieces.ts';
import { XmlCursor } from './xml-cursor.ts';

/** All text of one story of a Word file (body, header, notes, comments): what shows, and what is there all the same. */

export interface StoryText {
  /** Number of the paragraph in the story, or of the row in its table; 1-based. */
  readonly place: { readonly paragraph: number } | { readonly table: number; readonly row: number };
  /** Number and author of the comment or note it stands in. */
  readonly note?: { readonly no: number; readonly author: string };
  /** Cells of a row are parted by tabs. */
  readonly text: string;
  readonly unseen?: Unseen;
}

export interface Story {
  readonly texts: readonly StoryText[];
  /** Who made tracked changes. */
  readonly revisers: readonly string[];
  /** Alternative texts of pictures and tables. */
  readonly descriptions: readonly string[];
}

interface OpenParagraph extends StyledParagraph {
  readonly pieces: Piece[];
  readonly isFallback: boolean;
}

interface OpenRow {
  /** Per cell; a cell that covers several columns is followed by empty ones. */
  readonly cells: Texts[];
  span: number;
}

interface OpenTable {
  readonly no: number;
  rows: number;
  row: OpenRow | undefined;
}

const deletions: ReadonlySet<string> = new Set(['del', 'moveFrom']);
const insertions: ReadonlySet<string> = new Set(['ins', 'moveTo']);
const notes: ReadonlySet<string> = new Set(['comment', 'footnote', 'endnote']);
/** Half-points; smaller type cannot be read by anybody. */
const unreadableSize = 4;

function no(value: string | undefined): boolean {
  return value !== undefined && /^(0|false|off|none)$/.test(value);
}

class StoryReader {
  readonly #at: XmlCursor;
  readonly #styles: ReadonlyMap<string, ParagraphStyle>;
  readonly #counter: ListCounter;
  readonly texts: StoryText[] = [];
  readonly revisers = new Set<string>();
  readonly descriptions = new Set<string>();
  /** Paragraphs nest through text boxes. */
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #tables: OpenTable[] = [];
  #paragraphNo = 0;
  #tableNo = 0;
  #note: { no: number; author: string } | undefined;
  #noteNo = 0;
  #deleted = 0;
  #inserted = 0;
  #fallback = 0;
  #inRun = false;
  #runProperties = false;
  #vanishes = false;
  #inText: 'shown' | 'deleted' | 'instruction' | false = false;

  constructor(xml: string, styles: ReadonlyMap<string, ParagraphStyle>, counter: ListCounter) {
    this.#at = new XmlCursor(xml);
    this.#styles = styles;
    this.#counter = counter;
  }

  read(): void {
    const at = this.#at;
    while (at.next()) {
      if (at.kind === 'text') {
        if (this.#inText !== false) this.#append(at.text);
      } else if (at.kind === 'open') this.#open(at.name, at.empty);
      else this.#close(at.name);
    }
    for (const left of this.#paragraphs.splice(0)) this.#emit(left);
  }

  #append(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    const unseen =
      this.#inText === 'instruction'
        ? 'instruction'
        : this.#inText === 'deleted' || this.#deleted > 0
          ? 'deleted'
          : this.#vanishes
            ? 'hidden'
            : undefined;
    const inserted = this.#inserted > 0;
    const last = paragraph.pieces.at(-1);
    if (last !== undefined && last.unseen === unseen && last.inserted === inserted) last.text += text;
    else paragraph.pieces.push({ text, unseen, inserted });
  }

  #open(name: string, empty: boolean): void {
    switch (name) {
      case 'p':
        this.#paragraphs.push({ pieces: [], isFallback: this.#fallback > 0 });
        if (empty) this.#endParagraph();
        return;
      case 'r':
        this.#inRun = !empty;
        this.#vanishes = this.#paragraphs.at(-1)?.vanishes === true;
        return;
      case 't':
        this.#inText = empty ? false : 'shown';
        return;
      case 'delText':
        this.#inText = empty ? false : 'deleted';
        return;
      case 'instrText':
      case 'delInstrText':
        this.#inText = empty ? false : 'instruction';
        return;
      case 'tbl':
        this.#tableNo += 1;
        this.#tables.push({ no: this.#tableNo, rows: 0, row: undefined });
        return;
      case 'tr':
        this.#startRow();
        return;
      case 'tc':
        this.#startCell();
        return;
      case 'Fallback':
        if (!empty) this.#fallback += 1;
        return;
      default:
        if (deletions.has(name) || insertions.has(name)) this.#revision(name, empty);
        else if (notes.has(name)) this.#startNote();
        else this.#property(name, empty);
    }
  }

  #revision(name: string, empty: boolean): void {
    const author = this.#at.attribute('w:author');
    if (author !== undefined && author.trim() !== '') this.revisers.add(author.trim());
    if (empty) return;
    if (deletions.has(name)) this.#deleted += 1;
    else this.#inserted += 1;
  }

  #startNote(): void {
    const type = this.#at.attribute('w:type');
    if (type === undefined) this.#noteNo += 1;
    this.#note = { no: this.#noteNo, author: this.#at.attribute('w:author')?.trim() ?? '' };
  }

  #startRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.rows += 1;
    table.row = { cells: [], span: 1 };
  }

  #startCell(): void {
    const row = this.#tables.at(-1)?.row;
    if (row === undefined) return;
    for (; row.span > 1; row.span -= 1) row.cells.push({ seen: '', unseen: new Map() });
    row.cells.push({ seen: '', unseen: new Map() });
  }

  #property(name: string, empty: boolean): void {
    const at = this.#at;
    const value = (): string | undefined => at.attribute('w:val');
    const paragraph = this.#paragraphs.at(-1);
    switch (name) {
      case 'tab':
        if (this.#inRun) this.#mark('\t');
        return;
      case 'br':
      case 'cr':
        if (this.#inRun) this.#mark('\n');
        return;
      case 'noBreakHyphen':
        this.#mark('-');
        return;
      case 'rPr':
        this.#runProperties = !empty && this.#inRun;
        return;
      case 'vanish':
        if (this.#runProperties) this.#vanishes = !no(value());
        return;
      case 'sz':
        if (this.#runProperties && Number(value()) <= unreadableSize) this.#vanishes = true;
        return;
      case 'rStyle':
        if (this.#runProperties && this.#styles.get(value() ?? '')?.vanishes === true) this.#vanishes = true;
        return;
      case 'fldSimple':
        this.#instruction(at.attribute('w:instr') ?? '');
        return;
      case 'docPr':
      case 'tblCaption':
      case 'tblDescription':
        this.#description(name);
        return;
      case 'gridSpan': {
        const row = this.#tables.at(-1)?.row;
        if (row !== undefined) row.span = Math.min(63, Math.max(1, Number(value()) || 1));
        return;
      }
      case 'pStyle':
        if (paragraph !== undefined) applyStyle(paragraph, value() ?? '', this.#styles);
        return;
      case 'numId':
        if (paragraph !== undefined) paragraph.numId = value();
        return;
      case 'ilvl':
        if (paragraph !== undefined) paragraph.level = Number(value());
    }
  }

  #mark(text: string): void {
    const before = this.#inText;
    this.#inText = 'shown';
    this.#append(text);
    this.#inText = before;
  }

  #instruction(text: string): void {
    const before = this.#inText;
    this.#inText = 'instruction';
    this.#append(text);
    this.#inText = before;
  }

  #description(name: string): void {
    const names = name === 'docPr' ? ['descr', 'title'] : ['w:val'];
    for (const each of names) {
      const text = this.#at.attribute(each)?.trim() ?? '';
      if (text !== '') this.descriptions.add(text);
    }
  }

  #close(name: string): void {
    if (name === 'p') this.#endParagraph();
    else if (name === 't' || name === 'delText' || name === 'instrText' || name === 'delInstrText')
      this.#inText = false;
    else if (name === 'r') this.#inRun = false;
    else if (name === 'rPr') this.#runProperties = false;
    else if (deletions.has(name)) this.#deleted = Math.max(0, this.#deleted - 1);
    else if (insertions.has(name)) this.#inserted = Math.max(0, this.#inserted - 1);
    else if (name === 'Fallback') this.#fallback = Math.max(0, this.#fallback - 1);
    else if (name === 'tr') this.#endRow();
    else if (name === 'tbl') this.#tables.pop();
    else if (notes.has(name)) this.#note = undefined;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph !== undefined) this.#emit(paragraph);
  }

  #emit(paragraph: OpenParagraph): void {
    const texts = textsOf(paragraph.pieces);
    if (paragraph.numId !== undefined && texts.seen.trim() !== '') {
      const label = this.#counter.next(paragraph.numId, paragraph.level ?? 0);
      texts.seen = `${label}${/[0-9a-z]$/i.test(label) ? ' ' : ''}${texts.seen}`;
    }
    const cell = this.#tables.at(-1)?.row?.cells.at(-1);
    if (paragraph.isFallback) {
      const text = [texts.seen, ...texts.unseen.values()].join(' ').trim();
      if (text !== '') this.#say({ paragraph: this.#paragraphNo + 1 }, text, 'fallback');
    } else if (cell === undefined) {
      this.#paragraphNo += 1;
      this.#sayAll({ paragraph: this.#paragraphNo }, texts);
    } else {
      cell.seen = cell.seen === '' ? texts.seen : `${cell.seen} ${texts.seen}`;
      for (const [kind, text] of texts.unseen)
        cell.unseen.set(kind, [cell.unseen.get(kind) ?? '', text].join(' ').trim());
    }
  }

  #endRow(): void {
    const table = this.#tables.at(-1);
    const cells = table?.row?.cells ?? [];
    if (table === undefined) return;
    table.row = undefined;
    const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
    const joined = (of: (cell: Texts) => string): string => {
      const line = cells.map(cell => oneLine(of(cell))).join('\t');
      return line.trim() === '' ? '' : line.trimEnd();
    };
    const unseen = new Map<Unseen, string>();
    for (const kind of ['deleted', 'hidden', 'instruction'] as const) {
      const line = joined(cell => cell.unseen.get(kind) ?? '');
      if (line !== '') unseen.set(kind, line);
    }
    const seen = joined(cell => cell.seen);
    const outer = this.#tables.at(-2)?.row?.cells.at(-1);
    if (outer !== undefined) {
      outer.seen = `${outer.seen} ${seen.replaceAll('\t', ' ')}`.trim();
      for (const [kind, text] of unseen)
        outer.unseen.set(kind, `${outer.unseen.get(kind) ?? ''} ${text.replaceAll('\t', ' ')}`.trim());
    } else this.#sayAll({ table: table.no, row: table.rows }, { seen, unseen });
  }

  #sayAll(place: StoryText['place'], { seen, unseen }: Texts): void {
    if (seen.trim() !== '') this.#say(place, seen);
    for (const [kind, text] of unseen) this.#say(place, text, kind);
  }

  #say(place: StoryText['place'], text: string, unseen?: Unseen): void {
    this.texts.push({
      place,
      text,
      ...(this.#note === undefined ? {} : { note: this.#note }),
      ...(unseen === undefined ? {} : { unseen }),
    });
  }
}

/**
 * Reads one story: `word/document.xml`, a header, the notes or the comments. Numbers that Word makes by itself are
 * written out. Fault: `unreadable-file` for broken markup.
 */
export function readStory(
  xml: string,
  styles: ReadonlyMap<string, ParagraphStyle>,
  counter: ListCounter,
): Story {
  const reader = new StoryReader(xml, styles, counter);
  reader.read();
  const shown = new Set(reader.texts.filter(each => each.unseen === undefined).map(each => each.text.trim()));
  return {
    texts: reader.texts.filter(each => each.unseen !== 'fallback' || !shown.has(each.text.trim())),
    revisers: [...reader.revisers],
    descriptions: [...reader.descriptions],
  };
}
