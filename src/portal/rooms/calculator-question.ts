import { type Citation, cite } from '../../law/citation.ts';
import { type Day, isDay, yearOf } from '../../law/day.ts';
import type { Fee } from '../../law/processing-fee.ts';
import { type Reason, reason } from '../../law/refusal.ts';
import type { Calendar } from '../../law/working-days.ts';

/** What a form sent: every field as text, '' or absent where nothing was filled in. `kind` chooses the form. */
export type CalculatorQuestion = Readonly<Record<string, string | undefined>>;

const longestField = 200;

/** The question in an address: the first value of each field, cut where no honest answer is longer. */
export function questionOf(query: unknown): CalculatorQuestion {
  const given = Object.entries(query as Record<string, string | string[]>);
  const first = (value: string | string[]): string => String(Array.isArray(value) ? value[0] : value);
  return Object.fromEntries(given.map(([name, value]) => [name, first(value).slice(0, longestField)]));
}

/** The kinds of question, in the order of their links. */
export const calculatorKinds = {
  request: '依申请公开答复期限',
  proactive: '主动公开期限',
  enforcement: '行政执法公示期限',
  decision: '重大行政决策程序期限',
  fee: '信息处理费',
  'working-days': '工作日推算',
} as const;

export type CalculatorKind = keyof typeof calculatorKinds;

/** The fields that make a question of each kind. Others (what a sharing service adds) are not looked at. */
export const calculatorFields: Readonly<Record<CalculatorKind, readonly string[]>> = {
  request: [
    ...['via', 'submitted', 'confirmed', 'as-of'],
    ...['correction', 'correct-by', 'corrected', 'correction-excuse'],
    ...['third-party-from', 'third-party-received', 'third-party-to'],
    ...['organ-from', 'organ-received', 'organ-to', 'extended', 'extended-days'],
    ...['reasons-requested', 'reasons-given', 'delayed', 'delayed-until'],
    ...['fee-notified', 'fee-received', 'fee-paid', 'replied', 'delivery', 'delivered', 'withdrawn'],
  ],
  proactive: ['rule', 'on'],
  enforcement: ['decision', 'decided', 'revoked'],
  decision: ['opened', 'closes', 'shortening', 'hearing', 'review'],
  fee: ['method', 'count'],
  'working-days': ['on', 'days'],
};

/** The days of a period, for the months. */
export interface Drawing {
  /** The first day to show; before `start` where something happened earlier. */
  readonly first: Day;
  /** The day the period runs from; itself not counted. */
  readonly start: Day;
  readonly dueOn: Day;
  /** The counted days with their number: 1 for the first. */
  readonly counted: ReadonlyMap<Day, number>;
  /** Working days that do not count: consultations, what a correction made void. */
  readonly paused: ReadonlySet<Day>;
  /** The day the reply was made, if it was. */
  readonly answeredOn?: Day;
}

/** One date with its way. Without `dueOn` nothing runs, and `title` says why. */
export interface Dated {
  readonly title: string;
  readonly dueOn?: Day;
  readonly provisional: boolean;
  readonly calendar: string;
  readonly limitWords?: string;
  /** What is left on the day that was asked about. */
  readonly standing?: string;
  readonly steps: readonly {
    readonly on: Day;
    readonly words: string;
    readonly basis: readonly Citation[];
  }[];
  readonly drawing?: Drawing;
}

export type CalculatorAnswer =
  | { readonly dated: readonly Dated[] }
  | { readonly fee: Fee; readonly unit: '件' | '页'; readonly basis: readonly Citation[] }
  | { readonly reasons: readonly Reason[] };

/** The last year a form may name: further off no date means anything, and counting there would take long. */
const lastYear = 2099;

/** Reads fields and gathers everything that is wrong with them, so that all of it is said at once. */
export class Fields {
  readonly problems: Reason[] = [];
  private readonly question: CalculatorQuestion;
  private readonly firstYear: number;

  constructor(question: CalculatorQuestion, calendar: Calendar) {
    this.question = question;
    this.firstYear = calendar.years[0]?.year ?? lastYear;
  }

  text(name: string): string {
    return (this.question[name] ?? '').trim();
  }

  /** The day in a field; undefined if it is empty or wrong, and then `problems` says so. */
  day(name: string, label: string): Day | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    if (!isDay(text)) {
      const message = `${label}“${text}”不是存在的日期，请写作2019-06-10的形式。`;
      this.refuse('no-such-date', message, cite('民法典', 200));
      return undefined;
    }
    if (yearOf(text) >= this.firstYear && yearOf(text) <= lastYear) return text;
    this.refuse('out-of-range', `${label}请填写${this.firstYear}年至${lastYear}年之间的日期。`);
    return undefined;
  }

  /** As `day`, for a field that has to be filled in. */
  neededDay(name: string, label: string, ...basis: Citation[]): Day | undefined {
    if (this.text(name) === '') this.refuse('field-missing', `请填写${label}。`, ...basis);
    return this.day(name, label);
  }

  /** A whole number from `least` to `most`. */
  count(name: string, label: string, [least, most]: readonly [number, number]): number | undefined {
    const value = this.text(name) === '' ? Number.NaN : Number(this.text(name));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    this.refuse('not-a-count', `${label}请填写${least}至${most}的整数。`);
    return undefined;
  }

  refuse(code: string, message: string, ...basis: Citation[]): void {
    this.problems.push(reason(code, message, ...basis));
  }
}

/** Articles that ask for a field of the request form. */
export const requestBasis = {
  receipt: cite('政府信息公开条例', 31),
  correction: cite('政府信息公开条例', 30),
  period: cite('政府信息公开条例', 33, 2),
  excess: cite('政府信息公开条例', 35),
  fee: cite('政府信息公开信息处理费管理办法'),
} as const;
