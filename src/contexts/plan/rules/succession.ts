import type { DueDuty } from './duties-due.ts';
import { isEventKey, periodWords } from './periods.ts';

/** What becomes of the duties of a plan when a new version takes its place. */

export interface StandingDuty {
  readonly id: string;
  readonly leafId: string;
  readonly unitId: string;
  readonly period: string;
  readonly triggerWords: string;
  readonly required: readonly number[];
  readonly covered: readonly number[];
  readonly metOn: string | null;
  /** Met or not applicable: history that stays as it is. */
  readonly isSettled: boolean;
}

export interface Succession {
  /** Duties that go over to the new plan, with the due date of the new rules; events keep theirs. */
  readonly kept: readonly { readonly duty: StandingDuty; readonly becomes: DueDuty | null }[];
  /** Open duties the new plan no longer asks for. */
  readonly closed: readonly StandingDuty[];
  /** Settled duties of leaves that are gone: they stay with the old plan. */
  readonly left: readonly StandingDuty[];
  readonly created: readonly DueDuty[];
}

function keyOf(duty: { leafId: string; unitId: string; period: string }): string {
  return `${duty.leafId} ${duty.unitId} ${duty.period}`;
}

export interface NewPlan {
  readonly due: readonly DueDuty[];
  /** Units that answer for each leaf of the new plan. */
  readonly answering: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Duties keep their identity and their proofs wherever leaf, unit and period still exist. */
export function succeed(old: readonly StandingDuty[], plan: NewPlan): Succession {
  const due = new Map(plan.due.map(duty => [keyOf(duty), duty]));
  const kept: { duty: StandingDuty; becomes: DueDuty | null }[] = [];
  const closed: StandingDuty[] = [];
  const left: StandingDuty[] = [];
  for (const duty of old) {
    const becomes = due.get(keyOf(duty));
    const answers = plan.answering.get(duty.leafId)?.has(duty.unitId) ?? false;
    if (becomes !== undefined) {
      due.delete(keyOf(duty));
      kept.push({ duty, becomes });
    } else if (isEventKey(duty.period) && answers) kept.push({ duty, becomes: null });
    else if (duty.isSettled) left.push(duty);
    else closed.push(duty);
  }
  return { kept, closed, left, created: [...due.values()] };
}

/** A yearly duty that an event has dated keeps that date where the new plan would wait for the event again. */
export function isDatedByEvent(duty: StandingDuty, becomes: DueDuty): boolean {
  const waiting = periodWords(duty.period);
  return becomes.triggerWords === waiting && ![waiting, `${waiting}结束`].includes(duty.triggerWords);
}

/** Old number → new numbers; nothing for an element that is gone. */
export type Moves = ReadonlyMap<number, readonly number[]>;

/**
 * Where each element of a leaf went, by name. No names: the leaf itself is the one thing to publish; what was asked
 * and proved of the whole leaf is then asked and proved of each of its elements.
 */
export function renumbering(before: readonly string[], after: readonly string[]): Moves {
  if (before.length === 0) return new Map([[1, after.length === 0 ? [1] : after.map((_, i) => i + 1)]]);
  const places = new Map(after.map((name, i) => [name, i + 1]));
  return new Map(
    before.flatMap((name, i) => {
      const place = places.get(name);
      return place === undefined ? [] : [[i + 1, [place]] as const];
    }),
  );
}

export function renumbered(numbers: readonly number[], moves: Moves): number[] {
  return [...new Set(numbers.flatMap(no => moves.get(no) ?? []))].sort((a, b) => a - b);
}

/** The names of a leaf's elements in both plans; none where the leaf itself is the one thing to publish. */
export interface LeafNames {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A duty on its way to the new plan. */
export interface CarriedDuty {
  readonly duty: StandingDuty;
  readonly becomes: DueDuty | null;
  readonly moves: Moves;
  readonly required: readonly number[];
}

/** What a duty that is kept asks for in the new plan; nothing: nothing is left of what an event had made due. */
export function carried(
  { duty, becomes }: Succession['kept'][number],
  { before, after }: LeafNames,
): CarriedDuty {
  const moves = renumbering(before, after);
  const whole = after.length === 0 ? [1] : renumbered(duty.required, moves);
  // What is settled was judged by the plan of its day: only the numbers of its elements follow.
  const required = duty.isSettled ? whole : (becomes?.required ?? whole);
  return { duty, becomes, moves, required };
}
