import { z } from 'zod';
import { citation, day } from '../organisation/contract.ts';

/** How a date came about, step by step; the same shape on every clock of the product. */
export const explanation = z.object({
  dueOn: day,
  provisional: z.boolean(),
  /** The notices the answer rests on, e.g. 国务院办公厅关于2019年部分节假日安排的通知. */
  calendar: z.array(z.string()),
  limit: z.object({
    words: z.string(),
    setBy: z.enum(['law', 'plan', 'local', 'default']),
    mark: z.enum(['unverified', 'inference']).optional(),
  }),
  steps: z.array(z.object({ on: day, words: z.string(), basis: z.array(citation) })),
});
export type ExplanationView = z.infer<typeof explanation>;

export const noticeView = z.object({
  id: z.string(),
  year: z.number(),
  title: z.string(),
  documentNo: z.string(),
  source: z.string(),
  issuedOn: day.nullable(),
  holidays: z.array(day),
  makeUpDays: z.array(day),
  importedAt: z.string(),
});

export type NoticeView = z.infer<typeof noticeView>;

export const calendarView = z.object({
  year: z.number(),
  published: z.boolean(),
  lastPublishedYear: z.number(),
  days: z.array(z.object({ day, kind: z.enum(['holiday', 'make-up']), name: z.string() })),
  notices: z.array(noticeView),
});

export type CalendarView = z.infer<typeof calendarView>;

/** Import of a notice: either its Chinese text, or its days. */
export const noticeBody = z.strictObject({
  year: z.number().int(),
  title: z.string().min(1),
  documentNo: z.string().default(''),
  source: z.string().min(1),
  issuedOn: day.optional(),
  text: z.string().optional(),
  holidays: z.array(day).optional(),
  makeUpDays: z.array(day).optional(),
  /** True for a later notice that changes published days on purpose, e.g. 关于延长2020年春节假期的通知. */
  changesEarlier: z.boolean().default(false),
});
export type NoticeBody = z.infer<typeof noticeBody>;

/** Answer to an import: the notice as kept, and how many due dates it moved. */
export const noticeImported = z.object({ notice: noticeView, moved: z.number() });

export const movedDeadline = z.object({
  caseKind: z.string(),
  caseId: z.string(),
  dueBefore: day,
  dueAfter: day,
  movedAt: z.string(),
});
export type MovedDeadline = z.infer<typeof movedDeadline>;
