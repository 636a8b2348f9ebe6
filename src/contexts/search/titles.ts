/**
 * What a question that finds little may have meant, read from the titles that are public: 低保 for `dibao` and `db`,
 * 殡葬 for 宾葬, 临时救助 for 临时求助. Pure; the sounds of characters come from outside.
 */

/** A title's run of Chinese characters with the sound of each, without tones: `['di', 'bao']`. */
export interface SoundedRun {
  readonly characters: readonly string[];
  readonly sounds: readonly string[];
}

export const longestGuess = 12;
const maximumGuesses = 5;

/** Whether letters are the sounds from a place on; gives the number of characters they cover, or 0. */
function spelled(letters: string, sounds: readonly string[], from: number): number {
  let rest = letters;
  let at = from;
  while (rest !== '' && at < sounds.length && at - from < longestGuess) {
    const sound = sounds[at]!;
    if (!rest.startsWith(sound)) return 0;
    rest = rest.slice(sound.length);
    at += 1;
  }
  return rest === '' ? at - from : 0;
}

function initialled(letters: string, sounds: readonly string[], from: number): number {
  if (letters.length < 2 || letters.length > longestGuess || from + letters.length > sounds.length) return 0;
  for (let i = 0; i < letters.length; i += 1) if (sounds[from + i]![0] !== letters[i]) return 0;
  return letters.length;
}

/** Commonest first; of equally common ones in the order of their code points, so that answers do not vary. */
function commonest(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, maximumGuesses)
    .map(([text]) => text);
}

function gathered(
  runs: readonly SoundedRun[],
  lengthAt: (run: SoundedRun, from: number) => number,
): string[] {
  const counts = new Map<string, number>();
  for (const run of runs)
    for (let from = 0; from < run.sounds.length; from += 1) {
      const length = lengthAt(run, from);
      if (length === 0) continue;
      const text = run.characters.slice(from, from + length).join('');
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  return commonest(counts);
}

/** Letters as typed: half-width, lower case, nothing between syllables. Nothing if the question is no such letters. */
export function lettersOf(question: string): string | undefined {
  const letters = question
    .toLowerCase()
    .replaceAll(/['’\s]/g, '')
    .replaceAll('ü', 'v');
  return /^[a-z]{2,48}$/.test(letters) ? letters : undefined;
}

/** Phrases of titles that the letters spell; only if there is none, those whose initials they are. */
export function spelledIn(letters: string, runs: readonly SoundedRun[]): string[] {
  const full = gathered(runs, (run, from) => spelled(letters, run.sounds, from));
  return full.length > 0 ? full : gathered(runs, (run, from) => initialled(letters, run.sounds, from));
}

/** Phrases of titles that sound like the question, then those that differ from it in one character of three or more. */
export function alike(question: SoundedRun, runs: readonly SoundedRun[]): string[] {
  const { characters, sounds } = question;
  const { length } = characters;
  if (length < 2 || length > longestGuess) return [];
  const own = characters.join('');
  const differing = (a: readonly string[], b: readonly string[], from: number) => {
    let count = 0;
    for (let i = 0; i < length && count < 2; i += 1) if (a[i] !== b[from + i]) count += 1;
    return count;
  };
  const fits = (run: SoundedRun, from: number) => from + length <= run.sounds.length;
  const sounding = gathered(runs, (run, from) =>
    fits(run, from) && differing(sounds, run.sounds, from) === 0 ? length : 0,
  );
  const written =
    length < 3
      ? []
      : gathered(runs, (run, from) =>
          fits(run, from) && differing(characters, run.characters, from) === 1 ? length : 0,
        );
  return [...new Set([...sounding, ...written])].filter(text => text !== own).slice(0, maximumGuesses);
}
