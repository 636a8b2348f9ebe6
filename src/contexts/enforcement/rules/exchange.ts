import { cite } from '../../../law/citation.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { creditCodeFault } from '../../../law/social-credit-code.ts';
import {
  columnsOf,
  type ExchangeKind,
  type ExchangePack,
  type ExchangeValue,
} from '../contract/exchange-columns.ts';
import {
  categoryWords,
  type DecisionContent,
  type ExchangeAct,
  licenceTypeWords,
  partyWords,
} from '../contract.ts';

/** What is reported of a decision to the credit sites, and what has to be reported next. Source: 发改办财金〔2018〕424号. */

const notice = cite('发改办财金〔2018〕424号');

export type ReportedValue = string | number;
/** Column code to value. */
export type Reported = Readonly<Record<string, ReportedValue>>;

export interface ReportedDecision {
  readonly content: DecisionContent;
  readonly organ: { readonly name: string; readonly code: string };
  /** Last day on which it is shown; null before it is public. */
  readonly shownUntil: string | null;
}

const wan = (yuan: number | null): ReportedValue =>
  yuan === null || yuan === 0 ? '' : Math.round(yuan * 100) / 1_000_000;

function valuesOf(
  { content, organ, shownUntil }: ReportedDecision,
  { endless, status }: ExchangePack,
): Readonly<Record<ExchangeValue, ReportedValue>> {
  const { licenceType, categories } = content;
  return {
    empty: '',
    partyName: content.partyName,
    partyKind: partyWords[content.partyKind],
    creditCode: content.creditCode,
    representative: content.representative,
    title: content.title,
    documentNo: content.documentNo,
    licenceType: licenceType === null ? '' : licenceTypeWords[licenceType],
    certificateName: content.certificateName,
    certificateNo: content.certificateNo,
    conclusion: content.conclusion,
    decidedOn: content.decidedOn,
    validFrom: content.validFrom ?? '',
    validUntil: content.validUntil ?? endless,
    organ: organ.name,
    organCode: organ.code,
    status: status.valid,
    violation: content.violation,
    facts: content.facts,
    basis: content.basis,
    categories: categories.map(each => categoryWords[each]).join('；'),
    fineWan: wan(content.fineYuan),
    confiscatedWan: wan(content.confiscatedYuan),
    licenceTaken: content.licenceTaken,
    shownUntil: shownUntil ?? '',
    remark: '',
    // Added when the file is made: a row does not change by being exported again.
    exportedAt: '',
  };
}

/** The row of a decision that is public. Dates as YYYY-MM-DD, amounts in 万元 with up to six places. */
export function reportedOf(kind: ExchangeKind, decision: ReportedDecision, pack: ExchangePack): Reported {
  const values = valuesOf(decision, pack);
  return Object.fromEntries(columnsOf(kind, pack).map(({ code, value }) => [code, values[value]]));
}

/** The same row taken back: what was reported, no longer valid, with the public reason. */
export function takenBack(kind: ExchangeKind, last: Reported, why: string, pack: ExchangePack): Reported {
  return Object.fromEntries(
    columnsOf(kind, pack).map(({ code, value, max }) => [
      code,
      value === 'status' ? pack.status.invalid : value === 'remark' ? why.slice(0, max) : (last[code] ?? ''),
    ]),
  );
}

const isOfOrgan = (value: ExchangeValue) => value === 'organ' || value === 'organCode';
const codeValues: readonly ExchangeValue[] = ['creditCode', 'organCode'];

function columnFault(
  { head, code, value, max, need }: ReturnType<typeof columnsOf>[number],
  given: ReportedValue,
  isLegalPerson: boolean,
): Reason | null {
  const at = (id: string, message: string) => ({ ...reason(id, message, notice), where: code });
  const text = String(given);
  if (text === '')
    return need === 'always' || (need === 'legal-person' && isLegalPerson)
      ? at(
          'missing',
          `“${head}”为必填项，请在${isOfOrgan(value) ? '机构包的机构设置' : '决定的登记内容'}中补填。`,
        )
      : null;
  if ([...text].length > max)
    return at('too-long', `“${head}”有${[...text].length}个字，最多${max}个字，请精简。`);
  const fault = codeValues.includes(value) ? creditCodeFault(text) : undefined;
  if (fault === undefined) return null;
  return at('credit-code', value === 'organCode' ? `机构包中“${head}”有误：${fault}` : `“${head}”：${fault}`);
}

