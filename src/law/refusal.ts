import type { Citation } from './citation.ts';

/** One reason why the rules say no. */
export interface Reason {
  /** Kebab-case, stable; pages and tests key on it. */
  readonly code: string;
  /** In Chinese: what stands in the way and what to do. */
  readonly message: string;
  readonly basis: readonly Citation[];
  /** What it speaks of, where there are several: `events[2]`. */
  readonly where?: string;
}

/** The rules say no, with every reason at once. */
export interface Refusal {
  readonly ok: false;
  readonly reasons: readonly Reason[];
}

/** An answer of the rules: done, or refused with all reasons. */
export type Decision<T extends object> = ({ readonly ok: true } & T) | Refusal;

/** What a use case answers: done with a value, or refused with every reason. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

export function reason(code: string, message: string, ...basis: Citation[]): Reason {
  return { code, message, basis };
}

export function refuse(reasons: readonly Reason[]): Refusal {
  return { ok: false, reasons };
}
