import { z } from 'zod';

/** How endpoints wrap what the contracts name. */

/** A list under `rows`. */
export function rowsOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row) }).transform(answer => answer.rows);
}

/** One page of a long list. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), count: z.number() });
}

/** Where an answer carries nothing we show. */
export const anything = z.unknown();
