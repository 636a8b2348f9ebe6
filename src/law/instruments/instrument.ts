import type { InstrumentName, Mark } from '../citation.ts';

/** One article (or a run of them, or the text as a whole) and what becomes of it here. */
export interface ArticleEntry {
  /** Absent: the text as a whole. */
  readonly article?: number;
  /** Last article of a run that is treated alike. */
  readonly until?: number;
  /** What it says, in a few words. */
  readonly says: string;
  /** Names of the exports that carry it out. */
  readonly implementedBy?: readonly string[];
  readonly notImplemented?: string;
  readonly mark?: Mark;
}

export interface Instrument {
  readonly name: InstrumentName;
  /** Full title in Chinese, with its number where it has one. */
  readonly title: string;
  /** Since when the version used here is in force, as far as known. */
  readonly since?: string;
  readonly articles: readonly ArticleEntry[];
}
