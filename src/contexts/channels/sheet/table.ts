import type { SheetCell, SheetTable } from './blocks.ts';
import { drawLine, type Paper, room, widthOf, wrapped } from './paper.ts';

/** A table on paper: columns as wide as their words ask, rows that stay whole, the head repeated on every page. */

interface Placed {
  readonly cell: SheetCell;
  readonly column: number;
}

interface Grid {
  readonly rows: readonly (readonly Placed[])[];
  readonly columns: number;
  /** `row column` covered from above. */
  readonly covered: ReadonlySet<string>;
}

/** Where each cell stands once spans have taken their places. */
export function gridOf({ rows }: SheetTable): Grid {
  const covered = new Set<string>();
  let columns = 0;
  const placed = rows.map((row, y) => {
    let column = 0;
    return row.map(cell => {
      while (covered.has(`${y} ${column}`)) column += 1;
      const at = column;
      for (let down = 1; down < cell.rows; down += 1)
        for (let across = 0; across < cell.columns; across += 1) covered.add(`${y + down} ${at + across}`);
      column += cell.columns;
      columns = Math.max(columns, column);
      return { cell, column: at };
    });
  });
  return { rows: placed, columns, covered };
}

/** Between a fair share and what the longest line of the column asks for. */
function columnWidths(paper: Paper, grid: Grid, size: number, padding: number): number[] {
  const wanted = Array.from({ length: grid.columns }, () => size * 2);
  for (const { cell, column } of grid.rows.flat()) {
    if (cell.columns > 1) continue;
    const longest = Math.max(...cell.text.split('\n').map(line => widthOf(paper.pdf, line, 'body', size)));
    wanted[column] = Math.max(wanted[column]!, longest + 2 * padding);
  }
  const total = wanted.reduce((sum, each) => sum + each, 0);
  if (total <= paper.width) return wanted.map(each => (each / total) * paper.width);
  const fair = paper.width / grid.columns;
  const narrow = wanted.filter(each => each <= fair).reduce((sum, each) => sum + each, 0);
  const wide = wanted.filter(each => each > fair);
  const share =
    (paper.width - narrow) /
    Math.max(
      1,
      wide.reduce((sum, each) => sum + Math.sqrt(each), 0),
    );
  return wanted.map(each => (each <= fair ? each : Math.sqrt(each) * share));
}

interface Measures {
  readonly size: number;
  readonly padding: number;
  readonly pitch: number;
  readonly widths: readonly number[];
}

function widthAt({ widths }: Measures, column: number, columns: number): number {
  return widths.slice(column, column + columns).reduce((sum, each) => sum + each, 0);
}

function cellLines(paper: Paper, measures: Measures, { cell, column }: Placed): string[] {
  const inner = widthAt(measures, column, cell.columns) - 2 * measures.padding;
  return wrapped(paper.pdf, cell.text, cell.isHeader ? 'title' : 'body', measures.size, inner);
}

function heightOf(paper: Paper, measures: Measures, row: readonly Placed[]): number {
  const lines = row.filter(each => each.cell.rows === 1).map(each => cellLines(paper, measures, each).length);
  return Math.max(1, ...lines) * measures.pitch + 2 * measures.padding;
}

function drawRow(paper: Paper, grid: Grid, measures: Measures, at: number, height: number): void {
  const { pdf, left, y } = paper;
  pdf.lineWidth(0.6 * paper.scale).strokeColor('#000000');
  for (let column = 0; column < grid.columns; column += 1) {
    // A place covered from above goes on without a line between.
    if (!grid.covered.has(`${at} ${column}`)) continue;
    const x = left + widthAt(measures, 0, column);
    const right = x + measures.widths[column]!;
    pdf
      .moveTo(x, y)
      .lineTo(x, y + height)
      .moveTo(right, y)
      .lineTo(right, y + height)
      .stroke();
    pdf
      .moveTo(x, y + height)
      .lineTo(right, y + height)
      .stroke();
  }
  for (const placed of grid.rows[at] ?? []) {
    const { cell, column } = placed;
    const x = left + widthAt(measures, 0, column);
    const width = widthAt(measures, column, cell.columns);
    if (cell.rows === 1) pdf.rect(x, y, width, height).stroke();
    else {
      pdf
        .moveTo(x, y + height)
        .lineTo(x, y)
        .lineTo(x + width, y)
        .lineTo(x + width, y + height)
        .stroke();
    }
    const lines = cellLines(paper, measures, placed);
    const used = lines.length * measures.pitch;
    const top = cell.rows === 1 ? y + (height - used) / 2 : y + measures.padding;
    const isNumber = /^[\d.,%+\-—]+$/.test(cell.text);
    lines.forEach((text, i) => {
      const face = cell.isHeader ? 'title' : 'body';
      const slack = width - 2 * measures.padding - widthOf(pdf, text, face, measures.size);
      const indent = cell.isHeader ? slack / 2 : isNumber ? slack : 0;
      drawLine(pdf, text, {
        x: x + measures.padding + Math.max(0, indent),
        y: top + i * measures.pitch + (measures.pitch - measures.size) / 2,
        face,
        size: measures.size,
      });
    });
  }
  paper.y += height;
}

export function drawTable(paper: Paper, table: SheetTable): void {
  const grid = gridOf(table);
  if (grid.columns === 0) return;
  const size = (grid.columns > 8 ? 9 : 11) * paper.scale;
  const padding = 3.5 * paper.scale;
  const measures = { size, padding, pitch: size * 1.45, widths: columnWidths(paper, grid, size, padding) };
  const heights = grid.rows.map(row => heightOf(paper, measures, row));
  const head = Math.min(table.headRows, grid.rows.length);
  const headHeight = heights.slice(0, head).reduce((sum, each) => sum + each, 0);
  paper.y += 4 * paper.scale;
  if (table.caption !== '') {
    room(paper, size * 2 + headHeight + (heights[head] ?? 0));
    const width = widthOf(paper.pdf, table.caption, 'title', size);
    const x = paper.left + Math.max(0, (paper.width - width) / 2);
    drawLine(paper.pdf, table.caption, { x, y: paper.y, face: 'title', size });
    paper.y += size * 1.6;
  } else room(paper, headHeight + (heights[head] ?? 0));
  grid.rows.forEach((_, at) => {
    if (at >= head && room(paper, heights[at]!))
      for (let row = 0; row < head; row += 1) drawRow(paper, grid, measures, row, heights[row]!);
    drawRow(paper, grid, measures, at, heights[at]!);
  });
  paper.y += 8 * paper.scale;
}
