/**
 * The clock of a request for information (政府信息公开条例 arts 29–39, fee rule): events in, the day of receipt, the due
 * date, the state, the days left and an explanation with citations out. Nothing is stored but the events; a due date
 * can not be typed.
 */
import { type Citation, cite } from './citation.ts';
import { type Day, isDay } from './day.ts';
import { type Decision, type Reason, reason, refuse } from './refusal.ts';
import type {
  ClockRules,
  ClockStep,
  LapseType,
  RequestClock,
  RequestEvent,
  RequestState,
} from './request-clock/events.ts';
import { move } from './request-clock/moves.ts';
import { dueOnOf, emptyFile, type File, nextLapse, periodEnd, remainingOn } from './request-clock/period.ts';
import { allowedPhases, type Phase, phaseRefusals } from './request-clock/phases.ts';

const lapseWords: Readonly<Record<LapseType, { effect: string; basis: readonly Citation[] }>> = {
  'correction-lapsed': {
    effect: '申请人无正当理由逾期不补正，视为放弃申请，不再处理。',
    basis: [cite('政府信息公开条例', 30)],
  },
  'third-party-silent': {
    effect: '第三方逾期未提出意见，不视为同意，由本机关依照条例决定是否公开；期限自次日起继续计算。',
    basis: [cite('政府信息公开条例', 32)],
  },
  'organ-silent': {
    effect: '被征求意见的行政机关逾期未提出意见，视为同意公开；期限自次日起继续计算。',
    basis: [cite('政府信息公开条例', 34)],
  },
  'payment-lapsed': {
    effect: '申请人逾期未缴纳费用，视为放弃申请，不再处理。',
    basis: [cite('政府信息公开信息处理费管理办法')],
  },
};

interface Reading {
  readonly file: File;
  readonly steps: readonly ClockStep[];
  readonly reasons: readonly Reason[];
}

function passTime({ file, steps, reasons }: Reading, before: Day, excused: boolean): Reading {
  let current = file;
  const drawn = [...steps];
  for (let lapse = nextLapse(current, before, excused); lapse; lapse = nextLapse(current, before, excused)) {
    current = lapse.file;
    const dueOn = current.phase === 'abandoned' ? null : (dueOnOf(current) ?? null);
    drawn.push({ event: lapse.type, on: lapse.on, dueOn, ...lapseWords[lapse.type] });
  }
  return { file: current, steps: drawn, reasons };
}

function excuses(event: RequestEvent): boolean {
  return event.type === 'corrected' && (event.goodReason ?? '').trim() !== '';
}

function phaseReason(file: File, event: RequestEvent): Reason[] {
  if (allowedPhases[event.type].includes(file.phase)) return [];
  if (event.type === 'submitted') {
    return [
      reason('already-submitted', '申请已经登记提交，一个申请只能提交一次。', cite('政府信息公开条例', 31)),
    ];
  }
  if (file.phase === 'abandoned' && event.type === 'corrected') {
    const message = '补正已经逾期，视为放弃申请；有正当理由的请登记理由，否则请作为新的申请登记。';
    return [reason('correction-too-late', message, cite('政府信息公开条例', 30))];
  }
  const { code, message, basis } = phaseRefusals[file.phase];
  return [reason(code, message, ...basis)];
}

/** The reasons of one event, with its place in the list in front of the words. */
function placed(reasons: readonly Reason[], at: number, event: RequestEvent): Reason[] {
  return reasons.map(each => ({
    ...each,
    where: `events[${at}]`,
    message: `第${at + 1}项（${event.on}）：${each.message}`,
  }));
}

