import { z } from 'zod';
import { day } from '../../organisation/contract.ts';
import { fieldKinds } from './pack.ts';

/** data.json of a released register: what the signatures and the public log vouch for. Inner fields are not in it. */

/** A value as it is kept: text (also days, codes, phones), or a number. An absent one has not been written. */
export const entryValue = z.union([z.string(), z.number()]);
export type EntryValue = z.infer<typeof entryValue>;
export type EntryValues = Readonly<Record<string, EntryValue>>;

export const releasedEntry = z.object({
  /** Number within the register; never given again. */
  no: z.number().int().positive(),
  /** Region code; null of an entry of the whole prefecture. */
  region: z.string().nullable(),
  values: z.record(z.string(), entryValue),
  events: z.array(z.object({ kind: z.string(), on: day, words: z.string() })),
  updatedOn: day,
});
export type ReleasedEntry = z.infer<typeof releasedEntry>;

export const releasedRegister = z.object({
  format: z.literal('gongkai-register/1'),
  register: z.object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    noun: z.string(),
    source: z.string(),
    serves: z.array(z.object({ leaf: z.string(), elements: z.array(z.number()) })),
    /** What was promised of its updates, with its basis. */
    cadence: z.string(),
    fields: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(fieldKinds),
        measure: z.string(),
        filterable: z.boolean(),
      }),
    ),
    events: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  regions: z.array(z.object({ code: z.string(), name: z.string() })),
  organ: z.string(),
  ownerUnit: z.string(),
  edition: z.number().int().positive(),
  compiledOn: day,
  /** SHA-256 of the data.json of the edition before. */
  previousDigest: z.string().nullable(),
  /** Against the edition before; null of the first. */
  changes: z.object({ added: z.number(), changed: z.number(), removed: z.number() }).nullable(),
  note: z.string(),
  entries: z.array(releasedEntry),
});
export type ReleasedRegister = z.infer<typeof releasedRegister>;
