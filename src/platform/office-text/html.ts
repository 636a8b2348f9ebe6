import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { AppError } from '../app-error.ts';
import { decodeText } from './encoding.ts';
import { type StructuredText, StructuredTextBuilder } from './structured-text.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements whose content is never text on the page. */
const unseen = new Set(
  'script style noscript template head title svg math iframe object embed audio video canvas select textarea button input map'.split(
    ' ',
  ),
);
/** Elements that hold what surrounds the content. */
const surroundings = new Set(['nav', 'header', 'footer', 'aside']);
const blocks = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
/** Deeper nesting than any page has; the parser's tree is walked recursively. */
const maxDepth = 400;

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find(attribute => attribute.name === name)?.value;
}

function hidden(element: Element): boolean {
  if (unseen.has(element.tagName) || attributeOf(element, 'hidden') !== undefined) return true;
  return /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(
    attributeOf(element, 'style') ?? '',
  );
}

function elementsUnder(element: Element, name: string, depth = 0): Element[] {
  if (depth > maxDepth) return [];
  return element.childNodes
    .filter(isElement)
    .flatMap(child => [...(child.tagName === name ? [child] : []), ...elementsUnder(child, name, depth + 1)]);
}

/** Rows of a table itself, not of tables inside it. */
function rowsOf(table: Element): Element[] {
  return table.childNodes
    .filter(isElement)
    .flatMap(child =>
      child.tagName === 'tr' ? [child] : /^t(head|body|foot)$/.test(child.tagName) ? rowsOf(child) : [],
    );
}

function cellsOf(row: Element): Element[] {
  return row.childNodes.filter(isElement).filter(child => child.tagName === 'td' || child.tagName === 'th');
}

/** A table that lays out a page holds tables, or has one column only, or one row: its content is read as plain blocks. */
function laysOut(table: Element): boolean {
  const rows = rowsOf(table);
  if (elementsUnder(table, 'table').length > 0 || rows.length < 2) return true;
  return rows.every(row => cellsOf(row).length < 2);
}

function span(cell: Element, name: string): number {
  const value = Number.parseInt(attributeOf(cell, name) ?? '1', 10);
  return Math.min(Math.max(Number.isFinite(value) ? value : 1, 1), 200);
}

/** Number in front of an item of an ordered list. */
function ordinal(n: number, type: string): string {
  if (type === 'a' || type === 'A') {
    const letter = String.fromCharCode(96 + Math.min(n, 26));
    return `${type === 'A' ? letter.toUpperCase() : letter}.`;
  }
  return `${n}.`;
}

/** Copies a merged cell's text over the rows and columns it covers. */
function expanded(rows: readonly (readonly Element[])[]): string[][] {
  const grid: string[][] = rows.map(() => []);
  rows.forEach((cells, r) => {
    let column = 0;
    for (const cell of cells) {
      while (grid[r]?.[column] !== undefined) column++;
      const text = cellText(cell);
      const width = span(cell, 'colspan');
      for (const line of grid.slice(r, r + span(cell, 'rowspan'))) {
        for (let right = 0; right < width; right++) line[column + right] ??= text;
      }
    }
  });
  return grid.map(line => Array.from(line, text => text ?? ''));
}

class PageReader {
  readonly #out = new StructuredTextBuilder();
  #text = '';
  #linked = 0;
  /** Number of a list item, waiting for its text. */
  #label = '';
  #heading: number | undefined;
  #surroundings = 0;

  read(root: Element, extra: Pick<StructuredText, 'encoding' | 'title'>): StructuredText {
    this.#walk(root, 0, false);
    this.#flush();
    return this.#out.finish('html', extra);
  }

