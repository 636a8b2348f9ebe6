/**
 * A workbook written anew: values only (a formula could name what was removed), every string that is no longer used
 * gone with its place, hidden parts out, and nothing of names, links, caches, comments and properties.
 */

import { AppError } from '../../../platform/app-error.ts';
import { type ColumnKind, planTable } from '../contract/personal-tables.ts';
import { columnsToRemove, maskAttributes } from './docx/texts.ts';
import type { Masker } from './masker.ts';
import type { Parts } from './package.ts';
import { type Relation, readRelations, relationsXml, reportDropped } from './relations.ts';
import { hiddenColumns, takeOut } from './xlsx/shape.ts';
import {
  type Cell,
  columnLetters,
  escapeXml,
  leftElements,
  readSheet,
  readStrings,
  type Sheet,
  sheetXml,
  stringTable,
} from './xlsx/sheet.ts';
import { attributeOf, descendants, dropUnseenNodes, nameOf, parseXml, remove, xmlBytes } from './xml.ts';

interface NamedSheet {
  readonly given: string;
  /** As it stands in the copy; settled when all is known that must not be read in it. */
  name: string;
  readonly sheet: Sheet;
  plan: readonly ReadonlyMap<number, ColumnKind>[];
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Bytes of one sheet. */
const largestSheet = 120 * 1024 * 1024;

function textIn(parts: Parts, name: string): string {
  const bytes = parts.get(name) ?? Buffer.alloc(0);
  if (bytes.length > largestSheet)
    throw new AppError('too-large', { detail: '工作表过大，无法在系统中遮盖。请拆分为几个文件后分别办理。' });
  return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes).replace(/^\ufeff/, '');
}

function digitsOf(cell: Cell): string {
  if (cell.type !== 'n' || !/^\d+(?:\.\d+)?E\+?\d+$/i.test(cell.value)) return cell.value;
  const number = Number(cell.value);
  return Number.isSafeInteger(number) || number < 1e21 ? number.toFixed(0) : cell.value;
}

