import ExcelJS from 'exceljs';

/** Files as an office would upload them, made on the spot. */

/** A workbook of one sheet with these rows. */
export async function workbook(
  rows: readonly (readonly (string | number)[])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('表1');
  for (const row of rows) sheet.addRow([...row]);
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident identity number that belongs to nobody (region 000000), its check digit right (GB 11643-1999). */
export function residentId(born = '19900101', sequence = '001', region = '520502'): string {
  const body = `${region}${born}${sequence}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (weights[at] ?? 0), 0);
  return `${body}${'10X98765432'[sum % 11]}`;
}

/** The same number with a check digit that is wrong. */
export function mistypedResidentId(): string {
  const right = residentId();
  return `${right.slice(0, 17)}${right.endsWith('1') ? '2' : '1'}`;
}
