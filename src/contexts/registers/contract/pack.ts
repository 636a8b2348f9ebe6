import { z } from 'zod';
import { pointOf } from './location.ts';

/** registers.yaml: the registers that are kept, each by its schema. An id is never changed once public. */

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, '编号用小写字母、数字和连字符，以字母开头。');

/**
 * `text` one line; `date` a civil day; `code` a code, checked where `check` says how; `number` with its unit;
 * `money` in its unit; `phone` of an office; `place` an address; `location` degrees on the ground (location.ts); `choice` one of `choices`; `unit` an organisation's name.
 */
export const fieldKinds = [
  'text',
  'date',
  'code',
  'number',
  'money',
  'phone',
  'place',
  'location',
  'choice',
  'unit',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

const registerField = z.strictObject({
  id,
  name: z.string().min(1).max(40),
  kind: z.enum(fieldKinds),
  /** Inner fields are kept and never published. */
  public: z.boolean().default(true),
  required: z.boolean().default(false),
  /** Two entries of the register never have the same value. */
  unique: z.boolean().default(false),
  filterable: z.boolean().default(false),
  choices: z.array(z.string().min(1)).default([]),
  /** 张、元/月 … of numbers and money. */
  measure: z.string().default(''),
  check: z.enum(['credit-code']).optional(),
  hint: z.string().default(''),
});
export type RegisterField = z.output<typeof registerField>;

export const registerKind = z.strictObject({
  id,
  title: z.string().min(2).max(60),
  description: z.string().min(4).max(500),
  /** What one entry is called: 社会组织、养老机构. */
  noun: z.string().min(1).max(20),
  /** Leaves and elements of the plan that a released edition serves. */
  serves: z
    .array(z.strictObject({ leaf: z.string(), elements: z.array(z.number().int().positive()).min(1) }))
    .min(1),
  column: z.string(),
  /** Unit that answers for the register and proposes its editions. */
  owner: z.string(),
  /** Each county fills its own entries; otherwise the owner fills all. */
  byCounty: z.boolean().default(true),
  source: z.string().min(2),
  cadence: z.strictObject({
    /** An edition is due so many working days after the one before. */
    workingDays: z.number().int().min(1).max(400),
    basis: z.string().min(4),
    setBy: z.enum(['plan', 'law', 'catalogue', 'default']),
  }),
  /** The first field names the entry. */
  fields: z.array(registerField).min(1).max(40),
  /** Kinds of events in the life of an entry. */
  events: z.array(z.strictObject({ id, name: z.string().min(1).max(20) })).default([]),
});
export type RegisterKind = z.output<typeof registerKind>;

/** Known places by which people find their way on a sketch without borders. */
const landmark = z.strictObject({
  name: z.string().min(1).max(12),
  at: z.string().refine(value => pointOf(value) !== null, '请写经度和纬度（小数度），如 "105.285,27.303"。'),
});

export const registersPack = z.strictObject({
  registers: z.array(registerKind).default([]),
  landmarks: z.array(landmark).max(40).default([]),
});
export type RegistersPack = z.output<typeof registersPack>;
