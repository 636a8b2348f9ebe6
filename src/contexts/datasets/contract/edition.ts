import { z } from 'zod';

/**
 * data.json of a data set, format gongkai-data/1: what the signatures and the public log vouch for, and the only thing
 * the portal reads. Additions are new optional keys; a changed meaning is a new format name.
 */
export const editionFormat = 'gongkai-data/1';

export const periodicity = z.enum(['month', 'quarter', 'year']);
export type Periodicity = z.infer<typeof periodicity>;

/**
 * How a measure behaves over counties and classes. `sum`: totals are the sum of the parts; `rate`: a computed proportion or
 * mean, never added; `standard`: an amount set by a rule (元/人·月), never added; `text`: words.
 */
export const measureRule = z.enum(['sum', 'rate', 'standard', 'text']);
export type MeasureRule = z.infer<typeof measureRule>;

/** 2019, 2019Q2 or 2019-05. */
export const periodId = z
  .string()
  .regex(/^\d{4}(Q[1-4]|-(0[1-9]|1[0-2]))?$/, '期别写成 2019（年）、2019Q2（季度）或者 2019-05（月）。');

export const editionMeasure = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** 人, 万元, 元/人·月 … Part of the meaning: a changed unit is a new measure. */
  unit: z.string(),
  rule: measureRule,
});
export type EditionMeasure = z.infer<typeof editionMeasure>;

export const editionClass = z.strictObject({ id: z.string(), name: z.string() });
export type EditionClass = z.infer<typeof editionClass>;

/** One row: a region and a class, either null where it is not a dimension or stands for the total over it. */
export const editionRow = z.strictObject({
  /** GB/T 2260 code, or the pack's internal code of a management area. */
  region: z.string().nullable(),
  regionName: z.string(),
  class: z.string().nullable(),
  /** Null: not collected, or suppressed when the measure stands in `suppressed`. */
  values: z.record(z.string(), z.union([z.number(), z.string()]).nullable()),
  suppressed: z.array(z.string()),
});
export type EditionRow = z.infer<typeof editionRow>;

export const editionChanges = z.strictObject({
  /** The period compared with. */
  against: periodId,
  /** A change beyond this share of the earlier figure asks for a reason; 0.2 is a fifth. */
  share: z.number().positive(),
  /** Of cells that are shown; a row by region and class as in `rows`. */
  reasons: z.array(
    z.strictObject({
      region: z.string().nullable(),
      class: z.string().nullable(),
      measure: z.string(),
      words: z.string(),
    }),
  ),
});

export const publishedEdition = z.strictObject({
  format: z.literal(editionFormat),
  dataset: z.strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    /** 统计口径 */
    definition: z.string(),
    source: z.string(),
    /** The name of the unit, not its id: the file is read outside the house. */
    ownerUnit: z.string(),
    periodicity,
    /** Whether counties are a dimension. */
    regions: z.boolean(),
    /** Empty where classes are not a dimension. */
    classes: z.array(editionClass),
    measures: z.array(editionMeasure).min(1),
  }),
  period: periodId,
  periodWords: z.string(),
  /** 1 is the first release of the period; each correction adds one. */
  revision: z.number().int().positive(),
  /** Why it was corrected; null in the first. */
  revisionReason: z.string().nullable(),
  compiledOn: z.string(),
  /** One row with region null and class null is the total. */
  rows: z.array(editionRow).min(1),
  /** Sentences to the reader: what was suppressed and why, what is missing. */
  notes: z.array(z.string()),
  /** Yearly tables: why figures changed by more than a share against the year before. Absent in other tables. */
  changes: editionChanges.optional(),
});
export type PublishedEdition = z.infer<typeof publishedEdition>;
