import { z } from 'zod';
import { itemWeights, methods } from './words.ts';

/** A number that nobody knows before the lists are out, and that everybody can look up afterwards. */
const publicNumber = z.strictObject({
  /** Which number it is, in words of the announcement. */
  source: z.string().min(10).max(300),
  /** How it is written down, in words for who enters it. */
  form: z.string().min(1).max(300),
  /** Regular expression of the whole number. */
  pattern: z.string().min(1).refine(isPattern, '不是有效的正则表达式。'),
});

/** inspections.yaml: the list of items (随机抽查事项清单), where announcements and results are released. */

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source !== '';
  } catch {
    return false;
  }
}

const percent = z.number().gt(0).max(100);

export const inspectionItem = z.strictObject({
  code: z.string().min(1),
  /** 抽查类别. */
  category: z.string().min(1),
  /** 抽查事项. */
  name: z.string().min(1),
  /** Of which pool its objects are (检查对象). */
  pool: z.string().min(1),
  weight: z.enum(itemWeights).default('ordinary'),
  /** Share of the pool that is inspected a year, in per cent: the most for ordinary items, the least for key items. */
  sharePercent: percent,
  /** 检查频次, in words. */
  frequency: z.string().min(1),
  methods: z.array(z.enum(methods)).min(1),
  /** Unit that answers for it. */
  owner: z.string().min(1),
  basis: z.string().min(1),
});
export type InspectionItem = z.output<typeof inspectionItem>;

export const inspectionsPack = z.strictObject({
  /** Column in which announcements, draws and results are released; without it nothing can be released. */
  column: z.string().optional(),
  pools: z.array(z.strictObject({ id: z.string().min(1), name: z.string().min(1) })).default([]),
  items: z.array(inspectionItem).default([]),
  /** Absent: the draw hangs on the seed of the bureau alone, and its pages say so. */
  publicNumber: publicNumber.optional(),
  /** Inspectors for each object; two by 行政处罚法 art 42 and the rules of random inspection. */
  inspectorsPerObject: z.number().int().min(2).max(10).default(2),
});
export type InspectionsPack = z.output<typeof inspectionsPack>;
