/** Chinese words. One shared dictionary per process, loaded at first use (0.2 s, some 60 MB). */
import type { Jieba } from '@node-rs/jieba';

let loaded: Promise<Jieba> | undefined;

async function load(): Promise<Jieba> {
  const [{ Jieba }, { dict }] = await Promise.all([
    import('@node-rs/jieba'),
    import('@node-rs/jieba/dict.js'),
  ]);
  return Jieba.withDict(dict);
}

/** Full-width letters, digits and signs become half-width, everything lower case; no position ever moves. */
export function foldWidth(text: string): string {
  const narrow = text.replace(/[！-～]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
  const lower = narrow.toLowerCase();
  return lower.length === narrow.length ? lower : narrow.replace(/[A-Z]/g, char => char.toLowerCase());
}

/** A word of a text with the words inside it (民政局 holds 民政), at its place in the order of words. */
export interface PlacedWord {
  readonly word: string;
  readonly inner: readonly string[];
}

const isWord = (token: string) => /[\p{L}\p{N}]/u.test(token);

/** Segmentation in both modes: coarse words for queries and positions, finer words inside them for recall. */
export interface Segmenter {
  /** Words of a query, folded; signs left out. */
  words(text: string): string[];
  /** Words of a text with their inner words; signs count as places, so that phrases do not run across them. */
  placedWords(text: string): PlacedWord[];
}

/** The segmenter; the same for every caller of the process. */
export async function openSegmenter(): Promise<Segmenter> {
  loaded ??= load();
  const jieba = await loaded;
  return {
    words: text => jieba.cut(foldWidth(text), true).filter(isWord),
    placedWords: text => {
      const folded = foldWidth(text);
      const fine = jieba.cutForSearch(folded, true);
      let next = 0;
      return jieba.cut(folded, true).map(word => {
        const inner: string[] = [];
        // The finer mode says the words inside a word first and then the word itself.
        while (next < fine.length && fine[next] !== word) inner.push(fine[next++]!);
        next += 1;
        return { word, inner };
      });
    },
  };
}
