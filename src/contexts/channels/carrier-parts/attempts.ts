import type { Database } from '../../../platform/database/database.ts';
import type { Posting } from '../carrier.ts';

/**
 * Calls that must not be made twice. Before such a call a row is written, after its outcome is known it is taken away;
 * so a process that starts the step anew knows that the call may have been made already, and looks before it calls.
 */

export interface Attempt {
  readonly begunAt: Date;
  /** Names of what stood at the carrier before the call; anything else found there came from the call. */
  readonly known: readonly string[];
}

/** The version that is brought out: bringing it out and taking it down are two tasks about one posting. */
export function postingKey(posting: Pick<Posting, 'documentId' | 'versionNo'>): string {
  return `${posting.documentId}/${posting.versionNo}`;
}

export interface Attempts {
  find(key: string, step: string): Promise<Attempt | undefined>;
  /** Written and committed when the promise is fulfilled. Replaces an earlier row. */
  begin(key: string, step: string, attempt: Attempt): Promise<void>;
  /** The outcome is known. */
  end(key: string, step: string): Promise<void>;
}

export function keepAttempts(db: Pick<Database, 'kysely'>, carrier: string): Attempts {
  const row = (key: string, step: string) => ({ carrier, posting: key, step });
  return {
    async find(key, step) {
      const found = await db.kysely
        .selectFrom('carrier_attempt')
        .select(['begun_at', 'known'])
        .where('carrier', '=', carrier)
        .where('posting', '=', key)
        .where('step', '=', step)
        .executeTakeFirst();
      return found && { begunAt: found.begun_at, known: found.known };
    },
    async begin(key, step, { begunAt, known }) {
      const values = { begun_at: begunAt, known: [...known] };
      await db.kysely
        .insertInto('carrier_attempt')
        .values({ ...row(key, step), ...values })
        .onConflict(conflict => conflict.columns(['posting', 'carrier', 'step']).doUpdateSet(values))
        .execute();
    },
    async end(key, step) {
      await db.kysely
        .deleteFrom('carrier_attempt')
        .where('carrier', '=', carrier)
        .where('posting', '=', key)
        .where('step', '=', step)
        .execute();
    },
  };
}
