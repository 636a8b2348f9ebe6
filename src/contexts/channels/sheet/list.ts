import { parse } from 'csv-parse/sync';
import { AppError } from '../../../platform/app-error.ts';
import { decodeText } from '../../../platform/office-text/encoding.ts';
import { readOfficeFile } from '../../../platform/office-text/read-office-file.ts';
import type { SheetTable } from './blocks.ts';

/** A list of persons as a table: CSV or XLSX, the first row its head. */

const mostRows = 3000;
const mostColumns = 12;

function unreadable(detail: string): AppError {
  return new AppError('unreadable-file', { detail });
}

function csvRows(bytes: Uint8Array): string[][] {
  try {
    return parse(decodeText(bytes).text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    throw new AppError('unreadable-file', {
      detail: '名单不是完整的 CSV 文件。请用 Excel 或 WPS 打开后另存为 CSV 或者 XLSX 再上传。',
      cause,
    });
  }
}

async function sheetRows(bytes: Uint8Array, name: string): Promise<readonly (readonly string[])[]> {
  const { blocks } = await readOfficeFile(bytes, name);
  const tables = blocks.filter(block => block.kind === 'table');
  if (tables.length !== 1)
    throw unreadable(`工作簿中有${tables.length}张有内容的表。请只保留要张贴的一张表后重新上传。`);
  return tables[0]!.rows;
}

/** Faults: `unreadable-file`, `too-large`, `wrong-type`, each with what to do. */
export async function readList(bytes: Uint8Array, name: string): Promise<SheetTable> {
  const isWorkbook = /\.xlsx$/i.test(name);
  if (!isWorkbook && !/\.csv$/i.test(name))
    throw new AppError('wrong-type', { detail: '名单请用 CSV 或者 XLSX 文件。' });
  const raw = isWorkbook ? await sheetRows(bytes, name) : csvRows(bytes);
  const rows = raw.map(row => row.map(cell => cell.trim())).filter(row => row.some(cell => cell !== ''));
  const columns = Math.max(0, ...rows.map(row => row.length));
  if (rows.length < 2) throw unreadable('名单中除表头外没有内容。第一行应为表头，其余每行一户（人）。');
  if (rows.length > mostRows || columns > mostColumns)
    throw new AppError('too-large', {
      detail: `名单最多${mostRows}行、${mostColumns}列，现在有${rows.length}行、${columns}列。请只保留需要公示的项目，或者分成几份。`,
    });
  return {
    kind: 'table',
    caption: '',
    headRows: 1,
    rows: rows.map((row, at) =>
      Array.from({ length: columns }, (_, column) => ({
        text: row[column] ?? '',
        isHeader: at === 0,
        columns: 1,
        rows: 1,
      })),
    ),
  };
}
