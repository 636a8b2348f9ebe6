import { withDescendants } from './columns.ts';
import { structuredAddresses } from './doors.ts';
import { atomFeed, sitemapIndex, sitemapPart, sitemapPartSize } from './feeds.ts';
import type { RenderedPage } from './page-store.ts';
import type { Portal } from './portal.ts';
import { areaAddresses } from './rooms/areas/pages.tsx';

/** Feeds and sitemap: what is public, for programs that come by. */

/** The Atom feed of the site or of a column; null where there is no such column. */
export async function feedPage(portal: Portal, path: string): Promise<RenderedPage | null> {
  const { site, reads, tree } = portal;
  const contentType = 'application/atom+xml; charset=utf-8';
  const folder = path.slice(0, -'feed.xml'.length);
  if (folder === '/') {
    const body = atomFeed(site, '最新公开', '/', await reads.latest(50));
    return { contentType, body, tags: ['site'] };
  }
  const column = tree.byPath.get(folder);
  if (column === undefined) return null;
  const nodes = withDescendants(column);
  const list = await reads.list(
    nodes.map(n => n.id),
    1,
    50,
  );
  const body = atomFeed(site, column.name, column.path, list.entries);
  return { contentType, body, tags: nodes.map(n => `column:${n.id}`) };
}

/** The sitemap's index or one of its parts. */
export async function sitemapFile(portal: Portal, path: string): Promise<RenderedPage | null> {
  const contentType = 'application/xml; charset=utf-8';
  const { site, reads, tree } = portal;
  if (path === '/sitemap.xml') {
    const parts = Math.max(1, Math.ceil((await reads.publicItemCount()) / sitemapPartSize));
    return { contentType, body: sitemapIndex(site, parts), tags: ['site'] };
  }
  const part = Number(/^\/sitemap-(\d{1,4})\.xml$/.exec(path)?.[1] ?? 0);
  if (part < 1) return null;
  const data = part === 1 ? await structuredAddresses(reads) : [];
  const items = await reads.sitemapItems(part, sitemapPartSize);
  if (items.length === 0 && part > 1) return null;
  const nodes = [...tree.byId.values()];
  const areas = part === 1 ? (await areaAddresses({ reads, nodes })).map(at => ({ path: at })) : [];
  const columns = part === 1 ? [...nodes, ...areas] : [];
  return { contentType, body: sitemapPart(site, columns, [...data, ...items]), tags: ['site'] };
}
