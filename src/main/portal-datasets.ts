import { publishedEdition } from '../contexts/datasets/contract.ts';
import { harmless } from '../platform/sheets.ts';
import type { DatasetReads, PublicEdition, WorkbookSheet } from '../portal/rooms/datasets/reads.ts';
import type { Product } from './compose.ts';

/** Data sets for the portal: read from the released data.json by digest (ADR 19), never from working rows. */

type Edition = PublicEdition['edition'];

/** Bytes under a digest never change, so what was read once is kept; about 10 KB each. */
const mostKept = 2000;

async function workbook(sheets: readonly WorkbookSheet[]): Promise<Buffer> {
  // Loaded when asked for: it takes longer than the rest.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  for (const { name, rows } of sheets) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    for (const row of rows) sheet.addRow(row.map(harmless));
    sheet.getRow(1).font = { bold: true };
    for (const column of sheet.columns) column.width = 18;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

export function datasetReads({ publications, files }: Pick<Product, 'publications' | 'files'>): DatasetReads {
  /** Null: JSON of another kind. */
  const kept = new Map<string, Edition | null>();

  async function read(digest: string): Promise<Edition | null> {
    const known = kept.get(digest);
    if (known !== undefined) return known;
    const parsed = publishedEdition.safeParse(JSON.parse((await files.bytesOf(digest)).toString('utf8')));
    const edition = parsed.success ? parsed.data : null;
    kept.set(digest, edition);
    const oldest = kept.keys().next().value;
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return edition;
  }

  return {
    editions: async () => {
      const versions = await publications.open.dataVersions('statistics', 'data.json');
      const found = await Promise.all(
        versions.map(async ({ attachments, releasedAt, ...version }) => {
          const edition = await read(version.digest);
          return edition === null
            ? []
            : [{ ...version, releasedAt: releasedAt.toISOString(), files: attachments, edition }];
        }),
      );
      return found.flat();
    },
    bytes: digest => files.bytesOf(digest),
    xlsx: workbook,
  };
}
