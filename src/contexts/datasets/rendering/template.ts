import type { Dataset } from '../contract/pack.ts';
import { isEntered, keyOf, type Region, rowsOf, type TableRow, type Values } from '../rules/table.ts';
import { measureHead } from './words.ts';

/** The table to fill offline: one line for each row that has something to enter, what is known already filled in. */

export const templateHeads = (set: Dataset): string[] => [
  '地区',
  ...(set.classes.length > 0 ? [set.classWord] : []),
  ...set.measures.map(measureHead),
];

function templateRows(set: Dataset, regions: readonly Region[], parts: ReadonlySet<string>): TableRow[] {
  return rowsOf(set, regions).filter(
    row => parts.has(row.part) && set.measures.some(measure => isEntered(set, row, measure)),
  );
}

export function templateTable(
  set: Dataset,
  regions: readonly Region[],
  parts: ReadonlySet<string>,
  values: Values,
): (string | number)[][] {
  const lines = templateRows(set, regions, parts).map(row => [
    row.regionName,
    ...(set.classes.length > 0 ? [row.className] : []),
    ...set.measures.map(
      measure => values.get(keyOf({ region: row.region, class: row.class, measure: measure.id })) ?? '',
    ),
  ]);
  return [templateHeads(set), ...lines];
}

export async function templateXlsx(table: readonly (readonly (string | number)[])[]): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('填报');
  for (const line of table) sheet.addRow([...line]);
  sheet.getRow(1).font = { bold: true };
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  sheet.columns.forEach(column => {
    column.width = 18;
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

export function templateCsv(table: readonly (readonly (string | number)[])[]): Uint8Array {
  const quoted = (cell: string | number) =>
    /[",\r\n]/.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : `${cell}`;
  return new TextEncoder().encode(`\uFEFF${table.map(line => line.map(quoted).join(',')).join('\r\n')}\r\n`);
}
