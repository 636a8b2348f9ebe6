import { z } from 'zod';
import { day } from '../../organisation/contract.ts';
import { itemKind } from './item-kind.ts';

/** Articles of an old site, as a file of them is written and as an import is reported. */

const text = (most: number) => z.string().max(most, `不超过 ${most} 字。`);

/** One line of a JSONL file. Chinese or English column names of a CSV file lead to the same fields. */
export const oldArticle = z.strictObject({
  /** The article's number on the old site; absent: its address. */
  id: text(300).optional(),
  title: z.string().trim().min(1, '缺少标题。').max(300, '标题不超过 300 字。'),
  /** HTML or plain text. */
  body: z
    .string()
    .max(4 * 1024 * 1024, '正文超过 4 MiB，请拆分或改作附件。')
    .default(''),
  summary: text(2000).default(''),
  /** Name, number or path of the old column; the column table turns it into one of ours. */
  column: text(300).default(''),
  kind: itemKind.optional(),
  /** When it was published there: `2019-06-03`, `2019-06-03 10:00`, `2019年6月3日`, ISO 8601. */
  publishedAt: z.string().trim().min(1, '缺少发布时间。'),
  writtenOn: day.optional(),
  issuer: text(200).optional(),
  source: text(200).optional(),
  author: text(100).optional(),
  documentNo: text(100).optional(),
  indexNo: text(100).optional(),
  keywords: z.array(text(50)).max(30, '关键词不超过 30 个。').default([]),
  /** Address there, with or without scheme and host. */
  url: text(2000).optional(),
  /** Files beside the source, by relative path. */
  attachments: z
    .array(z.strictObject({ path: text(500), name: text(200).optional() }))
    .max(50, '附件不超过 50 个。')
    .default([]),
});
export type OldArticle = z.infer<typeof oldArticle>;

/** columns.yaml of an import: where the articles of each old column go. */
export const columnTable = z.strictObject({
  /** Old column (name, number or path) → id of our column. */
  columns: z.record(z.string(), z.string()).default({}),
  /** Our column for whatever the table does not name; absent: such an article is refused. */
  otherwise: z.string().optional(),
  kind: itemKind.default('news'),
  /** CSS-like names by which an HTML page holds its text: `#content`, `.TRS_Editor`, `article`. */
  content: z.array(z.string()).default([]),
});
export type ColumnTable = z.infer<typeof columnTable>;

/**
 * What an imported document carries for good: on its page, in its public record. Who ordered the import stands in the run
 * and in the audit trail, not here: the record names no member of staff.
 */
export const importMark = z.strictObject({
  /** Name of the old site. */
  origin: z.string(),
  /** Address on the old site; null if it told none. */
  address: z.string().nullable(),
  /** ISO 8601 instant. */
  importedAt: z.string(),
  runId: z.string(),
  /** Number or name of the decision that ordered the import. */
  decision: z.string(),
});
export type ImportMark = z.infer<typeof importMark>;

export const importCounts = z.object({
  /** Entries of the source that were dealt with. */
  position: z.number(),
  /** Public now. */
  published: z.number(),
  /** Kept as drafts: the gate blocks them, or something is missing. */
  drafted: z.number(),
  /** There already from before. */
  known: z.number(),
  /** Not taken; the finding says why. */
  refused: z.number(),
});
export type ImportCounts = z.infer<typeof importCounts>;

export const importFinding = z.object({
  /** Place in the source, from 1. */
  place: z.number(),
  /** In words: `第 12 行`, `2019/06/t20190603_1.html`. */
  where: z.string(),
  kind: z.enum(['refused', 'drafted', 'warned']),
  title: z.string(),
  documentId: z.string().nullable(),
  words: z.array(z.string()),
});
export type ImportFinding = z.infer<typeof importFinding>;

/** One import, as its page shows it. */
export const importRun = importCounts.extend({
  id: z.string(),
  origin: z.string(),
  sourceName: z.string(),
  decision: z.string(),
  staffName: z.string(),
  startedAt: z.string(),
  /** When the last entries were dealt with. */
  movedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Share of the source that is dealt with, 0 to 1. */
  share: z.number(),
  /** Whole seconds until the end at the pace so far; null where that cannot be said. */
  secondsLeft: z.number().nullable(),
});
export type ImportRun = z.infer<typeof importRun>;

/** GET /api/imports */
export const importList = z.object({ runs: z.array(importRun) });
export const importReportQuery = z.object({
  kind: z.enum(['refused', 'drafted', 'warned']).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type ImportReportQuery = z.infer<typeof importReportQuery>;
/** GET /api/imports/:id */
export const importReport = z.object({ run: importRun, findings: z.array(importFinding), count: z.number() });
