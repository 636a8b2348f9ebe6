import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** How one document stands to another: declared in the draft of the later one, under its signatures. */

export const relationKinds = ['basis', 'amends', 'repeals', 'expires', 'keeps', 'interprets'] as const;
export const relationKind = z.enum(relationKinds);
export type RelationKind = z.infer<typeof relationKind>;

/** What the declaring document does, as its own page says it. */
export const relationWords: Readonly<Record<RelationKind, string>> = {
  basis: '制定依据',
  amends: '修改',
  repeals: '废止',
  expires: '宣布失效',
  keeps: '宣布继续有效',
  interprets: '解读',
};

/** The same seen from the other document. */
export const reverseRelationWords: Readonly<Record<RelationKind, string>> = {
  basis: '作为依据被引用于',
  amends: '被修改',
  repeals: '被废止',
  expires: '被宣布失效',
  keeps: '被宣布继续有效',
  interprets: '被解读',
};

export const relation = z.strictObject({
  kind: relationKind,
  /** A document published here; null: one that is not, written as title and number. */
  documentId: z.string().nullable(),
  title: z.string().min(1, '请填写文件名称。').max(300, '文件名称不超过 300 字。'),
  documentNo: z.string().max(100, '发文字号不超过 100 字。'),
  /** The day on which it takes effect; null: when the declaring document does. */
  on: day.nullable(),
});
export type Relation = z.infer<typeof relation>;
