import { z } from 'zod';
import { exchangePack } from './exchange-columns.ts';
import { decisionKinds } from './words.ts';

/** enforcement.yaml: where decisions are released, the standing list of matters, how long each is shown. */

const months = z.number().int().min(1).max(1200);

export const enforcementPack = z.strictObject({
  /** Column of each kind; a kind without one cannot be released. */
  columns: z.partialRecord(z.enum(decisionKinds), z.string()).default({}),
  /** Column of the list of matters; without one it cannot be released. */
  mattersColumn: z.string().optional(),
  /** 行政执法事项清单: what decisions may be about. */
  matters: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        kind: z.enum(decisionKinds),
        name: z.string().min(1),
        basis: z.string().default(''),
        /** 执法主体 where it is not the bureau. */
        organ: z.string().default(''),
        /** 执法职责. */
        duty: z.string().default(''),
        /** 执法权限. */
        power: z.string().default(''),
        /** Unit that carries it out. */
        unit: z.string().default(''),
      }),
    )
    .default([]),
  /** Months that a decision is shown. No national rule binds all organs: these are defaults, to be confirmed. */
  periods: z
    .strictObject({
      light: months.default(3),
      ordinary: months.default(12),
      serious: months.default(36),
      /** At most, where the party is a natural person. */
      person: months.default(24),
      /** Every other decision. */
      other: months.default(60),
    })
    .prefault({}),
  /** Names of natural persons: surname only, or in full. */
  personNames: z.enum(['masked', 'full']).default('masked'),
  /** A natural person who was only warned is not shown. */
  withholdWarningsOfPersons: z.boolean().default(true),
  /** Files for the credit sites (双公示). */
  exchange: exchangePack.prefault({}),
});
export type EnforcementPack = z.output<typeof enforcementPack>;
