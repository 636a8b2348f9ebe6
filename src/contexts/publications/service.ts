import type { PublicationPorts } from './ports.ts';
import { publicReads } from './public-reads.ts';
import { draftingCases } from './service/drafting.ts';
import { gazetteCases } from './service/gazette/cases.ts';
import { importingCases } from './service/importing/cases.ts';
import { importReading } from './service/importing/reading.ts';
import { maskingCases } from './service/masking.ts';
import { cleanUpCases } from './service/normative/clean-ups.ts';
import { normativeReading } from './service/normative/reading.ts';
import { sweepValidity } from './service/normative/settling.ts';
import { organisingCases } from './service/packages/organising.ts';
import { togetherCases } from './service/packages/together.ts';
import { packageViews } from './service/packages/views.ts';
import { readingCases } from './service/reading.ts';
import { releasingCases } from './service/releasing.ts';
import { restoringCases } from './service/restoring.ts';
import { reviewingCases } from './service/reviewing.ts';

/** The only door to the publications: drafting, reviewing, releasing and withdrawing items, alone and as packages, and reading them. */
export function createPublications(ports: PublicationPorts) {
  const drafting = draftingCases(ports);
  return {
    ...drafting,
    ...maskingCases(ports, drafting.changeDraft),
    ...reviewingCases(ports),
    ...releasingCases(ports),
    ...readingCases(ports),
    ...organisingCases(ports, drafting),
    ...togetherCases(ports),
    ...packageViews(ports),
    ...restoringCases(ports),
    ...cleanUpCases(ports, drafting),
    ...gazetteCases(ports),
    ...importingCases(ports),
    ...importReading(ports),
    /** What is in force, how it came about, what cites it. */
    normative: normativeReading(ports),
    /** The clock's part of validity; idempotent. */
    sweepValidity: () => sweepValidity(ports),
    /** What anonymous readers may see. */
    open: publicReads(ports),
  };
}

export type Publications = ReturnType<typeof createPublications>;
export type { ImportCommand, ImportOutcome, ImportProgress } from './service/importing/cases.ts';
export type { Result } from './service/perform.ts';
