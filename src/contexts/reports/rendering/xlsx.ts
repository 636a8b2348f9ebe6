import ExcelJS from 'exceljs';
import type { LaidTable } from '../contract.ts';
import { type PlacedCell, placeCells, widthOf } from '../rules/layout.ts';
import type { ReportDocument } from './html.ts';

/** The tables as a workbook, one sheet each, with the merged cells of the official format. */

const sheetNames: Readonly<Record<LaidTable['key'], string>> = {
  t2: '主动公开情况',
  t3: '收到和处理申请情况',
  t4: '复议、诉讼情况',
};

/** The caption stands in the first row, the table from the third on. */
const firstRow = 3;

const thin = { style: 'thin', color: { argb: 'FF000000' } } as const;
const border = { top: thin, bottom: thin, left: thin, right: thin };

function fill(sheet: ExcelJS.Worksheet, { laid, row, column }: PlacedCell): void {
  const [top, left] = [row + firstRow, column + 1];
  if (laid.colspan > 1 || laid.rowspan > 1)
    sheet.mergeCells(top, left, top + laid.rowspan - 1, left + laid.colspan - 1);
  const cell = sheet.getCell(top, left);
  cell.value = laid.value ?? laid.text;
  const isLabel = laid.header === 'row' || (laid.header === null && laid.cell === null);
  cell.alignment = { horizontal: isLabel ? 'left' : 'center', vertical: 'middle', wrapText: true };
  cell.border = border;
  cell.font = { name: '宋体', size: 11 };
}

function addSheet(book: ExcelJS.Workbook, title: string, table: LaidTable): void {
  const wide = table.key === 't4';
  const sheet = book.addWorksheet(sheetNames[table.key], {
    pageSetup: {
      paperSize: 9,
      orientation: wide ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 1,
    },
  });
  const count = widthOf(table);
  for (let at = 1; at <= 2; at += 1) sheet.mergeCells(at, 1, at, count);
  sheet.getCell(1, 1).value = title;
  sheet.getCell(2, 1).value = table.caption;
  for (let at = 1; at <= 2; at += 1) {
    sheet.getCell(at, 1).font = { name: at === 1 ? '方正小标宋简体' : '黑体', size: at === 1 ? 16 : 13 };
    sheet.getCell(at, 1).alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    sheet.getRow(at).height = 28;
  }
  const sum = table.widths.reduce((total, width) => total + width, 0);
  table.widths.forEach((width, at) => {
    sheet.getColumn(at + 1).width = Math.max(8, (width / sum) * (wide ? 130 : 120));
  });
  for (const cell of placeCells(table)) fill(sheet, cell);
}

/** Bytes of the XLSX. */
export async function reportXlsx(report: ReportDocument): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.title = report.title;
  const title = `${report.title}${report.remark}`;
  for (const table of report.tables) addSheet(book, title, table);
  return Buffer.from(await book.xlsx.writeBuffer());
}
