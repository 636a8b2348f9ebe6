import { z } from 'zod';
import { day } from '../../organisation/contract.ts';
import { requestMatter } from './applying.ts';
import { replyOutcome } from './words.ts';

/** The register: its filters, its classes of subject, and files whose retention has ended. */

/** Where a request came from, beside its channel: a letter that turned out to be one (来信转入). */
export const requestOrigin = z.enum(['letter']);
export const originWords: Readonly<Record<z.infer<typeof requestOrigin>, string>> = { letter: '来信转入' };

/** GET /api/requests and /api/requests/register.csv */
export const requestQuery = z.object({
  /** 申请事项: information · own-record */
  matter: requestMatter.optional(),
  /** A class of subjects of the pack; `none` for what is in no class. */
  class: z.string().max(50).optional(),
  /** 来源: letter, turned out to be a request. */
  origin: requestOrigin.optional(),
  stage: z.string().optional(),
  state: z.string().optional(),
  via: z.string().optional(),
  unit: z.string().optional(),
  applicant: z.string().optional(),
  outcome: z.string().optional(),
  /** late · soon (five working days) · provisional */
  due: z.enum(['late', 'soon', 'provisional']).optional(),
  year: z.coerce.number().int().optional(),
  /** A cell of the annual report, e.g. t3.r3_1.c1, with `year`. */
  cell: z.string().optional(),
  q: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type RequestQuery = z.infer<typeof requestQuery>;
/** The filters alone, for the file of the register. */
export const registerFilters = requestQuery.omit({ page: true, size: true });
export type RegisterFilters = z.infer<typeof registerFilters>;

export const noClass = 'none';
export const classChoice = z.object({ id: z.string(), name: z.string() });

/** GET /api/requests/retention: files whose retention has ended and that wait for a decision. */
export const retentionQuery = z.object({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type RetentionQuery = z.infer<typeof retentionQuery>;
export const retentionPage = z.object({
  files: z.array(
    z.object({
      id: z.string(),
      number: z.string().nullable(),
      subject: z.string(),
      matter: requestMatter,
      outcome: replyOutcome.nullable(),
      closedOn: day,
      keepUntil: day,
      unitName: z.string(),
      isDemo: z.boolean(),
    }),
  ),
  count: z.number(),
  page: z.number(),
  size: z.number(),
});
export type RetentionPage = z.infer<typeof retentionPage>;
