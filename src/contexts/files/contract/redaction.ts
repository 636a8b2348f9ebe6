/** Making a copy of a file from which words, hidden parts and marks of origin are gone. */
import { z } from 'zod';
import { uploadedFile } from '../contract.ts';

/** A rectangle that an officer has drawn. PDF: points from the top left of the page as it is seen; pictures: pixels. */
export const redactionBox = z.strictObject({
  page: z.number().int().min(1).max(5000).default(1),
  x: z.number().min(0).max(100_000),
  y: z.number().min(0).max(100_000),
  width: z.number().positive().max(100_000),
  height: z.number().positive().max(100_000),
});
export type RedactionBox = z.infer<typeof redactionBox>;

const term = z
  .string()
  .trim()
  .min(2, '要遮盖的词至少两个字，否则会遮住无关内容。')
  .max(100, '要遮盖的词不超过 100 字。');

/** What is to be gone, besides personal data and what a file carries unseen. */
export const redactionOrder = z.strictObject({
  /** Name under which the copy is kept; absent: the name of the original with “（遮盖副本）”. */
  name: z.string().max(200).optional(),
  /** Further words to be removed wherever they stand. */
  terms: z.array(term).max(200, '一次最多 200 个词。').default([]),
  boxes: z.array(redactionBox).max(1000).default([]),
  /** Columns of a list of persons: mask the cells, remove the columns with sensitive content, or the whole table. */
  lists: z.enum(['mask', 'remove-columns', 'remove-table']).default('mask'),
  /** Columns removed by their heading, e.g. 身份证号. */
  columns: z.array(z.string().trim().min(1).max(50)).max(50).default([]),
  /** Hidden sheets, rows, columns and text: removed, or kept, shown and masked. */
  hidden: z.enum(['remove', 'mask']).default('remove'),
});
export type RedactionOrder = z.infer<typeof redactionOrder>;

/** POST /api/files/:digest/redact. `of` is the name under which the item shows the original. */
export const redactionRequest = redactionOrder.extend({ of: z.string().min(1).max(200) });

/** What was taken out: how often, and an excerpt in which nothing can be read any more. */
export const redactedThing = z.object({
  kind: z.string(),
  /** The kind in words: 公民身份号码, 批注, 文档属性. */
  words: z.string(),
  where: z.string(),
  count: z.number(),
  excerpt: z.string(),
});
export type RedactedThing = z.infer<typeof redactedThing>;

export const redactionReport = z.object({
  from: z.object({ digest: z.string(), name: z.string() }),
  removed: z.array(redactedThing),
  /** More were removed than are listed one by one. */
  moreRemoved: z.number(),
  /** What no program can judge: a person has to look. */
  notLookedAt: z.array(z.object({ where: z.string(), words: z.string() })),
  /** How the copy was read again before it was handed over. */
  proof: z.array(z.string()),
});
export type RedactionReport = z.infer<typeof redactionReport>;

export const redactedFile = z.object({ file: uploadedFile, report: redactionReport });
export type RedactedFileView = z.infer<typeof redactedFile>;

/** Media types a redacted copy can be made of. */
export const redactableTypes: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'application/zip',
  'text/plain',
  'text/csv',
  'text/html',
]);
