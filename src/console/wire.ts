import { z } from 'zod';
import { planLeaf, planWarning } from '../contexts/plan/contract.ts';

/** Answers that join parts of several contracts, as the endpoints send them. */

/** A list comes bare, or as the one list of an answer that also counts. */
export function listOf<Row extends z.ZodType>(row: Row) {
  const bare = (answer: unknown): unknown =>
    Array.isArray(answer) || answer === null || typeof answer !== 'object'
      ? answer
      : (Object.values(answer).find(Array.isArray) ?? answer);
  return z.preprocess(bare, z.array(row));
}

export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), total: z.number() });
}

/** A leaf as the reader of plans gives it: what it could not find is absent or null, and takes the usual value. */
const readLeaf = z.preprocess(raw => {
  if (raw === null || typeof raw !== 'object') return raw;
  const given = Object.entries(raw).filter(([key, value]) => value !== null && key in planLeaf.shape);
  const leaf = Object.fromEntries(given);
  const elements: unknown[] = Array.isArray(leaf['elements']) ? leaf['elements'] : [];
  return { ...leaf, elements: elements.map(each => (typeof each === 'string' ? { name: each, form: '' } : each)) };
}, planLeaf);

/** POST /api/plans/parse */
export const parsedPlan = z.object({
  title: z.string(),
  leaves: z.array(readLeaf),
  warnings: z.array(planWarning),
  sourceText: z.string(),
  sourceName: z.string(),
});
export type ParsedPlan = z.output<typeof parsedPlan>;

/** Where an answer carries nothing we show. */
export const anything = z.unknown();
