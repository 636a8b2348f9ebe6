import { AppError } from '../app-error.ts';
import { openArchive } from './archive.ts';
import { decodeText } from './encoding.ts';
import { type Book, cellStyles, cellText, position, readWorkbook, sharedStrings } from './xlsx-book.ts';
import { attribute, xmlTokens } from './xml-tokens.ts';

/** An uploaded table as cells with what matters for trust: formulas, dates and merged cells are seen, not guessed. */

export interface ReadCell {
  /** 0-based. */
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly isFormula: boolean;
  readonly isDate: boolean;
}

export interface ReadGrid {
  readonly cells: readonly ReadCell[];
  /** C5:D6. */
  readonly merged: readonly string[];
}

/** What a table may hold at most. */
export interface GridLimits {
  readonly rows: number;
  readonly cells: number;
}

function tooLarge({ rows, cells }: GridLimits): AppError {
  return new AppError('too-large', {
    detail: `表格超过${rows}行或者${cells}个单元格，不是本表的模板。请下载模板，只填写模板中的各行后上传。`,
  });
}

/** One pass over the sheet; empty rows and cells cost nothing. */
function sheetGrid(xml: string, book: Book, limits: GridLimits): ReadGrid {
  const cells: ReadCell[] = [];
  const merged: string[] = [];
  let row = -1;
  let at = { column: -1, row: -1 };
  let cell = { type: 'n', style: 0, text: '', isFormula: false };
  let inValue = false;
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (inValue) cell.text += token.text;
    } else if (token.name === 'v' || token.name === 't') inValue = token.kind === 'open' && !token.empty;
    else if (token.name === 'c' && token.kind === 'close') {
      const text = cellText(cell.text, cell.type, cell.style, book).trim();
      if (text === '' && !cell.isFormula) continue;
      if (at.row >= limits.rows || cells.length >= limits.cells) throw tooLarge(limits);
      cells.push({
        ...at,
        text,
        isFormula: cell.isFormula,
        isDate: cell.type === 'd' || (cell.type === 'n' && book.dates[cell.style] === true),
      });
    } else if (token.kind !== 'open') continue;
    else if (token.name === 'row') {
      row = Number(attribute(token.attributes, 'r') ?? row + 2) - 1;
      at = { column: -1, row };
    } else if (token.name === 'c') {
      at = position(attribute(token.attributes, 'r') ?? '') ?? { column: at.column + 1, row };
      const style = Number(attribute(token.attributes, 's') ?? 0);
      cell = { type: attribute(token.attributes, 't') ?? 'n', style, text: '', isFormula: false };
    } else if (token.name === 'f') cell.isFormula = true;
    else if (token.name === 'mergeCell' && merged.length < 1000)
      merged.push(attribute(token.attributes, 'ref') ?? '');
  }
  return { cells, merged };
}

function targets(xml: string | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (const token of xml === undefined ? [] : xmlTokens(xml)) {
    if (token.kind !== 'open' || token.name !== 'Relationship') continue;
    const target = attribute(token.attributes, 'Target') ?? '';
    found.set(
      attribute(token.attributes, 'Id') ?? '',
      target.startsWith('/') ? target.slice(1) : `xl/${target}`,
    );
  }
  return found;
}

async function readXlsxGrid(bytes: Buffer, limits: GridLimits): Promise<ReadGrid> {
  const archive = await openArchive(bytes);
  if ([...archive.names].some(name => name.toLowerCase().endsWith('vbaproject.bin')))
    throw new AppError('wrong-type', { detail: '文件含有宏，不能导入。请另存为不含宏的 XLSX 后上传。' });
  const workbook = await archive.read('xl/workbook.xml');
  if (workbook === undefined)
    throw new AppError('wrong-type', {
      detail: '这不是 Excel 工作簿。请用 Excel 或 WPS 另存为 XLSX 后上传。',
    });
  const { sheets, from1904 } = readWorkbook(workbook);
  const part = targets(await archive.read('xl/_rels/workbook.xml.rels')).get(
    sheets.find(sheet => sheet.state === 'visible')?.relation ?? '',
  );
  const xml = part === undefined ? undefined : await archive.read(part);
  if (xml === undefined)
    throw new AppError('unreadable-file', { detail: '工作簿里没有可以读取的工作表。请下载模板填写后上传。' });
  const strings = sharedStrings(await archive.read('xl/sharedStrings.xml'));
  const styles = cellStyles(await archive.read('xl/styles.xml'));
  return sheetGrid(xml, { strings, ...styles, from1904 }, limits);
}

async function readCsvGrid(bytes: Buffer, limits: GridLimits): Promise<ReadGrid> {
  const { parse } = await import('csv-parse/sync');
  const { text } = decodeText(bytes);
  const separator = (text.split('\n', 1)[0] ?? '').includes('\t') ? '\t' : ',';
  let lines: string[][];
  try {
    const end = limits.rows + 1;
    lines = parse(text, { bom: true, delimiter: separator, relax_column_count: true, to: end }) as string[][];
  } catch (cause) {
    throw new AppError('unreadable-file', {
      detail: '这个 CSV 文件的引号或者分隔符不完整，无法读取。请检查后重新上传。',
      cause,
    });
  }
  const cells = lines.flatMap((line, row) =>
    line.flatMap((cell, column) => {
      const shown = cell.trim();
      return shown === '' ? [] : [{ row, column, text: shown, isFormula: /^=/.test(shown), isDate: false }];
    }),
  );
  if (lines.length > limits.rows || cells.length > limits.cells) throw tooLarge(limits);
  return { cells, merged: [] };
}

/** Faults: `wrong-type` (macros, old formats), `too-large`, `unreadable-file`. */
export async function readGrid(bytes: Buffer, name: string, limits: GridLimits): Promise<ReadGrid> {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return readXlsxGrid(bytes, limits);
  if (ending === 'csv' || ending === 'txt') return readCsvGrid(bytes, limits);
  throw new AppError('wrong-type', { detail: '只能导入 XLSX 或 CSV 文件。旧版 XLS 请另存为 XLSX 后上传。' });
}
