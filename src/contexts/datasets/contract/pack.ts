import { z } from 'zod';
import { measureRule, periodicity } from './edition.ts';

/** datasets.yaml: the statistical tables of the bureau, what each figure means and who keeps it. */

const leafId = z.string().regex(/^\d+(\.\d+){1,2}$/, '条目编号写成 3.4.1 的形式。');
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, '编号只用小写字母、数字和连字符。');

export const measure = z.strictObject({
  id,
  name: z.string().min(1),
  unit: z.string(),
  rule: measureRule,
  /** It counts persons: whole numbers only, and small counts are protected. */
  countsPersons: z.boolean().default(false),
  /** A whole number (批次、辆) that counts no persons. */
  isWhole: z.boolean().default(false),
  mayBeNegative: z.boolean().default(false),
  /** Ids of the classes it is collected for; absent: all of them. */
  classes: z.array(id).optional(),
  /** Figures and elements of the plan that it serves, by element number from 1. */
  serves: z
    .array(
      z.strictObject({
        /** Where it is not the leaf of the data set. */
        leaf: leafId.optional(),
        element: z.number().int().positive(),
        figures: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});
export type Measure = z.output<typeof measure>;

/** `result` = sum of `plus` − sum of `minus`, in every row. */
export const balance = z.strictObject({
  result: id,
  plus: z.array(id).min(1),
  minus: z.array(id).default([]),
  /** The measure among `plus` that must be the `result` of the period before. */
  carried: id.optional(),
});
export type Balance = z.output<typeof balance>;

export const setBy = z.enum(['plan', 'law', 'default']);

export const dataset = z.strictObject({
  id,
  title: z.string().min(1),
  description: z.string().min(1),
  /** Leaf of the plan. */
  leaf: leafId,
  /** Column of the portal in which its editions are released. */
  column: z.string(),
  /** Unit that consolidates and drafts. */
  owner: id,
  periodicity,
  periodicitySetBy: setBy.default('default'),
  /** The counties each fill their rows. */
  regions: z.boolean().default(false),
  classWord: z.string().default('类别'),
  classes: z.array(z.strictObject({ id, name: z.string().min(1) })).default([]),
  /** 统计口径 */
  definition: z.string().min(1),
  source: z.string().min(1),
  measures: z.array(measure).min(1),
  balances: z.array(balance).default([]),
  /** Elements of its leaf that the reasons for large changes serve; only of yearly tables. */
  reasonsServe: z.array(z.number().int().positive()).default([]),
});
export type Dataset = z.output<typeof dataset>;

export interface Served {
  readonly leaf: string;
  readonly element: number;
  readonly figures: readonly string[];
  /** Null: by the reasons for large changes. */
  readonly measure: Measure | null;
}

/** Every element of the plan that a data set serves, and by what. */
export function servedBy(set: Pick<Dataset, 'leaf' | 'measures' | 'reasonsServe'>): Served[] {
  return [
    ...set.measures.flatMap(measure =>
      measure.serves.map(({ leaf = set.leaf, element, figures }) => ({ leaf, element, figures, measure })),
    ),
    ...set.reasonsServe.map(element => ({ leaf: set.leaf, element, figures: [], measure: null })),
  ];
}

export const datasetsPack = z.strictObject({
  /** Counts of persons from 1 to k − 1 are not shown. */
  smallCount: z
    .strictObject({ k: z.number().int().min(2).max(100).default(5), setBy: setBy.default('default') })
    .default({ k: 5, setBy: 'default' }),
  /** A change against the last period by more than this share asks for a reason. */
  jump: z
    .strictObject({ share: z.number().positive().default(0.3), setBy: setBy.default('default') })
    .default({ share: 0.3, setBy: 'default' }),
  /** The same for yearly tables, where totals of the city ask too: readers compare years. */
  yearlyJump: z
    .strictObject({ share: z.number().positive().default(0.2), setBy: setBy.default('default') })
    .default({ share: 0.2, setBy: 'default' }),
  sets: z.array(dataset).default([]),
});
export type DatasetsPack = z.output<typeof datasetsPack>;
