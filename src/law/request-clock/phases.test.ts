import { describe, expect, it } from 'vitest';
import { dayOf } from '../day.ts';
import { publishedCalendar as calendar } from '../published-calendar.ts';
import { type RequestEvent, requestClock } from '../request-clock.ts';
import type { RequestEventType } from './events.ts';
import { allowedPhases, type Phase, phaseRefusals, phases } from './phases.ts';

const d = dayOf;
const submitted: RequestEvent = { type: 'submitted', on: d('2026-03-02'), via: 'in-person' };
const asked: RequestEvent[] = [
  { type: 'third-party-consulted', on: d('2026-03-03') },
  { type: 'organ-consulted', on: d('2026-03-03') },
];

/** A history that ends in each phase, with everything open that an event may answer. */
const histories: Readonly<Record<Phase, readonly RequestEvent[]>> = {
  nothing: [],
  'awaiting-confirmation': [{ type: 'submitted', on: d('2026-03-02'), via: 'fax' }],
  running: [submitted, ...asked],
  'awaiting-correction': [
    submitted,
    ...asked,
    { type: 'correction-requested', on: d('2026-03-03'), correctBy: d('2026-03-20') },
  ],
  'awaiting-payment': [submitted, ...asked, { type: 'fee-notified', on: d('2026-03-03') }],
  abandoned: [submitted, { type: 'correction-requested', on: d('2026-03-03'), correctBy: d('2026-03-04') }],
  closed: [submitted, { type: 'withdrawn', on: d('2026-03-03') }],
};

const on = d('2026-03-05');

const samples: Readonly<Record<RequestEventType, RequestEvent>> = {
  submitted: { type: 'submitted', on, via: 'in-person' },
  'receipt-confirmed': { type: 'receipt-confirmed', on },
  'correction-requested': { type: 'correction-requested', on, correctBy: d('2026-03-20') },
  corrected: { type: 'corrected', on },
  'third-party-consulted': { type: 'third-party-consulted', on },
  'third-party-answered': { type: 'third-party-answered', on },
  'organ-consulted': { type: 'organ-consulted', on },
  'organ-answered': { type: 'organ-answered', on },
  'reasons-requested': { type: 'reasons-requested', on },
  'reasons-given': { type: 'reasons-given', on },
  delayed: { type: 'delayed', on, until: d('2026-06-01') },
  extended: { type: 'extended', on, workingDays: 10 },
  'fee-notified': { type: 'fee-notified', on },
  'fee-paid': { type: 'fee-paid', on },
  replied: { type: 'replied', on },
  withdrawn: { type: 'withdrawn', on },
};

/** What has to have happened before, for events that follow another. */
const prelude: Readonly<Partial<Record<RequestEventType, readonly RequestEvent[]>>> = {
  'reasons-given': [samples['reasons-requested']],
  delayed: [samples['reasons-requested'], samples['reasons-given']],
};

const cells = phases.flatMap(phase =>
  (Object.keys(samples) as RequestEventType[]).map(type => [phase, type] as const),
);

describe('《政府信息公开条例》第四十五条：every phase and every event', () => {
  it.each(cells)('in %s, %s is as the table says', (phase, type) => {
    const allowed = allowedPhases[type].includes(phase);
    const before = allowed ? (prelude[type] ?? []) : [];
    const answer = requestClock([...histories[phase], ...before, samples[type]], { calendar });
    expect(answer.ok).toBe(allowed);
    if (!answer.ok) {
      const special: Partial<Record<RequestEventType, string>> = {
        submitted: 'already-submitted',
        ...(phase === 'abandoned' ? { corrected: 'correction-too-late' } : {}),
      };
      expect(answer.reasons.map(({ code }) => code)).toEqual([special[type] ?? phaseRefusals[phase].code]);
      expect(answer.reasons[0]?.basis.length).toBeGreaterThan(0);
    }
  });
});
