/** Rows as CSV by RFC 4180. */
export function stringify(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map(cells => `${cells.map(cell).join(',')}\r\n`).join('');
}
