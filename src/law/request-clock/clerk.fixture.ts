import { type Day, dayOf } from '../day.ts';
import { publishedYears } from '../published-years.ts';
import type { RequestEvent } from './events.ts';

/**
 * A slow clerk who lives through every day of a file: each morning he ticks the counters, then reads the day's events,
 * each evening he sees whether the period is used up. He shares no code with the clock: days are numbers from
 * `Date.UTC`, working days come from the yearly lists.
 */

const dayMs = 86_400_000;

export function numberOf(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / dayMs;
}

export function textOf(number: number): Day {
  return dayOf(new Date(number * dayMs).toISOString().slice(0, 10));
}

function listed(kind: 'holidays' | 'makeUpDays'): Set<number> {
  const found = new Set<number>();
  for (const entry of publishedYears) {
    for (const run of entry[kind].split(' ').filter(Boolean)) {
      const [from, until = from] = run.split('..').map(text => numberOf(`${entry.year}-${text}`));
      for (let day = from!; day <= until!; day += 1) found.add(day);
    }
  }
  return found;
}

const holidays = listed('holidays');
const makeUpDays = listed('makeUpDays');

function works(day: number): boolean {
  if (makeUpDays.has(day)) return true;
  const weekday = new Date(day * dayMs).getUTCDay();
  return weekday > 0 && weekday < 6 && !holidays.has(day);
}

interface Letter {
  readonly kind: string;
  readonly party: string | undefined;
  readonly sent: number;
  readonly received: number;
  readonly stopsClock: boolean;
  left: number;
  open: boolean;
  answered: boolean;
}

export interface Clerk {
  stage: 'unconfirmed' | 'running' | 'correcting' | 'paying' | 'abandoned' | 'done';
  confirmed: boolean;
  receipt: number | undefined;
  from: number;
  used: number;
  allowance: number;
  dueFixed: number | undefined;
  extended: boolean;
  corrections: number;
  correctBy: number;
  sinceReceipt: number;
  feeReceived: number | undefined;
  feeLeft: number;
  reasons: number;
  letters: Letter[];
  lastWorked: number;
  late: boolean;
}

export function newClerk(): Clerk {
  return {
    stage: 'unconfirmed',
    confirmed: false,
    receipt: undefined,
    from: 0,
    used: 0,
    allowance: 20,
    dueFixed: undefined,
    extended: false,
    corrections: 0,
    correctBy: 0,
    sinceReceipt: 0,
    feeReceived: undefined,
    feeLeft: 0,
    reasons: 0,
    letters: [],
    lastWorked: 0,
    late: false,
  };
}

function paused(clerk: Clerk, day: number): boolean {
  return clerk.letters.some(letter => letter.stopsClock && letter.open && letter.sent < day);
}

function waitsForLetter(clerk: Clerk): boolean {
  return clerk.letters.some(letter => letter.stopsClock && letter.open);
}

export function morning(clerk: Clerk, day: number): void {
  if (clerk.stage === 'correcting' && day > clerk.correctBy) clerk.stage = 'abandoned';
  if (clerk.stage === 'paying' && clerk.feeLeft === 0) clerk.stage = 'abandoned';
  if (!works(day)) return;
  clerk.lastWorked = day;
  if (clerk.receipt !== undefined && day > clerk.receipt) clerk.sinceReceipt += 1;
  if (clerk.stage === 'running' && day > clerk.from && clerk.dueFixed === undefined && !paused(clerk, day))
    clerk.used += 1;
  for (const letter of clerk.letters) if (letter.open && day > letter.received) letter.left -= 1;
  if (clerk.stage === 'paying' && day > clerk.feeReceived!) clerk.feeLeft -= 1;
}

export function evening(clerk: Clerk): void {
  for (const letter of clerk.letters) if (letter.open && letter.left === 0) letter.open = false;
  if (clerk.stage === 'running' && clerk.dueFixed === undefined) clerk.dueFixed = dueNow(clerk);
}

function dueNow(clerk: Clerk): number | undefined {
  if (clerk.dueFixed !== undefined) return clerk.dueFixed;
  return clerk.used >= clerk.allowance && !waitsForLetter(clerk) ? clerk.lastWorked : undefined;
}

function isPast(clerk: Clerk, day: number): boolean {
  const due = dueNow(clerk);
  return due !== undefined && day > due;
}

/** The due date if nothing else happens, by living on. */
function dueLater(clerk: Clerk, today: number): number {
  const copy = structuredClone(clerk);
  let day = today;
  evening(copy);
  while (copy.dueFixed === undefined) {
    day += 1;
    morning(copy, day);
    evening(copy);
  }
  return copy.dueFixed;
}

function startAnew(clerk: Clerk, day: number): void {
  Object.assign(clerk, {
    stage: 'running',
    from: day,
    used: 0,
    allowance: 20,
    dueFixed: undefined,
    extended: false,
  });
}

function send(
  clerk: Clerk,
  { kind, party }: Pick<Letter, 'kind' | 'party'>,
  day: number,
  received: number,
): boolean {
  if (clerk.stage !== 'running' || received < day) return false;
  const stopsClock = !isPast(clerk, day);
  clerk.letters.push({ kind, party, sent: day, received, stopsClock, left: 15, open: true, answered: false });
  return true;
}

