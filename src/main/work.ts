import { forgetChangesBefore, recordChange } from '../portal/store.ts';
import type { Product } from './compose.ts';
import type { Work } from './jobs.ts';

/** Changes of pages are read by every node within a second; a day is ample. */
const keepChangesMs = 24 * 3_600_000;

/** The work, done by the services. */
export function workOf(product: Product): Work {
  const { log, publications, plan, organisation, calendar, clock, kysely } = product;
  return {
    sealLog: async () => {
      const { added } = await log.seal();
      if (added > 0) await recordChange(kysely, ['log'], clock.now());
    },
    releaseDue: async () => {
      await calendar.refresh();
      await publications.releaseDue();
    },
    sweep: async () => {
      await plan.sweep(clock.today());
    },
    tidyUp: async () => {
      await organisation.forgetOldAnswers();
      await forgetChangesBefore(kysely, new Date(clock.now().getTime() - keepChangesMs));
    },
  };
}
