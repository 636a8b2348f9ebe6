import { AppError } from '../../../platform/app-error.ts';
import type { Archive } from '../../../platform/office-text/archive.ts';
import {
  type Book,
  cellStyles,
  columnName,
  type ListedSheet,
  readWorkbook,
  sharedStrings,
} from '../../../platform/office-text/xlsx-book.ts';
import { readRows, type SheetCell, type SheetRow } from '../../../platform/office-text/xlsx-rows.ts';
import { XmlCursor } from '../../../platform/office-text/xml-cursor.ts';
import {
  elementTexts,
  type ReadInside,
  type Relation,
  readPackageRest,
  relationsOf,
} from './office-package.ts';
import type { ReadingBuilder } from './reading-builder.ts';

/** Everything an XLSX holds: every sheet, row and column, shown or not, comments, names, caches, properties. */

/** Wider gaps between cells are drawn together. */
const widestGap = 64;

/** Cells of one row parted by tabs, each under its column. */
function joined(cells: readonly SheetCell[]): string {
  let text = '';
  let column = 0;
  for (const cell of cells) {
    const gap = Math.min(cell.column - column, widestGap);
    if (gap > 0) text += '\t'.repeat(gap);
    column = cell.column;
    text += /[\t\r\n]/.test(cell.text) ? cell.text.replace(/[\t\r\n]+/g, ' ') : cell.text;
  }
  return text;
}

function addCells(
  label: string,
  row: number,
  cells: readonly SheetCell[],
  out: ReadingBuilder,
  why: 'hidden-column' | 'hidden-text',
): void {
  const [first] = cells;
  if (first === undefined) return;
  if (cells.length === 1) out.add(`${label}${columnName(first.column)}${row}`, first.text, why);
  else
    out.add(
      `${label}第${row}行${why === 'hidden-column' ? '（隐藏列）' : '（不显示的单元格）'}`,
      joined(cells),
      why,
    );
}

function rowAdder(label: string, isHiddenSheet: boolean, out: ReadingBuilder): (row: SheetRow) => void {
  return ({ number, hidden, cells }) => {
    if (isHiddenSheet) return out.add(`${label}第${number}行`, joined(cells), 'hidden-sheet');
    if (hidden) return out.add(`${label}第${number}行（隐藏行）`, joined(cells), 'hidden-row');
    if (!cells.some(cell => cell.hidden !== false)) return out.add(`${label}第${number}行`, joined(cells));
    out.add(`${label}第${number}行`, joined(cells.filter(cell => cell.hidden === false)));
    addCells(
      label,
      number,
      cells.filter(cell => cell.hidden === 'column'),
      out,
      'hidden-column',
    );
    addCells(
      label,
      number,
      cells.filter(cell => cell.hidden === 'format'),
      out,
      'hidden-text',
    );
  };
}

/** Texts between one element's tags, put together, with the tag's attribute `ref`. */
function* texts(xml: string, element: string): Generator<{ ref: string; text: string }> {
  const at = new XmlCursor(xml);
  let open: { ref: string; text: string } | undefined;
  while (at.next()) {
    if (at.kind === 'text') {
      if (open !== undefined) open.text += at.text;
    } else if (at.name === element) {
      if (at.kind === 'open' && !at.empty) open = { ref: at.attribute('ref') ?? '', text: '' };
      else if (open !== undefined) {
        yield open;
        open = undefined;
      }
    }
  }
}

function readComments(xml: string, label: string, out: ReadingBuilder): void {
  for (const element of ['comment', 'threadedComment'])
    for (const { ref, text } of texts(xml, element)) out.add(`${label}${ref}的批注`, text, 'comment');
  for (const { text } of texts(xml, 'author')) out.add('批注作者', text.trim(), 'property');
}

/** Text boxes and shapes; what pictures are called and described as. */
function readDrawing(xml: string, label: string, isHiddenSheet: boolean, out: ReadingBuilder): void {
  for (const { text } of texts(xml, 'p'))
    out.add(`${label}文本框`, text, isHiddenSheet ? 'hidden-sheet' : undefined);
  const at = new XmlCursor(xml);
  while (at.next())
    if (at.kind === 'open' && at.name === 'cNvPr')
      for (const name of ['descr', 'title'])
        out.add(`${label}图片的替代文字`, at.attribute(name) ?? '', 'property');
}

function readLegacyDrawing(xml: string, label: string, out: ReadingBuilder): void {
  for (const { text } of texts(xml, 'textbox'))
    out.add(`${label}文本框`, text.replace(/\s+/g, ' '), 'hidden-text');
}

class WorkbookReader {
  readonly #archive: Archive;
  readonly #out: ReadingBuilder;
  readonly handled = new Set<string>();
  #used = new Uint8Array(0);

  constructor(archive: Archive, out: ReadingBuilder) {
    this.#archive = archive;
    this.#out = out;
  }

