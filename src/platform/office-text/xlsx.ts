import { AppError } from '../app-error.ts';
import type { Archive } from './archive.ts';
import { type StructuredText, StructuredTextBuilder } from './structured-text.ts';
import { attribute, xmlTokens } from './xml-tokens.ts';

/** What is read of one sheet; a task table is far smaller. */
const maxColumns = 100;
const maxRows = 20_000;

function tooWide(): AppError {
  return new AppError('too-large', {
    detail: `工作表超过 ${maxRows} 行，已停止读取。请只保留任务分工表后重新上传。`,
  });
}

/** `B7` → column 1, row 6 (0-based). */
function position(reference: string): { column: number; row: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (match === null) return undefined;
  let column = 0;
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(match[2]) - 1 };
}

/** Text of every shared string, without the phonetic readings. */
function sharedStrings(xml: string | undefined): string[] {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = false;
  for (const token of xml === undefined ? [] : xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (inText && !phonetic) text += token.text;
    } else if (token.name === 't') inText = token.kind === 'open' && !token.empty;
    else if (token.name === 'rPh') phonetic = token.kind === 'open';
    else if (token.name === 'si') {
      if (token.kind === 'close' || token.empty) strings.push(text);
      text = '';
    }
  }
  return strings;
}

/** For each cell style: whether it shows its number as a date (ECMA-376 part 1, 18.8.30). */
function dateStyles(xml: string | undefined): boolean[] {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  for (const token of xml === undefined ? [] : xmlTokens(xml)) {
    if (token.kind === 'text') continue;
    if (token.name === 'cellXfs') inCells = token.kind === 'open';
    if (token.kind !== 'open') continue;
    if (token.name === 'numFmt') {
      const code = attribute(token.attributes, 'formatCode') ?? '';
      codes.set(Number(attribute(token.attributes, 'numFmtId')), code);
    }
    if (token.name === 'xf' && inCells) {
      const id = Number(attribute(token.attributes, 'numFmtId') ?? 0);
      const custom = codes.get(id)?.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
      const builtIn = (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 58);
      styles.push(custom === undefined ? builtIn : /[yd]/i.test(custom));
    }
  }
  return styles;
}

/** Civil day of a serial number: day 1 is 1900-01-01, and the year 1900 wrongly counts as a leap year. */
function serialDay(serial: number, from1904: boolean): string {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0) - (serial < 60 && !from1904 ? 25_568 : 25_569);
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}

interface Sheet {
  readonly name: string;
  readonly part: string;
}

interface Book {
  readonly strings: readonly string[];
  readonly dates: readonly boolean[];
  readonly from1904: boolean;
}

function relations(xml: string | undefined): Map<string, string> {
  const targets = new Map<string, string>();
  for (const token of xml === undefined ? [] : xmlTokens(xml)) {
    if (token.kind !== 'open' || token.name !== 'Relationship') continue;
    const target = attribute(token.attributes, 'Target') ?? '';
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    targets.set(attribute(token.attributes, 'Id') ?? '', part);
  }
  return targets;
}

/** Visible sheets in their order. */
function sheets(workbook: string, targets: ReadonlyMap<string, string>): Sheet[] {
  const found: Sheet[] = [];
  for (const token of xmlTokens(workbook)) {
    if (token.kind !== 'open' || token.name !== 'sheet') continue;
    const part = targets.get(attribute(token.attributes, 'r:id') ?? '');
    const state = attribute(token.attributes, 'state') ?? 'visible';
    if (part !== undefined && state === 'visible') {
      found.push({ name: attribute(token.attributes, 'name') ?? '', part });
    }
  }
  return found;
}

function cellText(raw: string, type: string, style: number, book: Book): string {
  if (type === 's') return book.strings[Number(raw)] ?? '';
  if (type === 'b') return raw === '1' ? '是' : '否';
  if (type !== 'n' || raw === '') return raw;
  const value = Number(raw);
  if (book.dates[style] === true && value > 0 && value < 100_000) return serialDay(value, book.from1904);
  // Excel stores 1.1 as 1.1000000000000001: fifteen digits are what it shows.
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : raw;
}

