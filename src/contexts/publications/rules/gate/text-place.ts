import { maskPersonalNumbers } from '../../../../law/masking.ts';
import type { HiddenBy } from '../../../files/contract.ts';

/** A piece of text and where it stands, in words that a person can follow: 正文第3段, 附件“名册.xlsx”第12行. */
export interface PlacedText {
  readonly where: string;
  readonly text: string;
  /** Why a reader of the file would not see it; it goes out all the same. */
  readonly hidden?: HiddenBy;
}

/** Characters shown on each side of what was found. */
const contextLength = 12;

/**
 * What was found with a little around it, every personal number hidden. `hide` is applied to the found words
 * themselves where they are not a number, e.g. a person's name.
 */
export function maskedExcerpt(
  text: string,
  from: number,
  to: number,
  hide?: (found: string) => string,
): string {
  const start = Math.max(0, from - contextLength);
  const end = Math.min(text.length, to + contextLength);
  // Wide enough that a number cut by the excerpt is still seen whole, and masked.
  const [wideFrom, wideTo] = [Math.max(0, start - 40), Math.min(text.length, end + 40)];
  const masked = maskPersonalNumbers(text.slice(wideFrom, wideTo));
  const at = (position: number) => position - wideFrom;
  const found = hide === undefined ? masked.slice(at(from), at(to)) : hide(text.slice(from, to));
  const before = masked.slice(at(start), at(from));
  const after = masked.slice(at(to), at(end));
  const dots = [start > 0 ? '…' : '', end < text.length ? '…' : ''];
  return `${dots[0]}${before}${found}${after}${dots[1]}`.replace(/\s+/g, ' ').trim();
}

/** Lines of a text with their places: `where` and the number of the line, empty lines left out. */
export function placedLines(where: string, text: string, unit: '段' | '行'): PlacedText[] {
  return text
    .split(/\r?\n/)
    .map((line, i) => ({ where: `${where}第${i + 1}${unit}`, text: line }))
    .filter(line => line.text.trim() !== '');
}
