import { type Book, cellText } from './xlsx-book.ts';
import { XmlCursor } from './xml-cursor.ts';
import { attribute } from './xml-tokens.ts';

/** The rows of a sheet, one after the other, as they stand in the file: hidden or not, and all that stands beside. */

export interface SheetCell {
  /** 0-based. */
  readonly column: number;
  readonly text: string;
  /** Shows nothing by its number format, or stands in a hidden column. */
  readonly hidden: 'column' | 'format' | false;
}

export interface SheetRow {
  /** 1-based, as Excel numbers it. */
  readonly number: number;
  readonly hidden: boolean;
  /** In the order of the file; empty cells are left out. */
  readonly cells: readonly SheetCell[];
}

/** What a sheet says outside its cells. */
export interface SheetMargins {
  /** Page headers and footers, without their layout codes. */
  readonly headersAndFooters: readonly string[];
  /** Texts in lists to choose from, prompts and warnings of cells, tool tips of links, scenarios, in the file's order. */
  readonly notes: readonly string[];
  /** Texts written into formulas that may not show in any value. */
  readonly formulaTexts: readonly { readonly cell: string; readonly text: string }[];
}

export interface RowReading {
  readonly book: Book;
  /** Marks the shared strings that some cell shows. */
  readonly used: Uint8Array;
  onRow(row: SheetRow): void;
}

/** Columns narrower than this show nothing. Unit: characters. */
const invisibleWidth = 0.3;
const headerElements: ReadonlySet<string> = new Set([
  'oddHeader',
  'oddFooter',
  'evenHeader',
  'evenFooter',
  'firstHeader',
  'firstFooter',
]);
const noteAttributes = [
  'prompt',
  'promptTitle',
  'error',
  'errorTitle',
  'tooltip',
  'display',
  'comment',
  'val',
];
const noteElements: ReadonlySet<string> = new Set(['dataValidation', 'hyperlink', 'scenario', 'inputCells']);

/** A double-quoted attribute of a short tag; single quotes take the careful way. */
function quick(attributes: string, mark: string, name: string): string | undefined {
  const from = attributes.indexOf(mark);
  if (from < 0) return attributes.includes("'") ? attribute(attributes, name) : undefined;
  const start = from + mark.length;
  return attributes.slice(start, attributes.indexOf('"', start));
}

function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return Math.min(column, 16_384) - 1;
}

