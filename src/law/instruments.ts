/**
 * Every text and article in scope: carried out by which functions of this folder, or not, and why. docs/law.md is
 * generated from this table; a test holds table, code and page to each other.
 */
import type { ArticleEntry, Instrument } from './instruments/instrument.ts';
import { lawsAndRegulations } from './instruments/laws-and-regulations.ts';
import { noticesAndStandards } from './instruments/notices-and-standards.ts';
import { openGovernmentRegulation } from './instruments/open-government-regulation.ts';

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
  'instruments/instrument.ts': 'the shape of this table',
  'instruments/open-government-regulation.ts': 'this table',
  'instruments/laws-and-regulations.ts': 'this table',
  'instruments/notices-and-standards.ts': 'this table',
};

/** Every article number an entry speaks of; nothing for the text as a whole. */
export function articlesOf({ article, until }: ArticleEntry): number[] {
  if (article === undefined) return [];
  return Array.from({ length: (until ?? article) - article + 1 }, (_, i) => article + i);
}
