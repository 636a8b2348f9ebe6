/** `毕民公复〔{yyyy}〕{seq:1}号` with year and serial; `{seq:4}` pads to four digits. */
export function numberOf(pattern: string, year: string, serial: number): string {
  return pattern
    .replaceAll('{yyyy}', year)
    .replace(/\{seq(?::(\d))?\}/g, (_, width: string | undefined) =>
      `${serial}`.padStart(Number(width ?? 1), '0'),
    );
}