/** Everything that stands against reporting the row, each with its column in `where`. */
export function reportFaults(
  kind: ExchangeKind,
  row: Reported,
  { partyKind }: Pick<DecisionContent, 'partyKind'>,
  pack: ExchangePack,
): Reason[] {
  if (partyKind === 'person')
    return [
      reason(
        'person',
        '自然人的报送需要证件号码，本系统不保存证件号码，请在信用网站直接录入。',
        notice,
        cite('个人信息保护法', 28),
      ),
    ];
  return columnsOf(kind, pack).flatMap(column => {
    const fault = columnFault(column, row[column.code] ?? '', partyKind === 'organisation');
    return fault === null ? [] : [fault];
  });
}

/** How a decision stands with the credit sites: the last row that was not refused, null where there is none. */
export interface LastReport {
  readonly act: ExchangeAct;
  readonly reported: Reported;
}

export interface Delta {
  readonly act: ExchangeAct;
  readonly row: Reported;
}

function isSame(one: Reported, other: Reported): boolean {
  const codes = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...codes].every(code => (one[code] ?? '') === (other[code] ?? ''));
}

/**
 * What must be reported next; null where the site knows everything. A decision that was taken down is taken back only where
 * the site has it.
 */
export function deltaOf(
  kind: ExchangeKind,
  decision: ReportedDecision & {
    readonly isPublic: boolean;
    readonly withdrawnReason: string | null;
    readonly last: LastReport | null;
  },
  pack: ExchangePack,
): Delta | null {
  const { isPublic, last, withdrawnReason } = decision;
  const stands = last !== null && last.act !== 'withdraw';
  if (!isPublic)
    return stands
      ? { act: 'withdraw', row: takenBack(kind, last.reported, withdrawnReason ?? '', pack) }
      : null;
  const row = reportedOf(kind, decision, pack);
  if (!stands) return { act: 'new', row };
  return isSame(last.reported, row) ? null : { act: 'change', row };
}

/** The answer of the site as a table: which rows it took, which not, and what in it fits no row. */
export interface ReadReceipt {
  readonly rejected: readonly { readonly documentNo: string; readonly words: string }[];
  readonly faults: readonly Reason[];
}

/**
 * Reads the cells of a receipt file: the first row with both heads begins the table. A number that the batch does not hold,
 * a number without result and a row of the batch without answer are faults; nothing is taken over then.
 */
export function readReceipt(
  cells: readonly { readonly row: number; readonly column: number; readonly text: string }[],
  documentNos: readonly string[],
  { receipt }: ExchangePack,
): ReadReceipt {
  const rows = new Map<number, Map<number, string>>();
  for (const { row, column, text } of cells) {
    const line = rows.get(row) ?? new Map<number, string>();
    line.set(column, text.trim());
    rows.set(row, line);
  }
  const columnIn = (line: ReadonlyMap<number, string>, heads: readonly string[]) =>
    [...line].find(([, text]) => heads.includes(text))?.[0];
  const head = [...rows].find(
    ([, line]) =>
      columnIn(line, receipt.documentNo) !== undefined && columnIn(line, receipt.result) !== undefined,
  );
  if (head === undefined)
    return {
      rejected: [],
      faults: [
        reason(
          'no-heads',
          `没有找到标题行，应有“${receipt.documentNo[0]}”和“${receipt.result[0]}”两列。可以改用手工登记。`,
        ),
      ],
    };
  const [headRow, heads] = head;
  const at = {
    no: columnIn(heads, receipt.documentNo)!,
    result: columnIn(heads, receipt.result)!,
    words: columnIn(heads, receipt.words) ?? -1,
  };
  const rejected: { documentNo: string; words: string }[] = [];
  const faults: Reason[] = [];
  const answered = new Set<string>();
  for (const [row, line] of rows) {
    const documentNo = line.get(at.no) ?? '';
    if (row <= headRow || documentNo === '') continue;
    const fault = (code: string, message: string) =>
      faults.push({ ...reason(code, message), where: `第${row + 1}行` });
    const result = line.get(at.result) ?? '';
    if (!documentNos.includes(documentNo))
      fault('unknown', `第${row + 1}行的文号“${documentNo}”不在这一批中，请核对是否选错了批次。`);
    else if (answered.has(documentNo)) fault('twice', `第${row + 1}行的文号“${documentNo}”出现了两次。`);
    else if (result === '') fault('no-result', `第${row + 1}行没有写明结果。`);
    answered.add(documentNo);
    if (!receipt.accepted.includes(result) && result !== '')
      rejected.push({ documentNo, words: line.get(at.words) || result });
  }
  const silent = documentNos.filter(each => !answered.has(each));
  if (silent.length > 0)
    faults.push(reason('unanswered', `回执中没有${silent.length}件：${silent.slice(0, 5).join('、')}。`));
  return { rejected, faults };
}
