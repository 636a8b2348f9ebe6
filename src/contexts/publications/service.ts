import type { PublicationPorts } from './ports.ts';
import { publicReads } from './public-reads.ts';
import { draftingCases } from './service/drafting.ts';
import { readingCases } from './service/reading.ts';
import { releasingCases } from './service/releasing.ts';
import { reviewingCases } from './service/reviewing.ts';

/** The only door to the publications: drafting, reviewing, releasing and withdrawing items, and reading them. */
export function createPublications(ports: PublicationPorts) {
  return {
    ...draftingCases(ports),
    ...reviewingCases(ports),
    ...releasingCases(ports),
    ...readingCases(ports),
    /** What anonymous readers may see. */
    open: publicReads(ports),
  };
}

export type Publications = ReturnType<typeof createPublications>;
export type { Result } from './service/perform.ts';
