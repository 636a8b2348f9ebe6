import { describe, expect, it } from 'vitest';
import { publishedCalendar as calendar } from '../published-calendar.ts';
import { requestClock } from '../request-clock.ts';
import {
  type Clerk,
  dueOf,
  evening,
  morning,
  newClerk,
  numberOf,
  read,
  relive,
  textOf,
} from './clerk.fixture.ts';
import type { RequestEvent } from './events.ts';

/** A number generator with a seed, so that a failing history can be made again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const followers: readonly RequestEvent['type'][] = [
  'receipt-confirmed',
  'receipt-confirmed',
  'correction-requested',
  'corrected',
  'third-party-consulted',
  'third-party-consulted',
  'third-party-answered',
  'third-party-answered',
  'organ-consulted',
  'organ-answered',
  'reasons-requested',
  'reasons-given',
  'delayed',
  'extended',
  'extended',
  'fee-notified',
  'fee-paid',
  'replied',
  'withdrawn',
];

function anEvent(random: () => number, type: RequestEvent['type'], day: number): RequestEvent {
  const on = textOf(day);
  const within = (days: number) => Math.floor(random() * days);
  const received = random() < 0.3 ? { receivedOn: textOf(day + within(6)) } : {};
  switch (type) {
    case 'submitted': {
      const via = (['in-person', 'signed-mail', 'plain-mail', 'internet', 'fax'] as const)[within(5)]!;
      return { type, on, via };
    }
    case 'correction-requested':
      return { type, on, correctBy: textOf(day + within(20)) };
    case 'corrected':
      return random() < 0.5 ? { type, on, goodReason: '有正当理由' } : { type, on };
    case 'third-party-consulted':
    case 'organ-consulted':
    case 'fee-notified':
      return { type, on, ...received };
    case 'delayed':
      return { type, on, until: textOf(day + within(90)) };
    case 'extended':
      return { type, on, workingDays: within(23) };
    case 'replied':
      return random() < 0.5
        ? { type, on, delivery: 'post', postedOn: textOf(day + within(5)) }
        : { type, on };
    default:
      return { type, on };
  }
}

interface Life {
  readonly events: RequestEvent[];
  readonly possible: boolean;
  readonly clerk: Clerk;
  readonly day: number;
}

/** Lives through a random file. Most events that can not happen are left out; some are kept, and end it. */
function live(seed: number): Life {
  const random = chance(seed);
  const events: RequestEvent[] = [];
  const clerk = newClerk();
  let day = numberOf('2019-05-15') + Math.floor(random() * 2400);
  const length = 1 + Math.floor(random() * 9);
  for (let tries = 0; tries < 60 && events.length < length; tries += 1) {
    const type = events.length === 0 ? 'submitted' : followers[Math.floor(random() * followers.length)]!;
    const event = anEvent(random, type, day);
    const trial = structuredClone(clerk);
    const possible = read(trial, event, day);
    if (possible || random() < 0.03) {
      events.push(event);
      if (!possible) return { events, possible: false, clerk, day };
      Object.assign(clerk, trial);
    }
    if (clerk.stage === 'done' || events.length === length) break;
    const longest = random() < 0.2 ? 50 : 14;
    for (let nights = Math.floor(random() * random() * longest); nights > 0; nights -= 1) {
      evening(clerk);
      day += 1;
      morning(clerk, day);
    }
  }
  const last = numberOf(events.at(-1)!.on);
  return { events, possible: true, clerk, day: last };
}

describe('《政府信息公开条例》第三十三条：the clock against a clerk who lives through every day', () => {
  it('agrees on 10 000 random histories', () => {
    const seen = { possible: 0, refused: 0, moved: 0, late: 0 };
    for (let seed = 1; seed <= 10_000; seed += 1) {
      const { events, possible } = live(seed);
      const answer = requestClock(events, { calendar });
      const words = `seed ${seed}: ${JSON.stringify(events)}`;
      expect(answer.ok, words).toBe(possible);
      if (!answer.ok) {
        seen.refused += 1;
        continue;
      }
      const clerk = relive(events);
      const day = numberOf(events.at(-1)!.on);
      expect(answer.clock.dueOn, words).toBe(dueOf(clerk, day));
      expect(answer.clock.receivedOn, words).toBe(clerk.receipt === undefined ? null : textOf(clerk.receipt));
      if (clerk.stage === 'done') expect(answer.clock.late, words).toBe(clerk.late);
      seen.possible += 1;
      if (clerk.letters.length > 0 || clerk.extended) seen.moved += 1;
      if (answer.clock.late) seen.late += 1;
    }
    // The histories are worth something only if all kinds occur.
    expect(seen.possible).toBeGreaterThan(7000);
    expect(seen.refused).toBeGreaterThan(500);
    expect(seen.moved).toBeGreaterThan(2000);
    expect(seen.late).toBeGreaterThan(100);
  }, 120_000);
});
