/** Words that a bureau's people take for one another (低保, 最低生活保障): data of the pack, shown to the reader. */
import { foldWidth } from './words.ts';

/** Groups of words that mean the same; the order inside a group says nothing. */
export type SynonymGroups = readonly (readonly string[])[];

export interface Variant {
  /** The run with one word replaced, folded. */
  readonly text: string;
  readonly word: string;
  readonly other: string;
}

/** Ways of saying one run are few, or a crafted question would ask the index for hundreds. */
const maximumVariants = 6;

/** The run said with the synonyms of the longest word of a group that it holds. */
export function variantsOf(run: string, groups: SynonymGroups): Variant[] {
  const folded = foldWidth(run);
  const held = groups
    .flatMap(group => group.map(word => ({ word: foldWidth(word), group })))
    .filter(({ word }) => word !== '' && folded.includes(word))
    .sort((a, b) => b.word.length - a.word.length)[0];
  if (held === undefined) return [];
  return held.group
    .map(foldWidth)
    .filter(other => other !== held.word)
    .slice(0, maximumVariants)
    .map(other => ({ text: folded.replace(held.word, other), word: held.word, other }));
}
