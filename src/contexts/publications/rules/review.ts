import type * as review from '../../review/rules.ts';
import { reviewOf } from '../../review/rules.ts';
import type { ReviewStep } from '../contract.ts';

/** The review chain of one version of an item: the machinery of every review, in the words of items. */

export { isComplete, missingSteps, openSteps, type SignatureFact, waitingSteps } from '../../review/rules.ts';
export type ReviewFacts = review.ReviewFacts<ReviewStep>;
export type WaitingStep = review.WaitingStep<ReviewStep>;
export type DecidedAct = review.DecidedAct<ReviewStep>;

export const { decideSigning, decideReturning, decideSkipping, isIndispensable } = reviewOf({
  thing: '信息',
  returnCommand: 'item.return',
  skipCommand: 'item.skip-step',
  indispensable: 'item.sign-secrecy',
});
