import { z } from 'zod';
import { citation, day, permission } from '../organisation/contract.ts';

/** The annual report on openness (条例 arts 49–50; 国办公开办函〔2021〕30号): words for the API and the console. */

/** The three sections that people write; sections 二, 三 and 四 are tables. */
export const sectionKeys = ['overview', 'problems', 'other'] as const;
export const sectionKey = z.enum(sectionKeys);
export type SectionKey = z.infer<typeof sectionKey>;

/** One cell of a table as it is laid out: merged cells stand once, with their spans. */
export const laidCell = z.object({
  text: z.string(),
  /** Scope of a header cell; null for a number. */
  header: z.enum(['col', 'colgroup', 'row', 'rowgroup']).nullable(),
  colspan: z.number().int(),
  rowspan: z.number().int(),
  /** Address of the number, e.g. `t3.r3_1.c1`. */
  cell: z.string().nullable(),
  /** The number itself; its text is in `text`. */
  value: z.number().nullable(),
});
export type LaidCell = z.infer<typeof laidCell>;

/** A table in the official format. `groups` become thead and tbody. */
export const laidTable = z.object({
  key: z.enum(['t2', 't3', 't4']),
  caption: z.string(),
  /** Relative widths of the columns; their sum is 100. */
  widths: z.array(z.number()),
  groups: z.array(z.object({ isHead: z.boolean(), rows: z.array(z.array(laidCell)) })),
});
export type LaidTable = z.infer<typeof laidTable>;

/** Where a number of the second table comes from. */
export const cellOrigin = z.enum(['register', 'entered', 'by-law', 'missing']);
export type CellOrigin = z.infer<typeof cellOrigin>;

export const table2CellView = z.object({
  /** e.g. `t2.normativeDocuments.made` */
  cell: z.string(),
  label: z.string(),
  /** 件 or 万元 */
  unit: z.string(),
  value: z.number(),
  origin: cellOrigin,
  /** What the register of published documents or of enforcement says; null where it keeps none. */
  counted: z.number().nullable(),
  entry: z
    .object({ value: z.number(), source: z.string(), enteredByName: z.string(), enteredAt: z.string() })
    .nullable(),
  /** Why it is entered by hand, or what the register counts. */
  note: z.string(),
  /** Documents or decisions behind a counted number, and the register that keeps them. */
  documents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      documentNo: z.string(),
      on: day,
      register: z.enum(['items', 'enforcement']),
    }),
  ),
});
export type Table2CellView = z.infer<typeof table2CellView>;

export const brokenIdentity = z.object({
  identity: z.string(),
  cells: z.array(z.string()),
  message: z.string(),
  /** Said beside a rule that was inferred. */
  remark: z.string(),
});

export const sectionView = z.object({
  key: sectionKey,
  /** 一、五、六 */
  no: z.string(),
  title: z.string(),
  /** As typed, with placeholders. */
  text: z.string(),
  /** With the numbers of the tables. */
  rendered: z.string(),
  /** What belongs into it. */
  hint: z.string(),
  /** Offered where nothing is written yet; placeholders only, no statement of fact. */
  suggestion: z.string(),
});
export type SectionView = z.infer<typeof sectionView>;

