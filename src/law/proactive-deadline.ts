import { type Citation, cite, type Mark } from './citation.ts';
import { type Day, dayFrom } from './day.ts';
import type { Explanation, Limit, LimitSpan } from './explanation.ts';
import { explainLimit, type LocalLimit } from './local-limit.ts';
import type { Calendar } from './working-days.ts';

/** What is to be published proactively, by the rule that sets its limit. */
export type ProactiveKind =
  | 'general'
  | 'licence'
  | 'penalty'
  | 'other-enforcement'
  | 'random-inspection'
  | 'procurement-award'
  | 'procurement-contract'
  | 'grass-roots-item'
  | 'grass-roots-update'
  | 'budget'
  | 'interpretation';

interface ProactiveRule {
  readonly span: LimitSpan;
  readonly setBy: 'law' | 'default';
  readonly basis: readonly Citation[];
  readonly mark?: Mark;
  /** What the clock starts from, in Chinese. */
  readonly trigger: string;
}

/**
 * The limits, one row per kind. Sources: 条例 art 26 (20 working days from formation or change; special law prevails),
 * 国办发〔2018〕118号 (enforcement), 民办函〔2019〕52号 (grass-roots catalogue), 预算法 art 14 (departments: 20 days),
 * 政府采购法实施条例 arts 43, 50 (award and contract: 2 working days).
 */
export const proactiveRules: Readonly<Record<ProactiveKind, ProactiveRule>> = {
  general: {
    span: { workingDays: 20 },
    setBy: 'law',
    basis: [cite('政府信息公开条例', 26)],
    trigger: '政府信息形成或者变更之日',
  },
  licence: {
    span: { workingDays: 7 },
    setBy: 'law',
    basis: [cite('国办发〔2018〕118号'), cite('行政许可法', 40)],
    trigger: '行政许可决定作出之日',
  },
  penalty: {
    span: { workingDays: 7 },
    setBy: 'law',
    basis: [cite('国办发〔2018〕118号'), cite('行政处罚法', 48, 1)],
    trigger: '行政处罚决定作出之日',
  },
  'other-enforcement': {
    span: { workingDays: 20 },
    setBy: 'law',
    basis: [cite('国办发〔2018〕118号')],
    trigger: '行政执法决定作出之日',
  },
  'random-inspection': {
    span: { workingDays: 20 },
    setBy: 'default',
    basis: [cite('国发〔2019〕5号'), cite('政府信息公开条例', 26)],
    mark: 'unverified',
    trigger: '检查结束之日',
  },
  'procurement-award': {
    span: { workingDays: 2 },
    setBy: 'law',
    basis: [cite('政府采购法实施条例', 43)],
    mark: 'unverified',
    trigger: '中标、成交供应商确定之日',
  },
  'procurement-contract': {
    span: { workingDays: 2 },
    setBy: 'law',
    basis: [cite('政府采购法实施条例', 50)],
    mark: 'unverified',
    trigger: '政府采购合同签订之日',
  },
  'grass-roots-item': {
    span: { workingDays: 10 },
    setBy: 'law',
    basis: [cite('民办函〔2019〕52号')],
    trigger: '制定或者获取信息之日',
  },
  'grass-roots-update': {
    span: { workingDays: 20 },
    setBy: 'law',
    basis: [cite('民办函〔2019〕52号')],
    trigger: '上一次更新之日',
  },
  budget: {
    span: { calendarDays: 20 },
    setBy: 'law',
    basis: [cite('预算法', 14, 2)],
    mark: 'unverified',
    trigger: '财政部门批复之日',
  },
  interpretation: {
    span: { workingDays: 3 },
    setBy: 'default',
    basis: [cite('国办发〔2016〕80号')],
    mark: 'unverified',
    trigger: '政策文件公开之日（解读应与文件同步，最迟不超过此期限）',
  },
};

function limitOf({ span, setBy, basis, mark }: ProactiveRule): Limit {
  return { ...span, setBy, basis, ...(mark === undefined ? {} : { mark }) };
}

export interface ProactiveQuestion {
  readonly kind: ProactiveKind;
  /** The day the clock starts from: formed or changed, decided, approved, last updated. */
  readonly on: Day;
  readonly calendar: Calendar;
  /** Limits of the plan or local rules; stricter ones apply, laxer ones do not. */
  readonly local?: readonly LocalLimit[];
}

/** By when information must be published. There is no pause and no extension (条例 art 26). */
export function proactiveDeadline({ kind, on, calendar, local }: ProactiveQuestion): Explanation {
  const rule = proactiveRules[kind];
  return explainLimit(calendar, { on, words: rule.trigger }, limitOf(rule), local);
}

/** Reports with a fixed day of the year. */
export type YearlyReport = 'department-report' | 'government-report' | 'enforcement-statistics';

/** Month and day of each yearly duty (条例 art 49; 国办发〔2018〕118号). Not moved off days off: “before” is a date. */
export const yearlyReports: Readonly<
  Record<YearlyReport, { month: number; date: number; basis: readonly Citation[] }>
> = {
  'department-report': { month: 1, date: 31, basis: [cite('政府信息公开条例', 49, 1)] },
  'government-report': { month: 3, date: 31, basis: [cite('政府信息公开条例', 49, 2)] },
  'enforcement-statistics': { month: 1, date: 31, basis: [cite('国办发〔2018〕118号')] },
};

/** By when the report on a year must be out: 31 January (31 March for governments) of the next year. */
export function yearlyReportDeadline(
  report: YearlyReport,
  year: number,
  calendar: Calendar,
  local?: readonly LocalLimit[],
): Explanation {
  const { month, date, basis } = yearlyReports[report];
  const [start, due] = [dayFrom(year, 12, 31), dayFrom(year + 1, month, date)];
  if (start === undefined || due === undefined) throw new RangeError('年度应为1000至9998的整数。');
  const trigger = { on: start, words: `${year}年度结束` };
  return explainLimit(calendar, trigger, { fixedDay: due, setBy: 'law', basis }, local);
}

/** Within thirty days of the notice of award the contract is signed (政府采购法 art 46; unverified). */
const contractSigningLimit: Limit = {
  calendarDays: 30,
  setBy: 'law',
  basis: [cite('政府采购法', 46)],
  mark: 'unverified',
};

/** By when the contract that follows an award of this day must be signed. */
export function contractSigningDeadline(awardedOn: Day, calendar: Calendar): Explanation {
  return explainLimit(calendar, { on: awardedOn, words: '中标、成交通知书发出之日' }, contractSigningLimit);
}