function readEvent(
  before: Reading,
  event: RequestEvent,
  at: number,
  previous: RequestEvent | undefined,
): Reading {
  if (!isDay(event.on)) {
    const message = `日期“${String(event.on)}”不存在，请核对。`;
    return {
      ...before,
      reasons: [
        ...before.reasons,
        ...placed([reason('no-such-date', message, cite('民法典', 200))], at, event),
      ],
    };
  }
  const order: Reason[] =
    previous !== undefined && event.on < previous.on
      ? [
          reason(
            'out-of-order',
            `早于前一项的日期${previous.on}，请按发生的先后登记。`,
            cite('政府信息公开条例', 45),
          ),
        ]
      : [];
  const reading = order.length > 0 ? before : passTime(before, event.on, excuses(event));
  const barred = [...order, ...phaseReason(reading.file, event)];
  const moved = barred.length > 0 ? barred : move(reading.file, event);
  if (!('file' in moved)) return { ...reading, reasons: [...reading.reasons, ...placed(moved, at, event)] };
  const { file, effect, basis, mark } = moved;
  const dueOn = dueOnOf(file) ?? null;
  const step: ClockStep = {
    event: event.type,
    on: event.on,
    effect,
    dueOn,
    basis,
    ...(mark ? { mark } : {}),
  };
  return { file, steps: [...reading.steps, step], reasons: reading.reasons };
}

const states: Readonly<Record<Phase, RequestState>> = {
  nothing: 'awaiting-confirmation',
  'awaiting-confirmation': 'awaiting-confirmation',
  running: 'running',
  'awaiting-correction': 'awaiting-correction',
  'awaiting-payment': 'awaiting-payment',
  abandoned: 'deemed-abandoned',
  closed: 'replied',
};

function stateOf(file: File): RequestState {
  if (file.phase === 'closed') return file.closedAs ?? 'replied';
  const consulting = file.phase === 'running' && file.consultations.some(each => each.backOn === undefined);
  return consulting ? 'consulting' : states[file.phase];
}

function clockOf({ file, steps }: Reading, asOf: Day): RequestClock {
  const state = stateOf(file);
  const open = state === 'running' || state === 'consulting';
  const end = state === 'deemed-abandoned' ? undefined : periodEnd(file);
  const waiting = { 'awaiting-correction': file.correctBy, 'awaiting-payment': file.payBy }[
    file.phase as string
  ];
  return {
    receivedOn: file.receivedOn ?? null,
    dueOn: end?.due ?? null,
    state,
    provisional: end?.provisional ?? false,
    steps,
    remainingWorkingDays: open ? (remainingOn(file, asOf) ?? null) : null,
    late: file.repliedLate || (open && end !== undefined && asOf > end.due),
    dueOnIfAnswered: state === 'consulting' ? (periodEnd(file, asOf)?.due ?? null) : null,
    waitingUntil: waiting ?? null,
    calendar: file.rules.calendar.version,
  };
}

/**
 * The clock that follows from a file's events. Refused with every reason, each with the event's place and its article,
 * if the history is impossible: out of order, extended after the due date, a second correction notice…
 * Events after `rules.asOf` are left out; lapses up to that day (else up to the last event) are drawn as steps.
 */
export function requestClock(
  events: readonly RequestEvent[],
  rules: ClockRules,
): Decision<{ clock: RequestClock }> {
  const known = rules.asOf === undefined ? events : events.filter(event => event.on <= rules.asOf!);
  let reading: Reading = { file: emptyFile(rules), steps: [], reasons: [] };
  known.forEach((event, at) => {
    reading = readEvent(reading, event, at, known[at - 1]);
  });
  const asOf = rules.asOf ?? known.at(-1)?.on;
  if (asOf === undefined || known.length === 0) {
    return refuse([
      reason('no-events', '没有任何事项，请至少登记申请的提交。', cite('政府信息公开条例', 31)),
    ]);
  }
  if (reading.reasons.length > 0) return refuse(reading.reasons);
  return { ok: true, clock: clockOf(passTime(reading, asOf, false), asOf) };
}

/** True if adding `event` to a file gives a possible history; else the reasons that concern it. */
export function mayHappen(
  events: readonly RequestEvent[],
  event: RequestEvent,
  rules: ClockRules,
): Decision<{ clock: RequestClock }> {
  return requestClock([...events, event], rules);
}

export type {
  ClockRules,
  ClockStep,
  RequestClock,
  RequestEvent,
  RequestState,
} from './request-clock/events.ts';