  async #take(part: string): Promise<string | undefined> {
    const xml = await this.#archive.read(part);
    if (xml !== undefined) this.handled.add(part);
    return xml;
  }

  async read(): Promise<void> {
    const relations = await relationsOf(this.#archive, '');
    const main =
      relations.find(each => each.type === 'officeDocument' && this.#archive.names.has(each.target))
        ?.target ?? 'xl/workbook.xml';
    const workbook = await this.#take(main);
    if (workbook === undefined)
      throw new AppError('wrong-type', {
        detail: '这不是 Excel 工作簿，只是一个改了扩展名的压缩包。请用 Excel 或 WPS 另存为 XLSX 后上传。',
      });
    const parts = await relationsOf(this.#archive, main);
    const partOf = (type: string): string => parts.find(each => each.type === type)?.target ?? '';
    const strings = sharedStrings(await this.#take(partOf('sharedStrings')));
    this.#used = new Uint8Array(strings.length);
    const { sheets, names, from1904 } = readWorkbook(workbook);
    const book: Book = { strings, from1904, ...cellStyles(await this.#take(partOf('styles'))) };
    for (const sheet of sheets) await this.#sheet(sheet, parts, book);
    for (const { name, refersTo, comment } of names) {
      // What a name stands for is read where it lies; constants, formulas and remarks are read here.
      const isPlace = name.startsWith('_xlnm.') || /^[^"]*![$A-Z0-9:]+$/.test(refersTo);
      const text = `${isPlace ? '' : refersTo} ${comment}`.trim();
      this.#out.add(`自定义名称“${name}”`, text, 'defined-name');
    }
    strings.forEach((text, i) => {
      if (this.#used[i] === 0) this.#out.add('没有单元格使用的文字', text, 'cached-data');
    });
  }

  async #sheet(sheet: ListedSheet, parts: readonly Relation[], book: Book): Promise<void> {
    const out = this.#out;
    const isHidden = sheet.state !== 'visible';
    const label = `工作表“${sheet.name}”${isHidden ? '（隐藏）' : ''}`;
    out.add('工作表名称', sheet.name, isHidden ? 'hidden-sheet' : undefined);
    const part = parts.find(each => each.id === sheet.relation)?.target ?? '';
    const xml = await this.#take(part);
    if (xml === undefined) return;
    if (part.includes('/macrosheets/'))
      out.notice('macro', label, '文件含有宏工作表。请另存为不含宏的格式后重新上传。');
    const margins = readRows(xml, { book, used: this.#used, onRow: rowAdder(label, isHidden, out) });
    const asSheet = isHidden ? 'hidden-sheet' : undefined;
    for (const text of margins.headersAndFooters) out.add(`${label}页眉页脚`, text, asSheet);
    for (const text of margins.notes) out.add(`${label}的下拉项、提示或链接说明`, text, 'hidden-text');
    for (const { cell, text } of margins.formulaTexts) out.add(`${label}${cell}的公式`, text, 'hidden-text');
    for (const relation of await relationsOf(this.#archive, part))
      await this.#beside(relation, label, isHidden);
  }

  async #beside({ type, target, isExternal }: Relation, label: string, isHidden: boolean): Promise<void> {
    if (isExternal || this.handled.has(target)) return;
    if (type === 'comments' || type === 'threadedComment')
      readComments((await this.#take(target)) ?? '', label, this.#out);
    else if (type === 'drawing') readDrawing((await this.#take(target)) ?? '', label, isHidden, this.#out);
    else if (type === 'vmlDrawing') readLegacyDrawing((await this.#take(target)) ?? '', label, this.#out);
    else if (type === 'table') this.handled.add(target);
  }
}

/** Persons who wrote threaded comments. */
async function readPersons(archive: Archive, handled: Set<string>, out: ReadingBuilder): Promise<void> {
  for (const part of archive.names) {
    if (!/\/persons\/.*\.xml$/.test(part)) continue;
    handled.add(part);
    const at = new XmlCursor((await archive.read(part)) ?? '');
    while (at.next())
      if (at.kind === 'open' && at.name === 'person')
        for (const name of ['displayName', 'userId'])
          out.add('批注作者', at.attribute(name) ?? '', 'property');
  }
}

/** Charts keep the figures they were drawn from: one line per series. */
async function readCharts(archive: Archive, handled: Set<string>, out: ReadingBuilder): Promise<void> {
  for (const part of archive.names) {
    if (!/\/charts\/chart[^/]*\.xml$/.test(part)) continue;
    handled.add(part);
    const xml = (await archive.read(part)) ?? '';
    const found: string[] = [];
    for (const { name, text } of elementTexts(xml)) if (name === 'v' || name === 't') found.push(text);
    out.add(`图表“${part.split('/').at(-1)}”`, found.join('\t'), 'cached-data');
  }
}

/** Reads an XLSX. Faults: `wrong-type`, `unreadable-file` for broken markup, those of the archive. */
export async function readWorkbookFile(
  archive: Archive,
  out: ReadingBuilder,
  readInside: ReadInside,
): Promise<void> {
  const reader = new WorkbookReader(archive, out);
  await reader.read();
  await readPersons(archive, reader.handled, out);
  await readCharts(archive, reader.handled, out);
  if ([...archive.names].some(name => /(?:^|\/)connections\.xml$/.test(name)))
    out.notice('outside-link', '文件', '工作簿带有外部数据连接。请在“数据”中删除连接后另存。');
  await readPackageRest({ archive, out, handled: reader.handled, readInside });
  out.tellHidden();
}
