import type { BrokenIdentity } from '../../../law/annual-report-tables/identities.ts';
import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { AnnualReportChange, Table2CellView } from '../contract.ts';
import { table2Cells } from './table2.ts';
import {
  emptyHeadings,
  type Placeholder,
  sectionForms,
  unfinishedMarks,
  unknownPlaceholders,
} from './texts.ts';

/** What may be written into a report, and when it may be drafted as an item. */

const content = cite('政府信息公开条例', 50);
const period = cite('政府信息公开条例', 49);
const format = cite('国办公开办函〔2021〕30号');

type Entry = NonNullable<AnnualReportChange['entries']>[number];

function entryReasons({ cell, value, source }: Entry): Reason[] {
  const form = table2Cells.find(each => each.cell === cell);
  if (form === undefined)
    return [reason('unknown-cell', `“${cell}”不是可以填写的单元格，请刷新页面后重试。`, format)];
  if (value === null) return [];
  const found: Reason[] = [];
  const amount = form.unit === '万元';
  if (value < 0 || !Number.isFinite(value) || !(amount || Number.isInteger(value))) {
    const wanted = amount ? '不小于零的金额' : '不小于零的整数';
    found.push(reason('bad-number', `“${form.label}”应当填写${wanted}，没有的填0。`, format));
  }
  if (source.length < 2)
    found.push(
      reason('source-missing', `请写明“${form.label}”的来源，例如台账名称、提供数据的科室。`, format),
    );
  return found;
}

function textReasons(change: AnnualReportChange, placeholders: readonly Placeholder[]): Reason[] {
  return sectionForms.flatMap(({ key, no, title }) => {
    const unknown = unknownPlaceholders(change[key] ?? '', placeholders);
    if (unknown.length === 0) return [];
    const names = unknown.map(name => `{${name}}`).join('、');
    const message = `“${no}、${title}”中的${names}不是已有的占位符，请改用列出的占位符，或者去掉花括号。`;
    return [reason('unknown-placeholder', message, format)];
  });
}

/** May this be saved? Every entry needs a number of its kind and a source; placeholders must exist. */
export function decideChange(
  change: AnnualReportChange,
  placeholders: readonly Placeholder[],
): Decision<object> {
  const entries = change.entries ?? [];
  const cells = entries.map(({ cell }) => cell);
  const twice = cells.filter((cell, at) => cells.indexOf(cell) !== at);
  const reasons = [
    ...entries.flatMap(entryReasons),
    ...(twice.length > 0 ? [reason('cell-twice', '同一个单元格填写了两次，请只保留一个数字。', format)] : []),
    ...textReasons(change, placeholders),
  ];
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}

export interface Readiness {
  readonly isComplete: boolean;
  readonly until: Day;
  readonly texts: Readonly<Record<'overview' | 'problems' | 'other', string>>;
  readonly table2: readonly Table2CellView[];
  readonly placeholders: readonly Placeholder[];
  readonly broken: readonly BrokenIdentity[];
  /** The item drafted before, if it is past drafting. */
  readonly itemPastDrafting: { readonly stateWords: string } | null;
}

function sectionReasons({ texts, placeholders }: Readiness): Reason[] {
  return sectionForms.flatMap(({ key, no, title }) => {
    const text = texts[key];
    const name = `“${no}、${title}”`;
    if (text.trim() === '') return [reason('section-empty', `${name}还没有内容。`, content)];
    const found: Reason[] = [];
    const headings = emptyHeadings(text);
    if (headings.length > 0)
      found.push(reason('heading-empty', `${name}中的${headings.join('、')}下面没有内容。`, content));
    const marks = [
      ...unfinishedMarks(text),
      ...unknownPlaceholders(text, placeholders).map(each => `{${each}}`),
    ];
    if (marks.length > 0)
      found.push(reason('section-unfinished', `${name}中还有没写完的地方：${marks.join('、')}。`, content));
    return found;
  });
}

/** May the report be drafted as an item? All that is missing, at once. */
export function decideDrafting(readiness: Readiness): Decision<object> {
  const { isComplete, until, table2, broken, itemPastDrafting } = readiness;
  const missing = table2.filter(({ origin }) => origin === 'missing').map(({ label }) => label);
  const reasons = [
    ...(isComplete
      ? []
      : [
          reason(
            'year-not-over',
            `统计期限到12月31日为止，现在的数据只到${until}，年度结束后才能起草年报信息。`,
            period,
          ),
        ]),
    ...sectionReasons(readiness),
    ...(missing.length > 0
      ? [reason('cell-missing', `第二部分还有没填写的数字（没有的填0）：${missing.join('、')}。`, format)]
      : []),
    ...broken.map(({ identity, message }) =>
      reason('identity-broken', `勾稽关系${identity}不成立。${message}`, format),
    ),
    ...(itemPastDrafting === null
      ? []
      : [
          reason(
            'already-drafted',
            `年报信息已经起草，现为“${itemPastDrafting.stateWords}”。需要修改的，请在该信息中退回或者修订。`,
            cite('本机关规定'),
          ),
        ]),
  ];
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}
