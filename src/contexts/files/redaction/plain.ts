/** Text, CSV and web pages: masked and written as UTF-8. */
import { parse as parseCsv } from 'csv-parse/sync';
import { type DefaultTreeAdapterTypes, parse, serialize } from 'parse5';
import { decodeText } from '../../../platform/office-text/encoding.ts';
import { planTable } from '../contract/personal-tables.ts';
import { stringify } from './csv.ts';
import { columnsToRemove } from './docx/texts.ts';
import type { Masker, Piece } from './masker.ts';

export function redactText(bytes: Uint8Array, masker: Masker): Buffer {
  const lines = decodeText(bytes)
    .text.replace(/^\ufeff/, '')
    .split(/\r?\n/);
  for (const line of lines) masker.learn(line);
  const cells = maskedTables(lines, masker);
  return Buffer.from(cells.map((line, i) => masker.line(`第${i + 1}行`, line)).join('\n'));
}

/** Tables in plain text are rows of cells parted by tabs; they are masked by their headings as other tables are. */
function maskedTables(lines: readonly string[], masker: Masker): string[] {
  const rows = lines.map(line => line.split('\t'));
  const plan = planTable(rows.map(cells => (cells.length > 1 ? cells : [])));
  rows.forEach((cells, i) => {
    for (const [column, kind] of cells.length > 1 ? plan.rows[i]! : [])
      masker.learnCell(kind, cells[column] ?? '');
  });
  return rows.map((cells, i) => {
    if (cells.length === 1) return cells[0]!;
    return cells
      .map((cell, column) => maskedCell(masker, `第${i + 1}行`, plan.rows[i]!.get(column), cell))
      .join('\t');
  });
}

function maskedCell(
  masker: Masker,
  where: string,
  kind: Parameters<Masker['cell']>[1] | undefined,
  cell: string,
): string {
  let text = cell;
  const set = (changed: string) => {
    text = changed;
  };
  if (kind === undefined) return masker.line(where, cell);
  masker.cell(where, kind, [{ text: cell, set }]);
  return text;
}

export function redactCsv(bytes: Uint8Array, masker: Masker): Buffer {
  const text = decodeText(bytes).text.replace(/^\ufeff/, '');
  const rows = parseCsv(text, {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  }) as string[][];
  const going = columnsToRemove(masker, rows, planTable(rows).columns);
  for (const words of going.values()) masker.removed('column', `“${words}”列`, '文件');
  const kept = rows.map(cells => cells.filter((_, column) => !going.has(column)));
  const plan = planTable(kept);
  if (plan.isList && masker.order.lists === 'remove-table') {
    masker.removed('list', '人员名单（整表删除）', '文件');
    return Buffer.from('\ufeff');
  }
  kept.forEach((cells, i) => {
    cells.forEach((cell, column) => {
      const kind = plan.rows[i]!.get(column);
      if (kind === undefined) masker.learn(cell);
      else masker.learnCell(kind, cell);
    });
  });
  const masked = kept.map((cells, i) =>
    cells.map((cell, column) => maskedCell(masker, `第${i + 1}行`, plan.rows[i]!.get(column), cell)),
  );
  return Buffer.from(`\ufeff${stringify(masked)}`);
}

type HtmlNode = DefaultTreeAdapterTypes.ChildNode;
type HtmlParent = DefaultTreeAdapterTypes.ParentNode;
type HtmlElement = DefaultTreeAdapterTypes.Element;
type HtmlText = DefaultTreeAdapterTypes.TextNode;

const isTag = (node: HtmlNode): node is HtmlElement => 'tagName' in node;
const activeTags =
  /^(?:script|style|iframe|object|embed|applet|link|base|noscript|template|svg|math|form|input|textarea|select)$/;
const blockTags =
  /^(?:p|h[1-6]|li|td|th|tr|table|tbody|thead|tfoot|caption|div|section|article|blockquote|figure|figcaption|dl|dt|dd|pre|title|body|head|html|ul|ol|header|footer|main|nav|aside|option)$/;
const keptAttributes = /^(?:href|src|alt|title|class|colspan|rowspan|scope|lang|start|width|height|charset)$/;

