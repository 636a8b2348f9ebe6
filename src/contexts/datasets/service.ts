import type { DatasetPorts } from './ports.ts';
import { collectingCases } from './service/collecting.ts';
import { importingCases } from './service/importing.ts';
import { publishingCases } from './service/publishing.ts';
import { readingCases } from './service/reading.ts';

/** The only door to the data sets: filling, consolidating, drafting, and what became of the drafts. */
export function createDatasets(ports: DatasetPorts) {
  return {
    ...readingCases(ports),
    ...collectingCases(ports),
    ...importingCases(ports),
    ...publishingCases(ports),
  };
}

export type Datasets = ReturnType<typeof createDatasets>;
