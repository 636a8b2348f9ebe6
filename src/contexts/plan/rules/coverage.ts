import { type Day, laterDay } from '../../../law/day.ts';

/** Which of a duty's elements are proved, and since when all of them are. */

export interface Proof {
  readonly elements: readonly number[];
  readonly provedOn: Day;
  readonly voidedOn: Day | null;
}

export interface Coverage {
  /** Required elements that a standing proof covers, ascending. */
  readonly covered: readonly number[];
  /** The day the last of them was first proved; null while one is missing. */
  readonly metOn: Day | null;
}

/** A voided proof counts for nothing. A duty without required elements is never met by itself. */
export function coverageOf(required: readonly number[], proofs: readonly Proof[]): Coverage {
  const first = new Map<number, Day>();
  for (const proof of proofs) {
    if (proof.voidedOn !== null) continue;
    for (const no of proof.elements) {
      const before = first.get(no);
      if (before === undefined || proof.provedOn < before) first.set(no, proof.provedOn);
    }
  }
  const covered = [...new Set(required)].filter(no => first.has(no)).sort((a, b) => a - b);
  const isMet = required.length > 0 && required.every(no => first.has(no));
  const metOn = isMet ? covered.map(no => first.get(no)!).reduce(laterDay) : null;
  return { covered, metOn };
}
