/** The texts of a Word part as pieces that can be written back, paragraph by paragraph and table by table. */
import { type ColumnKind, columnKindWords, planTable, type RowPlan } from '../../contract/personal-tables.ts';
import type { Masker, Piece } from '../masker.ts';
import {
  attributeOf,
  childElements,
  descendants,
  type Element,
  isElement,
  type Node,
  nameOf,
  remove,
} from '../xml.ts';

interface TextUnit {
  readonly where: string;
  readonly pieces: Piece[];
  readonly kind?: ColumnKind;
}

const breaks: Readonly<Record<string, string>> = {
  tab: '\t',
  ptab: '\t',
  br: ' ',
  cr: ' ',
  noBreakHyphen: '-',
  softHyphen: '',
};

function setText(element: Element, text: string): void {
  while (element.firstChild !== null) element.removeChild(element.firstChild);
  if (text !== '') element.appendChild(element.ownerDocument!.createTextNode(text));
  if (nameOf(element) === 't' && element.tagName.startsWith('w:'))
    element.setAttribute('xml:space', 'preserve');
}

/** The paragraph an element stands in; text boxes hold paragraphs inside a run of another one. */
function paragraphOf(element: Element): Node | null {
  let node: Node | null = element.parentNode;
  while (node !== null && !(isElement(node) && nameOf(node) === 'p')) node = node.parentNode;
  return node;
}

function piecesOf(paragraph: Element): Piece[] {
  const pieces: Piece[] = [];
  for (const each of descendants(paragraph)) {
    const name = nameOf(each);
    if (name !== 't' && !Object.hasOwn(breaks, name)) continue;
    if (paragraphOf(each) !== paragraph) continue;
    if (name === 't') pieces.push({ text: each.textContent ?? '', set: text => setText(each, text) });
    else if (isElement(each.parentNode!) && nameOf(each.parentNode) === 'r')
      pieces.push({ text: breaks[name]! });
  }
  return pieces;
}

function rowsOf(table: Element): Element[] {
  return childElements(table).filter(each => nameOf(each) === 'tr');
}

/** The cells of a row by the column of the grid in which they begin. */
function cellsOf(row: Element): Map<number, Element> {
  const cells = new Map<number, Element>();
  let column = 0;
  for (const each of childElements(row)) {
    if (nameOf(each) !== 'tc') continue;
    cells.set(column, each);
    const span = descendants(each).find(inside => nameOf(inside) === 'gridSpan');
    column += Math.max(
      1,
      Number(attributeOf(each, 'gridSpan') ?? (span && attributeOf(span, 'val')) ?? 1) || 1,
    );
  }
  return cells;
}

function textOf(cell: Element): string {
  return descendants(cell)
    .filter(each => nameOf(each) === 'p')
    .map(each =>
      piecesOf(each)
        .map(piece => piece.text)
        .join(''),
    )
    .join(' ')
    .trim();
}

function grid(table: Element): string[][] {
  return rowsOf(table).map(row => {
    const cells: string[] = [];
    for (const [column, cell] of cellsOf(row)) cells[column] = textOf(cell);
    return Array.from(cells, cell => cell ?? '');
  });
}

function cellPieces(cell: Element): Piece[] {
  return descendants(cell)
    .filter(each => nameOf(each) === 'p')
    .flatMap((paragraph, i) => [...(i === 0 ? [] : [{ text: ' ' }]), ...piecesOf(paragraph)]);
}

function isNested(table: Element): boolean {
  return descendants(table).some(each => nameOf(each) === 'tbl');
}

/** Columns that go: those named by the officer, and by choice all that say something sensitive of a person. */
export function columnsToRemove(
  masker: Masker,
  rows: readonly (readonly string[])[],
  planned: ReadonlyMap<number, ColumnKind>,
): Map<number, string> {
  const going = new Map<number, string>();
  for (const row of rows)
    row.forEach((cell, column) => {
      if (masker.order.columns.includes(cell.replace(/\s+/g, ''))) going.set(column, cell.trim());
    });
  if (masker.order.lists === 'remove-columns')
    for (const [column, kind] of planned) if (kind !== 'name') going.set(column, columnKindWords[kind]);
  return going;
}

