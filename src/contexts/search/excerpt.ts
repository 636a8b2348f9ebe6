/** Excerpts with their matches, as data: pairs of text and whether it matched. Nothing here is markup. */
import { foldWidth } from './words.ts';

export interface MarkedPart {
  readonly text: string;
  readonly match: boolean;
}

interface Found {
  readonly from: number;
  readonly to: number;
}

/** Characters of an excerpt. */
const excerptLength = 120;
const leadIn = 24;
/** Text looked through for matches; the excerpt of a longer text comes from its beginning. */
const searchedLength = 200_000;

/** Matches of the longest marks first, not overlapping, in the order of the text. `marks` are folded. */
function findMarks(text: string, marks: readonly string[], atMost: number): Found[] {
  const folded = foldWidth(text);
  const found: Found[] = [];
  for (const mark of marks) {
    if (mark === '') continue;
    for (
      let at = folded.indexOf(mark);
      at >= 0 && found.length < atMost;
      at = folded.indexOf(mark, at + mark.length)
    ) {
      const to = at + mark.length;
      if (!found.some(other => at < other.to && other.from < to)) found.push({ from: at, to });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function partsOf(text: string, found: readonly Found[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const { from, to } of found) {
    if (from > at) parts.push({ text: text.slice(at, from), match: false });
    parts.push({ text: text.slice(from, to), match: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), match: false });
  return parts;
}

/** The whole text with its matches. */
export function markedText(text: string, marks: readonly string[]): MarkedPart[] {
  return partsOf(text, findMarks(text, marks, 100));
}

/** The stretch with the most different matches, or the beginning if nothing matches. */
export function excerptOf(text: string, marks: readonly string[]): MarkedPart[] {
  const searched = text.slice(0, searchedLength).replaceAll(/\s+/g, ' ');
  const found = findMarks(searched, marks, 200);
  const worth = (start: Found) =>
    new Set(
      found
        .filter(other => other.from >= start.from && other.to <= start.from + excerptLength - leadIn)
        .map(({ from, to }) => searched.slice(from, to)),
    ).size;
  let best = found[0];
  for (const start of found.slice(0, 50)) if (worth(start) > worth(best!)) best = start;
  // A match near the beginning is shown with the beginning, a short text whole.
  const lead = (best?.from ?? 0) - leadIn;
  const from = lead <= leadIn || searched.length <= excerptLength ? 0 : wholeCharacter(searched, lead);
  const to = wholeCharacter(searched, Math.min(searched.length, from + excerptLength));
  const stretch = `${from > 0 ? '…' : ''}${searched.slice(from, to)}${to < searched.length ? '…' : ''}`;
  return markedText(stretch, marks);
}

/** Never between the two halves of a rare character. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
