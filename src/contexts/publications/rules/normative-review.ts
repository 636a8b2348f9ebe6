import type { Mark } from '../../../law/citation.ts';
import { addMonths, type Day } from '../../../law/day.ts';
import { type DerivedValidity, isEnded, reviewedOn, type ValidityEvent } from './normative-validity.ts';

/**
 * How often normative documents are reviewed (清理), and how long before its end an expiring one is told of. Neither
 * stands in a text we have read word for word: both are defaults that a bureau changes in its catalogue.
 */

export interface ReviewSettings {
  readonly intervalYears: number;
  readonly expiryNoticeDays: number;
}

export const reviewDefaults: ReviewSettings & { readonly mark: Mark; readonly words: string } = {
  intervalYears: 2,
  expiryNoticeDays: 60,
  mark: 'unverified',
  words: '行政规范性文件每隔2年清理一次（各地规定不一，请按本级规定在目录中设置）。',
};

/** The day by which a document is to be reviewed; null once it has ended. */
export function reviewDueOn(
  events: readonly ValidityEvent[],
  derived: DerivedValidity,
  madeOn: Day,
  today: Day,
  settings: ReviewSettings,
): Day | null {
  if (isEnded(derived.validity)) return null;
  return addMonths(reviewedOn(events, madeOn, today), settings.intervalYears * 12);
}

/** The end of a term that is near: its day, or null. */
export function nearExpiry(
  events: readonly ValidityEvent[],
  derived: DerivedValidity,
  today: Day,
  noticeUntil: Day,
): Day | null {
  if (isEnded(derived.validity)) return null;
  const end = events.find(
    event => event.kind === 'term-ended' && event.on > today && event.on <= noticeUntil,
  );
  return end?.on ?? null;
}
