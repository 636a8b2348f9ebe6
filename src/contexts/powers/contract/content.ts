import { z } from 'zod';
import { type FieldShape, type Sort, tableOf } from './fields.ts';
import { flow } from './flow.ts';

/** What is written of an entry: a value for each field of its sort. An absent one has not been written yet. */

const line = z.string().trim().max(500, '不超过 500 字。');
const passage = z.string().trim().max(5000, '不超过 5000 字。');

export const basisEntry = z.strictObject({
  instrument: z.string().trim().min(1, '请填写法律、法规、规章的名称。').max(200, '名称不超过 200 字。'),
  article: z.string().trim().max(100, '条款不超过 100 字。'),
});
export type BasisEntry = z.infer<typeof basisEntry>;

export const material = z.strictObject({
  name: z.string().trim().min(1, '请填写材料名称。').max(200, '材料名称不超过 200 字。'),
  /** 原件、复印件、电子件 … */
  form: z.string().trim().max(50, '形式不超过 50 字。'),
  copies: z.number().int().min(0).max(99),
  note: z.string().trim().max(300, '说明不超过 300 字。'),
});
export type Material = z.infer<typeof material>;

const shapes = {
  line,
  passage,
  lines: z.array(line.min(1, '请不要留空行。')).max(60, '不超过 60 行。'),
  basis: z.array(basisEntry).max(30, '依据不超过 30 条。'),
  flow,
  materials: z.array(material).max(60, '材料不超过 60 项。'),
  days: z.number().int().min(0, '工作日数不能为负数。').max(999).nullable(),
  choice: line,
} as const satisfies Record<FieldShape, z.ZodType>;

export const fieldValue = z.union([
  z.string(),
  z.number(),
  z.null(),
  shapes.lines,
  shapes.basis,
  flow,
  shapes.materials,
]);
export type FieldValue = z.infer<(typeof shapes)[FieldShape]>;
export type Content = Readonly<Record<string, FieldValue | undefined>>;

const contentSchemas = new Map<Sort, z.ZodType<Content>>();

/** The schema of what may be written of an entry of this sort; each field may be absent. */
export function contentSchema(sort: Sort): z.ZodType<Content> {
  const known = contentSchemas.get(sort);
  if (known !== undefined) return known;
  const fields = tableOf(sort).fields.map(({ id, shape }) => [id, shapes[shape].optional()] as const);
  const made = z.strictObject(Object.fromEntries(fields)) as unknown as z.ZodType<Content>;
  contentSchemas.set(sort, made);
  return made;
}
