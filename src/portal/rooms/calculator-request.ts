import { type Citation, markWords } from '../../law/citation.ts';
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

/** How a reply is delivered (国办公开办函〔2016〕235号); couriers may not carry it, so none is offered. */
export const deliveries = {
  direct: '直接送达（签收之日为准）',
  entrusted: '委托送达（签收之日为准）',
  post: '邮寄送达（交邮之日为准）',
  electronic: '电子送达（发出之日为准）',
} as const;

type Delivery = keyof typeof deliveries;

type Named = readonly [name: string, label: string];

interface Entry {
  readonly event: RequestEvent;
  /** The field, as the form calls it. */
  readonly label: string;
  /** The field this one answers: it stands after it, however its own day is written. */
  readonly after?: Day | undefined;
}

/** A field that says nothing without another: both or neither. */
function needs(
  fields: Fields,
  [given, givenLabel]: Named,
  [other, otherLabel]: Named,
  ...basis: Citation[]
): void {
  if (fields.text(given) === '' || fields.text(other) !== '') return;
  fields.refuse('field-missing', `填写了${givenLabel}，请同时填写${otherLabel}。`, ...basis);
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
  const goodReason = fields.text('correction-excuse');
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
    entries.push({
      event: { type: 'corrected', on: correctedOn, ...(goodReason === '' ? {} : { goodReason }) },
      label: '收到补正日期',
      after: notifiedOn,
    });
  return entries;
}

