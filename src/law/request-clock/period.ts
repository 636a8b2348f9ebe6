import { addDays, type Day, earlierDay, laterDay } from '../day.ts';
import { addWorkdays, type Calendar, workdaysBetween } from '../working-days.ts';
import type { ClockRules, LapseType } from './events.ts';
import type { Phase } from './phases.ts';

/** Time that does not count: the days in (from, until]. */
export interface Pause {
  readonly from: Day;
  readonly until: Day;
}

export interface Consultation {
  readonly asked: 'third-party' | 'organ';
  readonly party: string | undefined;
  readonly sentOn: Day;
  /** Last of the 15 working days; after it silence has its legal meaning. */
  readonly lapsesOn: Day;
  /** The day the answer came, or the lapse. */
  readonly backOn: Day | undefined;
  readonly answered: boolean;
  /** False for a letter sent after the period had ended: nothing is left to pause. */
  readonly pauses: boolean;
}

/** A request's file while its events are read one by one. */
export interface File {
  readonly rules: ClockRules;
  readonly phase: Phase;
  readonly via: string | undefined;
  readonly confirmed: boolean;
  readonly receivedOn: Day | undefined;
  /** The period is counted from the day after this one. */
  readonly countedFrom: Day | undefined;
  /** Working days allowed: 20 and what was added. */
  readonly allowance: number;
  readonly extended: boolean;
  readonly correctionRequested: boolean;
  readonly correctBy: Day | undefined;
  readonly feeNotifiedOn: Day | undefined;
  readonly payBy: Day | undefined;
  readonly reasons: 'none' | 'requested' | 'given' | 'delayed';
  readonly consultations: readonly Consultation[];
  /** Waiting for the fee, where the bureau's default is that the period resumes. */
  readonly feePause: Pause | undefined;
  readonly repliedLate: boolean;
  readonly closedAs: 'replied' | 'withdrawn' | undefined;
}

/** Working days of the reply period (条例 art 33). */
export const replyWorkdays = 20;

export function emptyFile(rules: ClockRules): File {
  return {
    rules,
    phase: 'nothing',
    via: undefined,
    confirmed: false,
    receivedOn: undefined,
    countedFrom: undefined,
    allowance: replyWorkdays,
    extended: false,
    correctionRequested: false,
    correctBy: undefined,
    feeNotifiedOn: undefined,
    payBy: undefined,
    reasons: 'none',
    consultations: [],
    feePause: undefined,
    repliedLate: false,
    closedAs: undefined,
  };
}

/** Working days in the union of pauses after `start`: days that two pauses share count once. */
export function pausedWorkdays(calendar: Calendar, start: Day, pauses: readonly Pause[]): number {
  const sorted = [...pauses].sort((a, b) => (a.from < b.from ? -1 : 1));
  let [total, reached] = [0, start];
  for (const { from, until } of sorted) {
    total += workdaysBetween(calendar, laterDay(from, reached), until);
    reached = laterDay(reached, until);
  }
  return total;
}

/** The pauses of a file; open consultations end at their lapse, or at `cut` if that is earlier. */
export function pausesOf(file: File, cut?: Day): Pause[] {
  const ends = (day: Day) => (cut === undefined ? day : earlierDay(day, cut));
  const pauses = file.consultations
    .filter(each => each.pauses)
    .map(each => ({ from: each.sentOn, until: ends(each.backOn ?? each.lapsesOn) }));
  return file.feePause === undefined
    ? pauses
    : [...pauses, { ...file.feePause, until: ends(file.feePause.until) }];
}

/** The last day for the reply, and whether it is provisional; nothing while no period runs. `cut` as in `pausesOf`. */
export function periodEnd(file: File, cut?: Day): { due: Day; provisional: boolean } | undefined {
  const { countedFrom, rules, phase } = file;
  if (countedFrom === undefined || phase === 'awaiting-correction' || phase === 'awaiting-payment')
    return undefined;
  const paused = pausedWorkdays(rules.calendar, countedFrom, pausesOf(file, cut));
  return addWorkdays(rules.calendar, countedFrom, file.allowance + paused);
}

export function dueOnOf(file: File): Day | undefined {
  return periodEnd(file)?.due;
}

/** Working days of the allowance not yet used at the end of a day; negative when late. */
export function remainingOn(file: File, on: Day): number | undefined {
  const { countedFrom, rules } = file;
  if (countedFrom === undefined || periodEnd(file) === undefined) return undefined;
  const passed = workdaysBetween(rules.calendar, countedFrom, on);
  return file.allowance - passed + pausedWorkdays(rules.calendar, countedFrom, pausesOf(file, on));
}

/** The file as its period is counted anew from the day after `from`. */
export function restarted(file: File, from: Day): File {
  const keepsExtension = file.rules.defaults?.extensionAfterRestart.value === 'used-up';
  return {
    ...file,
    phase: 'running',
    countedFrom: from,
    allowance: replyWorkdays,
    extended: keepsExtension && file.extended,
    feePause: undefined,
  };
}

/** Something that happens by lapse of time alone. */
export interface Lapse {
  readonly type: LapseType;
  readonly on: Day;
  readonly file: File;
}

function consultationLapses(file: File, before: Day): Lapse[] {
  const silent = file.consultations.filter(each => each.backOn === undefined && each.lapsesOn < before);
  return silent.map(lapsed => ({
    type: lapsed.asked === 'organ' ? 'organ-silent' : 'third-party-silent',
    on: lapsed.lapsesOn,
    file: {
      ...file,
      consultations: file.consultations.map(each =>
        each === lapsed ? { ...each, backOn: each.lapsesOn } : each,
      ),
    },
  }));
}

/** The first lapse before a day, or nothing. `excused`: the next event is a late correction with good reason. */
export function nextLapse(file: File, before: Day, excused: boolean): Lapse | undefined {
  const lapses =
    file.phase === 'abandoned' || file.phase === 'closed' ? [] : consultationLapses(file, before);
  const { phase, correctBy, payBy } = file;
  if (phase === 'awaiting-correction' && correctBy !== undefined && correctBy < before && !excused) {
    lapses.push({
      type: 'correction-lapsed',
      on: addDays(correctBy, 1),
      file: { ...file, phase: 'abandoned' },
    });
  }
  if (phase === 'awaiting-payment' && payBy !== undefined && payBy < before) {
    lapses.push({ type: 'payment-lapsed', on: addDays(payBy, 1), file: { ...file, phase: 'abandoned' } });
  }
  return lapses.sort((a, b) => (a.on < b.on ? -1 : 1))[0];
}
