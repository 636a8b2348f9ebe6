import type { Day } from '../../../law/day.ts';

/**
 * Validity of a normative document, derived from events and never typed: what its own text says of its days, what later
 * acts did to it, and what the first publication stated of times before this system.
 */

export const validities = ['in-force', 'amended', 'repealed', 'expired'] as const;
export type Validity = (typeof validities)[number];

/** Events that move validity, in the order in which they count on one day: an act stands before the mere end of a term. */
export const decidingKinds = [
  'amended',
  'kept',
  'repealed',
  'declared-expired',
  'term-ended',
  'withdrawn-as-repealed',
] as const;
export type DecidingKind = (typeof decidingKinds)[number];

/** The act that did it; null for what the document's own text or its first publication says. */
export interface ActRef {
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
}

/** Why an event does not count any more: its act was published in error, or amended so that it no longer says so. */
export type VoidCause = 'act-withdrawn' | 'act-amended';

export interface ValidityEvent {
  readonly kind: 'effective' | 'stated' | DecidingKind;
  readonly on: Day;
  readonly act: ActRef | null;
  /** Of `stated` alone: what the publication said. */
  readonly stated?: Validity;
  /** An event without force; kept, so that history shows what was said for a time. */
  readonly voided?: { readonly on: Day; readonly cause: VoidCause };
}

export interface DerivedValidity {
  readonly validity: Validity;
  /** The day since which it is so; null: from the beginning. */
  readonly since: Day | null;
  /** The event that made it so; null while nothing has changed it. */
  readonly cause: ValidityEvent | null;
  /** Published, but its day of effect has not come. */
  readonly notYetEffective: boolean;
}

/**
 * The whole table. What has ended stays ended and keeps its first cause: a repeal of something expired changes nothing,
 * and the repeal of a repealing act brings nothing back to life – only an act published in error never had effect.
 */
export const validityTable: Readonly<Record<Validity, Readonly<Record<DecidingKind, Validity>>>> = {
  'in-force': {
    amended: 'amended',
    kept: 'in-force',
    repealed: 'repealed',
    'declared-expired': 'expired',
    'term-ended': 'expired',
    'withdrawn-as-repealed': 'repealed',
  },
  amended: {
    amended: 'amended',
    kept: 'amended',
    repealed: 'repealed',
    'declared-expired': 'expired',
    'term-ended': 'expired',
    'withdrawn-as-repealed': 'repealed',
  },
  repealed: {
    amended: 'repealed',
    kept: 'repealed',
    repealed: 'repealed',
    'declared-expired': 'repealed',
    'term-ended': 'repealed',
    'withdrawn-as-repealed': 'repealed',
  },
  expired: {
    amended: 'expired',
    kept: 'expired',
    repealed: 'expired',
    'declared-expired': 'expired',
    'term-ended': 'expired',
    'withdrawn-as-repealed': 'expired',
  },
};

function isDeciding(event: ValidityEvent): event is ValidityEvent & { kind: DecidingKind } {
  return event.kind !== 'effective' && event.kind !== 'stated';
}

const rank = (event: ValidityEvent): number => decidingKinds.indexOf(event.kind as DecidingKind);

function inOrder(a: ValidityEvent, b: ValidityEvent): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  return rank(a) - rank(b) || (a.act?.id ?? '').localeCompare(b.act?.id ?? '');
}

/** Events that count, in the order in which they count. */
export function countedEvents(events: readonly ValidityEvent[]): ValidityEvent[] {
  return events.filter(event => event.voided === undefined).sort(inOrder);
}

/**
 * Validity on a day. The term ends on the day named as 失效日期 itself. What the first publication stated stands until
 * the first event: from then on events alone decide.
 */
export function validityOn(events: readonly ValidityEvent[], day: Day): DerivedValidity {
  const known = countedEvents(events).filter(event => event.on <= day);
  const effectiveOn = countedEvents(events).find(event => event.kind === 'effective')?.on;
  const notYetEffective = effectiveOn !== undefined && effectiveOn > day;
  const deciding = known.filter(isDeciding);
  const start: DerivedValidity = { validity: 'in-force', since: null, cause: null, notYetEffective };
  const stated = known.findLast(event => event.kind === 'stated');
  if (deciding.length === 0) {
    if (stated?.stated === undefined || stated.stated === 'in-force') return start;
    return { ...start, validity: stated.stated, since: stated.on, cause: stated };
  }
  return deciding.reduce<DerivedValidity>((before, event) => {
    const validity = validityTable[before.validity][event.kind];
    // A second amendment is told with its own day and act.
    const moves = validity !== before.validity || event.kind === 'amended';
    if (!moves || isEnded(before.validity)) return before;
    return { validity, since: event.on, cause: event, notYetEffective };
  }, start);
}

export function isEnded(validity: Validity): boolean {
  return validity === 'repealed' || validity === 'expired';
}

/** The days on which something may change, earliest first. */
export function turningDays(events: readonly ValidityEvent[]): Day[] {
  return [...new Set(countedEvents(events).map(event => event.on))].sort();
}

/** The next day after `day` on which validity or its beginning changes by itself; null: none is known. */
export function nextTurn(events: readonly ValidityEvent[], day: Day): Day | null {
  return turningDays(events).find(each => each > day) ?? null;
}

/** The day since which the document has ended for good, as far as is known; null while it stands. For the annual report. */
export function endedOn(events: readonly ValidityEvent[]): Day | null {
  const days = turningDays(events);
  const lastStanding = days.findLastIndex(day => !isEnded(validityOn(events, day).validity));
  return days[lastStanding + 1] ?? null;
}

/** Has anything but a statement been said of this document? Then its validity is no longer typed. */
export function isDerived(events: readonly ValidityEvent[]): boolean {
  return countedEvents(events).some(isDeciding);
}

/** The last day on which it was reviewed: made, or kept by a clean-up. */
export function reviewedOn(events: readonly ValidityEvent[], madeOn: Day, day: Day): Day {
  const kept = countedEvents(events).findLast(event => event.kind === 'kept' && event.on <= day);
  return kept !== undefined && kept.on > madeOn ? kept.on : madeOn;
}