  /** Ends the paragraph being collected. A line made of links only, such as a menu or a list of related pages, is marked. */
  #flush(): void {
    const text = this.#text.replace(/[ \t\r\n]+/g, ' ').trim();
    const letters = this.#text.replace(/\s/g, '').length;
    const links = letters > 0 && this.#linked >= letters * 0.8 && !/[。;;]/.test(text);
    this.#text = '';
    this.#linked = 0;
    if (text === '') return;
    const label = this.#label;
    this.#label = '';
    this.#out.paragraph(`${label}${text}`, {
      ...(this.#heading === undefined ? {} : { heading: this.#heading }),
      ...(links || this.#surroundings > 0 ? { furniture: true } : {}),
    });
  }

  #walk(node: Node, depth: number, inLink: boolean): void {
    if (depth > maxDepth)
      throw new AppError('unreadable-file', {
        detail: '网页的嵌套层次过深，无法读取。请另存为 DOCX 后上传。',
      });
    if (node.nodeName === '#text' && 'value' in node) {
      this.#text += node.value;
      if (inLink) this.#linked += node.value.replace(/\s/g, '').length;
      return;
    }
    if (!isElement(node) || hidden(node)) return;
    if (node.tagName === 'br') this.#flush();
    else if (node.tagName === 'table' && !laysOut(node)) this.#table(node, depth);
    else this.#element(node, depth, inLink);
  }

  #element(node: Element, depth: number, inLink: boolean): void {
    const block = blocks.has(node.tagName);
    if (block) this.#flush();
    const level = /^h([1-6])$/.exec(node.tagName)?.[1];
    if (level !== undefined) this.#heading = Number(level);
    if (surroundings.has(node.tagName)) this.#surroundings++;
    if (node.tagName === 'ol') this.#orderedList(node, depth, inLink);
    else for (const child of node.childNodes) this.#walk(child, depth + 1, inLink || node.tagName === 'a');
    if (block) this.#flush();
    if (surroundings.has(node.tagName)) this.#surroundings--;
    if (level !== undefined) this.#heading = undefined;
  }

  /** Writes out the numbers a browser would show. */
  #orderedList(list: Element, depth: number, inLink: boolean): void {
    let n = Number.parseInt(attributeOf(list, 'start') ?? '1', 10) || 1;
    const type = attributeOf(list, 'type') ?? '1';
    for (const child of list.childNodes) {
      if (isElement(child) && child.tagName === 'li') {
        this.#flush();
        this.#label = ordinal(n, type);
        n++;
      }
      this.#walk(child, depth + 1, inLink);
    }
  }

  #table(table: Element, depth: number): void {
    this.#flush();
    for (const caption of table.childNodes.filter(isElement)) {
      if (caption.tagName === 'caption') this.#walk(caption, depth + 1, false);
    }
    this.#out.table(expanded(rowsOf(table).map(cellsOf)));
  }
}

/** Text of a cell; its paragraphs are separated by line breaks. */
function cellText(cell: Element): string {
  return new CellReader().read(cell);
}

class CellReader {
  #lines: string[] = [''];

  read(cell: Element): string {
    for (const child of cell.childNodes) this.#walk(child, 0);
    return this.#lines
      .map(line => line.replace(/[ \t\r\n]+/g, ' ').trim())
      .filter(line => line !== '')
      .join('\n');
  }

  #walk(node: Node, depth: number): void {
    if (depth > maxDepth) return;
    if (node.nodeName === '#text' && 'value' in node) {
      this.#lines.push(`${this.#lines.pop() ?? ''}${node.value}`);
      return;
    }
    if (!isElement(node) || hidden(node)) return;
    const breaks = node.tagName === 'br' || blocks.has(node.tagName);
    if (breaks) this.#lines.push('');
    for (const child of node.childNodes) this.#walk(child, depth + 1);
    if (breaks) this.#lines.push('');
  }
}

/** Character encoding an HTML file declares in its first bytes. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})/i.exec(head)?.[1]?.toLowerCase();
}

/** True for bytes that begin as an HTML file does. */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').replaceAll('\u0000', '');
  return /<(!doctype\s+html|html|head|body|meta|div|table|p|script)[\s>/]/i.test(head);
}

/** Reads an HTML page: text in reading order, tables as grids, list numbers written out; scripts and styles are dropped. */
export function readHtml(bytes: Uint8Array): StructuredText {
  const { text, encoding } = decodeText(bytes, declaredEncoding(bytes));
  const root = parse(text).childNodes.find(isElement);
  if (root === undefined) throw new AppError('unreadable-file', { detail: '网页没有内容。' });
  const title = elementsUnder(root, 'title')[0]?.childNodes.map(node => ('value' in node ? node.value : ''));
  const heading = title?.join('').trim();
  return new PageReader().read(root, { encoding, ...(heading ? { title: heading } : {}) });
}
