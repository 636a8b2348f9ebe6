import { AppError } from '../app-error.ts';
import type { Archive } from './archive.ts';
import { type StructuredText, StructuredTextBuilder } from './structured-text.ts';
import { type Book, cellStyles, cellText, position, sharedStrings } from './xlsx-book.ts';
import { attribute, xmlTokens } from './xml-tokens.ts';

/** What is read of one sheet; a task table is far smaller. */
const maxColumns = 100;
const maxRows = 20_000;

function tooWide(): AppError {
  return new AppError('too-large', {
    detail: `工作表超过 ${maxRows} 行，已停止读取。请只保留任务分工表后重新上传。`,
  });
}

interface Sheet {
  readonly name: string;
  readonly part: string;
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
    ...cellStyles(await archive.read('xl/styles.xml')),
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
