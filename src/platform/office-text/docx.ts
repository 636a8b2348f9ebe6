import { AppError } from '../app-error.ts';
import type { Archive } from './archive.ts';
import { ListCounter, readNumbering } from './docx-numbering.ts';
import { type StructuredText, StructuredTextBuilder } from './structured-text.ts';
import { attribute, type XmlToken, xmlTokens } from './xml-tokens.ts';

/** What a style says about numbering, outline level and whether its text shows. */
export interface ParagraphStyle {
  basedOn?: string;
  numId?: string;
  level?: number;
  heading?: number;
  /** Text that Word neither shows nor prints. */
  vanishes?: boolean;
}

/** What a paragraph takes over from its style. */
export interface StyledParagraph {
  numId?: string | undefined;
  level?: number | undefined;
  heading?: number | undefined;
  vanishes?: boolean | undefined;
}

interface OpenParagraph extends StyledParagraph {
  text: string;
}

interface OpenCell {
  paragraphs: string[];
  span: number;
  continues: boolean;
}

interface OpenTable {
  rows: OpenCell[][];
}

/** Parts of a document whose text is not on the page: deleted and moved-away text, field codes, doubled drawings. */
const unseen = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'w:delText',
  'mc:Fallback',
  'w:rPr',
  'w:sectPr',
]);

/** Styles of `word/styles.xml` by id. */
export function readStyles(xml: string | undefined): Map<string, ParagraphStyle> {
  const styles = new Map<string, ParagraphStyle>();
  let style: ParagraphStyle | undefined;
  for (const token of xml === undefined ? [] : xmlTokens(xml)) {
    if (token.kind === 'close' && token.name === 'w:style') style = undefined;
    if (token.kind !== 'open') continue;
    if (token.name === 'w:style') {
      style = {};
      styles.set(attribute(token.attributes, 'w:styleId') ?? '', style);
    } else if (style !== undefined) {
      const value = attribute(token.attributes, 'w:val') ?? '';
      if (token.name === 'w:basedOn') style.basedOn = value;
      if (token.name === 'w:numId') style.numId = value;
      if (token.name === 'w:ilvl') style.level = Number(value);
      if (token.name === 'w:outlineLvl') style.heading = Number(value) + 1;
      if (token.name === 'w:vanish') style.vanishes = !/^(0|false|off)$/.test(value);
    }
  }
  return styles;
}

/** Fills in what the paragraph does not say itself, from its style and those it is based on. */
export function applyStyle(
  paragraph: StyledParagraph,
  id: string,
  styles: ReadonlyMap<string, ParagraphStyle>,
): void {
  let style = styles.get(id);
  for (let depth = 0; style !== undefined && depth < 10; depth++) {
    paragraph.numId ??= style.numId;
    paragraph.level ??= style.level;
    paragraph.heading ??= style.heading;
    paragraph.vanishes ??= style.vanishes;
    style = style.basedOn === undefined ? undefined : styles.get(style.basedOn);
  }
}

/** Copies a merged cell's text into every row and column it covers, so that a table is a plain grid. */
function grid(table: OpenTable): string[][] {
  const rows: string[][] = [];
  for (const cells of table.rows) {
    const row: string[] = [];
    for (const cell of cells) {
      const above = rows.at(-1)?.[row.length];
      const text = cell.continues && above !== undefined ? above : cell.paragraphs.join('\n').trim();
      for (let i = 0; i < Math.min(cell.span, 63); i++) row.push(text);
    }
    rows.push(row);
  }
  return rows;
}

/** Walks `word/document.xml` and hands paragraphs and tables to the builder in reading order. */
class BodyReader {
  readonly #out = new StructuredTextBuilder();
  readonly #styles: ReadonlyMap<string, ParagraphStyle>;
  readonly #counter: ListCounter;
  /** Paragraphs nest through text boxes. */
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #tables: OpenTable[] = [];
  #hidden = 0;
  #inText = false;

  constructor(styles: ReadonlyMap<string, ParagraphStyle>, counter: ListCounter) {
    this.#styles = styles;
    this.#counter = counter;
  }

  read(xml: string): StructuredText {
    for (const token of xmlTokens(xml)) {
      if (token.kind === 'open') this.#open(token);
      else if (token.kind === 'close') this.#close(token.name);
      else if (this.#inText && this.#hidden === 0) this.#append(token.text);
    }
    return this.#out.finish('docx');
  }

  #append(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph !== undefined) paragraph.text += text;
  }

