import { attribute, xmlTokens } from './xml-tokens.ts';

/** One level of an automatic list: how the number is written and where it starts. */
interface ListLevel {
  format: string;
  /** Pattern with `%1`…`%9` for the numbers of the levels. */
  pattern: string;
  start: number;
  /** "Legal" style: every number of the pattern in digits. */
  legal: boolean;
}

interface ListUse {
  readonly abstractId: string;
  readonly starts: Map<number, number>;
}

export interface Numbering {
  readonly abstracts: ReadonlyMap<string, ReadonlyMap<number, ListLevel>>;
  readonly uses: ReadonlyMap<string, ListUse>;
}

/** Reads `word/numbering.xml` (ECMA-376 part 1, 17.9). An absent part gives no lists. */
export function readNumbering(xml: string | undefined): Numbering {
  const abstracts = new Map<string, Map<number, ListLevel>>();
  const uses = new Map<string, ListUse>();
  let levels: Map<number, ListLevel> | undefined;
  let level: ListLevel | undefined;
  let use: { id: string; abstractId: string; starts: Map<number, number> } | undefined;
  let overridden = -1;
  for (const token of xml === undefined ? [] : xmlTokens(xml)) {
    if (token.kind === 'close') {
      if (token.name === 'w:abstractNum') levels = undefined;
      if (token.name === 'w:lvl') level = undefined;
      if (token.name === 'w:num' && use !== undefined) {
        uses.set(use.id, use);
        use = undefined;
      }
      continue;
    }
    if (token.kind !== 'open') continue;
    const value = (name: string): string => attribute(token.attributes, name) ?? '';
    if (token.name === 'w:abstractNum') {
      levels = new Map();
      abstracts.set(value('w:abstractNumId'), levels);
    } else if (token.name === 'w:num') use = { id: value('w:numId'), abstractId: '', starts: new Map() };
    else if (token.name === 'w:abstractNumId' && use !== undefined) use.abstractId = value('w:val');
    else if (token.name === 'w:lvlOverride') overridden = Number(value('w:ilvl'));
    else if (token.name === 'w:startOverride') use?.starts.set(overridden, Number(value('w:val')));
    else if (token.name === 'w:lvl' && levels !== undefined) {
      level = { format: 'decimal', pattern: '', start: 1, legal: false };
      levels.set(Number(value('w:ilvl')), level);
    } else if (level !== undefined) {
      if (token.name === 'w:start') level.start = Number(value('w:val'));
      if (token.name === 'w:numFmt') level.format = value('w:val');
      if (token.name === 'w:lvlText') level.pattern = value('w:val');
      if (token.name === 'w:isLgl') level.legal = true;
    }
  }
  return { abstracts, uses };
}

const digits = '零一二三四五六七八九';

/** Chinese numeral of 1–99 as officials number headings; larger numbers stay in digits. */
function chineseNumeral(n: number): string {
  if (n < 1 || n > 99) return String(n);
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const head = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`;
  return `${head}${ones === 0 ? '' : digits[ones]}`;
}

function letters(n: number): string {
  return n < 1 ? '' : String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.floor((n - 1) / 26) + 1);
}

function roman(n: number): string {
  const parts: [number, string][] = [
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let left = Math.min(n, 99);
  let text = '';
  for (const [value, sign] of parts) {
    for (; left >= value; left -= value) text += sign;
  }
  return text;
}

function written(n: number, format: string): string {
  if (/chinese|ideograph|japanese(Counting|Legal)|koreanCounting|taiwanese/i.test(format)) {
    if (/EnclosedCircle/i.test(format)) return String.fromCodePoint(0x3220 + n - 1);
    return chineseNumeral(n);
  }
  if (format.startsWith('decimalEnclosedCircle') && n <= 20) return String.fromCodePoint(0x2460 + n - 1);
  if (format === 'lowerLetter') return letters(n);
  if (format === 'upperLetter') return letters(n).toUpperCase();
  if (format === 'lowerRoman') return roman(n);
  if (format === 'upperRoman') return roman(n).toUpperCase();
  return String(n);
}

/** Counts through a document and gives every numbered paragraph the label Word would print in front of it. */
export class ListCounter {
  readonly #numbering: Numbering;
  readonly #counts = new Map<string, number[]>();
  readonly #seen = new Set<string>();

  constructor(numbering: Numbering) {
    this.#numbering = numbering;
  }

  /** Label of the next paragraph of list `numId` at `level` (0-based); '' for bullets and unknown lists. */
  next(numId: string, level: number): string {
    const use = this.#numbering.uses.get(numId);
    const levels = use && this.#numbering.abstracts.get(use.abstractId);
    const own = levels?.get(level);
    if (use === undefined || levels === undefined || own === undefined) return '';
    const counts = this.#counts.get(use.abstractId) ?? [];
    this.#counts.set(use.abstractId, counts);
    const fresh = `${numId}/${level}`;
    const override = this.#seen.has(fresh) ? undefined : use.starts.get(level);
    this.#seen.add(fresh);
    const last = counts[level];
    counts[level] = override ?? (last === undefined ? own.start : last + 1);
    counts.length = level + 1;
    if (own.format === 'bullet' || own.format === 'none') return '';
    return own.pattern.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const count = counts[at] ?? levels.get(at)?.start ?? 1;
      return written(count, own.legal ? 'decimal' : (levels.get(at)?.format ?? 'decimal'));
    });
  }
}
