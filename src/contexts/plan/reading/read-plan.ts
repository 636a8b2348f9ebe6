import { readCitedDocuments, readNamedDocuments } from './cited-documents.ts';
import { lineRole, looksLikeSignature, looksLikeTitle } from './furniture.ts';
import { makeLeaf, searched } from './leaf.ts';
import { buildOutline, type OutlineLine } from './outline.ts';
import { outlineLeaves } from './outline-leaves.ts';
import type {
  PlanLeaf,
  PlanReading,
  PlanSource,
  PlanWarning,
  SourceParagraph,
  SourceTable,
} from './plan-reading.ts';
import { plainPunctuation } from './punctuation.ts';
import { readResponsibility } from './responsibility.ts';
import { findHeader, readTaskTable } from './task-table.ts';
import { unwrap } from './unwrap.ts';

/** Characters of a plan that are read; the plan this was made for has nine thousand. */
export const maxPlanCharacters = 1_000_000;

/** Splits pasted text into the reader's source. */
export function sourceOfText(text: string): PlanSource {
  const blocks = text
    .split(/\r\n|[\n\r]/)
    .map((line, i) => ({ kind: 'paragraph' as const, text: line, line: i + 1 }));
  return { format: 'txt', blocks };
}

/** A table that is no task table only lays out text: its cells are read as paragraphs, each text once per row. */
function flatten(table: SourceTable): SourceParagraph[] {
  return table.rows.flatMap((row, i) =>
    [...new Set(row)]
      .flatMap(cell => cell.split('\n'))
      .map(text => ({ kind: 'paragraph' as const, text, line: table.line + i })),
  );
}

function sizeOf(block: PlanSource['blocks'][number]): number {
  if (block.kind === 'paragraph') return block.text.length + 1;
  return block.rows.reduce((sum, row) => sum + row.reduce((length, cell) => length + cell.length + 1, 0), 0);
}

/** Paragraphs and tables of a plan that are read; the plan this was made for has a hundred and forty. */
const maxPlanBlocks = 20_000;

/** The source up to `maxPlanCharacters` and `maxPlanBlocks`. */
function bounded(source: PlanSource): { source: PlanSource; cut: boolean } {
  let size = 0;
  const blocks = source.blocks.slice(0, maxPlanBlocks).filter(block => {
    size += sizeOf(block);
    return size <= maxPlanCharacters;
  });
  return { source: { ...source, blocks }, cut: blocks.length < source.blocks.length };
}

interface Sorted {
  readonly paragraphs: SourceParagraph[];
  readonly tables: { table: SourceTable; header: NonNullable<ReturnType<typeof findHeader>> }[];
}

/** Tells task tables from text; a table without a header that follows one of equal width continues it. */
function sort(source: PlanSource): Sorted {
  const paragraphs: SourceParagraph[] = [];
  const tables: Sorted['tables'] = [];
  for (const block of source.blocks) {
    if (block.kind === 'paragraph') {
      paragraphs.push(block);
      continue;
    }
    const header = findHeader(block);
    const before = tables.at(-1);
    if (header !== undefined) {
      tables.push({ table: block, header });
      for (const row of block.rows.slice(0, header.row))
        paragraphs.push(...flatten({ ...block, rows: [row] }));
    } else if (before !== undefined && before.table.rows[0]?.length === block.rows[0]?.length) {
      tables.push({ table: block, header: { ...before.header, row: -1 } });
    } else paragraphs.push(...flatten(block));
  }
  return { paragraphs, tables };
}

/** The plan's own title: the last title-like line in front of the text, joined to a line with the organ's name above it. */
function titleAmong(lines: readonly OutlineLine[]): string | undefined {
  const titles = lines.map((line, i) => ({ text: line.text, i })).filter(({ text }) => looksLikeTitle(text));
  const plain = titles.filter(({ text }) => !/^关于|印发|转发/.test(text));
  const chosen = plain.at(-1) ?? titles.at(-1);
  if (chosen === undefined) return undefined;
  const above = lines[chosen.i - 1];
  const adjacent = above !== undefined && (lines[chosen.i]?.line ?? 0) - above.line === 1;
  const joins =
    adjacent &&
    /^(\d{4}|关于|[二〇一三四五六七八九]{4})年?/.test(chosen.text) &&
    looksLikeSignature(above.text);
  return `${joins ? above.text : ''}${chosen.text}`.replace(/\s+/g, '');
}

function inferTitle(source: PlanSource, lines: readonly OutlineLine[], main: string | undefined): string {
  const named = lines.map(line => /《([^《》]{4,60}(?:方案|要点|计划))》/.exec(line.text)?.[1]).find(Boolean);
  const sheet = source.blocks.find(block => block.kind === 'table' && block.sheet !== undefined);
  const sheetName =
    sheet?.kind === 'table' && !/^sheet\d*$/i.test(sheet.sheet ?? '') ? sheet.sheet : undefined;
  return main ?? titleAmong(lines) ?? named ?? source.title ?? sheetName ?? '';
}

