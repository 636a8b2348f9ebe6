import { lineRole } from './furniture.ts';
import { readMark } from './outline-marks.ts';
import type { SourceParagraph } from './plan-reading.ts';

/** A paragraph after joining, with the last line it came from. */
export interface JoinedParagraph extends SourceParagraph {
  readonly lastLine?: number;
}

/** Text copied from a PDF or a mail has lines of at most this many characters. */
const longestLine = 60;

/** Half-width signs take half the room. Unit: Chinese characters. */
function width(text: string): number {
  const half = text.match(/[\u0020-\u007e\u00a0]/g)?.length ?? 0;
  return text.length - half / 2;
}

/**
 * Width at which the lines of a text were cut, or undefined where each line is a whole paragraph: cut lines are all
 * alike in width, no line is wider, and most end in the middle of a sentence.
 */
function cutWidth(lines: readonly SourceParagraph[]): number | undefined {
  const widths = lines.map(line => width(line.text.trimEnd()));
  const widest = widths.reduce((most, next) => Math.max(most, next), 0);
  if (widest > longestLine || widest < 16) return undefined;
  const full = lines.filter((line, i) => (widths[i] ?? 0) >= widest * 0.85 && !/[。:：]\s*$/.test(line.text));
  return full.length >= 4 && full.length >= lines.length * 0.25 ? widest * 0.7 : undefined;
}

function startsAnew(paragraph: SourceParagraph): boolean {
  return /^[\s\u3000]{2}/.test(paragraph.text) || readMark(paragraph.text) !== undefined;
}

/** Joins lines that were cut at a fixed width back to paragraphs. Texts that were not are given back as they are. */
export function unwrap(paragraphs: readonly SourceParagraph[]): readonly JoinedParagraph[] {
  const lines = paragraphs.filter(paragraph => paragraph.text.trim() !== '' && paragraph.furniture !== true);
  const enough = cutWidth(lines);
  if (enough === undefined) return paragraphs;
  const joined: JoinedParagraph[] = [];
  let open = false;
  for (const paragraph of paragraphs) {
    const before = joined.at(-1);
    const text = lineRole(paragraph.text) === 'text' && paragraph.furniture !== true;
    if (open && text && before !== undefined && !startsAnew(paragraph)) {
      joined[joined.length - 1] = {
        ...before,
        text: `${before.text.trimEnd()}${paragraph.text.trim()}`,
        lastLine: paragraph.line,
      };
    } else joined.push(paragraph);
    open = text && width(paragraph.text.trimEnd()) >= enough;
  }
  return joined;
}
