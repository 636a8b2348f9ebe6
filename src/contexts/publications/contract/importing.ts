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

/** What an imported document carries for good; shown on its page, and all but the order in its public record. */
export interface ImportMark {
  readonly origin: string;
  /** Address on the old site; null if it told none. */
  readonly address: string | null;
  /** ISO 8601 instant. */
  readonly importedAt: string;
  readonly runId: string;
}

export interface ImportCounts {
  /** Entries of the source that were dealt with. */
  readonly position: number;
  /** Public now. */
  readonly published: number;
  /** Kept as drafts, because the gate blocks them. */
  readonly drafted: number;
  /** There already from an earlier run. */
  readonly known: number;
  /** Not taken; the finding says why. */
  readonly refused: number;
}

export interface ImportFinding {
  readonly place: number;
  /** In the source: `第 12 行`, `2019/06/t20190603_1.html`. */
  readonly where: string;
  readonly kind: 'refused' | 'drafted' | 'warned';
  readonly title: string;
  readonly documentId: string | null;
  readonly words: readonly string[];
}
