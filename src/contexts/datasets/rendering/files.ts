import canonicalize from 'canonicalize';
import type { PublishedEdition } from '../contract/edition.ts';
import { cellOf, changeLines, editionTitle, measureHead, rowHeads, rowNames } from './words.ts';

/** Data files of an edition. */

const encoder = new TextEncoder();

export function editionJson(edition: PublishedEdition): Uint8Array {
  return encoder.encode(`${canonicalize(edition)}\n`);
}

/** A text that a spreadsheet would run as a formula is made text. */
function csvCell(value: number | string): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** UTF-8 with a mark, so that Excel and WPS read Chinese; a region's code stands beside its name. */
export function editionCsv(edition: PublishedEdition, classWord: string): Uint8Array {
  const { dataset, rows, period } = edition;
  const heads = ['期别', '地区代码', ...rowHeads(edition, classWord), ...dataset.measures.map(measureHead)];
  const lines = rows.map(row => [
    period,
    row.region ?? '',
    ...rowNames(edition, row),
    ...dataset.measures.map(({ id }) => cellOf(row, id)),
  ]);
  return encoder.encode(
    `\uFEFF${[heads, ...lines].map(line => line.map(csvCell).join(',')).join('\r\n')}\r\n`,
  );
}

/** A workbook: the table, and on a second sheet what the figures mean. */
export async function editionXlsx(
  edition: PublishedEdition,
  classWord: string,
  at: Date,
): Promise<Uint8Array> {
  // Loaded when asked for: it takes longer than the rest.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.created = at;
  book.modified = at;
  const { dataset, rows } = edition;
  const sheet = book.addWorksheet('数据');
  sheet.addRow([...rowHeads(edition, classWord), ...dataset.measures.map(measureHead)]).font = { bold: true };
  for (const row of rows)
    sheet.addRow([...rowNames(edition, row), ...dataset.measures.map(({ id }) => cellOf(row, id))]);
  sheet.columns.forEach((column, no) => {
    column.width = no < 2 ? 18 : 16;
  });
  const about = book.addWorksheet('说明');
  for (const [name, words] of [
    ['名称', editionTitle(edition)],
    ['统计口径', dataset.definition],
    ['数据来源', dataset.source],
    ['汇总单位', dataset.ownerUnit],
    ['汇总日期', edition.compiledOn],
    ...(edition.revisionReason === null ? [] : [['更正说明', edition.revisionReason]]),
    ...changeLines(edition).map((line, no) => [`变动原因${no + 1}`, line]),
    ...edition.notes.map((note, no) => [`说明${no + 1}`, note]),
  ])
    about.addRow([name, words]);
  about.getColumn(1).width = 14;
  about.getColumn(2).width = 90;
  return new Uint8Array(await book.xlsx.writeBuffer());
}
