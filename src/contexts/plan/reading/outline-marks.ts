import { plainPunctuation } from './punctuation.ts';

export type MarkKind =
  | 'part'
  | 'section'
  | 'chinese'
  | 'chinese-in-brackets'
  | 'arabic'
  | 'dotted'
  | 'arabic-in-brackets'
  | 'arabic-half-bracket'
  | 'circled';

/** Order of the levels in official documents (党政机关公文格式 GB/T 9704—2012, 7.3.3: 一、 (一) 1. (1)), with what
 *  else is met around them. */
export const rankOfKind: Readonly<Record<MarkKind, number>> = {
  part: 0,
  section: 1,
  chinese: 2,
  'chinese-in-brackets': 3,
  arabic: 4,
  dotted: 4,
  'arabic-in-brackets': 5,
  'arabic-half-bracket': 6,
  circled: 7,
};

export interface OutlineMark {
  readonly kind: MarkKind;
  readonly ordinal: number;
  /** All numbers of a dotted mark such as 2.1.3; otherwise the ordinal alone. */
  readonly parts: readonly number[];
  /** The mark as written. */
  readonly raw: string;
  /** What follows it on the line, as written. */
  readonly rest: string;
}

const numeral = '[一二三四五六七八九十百零〇]{1,5}';
const digitOf: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Value of a Chinese numeral below 1000 (二十三 → 23, 一百零二 → 102, 二〇 → 20) or of digits; NaN for anything else. */
export function numeralValue(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^[〇零一二三四五六七八九]{2,}$/.test(text)) {
    return Number([...text].map(sign => digitOf[sign]).join(''));
  }
  let total = 0;
  let digit: number | undefined;
  for (const sign of text) {
    if (sign === '百') total += (digit ?? 1) * 100;
    else if (sign === '十') total += (digit ?? 1) * 10;
    else if (digitOf[sign] === undefined) return Number.NaN;
    else {
      digit = digitOf[sign];
      continue;
    }
    digit = undefined;
  }
  return text === '' ? Number.NaN : total + (digit ?? 0);
}

const patterns: readonly (readonly [MarkKind, RegExp])[] = [
  ['part', new RegExp(`^第\\s?(${numeral}|\\d{1,3})\\s?(?:部分|章|篇)\\s*[:、.,]?\\s*`)],
  ['section', new RegExp(`^第\\s?(${numeral}|\\d{1,3})\\s?节\\s*[:、.,]?\\s*`)],
  ['chinese', new RegExp(`^(${numeral})\\s*[、.,:]\\s*`)],
  ['chinese', new RegExp(`^(${numeral})\\s+(?=\\S{2,30}$)`)],
  ['chinese-in-brackets', new RegExp(`^\\(\\s*(${numeral})\\s*\\)\\s*[、.,:]?\\s*`)],
  ['chinese-in-brackets', new RegExp(`^(${numeral})\\s*\\)\\s*[、.,:]?\\s*`)],
  ['dotted', /^(\d{1,2}(?:\.\d{1,2}){1,4})\s*[、.]?\s*(?=[^\s\d.%,:;)、。万亿元个月日年])/],
  ['arabic', /^(\d{1,3})\s*(?:、|[.:](?!\d)|,(?!\d))\s*/],
  ['arabic-in-brackets', /^\(\s*(\d{1,3})\s*\)\s*[、.,:]?\s*/],
  ['arabic-half-bracket', /^(\d{1,3})\s*\)\s*/],
];

/** First code point of each run of composed numbers, its length, and the kind it counts as. */
const composed: readonly (readonly [number, number, MarkKind])[] = [
  [0x2460, 20, 'circled'],
  [0x2776, 10, 'circled'],
  [0x2474, 20, 'arabic-in-brackets'],
  [0x2488, 20, 'arabic'],
  [0x3220, 10, 'chinese-in-brackets'],
];

/** Reads the number a line begins with, in any of the ways officials write it; undefined for a line without. */
export function readMark(line: string): OutlineMark | undefined {
  const indent = line.length - line.trimStart().length;
  const text = line.slice(indent);
  const plain = plainPunctuation(text.slice(0, 80));
  const code = plain.codePointAt(0) ?? 0;
  for (const [first, count, kind] of composed) {
    if (code < first || code >= first + count) continue;
    const raw = /^.\s*[、.,]?\s*/u.exec(plain)?.[0] ?? '';
    const ordinal = code - first + 1;
    return { kind, ordinal, parts: [ordinal], raw: text.slice(0, raw.length), rest: text.slice(raw.length) };
  }
  for (const [kind, pattern] of patterns) {
    const match = pattern.exec(plain);
    if (match === null) continue;
    const parts = (match[1] ?? '').split('.').map(numeralValue);
    const ordinal = parts.at(-1) ?? Number.NaN;
    if (!(ordinal > 0)) continue;
    return { kind, ordinal, parts, raw: text.slice(0, match[0].length), rest: text.slice(match[0].length) };
  }
  return undefined;
}