/** Scripts, comments, hidden elements and everything fetched from elsewhere. */
function strip(parent: HtmlParent, masker: Masker): void {
  parent.childNodes = parent.childNodes.filter(node => {
    if (node.nodeName === '#comment') {
      masker.removed('comment', '网页注释', '网页');
      return false;
    }
    if (!isTag(node)) return true;
    const hidden = node.attrs.some(
      each =>
        each.name === 'hidden' ||
        (each.name === 'style' && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(each.value)),
    );
    const isMeta = node.tagName === 'meta' && !node.attrs.some(each => each.name === 'charset');
    if (activeTags.test(node.tagName) || hidden || isMeta) {
      masker.removed(
        hidden ? 'hidden' : 'script',
        hidden ? '隐藏的内容' : `网页代码（${node.tagName}）`,
        '网页',
      );
      return false;
    }
    node.attrs = node.attrs.filter(
      each => keptAttributes.test(each.name) && !/^\s*(?:javascript|data|file):/i.test(each.value),
    );
    for (const each of node.attrs) each.value = masker.line('网页属性', each.value);
    strip(node, masker);
    return true;
  });
}

/** Texts that stand together without a block between them: a number may go on in the next element. */
function blocksOf(parent: HtmlParent, into: HtmlText[][]): void {
  for (const node of parent.childNodes) {
    if (node.nodeName === '#text') (into.at(-1) ?? into[into.push([]) - 1]!).push(node as HtmlText);
    else if (isTag(node)) {
      const parts = blockTags.test(node.tagName) || node.tagName === 'br' || node.tagName === 'hr';
      if (parts) into.push([]);
      blocksOf(node, into);
      if (parts) into.push([]);
    }
  }
}

function tablesOf(parent: HtmlParent): HtmlElement[] {
  return parent.childNodes
    .filter(isTag)
    .flatMap(node => [...(node.tagName === 'table' ? [node] : []), ...tablesOf(node)]);
}

function piecesIn(element: HtmlParent): Piece[] {
  const blocks: HtmlText[][] = [];
  blocksOf(element, blocks);
  return blocks
    .filter(block => block.length > 0)
    .flatMap((block, i) => [
      ...(i === 0 ? [] : [{ text: ' ' }]),
      ...block.map(node => ({
        text: node.value,
        set: (text: string) => {
          node.value = text;
        },
      })),
    ]);
}

const rowsIn = (parent: HtmlParent): HtmlElement[] =>
  parent.childNodes
    .filter(isTag)
    .flatMap(node => (node.tagName === 'tr' ? [node] : node.tagName === 'table' ? [] : rowsIn(node)));
const cellsIn = (row: HtmlElement): HtmlElement[] =>
  row.childNodes.filter(isTag).filter(node => node.tagName === 'td' || node.tagName === 'th');
const wordsIn = (pieces: readonly Piece[]) => pieces.map(piece => piece.text).join('');

/** The cells of lists of persons, with the kind of their column. */
function listCells(document: HtmlParent) {
  return tablesOf(document).flatMap(table => {
    const rows = rowsIn(table).map(row => cellsIn(row).map(cell => piecesIn(cell)));
    const plan = planTable(rows.map(row => row.map(pieces => wordsIn(pieces).trim())));
    return rows.flatMap((row, i) =>
      row.flatMap((pieces, column) => {
        const kind = plan.rows[i]!.get(column);
        return kind === undefined ? [] : [{ kind, pieces }];
      }),
    );
  });
}

export function redactHtml(bytes: Uint8Array, masker: Masker): Buffer {
  const document = parse(decodeText(bytes).text);
  const blocks: HtmlText[][] = [];
  blocksOf(document, blocks);
  for (const block of blocks) masker.learn(block.map(node => node.value).join(''));
  for (const { kind, pieces } of listCells(document)) masker.learnCell(kind, wordsIn(pieces).trim());
  strip(document, masker);
  for (const { kind, pieces } of listCells(document)) masker.cell('网页中的表格', kind, pieces);
  const left: HtmlText[][] = [];
  blocksOf(document, left);
  left.forEach((block, i) => {
    masker.pieces(
      `第${i + 1}段`,
      block.map(node => ({
        text: node.value,
        set: (text: string) => {
          node.value = text;
        },
      })),
    );
  });
  return Buffer.from(serialize(document).replace(/<head>/, '<head><meta charset="utf-8">'));
}
