/** From placed runs of a PDF page to lines as a person reads them: table cells parted by tabs, wrapped lines joined. */

export interface PlacedRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Size of the type. */
  readonly height: number;
  readonly endsLine: boolean;
}

interface Line {
  text: string;
  readonly x: number;
  right: number;
  readonly y: number;
  height: number;
}

/** Gap between two runs that makes them cells of a table; unit: type size. */
const cellGap = 1.4;
const wordGap = 0.15;

const isChinese = (char: string | undefined): boolean => /[\u3000-\u9fff\uff00-\uffef]/.test(char ?? '');

function linesOf(runs: Iterable<PlacedRun>): Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  let isSpaced = false;
  for (const run of runs) {
    const height = run.height || line?.height || 10;
    if (line !== undefined && Math.abs(run.y - line.y) > height * 0.6 && run.text.trim() !== '')
      line = undefined;
    if (run.text.trim() === '') isSpaced ||= run.text !== '';
    else if (line === undefined) {
      line = { text: run.text, x: run.x, right: run.x + run.width, y: run.y, height };
      lines.push(line);
      isSpaced = false;
    } else {
      const gap = run.x - line.right;
      const isCell = gap > height * cellGap;
      const isWord =
        (isSpaced || gap > height * wordGap) && !(isChinese(line.text.at(-1)) && isChinese(run.text[0]));
      line.text += `${isCell ? '\t' : isWord ? ' ' : ''}${run.text}`;
      line.right = Math.max(line.right, run.x + run.width);
      line.height = Math.max(line.height, height);
      isSpaced = false;
    }
    if (run.endsLine) line = undefined;
  }
  return lines;
}

/** True where a line only goes on because the paper ends. */
function wraps(line: Line, next: Line, right: number): boolean {
  const { height } = line;
  return (
    line.right > right - 1.6 * height &&
    !line.text.includes('\t') &&
    !next.text.includes('\t') &&
    !/[。；：！？.;:!?]$/.test(line.text) &&
    Math.abs(next.height - height) < height * 0.2 &&
    line.y - next.y > 0 &&
    line.y - next.y < 2.6 * height &&
    next.x < line.x + 0.5 * height
  );
}

export function readableLines(runs: Iterable<PlacedRun>): string[] {
  const lines = linesOf(runs);
  const right = lines.reduce((most, line) => Math.max(most, line.right), 0);
  const out: string[] = [];
  let before: Line | undefined;
  for (const line of lines) {
    if (before !== undefined && wraps(before, line, right)) {
      const last = out.at(-1) ?? '';
      const isLatin = /[A-Za-z,]$/.test(last) && /^[A-Za-z]/.test(line.text);
      out[out.length - 1] = `${last}${isLatin ? ' ' : ''}${line.text}`;
    } else out.push(line.text);
    before = line;
  }
  return out;
}
