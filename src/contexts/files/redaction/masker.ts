/** What is hidden in one redaction, and the memory of it: for the report, and for the proof that it is gone. */
import { halfWidth } from '../../../law/document-number.ts';
import {
  findPersonalData,
  type PersonalDataKind,
  personalDataWords,
  replaceInPieces,
  withoutOverlap,
} from '../contract/personal-data.ts';
import { type ColumnKind, columnKindWords, maskCell, namesIn } from '../contract/personal-tables.ts';
import type { RedactedThing, RedactionOrder } from '../contract/redaction.ts';
import { createTermIndex, type TermIndex } from './term-index.ts';

/** One piece of a text; without `set` it only stands between others (a break, a tab) and is not written back. */
export interface Piece {
  readonly text: string;
  readonly set?: (text: string) => void;
}

export interface Span {
  readonly kind: string;
  readonly words: string;
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
}

/** Something nobody but a person can judge. */
export interface Unseen {
  readonly where: string;
  readonly words: string;
}

export interface Masker {
  readonly order: RedactionOrder;
  /** First turn: what a label or a rule finds here is hidden wherever else it stands. */
  learn(text: string): void;
  /** First turn, for a cell of a column of a list of persons. */
  learnCell(kind: ColumnKind, text: string): void;
  spansIn(text: string): Span[];
  /** Hides what is found in a text that is one piece. */
  line(where: string, text: string): string;
  /** Hides what is found across the pieces of one paragraph or cell. */
  pieces(where: string, pieces: readonly Piece[]): void;
  /** Hides the content of a cell of a list of persons by the kind of its column. */
  cell(where: string, kind: ColumnKind, pieces: readonly Piece[]): void;
  /** Takes note of what was hidden elsewhere, e.g. painted over. */
  took(where: string, text: string, span: Span): void;
  /** Something was taken out whole: a comment, a property. */
  removed(kind: string, words: string, where: string): void;
  unseen(where: string, words: string): void;
  /** What was hidden, word by word: none of it may be found in the copy. */
  readonly gone: TermIndex;
  listed(): { removed: RedactedThing[]; moreRemoved: number };
  readonly notLookedAt: readonly Unseen[];
}

const mostListed = 300;

/** Numbers leave no digit of theirs in the report; other words their first character. */
function excerptOf(text: string): string {
  const chars = [...text.trim()].slice(0, 12);
  return chars.map((char, i) => (i === 0 && !/\d/.test(char) ? char : '*')).join('');
}

function report() {
  const things = new Map<string, RedactedThing>();
  let moreRemoved = 0;
  const notLookedAt: Unseen[] = [];
  return {
    notLookedAt,
    record(kind: string, words: string, where: string, excerpt = ''): void {
      const key = `${words} ${where} ${excerpt}`;
      const known = things.get(key);
      if (known === undefined && things.size >= mostListed) moreRemoved += 1;
      else things.set(key, { kind, words, where, excerpt, count: (known?.count ?? 0) + 1 });
    },
    unseen(where: string, words: string): void {
      if (!notLookedAt.some(each => each.where === where && each.words === words))
        notLookedAt.push({ where, words });
    },
    listed: () => ({ removed: [...things.values()], moreRemoved }),
  };
}

const stars = (text: string) => '*'.repeat(text.length);

/** Words that may stand elsewhere with another meaning are hidden only where the rule found them. */
const onlyInPlace: ReadonlySet<string> = new Set(['birth-date', 'birth', 'private']);

/** A term that reaches over the edge of a number is hidden with it. */
function merged(spans: readonly Span[], text: string): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = out.at(-1);
    if (last === undefined || span.from >= last.to) out.push(span);
    else if (span.to > last.to)
      out[out.length - 1] = { ...last, to: span.to, replacement: stars(text.slice(last.from, span.to)) };
  }
  return withoutOverlap(out);
}

/** What one redaction hides and remembers. */
export function createMasker(order: RedactionOrder): Masker {
  const wanted = createTermIndex(order.terms);
  const learnt = createTermIndex();
  const names = createTermIndex();
  const gone = createTermIndex();
  const { record, unseen, listed, notLookedAt } = report();

  function learnAs(kind: PersonalDataKind | ColumnKind, text: string): void {
    const words = text.trim();
    if (onlyInPlace.has(kind) || words.length < 2 || /^[*\s]+$/.test(words)) return;
    if (kind === 'name') names.add(words);
    else if (kind !== 'address' || words.length >= 8) learnt.add(words);
  }

  function spansIn(text: string): Span[] {
    const hits = (index: TermIndex, kind: string, words: string): Span[] =>
      index.find(text).map(({ from, to }) => ({
        kind,
        words,
        from,
        to,
        replacement: stars(text.slice(from, to)),
      }));
    const found: Span[] = [
      ...hits(wanted, 'term', '指定遮盖的词'),
      ...findPersonalData(text).map(each => ({ ...each, words: personalDataWords[each.kind] })),
      ...hits(learnt, 'personal-number', '已在别处遮盖的内容'),
      ...hits(names, 'name', personalDataWords.name).map(each => ({
        ...each,
        replacement: text.slice(each.from, each.from + 1) + each.replacement.slice(1),
      })),
    ];
    return found.length < 2 ? found : merged(found, text);
  }

  function took(where: string, text: string, span: Span): void {
    const words = text.slice(span.from, span.to);
    if (!onlyInPlace.has(span.kind)) gone.add(words);
    const digits = halfWidth(words).replace(/[^\dXx]/g, '');
    if (digits.length >= 11) gone.add(digits);
    record(span.kind, span.words, where, excerptOf(words));
  }

  function pieces(where: string, given: readonly Piece[]): void {
    const text = given.map(each => each.text).join('');
    const spans = text.trim() === '' ? [] : spansIn(text);
    if (spans.length === 0) return;
    for (const span of spans) took(where, text, span);
    const changed = replaceInPieces(
      given.map(each => each.text),
      spans,
    );
    given.forEach((piece, i) => {
      if (changed[i] !== piece.text) piece.set?.(changed[i]!);
    });
  }

  function cell(where: string, kind: ColumnKind, given: readonly Piece[]): void {
    const own = given.filter(each => each.set !== undefined);
    const text = own.map(each => each.text).join('');
    const masked = maskCell(kind, text);
    if (masked === text) {
      pieces(where, given);
      return;
    }
    for (const words of kind === 'name' ? namesIn(text) : [text.trim()])
      if (!onlyInPlace.has(kind) && (kind !== 'address' || words.length >= 8)) gone.add(words);
    record(kind === 'id' ? 'resident-id' : kind, columnKindWords[kind], where, excerptOf(text));
    // The mask of the column may leave what another rule finds, e.g. a number behind a name.
    const rest = replaceInPieces([masked], spansIn(masked))[0] ?? '';
    own.forEach((piece, i) => {
      piece.set?.(i === 0 ? rest : '');
    });
  }

  return {
    order,
    learn(text) {
      for (const { kind, from, to } of findPersonalData(text)) learnAs(kind, text.slice(from, to));
    },
    learnCell(kind, text) {
      for (const words of kind === 'name' ? namesIn(text) : [text])
        if (maskCell(kind, words) !== words) learnAs(kind, words);
    },
    spansIn,
    line(where, text) {
      let result = text;
      pieces(where, [
        {
          text,
          set: changed => {
            result = changed;
          },
        },
      ]);
      return result;
    },
    pieces,
    cell,
    took,
    removed: (kind, words, where) => record(kind, words, where),
    unseen,
    gone,
    listed,
    notLookedAt,
  };
}
