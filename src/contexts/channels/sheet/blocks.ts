import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

/** The body of an item as blocks on paper: what a reader sees, in order, without its markup. */

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

export interface SheetText {
  readonly kind: 'heading' | 'paragraph';
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  /** Characters left free at the left of every line; list items stand in. */
  readonly indent: number;
}

export interface SheetCell {
  readonly text: string;
  readonly isHeader: boolean;
  readonly columns: number;
  readonly rows: number;
}

export interface SheetTable {
  readonly kind: 'table';
  readonly caption: string;
  /** Rows that are repeated where the table goes on over the page. */
  readonly headRows: number;
  readonly rows: readonly (readonly SheetCell[])[];
}

export type SheetBlock = SheetText | SheetTable;

const deepest = 256;

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function attribute(element: Element, name: string): string {
  return element.attrs.find(each => each.name === name)?.value ?? '';
}

/** Text of inline content; a picture is named by its description, because it is not printed. */
function textOf(node: Node, depth = 0): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (!isElement(node) || depth > deepest) return '';
  if (node.tagName === 'br') return '\n';
  if (node.tagName === 'img') {
    const words = attribute(node, 'alt').trim();
    return words === '' ? '（图片见网页）' : `（图片：${words}，见网页）`;
  }
  return node.childNodes.map(child => textOf(child, depth + 1)).join('');
}

/** One line: white space of the markup is no white space on paper. */
function tidy(text: string): string {
  return text.replace(/[ \t\r\f\u00a0]+/g, ' ').trim();
}

function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map(tidy)
    .filter(line => line !== '');
}

function alignOf(element: Element): SheetText['align'] {
  const found = /align-(center|right)/.exec(attribute(element, 'class'))?.[1];
  return found === 'center' || found === 'right' ? found : 'left';
}

function span(cell: Element, name: string): number {
  const value = Number(attribute(cell, name));
  return Number.isInteger(value) && value > 1 ? Math.min(value, 100) : 1;
}

function rowsIn(element: Element): Element[] {
  return element.childNodes
    .filter(isElement)
    .flatMap(child =>
      child.tagName === 'tr' ? [child] : /^t(head|body|foot)$/.test(child.tagName) ? rowsIn(child) : [],
    );
}

function tableOf(table: Element): SheetTable {
  const caption = table.childNodes.filter(isElement).find(each => each.tagName === 'caption');
  const head = table.childNodes.filter(isElement).find(each => each.tagName === 'thead');
  const rows = rowsIn(table).map(row =>
    row.childNodes
      .filter(isElement)
      .filter(each => each.tagName === 'td' || each.tagName === 'th')
      .map(cell => ({
        text: linesIn(textOf(cell)).join('\n'),
        isHeader: cell.tagName === 'th',
        columns: span(cell, 'colspan'),
        rows: span(cell, 'rowspan'),
      })),
  );
  const firstIsHead = rows[0]?.length !== 0 && rows[0]?.every(cell => cell.isHeader) === true;
  const headRows = head !== undefined ? rowsIn(head).length : firstIsHead ? 1 : 0;
  return { kind: 'table', caption: caption === undefined ? '' : tidy(textOf(caption)), headRows, rows };
}

interface Walk {
  readonly blocks: SheetBlock[];
  readonly indent: number;
  readonly depth: number;
}

function addText(
  walk: Walk,
  kind: SheetText['kind'],
  text: string,
  align: SheetText['align'],
  mark = '',
): void {
  linesIn(text).forEach((line, at) => {
    walk.blocks.push({ kind, text: at === 0 ? `${mark}${line}` : line, align, indent: walk.indent });
  });
}

function isBlock(node: Node): boolean {
  return isElement(node) && /^(p|h[1-6]|ul|ol|table|blockquote|hr|li)$/.test(node.tagName);
}

/** A list item's own words, then whatever blocks stand in it. */
function addItem(walk: Walk, item: Element, mark: string): void {
  const own = item.childNodes
    .filter(child => !isBlock(child))
    .map(child => textOf(child))
    .join('');
  const first = item.childNodes.filter(isElement).find(child => child.tagName === 'p');
  const text = tidy(own) === '' && first !== undefined ? textOf(first) : own;
  addText(walk, 'paragraph', text, 'left', mark);
  const rest = item.childNodes.filter(child => isBlock(child) && (tidy(own) !== '' || child !== first));
  for (const child of rest) addNode({ ...walk, indent: walk.indent + 2, depth: walk.depth + 1 }, child);
}

function addNode(walk: Walk, node: Node): void {
  if (walk.depth > deepest) return;
  if (!isElement(node)) {
    addText(walk, 'paragraph', textOf(node), 'left');
    return;
  }
  const deeper = { ...walk, depth: walk.depth + 1 };
  switch (node.tagName) {
    case 'table':
      walk.blocks.push(tableOf(node));
      return;
    case 'ul':
    case 'ol':
      node.childNodes.filter(isElement).forEach((item, at) => {
        addItem(deeper, item, node.tagName === 'ol' ? `${at + 1}. ` : '· ');
      });
      return;
    case 'blockquote':
      for (const child of node.childNodes) addNode({ ...deeper, indent: walk.indent + 2 }, child);
      return;
    case 'hr':
      return;
    default:
      addText(walk, /^h[1-6]$/.test(node.tagName) ? 'heading' : 'paragraph', textOf(node), alignOf(node));
  }
}

/** The sanitised HTML of a body, as blocks. */
export function sheetBlocks(bodyHtml: string): SheetBlock[] {
  const blocks: SheetBlock[] = [];
  for (const node of parseFragment(bodyHtml).childNodes) addNode({ blocks, indent: 0, depth: 0 }, node);
  return blocks.filter(block => block.kind !== 'table' || block.rows.some(row => row.length > 0));
}
