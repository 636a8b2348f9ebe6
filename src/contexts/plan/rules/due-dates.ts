import { type Citation, cite } from '../../../law/citation.ts';
import { addDays, type Day, dayFrom, dayInChinese, monthLength, yearOf } from '../../../law/day.ts';
import type { Explanation, Limit, LimitSpan } from '../../../law/explanation.ts';
import { explainLimit } from '../../../law/local-limit.ts';
import { proactiveRules } from '../../../law/proactive-deadline.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { DeadlineRule, PlanLeaf } from '../contract.ts';

/** How a duty's due date is derived from the leaf's rule. Law first: a plan may be stricter, never laxer. */

export type SetBy = PlanLeaf['setBy'];
export type DeadlineStart = Extract<DeadlineRule, { kind: 'working-days' }>['from'];

/** What each limit is counted from, as a person would say it. */
export const startWords: Readonly<Record<DeadlineStart, string>> = {
  'plan-issued': '方案印发之日',
  'formed-or-changed': '政府信息形成或者变更之日',
  'period-end': '统计期结束之日',
  decision: '决定作出之日',
  'document-issued': '文件印发之日',
  'approved-by-finance': '财政部门批复之日',
  'check-ended': '检查结束之日',
  posted: '张贴、刊播之日',
  received: '收到申请之日',
};

function limitOf(kind: keyof typeof proactiveRules): Limit {
  const { span, setBy, basis, mark } = proactiveRules[kind];
  return { ...span, setBy, basis, ...(mark === undefined ? {} : { mark }) };
}

/** 条例 art 33 para 2: the reply to a request. */
const reply: Limit = { workingDays: 20, setBy: 'law', basis: [cite('政府信息公开条例', 33, 2)] };

/** The law's own limit for a start, or nothing where no text sets one (handing in proof of a posting). */
function lawfulLimit(start: DeadlineStart, days: number): Limit | undefined {
  switch (start) {
    case 'posted':
      return undefined;
    case 'received':
      return reply;
    case 'approved-by-finance':
      return limitOf('budget');
    case 'decision':
      return limitOf(days <= 7 ? 'licence' : 'other-enforcement');
    default:
      return limitOf('general');
  }
}

function sameSpan(a: LimitSpan, b: LimitSpan): boolean {
  return JSON.stringify(spanOf(a)) === JSON.stringify(spanOf(b));
}

function spanOf(limit: LimitSpan): LimitSpan {
  if ('workingDays' in limit) return { workingDays: limit.workingDays };
  if ('calendarDays' in limit) return { calendarDays: limit.calendarDays };
  return { fixedDay: limit.fixedDay };
}

const ownBasis: readonly Citation[] = [cite('本机关规定')];

/** What the due date is asked of. */
export interface DutyClock {
  readonly rule: DeadlineRule;
  readonly setBy: SetBy;
  /** The day the rule is counted from. */
  readonly on: Day;
  /** What happened on it, e.g. 2019年第二季度结束. Absent: the words of the rule's start. */
  readonly words?: string;
  /** Year of the plan; fixed days and ends of year lie in it. */
  readonly year: number;
}

type CountedRule = Extract<DeadlineRule, { kind: 'working-days' | 'calendar-days' }>;

function explainCounted(clock: DutyClock, rule: CountedRule, calendar: Calendar): Explanation {
  const span: LimitSpan =
    rule.kind === 'working-days' ? { workingDays: rule.days } : { calendarDays: rule.days };
  const trigger = { on: clock.on, words: clock.words ?? startWords[rule.from] };
  const lawful = lawfulLimit(rule.from, rule.days);
  if (lawful !== undefined && sameSpan(lawful, span)) return explainLimit(calendar, trigger, lawful);
  if (clock.setBy === 'law') {
    // 条例 art 26: a period set by another law or regulation prevails. The leaf's basis names the text.
    const basis = lawful?.basis ?? ownBasis;
    return explainLimit(calendar, trigger, { ...span, setBy: 'law', basis, mark: 'unverified' });
  }
  if (clock.setBy === 'plan' && lawful !== undefined)
    return explainLimit(calendar, trigger, lawful, [{ span, setBy: 'plan' }]);
  const own: Limit = { ...span, setBy: clock.setBy, basis: ownBasis };
  const ours = explainLimit(calendar, trigger, own);
  if (lawful === undefined) return ours;
  const laws = explainLimit(calendar, trigger, lawful);
  return ours.dueOn < laws.dueOn ? ours : laws;
}

