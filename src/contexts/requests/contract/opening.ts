import { z } from 'zod';
import { day, permission } from '../../organisation/contract.ts';

/** 上年结转 of the first year of use: requests of before the register, entered by hand for the annual report. */

const columns = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const;
const count = z.number().int().min(0, '请填写不小于零的整数。').max(100_000, '数量过大，请核对。');

export const openingCarried = z.strictObject({
  c1: count.default(0),
  c2: count.default(0),
  c3: count.default(0),
  c4: count.default(0),
  c5: count.default(0),
  c6: count.default(0),
});

export const openingResult = z.strictObject({
  year: z.number().int(),
  /** A leaf row of the third table, e.g. r3_1. */
  row: z.string(),
  column: z.enum(columns),
  count,
});

const firstYear = z
  .number()
  .int()
  .min(2008, '启用年度不能早于2008年（条例施行）。')
  .max(2999, '年度有误，请核对。');

/** POST /api/requests/opening: the whole entry anew; the one before it stays on record. */
export const openingBody = z.strictObject({
  /** The number of the entry the person has read; 0 where there is none. */
  no: z.number().int().min(0),
  firstYear,
  carried: openingCarried,
  results: z.array(openingResult).max(2000).default([]),
  reason: z.string().trim().min(5, '请写明数字的来源和填写、更正的理由（至少五个字）。').max(2000),
});
export type OpeningBody = z.infer<typeof openingBody>;

const statement = z.object({
  no: z.number(),
  firstYear: z.number(),
  carried: openingCarried,
  results: z.array(openingResult),
  reason: z.string(),
  enteredByName: z.string(),
  enteredAt: z.string(),
});
export type OpeningStatement = z.infer<typeof statement>;

/** GET /api/requests/opening */
export const openingView = z.object({
  statement: statement.nullable(),
  /** Every entry there was, the newest first. */
  history: z.array(statement),
  /** What each year begins with, ends and leaves over; up to this year. */
  years: z.array(z.object({ year: z.number(), carried: z.number(), ended: z.number(), left: z.number() })),
  columns: z.array(z.object({ key: z.enum(columns), label: z.string() })),
  rows: z.array(z.object({ key: z.string(), label: z.string() })),
  today: day,
  permissions: z.object({ enter: permission }),
});
export type OpeningView = z.infer<typeof openingView>;
