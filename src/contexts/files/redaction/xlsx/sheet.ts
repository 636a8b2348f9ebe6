/** A worksheet as rows of plain values: read in one pass, written anew with nothing but what is listed here. */
import { attribute, xmlTokens } from '../../../../platform/office-text/xml-tokens.ts';

export interface Cell {
  /** Counted from 0. */
  column: number;
  readonly style: string | undefined;
  /** `s`: words; `n`: a number; `b`: true or false; `e`: a fault such as #N/A. */
  type: 's' | 'n' | 'b' | 'e';
  value: string;
  readonly fromFormula: boolean;
}

export interface Row {
  /** Counted from 1. */
  number: number;
  readonly hidden: boolean;
  readonly height: string | undefined;
  cells: Cell[];
}

export interface ColumnSpan {
  /** Both counted from 1, both included. */
  readonly first: number;
  readonly last: number;
  readonly width: string | undefined;
  readonly style: string | undefined;
  readonly hidden: boolean;
}

export interface Sheet {
  rows: Row[];
  columns: ColumnSpan[];
  /** `A1:C1` */
  merges: string[];
  /** Elements that say how to print, by name, as their attributes. */
  readonly layout: Map<string, string>;
  readonly headerFooter: { readonly element: string; text: string }[];
  frozen: { readonly rows: number; readonly columns: number } | undefined;
  /** Parts of the sheet that the copy does not have, by element. */
  readonly left: ReadonlySet<string>;
}

export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

const local = (name: string) => name.replace(/^.*:/, '');
const isTrue = (value: string | undefined) => value === '1' || value === 'true';
const layoutElements: ReadonlySet<string> = new Set(['pageMargins', 'printOptions', 'sheetFormatPr']);
const headerElements = /^(?:odd|even|first)(?:Header|Footer)$/;
/** Everything else that hangs on a sheet; what is said of it in the report. */
export const leftElements: Readonly<Record<string, string>> = {
  drawing: '图片和图表',
  legacyDrawing: '批注',
  hyperlinks: '超链接',
  dataValidations: '下拉选项',
  conditionalFormatting: '条件格式',
  tableParts: '表格样式',
  autoFilter: '筛选条件',
  oleObjects: '嵌入的对象',
  controls: '控件',
  picture: '背景图片',
  scenarios: '方案',
  extLst: '扩展内容',
};

interface Reading {
  readonly sheet: Sheet & { readonly left: Set<string> };
  row: Row | undefined;
  cell:
    | { column: number; style: string | undefined; type: string; fromFormula: boolean; text: string }
    | undefined;
  /** The element whose text is being taken. */
  taking: 'v' | 't' | 'header' | undefined;
  phonetic: boolean;
}

function openRow(state: Reading, attributes: string): void {
  const number = Number(attribute(attributes, 'r') ?? (state.sheet.rows.at(-1)?.number ?? 0) + 1);
  const height = attribute(attributes, 'ht');
  const hidden = isTrue(attribute(attributes, 'hidden')) || (height !== undefined && Number(height) === 0);
  state.row = { number, hidden, height, cells: [] };
  state.sheet.rows.push(state.row);
}

function openCell(state: Reading, attributes: string): void {
  const place = /^([A-Z]{1,3})\d+$/i.exec(attribute(attributes, 'r') ?? '')?.[1];
  const column = place === undefined ? (state.row?.cells.at(-1)?.column ?? -1) + 1 : columnNumber(place);
  state.cell = {
    column,
    style: attribute(attributes, 's'),
    type: attribute(attributes, 't') ?? 'n',
    fromFormula: false,
    text: '',
  };
}

function closeCell(state: Reading, strings: readonly string[]): void {
  const { cell, row } = state;
  state.cell = undefined;
  if (cell === undefined || row === undefined) return;
  const { type, text, column, style, fromFormula } = cell;
  if (type === 's')
    row.cells.push({ column, style, type: 's', value: strings[Number(text)] ?? '', fromFormula });
  else if (type === 'inlineStr' || type === 'str' || type === 'd')
    row.cells.push({ column, style, type: 's', value: text, fromFormula });
  else
    row.cells.push({
      column,
      style,
      type: type === 'b' || type === 'e' ? type : 'n',
      value: text,
      fromFormula,
    });
}

function openElement(state: Reading, name: string, attributes: string): void {
  const { sheet } = state;
  if (name === 'row') openRow(state, attributes);
  else if (name === 'c') openCell(state, attributes);
  else if (name === 'f' && state.cell !== undefined) state.cell.fromFormula = true;
  else if (name === 'rPh') state.phonetic = true;
  else if ((name === 'v' || name === 't') && state.cell !== undefined) state.taking = name;
  else if (name === 'col') {
    const [first, last] = [Number(attribute(attributes, 'min')), Number(attribute(attributes, 'max'))];
    const width = attribute(attributes, 'width');
    const hidden = isTrue(attribute(attributes, 'hidden')) || (width !== undefined && Number(width) === 0);
    sheet.columns.push({ first, last, width, style: attribute(attributes, 'style'), hidden });
  } else if (name === 'mergeCell') sheet.merges.push(attribute(attributes, 'ref') ?? '');
  else if (name === 'pane' && /^frozen/.test(attribute(attributes, 'state') ?? ''))
    sheet.frozen = {
      rows: Number(attribute(attributes, 'ySplit') ?? 0),
      columns: Number(attribute(attributes, 'xSplit') ?? 0),
    };
  else if (layoutElements.has(name) || name === 'pageSetup')
    // Attributes of other vocabularies (a printer's settings, r:id) need declarations that the copy does not have.
    sheet.layout.set(name, attributes.replace(/\s[\w.-]+:[\w.-]+\s*=\s*("[^"]*"|'[^']*')/g, ''));
  else if (headerElements.test(name)) {
    sheet.headerFooter.push({ element: name, text: '' });
    state.taking = 'header';
  } else if (Object.hasOwn(leftElements, name)) sheet.left.add(name);
}

/** `strings` are the shared strings of the workbook. Fault: `unreadable-file`. */
export function readSheet(xml: string, strings: readonly string[]): Sheet {
  const sheet = {
    rows: [],
    columns: [],
    merges: [],
    layout: new Map(),
    headerFooter: [],
    frozen: undefined,
    left: new Set<string>(),
  } satisfies Sheet;
  const state: Reading = { sheet, row: undefined, cell: undefined, taking: undefined, phonetic: false };
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'open') {
      openElement(state, local(token.name), token.attributes);
      if (!token.empty) continue;
      if (local(token.name) === 'c') closeCell(state, strings);
      if (local(token.name) === 'rPh') state.phonetic = false;
      state.taking = undefined;
    } else if (token.kind === 'close') {
      const name = local(token.name);
      if (name === 'c') closeCell(state, strings);
      else if (name === 'rPh') state.phonetic = false;
      else if (name === 'v' || name === 't' || headerElements.test(name)) state.taking = undefined;
    } else if (state.taking === 'header') state.sheet.headerFooter.at(-1)!.text += token.text;
    else if (state.taking !== undefined && state.cell !== undefined && !state.phonetic)
      state.cell.text += token.text;
  }
  return sheet;
}

