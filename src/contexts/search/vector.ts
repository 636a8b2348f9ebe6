/**
 * What is written into the index. PostgreSQL knows no Chinese words, so the application writes the `tsvector`
 * literal itself and casts it: the same result on every engine, without a parser or a dictionary there.
 *
 * Kinds of lexemes:
 * - words, and the words inside them, with places (`民政局`, `民政`);
 * - pairs `2:政厅` for two neighbouring characters that no word of the text covers as such, so that any run of
 *   characters of a text is found, whatever the segmentation made of it;
 * - single characters of the title `#民`, for queries of one character;
 * - document numbers `d:毕民发2019-12` (and shorter ends, and without serial), index numbers `i:11520500…`.
 */
import { findDocumentNumbers, parseDocumentNumber } from '../../law/document-number.ts';
import type { SearchableThing } from './contract.ts';
import { foldWidth, type PlacedWord, type Segmenter } from './words.ts';

/** Characters of a text that are indexed; what follows is found by the words before it. */
export const indexedLength = 100_000;
/** PostgreSQL's own limits: the last place there is, and bytes of a vector. */
const lastPlace = 16_383;
const maximumVectorBytes = 900_000;
/** More places of one word would not change its rank. */
const placesPerWord = 24;
const maximumWordLength = 100;

export const pairPrefix = '2:';
export const characterPrefix = '#';
export const documentNumberPrefix = 'd:';
export const indexNumberPrefix = 'i:';

/** A lexeme as PostgreSQL reads it: in quotes, quotes and backslashes doubled. */
export function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

class VectorWriter {
  readonly #places = new Map<string, string[]>();
  #bytes = 0;

  add(lexeme: string, place: number | null, weight: 'A' | ''): void {
    const places = this.#places.get(lexeme);
    const cost = (places === undefined ? Buffer.byteLength(lexeme) + 8 : 0) + (place === null ? 0 : 2);
    if (this.#bytes + cost > maximumVectorBytes) return;
    if (places === undefined) this.#places.set(lexeme, place === null ? [] : [`${place}${weight}`]);
    else if (place !== null && places.length < placesPerWord) places.push(`${place}${weight}`);
    this.#bytes += cost;
  }

  has(lexeme: string): boolean {
    return this.#places.has(lexeme);
  }

  literal(): string {
    return [...this.#places]
      .map(([lexeme, places]) => `${quoted(lexeme)}${places.length > 0 ? `:${places.join(',')}` : ''}`)
      .join(' ');
  }
}

/** Neighbouring pairs of Chinese characters, each once. */
export function characterPairs(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const run of text.match(/\p{Script=Han}{2,}/gu) ?? []) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length; i += 1) pairs.add(characters[i]! + characters[i + 1]!);
  }
  return pairs;
}

function addWords(
  writer: VectorWriter,
  placed: readonly PlacedWord[],
  from: number,
  weight: 'A' | '',
): number {
  let place = from;
  for (const { word, inner } of placed) {
    place += 1;
    for (const lexeme of [word, ...inner])
      if (/[\p{L}\p{N}]/u.test(lexeme))
        writer.add(lexeme.slice(0, maximumWordLength), Math.min(place, lastPlace), weight);
  }
  return place;
}

function addPairs(writer: VectorWriter, text: string): void {
  for (const pair of characterPairs(text)) if (!writer.has(pair)) writer.add(pairPrefix + pair, null, '');
}

/** Ends of an agency code: in running text other words may stand before it (根据国办发〔2017〕47号). */
function codeEnds(agencyCode: string): string[] {
  const characters = [...foldWidth(agencyCode)].slice(-10);
  const ends = characters.slice(0, -1).map((_, i) => characters.slice(i).join(''));
  return ends.length > 0 ? ends : characters;
}

/** The lexemes of the document numbers that a text holds. */
export function documentNumberLexemes(text: string): string[] {
  const own = parseDocumentNumber(text.trim());
  const orders = own?.kind === 'order' ? [documentNumberPrefix + foldWidth(own.text)] : [];
  const numbered = findDocumentNumbers(text).flatMap(({ number: { agencyCode, year, serial } }) => [
    ...codeEnds(agencyCode).flatMap(code => [
      `${documentNumberPrefix}${code}${year}-${serial}`,
      `${documentNumberPrefix}${code}${year}`,
    ]),
    `${documentNumberPrefix}${year}-${serial}`,
  ]);
  return [...new Set([...orders, ...numbered])];
}

/** An index number as it is compared: half-width, lower case, no spaces. */
export function foldIndexNumber(text: string): string {
  return foldWidth(text).replaceAll(/\s/g, '');
}

function addNumbers(writer: VectorWriter, thing: SearchableThing, text: string): void {
  for (const lexeme of documentNumberLexemes(text)) writer.add(lexeme, null, '');
  for (const lexeme of documentNumberLexemes(thing.documentNo)) writer.add(lexeme, 1, 'A');
  const indexNo = foldIndexNumber(thing.indexNo);
  if (indexNo === '') return;
  writer.add(indexNumberPrefix + indexNo, 1, 'A');
  // 11520500MB1234567X/2019-00012 is also asked for as 2019-00012.
  for (const part of indexNo.split('/').slice(1)) writer.add(indexNumberPrefix + part, 1, 'A');
}

function addTitle(writer: VectorWriter, title: string, placed: readonly PlacedWord[]): number {
  const place = addWords(writer, placed, 0, 'A');
  addPairs(writer, foldWidth(title));
  for (const character of new Set(title.match(/\p{Script=Han}/gu) ?? []))
    writer.add(characterPrefix + character, null, '');
  return place;
}

/** Literals of the two vectors of a thing: title alone, and everything with the title's words weighted A. */
export function vectorsOf(thing: SearchableThing, segmenter: Segmenter): { title: string; full: string } {
  const titleWords = segmenter.placedWords(thing.title);
  const text = thing.text.slice(0, indexedLength);
  const title = new VectorWriter();
  addTitle(title, thing.title, titleWords);
  addNumbers(title, thing, thing.title);
  const full = new VectorWriter();
  const place = addTitle(full, thing.title, titleWords);
  addNumbers(full, thing, `${thing.title}\n${text}`);
  addWords(full, segmenter.placedWords(text), place, '');
  addPairs(full, foldWidth(text));
  return { title: title.literal(), full: full.literal() };
}
