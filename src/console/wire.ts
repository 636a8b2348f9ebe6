import { z } from 'zod';
import { planLeaf, planWarning } from '../contexts/plan/contract.ts';

/** Answers that join parts of several contracts, as the endpoints send them. */

/** A list comes bare or under `rows`; both are read the same. */
export function listOf<Row extends z.ZodType>(row: Row) {
  return z.union([z.array(row), z.object({ rows: z.array(row) }).transform(answer => answer.rows)]);
}

export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), total: z.number() });
}

export const parsedPlan = z.object({
  title: z.string(),
  documents: z.array(z.unknown()).default([]),
  leaves: z.array(planLeaf),
  warnings: z.array(planWarning),
  sourceText: z.string(),
  sourceName: z.string(),
});
export type ParsedPlan = z.output<typeof parsedPlan>;

/** Where an answer carries nothing we show. */
export const anything = z.unknown();
