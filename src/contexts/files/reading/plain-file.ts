import { decodeText } from '../../../platform/office-text/encoding.ts';
import type { ReadingBuilder } from './reading-builder.ts';

/** Text and tables without layout, in whatever encoding an office uses. */

export function readTextFile(bytes: Uint8Array, out: ReadingBuilder): void {
  const { text } = decodeText(bytes);
  let no = 0;
  for (const line of text.split(/\r\n|[\n\r\v\f\u2028\u2029]/)) {
    no += 1;
    out.add(`第${no}行`, line);
  }
}

/** What parts the cells, by what the first lines hold most. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000);
  const count = (mark: string): number => head.split(mark).length - 1;
  return [',', '\t', ';', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/** RFC 4180, forgiving: a quote that never ends is a character like any other. */
function* records(text: string, delimiter: string): Generator<string[]> {
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string;
    const close = text[at] === '"' ? closing(text, at + 1) : -1;
    if (close > 0) {
      cell = text.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    } else {
      const start = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
      cell = text.slice(start, at);
    }
    cells.push(cell);
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    yield cells;
    cells = [];
  }
  if (cells.length > 0) yield cells;
}

/** Where a quoted cell ends: at a quote before a delimiter or line end; cells longer than this are not quoted. */
function closing(text: string, from: number): number {
  const last = Math.min(text.length, from + 100_000);
  for (let at = text.indexOf('"', from); at >= 0 && at <= last; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] !== '"') return at;
    at += 1;
  }
  return -1;
}

export function readTableFile(bytes: Uint8Array, out: ReadingBuilder): void {
  const { text } = decodeText(bytes);
  let no = 0;
  for (const cells of records(text, delimiterOf(text))) {
    no += 1;
    out.add(`第${no}行`, cells.map(cell => cell.replace(/\s+/g, ' ').trim()).join('\t'));
  }
}
