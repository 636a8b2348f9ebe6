/** Masking personal data in the text of a draft: first shown, then done. */
import { z } from 'zod';

/** POST /api/items/:id/mask */
export const maskBody = z.strictObject({
  /** The revision the drafter saw. */
  revision: z.number().int(),
  /** Lists of persons: mask the cells, remove the columns with sensitive content, or the whole table. */
  lists: z.enum(['mask', 'remove-columns', 'remove-table']).default('mask'),
  /** Numbers of the replacements to be done; absent: all of them. */
  only: z.array(z.number().int()).max(10_000).optional(),
});
export type MaskBody = z.output<typeof maskBody>;

export const maskQuery = z.object({
  /** With `?preview` nothing is changed. */
  preview: z.string().optional(),
});

export const replacementView = z.object({
  no: z.number(),
  /** 公民身份号码, 姓名, … */
  words: z.string(),
  where: z.string(),
  /** A little of the text around it; what is to be hidden is hidden already. */
  after: z.string(),
});
export type ReplacementView = z.infer<typeof replacementView>;

/** What would be done, or was done: then `revision` is the new one. */
export const maskView = z.object({ revision: z.number(), replacements: z.array(replacementView) });
export type MaskView = z.infer<typeof maskView>;
