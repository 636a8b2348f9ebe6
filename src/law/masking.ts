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
  if (/^(?:86)?1[3-9]\d{9}$/.test(digits)) return 'mobile';
  return isBankCard(digits) ? 'bank-card' : undefined;
}

// A whole run of digits first; then groups as people write them, joined by single spaces or hyphens.
const solid = /\d+(?:[Xx](?:\d{2})?(?![\dA-Za-z]))?/g;
const grouped = /(?<!\d)\d+(?:[ \u00a0\u3000-]\d+)+[Xx]?(?!\d)/g;

function findSolid(text: string): PersonalNumber[] {
  const found: PersonalNumber[] = [];
  for (const match of text.matchAll(solid)) {
    const kind = kindOf(match[0]);
    if (kind !== undefined) found.push({ kind, from: match.index, to: match.index + match[0].length });
  }
  return found;
}

/** Groups of a run that together make a number: the longest from each start, so that two numbers side by side part. */
function findInGroups(run: string, offset: number): PersonalNumber[] {
  const groups = [...run.matchAll(/\d+[Xx]?/g)].map(each => ({
    from: each.index,
    to: each.index + each[0].length,
  }));
  const found: PersonalNumber[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    for (let last = Math.min(groups.length - 1, first + 8); last > first; last -= 1) {
      const [from, to] = [groups[first]!.from, groups[last]!.to];
      const kind = kindOf(run.slice(from, to).replace(/[^\dXx]/g, ''));
      if (kind === undefined) continue;
      found.push({ kind, from: from + offset, to: to + offset });
      first = last;
      break;
    }
  }
  return found;
}

/** Every personal number in a text, in order; full-width digits and grouped writing count too. */
export function findPersonalNumbers(text: string): PersonalNumber[] {
  const plain = halfWidth(text);
  const found = findSolid(plain);
  for (const match of plain.matchAll(grouped)) {
    const more = findInGroups(match[0], match.index);
    found.push(...more.filter(each => !found.some(known => known.from < each.to && each.from < known.to)));
  }
  return found.sort((a, b) => a.from - b.from);
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
