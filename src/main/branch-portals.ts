import { type BranchPortal, type BranchSite, branchOf, columnsShown } from '../portal/branch.ts';
import type { Portal } from '../portal/portal.ts';
import type { Product } from './compose.ts';
import { scopedReads } from './portal-reads.ts';

/** The sites of sites.yaml over the content of the main portal. */
export function branchPortals(
  product: Product,
  main: Portal,
  rows: readonly BranchSite[],
  canSearch = true,
): BranchPortal[] {
  return rows.map(row => {
    const columnIds = columnsShown(main.tree, row.columns);
    return branchOf(main, row, scopedReads(product, { columnIds, unitId: row.unit }), canSearch);
  });
}
