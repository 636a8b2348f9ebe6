import { sql } from 'kysely';
import { htmlText } from '../contexts/publications/sanitise.ts';
import type { Product } from './compose.ts';
import { searchable } from './reactions.ts';

/** Items that are asked for at once. */
const pageSize = 500;

/**
 * Writes the search anew from what is public: items, texts of their attachments, entries of their lists and registers.
 * The oldest release first, so that of two editions of one register the newer one stands at the end.
 */
export async function reindexEverything(
  { publications, search, partsOf }: Pick<Product, 'publications' | 'search' | 'partsOf'>,
  onFault: (path: string, error: unknown) => void,
): Promise<{ indexed: number; removed: number; failed: number }> {
  const { open } = publications;
  const items: { readonly id: string; readonly path: string; readonly releasedAt: Date }[] = [];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof open.livePage>> = await open.livePage(after, pageSize);
    items.push(...page.map(({ id, path, releasedAt }) => ({ id, path, releasedAt })));
    if (page.length < pageSize) break;
    after = page.at(-1)!.id;
  }
  items.sort((a, b) => a.releasedAt.getTime() - b.releasedAt.getTime());
  const paths = new Map(items.map(({ id, path }) => [id, path]));
  return search.reindex(
    items.map(({ id }) => ({ kind: 'document', id })),
    async (trx, { id }) => {
      // A withdrawal waits here, and then takes out what was written.
      await sql`select 1 from document where id = ${id}::uuid for update`.execute(trx);
      const item = await open.liveItem(paths.get(id)!);
      if (item === null) return undefined;
      const parts = await partsOf({ documentId: id, path: item.path, attachments: item.attachments });
      return { ...searchable({ ...item, documentId: id }, htmlText(item.bodyHtml)), parts };
    },
    ({ id }, error) => onFault(paths.get(id) ?? id, error),
  );
}
