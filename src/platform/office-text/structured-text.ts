/**
 * What every kind of office file becomes: paragraphs and tables in reading order, each with its place in a list of
 * lines that a person can be shown. Knows nothing of what the text is about.
 */

export type OfficeFormat = 'txt' | 'html' | 'docx' | 'xlsx';

export interface TextParagraph {
  readonly kind: 'paragraph';
  /** One line of text without line breaks; automatic numbering is written out in front. */
  readonly text: string;
  /** 1-based line in `StructuredText.lines`. */
  readonly line: number;
  /** 1–9 where the file marks the paragraph as a heading. */
  readonly heading?: number;
  /** True where the file itself says it is no content: navigation, page header and footer, a line of links only. */
  readonly furniture?: boolean;
}

export interface TextTable {
  readonly kind: 'table';
  /** Rectangular; a merged cell's text stands in every cell it covers; `\n` separates paragraphs in a cell. */
  readonly rows: readonly (readonly string[])[];
  /** 1-based line of the first row; row i is on line `line + i`. */
  readonly line: number;
  /** Name of the sheet, for workbooks. */
  readonly sheet?: string;
}

export type TextBlock = TextParagraph | TextTable;

export interface StructuredText {
  readonly format: OfficeFormat;
  /** Character encoding of text and HTML files; `guessed` when the file does not say and the bytes only allow it. */
  readonly encoding?: { readonly name: string; readonly guessed: boolean };
  /** Title the file carries outside its text (HTML `<title>`). */
  readonly title?: string;
  readonly blocks: readonly TextBlock[];
  /** Everything as lines, for showing beside a result. */
  readonly lines: readonly string[];
}

/** Builds a StructuredText block by block and keeps the line numbers right. */
export class StructuredTextBuilder {
  readonly blocks: TextBlock[] = [];
  readonly lines: string[] = [];

  /** Adds a paragraph; a line break inside it starts a new one. Empty paragraphs keep their line. */
  paragraph(text: string, marks: { heading?: number; furniture?: boolean } = {}): void {
    for (const line of text.split(/\r\n|[\n\r\v\f\u2028\u2029]/)) {
      this.lines.push(line);
      this.blocks.push({ kind: 'paragraph', text: line, line: this.lines.length, ...marks });
    }
  }

  /** Adds a table; short rows are filled with empty cells. Nothing is added for a table without text. */
  table(rows: readonly (readonly string[])[], sheet?: string): void {
    const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
    const grid = rows.map(row => Array.from({ length: width }, (_, column) => row[column] ?? ''));
    if (!grid.some(row => row.some(cell => cell.trim() !== ''))) return;
    const line = this.lines.length + 1;
    for (const row of grid) this.lines.push(row.map(cell => cell.replaceAll('\n', ' ')).join(' | '));
    this.blocks.push({ kind: 'table', rows: grid, line, ...(sheet === undefined ? {} : { sheet }) });
  }

  finish(format: OfficeFormat, extra: Pick<StructuredText, 'encoding' | 'title'> = {}): StructuredText {
    return { format, blocks: this.blocks, lines: this.lines, ...extra };
  }
}