/** `&L张三&C&"宋体"第&P页` → `张三 第 页`. */
function withoutLayoutCodes(text: string): string {
  return text
    .replace(/&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+|[A-Z&])/gi, code => (code === '&&' ? '&' : ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Quoted texts of a formula: of people, or long enough to be a number of somebody. */
function quotedTexts(formula: string): string[] {
  if (!formula.includes('"')) return [];
  return [...formula.matchAll(/"((?:[^"]|"")*)"/g)]
    .map(match => match[1] ?? '')
    .filter(text => /[\u3400-\u9fff]{2}|\d{6}/.test(text));
}

class SheetReader {
  readonly #to: RowReading;
  readonly #at: XmlCursor;
  readonly #hiddenColumns: [number, number][] = [];
  readonly headersAndFooters: string[] = [];
  readonly notes: string[] = [];
  readonly formulaTexts: { cell: string; text: string }[] = [];
  #row = 0;
  #rowHidden = false;
  #column = -1;
  #cells: SheetCell[] = [];

  constructor(xml: string, to: RowReading) {
    this.#at = new XmlCursor(xml);
    this.#to = to;
  }

  read(): void {
    const at = this.#at;
    let inData = false;
    while (at.next()) {
      if (at.kind === 'open') {
        if (at.name === 'c' && inData) this.#cell();
        else if (at.name === 'row' && inData) this.#startRow();
        else if (at.name === 'sheetData') inData = !at.empty;
        else if (at.name === 'col') this.#columns();
        else if (headerElements.has(at.name)) this.#header();
        else if (noteElements.has(at.name)) this.#note();
        else if (at.name === 'formula1' || at.name === 'formula2' || at.name === 'f') this.#listText();
      } else if (at.kind === 'close') {
        if (at.name === 'row' && inData) this.#endRow();
        else if (at.name === 'sheetData') inData = false;
      }
    }
  }

  #columns(): void {
    const at = this.#at;
    const width = at.attribute('width');
    const isHidden = /^(1|true)$/.test(at.attribute('hidden') ?? '');
    if (!isHidden && (width === undefined || Number(width) >= invisibleWidth)) return;
    const from = Number(at.attribute('min')) - 1;
    this.#hiddenColumns.push([from, Number(at.attribute('max')) - 1]);
  }

  #startRow(): void {
    const attributes = this.#at.attributes;
    this.#row = Number(quick(attributes, ' r="', 'r') ?? this.#row + 1);
    const isFlat = attributes.includes(' ht="0"') || attributes.includes(" ht='0'");
    this.#rowHidden = /\shidden\s*=\s*["'](1|true)/.test(attributes) || isFlat;
    this.#column = -1;
    this.#cells = [];
    if (this.#at.empty) this.#endRow();
  }

  #endRow(): void {
    if (this.#cells.length > 0)
      this.#to.onRow({ number: this.#row, hidden: this.#rowHidden, cells: this.#cells });
    this.#cells = [];
  }

  /** Reads on to the end of the cell. */
  #cell(): void {
    const at = this.#at;
    const attributes = at.attributes;
    const reference = quick(attributes, ' r="', 'r');
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
    if (at.empty) return;
    const type = quick(attributes, ' t="', 't') ?? 'n';
    const style = Number(quick(attributes, ' s="', 's') ?? 0);
    const plain = at.between('<v>', '</v></c>');
    const { value, formula } = plain === undefined ? this.#content() : { value: plain, formula: '' };
    const { book, used } = this.#to;
    if (type === 's') used[Number(value)] = 1;
    const text = cellText(value, type, style, book).trim();
    if (formula !== '')
      for (const each of quotedTexts(formula))
        if (!text.includes(each)) this.formulaTexts.push({ cell: reference ?? '', text: each });
    if (text === '') return;
    const hidden = this.#isHidden(this.#column) ? 'column' : book.blanks[style] === true ? 'format' : false;
    this.#cells.push({ column: this.#column, text, hidden });
  }

  #content(): { value: string; formula: string } {
    const at = this.#at;
    let value = '';
    let formula = '';
    let inside: 'value' | 'formula' | '' = '';
    let phonetic = false;
    while (at.next()) {
      if (at.kind === 'text') {
        if (inside === 'value' && !phonetic) value += at.text;
        else if (inside === 'formula') formula += at.text;
      } else if (at.name === 'v' || at.name === 't') inside = at.kind === 'open' && !at.empty ? 'value' : '';
      else if (at.name === 'f') inside = at.kind === 'open' && !at.empty ? 'formula' : '';
      else if (at.name === 'rPh') phonetic = at.kind === 'open';
      else if (at.name === 'c' && at.kind === 'close') break;
    }
    return { value, formula };
  }

  #isHidden(column: number): boolean {
    for (const [from, to] of this.#hiddenColumns) if (column >= from && column <= to) return true;
    return false;
  }

  #inside(): string {
    const at = this.#at;
    if (at.empty) return '';
    let text = '';
    while (at.next() && at.kind === 'text') text += at.text;
    return text;
  }

  #header(): void {
    const text = withoutLayoutCodes(this.#inside());
    if (text !== '') this.headersAndFooters.push(text);
  }

  #note(): void {
    const { attributes } = this.#at;
    for (const name of noteAttributes) {
      const text = attribute(attributes, name)?.trim() ?? '';
      if (text !== '' && !this.notes.includes(text)) this.notes.push(text);
    }
  }

  #listText(): void {
    this.notes.push(...quotedTexts(this.#inside()));
  }
}

/** Reads a sheet in one pass; rows are handed over one by one. Fault: `unreadable-file` for broken markup. */
export function readRows(xml: string, to: RowReading): SheetMargins {
  const reader = new SheetReader(xml, to);
  reader.read();
  const { headersAndFooters, notes, formulaTexts } = reader;
  return { headersAndFooters, notes: notes.slice(0, 10_000), formulaTexts };
}