function takeBack(clerk: Clerk, { kind, party }: Pick<Letter, 'kind' | 'party'>): boolean {
  if (clerk.stage === 'unconfirmed' || clerk.stage === 'abandoned' || clerk.stage === 'done') return false;
  const waiting = clerk.letters.filter(
    letter => letter.kind === kind && !letter.answered && (party === undefined || letter.party === party),
  );
  const letter = waiting.find(each => each.open) ?? waiting[0];
  if (letter === undefined) return false;
  Object.assign(letter, { open: false, answered: true });
  return true;
}

/** third or organ, and who was asked, where the file says. */
function letterOf({
  type,
  party,
}: {
  readonly type: string;
  readonly party?: string;
}): Pick<Letter, 'kind' | 'party'> {
  return { kind: type.split('-')[0]!, party };
}

/** Reads one event; false if it can not have happened. */
export function read(clerk: Clerk, event: RequestEvent, day: number): boolean {
  switch (event.type) {
    case 'submitted':
      if (clerk.receipt !== undefined || clerk.confirmed) return false;
      if (event.via === 'in-person' || event.via === 'signed-mail') {
        clerk.receipt = day;
        startAnew(clerk, day);
      }
      return true;
    case 'receipt-confirmed':
      if (clerk.confirmed || (clerk.stage !== 'unconfirmed' && clerk.stage !== 'running')) return false;
      clerk.confirmed = true;
      if (clerk.stage === 'unconfirmed') {
        clerk.receipt = day;
        startAnew(clerk, day);
      }
      return true;
    case 'correction-requested':
      if (clerk.stage !== 'running' || clerk.corrections > 0 || numberOf(event.correctBy) <= day)
        return false;
      // The seventh working day is used up once it has passed, weekends after it included.
      if (clerk.sinceReceipt > 7 || (clerk.sinceReceipt === 7 && !works(day))) return false;
      Object.assign(clerk, { stage: 'correcting', corrections: 1, correctBy: numberOf(event.correctBy) });
      return true;
    case 'corrected':
      if (clerk.stage === 'abandoned' && clerk.corrections > 0 && event.goodReason && clerk.correctBy > 0) {
        clerk.correctBy = 0;
        startAnew(clerk, day);
        return true;
      }
      if (clerk.stage !== 'correcting') return false;
      clerk.correctBy = 0;
      startAnew(clerk, day);
      return true;
    case 'third-party-consulted':
    case 'organ-consulted':
      return send(clerk, letterOf(event), day, numberOf(event.receivedOn ?? event.on));
    case 'third-party-answered':
    case 'organ-answered':
      return takeBack(clerk, letterOf(event));
    case 'reasons-requested':
      if (clerk.stage !== 'running' || clerk.reasons !== 0) return false;
      clerk.reasons = 1;
      return true;
    case 'reasons-given':
      if (clerk.stage !== 'running' || clerk.reasons !== 1) return false;
      clerk.reasons = 2;
      return true;
    case 'delayed': {
      if (clerk.stage !== 'running' || clerk.reasons !== 2) return false;
      let added = 0;
      for (let at = dueLater(clerk, day) + 1; at <= numberOf(event.until); at += 1) if (works(at)) added += 1;
      if (added === 0) return false;
      const fixed = clerk.dueFixed;
      Object.assign(clerk, { reasons: 3, allowance: clerk.allowance + added });
      if (fixed !== undefined) {
        // The period was over: it lives on from its last day.
        clerk.dueFixed = undefined;
        for (let at = fixed + 1; at <= day; at += 1) if (works(at) && !paused(clerk, at)) clerk.used += 1;
      }
      return true;
    }
    case 'extended':
      if (clerk.stage !== 'running' || clerk.extended || isPast(clerk, day)) return false;
      if (event.workingDays < 1 || event.workingDays > 20) return false;
      Object.assign(clerk, { extended: true, allowance: clerk.allowance + event.workingDays });
      return true;
    case 'fee-notified':
      if (clerk.stage !== 'running' || clerk.feeReceived !== undefined || isPast(clerk, day)) return false;
      Object.assign(clerk, {
        stage: 'paying',
        feeReceived: numberOf(event.receivedOn ?? event.on),
        feeLeft: 20,
      });
      return true;
    case 'fee-paid':
      if (clerk.stage !== 'paying') return false;
      startAnew(clerk, day);
      return true;
    case 'replied': {
      if (clerk.stage !== 'running' && clerk.stage !== 'correcting' && clerk.stage !== 'paying') return false;
      const delivered = event.delivery === 'post' ? numberOf(event.postedOn ?? event.on) : day;
      if (clerk.stage === 'running') {
        clerk.dueFixed = dueLater(clerk, day);
        clerk.late = delivered > clerk.dueFixed;
      }
      clerk.stage = 'done';
      return true;
    }
    case 'withdrawn':
      if (clerk.stage === 'abandoned' || clerk.stage === 'done') return false;
      if (clerk.stage === 'running') clerk.dueFixed = dueLater(clerk, day);
      clerk.stage = 'done';
      return true;
  }
}

/** The file as it stood on its last event's day: lives again without the idle days after it. */
export function relive(events: readonly RequestEvent[]): Clerk {
  const clerk = newClerk();
  let day = numberOf(events[0]!.on);
  for (const event of events) {
    while (day < numberOf(event.on)) {
      evening(clerk);
      day += 1;
      morning(clerk, day);
    }
    read(clerk, event, day);
  }
  return clerk;
}

export function dueOf(clerk: Clerk, day: number): Day | null {
  if (clerk.stage === 'running') return textOf(dueLater(clerk, day));
  return clerk.stage === 'done' && clerk.dueFixed !== undefined ? textOf(clerk.dueFixed) : null;
}