export const reportFormats = ['html', 'docx', 'xlsx', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** GET /api/annual-reports/:year */
export const annualReportView = z.object({
  year: z.number().int(),
  title: z.string(),
  /** Numbers are those of the end of this day. */
  until: day,
  /** The statistical period (1 January to 31 December) is over. */
  isComplete: z.boolean(),
  /** Submit and publish by (条例 art 49). */
  dueOn: day,
  revision: z.number().int(),
  changedAt: z.string().nullable(),
  changedByName: z.string().nullable(),
  sections: z.array(sectionView),
  tables: z.array(laidTable),
  table2: z.array(table2CellView),
  check: z.object({
    ok: z.boolean(),
    broken: z.array(brokenIdentity),
    warnings: z.array(brokenIdentity),
  }),
  /** Cases handled anew that by choice stand in no row. */
  handledAnew: z.number().int(),
  placeholders: z.array(z.object({ name: z.string(), value: z.string() })),
  item: z.object({ id: z.string(), stateWords: z.string(), isEditable: z.boolean() }).nullable(),
  permissions: z.record(z.string(), permission),
  basis: z.array(citation),
});
export type AnnualReportView = z.infer<typeof annualReportView>;

/** GET /api/annual-reports */
export const annualReportRow = z.object({
  year: z.number().int(),
  isComplete: z.boolean(),
  dueOn: day,
  written: z.boolean(),
  changedAt: z.string().nullable(),
  changedByName: z.string().nullable(),
  itemId: z.string().nullable(),
});
export type AnnualReportRow = z.infer<typeof annualReportRow>;
export const annualReportList = z.object({ rows: z.array(annualReportRow) });

const sectionText = z.string().max(20_000, '每一部分不超过 20000 字。');

/** PUT /api/annual-reports/:year: what is not named stays as it is. */
export const annualReportChange = z.strictObject({
  /** The revision the person has read; 0 where nothing was written yet. */
  revision: z.number().int(),
  overview: sectionText.optional(),
  problems: sectionText.optional(),
  other: sectionText.optional(),
  /** Null takes an entry back. */
  entries: z
    .array(
      z.strictObject({
        cell: z.string(),
        value: z.number().nullable(),
        source: z.string().trim().max(500, '来源说明不超过 500 字。').default(''),
      }),
    )
    .max(20)
    .optional(),
});
export type AnnualReportChange = z.infer<typeof annualReportChange>;

export const draftedItem = z.object({ itemId: z.string() });

// ---- public statistics ----

export const requestChannels = ['in-person', 'signed-mail', 'plain-mail', 'internet', 'fax'] as const;
export type RequestChannel = (typeof requestChannels)[number];
export const requestChannelWords: Readonly<Record<RequestChannel, string>> = {
  'in-person': '当面提交',
  'signed-mail': '邮寄（签收）',
  'plain-mail': '平常信函',
  internet: '互联网',
  fax: '传真',
};

/** Results as the public page groups them: the parts of 本年度办理结果. */
export const resultGroups = [
  { key: 'disclosed', label: '予以公开', rows: 'r3_1' },
  { key: 'partly', label: '部分公开', rows: 'r3_2' },
  { key: 'refused', label: '不予公开', rows: 'r3_3_' },
  { key: 'unable', label: '无法提供', rows: 'r3_4_' },
  { key: 'notHandled', label: '不予处理', rows: 'r3_5_' },
  { key: 'other', label: '其他处理', rows: 'r3_6_' },
] as const;
export type ResultGroupKey = (typeof resultGroups)[number]['key'];

/** One quarter. Counts of requests, never of persons. */
export interface QuarterStatistics {
  readonly year: number;
  /** 1 to 4. */
  readonly quarter: number;
  /** Last day counted. */
  readonly until: string;
  readonly isComplete: boolean;
  readonly received: number;
  readonly closed: number;
  /** Still open at the end of `until`. */
  readonly open: number;
  readonly results: Readonly<Record<ResultGroupKey, number>>;
  /** Closed within the time limit, of those closed whose limit is known. */
  readonly onTime: number;
  readonly judged: number;
  /** Working days from receipt to closing; null where nothing was closed. */
  readonly medianWorkingDays: number | null;
  readonly channels: Readonly<Record<RequestChannel, number>>;
  readonly applicants: ProtectedKinds;
}

/** Received by kind of applicant, small counts folded together so that nobody is told from the table. */
export interface ProtectedKinds {
  /** Columns of the third table that are shown by themselves. */
  readonly shown: readonly { readonly column: string; readonly label: string; readonly count: number }[];
  /** The rest together; null where nothing had to be folded. */
  readonly folded: { readonly labels: readonly string[]; readonly count: number } | null;
}
