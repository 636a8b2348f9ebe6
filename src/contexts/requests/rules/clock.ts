import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import type { Decision, Reason } from '../../../law/refusal.ts';
import { mayHappen, type RequestClock, type RequestEvent, requestClock } from '../../../law/request-clock.ts';
import { addWorkdays, type Calendar } from '../../../law/working-days.ts';
import type { Case, Consultation } from './fold.ts';

/** The clock of a case: always what the law makes of its events, by the calendar and the day given. */

/** Working days that a third party or another organ has (条例 arts 32, 34). */
export const consultationWorkdays = 15;
/** Working days to pay after the notice was received (信息处理费管理办法). */
export const paymentWorkdays = 20;

export interface Reckoning {
  readonly calendar: Calendar;
  readonly today: Day;
}

function rulesOf({ calendar, today }: Reckoning) {
  return { calendar, asOf: today, approverRequired: true };
}

const lapses: ReadonlySet<string> = new Set([
  'correction-lapsed',
  'third-party-silent',
  'organ-silent',
  'payment-lapsed',
]);

/**
 * Events as the clock can read them. Each was in time when it was recorded; a notice published since may have moved
 * the day it had to meet before it. What was lawful then stays: such an event is read as of the day of the one before.
 */
function standing(events: readonly RequestEvent[], on: Reckoning): readonly RequestEvent[] {
  let current = events;
  for (let tries = 0; tries < events.length; tries += 1) {
    const answer = requestClock(current, rulesOf(on));
    if (answer.ok) return current;
    const late = new Set(answer.reasons.map(each => Number(/\d+/.exec(each.where ?? '')?.[0] ?? Number.NaN)));
    current = current.map((event, i) =>
      late.has(i) && i > 0 ? { ...event, on: current[i - 1]!.on } : event,
    );
  }
  return current;
}

function countedFrom(events: readonly RequestEvent[], on: Reckoning): RequestClock {
  const read = standing(events, on);
  const answer = requestClock(read, rulesOf(on));
  if (!answer.ok)
    throw new Error(`an impossible history: ${answer.reasons.map(each => each.code).join(', ')}`);
  if (read === events) return answer.clock;
  const days = events.filter(event => event.on <= on.today).map(event => event.on);
  let at = 0;
  const steps = answer.clock.steps.map(step =>
    lapses.has(step.event) ? step : { ...step, on: days[at++] ?? step.on },
  );
  return { ...answer.clock, steps };
}

/** The words of the law's clock that speak of the period of a reply; it does not run for one's own record. */
const ofPeriod =
  /[，；](?:原期限不再计算|期限不再计算|确认之前期限不起算|自次日起[^。]*|超过答复期限[^。]*|在期限内办结)/gu;

/** A request to correct one's own record has no period in the 条例 (art 41): what happened is told, no due date is. */
function withoutPeriod(clock: RequestClock): RequestClock {
  const own = cite('政府信息公开条例', 41);
  const began = clock.steps.findIndex(({ event }) => event === 'submitted' || event === 'receipt-confirmed');
  return {
    ...clock,
    dueOn: null,
    provisional: false,
    remainingWorkingDays: null,
    late: false,
    dueOnIfAnswered: null,
    steps: clock.steps.map((step, index) => {
      const effect = step.effect.replace(ofPeriod, '');
      const basis = step.basis.filter(each => each.instrument !== own.instrument || each.article !== 33);
      return index === began
        ? {
            ...step,
            dueOn: null,
            effect: `${effect}更正的期限条例没有规定，应当及时核实办理。`,
            basis: [...basis, own],
          }
        : { ...step, dueOn: null, effect, basis: basis.length === 0 ? [own] : basis };
    }),
  };
}

/** The clock of the present handling. */
export function clockOf(folded: Case, on: Reckoning): RequestClock {
  const clock = countedFrom(folded.law, on);
  return folded.matter === 'own-record' ? withoutPeriod(clock) : clock;
}

/** The case as its applicant may see its clock: others who were asked are counted, not named, nor what they said. */
export function withoutNames(folded: Case): Case {
  const parties = [...new Set(folded.law.flatMap(event => ('party' in event ? [event.party] : [])))];
  const law = folded.law.map((event): RequestEvent => {
    if (!('party' in event)) return event;
    const party = `其${parties.indexOf(event.party) + 1}`;
    if (!('agrees' in event)) return { ...event, party };
    const { agrees: _, ...unsaid } = event;
    return { ...unsaid, party };
  });
  return { ...folded, law };
}

/** The legal day of receipt of some handling; null until it is confirmed. */
export function receivedOn(events: readonly RequestEvent[], on: Reckoning): Day | null {
  return countedFrom(events, on).receivedOn;
}

/** What the law says to one event more, without the place in the list that a person does not know. */
export function lawReasons(folded: Case, event: RequestEvent, on: Reckoning): readonly Reason[] {
  const events = standing(folded.law, on);
  const answer: Decision<object> = mayHappen(events, event, rulesOf(on));
  if (answer.ok) return [];
  return answer.reasons
    .filter(each => each.where === `events[${events.length}]`)
    .map(({ code, message, basis }) => ({
      code,
      message: message.replace(/^第\d+项（[^）]*）：/, ''),
      basis,
    }));
}

/** The last of the fifteen working days of a consultation. */
export function consultationUntil({ receivedOn, askedOn }: Consultation, { calendar }: Reckoning): Day {
  return addWorkdays(calendar, receivedOn ?? askedOn, consultationWorkdays).due;
}

/** Neither answered nor past its fifteen working days. */
export function isOpenConsultation(each: Consultation, on: Reckoning): boolean {
  return each.answeredOn === null && consultationUntil(each, on) >= on.today;
}

/** What the state becomes by lapse of time alone, and after which day. */
export interface NextLapse {
  readonly after: Day;
  readonly state: RequestClock['state'];
}

export function nextLapseOf(folded: Case, clock: RequestClock, on: Reckoning): NextLapse | null {
  if (folded.closed !== null) return null;
  if (clock.state === 'awaiting-correction' || clock.state === 'awaiting-payment')
    return clock.waitingUntil === null ? null : { after: clock.waitingUntil, state: 'deemed-abandoned' };
  if (clock.state !== 'consulting') return null;
  const ends = folded.consultations
    .filter(each => each.round === folded.round && isOpenConsultation(each, on))
    .map(each => consultationUntil(each, on))
    .sort();
  const last = ends.at(-1);
  return last === undefined ? null : { after: last, state: 'running' };
}
