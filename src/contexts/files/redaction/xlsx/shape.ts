/** Taking rows and columns out of a worksheet, so that neither a gap nor a trace of them is left. */
import { type ColumnSpan, columnLetters, columnNumber, type Sheet } from './sheet.ts';

/** Where a row or column of the original stands in the copy; nothing if it is gone. */
type NewPlace = (old: number) => number | undefined;

function placesWithout(gone: ReadonlySet<number>): NewPlace {
  const sorted = [...gone].sort((a, b) => a - b);
  return old => {
    if (gone.has(old)) return undefined;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < old) low = middle + 1;
      else high = middle;
    }
    return old - low;
  };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** First and last place that is left of a stretch. */
function left(place: NewPlace, first: number, last: number): [number, number] | undefined {
  const kept = range(first, last).flatMap(each => place(each) ?? []);
  return kept.length === 0 ? undefined : [kept[0]!, kept.at(-1)!];
}

function shiftMerge(ref: string, row: NewPlace, column: NewPlace): string[] {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/i.exec(ref);
  if (match === null) return [];
  const rows = left(row, Number(match[2]), Number(match[4]));
  const columns = left(column, columnNumber(match[1]!), columnNumber(match[3]!));
  if (rows === undefined || columns === undefined) return [];
  if (rows[0] === rows[1] && columns[0] === columns[1]) return [];
  return [`${columnLetters(columns[0])}${rows[0]}:${columnLetters(columns[1])}${rows[1]}`];
}

/** A merged cell can reach over a million rows; more than a sheet holds of content is cut off. */
const widest = 20_000;

function shiftColumns(spans: readonly ColumnSpan[], column: NewPlace): ColumnSpan[] {
  return spans.flatMap(span => {
    const last = Math.min(span.last, span.first + widest);
    const kept = left(column, span.first - 1, last - 1);
    return kept === undefined ? [] : [{ ...span, first: kept[0] + 1, last: kept[1] + 1, hidden: false }];
  });
}

/** Numbers of the columns that the sheet hides, counted from 0. */
export function hiddenColumns(sheet: Sheet): Set<number> {
  const widestUsed = sheet.rows.reduce((most, row) => Math.max(most, row.cells.at(-1)?.column ?? 0), 0);
  return new Set(
    sheet.columns
      .filter(span => span.hidden)
      .flatMap(span => range(span.first - 1, Math.min(span.last - 1, widestUsed))),
  );
}

/** Takes rows (counted from 1) and columns (from 0) out of the sheet, and closes the gaps. */
export function takeOut(sheet: Sheet, rows: ReadonlySet<number>, columns: ReadonlySet<number>): void {
  const [row, column] = [placesWithout(rows), placesWithout(columns)];
  sheet.rows = sheet.rows.flatMap(each => {
    const number = row(each.number);
    if (number === undefined) return [];
    const cells = each.cells.flatMap(cell => {
      const place = column(cell.column);
      return place === undefined ? [] : [{ ...cell, column: place }];
    });
    return [{ ...each, number, hidden: false, cells }];
  });
  sheet.columns = shiftColumns(sheet.columns, column);
  sheet.merges = sheet.merges.flatMap(ref => shiftMerge(ref, row, column));
  if (sheet.frozen !== undefined)
    sheet.frozen = {
      rows: sheet.frozen.rows - [...rows].filter(each => each <= sheet.frozen!.rows).length,
      columns: sheet.frozen.columns - [...columns].filter(each => each < sheet.frozen!.columns).length,
    };
}
