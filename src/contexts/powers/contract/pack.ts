import { z } from 'zod';
import { sorts } from './fields.ts';

/** powers.yaml: who keeps each list and in which column it is released. */

const place = z.strictObject({
  /** Column of the portal. */
  column: z.string(),
  /** Unit that compiles the list and drafts its item. Of guides: each is its own unit's. */
  owner: z.string().optional(),
});

export const powersPack = z.strictObject({
  lists: z.partialRecord(z.enum(sorts), place).default({}),
});
export type PowersPack = z.output<typeof powersPack>;
