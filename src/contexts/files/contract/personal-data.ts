/**
 * Personal data in running text with the words that take its place: numbers, passports, names, dates of birth and
 * addresses that a label announces. Sources: 政府信息公开条例 art 15, 个人信息保护法 arts 6, 25 and 28.
 */
import { halfWidth } from '../../../law/document-number.ts';
import {
  findPersonalNumbers,
  maskAddress,
  maskBankCard,
  maskMobile,
  maskName,
  maskResidentId,
  type PersonalNumber,
  type PersonalNumberKind,
  personalNumberWords,
} from '../../../law/masking.ts';
import { isSocialCreditCode } from '../../../law/social-credit-code.ts';

export type PersonalDataKind = PersonalNumberKind | 'passport' | 'name' | 'address' | 'birth-date';

export const personalDataWords: Readonly<Record<PersonalDataKind, string>> = {
  ...personalNumberWords,
  passport: '护照号码',
  name: '姓名',
  address: '详细住址',
  'birth-date': '出生日期',
};

/** Words to be hidden: positions in the text, end excluded, and what stands there afterwards. */
export interface PersonalDatum {
  readonly kind: PersonalDataKind;
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
}

const amountAfter =
  /^(?:[.．]\d|[,，]\d{3}(?!\d)|\s*(?:万|亿|千|百)?(?:元|户|人次|人|吨|公斤|平方米|亩|件|份|册|万|亿))/;
const partOfAmountBefore = /(?:\d[.．]|\d[,，]|[¥￥$])$/;

/** Digits that only look like a number of a person: amounts, codes, addresses of pages. */
function isSomethingElse(text: string, { from, to, kind }: PersonalNumber): boolean {
  const before = /[0-9A-Za-z]{0,40}$/.exec(text.slice(Math.max(0, from - 40), from))?.[0] ?? '';
  const after = /^[0-9A-Za-z]{0,40}/.exec(text.slice(to, to + 40))?.[0] ?? '';
  if (/\d/.test(before + after)) return true;
  if (kind === 'resident-id' && to - from >= 18) return false;
  const beside = text.slice(Math.max(0, from - 2), from);
  if (amountAfter.test(text.slice(to, to + 12)) || partOfAmountBefore.test(beside)) return true;
  if (before.length + after.length > 6) return true;
  if (isSocialCreditCode(before + text.slice(from, to) + after)) return true;
  return /(?:https?:\/\/|www\.)[^\s\u4e00-\u9fa5]*$/i.test(text.slice(Math.max(0, from - 300), from));
}

const numberMasks: Readonly<Record<PersonalNumberKind, (text: string) => string>> = {
  'resident-id': maskResidentId,
  'disability-card': maskResidentId,
  mobile: maskMobile,
  'bank-card': maskBankCard,
};

const longestPiece = 16_000;
const overlap = 64;

/** Very long lines are read in overlapping pieces, so that the time stays in proportion to the length. */
function numbersIn(text: string): PersonalNumber[] {
  if (text.length <= longestPiece) return findPersonalNumbers(text);
  const found = new Map<number, PersonalNumber>();
  for (let at = 0; at < text.length; at += longestPiece - overlap) {
    for (const each of findPersonalNumbers(text.slice(at, at + longestPiece))) {
      const number = { kind: each.kind, from: each.from + at, to: each.to + at };
      // A number cut by the end of a piece is found whole by the next one.
      if ((found.get(number.from)?.to ?? -1) < number.to) found.set(number.from, number);
    }
  }
  return [...found.values()];
}

interface Labelled {
  readonly kind: PersonalDataKind;
  /** The second group is what is hidden. */
  readonly pattern: RegExp;
  readonly mask: (text: string) => string;
}

const date = String.raw`(?:19|20)\d{2}\s?[年.\-/]\s?\d{1,2}(?:\s?[月.\-/]\s?\d{1,2}\s?日?|\s?月)?`;

