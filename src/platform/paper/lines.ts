/** Running Chinese text into lines: no line begins with a closing mark or ends with an opening one (避头尾). */

/** A line and whether the paragraph goes on after it (then it is spread to the full width). */
export interface TextLine {
  readonly text: string;
  /** Points to spread over; nothing for the last line of a paragraph, which keeps its natural width. */
  readonly spread: number | undefined;
}

export interface LineWidths {
  /** Points. */
  readonly first: number;
  readonly rest: number;
}

const neverFirst = '，。、；：！？”’）》〕】」』％%·)]}>';
const neverLast = '“‘（《〔【「『([{<';
/** One of these may hang outside the block, as office programs do. */
const mayHang = '，。、；：';

/** Words, numbers and addresses stay whole, so do the double marks; everything else breaks between characters. */
function piecesOf(text: string): string[] {
  return text.match(/——|……|[\u0021-\u007e]+|[\s\S][\ufe00-\ufe0f\u{e0100}-\u{e01ef}]*/gu) ?? [];
}

function widthOf(piece: string, advance: (char: string) => number): number {
  return [...piece].reduce((sum, char) => sum + advance(char), 0);
}

/** An address wider than a line is cut after a stroke, and where that does not help, anywhere. */
function cutLong(pieces: readonly string[], width: number, advance: (char: string) => number): string[] {
  const tooWide = (piece: string) => widthOf(piece, advance) > width;
  return pieces
    .flatMap(piece => (tooWide(piece) ? (piece.match(/[^/]*\/+|[^/]+/g) ?? []) : [piece]))
    .flatMap(piece => (tooWide(piece) ? [...piece] : [piece]));
}

function startsBadly(piece: string | undefined): boolean {
  return piece !== undefined && neverFirst.includes(piece[0]!);
}

/** How many pieces go on a line: at least one. */
function breakAt(pieces: readonly string[], width: number, advance: (char: string) => number): number {
  let used = 0;
  let count = 0;
  while (count < pieces.length && used + widthOf(pieces[count]!, advance) <= width + 0.01) {
    used += widthOf(pieces[count]!, advance);
    count += 1;
  }
  if (count === pieces.length) return count;
  if (mayHang.includes(pieces[count]!) && !startsBadly(pieces[count + 1])) return count + 1;
  let at = Math.max(count, 1);
  while (at > 1 && (startsBadly(pieces[at]) || neverLast.includes(pieces[at - 1]!))) at -= 1;
  return at === 1 ? Math.max(count, 1) : at;
}

/** Lines of one paragraph; `advance` gives the points from a character to the next. */
export function linesOf(text: string, widths: LineWidths, advance: (char: string) => number): TextLine[] {
  let pieces = cutLong(piecesOf(text), Math.min(widths.first, widths.rest), advance);
  const lines: TextLine[] = [];
  while (pieces.length > 0) {
    const width = lines.length === 0 ? widths.first : widths.rest;
    const count = breakAt(pieces, width, advance);
    const line = pieces.slice(0, count).join('').trimEnd();
    pieces = pieces.slice(count);
    if (pieces[0] === ' ') pieces = pieces.slice(1);
    const natural = widthOf(line, advance);
    lines.push({ text: line, spread: pieces.length === 0 ? undefined : Math.max(width, natural) });
  }
  return lines.length > 0 ? lines : [{ text: '', spread: undefined }];
}
