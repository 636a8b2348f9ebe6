import { addDays, type Day, dayInChinese, laterDay } from '../../law/day.ts';
import type { Reason } from '../../law/refusal.ts';
import { type RequestClock, type RequestEvent, requestClock } from '../../law/request-clock.ts';
import { type Calendar, isWorkday } from '../../law/working-days.ts';
import {
  type CalculatorAnswer,
  type Dated,
  type Drawing,
  type Fields,
  requestBasis,
} from './calculator-question.ts';

/** The fields of the request form, as the events of a file. */

/** Channels of receipt, in the order of 条例 art 31. */
export const channels = {
  'in-person': '当面提交',
  'signed-mail': '邮寄（需签收，如挂号信、特快专递）',
  'plain-mail': '平常信函（无需签收）',
  internet: '互联网渠道',
  fax: '传真',
} as const;

type Channel = keyof typeof channels;

interface Entry {
  readonly event: RequestEvent;
  /** The field, as the form calls it. */
  readonly label: string;
  /** The field this one answers: it stands after it, however its own day is written. */
  readonly after?: Day | undefined;
}

function receiptEntries(fields: Fields): Entry[] {
  const via = fields.text('via') || 'in-person';
  if (!Object.hasOwn(channels, via)) fields.refuse('no-such-channel', '请选择收到申请的渠道。');
  const submittedOn = fields.neededDay('submitted', '提交（签收、到达）日期', requestBasis.receipt);
  const confirmedOn = fields.day('confirmed', '双方确认日期');
  const entries: Entry[] = [];
  if (submittedOn !== undefined)
    entries.push({
      event: { type: 'submitted', on: submittedOn, via: via as Channel },
      label: '提交（签收、到达）日期',
    });
  if (confirmedOn !== undefined)
    entries.push({ event: { type: 'receipt-confirmed', on: confirmedOn }, label: '双方确认日期' });
  return entries;
}

function correctionEntries(fields: Fields): Entry[] {
  const notifiedOn = fields.day('correction', '告知补正日期');
  const correctBy = fields.day('correct-by', '补正期限');
  const correctedOn = fields.day('corrected', '收到补正日期');
  if (notifiedOn !== undefined && fields.text('correct-by') === '')
    fields.refuse(
      'field-missing',
      '告知补正应当确定合理的补正期限，请填写补正期限。',
      requestBasis.correction,
    );
  if (notifiedOn === undefined && fields.text('correction') === '' && correctBy !== undefined)
    fields.refuse('field-missing', '填写了补正期限，请同时填写告知补正日期。', requestBasis.correction);
  const entries: Entry[] = [];
  if (notifiedOn !== undefined && correctBy !== undefined)
    entries.push({
      event: { type: 'correction-requested', on: notifiedOn, correctBy },
      label: '告知补正日期',
    });
  if (correctedOn !== undefined)
    entries.push({ event: { type: 'corrected', on: correctedOn }, label: '收到补正日期', after: notifiedOn });
  return entries;
}

function consultationEntries(fields: Fields, asked: 'third-party' | 'organ'): Entry[] {
  const words = asked === 'organ' ? '其他行政机关' : '第三方';
  const from = fields.day(`${asked}-from`, `征求${words}意见日期`);
  const to = fields.day(`${asked}-to`, `收到${words}意见日期`);
  const entries: Entry[] = [];
  if (from !== undefined)
    entries.push({ event: { type: `${asked}-consulted`, on: from }, label: `征求${words}意见日期` });
  if (to !== undefined)
    entries.push({
      event: { type: `${asked}-answered`, on: to },
      label: `收到${words}意见日期`,
      after: from,
    });
  return entries;
}

function extensionEntries(fields: Fields): Entry[] {
  const on = fields.day('extended', '延期决定日期');
  const days = fields.text('extended-days');
  if (days !== '' && fields.text('extended') === '')
    fields.refuse('field-missing', '填写了延长的工作日数，请同时填写延期决定日期。', requestBasis.period);
  if (on !== undefined && days === '')
    fields.refuse('field-missing', '填写了延期决定日期，请同时填写延长的工作日数。', requestBasis.period);
  if (on === undefined || days === '') return [];
  return [{ event: { type: 'extended', on, workingDays: Number(days) }, label: '延期决定日期' }];
}

const ranks = ['submitted', 'receipt-confirmed', 'correction-requested', 'corrected'];

