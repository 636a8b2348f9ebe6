import { z } from 'zod';
import { outletQuery, siteCheckQuery, taskQuery } from '../contexts/channels/contract.ts';
import { editionQuery } from '../contexts/datasets/contract.ts';
import { decisionQuery, exchangeQuery } from '../contexts/enforcement/contract.ts';
import { taskQuery as inspectionQuery, objectQuery } from '../contexts/inspections/contract.ts';
import { auditQuery } from '../contexts/log/contract.ts';
import { dutyQuery } from '../contexts/plan/contract.ts';
import { recordQuery } from '../contexts/powers/contract.ts';
import { projectQuery } from '../contexts/projects/contract.ts';
import {
  gazetteQuery,
  importReportQuery,
  itemQuery,
  normativeQuery,
  packageQuery,
} from '../contexts/publications/contract.ts';
import { entryQuery } from '../contexts/registers/contract.ts';
import { requestQuery } from '../contexts/requests/contract.ts';

/** What may stand in the address of each list. The server's own query schemas, without its defaults. */

const page = z.coerce.number().int().min(1).optional();

export const dutyFilters = dutyQuery.omit({ page: true, size: true }).extend({ page });
export type DutyFilters = z.output<typeof dutyFilters>;

export const itemFilters = itemQuery.omit({ page: true, size: true }).extend({ page });
export type ItemFilters = z.output<typeof itemFilters>;

export const packageFilters = packageQuery.omit({ page: true, size: true }).extend({ page });
export type PackageFilters = z.output<typeof packageFilters>;

export const channelTaskFilters = taskQuery.omit({ page: true, size: true }).extend({ page });
export type ChannelTaskFilters = z.output<typeof channelTaskFilters>;

export const outletFilters = outletQuery;
export type OutletFilters = z.output<typeof outletFilters>;

export const siteCheckFilters = siteCheckQuery;
export type SiteCheckFilters = z.output<typeof siteCheckFilters>;

export const normativeFilters = normativeQuery.omit({ page: true, size: true }).extend({ page });
export type NormativeFilters = z.output<typeof normativeFilters>;

export const enforcementFilters = decisionQuery.omit({ page: true, size: true }).extend({ page });
/** Of the exchange with the credit sites: a table and an organ. */
export const exchangeFilters = exchangeQuery.extend({ kind: exchangeQuery.shape.kind.unwrap().optional() });
export type ExchangeFilters = z.output<typeof exchangeFilters>;
export type EnforcementFilters = z.output<typeof enforcementFilters>;

export const inspectionFilters = inspectionQuery;
export type InspectionFilters = z.output<typeof inspectionFilters>;

export const inspectionPoolFilters = objectQuery.omit({ page: true, size: true }).extend({ page });
export type InspectionPoolFilters = z.output<typeof inspectionPoolFilters>;

export const projectFilters = projectQuery.omit({ page: true, size: true }).extend({ page });
export type ProjectFilters = z.output<typeof projectFilters>;

export const registerFilters = entryQuery.omit({ page: true, size: true }).extend({ page });
export type RegisterFilters = z.output<typeof registerFilters>;

export const powerFilters = recordQuery.omit({ page: true, size: true }).extend({ page });
export type PowerFilters = z.output<typeof powerFilters>;
export const powerSortFilter = recordQuery.pick({ sort: true });

export const gazetteFilters = gazetteQuery.omit({ page: true, size: true }).extend({ page });
export type GazetteFilters = z.output<typeof gazetteFilters>;

export const auditFilters = auditQuery.omit({ size: true });
export type AuditFilters = z.output<typeof auditFilters>;

export const importFilters = importReportQuery.omit({ page: true, size: true }).extend({ page });
export type ImportFilters = z.output<typeof importFilters>;

export const editionFilters = editionQuery.omit({ page: true, size: true }).extend({ page });
export type EditionFilters = z.output<typeof editionFilters>;

export const requestFilters = requestQuery.omit({ page: true, size: true }).extend({ page });
export type RequestFilters = z.output<typeof requestFilters>;

export const retentionFilters = z.object({ page });
export const yearFilter = z.object({ year: z.coerce.number().int().min(1990).max(2200).optional() });
export const leafFilter = z.object({ leaf: z.string().optional() });
export const staffFilters = z.object({ unit: z.string().optional(), q: z.string().optional() });
export const newItemSearch = z.object({
  duty: z.string().optional(),
  kind: z.string().optional(),
  column: z.string().optional(),
});
export const signInSearch = z.object({ back: z.string().optional() });

/**
 * Reads the search of an address by a schema. A hand-typed address with one bad filter opens the list without that
 * filter, rather than a page that says no.
 */
export function searchBy<Shape extends z.ZodObject>(schema: Shape) {
  return (search: Record<string, unknown>): z.output<Shape> => {
    const first = schema.safeParse(search);
    if (first.success) return first.data;
    const bad = new Set(first.error.issues.map(issue => String(issue.path[0])));
    const kept = Object.fromEntries(Object.entries(search).filter(([key]) => !bad.has(key)));
    return schema.parse(kept);
  };
}
