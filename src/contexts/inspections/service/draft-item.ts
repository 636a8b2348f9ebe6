import type { Actor } from '../../organisation/contract.ts';
import type { InspectionItem, InspectionsPack, ReleasedItem } from '../contract.ts';
import type { InspectionPorts } from '../ports.ts';

/** What every publication of random inspection shares: the item it is written into, an item of the list as the public sees it. */

interface Kept {
  readonly itemId: string;
  readonly withdrawnAt: Date | null;
}

/** The item to write into: the one that is kept while it lives; else a draft that a broken attempt left; else a new one (null). */
export async function itemFor(
  ports: Pick<InspectionPorts, 'openItemTitled' | 'itemStanding'>,
  actor: Actor,
  { kept, columnId, title }: { readonly kept: Kept | undefined; columnId: string; title: string },
): Promise<{ readonly itemId: string | null; readonly isUnderReview: boolean }> {
  if (kept === undefined)
    return { itemId: await ports.openItemTitled(actor, columnId, title), isUnderReview: false };
  const standing = await ports.itemStanding(actor, kept.itemId);
  const ended = standing === 'ended' || kept.withdrawnAt !== null;
  return { itemId: ended ? null : kept.itemId, isUnderReview: standing === 'under-review' };
}

export function shownItem({ pools }: InspectionsPack, item: InspectionItem): ReleasedItem {
  const { code, category, name, pool, weight, sharePercent, frequency, methods, basis } = item;
  const poolName = pools.find(each => each.id === pool)?.name ?? pool;
  return { code, category, name, poolName, weight, sharePercent, frequency, methods, basis };
}

/** Where something stands that goes out as an item. */
export function standingOf(out: {
  readonly released: unknown;
  readonly withdrawnAt: Date | null;
}): 'released' | 'withdrawn' | 'proposed' {
  if (out.released !== null) return 'released';
  return out.withdrawnAt === null ? 'proposed' : 'withdrawn';
}
