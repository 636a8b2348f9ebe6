/** Sounds of Chinese characters in their words (银行 hang, 行政 xing). The dictionary is loaded at first use. */
import type { SoundedRun } from './titles.ts';

export type Sounder = (text: string) => SoundedRun[];

let loaded: Promise<Sounder> | undefined;

async function load(): Promise<Sounder> {
  const { pinyin } = await import('pinyin-pro');
  return text =>
    (text.match(/\p{Script=Han}+/gu) ?? []).map(run => {
      const characters = [...run];
      const sounds = pinyin(run, { toneType: 'none', type: 'array', v: true });
      return sounds.length === characters.length
        ? { characters, sounds }
        : { characters, sounds: characters.map(one => pinyin(one, { toneType: 'none', v: true })) };
    });
}

/** The sounder; the same for every caller of the process. */
export function openSounder(): Promise<Sounder> {
  loaded ??= load();
  return loaded;
}
