import type { Reason } from '../../../law/refusal.ts';

/** A letter could not be composed: the step that wanted it has not happened. */
export class LetterRefused extends Error {
  readonly reasons: readonly Reason[];
  constructor(reasons: readonly Reason[]) {
    super('a letter could not be composed');
    this.reasons = reasons;
  }
}
