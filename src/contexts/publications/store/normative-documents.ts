import type { Queries } from '../../../platform/database/database.ts';
import { endedOn } from '../rules/normative-validity.ts';
import { allFacts } from './normative-facts.ts';

/** Normative documents as they are counted: what was ever public, when it was made and when it ended. */

export interface CountedNormativeDocument {
  readonly id: string;
  readonly title: string;
  readonly documentNo: string;
  /** 成文日期, else the day of the first release. */
  readonly madeOn: string;
  /** The day since which its derived validity is repealed or expired, also one that lies ahead; null while it stands. */
  readonly endedOn: string | null;
}

/** What was published in error never counted. */
export async function normativeDocuments(db: Queries): Promise<CountedNormativeDocument[]> {
  return (await allFacts(db)).map(({ id, title, documentNo, madeOn, events }) => ({
    id,
    title,
    documentNo,
    madeOn,
    endedOn: endedOn(events),
  }));
}