function rankOf({ event }: Entry): number {
  const rank = ranks.indexOf(event.type);
  if (rank >= 0) return rank;
  return event.type.endsWith('-consulted') ? 4 : event.type.endsWith('-answered') ? 5 : 6;
}

/**
 * By day, since a form has no order. But nothing goes before the submission, nor an answer before what it answers:
 * such a day stays in its place and the clock refuses it.
 */
function ordered(entries: readonly Entry[]): Entry[] {
  const first = entries[0]!.event.on;
  const placeOf = ({ event, after }: Entry) => laterDay(laterDay(event.on, first), after ?? first);
  return [...entries].sort((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    return one === other ? rankOf(a) - rankOf(b) : one < other ? -1 : 1;
  });
}

/** The clock's reason in the words of the form: the field instead of the place in a list. */
function inFormWords(each: Reason, entries: readonly Entry[]): Reason {
  const entry = entries[Number(/\d+/.exec(each.where ?? '')?.[0] ?? -1)];
  if (entry === undefined) return each;
  const message = each.message.replace(/^第\d+项（[^）]*）：/, '');
  return { ...each, message: `${entry.label}（${dayInChinese(entry.event.on)}）：${message}` };
}

/** The day the period in force is counted from: the last correction, else the receipt. */
function countedFrom(clock: RequestClock): Day {
  return clock.steps.findLast(step => step.event === 'corrected')?.on ?? clock.receivedOn!;
}

/**
 * Which days count, asked of the clock itself: a day counts if one working day less is left at its end than at the end
 * of the day before.
 */
function drawingOf(
  calendar: Calendar,
  events: readonly RequestEvent[],
  clock: RequestClock,
  dueOn: Day,
): Drawing {
  const leftOn = (asOf: Day): number => {
    const answer = requestClock(events, { calendar, asOf });
    return (answer.ok ? answer.clock.remainingWorkingDays : null) ?? 0;
  };
  const added = new Map<Day, number>();
  for (const event of events) if (event.type === 'extended') added.set(event.on, event.workingDays);
  const start = countedFrom(clock);
  const [counted, paused] = [new Map<Day, number>(), new Set<Day>()];
  const first = events[0]!.on;
  for (let day = first; day < start; day = addDays(day, 1)) if (isWorkday(calendar, day)) paused.add(day);
  let left = leftOn(start);
  for (let day = addDays(start, 1); day <= dueOn; day = addDays(day, 1)) {
    const now = leftOn(day);
    if (left + (added.get(day) ?? 0) - now === 1) counted.set(day, counted.size + 1);
    else if (isWorkday(calendar, day)) paused.add(day);
    left = now;
  }
  return { first, start, dueOn, counted, paused };
}

function waitingWords(clock: RequestClock): string {
  if (clock.state === 'awaiting-confirmation') return '期限尚未起算：请填写双方确认日期';
  return `等待补正，至${dayInChinese(clock.waitingUntil!)}；收到补正后重新计算`;
}

function datedOf(calendar: Calendar, events: readonly RequestEvent[], clock: RequestClock): Dated {
  const steps = clock.steps.map(({ on, effect, basis }) => ({ on, words: effect, basis }));
  const common = { steps, calendar: clock.calendar, provisional: clock.provisional };
  const { dueOn } = clock;
  if (dueOn === null) return { ...common, title: waitingWords(clock) };
  return {
    ...common,
    title: '答复到期日',
    dueOn,
    limitWords: '法定20个工作日，不计入的时间和延长见各步骤',
    drawing: drawingOf(calendar, events, clock, dueOn),
  };
}

/** The reply period of a request (条例 arts 30–34), or every reason why the history is impossible. */
export function requestAnswer(fields: Fields, calendar: Calendar): CalculatorAnswer {
  const entries = [
    ...receiptEntries(fields),
    ...correctionEntries(fields),
    ...consultationEntries(fields, 'third-party'),
    ...consultationEntries(fields, 'organ'),
    ...extensionEntries(fields),
  ];
  if (fields.problems.length > 0) return { reasons: fields.problems };
  const inOrder = ordered(entries);
  const events = inOrder.map(entry => entry.event);
  const answer = requestClock(events, { calendar });
  if (!answer.ok) return { reasons: answer.reasons.map(each => inFormWords(each, inOrder)) };
  return { dated: [datedOf(calendar, events, answer.clock)] };
}
