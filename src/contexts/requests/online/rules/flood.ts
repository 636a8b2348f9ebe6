/**
 * How much may come from one place. A bucket fills with every try and drains by the hour; honest people, also many
 * behind one address, stay below the brim. Past it an application is asked a longer question; nobody is locked out of
 * applying before `post`, which no hand reaches.
 */
export interface BucketRule {
  /** Tries it holds. */
  readonly size: number;
  /** Tries that drain away in an hour. */
  readonly perHour: number;
}

export const floodRules = {
  /** Forms sent from one place, with or without mistakes. */
  post: { size: 200, perHour: 200 },
  /** Applications taken in from one place; above it the question gets longer. */
  application: { size: 10, perHour: 10 },
  /** Files kept for somebody who has not answered the question yet. */
  upload: { size: 20, perHour: 20 },
  /** Wrong pairs of code and secret from one place. */
  'look-place': { size: 40, perHour: 40 },
  /** Wrong secrets for one code, whether or not it exists. */
  'look-code': { size: 10, perHour: 10 },
} as const satisfies Record<string, BucketRule>;
export type FloodScope = keyof typeof floodRules;

/** True when a try that brought the bucket to `level` was one too many. */
export function isOver(scope: FloodScope, level: number): boolean {
  // A drop that drained meanwhile is no try: levels are compared as whole tries.
  return level > floodRules[scope].size + 1e-9;
}

/** Whole minutes until a bucket at `level` holds another try; at least 1. */
export function minutesUntilRoom(scope: FloodScope, level: number): number {
  const { size, perHour } = floodRules[scope];
  return Math.max(1, Math.ceil(((level - size) / perHour) * 60));
}
