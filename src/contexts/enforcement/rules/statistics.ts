import { type DecisionKind, decisionKinds, type StatisticsRow } from '../contract.ts';

/** The general state of enforcement in a year, by kind (国办发〔2018〕118号: due on 31 January of the next). */

export interface CountedDecision {
  readonly kind: DecisionKind;
  readonly isPublic: boolean;
  readonly isLate: boolean;
  readonly isWithheld: boolean;
  readonly isCorrected: boolean;
  readonly fineYuan: number;
  readonly confiscatedYuan: number;
}

function sum(values: readonly number[]): number {
  // In cents: amounts in yuan with two places do not add up in binary.
  return values.reduce((total, value) => total + Math.round(value * 100), 0) / 100;
}

/** One row for each kind, also where there was none. */
export function statisticsOf(decisions: readonly CountedDecision[]): StatisticsRow[] {
  return decisionKinds.map(kind => {
    const mine = decisions.filter(each => each.kind === kind);
    return {
      kind,
      decided: mine.length,
      public: mine.filter(each => each.isPublic).length,
      late: mine.filter(each => each.isLate).length,
      withheld: mine.filter(each => each.isWithheld).length,
      corrected: mine.filter(each => each.isCorrected).length,
      fineYuan: sum(mine.map(each => each.fineYuan)),
      confiscatedYuan: sum(mine.map(each => each.confiscatedYuan)),
    };
  });
}
