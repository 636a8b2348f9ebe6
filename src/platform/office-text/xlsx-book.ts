import { XmlCursor } from './xml-cursor.ts';
import { attribute } from './xml-tokens.ts';

/** What the sheets of a workbook share: texts, date formats, names; and how a stored value becomes what is shown. */

export interface Book {
  readonly strings: readonly string[];
  /** For each cell style: whether it shows its number as a date. */
  readonly dates: readonly boolean[];
  /** For each cell style: whether it shows nothing at all (number format `;;;`). */
  readonly blanks: readonly boolean[];
  readonly from1904: boolean;
}

/** Text of every shared string, without the phonetic readings. */
export function sharedStrings(xml: string | undefined): string[] {
  const strings: string[] = [];
  if (xml === undefined) return strings;
  const at = new XmlCursor(xml);
  let text = '';
  let inText = false;
  let phonetic = false;
  while (at.next()) {
    if (at.kind === 'text') {
      if (inText && !phonetic) text += at.text;
    } else if (at.name === 'si' && at.kind === 'open') {
      const plain = at.between('<t>', '</t></si>') ?? at.between('<t xml:space="preserve">', '</t></si>');
      if (plain !== undefined || at.empty) strings.push(plain ?? '');
      text = '';
    } else if (at.name === 't') inText = at.kind === 'open' && !at.empty;
    else if (at.name === 'rPh') phonetic = at.kind === 'open';
    else if (at.name === 'si') {
      strings.push(text);
      text = '';
    }
  }
  return strings;
}

function isDate(id: number, code: string | undefined): boolean {
  const plain = code?.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  const builtIn = (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 58);
  return plain === undefined ? builtIn : /[yd]/i.test(plain);
}

/** Which cell styles show dates, and which show nothing (ECMA-376 part 1, 18.8.30). */
export function cellStyles(xml: string | undefined): Pick<Book, 'dates' | 'blanks'> {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  const blanks: boolean[] = [];
  if (xml === undefined) return { dates, blanks };
  const at = new XmlCursor(xml);
  let inCells = false;
  while (at.next()) {
    if (at.kind === 'text') continue;
    if (at.name === 'cellXfs') inCells = at.kind === 'open';
    if (at.kind !== 'open') continue;
    if (at.name === 'numFmt') codes.set(Number(at.attribute('numFmtId')), at.attribute('formatCode') ?? '');
    if (at.name === 'xf' && inCells) {
      const id = Number(at.attribute('numFmtId') ?? 0);
      dates.push(isDate(id, codes.get(id)));
      blanks.push(codes.get(id)?.trim() === ';;;');
    }
  }
  return { dates, blanks };
}

/** Civil day of a serial number: day 1 is 1900-01-01, and the year 1900 wrongly counts as a leap year. */
function serialDay(serial: number, from1904: boolean): string {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0) - (serial < 60 && !from1904 ? 25_568 : 25_569);
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

/** What a cell shows: `raw` is its stored value, `type` and `style` its attributes `t` and `s`. */
export function cellText(raw: string, type: string, style: number, book: Book): string {
  if (type === 's') return book.strings[Number(raw)] ?? '';
  if (type === 'b') return raw === '1' ? '是' : '否';
  if (type !== 'n' || raw === '') return raw;
  const value = Number(raw);
  if (book.dates[style] === true && value > 0 && value < 100_000) return serialDay(value, book.from1904);
  if (raw.length < 16 && /^\d+$/.test(raw)) return raw;
  // Excel stores 1.1 as 1.1000000000000001: fifteen digits are what it shows.
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : raw;
}

/** `B7` → column 1, row 6 (0-based). */
export function position(reference: string): { column: number; row: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (match === null) return undefined;
  let column = 0;
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(match[2]) - 1 };
}

/** 0 → A, 27 → AB. */
export function columnName(column: number): string {
  let name = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}

export type SheetState = 'visible' | 'hidden' | 'veryHidden';

export interface ListedSheet {
  readonly name: string;
  readonly state: SheetState;
  /** Id of the relationship to its part. */
  readonly relation: string;
}

export interface ListedName {
  readonly name: string;
  /** Formula or constant. */
  readonly refersTo: string;
  readonly comment: string;
}

/** Sheets in their order and the names defined in `xl/workbook.xml`. */
export function readWorkbook(xml: string): {
  readonly sheets: readonly ListedSheet[];
  readonly names: readonly ListedName[];
  readonly from1904: boolean;
} {
  const sheets: ListedSheet[] = [];
  const names: ListedName[] = [];
  let open: { name: string; comment: string; refersTo: string } | undefined;
  const at = new XmlCursor(xml);
  while (at.next()) {
    if (at.kind === 'text') {
      if (open !== undefined) open.refersTo += at.text;
    } else if (at.name === 'definedName') {
      if (at.kind === 'open' && !at.empty)
        open = { name: at.attribute('name') ?? '', comment: at.attribute('comment') ?? '', refersTo: '' };
      else if (open !== undefined) {
        names.push(open);
        open = undefined;
      }
    } else if (at.kind === 'open' && at.name === 'sheet') {
      const state = at.attribute('state');
      sheets.push({
        name: at.attribute('name') ?? '',
        state: state === 'hidden' || state === 'veryHidden' ? state : 'visible',
        relation: prefixedId(at.attributes),
      });
    }
  }
  return { sheets, names, from1904: /date1904\s*=\s*["'](1|true)/.test(xml) };
}

/** The `r:id` of a tag, whatever prefix the program chose. */
export function prefixedId(attributes: string): string {
  const prefix = /\s([\w.-]+):id\s*=/.exec(attributes)?.[1];
  return prefix === undefined ? '' : (attribute(attributes, `${prefix}:id`) ?? '');
}
