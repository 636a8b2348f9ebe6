/**
 * Every text and article in scope: carried out by which functions of this folder, or not, and why. docs/law.md is
 * generated from this table; a test holds table, code and page to each other.
 */
import type { InstrumentName, Mark } from './citation.ts';
import { lawsAndRegulations } from './instruments/laws-and-regulations.ts';
import { noticesAndStandards } from './instruments/notices-and-standards.ts';
import { openGovernmentRegulation } from './instruments/open-government-regulation.ts';

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

export const instruments: readonly Instrument[] = [
  openGovernmentRegulation,
  ...lawsAndRegulations,
  ...noticesAndStandards,
];

/** Exports that carry no article of their own, by file, with the reason. */
export const supportingFiles: Readonly<Record<string, string>> = {
  'day.ts': 'civil dates as text and their arithmetic',
  'citation.ts': 'citations as values and their Chinese words',
  'refusal.ts': 'the shape of a refusal',
  'explanation.ts': 'the shape and the sentences of an explained date',
  'local-limit.ts': 'comparing the limit of a text with stricter limits of a pack',
  'published-years.ts': 'the days of each published year, generated',
  'marked-defaults.ts': 'configurable defaults for rules not read word for word',
  'request-clock/period.ts': 'the state of a file while its events are read',
  'request-clock/moves.ts': 'what one event does to a file',
  'request-clock/phases.ts': 'which events each phase allows',
  'instruments.ts': 'this table',
  'instruments/open-government-regulation.ts': 'this table',
  'instruments/laws-and-regulations.ts': 'this table',
  'instruments/notices-and-standards.ts': 'this table',
};

/** Every article number an entry speaks of; nothing for the text as a whole. */
export function articlesOf({ article, until }: ArticleEntry): number[] {
  if (article === undefined) return [];
  return Array.from({ length: (until ?? article) - article + 1 }, (_, i) => article + i);
}