/** Text without any number but with brackets: each paragraph that ends in a bracket is taken for an item. */
function leavesWithoutNumbers(paragraphs: readonly SourceParagraph[]): {
  leaves: PlanLeaf[];
  warnings: PlanWarning[];
} {
  const leaves: PlanLeaf[] = [];
  const warnings: PlanWarning[] = [];
  for (const paragraph of paragraphs) {
    if (paragraph.furniture === true || lineRole(paragraph.text) !== 'text') continue;
    if (readResponsibility(searched(paragraph.text)).brackets === 0) continue;
    const lines = { from: paragraph.line, to: paragraph.line };
    const made = makeLeaf({
      id: String(leaves.length + 1),
      parentPath: [],
      text: paragraph.text.trim(),
      lines,
    });
    leaves.push(made.leaf);
    warnings.push(...made.warnings);
  }
  return { leaves, warnings };
}

/** Ids are keys of the ledger: a number that stands twice in the plan gets `-2`, `-3` … */
function uniqueIds(leaves: readonly PlanLeaf[], warnings: PlanWarning[]): PlanLeaf[] {
  const seen = new Map<string, number>();
  const taken = new Set(leaves.map(leaf => leaf.id));
  return leaves.map(leaf => {
    const times = (seen.get(leaf.id) ?? 0) + 1;
    seen.set(leaf.id, times);
    if (times === 1) return leaf;
    let id = `${leaf.id}-${times}`;
    for (let n = times + 1; taken.has(id); n++) id = `${leaf.id}-${n}`;
    taken.add(id);
    const message = `编号 ${leaf.id} 已被前面的事项使用，本项暂编为 ${id}，请核对。`;
    warnings.push({ code: 'number-repeated', where: `${id} ${leaf.title}`, message });
    return { ...leaf, id };
  });
}

function generalWarnings(
  source: PlanSource,
  title: string,
  empty: boolean,
  numbered: boolean,
): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  const warn = (code: PlanWarning['code'], message: string): void =>
    void warnings.push({ code, where: '全文', message });
  if (source.encoding?.guessed === true) {
    warn(
      'encoding-guessed',
      `文件没有注明文字编码，已按 ${source.encoding.name.toUpperCase()} 读取。如有乱码，请另存为 UTF-8 后重新导入。`,
    );
  }
  if (empty) warn('text-empty', '文件中没有文字，可能是扫描件或图片。请上传可以选中文字的版本。');
  else if (!numbered) {
    warn(
      'no-numbering',
      '没有找到“一、”“(一)”“1.”等编号，也没有找到任务分工表。请核对文件，或补上编号后重新导入。',
    );
  }
  if (!empty && title === '') warn('no-title', '没有找到方案的标题，请填写。');
  return warnings;
}

const tooLong: PlanWarning = {
  code: 'text-too-long',
  where: '全文',
  message: '文本超过 100 万字或 2 万段，超出部分没有读取。请只保留方案正文后重新导入。',
};

function wholeText(paragraphs: readonly SourceParagraph[], tables: readonly SourceTable[]): string {
  const words = paragraphs.filter(paragraph => paragraph.furniture !== true).map(paragraph => paragraph.text);
  const cells = tables.flatMap(table => table.rows.map(row => [...new Set(row)].join('\n')));
  return [...words, ...cells].join('\n');
}

/**
 * Reads an openness plan: a numbered outline of any depth, a table of tasks, or both. Never throws on a text; what it
 * is unsure of stands in `warnings`, and a text that is no plan gives no leaves and says so.
 */
export function readPlan(given: PlanSource): PlanReading {
  const { source, cut } = bounded(given);
  const { paragraphs: lines, tables } = sort(source);
  const paragraphs = unwrap(lines);
  const outline = buildOutline(paragraphs);
  const outlined = outlineLeaves(outline);
  const tabled = tables.map(({ table, header }) => readTaskTable(table, header));
  const text = wholeText(
    paragraphs,
    tables.map(({ table }) => table),
  );
  const empty = plainPunctuation(text).trim() === '' && !cut;
  // An outline that stands in front of a task table and names nobody is the table's introduction.
  const introduces = tables.length > 0 && outlined.leaves.every(leaf => leaf.unitSource !== 'stated');
  const kept = introduces ? { leaves: [], warnings: [] } : outlined;
  const numbered = kept.leaves.length > 0 || tabled.some(({ leaves }) => leaves.length > 0);
  const loose = numbered ? { leaves: [], warnings: [] } : leavesWithoutNumbers(paragraphs);
  const title = inferTitle(source, outline.preamble, outlined.mainTitle);
  const warnings: PlanWarning[] = [
    ...generalWarnings(source, title, empty, numbered),
    ...(cut ? [tooLong] : []),
    ...kept.warnings,
    ...tabled.flatMap(found => found.warnings),
    ...loose.warnings,
  ];
  const leaves = uniqueIds(
    [...kept.leaves, ...tabled.flatMap(found => found.leaves), ...loose.leaves],
    warnings,
  );
  const documents = readCitedDocuments(text);
  return { title, documents, citedByName: readNamedDocuments(text, title, documents), leaves, warnings };
}
