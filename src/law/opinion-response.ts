/**
 * How fast public concern must be answered, in running hours. Instants are milliseconds since 1970-01-01T00:00:00Z.
 * Sources: 国办发〔2016〕80号 (5 h authoritative information, 24 h press conference), 国办发〔2016〕61号 (24 h, 48 h).
 */
import { type Citation, cite, type Mark } from './citation.ts';

/** `grave`: especially grave and grave emergencies (特别重大、重大突发事件). */
export type OpinionClass = 'grave' | 'other';

export type OpinionDuty = 'authoritative-information' | 'press-conference' | 'response';

export interface OpinionLimit {
  readonly duty: OpinionDuty;
  /** Chinese name of what is due. */
  readonly words: string;
  readonly hours: number;
  readonly basis: readonly Citation[];
}

const hourMs = 3_600_000;

/** What is due and within how many hours, by class. */
export const opinionLimits: Readonly<Record<OpinionClass, readonly OpinionLimit[]>> = {
  grave: [
    {
      duty: 'authoritative-information',
      words: '发布权威信息',
      hours: 5,
      basis: [cite('国办发〔2016〕80号')],
    },
    {
      duty: 'press-conference',
      words: '举行新闻发布会',
      hours: 24,
      basis: [cite('国办发〔2016〕61号'), cite('国办发〔2016〕80号')],
    },
  ],
  other: [{ duty: 'response', words: '予以回应', hours: 48, basis: [cite('国办发〔2016〕61号')] }],
};

export interface OpinionQuestion {
  readonly class: OpinionClass;
  /** When the event happened, if known. */
  readonly occurredAtMs?: number;
  /** When the bureau found it. */
  readonly discoveredAtMs: number;
}

export interface OpinionDeadline extends OpinionLimit {
  /** The strict reading: from the event, or from its discovery where the event's time is not known. */
  readonly dueAtMs: number;
  /** The other reading: from the discovery. The texts do not say where the hours begin, so both are shown. */
  readonly dueFromDiscoveryAtMs: number;
  /** The start of the hours, and that they run through nights and days off, is inferred. */
  readonly mark: Mark;
}

/** The deadlines of one event. Hours run through nights and days off. */
export function opinionDeadlines(question: OpinionQuestion): OpinionDeadline[] {
  const { discoveredAtMs, occurredAtMs = discoveredAtMs } = question;
  const startMs = Math.min(occurredAtMs, discoveredAtMs);
  return opinionLimits[question.class].map(limit => ({
    ...limit,
    dueAtMs: startMs + limit.hours * hourMs,
    dueFromDiscoveryAtMs: discoveredAtMs + limit.hours * hourMs,
    mark: 'inference',
  }));
}
