import { z } from 'zod';

/** Search over everything public. */
export const searchQuery = z.object({
  q: z.string().trim().max(200).default(''),
  column: z.string().optional(),
  /** Name of one of the key areas: the columns of that area. */
  area: z.string().max(100).optional(),
  kind: z.string().optional(),
  /** The unit that owns the thing. */
  unit: z.string().optional(),
  validity: z.string().optional(),
  year: z.coerce.number().int().optional(),
  sort: z.enum(['relevance', 'date']).default('relevance'),
  page: z.coerce.number().int().min(1).max(100).default(1),
});
export type SearchQuery = z.infer<typeof searchQuery>;

export const searchHit = z.object({
  /** `document`, or what an item carries: `attachment`, `register-entry`, … */
  subjectKind: z.string(),
  subjectId: z.string(),
  kind: z.string(),
  /** Name of the attachment that the text stands in; empty elsewhere. */
  attachment: z.string(),
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
/** Hits on a page of results. */
export const hitsPerPage = 10;

export const facetNames = ['area', 'column', 'unit', 'kind', 'validity', 'year'] as const;
export type FacetName = (typeof facetNames)[number];
export const facet = z.object({
  name: z.enum(facetNames),
  /** Values that the hits have, commonest first; counted up to as many hits as `count`. */
  values: z.array(z.object({ value: z.string(), count: z.number() })),
});

/** `[['低保', '最低生活保障']]`: groups of words that mean the same; `search.yaml` of a pack. */
export const searchWordsPack = z.strictObject({
  synonyms: z
    .array(z.array(z.string().trim().min(2).max(30)).min(2, '一组同义词至少要有两个词。').max(7))
    .default([]),
});
export type SearchWordsPack = z.infer<typeof searchWordsPack>;

export const searchAnswer = z.object({
  query: searchQuery,
  /** Exact up to 10 000; `capped` says there are more. */
  count: z.number(),
  capped: z.boolean(),
  hits: z.array(searchHit),
  words: z.array(z.string()),
  /** Other words that were looked for as well, to be shown: 低保 → 最低生活保障. */
  synonyms: z.array(z.object({ word: z.string(), others: z.array(z.string()) })),
  /** Letters were read as these phrases of public titles: `dibao` → 低保. */
  readAs: z.array(z.string()),
  /** Few hits: what may have been meant; each finds something. */
  suggestions: z.array(z.string()),
  facets: z.array(facet),
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
  /** What it carries, all of it; absent: what stands in the index stays. */
  readonly parts?: readonly SearchablePart[];
}

/** Kinds of what items carry, beside the kinds of items themselves. */
export type PartKind =
  | 'attachment'
  | 'dataset'
  | 'power'
  | 'service-guide'
  | 'register'
  | 'register-entry'
  | 'decision'
  | 'enforcement-matters'
  | 'inspection'
  | 'project';

/** Something within an item that is found by itself; its column, unit, validity and day are the item's. */
export interface SearchablePart {
  /** Also what it is in the index beside its id. */
  readonly kind: PartKind;
  readonly id: string;
  /** What the release replaces as a whole, whichever item carried it before: `register/care-homes`. */
  readonly collection: string;
  /**
   * Where several public items carry the same one thing: of them the highest rank is shown, of equal ones the last
   * released; the others come back when it is withdrawn. Absent: the release replaces what was there for good.
   */
  readonly rank?: string;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  /** Name of the attachment whose text this is; empty elsewhere. */
  readonly attachment?: string;
}
