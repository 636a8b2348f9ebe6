import { createHash } from 'node:crypto';
import { type FloodScope, floodRules, isOver, minutesUntilRoom } from '../rules/flood.ts';
import * as store from '../store.ts';
import type { OnlineParts } from './parts.ts';

/** Buckets kept in the database: they outlive a restart and count over all nodes. Keys are kept as digests only. */
export function makeFlood({ db, clock }: Pick<OnlineParts, 'db' | 'clock'>) {
  const drop = (scope: FloodScope, key: string): store.Drop => ({
    scope,
    key: createHash('sha256').update(`${scope} ${key}`).digest('base64url'),
    ...floodRules[scope],
    at: clock.now(),
  });
  return {
    /** Counts a try; the minutes to wait if it was one too many. */
    async pour(scope: FloodScope, key: string): Promise<number | undefined> {
      const level = await store.pour(db.kysely, drop(scope, key));
      return isOver(scope, level) ? minutesUntilRoom(scope, level) : undefined;
    },
    /** A try that was none of a guesser. */
    takeBack: (scope: FloodScope, key: string) => store.takeBack(db.kysely, drop(scope, key)),
    /** True when the next try would be the last or more. Counts nothing. */
    async isNearlyFull(scope: FloodScope, key: string): Promise<boolean> {
      return (await store.levelOf(db.kysely, drop(scope, key))) > floodRules[scope].size - 1;
    },
  };
}
export type Flood = ReturnType<typeof makeFlood>;