  #cell(): OpenCell | undefined {
    return this.#tables.at(-1)?.rows.at(-1)?.at(-1);
  }

  #open(token: XmlToken & { kind: 'open' }): void {
    if (unseen.has(token.name)) {
      if (!token.empty) this.#hidden++;
      return;
    }
    if (this.#hidden > 0) return;
    switch (token.name) {
      case 'w:p':
        if (token.empty) this.#emit({ text: '' });
        else this.#paragraphs.push({ text: '' });
        return;
      case 'w:t':
        this.#inText = !token.empty;
        return;
      case 'w:tab':
        this.#append('\t');
        return;
      case 'w:br':
      case 'w:cr':
        this.#append('\n');
        return;
      case 'w:noBreakHyphen':
        this.#append('-');
        return;
      case 'w:tbl':
        this.#tables.push({ rows: [] });
        return;
      case 'w:tr':
        this.#tables.at(-1)?.rows.push([]);
        return;
      case 'w:tc':
        this.#tables.at(-1)?.rows.at(-1)?.push({ paragraphs: [], span: 1, continues: false });
        return;
      default:
        this.#property(token.name, token.attributes);
    }
  }

  #property(name: string, attributes: string): void {
    const value = attribute(attributes, 'w:val');
    const cell = this.#cell();
    const paragraph = this.#paragraphs.at(-1);
    if (name === 'w:gridSpan' && cell) cell.span = Math.max(1, Number(value) || 1);
    else if (name === 'w:vMerge' && cell) cell.continues = value !== 'restart';
    else if (paragraph === undefined) return;
    else if (name === 'w:pStyle') applyStyle(paragraph, value ?? '', this.#styles);
    else if (name === 'w:numId') paragraph.numId = value;
    else if (name === 'w:ilvl') paragraph.level = Number(value);
    else if (name === 'w:outlineLvl') paragraph.heading = Number(value) + 1;
  }

  #close(name: string): void {
    if (unseen.has(name)) this.#hidden = Math.max(0, this.#hidden - 1);
    else if (this.#hidden > 0) return;
    else if (name === 'w:t') this.#inText = false;
    else if (name === 'w:p') {
      const paragraph = this.#paragraphs.pop();
      if (paragraph !== undefined) this.#emit(paragraph);
    } else if (name === 'w:tbl') this.#endTable();
  }

  #emit(paragraph: OpenParagraph): void {
    const numbered = paragraph.numId !== undefined && paragraph.text.trim() !== '';
    const label = numbered ? this.#counter.next(paragraph.numId ?? '', paragraph.level ?? 0) : '';
    const text = `${label}${/[0-9a-z]$/i.test(label) ? ' ' : ''}${paragraph.text}`;
    const cell = this.#cell();
    if (cell !== undefined) cell.paragraphs.push(text);
    else {
      const heading = paragraph.heading;
      this.#out.paragraph(text, heading !== undefined && heading <= 9 ? { heading } : {});
    }
  }

  /** A table inside a cell becomes lines of that cell. */
  #endTable(): void {
    const table = this.#tables.pop();
    if (table === undefined) return;
    const outer = this.#cell();
    if (outer === undefined) this.#out.table(grid(table));
    else outer.paragraphs.push(...grid(table).map(row => row.join(' ')));
  }
}

/**
 * Reads a DOCX: paragraphs, tables and the numbers Word makes by itself, which are no text in the file and would
 * otherwise be lost. Own reader over the guarded archive: mammoth drops those numbers, and builds a tree of a
 * document whose size the sender decides.
 */
export async function readDocx(archive: Archive): Promise<StructuredText> {
  const body = await archive.read('word/document.xml');
  if (body === undefined) {
    throw new AppError('wrong-type', {
      detail: '这不是 Word 文档，只是一个改了扩展名的压缩包。请用 Word 或 WPS 另存为 DOCX 后上传。',
    });
  }
  const styles = readStyles(await archive.read('word/styles.xml'));
  const numbering = readNumbering(await archive.read('word/numbering.xml'));
  return new BodyReader(styles, new ListCounter(numbering)).read(body);
}
