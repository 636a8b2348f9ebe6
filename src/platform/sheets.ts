/** Tables as files for spreadsheets: XLSX and CSV. */

export interface Sheet {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A leading = + - @ would be run as a formula by a spreadsheet. */
export function harmless(value: string | number): string | number {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** Bytes of the XLSX. The library is loaded when the first one is asked for. */
export async function sheetXlsx(sheet: Sheet): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.title = sheet.name;
  const page = book.addWorksheet(sheet.name.slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  page.addRow([...sheet.heads]).font = { name: '黑体', size: 11 };
  for (const row of sheet.rows) page.addRow(row.map(harmless));
  sheet.heads.forEach((head, at) => {
    const longest = Math.max(head.length, ...sheet.rows.map(row => String(row[at] ?? '').length));
    page.getColumn(at + 1).width = Math.min(60, Math.max(8, longest * 2));
    page.getColumn(at + 1).alignment = { vertical: 'top', wrapText: true };
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** CSV with a byte order mark, as spreadsheets take it for UTF-8. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    const text = String(harmless(value));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

export function sheetCsv(sheet: Sheet): string {
  return csvText([sheet.heads, ...sheet.rows]);
}
