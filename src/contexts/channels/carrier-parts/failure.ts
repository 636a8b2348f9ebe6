import type { CarrierStep, Progress } from '../carrier.ts';

/** What a carrier's error code means here: a row of each carrier's one table. */
export interface FailureRow {
  /** What is wrong, in Chinese, without a full stop. */
  readonly meaning: string;
  /** soon: passes in minutes; tomorrow: the day's quota is used up; person: somebody must mend something. */
  readonly remedy: 'soon' | 'tomorrow' | 'person';
  /** Who must do what, in Chinese. */
  readonly advice: string;
  /** False: the code or its meaning comes from a source that was not confirmed. */
  readonly verified: boolean;
}

export type FailureTable = Readonly<Record<string, FailureRow>>;

/** A call that brought no result. `code` is the carrier's own, or `unreachable`, `unreadable`. */
export interface Failure {
  readonly ok: false;
  readonly code: string;
  /** The carrier's own words, shortened; for officials who call its hotline. */
  readonly said: string;
}

const minuteMs = 60_000;
const dayMs = 24 * 3_600_000;
/** Minutes until the next try; the last one repeats. */
const pausesMinutes = [1, 2, 5, 10, 20, 30, 60] as const;
/** Tries after which a person is asked to look, whatever the code says. */
const mostTries = 12;
const shanghaiOffsetMs = 8 * 3_600_000;

/** Ten minutes past the next midnight in Shanghai, when a day's quota begins anew [unverified: the hour]. */
export function tomorrow(now: Date): Date {
  const midnight = Math.floor((now.getTime() + shanghaiOffsetMs) / dayMs + 1) * dayMs - shanghaiOffsetMs;
  return new Date(midnight + 10 * minuteMs);
}

export function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

/** What a failed call leads to: another try later, counted in `tries`, or a person. */
export function failedStep(
  table: FailureTable,
  prefix: string,
  failure: Failure,
  progress: Progress,
  now: Date,
): CarrierStep {
  const row = table[failure.code] ?? table['unknown']!;
  const code = `${prefix}-${failure.code}`;
  const said = failure.said === '' ? '' : `（对方原话：${failure.said}）`;
  const advice = `${row.meaning}。${row.advice}${said}`;
  const tries = Number(progress['tries'] ?? 0) + 1;
  if (row.remedy === 'person')
    return { kind: 'needs-person', progress: { ...progress, tries: 0 }, code, advice };
  if (tries >= mostTries)
    return {
      kind: 'needs-person',
      progress: { ...progress, tries: 0 },
      code,
      advice: `已重试${tries}次仍未成功。${advice}`,
    };
  const pause = pausesMinutes[Math.min(tries, pausesMinutes.length) - 1]!;
  const notBefore = row.remedy === 'tomorrow' ? tomorrow(now) : after(now, pause * 60);
  return { kind: 'retry', progress: { ...progress, tries }, notBefore, code, advice };
}
