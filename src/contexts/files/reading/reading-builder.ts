import type { FileNotice, FileReading, HiddenBy, ReadPart } from '../contract/reading.ts';

/** What all of one upload may cost, files inside files included. */
export interface ReadingBudget {
  characters: number;
  parts: number;
  /** Inflated bytes of archives. */
  bytes: number;
  /** Files read inside other files. */
  files: number;
}

export function newBudget(): ReadingBudget {
  return { characters: 20_000_000, parts: 400_000, bytes: 200 * 1024 * 1024, files: 1_000 };
}

/** How deep files lie in files; the upload itself is at 0. */
export const deepestNesting = 3;

const hiddenWords: Partial<Readonly<Record<HiddenBy, string>>> = {
  comment: '批注',
  'tracked-change': '修订痕迹',
  'hidden-text': '隐藏文字',
  'hidden-sheet': '隐藏工作表中的内容',
  'hidden-row': '隐藏行',
  'hidden-column': '隐藏列中的内容',
  'defined-name': '自定义名称',
  annotation: '注释',
  'cached-data': '缓存数据',
};

const mostNotices = 200;

interface Kept {
  readonly parts: ReadPart[];
  readonly notices: FileNotice[];
  isCut: boolean;
}

interface Inside {
  readonly kept: Kept;
  readonly prefix: string;
  readonly picturePrefix: string;
  readonly depth: number;
  readonly hidden: boolean;
}

/** Collects what a file holds. A builder `within` writes into the same reading, for a file that lies in another. */
export class ReadingBuilder {
  readonly budget: ReadingBudget;
  readonly depth: number;
  readonly #kept: Kept;
  readonly #prefix: string;
  /** Where it is told that a picture cannot be read: once for all pictures of a document. */
  readonly #picturePrefix: string;
  readonly #hiddenInside: boolean;
  readonly #counts = new Map<HiddenBy, number>();

  constructor(budget: ReadingBudget = newBudget(), over?: Inside) {
    this.budget = budget;
    this.#kept = over?.kept ?? { parts: [], notices: [], isCut: false };
    this.#prefix = over?.prefix ?? '';
    this.#picturePrefix = over?.picturePrefix ?? this.#prefix;
    this.depth = over?.depth ?? 0;
    this.#hiddenInside = over?.hidden ?? false;
  }

  /** Adds a stretch of text; empty ones are left out. */
  add(where: string, text: string, hidden?: HiddenBy): void {
    if (text === '' || text.trim() === '') return;
    const { budget } = this;
    if (budget.parts <= 0 || budget.characters <= 0) {
      this.#cut();
      return;
    }
    const why = hidden ?? (this.#hiddenInside ? 'embedded-file' : undefined);
    if (hidden !== undefined) this.#counts.set(hidden, (this.#counts.get(hidden) ?? 0) + 1);
    const whole = text.isWellFormed() ? text : text.toWellFormed();
    const kept = whole.length > budget.characters ? whole.slice(0, budget.characters) : whole;
    if (kept.length < whole.length) this.#cut();
    budget.parts -= 1;
    budget.characters -= kept.length;
    const place = this.#prefix + where;
    this.#kept.parts.push(
      why === undefined ? { where: place, text: kept } : { where: place, text: kept, hidden: why },
    );
  }

  notice(kind: FileNotice['kind'], where: string, words: string): void {
    const { notices } = this.#kept;
    const place = (kind === 'scanned-page' ? this.#picturePrefix : this.#prefix) + where;
    if (
      notices.length >= mostNotices ||
      notices.some(each => each.kind === kind && each.where === place && each.words === words)
    )
      return;
    notices.push({ kind, where: place, words });
  }

  #cut(): void {
    if (this.#kept.isCut) return;
    this.#kept.isCut = true;
    this.#kept.notices.unshift({
      kind: 'cut',
      where: '文件',
      words: '文件内容过多，系统只读了前一部分，其余没有检查。请拆分为几个文件后上传，或人工核对。',
    });
  }

  /** The rest of the file was not read. */
  cut(): void {
    this.#cut();
  }

  /** True when nothing more will be kept. */
  get isFull(): boolean {
    return this.budget.parts <= 0 || this.budget.characters <= 0;
  }

  /** Stretches of text kept so far. */
  get size(): number {
    return this.#kept.parts.length;
  }

  /** For a file inside this one. `hidden`: whoever opens the outer file does not see it there. */
  within(prefix: string, hidden: boolean): ReadingBuilder {
    return this.#inside(prefix, this.#prefix + prefix, hidden);
  }

  /** For a picture shown in this document. */
  withinPicture(prefix: string): ReadingBuilder {
    return this.#inside(prefix, this.#prefix, false);
  }

  #inside(prefix: string, picturePrefix: string, hidden: boolean): ReadingBuilder {
    return new ReadingBuilder(this.budget, {
      kept: this.#kept,
      prefix: this.#prefix + prefix,
      picturePrefix,
      depth: this.depth + 1,
      hidden: hidden || this.#hiddenInside,
    });
  }

  /** Says once per file what in it a reader does not see. */
  tellHidden(): void {
    const found = Object.entries(hiddenWords).flatMap(([kind, words]) => {
      const count = this.#counts.get(kind as HiddenBy) ?? 0;
      return count === 0 ? [] : [`${words}${count}处`];
    });
    if (found.length > 0)
      this.notice(
        'hidden-content',
        '文件',
        `文件中有${found.join('、')}，公开后任何人都能看到。请删除后另存，再重新上传。`,
      );
  }

  finish(): FileReading {
    return { parts: this.#kept.parts, notices: this.#kept.notices };
  }
}