/** An identity number that was kept as a number has lost its last digits, but not the date of birth. */
const roundedId = /^[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{4}$/;

/** Rows of cells as text, for the plan of the table. */
function gridOf(sheet: Sheet): string[][] {
  return sheet.rows.map(row => {
    const cells: string[] = [];
    for (const cell of row.cells) if (cell.column < 500) cells[cell.column] = digitsOf(cell);
    return Array.from(cells, cell => cell ?? '');
  });
}

/** Takes out what is hidden and what was ordered away; what is left is planned cell by cell. */
function shapeSheet(named: NamedSheet, masker: Masker): void {
  const { sheet, name } = named;
  const where = `工作表“${name}”`;
  const removes = masker.order.hidden === 'remove';
  const hiddenRows = sheet.rows.filter(row => row.hidden).map(row => row.number);
  const hidden = hiddenColumns(sheet);
  const shown = removes ? '' : '（已改为显示）';
  for (const row of hiddenRows) masker.removed('hidden', `隐藏的第${row}行${shown}`, where);
  for (const column of hidden) masker.removed('hidden', `隐藏的${columnLetters(column)}列${shown}`, where);
  takeOut(sheet, new Set(removes ? hiddenRows : []), removes ? hidden : new Set());
  const rows = gridOf(sheet);
  const plan = planTable(rows);
  const going = columnsToRemove(masker, rows, plan.columns);
  const goingRows = new Set<number>();
  if (plan.isList && masker.order.lists === 'remove-table') {
    // The table begins with its first heading: the row before the first that is planned.
    const begin = Math.max(0, plan.rows.findIndex(each => each.size > 0) - 1);
    for (const row of sheet.rows.slice(begin)) goingRows.add(row.number);
    masker.removed('list', '人员名单（整表删除）', where);
  } else for (const words of going.values()) masker.removed('column', `“${words}”列`, where);
  takeOut(sheet, goingRows, new Set(goingRows.size > 0 ? [] : going.keys()));
  named.plan = planTable(gridOf(sheet)).rows;
}

function eachCell(
  named: NamedSheet,
  visit: (cell: Cell, kind: ColumnKind | undefined, where: string) => void,
): void {
  named.sheet.rows.forEach((row, i) => {
    for (const cell of row.cells) {
      if (cell.value === '' || cell.type === 'b' || cell.type === 'e') continue;
      visit(
        cell,
        named.plan[i]?.get(cell.column),
        `工作表“${named.name}”${columnLetters(cell.column)}${row.number}`,
      );
    }
  });
}

function maskSheet(named: NamedSheet, masker: Masker): void {
  let formulas = 0;
  eachCell(named, (cell, kind, where) => {
    if (cell.fromFormula) formulas += 1;
    const digits = digitsOf(cell);
    if (cell.type === 'n' && kind === undefined && !/\d{7}/.test(digits) && masker.order.terms.length === 0)
      return;
    const set = (text: string) => {
      cell.type = 's';
      cell.value = text;
    };
    if (cell.type === 'n' && roundedId.test(digits) && kind === undefined) {
      masker.removed('resident-id', '公民身份号码（以数字保存）', where);
      set('***');
    } else if (kind !== undefined) masker.cell(where, kind, [{ text: digits, set }]);
    else masker.pieces(where, [{ text: digits, set }]);
  });
  for (const each of named.sheet.headerFooter)
    each.text = masker.line(`工作表“${named.name}”页眉页脚`, each.text);
  for (const element of named.sheet.left) {
    if (element === 'drawing' || element === 'picture')
      masker.removed('picture', leftElements[element]!, `工作表“${named.name}”`);
    else if (element !== 'extLst' && element !== 'tableParts')
      masker.removed(
        element === 'legacyDrawing' ? 'comment' : 'cached-data',
        leftElements[element]!,
        `工作表“${named.name}”`,
      );
  }
  if (formulas > 0) masker.removed('formula', `${formulas} 个公式改为数值`, `工作表“${named.name}”`);
}

/** Sheet names: at most 31 characters, none of []:*?/\, each once. */
function sheetNames(masker: Masker) {
  const used = new Set<string>();
  return (given: string): string => {
    const plain =
      masker
        .line('工作表名称', given)
        .replace(/[[\]:*?/\\]/g, '＊')
        .slice(0, 28) || '工作表';
    let name = plain;
    for (let i = 2; used.has(name.toLowerCase()); i += 1) name = `${plain}${i}`;
    used.add(name.toLowerCase());
    return name;
  };
}

function readSheets(
  parts: Parts,
  workbook: string,
  relations: readonly Relation[],
  masker: Masker,
): NamedSheet[] {
  const document = parseXml(parts.get(workbook)!);
  const stringsPart = relations.find(each => each.kind === 'sharedStrings')?.part;
  const strings = stringsPart === undefined ? [] : readStrings(textIn(parts, stringsPart));
  const sheets: NamedSheet[] = [];
  for (const each of descendants(document)) {
    if (nameOf(each) === 'definedName') masker.removed('defined-name', '定义的名称', '工作簿');
    if (nameOf(each) !== 'sheet') continue;
    const relation = relations.find(
      known => known.id === each.getAttribute('r:id') || known.id === attributeOf(each, 'id'),
    );
    const hidden = /hidden/i.test(attributeOf(each, 'state') ?? '');
    if (relation?.part === undefined || relation.kind !== 'worksheet' || !parts.has(relation.part)) {
      masker.removed('embedded-file', '图表工作表或对话框工作表', '工作簿');
      continue;
    }
    if (hidden)
      masker.removed(
        'hidden',
        masker.order.hidden === 'remove' ? '隐藏的工作表' : '隐藏的工作表（已改为显示）',
        '工作簿',
      );
    if (hidden && masker.order.hidden === 'remove') continue;
    masker.learn(attributeOf(each, 'name') ?? '');
    const sheet = readSheet(textIn(parts, relation.part), strings);
    for (const loose of readRelations(parts, relation.part))
      if (!/^(?:drawing|vmlDrawing|table)$/.test(loose.kind)) reportDropped(masker, loose, '工作表');
    const given = attributeOf(each, 'name') ?? '工作表';
    sheets.push({ given, name: masker.line('工作表名称', given), sheet, plan: [] });
  }
  if (sheets.length === 0)
    throw new AppError('unreadable-file', {
      detail: '文件中没有可以公开的工作表，没有生成副本。请检查隐藏的工作表。',
    });
  return sheets;
}

function workbookXml(sheets: readonly NamedSheet[], original: Buffer): Buffer {
  const properties = descendants(parseXml(original)).find(each => nameOf(each) === 'workbookPr');
  const since1904 = /^(?:1|true)$/.test((properties && attributeOf(properties, 'date1904')) ?? '');
  const list = sheets.map(
    ({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  return Buffer.from(
    `${head}<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><workbookPr${since1904 ? ' date1904="1"' : ''}/><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets></workbook>`,
  );
}

function styleSheet(bytes: Buffer, masker: Masker): Buffer {
  const document = parseXml(bytes);
  dropUnseenNodes(document);
  for (const each of descendants(document)) if (nameOf(each) === 'extLst') remove(each);
  maskAttributes(document, masker, '单元格格式');
  return xmlBytes(document);
}

function contentTypes(sheets: number, hasStyles: boolean, hasTheme: boolean): Buffer {
  const type = 'application/vnd.openxmlformats-officedocument';
  const override = (part: string, words: string) =>
    `<Override PartName="/${part}" ContentType="${type}.${words}+xml"/>`;
  const all = [
    override('xl/workbook.xml', 'spreadsheetml.sheet.main'),
    override('xl/sharedStrings.xml', 'spreadsheetml.sharedStrings'),
    ...Array.from({ length: sheets }, (_, i) =>
      override(`xl/worksheets/sheet${i + 1}.xml`, 'spreadsheetml.worksheet'),
    ),
    ...(hasStyles ? [override('xl/styles.xml', 'spreadsheetml.styles')] : []),
    ...(hasTheme ? [override('xl/theme/theme1.xml', 'theme')] : []),
  ];
  return Buffer.from(
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${all.join('')}</Types>`,
  );
}

/** The parts of the redacted copy. Faults: `unreadable-file`, `too-large`. */
export async function redactXlsx(parts: Parts, masker: Masker): Promise<Parts> {
  const root = readRelations(parts, '');
  const workbook = root.find(each => each.kind === 'officeDocument')?.part;
  if (workbook === undefined || !parts.has(workbook))
    throw new AppError('unreadable-file', {
      detail: '文件中没有工作簿，系统无法读取。请用 Excel 或 WPS 另存后重新上传。',
    });
  for (const each of root) if (each.kind !== 'officeDocument') reportDropped(masker, each, '文件');
  const relations = readRelations(parts, workbook);
  for (const each of relations)
    if (!/^(?:worksheet|chartsheet|dialogsheet|sharedStrings|styles|theme)$/.test(each.kind))
      reportDropped(masker, each, '工作簿');
  const sheets = readSheets(parts, workbook, relations, masker);
  for (const each of sheets) shapeSheet(each, masker);
  for (const each of sheets)
    eachCell(each, (cell, kind) =>
      kind === undefined
        ? cell.type === 's' && masker.learn(cell.value)
        : masker.learnCell(kind, digitsOf(cell)),
    );
  const nameFor = sheetNames(masker);
  for (const each of sheets) {
    each.name = nameFor(each.given);
    maskSheet(each, masker);
  }
  const strings = stringTable();
  const copy: Parts = new Map();
  sheets.forEach((each, i) => {
    copy.set(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(each.sheet, strings));
  });
  copy.set('xl/sharedStrings.xml', strings.xml());
  const partOf = (kind: string) => parts.get(relations.find(each => each.kind === kind)?.part ?? '');
  const [styles, theme] = [partOf('styles'), partOf('theme')];
  if (styles !== undefined) copy.set('xl/styles.xml', styleSheet(styles, masker));
  if (theme !== undefined) copy.set('xl/theme/theme1.xml', xmlBytes(parseXml(theme)));
  copy.set('xl/workbook.xml', workbookXml(sheets, parts.get(workbook)!));
  const to = (kind: string, part: string, id: string): Relation => ({
    id,
    kind,
    type: `${office}/${kind}`,
    part,
  });
  copy.set(
    'xl/_rels/workbook.xml.rels',
    relationsXml('xl/workbook.xml', [
      ...sheets.map((_, i) => to('worksheet', `xl/worksheets/sheet${i + 1}.xml`, `rId${i + 1}`)),
      to('sharedStrings', 'xl/sharedStrings.xml', 'rIdStrings'),
      ...(styles === undefined ? [] : [to('styles', 'xl/styles.xml', 'rIdStyles')]),
      ...(theme === undefined ? [] : [to('theme', 'xl/theme/theme1.xml', 'rIdTheme')]),
    ]),
  );
  copy.set('_rels/.rels', relationsXml('', [to('officeDocument', 'xl/workbook.xml', 'rId1')]));
  copy.set('[Content_Types].xml', contentTypes(sheets.length, styles !== undefined, theme !== undefined));
  return copy;
}
