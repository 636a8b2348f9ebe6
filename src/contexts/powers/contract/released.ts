import { z } from 'zod';
import { day } from '../../organisation/contract.ts';
import { fieldValue } from './content.ts';
import { fieldShapes, sorts } from './fields.ts';

/** data.json of a released list or guide: what the signatures and the public log vouch for. */

export const changeNotice = z.object({
  added: z.array(z.object({ code: z.string(), name: z.string() })),
  changed: z.array(z.object({ code: z.string(), name: z.string(), fields: z.array(z.string()) })),
  removed: z.array(z.object({ code: z.string(), name: z.string(), reason: z.string() })),
});
export type ChangeNotice = z.infer<typeof changeNotice>;

export const releasedEntry = z.object({
  code: z.string(),
  name: z.string(),
  /** Unit that answers for it. */
  unitName: z.string(),
  content: z.record(z.string(), fieldValue),
});
export type ReleasedEntry = z.infer<typeof releasedEntry>;

export const releasedList = z.object({
  format: z.literal('gongkai-powers/1'),
  list: z.object({ sort: z.enum(sorts), title: z.string(), leaf: z.string() }),
  organ: z.string(),
  edition: z.number().int().positive(),
  compiledOn: day,
  /** SHA-256 of the data.json of the edition before. */
  previousDigest: z.string().nullable(),
  /** Against the edition before; null of the first. */
  changes: changeNotice.nullable(),
  note: z.string(),
  fields: z.array(z.object({ id: z.string(), name: z.string(), shape: z.enum(fieldShapes) })),
  entries: z.array(releasedEntry),
  /** Everything that ever left the list, the last first. */
  removed: z.array(z.object({ code: z.string(), name: z.string(), on: day, reason: z.string() })),
});
export type ReleasedList = z.infer<typeof releasedList>;
