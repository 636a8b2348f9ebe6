import { z } from 'zod';
import { sorts } from './fields.ts';

/** powers.yaml: who keeps each list and in which column it is released. */

const place = z.strictObject({
  /** Column of the portal. */
  column: z.string(),
  /** Unit that compiles the list and drafts its item. Of guides: each is its own unit's. */
  owner: z.string().optional(),
});

/** A service guide that holds elements of another leaf: how to apply, who decides, whom to ask. */
const guide = z.strictObject({
  /** Code of the guide; its page is named by it. */
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]*$/, '编码只用大写字母、数字和连字符。'),
  name: z.string().min(1),
  unit: z.string(),
  leaf: z.string().regex(/^\d+(\.\d+){1,2}$/, '条目编号写成 3.4.1 的形式。'),
  /** Elements of the leaf by number, each with the field of the guide that carries it. */
  serves: z.array(z.strictObject({ element: z.number().int().positive(), field: z.string() })).min(1),
});
export type PackGuide = z.output<typeof guide>;

export const powersPack = z.strictObject({
  lists: z.partialRecord(z.enum(sorts), place).default({}),
  guides: z.array(guide).default([]),
});
export type PowersPack = z.output<typeof powersPack>;
