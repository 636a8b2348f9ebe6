import { citationWords, cite } from '../../../../law/citation.ts';
import {
  findPersonalNumbers,
  type PersonalNumber,
  type PersonalNumberKind,
} from '../../../../law/masking.ts';
import { isSocialCreditCode } from '../../../../law/social-credit-code.ts';
import type { Finding } from '../../contract.ts';
import { maskedExcerpt, type PlacedText } from './text-place.ts';

/** Identity, disability-card, mobile and bank-card numbers in public text (条例 art 15, 个人信息保护法 arts 25, 28). */

const basis = [citationWords(cite('政府信息公开条例', 15)), citationWords(cite('个人信息保护法', 25))];

const rules: Readonly<Record<PersonalNumberKind, { readonly rule: string; readonly advice: string }>> = {
  'resident-id': {
    rule: 'resident-id',
    advice: '含有公民身份号码。请删除；确需标识个人的，改用姓名加脱敏号码，名单改在村（社区）公示栏张贴。',
  },
  'disability-card': { rule: 'disability-card', advice: '含有残疾人证号。请删除该号码。' },
  mobile: {
    rule: 'mobile-number',
    advice: '含有手机号码。请改为办公电话；确为对外公布的工作电话的，由有权限的人员作例外处理并写明理由。',
  },
  'bank-card': {
    rule: 'bank-card',
    advice: '含有银行卡号。请删除；确为单位公开账号的，由有权限的人员作例外处理。',
  },
};

const longestPiece = 16_000;
const overlap = 64;

/** Very long lines are read in overlapping pieces, so that the time stays in proportion to the length. */
function numbersIn(text: string): PersonalNumber[] {
  if (text.length <= longestPiece) return findPersonalNumbers(text);
  const found = new Map<number, PersonalNumber>();
  for (let at = 0; at < text.length; at += longestPiece - overlap) {
    const piece = text.slice(at, at + longestPiece);
    for (const each of findPersonalNumbers(piece)) {
      const known = found.get(each.from + at);
      // A number cut by the end of a piece is found whole by the next one.
      if (known === undefined || known.to < each.to + at)
        found.set(each.from + at, { kind: each.kind, from: each.from + at, to: each.to + at });
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from);
}

/** The run of letters and digits that the number stands in, less the number itself. */
function around(text: string, { from, to }: PersonalNumber): { before: string; after: string } {
  const before = /[0-9A-Za-z]{0,40}$/.exec(text.slice(Math.max(0, from - 40), from))?.[0] ?? '';
  const after = /^[0-9A-Za-z]{0,40}/.exec(text.slice(to, to + 40))?.[0] ?? '';
  return { before, after };
}

const amountAfter =
  /^(?:[.．]\d|[,，]\d{3}(?!\d)|\s*(?:万|亿|千|百)?(?:元|户|人次|人|吨|公斤|平方米|亩|件|份|册|万|亿))/;
const partOfAmountBefore = /(?:\d[.．]|\d[,，]|[¥￥$])$/;

/** Digits that only look like a number of a person: amounts, codes, addresses of pages. */
function isSomethingElse(text: string, number: PersonalNumber): boolean {
  const { from, to, kind } = number;
  const { before, after } = around(text, number);
  if (/\d/.test(before + after)) return true;
  if (kind === 'resident-id' && to - from >= 18) return false;
  if (
    amountAfter.test(text.slice(to, to + 12)) ||
    partOfAmountBefore.test(text.slice(Math.max(0, from - 2), from))
  )
    return true;
  if (before.length + after.length > 6) return true;
  if (isSocialCreditCode(before + text.slice(from, to) + after)) return true;
  return /(?:https?:\/\/|www\.)[^\s\u4e00-\u9fa5]*$/i.test(text.slice(Math.max(0, from - 300), from));
}

const identityWords = /身份证|身份号|证件号|公民身份/;
const accountWords = /卡号|账号|帐号|账户|帐户|银行|开户/;

/** Sure enough to block, or only worth a look: digits whose form alone proves little need a word beside them. */
function severityOf(text: string, { kind, from, to }: PersonalNumber): Finding['severity'] {
  const near = text.slice(Math.max(0, from - 60), from);
  const written = text.slice(from, to);
  const digits = written.replace(/\D/g, '').length;
  if (kind === 'resident-id' && digits === 15 && !/[xX]/.test(written))
    return identityWords.test(near) ? 'block' : 'warn';
  if (kind === 'bank-card' && /\D/.test(written)) return accountWords.test(near) ? 'block' : 'warn';
  return 'block';
}

export function personalNumberFindings(places: readonly PlacedText[]): Finding[] {
  return places.flatMap(({ where, text }) =>
    numbersIn(text)
      .filter(number => !isSomethingElse(text, number))
      .map(number => ({
        ...rules[number.kind],
        severity: severityOf(text, number),
        where,
        excerpt: maskedExcerpt(text, number.from, number.to),
        basis,
        overridable: true,
      })),
  );
}