/** Copies a merged cell's text over what it covers, within the rows and columns that exist. */
function spread(rows: string[][], merged: readonly string[]): void {
  const width = Math.min(
    maxColumns,
    rows.reduce((widest, row) => Math.max(widest, row.length), 0),
  );
  for (const range of merged.slice(0, maxRows)) {
    const [from, to] = range.split(':').map(position);
    const text = from && rows[from.row]?.[from.column];
    if (!from || !to || !text) continue;
    for (let r = from.row; r <= Math.min(to.row, rows.length - 1); r++) {
      for (let c = from.column; c <= Math.min(to.column, width - 1); c++) {
        const row = rows[r] as string[];
        while (row.length < c) row.push('');
        row[c] = text;
      }
    }
  }
}

function sheetRows(xml: string, book: Book): string[][] {
  const rows: string[][] = [];
  const merged: string[] = [];
  let at = { column: -1, row: -1 };
  let cell = { type: 'n', style: 0, text: '' };
  let inValue = false;
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (inValue) cell.text += token.text;
    } else if (token.name === 'v' || token.name === 't') inValue = token.kind === 'open' && !token.empty;
    else if (token.name === 'c' && token.kind === 'close')
      place(rows, at, cellText(cell.text, cell.type, cell.style, book));
    else if (token.kind !== 'open') continue;
    else if (token.name === 'row') {
      at = { column: -1, row: Number(attribute(token.attributes, 'r') ?? at.row + 2) - 1 };
      if (!token.empty && at.row >= maxRows) throw tooWide();
    } else if (token.name === 'c') {
      at = position(attribute(token.attributes, 'r') ?? '') ?? { column: at.column + 1, row: at.row };
      if (!token.empty && at.row >= maxRows) throw tooWide();
      const style = Number(attribute(token.attributes, 's') ?? 0);
      cell = { type: attribute(token.attributes, 't') ?? 'n', style, text: '' };
    } else if (token.name === 'mergeCell') merged.push(attribute(token.attributes, 'ref') ?? '');
  }
  spread(rows, merged);
  return rows;
}

function place(rows: string[][], at: { column: number; row: number }, text: string): void {
  if (at.column < 0 || at.column >= maxColumns || at.row < 0 || text === '') return;
  while (rows.length <= at.row) rows.push([]);
  const row = rows[at.row] as string[];
  while (row.length < at.column) row.push('');
  row[at.column] = text.trim();
}

/**
 * Reads every visible sheet of an XLSX as a grid of what its cells show; dates as `YYYY-MM-DD`. Own reader over the
 * guarded archive: exceljs builds a cell for every place a merged range covers, so that a file of 6 KB with
 * one merge of `A1:XFD1048576` takes the whole process down.
 */
export async function readXlsx(archive: Archive): Promise<StructuredText> {
  const workbook = await archive.read('xl/workbook.xml');
  if (workbook === undefined) {
    throw new AppError('wrong-type', {
      detail: '这不是 Excel 工作簿，只是一个改了扩展名的压缩包。请用 Excel 或 WPS 另存为 XLSX 后上传。',
    });
  }
  const book: Book = {
    strings: sharedStrings(await archive.read('xl/sharedStrings.xml')),
    dates: dateStyles(await archive.read('xl/styles.xml')),
    from1904: /date1904\s*=\s*["'](1|true)/.test(workbook),
  };
  const out = new StructuredTextBuilder();
  const targets = relations(await archive.read('xl/_rels/workbook.xml.rels'));
  for (const sheet of sheets(workbook, targets)) {
    const xml = await archive.read(sheet.part);
    if (xml !== undefined) out.table(sheetRows(xml, book), sheet.name);
  }
  return out.finish('xlsx');
}
