import type { CellWrite, EditionView, GridRow } from '../../../contexts/datasets/contract.ts';

/** What is typed into the grid and not saved yet, by `cellId`. Pure. */
export type Edits = ReadonlyMap<string, string>;

export function cellId(row: Pick<GridRow, 'region' | 'class'>, measure: string): string {
  return `cell-${row.region ?? ''}-${row.class ?? ''}-${measure}`;
}

/** As people type numbers: full-width digits, thousands parted by commas. Undefined for what is none. */
export function typedNumber(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** A block copied from a spreadsheet: lines of cells parted by tabs. */
export function blockOf(text: string): string[][] {
  return text
    .replace(/(?:\r\n|\r|\n)$/, '')
    .split(/\r\n|\r|\n/)
    .map(line => line.split('\t').map(cell => cell.trim()));
}

/** Lays a block over the grid from one cell on; what falls on computed cells or beyond the edge is left out. */
export function pasted(
  view: Pick<EditionView, 'measures'>,
  rows: readonly GridRow[],
  from: { readonly row: number; readonly column: number },
  block: readonly (readonly string[])[],
): Map<string, string> {
  const laid = new Map<string, string>();
  block.forEach((line, down) => {
    line.forEach((text, right) => {
      const row = rows[from.row + down];
      const measure = view.measures[from.column + right];
      if (row === undefined || measure === undefined || !row.entered.includes(measure.id)) return;
      laid.set(cellId(row, measure.id), text);
    });
  });
  return laid;
}

/** What to send, by part; `wrong` are cells that hold no number. */
export function writesOf(
  view: Pick<EditionView, 'measures'>,
  rows: readonly GridRow[],
  edits: Edits,
): { readonly parts: ReadonlyMap<string, CellWrite[]>; readonly wrong: readonly string[] } {
  const parts = new Map<string, CellWrite[]>();
  const wrong: string[] = [];
  for (const row of rows)
    for (const measure of view.measures) {
      const id = cellId(row, measure.id);
      const text = edits.get(id);
      if (text === undefined) continue;
      const value = text === '' ? null : measure.rule === 'text' ? text : typedNumber(text);
      if (value === undefined) {
        wrong.push(id);
        continue;
      }
      const list = parts.get(row.part) ?? [];
      parts.set(row.part, list);
      list.push({ region: row.region, class: row.class, measure: measure.id, value });
    }
  return { parts, wrong };
}
