/** What a reader is shown of an attachment without opening it: text and tables, and the pages of a PDF as pictures. */

export type PreviewBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

export interface PreviewSection {
  /** `第3页`, `工作表“名单”`; empty where the file has no parts. */
  readonly heading: string;
  /** Page of a PDF, from 1. */
  readonly page: number | null;
  readonly blocks: readonly PreviewBlock[];
}

export interface FilePreview {
  readonly sections: readonly PreviewSection[];
  /** Pages of a PDF that are there as pictures, from the first one. */
  readonly pictures: number;
  /** What is not shown, in Chinese; empty where everything is. */
  readonly leftOut: string;
}

/** Types that have a preview. */
export const previewedTypes: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/plain',
  'text/csv',
]);
