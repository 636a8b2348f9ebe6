/**
 * Index numbers (索引号): unique, and never changed once public. The pattern is the pack's. The state's guide
 * (政府信息公开目录系统实施指引) writes `{organisation}/{yyyy}-{seq:5}`; many places now put the social credit code in
 * front: `{uscc}/{yyyymm}-{seq:5}`.
 */
import { cite } from './citation.ts';
import { type Day, dayFrom } from './day.ts';
import { type Decision, type Reason, reason, refuse } from './refusal.ts';
import { isOrganisationCode, isSocialCreditCode } from './social-credit-code.ts';

type Field = 'uscc' | 'organisation' | 'yyyy' | 'mm' | 'yyyymm' | 'seq';

interface Part {
  readonly literal?: string;
  readonly field?: Field;
  /** Digits of the serial, zero-padded. */
  readonly width: number;
}

/** A pattern that has been read and found good. */
export interface IndexNumberPattern {
  readonly pattern: string;
  readonly parts: readonly Part[];
}

/** What goes into an index number. */
export interface IndexNumberFields {
  readonly uscc?: string;
  readonly organisation?: string;
  readonly year: number;
  /** 1 to 12; absent where the pattern has no month. */
  readonly month?: number;
  readonly serial: number;
}

const basis = cite('政府信息公开目录系统实施指引');
const widths: Readonly<Record<Field, number>> = {
  uscc: 18,
  organisation: 9,
  yyyy: 4,
  mm: 2,
  yyyymm: 6,
  seq: 5,
};
const forms: Readonly<Record<Exclude<Field, 'seq'>, string>> = {
  uscc: '[0-9A-Z]{18}',
  organisation: '[0-9A-Z]{9}',
  yyyy: '[1-9]\\d{3}',
  mm: '\\d{2}',
  yyyymm: '[1-9]\\d{5}',
};

function partOf(text: string): Part | undefined {
  if (!text.startsWith('{')) return { literal: text, width: text.length };
  const match = /^\{(uscc|organisation|yyyy|mm|yyyymm|seq)(?::([1-9]))?\}$/.exec(text);
  if (match === null || (match[2] !== undefined && match[1] !== 'seq')) return undefined;
  const field = match[1] as Field;
  return { field, width: match[2] === undefined ? widths[field] : Number(match[2]) };
}

function patternReasons(parts: readonly (Part | undefined)[], pattern: string): Reason[] {
  const count = (...fields: Field[]) =>
    parts.filter(part => part?.field && fields.includes(part.field)).length;
  const reasons: Reason[] = [];
  const add = (code: string, message: string) => reasons.push(reason(code, message, basis));
  if (parts.includes(undefined) || /[{}]/.test(pattern.replace(/\{[^{}]*\}/g, ''))) {
    add(
      'unknown-field',
      '索引号规则只能使用 {uscc}、{organisation}、{yyyy}、{mm}、{yyyymm}、{seq:位数} 和固定文字。',
    );
  }
  if (count('seq') !== 1) add('one-serial', '索引号规则应当恰有一处流水号 {seq:位数}，否则编号不能唯一。');
  if (count('yyyy', 'yyyymm') !== 1) add('one-year', '索引号规则应当恰有一处年份 {yyyy} 或者 {yyyymm}。');
  return reasons;
}

/** Reads the pack's pattern; refused with everything that is wrong with it. */
export function readIndexNumberPattern(pattern: string): Decision<{ pattern: IndexNumberPattern }> {
  const parts = (pattern.match(/\{[^{}]*\}|[^{}]+/g) ?? []).map(partOf);
  const reasons = patternReasons(parts, pattern);
  if (reasons.length > 0) return refuse(reasons);
  return { ok: true, pattern: { pattern, parts: parts.filter(part => part !== undefined) } };
}

/** Who numbers, when, and the serial of the year. */
export interface IndexNumberSource {
  readonly uscc?: string;
  readonly organisation?: string;
  readonly on: Day;
  /** From 1. */
  readonly serial: number;
}

const writers: Readonly<Record<Field, (source: IndexNumberSource, width: number) => string>> = {
  uscc: source => source.uscc ?? '',
  organisation: source => source.organisation ?? '',
  yyyy: ({ on }) => on.slice(0, 4),
  mm: ({ on }) => on.slice(5, 7),
  yyyymm: ({ on }) => on.slice(0, 4) + on.slice(5, 7),
  seq: ({ serial }, width) => `${serial}`.padStart(width, '0'),
};

function written({ field, literal, width }: Part, source: IndexNumberSource): string {
  return field === undefined ? (literal ?? '') : writers[field](source, width);
}

/** Writes an index number; refused if a code is missing or false, or the serial does not fit its width. */
export function formatIndexNumber(
  pattern: IndexNumberPattern,
  source: IndexNumberSource,
): Decision<{ indexNumber: string }> {
  const reasons: Reason[] = [];
  const has = (field: Field) => pattern.parts.find(part => part.field === field);
  if (has('uscc') && !isSocialCreditCode(source.uscc ?? '')) {
    reasons.push(
      reason('bad-uscc', '统一社会信用代码缺失或者校验不符，不能编制索引号。', cite('GB 32100-2015')),
    );
  }
  if (has('organisation') && !isOrganisationCode(source.organisation ?? '')) {
    reasons.push(
      reason('bad-organisation-code', '组织机构代码缺失或者校验不符，不能编制索引号。', cite('GB 11714')),
    );
  }
  const width = has('seq')?.width ?? 0;
  if (!Number.isSafeInteger(source.serial) || source.serial < 1 || `${source.serial}`.length > width) {
    reasons.push(
      reason(
        'serial-out-of-range',
        `流水号应为1至${10 ** width - 1}的整数；号段用完请改用更长的规则。`,
        basis,
      ),
    );
  }
  if (reasons.length > 0) return refuse(reasons);
  return { ok: true, indexNumber: pattern.parts.map(part => written(part, source)).join('') };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function formOf(pattern: IndexNumberPattern): RegExp {
  const parts = pattern.parts.map(part => {
    if (part.field === undefined) return escaped(part.literal ?? '');
    return `(?<${part.field}>${part.field === 'seq' ? `\\d{${part.width}}` : forms[part.field]})`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

function codesAreGood(groups: Record<string, string | undefined>): boolean {
  const { uscc, organisation } = groups;
  return (
    (uscc === undefined || isSocialCreditCode(uscc)) &&
    (organisation === undefined || isOrganisationCode(organisation))
  );
}

/** Reads an index number by the pattern; nothing if it does not follow it or a code's check character is false. */
export function parseIndexNumber(pattern: IndexNumberPattern, text: string): IndexNumberFields | undefined {
  const groups = formOf(pattern).exec(text)?.groups;
  if (groups === undefined || !codesAreGood(groups) || /^0+$/.test(groups.seq ?? '')) return undefined;
  const year = Number(groups.yyyy ?? groups.yyyymm?.slice(0, 4));
  const monthText = groups.mm ?? groups.yyyymm?.slice(4);
  if (dayFrom(year, Number(monthText ?? 1), 1) === undefined) return undefined;
  return {
    ...(groups.uscc === undefined ? {} : { uscc: groups.uscc }),
    ...(groups.organisation === undefined ? {} : { organisation: groups.organisation }),
    year,
    ...(monthText === undefined ? {} : { month: Number(monthText) }),
    serial: Number(groups.seq),
  };
}
