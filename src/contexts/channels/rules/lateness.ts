import type { TaskState } from '../contract.ts';

/** What is due and absent: hand-overs past their day, postings without the proof that is due. Derived, never stored. */

export interface LateFacts {
  readonly state: TaskState;
  readonly dueOn: string;
  readonly proofDueOn: string | null;
}

export function lateness(
  { state, dueOn, proofDueOn }: LateFacts,
  today: string,
): 'hand-over' | 'proof' | null {
  if (state === 'proven' || state === 'cancelled') return null;
  if (state === 'posted') return proofDueOn !== null && proofDueOn < today ? 'proof' : null;
  return dueOn < today ? 'hand-over' : null;
}