/** The shared strings, each as plain text; readings beside characters are left out. Fault: `unreadable-file`. */
export function readStrings(xml: string): string[] {
  const strings: string[] = [];
  let [taking, phonetic] = [false, false];
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (taking && !phonetic) strings[strings.length - 1] += token.text;
      continue;
    }
    const name = local(token.name);
    const begins = token.kind === 'open' && !token.empty;
    if (name === 'si' && token.kind === 'open') strings.push('');
    else if (name === 't') taking = begins;
    else if (name === 'rPh') phonetic = begins;
  }
  return strings;
}

export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML can not hold them.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The strings of the copy: each that is used, once. */
export function stringTable() {
  const places = new Map<string, number>();
  return {
    placeOf(text: string): number {
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    },
    xml(): Buffer {
      const items = Array.from(
        places.keys(),
        text => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`,
      );
      return Buffer.from(
        `${head}<sst xmlns="${spreadsheet}" uniqueCount="${items.length}">${items.join('')}</sst>`,
      );
    },
  };
}

function cellXml(
  { column, style, type, value }: Cell,
  row: number,
  strings: ReturnType<typeof stringTable>,
): string {
  const styled = style === undefined ? '' : ` s="${escapeXml(style)}"`;
  const place = `<c r="${columnLetters(column)}${row}"${styled}`;
  if (value === '') return `${place}/>`;
  if (type === 's') return `${place} t="s"><v>${strings.placeOf(value)}</v></c>`;
  return `${place}${type === 'n' ? '' : ` t="${type}"`}><v>${escapeXml(value)}</v></c>`;
}

function viewXml({ frozen }: Sheet): string {
  if (frozen === undefined || (frozen.rows === 0 && frozen.columns === 0)) return '';
  const corner = `${columnLetters(frozen.columns)}${frozen.rows + 1}`;
  const pane = frozen.columns === 0 ? 'bottomLeft' : frozen.rows === 0 ? 'topRight' : 'bottomRight';
  const split = `${frozen.columns > 0 ? ` xSplit="${frozen.columns}"` : ''}${frozen.rows > 0 ? ` ySplit="${frozen.rows}"` : ''}`;
  return `<sheetViews><sheetView workbookViewId="0"><pane${split} topLeftCell="${corner}" activePane="${pane}" state="frozen"/></sheetView></sheetViews>`;
}

/** The sheet as XML, in the order the format asks for. */
export function sheetXml(sheet: Sheet, strings: ReturnType<typeof stringTable>): Buffer {
  const out: string[] = [`${head}<worksheet xmlns="${spreadsheet}">`, viewXml(sheet)];
  const layout = (name: string) => {
    const attributes = sheet.layout.get(name);
    if (attributes !== undefined) out.push(`<${name}${attributes}/>`);
  };
  layout('sheetFormatPr');
  if (sheet.columns.length > 0) {
    const columns = sheet.columns.map(
      ({ first, last, width, style }) =>
        `<col min="${first}" max="${last}"${width === undefined ? ' width="9"' : ` width="${escapeXml(width)}" customWidth="1"`}${style === undefined ? '' : ` style="${escapeXml(style)}"`}/>`,
    );
    out.push(`<cols>${columns.join('')}</cols>`);
  }
  out.push('<sheetData>');
  for (const row of sheet.rows) {
    const height =
      row.height === undefined || row.hidden ? '' : ` ht="${escapeXml(row.height)}" customHeight="1"`;
    const cells = row.cells.map(cell => cellXml(cell, row.number, strings));
    out.push(`<row r="${row.number}"${height}>${cells.join('')}</row>`);
  }
  out.push('</sheetData>');
  if (sheet.merges.length > 0)
    out.push(
      `<mergeCells count="${sheet.merges.length}">${sheet.merges.map(ref => `<mergeCell ref="${escapeXml(ref)}"/>`).join('')}</mergeCells>`,
    );
  for (const name of ['printOptions', 'pageMargins', 'pageSetup']) layout(name);
  if (sheet.headerFooter.length > 0)
    out.push(
      `<headerFooter>${sheet.headerFooter.map(each => `<${each.element}>${escapeXml(each.text)}</${each.element}>`).join('')}</headerFooter>`,
    );
  out.push('</worksheet>');
  return Buffer.from(out.join(''));
}
