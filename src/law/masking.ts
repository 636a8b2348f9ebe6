/**
 * Finding and hiding personal numbers. Sources: 政府信息公开条例 art 15 (privacy), 个人信息保护法 arts 25 and 28,
 * GB 11643-1999 (check digit); bank cards by their Luhn digit.
 */
import { halfWidth } from './document-number.ts';
import { parseResidentId } from './resident-id.ts';

export type PersonalNumberKind = 'resident-id' | 'disability-card' | 'mobile' | 'bank-card';

export const personalNumberWords: Readonly<Record<PersonalNumberKind, string>> = {
  'resident-id': '公民身份号码',
  'disability-card': '残疾人证号',
  mobile: '手机号码',
  'bank-card': '银行卡号',
};

/** A number found in a text: positions in that text, end excluded. */
export interface PersonalNumber {
  readonly kind: PersonalNumberKind;
  readonly from: number;
  readonly to: number;
}

/** The Luhn check of bank cards, on digits only. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** True for 16 to 19 digits that begin as cards do (3 to 6) and pass the Luhn check. */
export function isBankCard(digits: string): boolean {
  return /^[3-6]\d{15,18}$/.test(digits) && passesLuhn(digits);
}

function kindOf(digits: string): PersonalNumberKind | undefined {
  if (parseResidentId(digits) !== undefined) return 'resident-id';
  // A disability card is the 18 characters of the identity number, one digit of kind and one of degree.
  if (/^\d{17}[\dXx]\d{2}[A-Za-z]?\d?$/.test(digits) && parseResidentId(digits.slice(0, 18)) !== undefined) {
    return 'disability-card';
  }
  if (/^(?:(?:00)?86)?1[3-9]\d{9}$/.test(digits)) return 'mobile';
  return isBankCard(digits) ? 'bank-card' : undefined;
}

/** Between the groups of one number as people write it: spaces, one hyphen of any make, the cells of a form. */
const separator = /^(?:[ \u00a0\u3000]{1,3}| ?[-－‐‑‒–—−] ?| ?[.·/] ?|\t)$/;

interface Token {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Lengths of groups in which mobile numbers are written. */
const mobileShapes = new Set(['3-4-4', '4-3-4', '3-8', '7-4', '3-3-5', '4-4-3', '5-6', '3-4-2-2']);

/** Digits in groups prove less than digits in one: what else is asked of the way they are written. */
function isWrittenAs(kind: PersonalNumberKind, tokens: readonly Token[], separators: string): boolean {
  const lengths = tokens.map(each => each.text.length);
  if (kind === 'mobile') {
    const own = (lengths[0] ?? 0) <= 4 && /^(?:00)?86$/.test(tokens[0]!.text) ? lengths.slice(1) : lengths;
    return !separators.includes('\t') && (own.length === 1 || mobileShapes.has(own.join('-')));
  }
  if (/[.·/]/.test(separators)) return false;
  const digits = lengths.reduce((sum, length) => sum + length, 0);
  if (kind === 'resident-id' && digits === 15) return !separators.includes('\t') && lengths[0] === 6;
  // A whole identity number with a count behind it is no card.
  if (kind === 'disability-card') return (lengths[0] ?? 0) < 17;
  if (kind !== 'bank-card') return true;
  return (
    !separators.includes('\t') && (lengths[0] === 6 || lengths.slice(0, -1).every(length => length === 4))
  );
}

/** As many groups as one number may have: every digit in a cell of its own. */
const mostGroups = 21;
const mostDigits = 24;
const fewestDigits = 11;

const amount = /^\s*[元.．万亿人户]/;

/** The longest number that begins with this token, and how many tokens it takes. */
function numberFrom(
  plain: string,
  tokens: readonly Token[],
  first: number,
): { kind: PersonalNumberKind; count: number } | undefined {
  let digits = '';
  let separators = '';
  let found: { kind: PersonalNumberKind; count: number } | undefined;
  for (let i = first; i < tokens.length && i < first + mostGroups; i += 1) {
    const token = tokens[i]!;
    if (i > first) {
      const between = plain.slice(tokens[i - 1]!.to, token.from);
      const isJoined = between === '' && (/[Xx]/.test(token.text) || /[Xx]/.test(tokens[i - 1]!.text));
      if (!isJoined && between !== ' ' && !separator.test(between)) break;
      // A group that is a number by itself begins its own.
      if (!isJoined && token.text.length >= 11 && kindOf(token.text) !== undefined) break;
      separators += between;
    }
    if (digits.length + token.text.length > mostDigits) break;
    digits += token.text;
    // An X may follow that belongs to the number.
    const next = tokens[i + 1];
    if (digits.length === 17 && next !== undefined && /[Xx]/.test(next.text)) continue;
    const kind = digits.length < fewestDigits ? undefined : kindOf(digits);
    if (kind === undefined) continue;
    // An amount behind an identity number makes no card of it.
    if (
      kind === 'disability-card' &&
      found !== undefined &&
      (token.text.length !== 2 || amount.test(plain.slice(token.to, token.to + 3)))
    )
      break;
    if (separators === '' || isWrittenAs(kind, tokens.slice(first, i + 1), separators))
      found = { kind, count: i - first + 1 };
  }
  return found;
}

const token = /\d+|(?<![A-Za-z])[Xx](?![A-Za-z])/g;

/** UUIDs and digests in hex: their digits are nobody's number, however they fall. */
const machineCode =
  /(?<![0-9A-Za-z])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=[0-9]{0,127}[a-f])[0-9a-f]{32,128})(?![0-9A-Za-z])/g;

