import { citationWords, cite } from '../../../../law/citation.ts';
import {
  findPersonalNumbers,
  type PersonalNumber,
  type PersonalNumberKind,
} from '../../../../law/masking.ts';
import { isSocialCreditCode } from '../../../../law/social-credit-code.ts';
import type { Finding } from '../../contract.ts';
import { findingAt } from './finding.ts';
import { hitsOf } from './hits.ts';
import { cells } from './name-lists.ts';
import type { PlacedText } from './text-place.ts';

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
const accountWords = /卡号|账号|帐号|账户|帐户|银行|开户|存折|一卡通/;
const telephoneWords = /电话|手机|联系|热线|Tel/i;
/** Labels of long digits that are no account. */
const otherLabel =
  /(?:编号|单号|订单|流水|序列|合同|票据|发票|凭证|备案|批次|条码|校验|索引|识别|资产|项目|代码|注册|登记|证书?|许可证|挂号信?|运单|快递|邮件|批文|文件|ISBN|No\.?)[号码]?\s*[为是]?\s*[:：]?\s*[A-Za-z]{0,4}[-\d]{0,12}$/i;

/** 电子票号、收文号: a number of something; that of an account is asked for before. */
const someNumber = /[\u4e00-\u9fa5](?:号|码|编码|条码)\s*[为是]?\s*[:：]?\s*$/;

/** Sure enough to block, or only worth a look: digits whose form alone proves little need a word beside them. */
function severityOf(text: string, { kind, from, to }: PersonalNumber): Finding['severity'] | undefined {
  const before = text.slice(Math.max(0, from - 60), from);
  const written = text.slice(from, to);
  const digits = written.replace(/\D/g, '').length;
  if (kind === 'resident-id' && digits === 15 && !/[xX]/.test(written)) {
    if (identityWords.test(before)) return 'block';
    return otherLabel.test(before) && !/^编号\s*$/.test(before) ? undefined : 'warn';
  }
  if (kind === 'mobile' && (/\D/.test(written) || /[A-Z]$/.test(before)))
    return otherLabel.test(before) && !telephoneWords.test(before.slice(-20)) ? undefined : 'block';
  if (kind !== 'bank-card') return 'block';
  const isNamed = accountWords.test(before) || accountWords.test(text.slice(to, to + 8));
  if (isNamed) return 'block';
  if (otherLabel.test(before) || someNumber.test(before)) return undefined;
  return /\D/.test(written) ? 'warn' : 'block';
}

interface Seam {
  /** The end of one line and the beginning of the next, as if they were one. */
  readonly text: string;
  readonly at: number;
  readonly before: string;
}

/** A number that the end of a line cuts in two. */
function seamOf(first: string, second: string): Seam | undefined {
  const tail = /(?<![\dA-Za-z])\d[\d -]{1,24}$/.exec(first.slice(-40))?.[0];
  const head = /^\s*(\d[\d -]{0,24}[Xx]?)(?![\dA-Za-z])/.exec(second.slice(0, 40))?.[1];
  if (tail === undefined || head === undefined) return undefined;
  return { text: tail.trimEnd() + head, at: tail.trimEnd().length, before: first.slice(0, -tail.length) };
}

function acrossSeam(seam: Seam): PersonalNumber | undefined {
  const near = seam.before.slice(-30);
  return findPersonalNumbers(seam.text).find(({ kind, from, to }) => {
    if (from >= seam.at || to <= seam.at) return false;
    const digits = seam.text.slice(from, to).replace(/\D/g, '').length;
    if (kind === 'mobile') return from === 0 && telephoneWords.test(near);
    if (kind === 'bank-card') return accountWords.test(near);
    return kind === 'disability-card' || digits >= 17 || identityWords.test(near);
  });
}

/** Numbers that begin at the end of this line and end at the beginning of the next one. */
function seamFindings(place: PlacedText, next: PlacedText | undefined): Finding[] {
  if (next === undefined || place.hidden !== next.hidden) return [];
  const seam = seamOf(place.text, next.text);
  const number = seam === undefined ? undefined : acrossSeam(seam);
  if (seam === undefined || number === undefined) return [];
  const joined = { ...place, text: seam.before.slice(-20) + seam.text };
  const shift = Math.min(20, seam.before.length);
  const { rule, advice } = rules[number.kind];
  const [from, to] = [number.from + shift, number.to + shift];
  return [
    findingAt(joined, {
      rule,
      advice: `${advice}（该号码被换行分成两段。）`,
      severity: 'block',
      basis,
      from,
      to,
    }),
  ];
}

function inLine(place: PlacedText, table: OpenTable): Finding[] {
  const { text } = place;
  return findPersonalNumbers(text).flatMap(number => {
    const severity = isSomethingElse(text, number) ? undefined : severityOf(text, number);
    if (severity === undefined) return [];
    if (number.kind === 'mobile' && table.isAmount(text, number.from)) return [];
    return [findingAt(place, { ...rules[number.kind], severity, basis, from: number.from, to: number.to })];
  });
}

const passport = /(?<![A-Za-z0-9])[A-Z]{1,2}\s?\d{7,8}(?![A-Za-z0-9])/g;
const passportWords = /护照|通行证|passport/i;

/** Passports have no check digit: letters and digits count beside the word. */
function passportFindings(place: PlacedText): Finding[] {
  const { text } = place;
  return hitsOf(passport, text).flatMap(match => {
    const [from, to] = [match.index, match.index + match[0].length];
    if (!passportWords.test(text.slice(Math.max(0, from - 24), from) + text.slice(to, to + 6))) return [];
    const advice = '含有护照（通行证）号码。请删除该号码。';
    const hide = (found: string) => `${found.slice(0, 1)}${'*'.repeat(found.length - 1)}`;
    return [findingAt(place, { rule: 'passport', severity: 'block', advice, basis, from, to, hide })];
  });
}

const amountHeading = /金额|元[）)]|预算|决算|资金|收入|支出|余额|面积|编号|单号|代码/;

/** Characters; what is longer is no row of a table that anybody reads. */
const longestRow = 20_000;

/** Under which headings of a table amounts and codes stand: they may look like numbers of persons. */
class OpenTable {
  #headings: readonly string[] = [];

  /** True if the position stands below a heading of amounts. */
  isAmount(text: string, from: number): boolean {
    if (this.#headings.length === 0 || text.length > longestRow || !/\t| \| /.test(text)) return false;
    const column = cells(text.slice(0, from)).length - 1;
    return amountHeading.test(this.#headings[column] ?? '');
  }

  read({ text }: PlacedText): void {
    const row = cells(text);
    if (row.length < 2) this.#headings = [];
    else if (!/\d{4}/.test(text)) this.#headings = row;
  }
}

/** `places` are neighbouring lines in their order: a number may be cut by the end of one. */
export function personalNumberFindings(places: readonly PlacedText[]): Finding[] {
  const table = new OpenTable();
  return places.flatMap((place, i) => {
    table.read(place);
    return findingsOf(place, places[i + 1], table);
  });
}

function findingsOf(place: PlacedText, next: PlacedText | undefined, table: OpenTable): Finding[] {
  return [...inLine(place, table), ...seamFindings(place, next), ...passportFindings(place)];
}
