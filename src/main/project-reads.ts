import { sheetXlsx } from '../platform/sheets.ts';
import type { ProjectReads } from '../portal/rooms/projects/reads.ts';
import type { Product } from './compose.ts';

/** Projects for the portal; a stage that was withdrawn is gone from here in the same moment. */
export function projectReads({ projects, pack }: Product): ProjectReads {
  const { kinds } = pack.projects;
  return {
    ...projects.open,
    xlsx: sheetXlsx,
    kinds: kinds.map(({ id, name }) => ({ id, name })),
    columnIds: [...new Set(kinds.map(({ column }) => column))],
  };
}