/** What a label announces. A label must end with a colon where the words after it could be anything. */
const labelled: readonly Labelled[] = [
  {
    // A number with a slip of the pen still tells who is meant.
    kind: 'resident-id',
    pattern:
      /((?:身份证(?:号码|号)?|公民身份号码|身份号码|证件号码?)\s*(?:为|是)?\s*[:：]?\s*)([1-9](?:[ -]?\d){16}[ -]?[\dXx])(?![\dA-Za-z])/g,
    mask: maskResidentId,
  },
  {
    kind: 'passport',
    pattern: /(护照(?:号码|号)?\s*[:：]?\s*)([A-Z][A-Z\d]?\d{7,8})(?![A-Za-z\d])/g,
    mask: text => `${text.slice(0, 1)}${'*'.repeat(text.length - 1)}`,
  },
  {
    kind: 'name',
    pattern:
      /((?:姓\s*名|户主|受助人|救助对象|保障对象|监护人|被监护人)\s*[:：]\s*)([\u4e00-\u9fa5·]{2,4})(?![\u4e00-\u9fa5·])/g,
    mask: text => maskName(text),
  },
  {
    kind: 'birth-date',
    pattern: new RegExp(`((?:出生(?:日期|年月日?|时间)?|生日|生于)\\s*[:：]?\\s*)(${date})`, 'g'),
    mask: text => text.replace(/\d/g, '*'),
  },
  {
    kind: 'birth-date',
    pattern: new RegExp(`()(${date})(?=\\s?(?:出生|生(?![产活效成])))`, 'g'),
    mask: text => text.replace(/\d/g, '*'),
  },
  {
    kind: 'address',
    pattern:
      /((?:家庭住址|家庭地址|户籍地址|户籍地|现住址|现住地|居住地址|住址)\s*[:：]\s*)([^，。；;,\s、|）)]{4,60})/g,
    mask: addressMasked,
  },
];

/** The address down to the village, and stars for what is left out. */
export function addressMasked(address: string): string {
  const kept = maskAddress(address);
  return kept === address || kept.endsWith('*') ? kept : `${kept}***`;
}

function labelledIn(text: string): PersonalDatum[] {
  return labelled.flatMap(({ kind, pattern, mask }) =>
    [...text.matchAll(pattern)].map(match => {
      const from = match.index + (match[1]?.length ?? 0);
      const words = match[2] ?? '';
      return { kind, from, to: from + words.length, replacement: mask(words) };
    }),
  );
}

/** Marks that are not seen (soft hyphens, joiners, marks of direction) part no number. */
const unseen = /\p{Cf}/u;

/** The text without unseen marks, and for each of its positions the one it came from. */
function seen(text: string): { readonly plain: string; readonly origin: readonly number[] | null } {
  if (!unseen.test(text)) return { plain: text, origin: null };
  const origin: number[] = [];
  let plain = '';
  for (let i = 0; i < text.length; i += 1) {
    if (unseen.test(text[i]!)) continue;
    plain += text[i];
    origin.push(i);
  }
  return { plain, origin };
}

/** In order, none overlapping another: what begins first wins, then what is longer. */
export function withoutOverlap<Span extends { readonly from: number; readonly to: number }>(
  spans: readonly Span[],
): Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (span.to > span.from && span.from >= (kept.at(-1)?.to ?? 0)) kept.push(span);
  }
  return kept;
}

/** Everything in one line of text that should not go out, in order, none overlapping another. */
export function findPersonalData(text: string): PersonalDatum[] {
  const { plain, origin } = seen(text);
  const numbers = numbersIn(plain)
    .filter(number => !isSomethingElse(halfWidth(plain), number))
    .map(({ kind, from, to }) => ({ kind, from, to, replacement: numberMasks[kind](plain.slice(from, to)) }));
  const found = withoutOverlap([...numbers, ...labelledIn(plain)]).filter(
    each => each.replacement !== plain.slice(each.from, each.to),
  );
  if (origin === null) return found;
  return found.map(each => ({ ...each, from: origin[each.from]!, to: origin[each.to - 1]! + 1 }));
}

/**
 * The pieces of a text (the runs of a paragraph) after the spans, counted over all pieces together, were replaced: what
 * replaces a span stands in the piece where the span begins, the rest of the span is gone from the other pieces. A
 * replacement as long as the span leaves each piece as long as it was.
 */
export function replaceInPieces(
  pieces: readonly string[],
  spans: readonly { readonly from: number; readonly to: number; readonly replacement: string }[],
): string[] {
  const changed = pieces.map(() => '');
  let at = 0;
  let next = 0;
  pieces.forEach((piece, i) => {
    const end = at + piece.length;
    let position = at;
    while (position < end) {
      while (next < spans.length && spans[next]!.to <= position) next += 1;
      const span = spans[next];
      if (span === undefined || span.from >= end) {
        changed[i] += piece.slice(position - at);
        break;
      }
      if (span.from > position) changed[i] += piece.slice(position - at, span.from - at);
      const [from, to] = [Math.max(position, span.from), Math.min(end, span.to)];
      if (span.replacement.length === span.to - span.from)
        changed[i] += span.replacement.slice(from - span.from, to - span.from);
      else if (from === span.from) changed[i] += span.replacement;
      position = to;
    }
    at = end;
  });
  return changed;
}