/**
 * Every personal number in a text, in order: full-width digits, groups parted by spaces or hyphens, and digits in cells
 * of their own count too. The time is in proportion to the length of the text.
 */
export function findPersonalNumbers(text: string): PersonalNumber[] {
  const plain = halfWidth(text).replace(machineCode, code => '#'.repeat(code.length));
  const tokens = [...plain.matchAll(token)].map(match => ({
    from: match.index,
    to: match.index + match[0].length,
    text: match[0],
  }));
  const found: PersonalNumber[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    if (/[Xx]/.test(tokens[i]!.text)) continue;
    const number = numberFrom(plain, tokens, i);
    if (number === undefined) continue;
    const last = i + number.count - 1;
    found.push({ kind: number.kind, from: tokens[i]!.from, to: tokens[last]!.to });
    i = last;
  }
  return found;
}

function starred(text: string, head: number, tail: number): string {
  if (text.length <= head + tail) return '*'.repeat(text.length);
  return text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(text.length - tail);
}

/** 52****************: the province stays, nothing that tells birth or order. */
export function maskResidentId(text: string): string {
  return starred(text, 2, 0);
}

/** 138****5678. */
export function maskMobile(text: string): string {
  return starred(text, 3, 4);
}

/** ***************1234: the last four. */
export function maskBankCard(text: string): string {
  return starred(text, 0, 4);
}

const masks: Readonly<Record<PersonalNumberKind, (text: string) => string>> = {
  'resident-id': maskResidentId,
  'disability-card': maskResidentId,
  mobile: maskMobile,
  'bank-card': maskBankCard,
};

/** The text with every personal number hidden; its length does not change. */
export function maskPersonalNumbers(text: string): string {
  let [result, at] = ['', 0];
  for (const { kind, from, to } of findPersonalNumbers(text)) {
    result += text.slice(at, from) + masks[kind](text.slice(from, to));
    at = to;
  }
  return result + text.slice(at);
}

/** Compound surnames in use, so that 欧阳修 becomes 欧阳*. */
const compoundSurnames = new Set(
  '欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 长孙 宇文 东方 南宫 独孤 端木 轩辕 百里 西门 申屠 太史'.split(
    ' ',
  ),
);

export type NameStyle = 'surname-only' | 'surname-and-last';

/** 张* or, by the second style, 张*明; a compound surname stays whole. Empty for an empty name. */
export function maskName(name: string, style: NameStyle = 'surname-only'): string {
  const chars = [...name.trim()];
  const surname = chars.length > 2 && compoundSurnames.has(chars.slice(0, 2).join('')) ? 2 : 1;
  if (chars.length <= 1) return chars.length === 0 ? '' : '*';
  const keepsLast = style === 'surname-and-last' && chars.length > surname + 1;
  const hidden = chars.length - surname - (keepsLast ? 1 : 0);
  return chars.slice(0, surname).join('') + '*'.repeat(hidden) + (keepsLast ? (chars.at(-1) ?? '') : '');
}

/** The address down to village or community; what is below is left out. Nothing below a township is guessed. */
export function maskAddress(address: string): string {
  const match = /^.*?(?:社区|居委会|村委会|村(?!组))/.exec(address) ?? /^.*?(?:街道|镇|乡)/.exec(address);
  return match === null ? '*'.repeat([...address].length) : match[0];
}
