import type { FilePreview, PreviewBlock, PreviewSection } from '../contract/preview.ts';
import type { FileReading } from '../contract/reading.ts';

/** The text of a preview from the reading of a file: what a reader of it sees, and nothing that is hidden in it. */

/** More than this nobody reads in a web page. */
const most = { sections: 200, rows: 500, cells: 40_000, paragraphs: 3_000, characters: 400_000, columns: 60 };

interface Place {
  readonly heading: string;
  readonly page: number | null;
  /** Name of the table the part is a row of; null: a paragraph. */
  readonly table: string | null;
}

function placeOf(where: string, isTable: boolean): Place | null {
  const page = /^第(\d+)页/.exec(where);
  if (page !== null) return { heading: `第${page[1]}页`, page: Number(page[1]), table: null };
  const sheet = /^(工作表“.*”)(第\d+行)?/.exec(where);
  if (sheet !== null)
    return { heading: sheet[1]!, page: null, table: sheet[2] === undefined ? null : 'sheet' };
  // What stands beside the text: names of sheets, bookmarks, headers and footers.
  if (/^(?:工作表名称|书签|页眉|页脚)/.test(where)) return null;
  const row = /^(.*表格\d+)第\d+行/.exec(where);
  return { heading: '', page: null, table: row?.[1] ?? (isTable ? 'file' : null) };
}

class Growing {
  readonly heading: string;
  readonly page: number | null;
  readonly blocks: (
    | { kind: 'paragraph'; text: string }
    | { kind: 'table'; rows: string[][]; readonly name: string }
  )[] = [];

  constructor({ heading, page }: Place) {
    this.heading = heading;
    this.page = page;
  }

  get rows(): number {
    return this.blocks.reduce((sum, each) => sum + (each.kind === 'table' ? each.rows.length : 0), 0);
  }

  finish(): PreviewSection {
    const blocks = this.blocks.map((each): PreviewBlock => {
      if (each.kind === 'paragraph') return each;
      const width = each.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
      return { kind: 'table', rows: each.rows.map(row => [...row, ...Array(width - row.length).fill('')]) };
    });
    return { heading: this.heading, page: this.page, blocks };
  }
}

const cutWords = '文件较长，这里只显示一部分，完整内容请下载原文件查看。';

/** `mediaType` tells a table of text from running text. */
export function previewText(
  reading: FileReading,
  mediaType: string,
): Pick<FilePreview, 'sections' | 'leftOut'> {
  const sections = new Map<string, Growing>();
  let [paragraphs, cells, characters] = [0, 0, 0];
  let isCut = reading.notices.some(({ kind }) => kind === 'cut');
  for (const { where, text, hidden } of reading.parts) {
    if (hidden !== undefined || text.trim() === '') continue;
    const place = placeOf(where, mediaType === 'text/csv');
    if (place === null) continue;
    const known = sections.get(place.heading);
    const isFull =
      characters > most.characters ||
      cells > most.cells ||
      paragraphs > most.paragraphs ||
      (known === undefined && sections.size >= most.sections);
    if (isFull || (place.table !== null && known !== undefined && known.rows >= most.rows)) {
      isCut = true;
      continue;
    }
    const section = known ?? new Growing(place);
    if (known === undefined) sections.set(place.heading, section);
    characters += text.length;
    if (place.table === null) {
      paragraphs += 1;
      section.blocks.push({ kind: 'paragraph', text });
      continue;
    }
    const row = text.split('\t');
    if (row.length > most.columns) isCut = true;
    const shown = row.slice(0, most.columns);
    cells += shown.length;
    const last = section.blocks.at(-1);
    if (last?.kind === 'table' && last.name === place.table) last.rows.push(shown);
    else section.blocks.push({ kind: 'table', rows: [shown], name: place.table });
  }
  return { sections: [...sections.values()].map(each => each.finish()), leftOut: isCut ? cutWords : '' };
}