function fixedDay(rule: DeadlineRule & { kind: 'month-day' | 'year-end' }, year: number): Day {
  if (rule.kind === 'year-end') return dayFrom(year, 12, 31)!;
  const [month, date] = rule.monthDay.split('-').map(Number) as [number, number];
  const at = year + rule.yearOffset;
  return dayFrom(at, month, Math.min(date, monthLength(at, month)))!;
}

function explainFixed(
  clock: DutyClock,
  rule: DeadlineRule & { kind: 'month-day' | 'year-end' },
  calendar: Calendar,
): Explanation {
  const dueOn = fixedDay(rule, clock.year);
  const who = { plan: '方案规定', law: '法律法规规定', default: '系统默认' }[clock.setBy];
  const words = `${who}于${dayInChinese(dueOn)}前完成。日期固定，不因周末和节假日顺延。`;
  return {
    dueOn,
    provisional: false,
    calendar: calendar.version,
    limit: { fixedDay: dueOn, setBy: clock.setBy, basis: ownBasis },
    steps: [{ on: dueOn, words, basis: ownBasis }],
  };
}

/** 国办发〔2016〕80号: 5 hours; 国办发〔2016〕61号: 24 and 48 hours. Hours run on; the ledger counts whole days. */
function explainHours(clock: DutyClock, hours: number, calendar: Calendar): Explanation {
  const basis = [cite(hours < 24 ? '国办发〔2016〕80号' : '国办发〔2016〕61号')];
  const dueOn = addDays(clock.on, Math.floor(hours / 24));
  return {
    dueOn,
    provisional: false,
    calendar: calendar.version,
    limit: { fixedDay: dueOn, setBy: clock.setBy, basis, mark: 'inference' },
    steps: [
      { on: clock.on, words: `${clock.words ?? '事件发生'}：${dayInChinese(clock.on)}。`, basis },
      {
        on: dueOn,
        words: `自事件发生起${hours}小时内，按自然小时连续计算，不扣除夜间和节假日；台账以日为单位，记至${dayInChinese(dueOn)}，请以小时为准。`,
        basis,
        mark: 'inference',
      },
    ],
  };
}

/** The due date of a duty and how it came about. */
export function explainDueDate(clock: DutyClock, calendar: Calendar): Explanation {
  const { rule } = clock;
  switch (rule.kind) {
    case 'working-days':
    case 'calendar-days':
      return explainCounted(clock, rule, calendar);
    case 'month-day':
    case 'year-end':
      return explainFixed(clock, rule, calendar);
    case 'hours':
      return explainHours(clock, rule.hours, calendar);
  }
}

/** Starts that only an event can give; a periodic duty with such a rule waits for it. */
const eventStarts: ReadonlySet<DeadlineStart> = new Set([
  'decision',
  'document-issued',
  'approved-by-finance',
  'check-ended',
  'posted',
  'received',
]);

export function needsEvent(rule: DeadlineRule): boolean {
  return rule.kind === 'hours' || ('from' in rule && eventStarts.has(rule.from as DeadlineStart));
}

/** While the event is not known, the duty is due at the end of its period and says so. */
export function explainAwaiting(
  { rule, setBy }: Pick<DutyClock, 'rule' | 'setBy'>,
  period: { readonly words: string; readonly endsOn: Day },
  calendar: Calendar,
): Explanation {
  const start = 'from' in rule && rule.from !== 'event' ? startWords[rule.from] : '事件发生之时';
  const dueOn = period.endsOn;
  return {
    dueOn,
    provisional: false,
    calendar: calendar.version,
    limit: { fixedDay: dueOn, setBy, basis: ownBasis },
    steps: [
      {
        on: dueOn,
        words: `${start}尚未登记，暂以${period.words}末${dayInChinese(dueOn)}为限；登记后按规定的期限重新计算。`,
        basis: ownBasis,
      },
    ],
  };
}

/** The first step of a standing duty: the plan asks for it from its first day on. */
export function planIssuedWords(startsOn: Day): string {
  return `${yearOf(startsOn)}年度方案印发`;
}
