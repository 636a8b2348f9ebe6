/** The pieces of a paragraph, shown or not, and what they say when put together. */

/** Why a text of the story does not show. */
export type Unseen =
  /** Deleted or moved away with tracked changes. */
  | 'deleted'
  /** Hidden by its formatting. */
  | 'hidden'
  /** Instruction of a field, e.g. the data source of a mail merge. */
  | 'instruction'
  /** Stands only in the copy of a drawing kept for old programs. */
  | 'fallback';

export interface Piece {
  text: string;
  readonly unseen: 'deleted' | 'hidden' | 'instruction' | undefined;
  readonly inserted: boolean;
}

export interface Texts {
  seen: string;
  readonly unseen: Map<Unseen, string>;
}

/** Fields that only count, refer or lay out. */
const plainField =
  /^\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|TOC|TC|XE|REF|PAGEREF|NOTEREF|SEQ|DATE|TIME|CREATEDATE|SAVEDATE|STYLEREF|EQ|SYMBOL|FORM[A-Z]+|=|PRINTDATE|ADVANCE|LISTNUM|AUTONUM\w*|\\\*|MERGEFORMAT)\b|^\s*$/i;
const longestRun = 30;

/** Adds the digits and letters around, so that a number of which a part was struck out is seen whole. */
function widened(text: string, from: number, to: number): [number, number] {
  const joins = /[0-9A-Za-z０-９Ｘ\- ]/;
  let [start, end] = [from, to];
  while (start > 0 && from - start < longestRun && joins.test(text[start - 1] ?? '')) start -= 1;
  while (end < text.length && end - to < longestRun && joins.test(text[end] ?? '')) end += 1;
  return [start, end];
}

/** The unseen text of one kind with what it is written together with; '' if there is none. */
function unseenText(pieces: readonly Piece[], kind: 'deleted' | 'hidden'): string {
  if (!pieces.some(piece => piece.unseen === kind)) return '';
  let all = '';
  const ranges: [number, number][] = [];
  for (const piece of pieces) {
    if (piece.unseen !== undefined && piece.unseen !== kind) continue;
    if (kind === 'deleted' && piece.inserted && piece.unseen === undefined) continue;
    const from = all.length;
    all += piece.text;
    if (piece.unseen !== kind || piece.text.trim() === '') continue;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === from) last[1] = all.length;
    else ranges.push([from, all.length]);
  }
  return ranges
    .map(([from, to]) => widened(all, from, to))
    .map(([from, to]) => all.slice(from, to).trim())
    .join(' … ');
}

/** What a paragraph shows, and what else is in it, by why it does not show. */
export function textsOf(pieces: readonly Piece[]): Texts {
  const unseen = new Map<Unseen, string>();
  for (const kind of ['deleted', 'hidden'] as const) {
    const text = unseenText(pieces, kind);
    if (text !== '') unseen.set(kind, text);
  }
  const fields = pieces.filter(piece => piece.unseen === 'instruction').map(piece => piece.text);
  const instructions = fields.join('').trim();
  if (!plainField.test(instructions)) unseen.set('instruction', instructions);
  let seen = '';
  for (const piece of pieces) if (piece.unseen === undefined) seen += piece.text;
  return { seen, unseen };
}
