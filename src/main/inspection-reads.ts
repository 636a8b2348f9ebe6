import type { InspectionReads } from '../portal/rooms/inspections/reads.ts';
import type { Product } from './compose.ts';

/** Random inspection for the portal; what was withdrawn is gone from here in the same moment. */
export function inspectionReads({ inspections, pack }: Product): InspectionReads {
  const { open } = inspections;
  return { tasks: open.tasks, plans: open.plans, columnId: pack.inspections.column };
}