function consultationEntries(fields: Fields, asked: 'third-party' | 'organ'): Entry[] {
  const words = asked === 'organ' ? '其他行政机关' : '第三方';
  const from = fields.day(`${asked}-from`, `征求${words}意见日期`);
  const receivedOn = fields.day(`${asked}-received`, `${words}收到征求意见书日期`);
  const to = fields.day(`${asked}-to`, `收到${words}意见日期`);
  needs(
    fields,
    [`${asked}-received`, `${words}收到征求意见书日期`],
    [`${asked}-from`, `征求${words}意见日期`],
  );
  const entries: Entry[] = [];
  if (from !== undefined)
    entries.push({
      event: { type: `${asked}-consulted`, on: from, ...(receivedOn === undefined ? {} : { receivedOn }) },
      label: `征求${words}意见日期`,
    });
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

function reasonsEntries(fields: Fields): Entry[] {
  const requestedOn = fields.day('reasons-requested', '要求说明理由日期');
  const givenOn = fields.day('reasons-given', '收到理由日期');
  const delayedOn = fields.day('delayed', '告知延迟答复日期');
  const until = fields.day('delayed-until', '延迟后的答复期限');
  const [told, date] = [
    ['delayed', '告知延迟答复日期'],
    ['delayed-until', '延迟后的答复期限'],
  ] as const;
  needs(fields, told, date, requestBasis.excess);
  needs(fields, date, told, requestBasis.excess);
  const entries: Entry[] = [];
  if (requestedOn !== undefined)
    entries.push({ event: { type: 'reasons-requested', on: requestedOn }, label: '要求说明理由日期' });
  if (givenOn !== undefined)
    entries.push({
      event: { type: 'reasons-given', on: givenOn },
      label: '收到理由日期',
      after: requestedOn,
    });
  if (delayedOn !== undefined && until !== undefined)
    entries.push({ event: { type: 'delayed', on: delayedOn, until }, label: told[1], after: givenOn });
  return entries;
}

function feeEntries(fields: Fields): Entry[] {
  const notifiedOn = fields.day('fee-notified', '发出收费通知日期');
  const receivedOn = fields.day('fee-received', '申请人收到收费通知日期');
  const paidOn = fields.day('fee-paid', '完成缴费日期');
  needs(
    fields,
    ['fee-received', '申请人收到收费通知日期'],
    ['fee-notified', '发出收费通知日期'],
    requestBasis.fee,
  );
  const entries: Entry[] = [];
  if (notifiedOn !== undefined)
    entries.push({
      event: { type: 'fee-notified', on: notifiedOn, ...(receivedOn === undefined ? {} : { receivedOn }) },
      label: '发出收费通知日期',
    });
  if (paidOn !== undefined)
    entries.push({ event: { type: 'fee-paid', on: paidOn }, label: '完成缴费日期', after: notifiedOn });
  return entries;
}

function closingEntries(fields: Fields): Entry[] {
  const repliedOn = fields.day('replied', '作出答复日期');
  const deliveredOn = fields.day('delivered', '交邮或者签收日期');
  const withdrawnOn = fields.day('withdrawn', '申请人撤回日期');
  const delivery = fields.text('delivery') || 'direct';
  if (!Object.hasOwn(deliveries, delivery)) fields.refuse('no-such-delivery', '请选择送达方式。');
  needs(fields, ['delivered', '交邮或者签收日期'], ['replied', '作出答复日期'], requestBasis.period);
  const entries: Entry[] = [];
  if (repliedOn !== undefined) {
    const day = deliveredOn === undefined ? {} : { postedOn: deliveredOn, signedOn: deliveredOn };
    entries.push({
      event: { type: 'replied', on: repliedOn, delivery: delivery as Delivery, ...day },
      label: '作出答复日期',
    });
  }
  if (withdrawnOn !== undefined)
    entries.push({ event: { type: 'withdrawn', on: withdrawnOn }, label: '申请人撤回日期' });
  return entries;
}

/** The order of what falls on one day: each after what it answers, and what ends the file last. */
const ranks: readonly RequestEvent['type'][] = [
  'submitted',
  'receipt-confirmed',
  'correction-requested',
  'corrected',
  'third-party-consulted',
  'organ-consulted',
  'third-party-answered',
  'organ-answered',
  'reasons-requested',
  'reasons-given',
  'delayed',
  'extended',
  'fee-notified',
  'fee-paid',
  'replied',
  'withdrawn',
];

function rankOf({ event }: Entry): number {
  return ranks.indexOf(event.type);
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

/** The day the period in force is counted from: the last correction or payment, else the receipt. */
function countedFrom(clock: RequestClock): Day {
  const anew = clock.steps.findLast(({ event }) => event === 'corrected' || event === 'fee-paid');
  return anew?.on ?? clock.receivedOn!;
}

const grants: readonly RequestEvent['type'][] = ['extended', 'delayed'];
const endings: readonly RequestEvent['type'][] = ['replied', 'withdrawn'];

/**
 * Which days count, asked of the clock itself: a day counts if one working day less is left at its end than at the end
 * of the day before, what was granted on it left aside.
 */
function drawingOf(
  calendar: Calendar,
  events: readonly RequestEvent[],
  clock: RequestClock,
  dueOn: Day,
): Drawing {
  const open = events.filter(({ type }) => !endings.includes(type));
  const leftOn = (asOf: Day, asked = open): number => {
    const answer = requestClock(asked, { calendar, asOf });
    return (answer.ok ? answer.clock.remainingWorkingDays : null) ?? 0;
  };
  const ungranted = (day: Day) => open.filter(({ type, on }) => on !== day || !grants.includes(type));
  const start = countedFrom(clock);
  const [counted, paused] = [new Map<Day, number>(), new Set<Day>()];
  const first = events[0]!.on;
  for (let day = first; day < start; day = addDays(day, 1)) if (isWorkday(calendar, day)) paused.add(day);
  for (let day = addDays(start, 1); day <= dueOn; day = addDays(day, 1)) {
    if (leftOn(addDays(day, -1)) - leftOn(day, ungranted(day)) === 1) counted.set(day, counted.size + 1);
    else if (isWorkday(calendar, day)) paused.add(day);
  }
  const answered = events.find(({ type }) => type === 'replied');
  return {
    first,
    start,
    dueOn,
    counted,
    paused,
    ...(answered === undefined ? {} : { answeredOn: answered.on }),
  };
}

/** Why no period runs, in the words of a heading. */
function restingWords({ state, waitingUntil }: RequestClock): string {
  switch (state) {
    case 'awaiting-confirmation':
      return '期限尚未起算：请填写双方确认日期';
    case 'awaiting-correction':
      return `等待补正，至${dayInChinese(waitingUntil!)}；收到补正后重新计算`;
    case 'awaiting-payment':
      return `等待缴费，至${dayInChinese(waitingUntil!)}；缴费后重新计算`;
    case 'deemed-abandoned':
      return '视为放弃申请，不再处理';
    default:
      return '办理已经终结，没有正在计算的期限';
  }
}

const endWords: Readonly<Partial<Record<RequestClock['state'], string>>> = {
  replied: '（已经答复）',
  withdrawn: '（申请已经撤回）',
};

/** How much is left on the day that was asked about. */
function standingWords(
  { remainingWorkingDays: left, late, dueOnIfAnswered }: RequestClock,
  asOf: Day,
): string {
  const answered =
    dueOnIfAnswered === null ? '' : `；当日即收到全部意见的，答复期限为${dayInChinese(dueOnIfAnswered)}`;
  if (left === null) return '';
  return late || left < 0
    ? `截至${dayInChinese(asOf)}，已经逾期${-left}个工作日${answered}。`
    : `截至${dayInChinese(asOf)}，尚余${left}个工作日${answered}。`;
}

function datedOf(
  calendar: Calendar,
  events: readonly RequestEvent[],
  clock: RequestClock,
  asOf: Day | undefined,
): Dated {
  const steps = clock.steps.map(({ on, effect, basis, mark }) => ({
    on,
    words: mark === undefined ? effect : `${effect}${markWords[mark]}`,
    basis,
  }));
  const standing = asOf === undefined ? '' : standingWords(clock, asOf);
  const common = { steps, standing, calendar: clock.calendar, provisional: clock.provisional };
  const { dueOn, state } = clock;
  if (dueOn === null) return { ...common, title: restingWords(clock) };
  return {
    ...common,
    title: `答复到期日${endWords[state] ?? ''}`,
    dueOn,
    limitWords: '法定20个工作日，不计入的时间和延长见各步骤',
    drawing: drawingOf(calendar, events, clock, dueOn),
  };
}

/** The reply period of a request (条例 arts 30–35), or every reason why the history is impossible. */
export function requestAnswer(fields: Fields, calendar: Calendar): CalculatorAnswer {
  const entries = [
    ...receiptEntries(fields),
    ...correctionEntries(fields),
    ...consultationEntries(fields, 'third-party'),
    ...consultationEntries(fields, 'organ'),
    ...reasonsEntries(fields),
    ...extensionEntries(fields),
    ...feeEntries(fields),
    ...closingEntries(fields),
  ];
  const asOf = fields.day('as-of', '截至日期');
  if (fields.problems.length > 0) return { reasons: fields.problems };
  const inOrder = ordered(entries);
  const events = inOrder.map(entry => entry.event);
  const whole = requestClock(events, { calendar });
  if (!whole.ok) return { reasons: whole.reasons.map(each => inFormWords(each, inOrder)) };
  const answer = asOf === undefined ? whole : requestClock(events, { calendar, asOf });
  if (!answer.ok) {
    fields.refuse(
      'as-of-before-submission',
      '截至日期早于提交日期，当日还没有这件申请。',
      requestBasis.receipt,
    );
    return { reasons: fields.problems };
  }
  const known = asOf === undefined ? events : events.filter(({ on }) => on <= asOf);
  return { dated: [datedOf(calendar, known, answer.clock, asOf)] };
}