/** Removes columns and whole lists as ordered; answers the plan for the table that is left, if one is. */
function shapeTable(table: Element, where: string, masker: Masker): readonly RowPlan[] | undefined {
  const rows = grid(table);
  const plan = planTable(rows);
  if (plan.isList && masker.order.lists === 'remove-table') {
    masker.removed('list', '人员名单（整表删除）', where);
    remove(table);
    return undefined;
  }
  const going = columnsToRemove(masker, rows, plan.columns);
  if (going.size === 0) return plan.rows;
  for (const words of going.values()) masker.removed('column', `“${words}”列`, where);
  for (const row of rowsOf(table))
    for (const [column, cell] of cellsOf(row)) if (going.has(column)) remove(cell);
  const columns = childElements(table).find(each => nameOf(each) === 'tblGrid');
  if (columns !== undefined)
    childElements(columns).forEach((each, i) => {
      if (going.has(i)) remove(each);
    });
  return planTable(grid(table)).rows;
}

/** Every text of a part. Cells of lists of persons come whole and with the kind of their column. */
export function textUnits(root: Node, label: string, masker: Masker): TextUnit[] {
  const units: TextUnit[] = [];
  const done = new Set<Node>();
  descendants(root)
    .filter(each => nameOf(each) === 'tbl')
    .forEach((table, t) => {
      const where = `${label}第${t + 1}个表格`;
      const plan = shapeTable(table, where, masker);
      if (plan === undefined) return;
      rowsOf(table).forEach((row, r) => {
        for (const [column, cell] of cellsOf(row)) {
          if (isNested(cell)) continue;
          const kind = plan[r]?.get(column);
          for (const each of descendants(cell)) if (nameOf(each) === 'p') done.add(each);
          units.push({
            where: `${where}第${r + 1}行`,
            pieces: cellPieces(cell),
            ...(kind === undefined ? {} : { kind }),
          });
        }
      });
    });
  descendants(root)
    .filter(each => nameOf(each) === 'p')
    .forEach((paragraph, i) => {
      if (!done.has(paragraph)) units.push({ where: `${label}第${i + 1}段`, pieces: piecesOf(paragraph) });
    });
  return units;
}

export function learnUnits(units: readonly TextUnit[], masker: Masker): void {
  for (const { pieces, kind } of units) {
    const text = pieces.map(each => each.text).join('');
    if (kind === undefined) masker.learn(text);
    else masker.learnCell(kind, text);
  }
}

export function maskUnits(units: readonly TextUnit[], masker: Masker): void {
  for (const { where, pieces, kind } of units) {
    if (kind === undefined) masker.pieces(where, pieces);
    else masker.cell(where, kind, pieces);
  }
}

/** Attributes that hold words: alternative texts, names of shapes and bookmarks, hints. */
const wordyAttribute =
  /^(?:descr|title|alt|tooltip|string|name|alias|tag|lvlText|formatCode|instr|stylename)$/i;

/** Masks the words that stand in attributes, where no reader of the page sees them. */
export function maskAttributes(root: Node, masker: Masker, where: string): void {
  for (const element of descendants(root)) {
    const { attributes } = element;
    for (let i = 0; i < attributes.length; i += 1) {
      const each = attributes.item(i)!;
      const name = each.localName ?? each.name.replace(/^.*:/, '');
      const isWords = wordyAttribute.test(name) || (name === 'val' && /[\u4e00-\u9fff]/.test(each.value));
      if (!isWords || each.value.length < 2) continue;
      const masked = masker.line(`${where}的说明文字`, each.value);
      if (masked !== each.value) each.value = masked;
    }
  }
}
