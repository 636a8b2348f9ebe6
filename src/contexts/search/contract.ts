import { z } from 'zod';

/** Search over everything public. */
export const searchQuery = z.object({
  q: z.string().trim().max(200).default(''),
  column: z.string().optional(),
  kind: z.string().optional(),
  year: z.coerce.number().int().optional(),
  sort: z.enum(['relevance', 'date']).default('relevance'),
  page: z.coerce.number().int().min(1).max(100).default(1),
});
export type SearchQuery = z.infer<typeof searchQuery>;

export const searchHit = z.object({
  subjectId: z.string(),
  path: z.string(),
  title: z.string(),
  /** Excerpt with matched parts marked: pairs of text and whether it matched. */
  excerpt: z.array(z.object({ text: z.string(), match: z.boolean() })),
  titleParts: z.array(z.object({ text: z.string(), match: z.boolean() })),
  documentNo: z.string(),
  indexNo: z.string(),
  columnId: z.string(),
  unitId: z.string(),
  publishedAt: z.string(),
});
export const searchAnswer = z.object({
  query: searchQuery,
  /** Exact up to 10 000; `capped` says there are more. */
  count: z.number(),
  capped: z.boolean(),
  hits: z.array(searchHit),
  words: z.array(z.string()),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** What the index needs to know of a thing that has gone public. */
export interface SearchableThing {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly kind: string;
  readonly columnId: string;
  readonly unitId: string;
  readonly documentNo: string;
  readonly indexNo: string;
  readonly validity: string;
  readonly publishedAt: Date;
}
