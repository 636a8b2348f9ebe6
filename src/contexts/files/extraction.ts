/** The text of a file as a reader sees it, for the search and for checks of text alone. */
import type { FileReading } from './contract/reading.ts';
import { readWhole } from './reading/read-whole.ts';

/** Characters kept; a longer text is cut, because a table of a hundred thousand rows is data and no text. */
const longestText = 2_000_000;

/** What a reader sees of it, one paragraph or table row per line. */
export function visibleText({ parts }: FileReading): string {
  let text = '';
  for (const part of parts) {
    if (part.hidden !== undefined) continue;
    text += text === '' ? part.text : `\n${part.text}`;
    if (text.length > longestText) break;
  }
  // PostgreSQL's text holds every character but this one.
  return text.replaceAll('\u0000', '').slice(0, longestText);
}

/** The text in a file of an accepted type; empty for pictures. Faults: `unreadable-file`, `too-large`. */
export async function extractText(bytes: Uint8Array, mediaType: string): Promise<string> {
  return visibleText(await readWhole(bytes, mediaType, ''));
}
