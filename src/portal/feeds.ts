import { Feed } from 'feed';
import { addressOf, href } from './layout.tsx';
import type { ColumnNode, ListEntry, Site } from './view.ts';
import { validityMarks } from './words.ts';

/** Atom feed of a list, newest first. */
export function atomFeed(site: Site, title: string, path: string, entries: readonly ListEntry[]): string {
  const address = (p: string): string => addressOf(site, p);
  const newest = entries[0];
  const feed = new Feed({
    id: address(path),
    title: `${title}-${site.name}`,
    link: address(path),
    language: 'zh-CN',
    copyright: site.sponsor,
    updated: newest === undefined ? new Date(0) : new Date(newest.releasedAt),
    feedLinks: { atom: address(`${path}feed.xml`) },
    generator: 'Gongkai',
  });
  for (const entry of entries) {
    feed.addItem({
      id: address(entry.path),
      link: address(entry.path),
      title:
        entry.validity === undefined ? entry.title : `【${validityMarks[entry.validity]}】${entry.title}`,
      description: entry.summary,
      date: new Date(entry.releasedAt),
      published: new Date(entry.releasedAt),
      author: [{ name: entry.unitName }],
    });
  }
  return feed.atom1();
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, c => escapes[c] ?? c);

/** Number of item addresses in one sitemap file; the protocol allows 50 000. */
export const sitemapPartSize = 20_000;

export function sitemapIndex(site: Site, parts: number): string {
  const rows = Array.from({ length: parts }, (_, at) => {
    const address = addressOf(site, `/sitemap-${at + 1}.xml`);
    return `<sitemap><loc>${escapeXml(address)}</loc></sitemap>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${rows.join('')}</sitemapindex>\n`;
}

export function sitemapPart(
  site: Site,
  columns: readonly Pick<ColumnNode, 'path'>[],
  items: readonly { path: string; releasedAt: string }[],
): string {
  const row = (path: string, at?: string): string =>
    `<url><loc>${escapeXml(addressOf(site, path))}</loc>${at === undefined ? '' : `<lastmod>${at}</lastmod>`}</url>`;
  const rows = [...columns.map(c => row(c.path)), ...items.map(i => row(i.path, i.releasedAt))];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${rows.join('')}</urlset>\n`;
}

/** What crawlers are asked to leave alone: staff, questions, and pages that somebody fills in. */
const closed = [
  '/console/',
  '/api/',
  '/preview/',
  '/search',
  '/requests/apply',
  '/requests/correction',
  '/requests/receipt',
  '/requests/status',
];

export function robotsText(site: Site): string {
  const sitemap = `Sitemap: ${addressOf(site, '/sitemap.xml')}`;
  const open = `Allow: ${href(site, '/api/open/')}`;
  const branches = (site.siblings ?? []).map(
    ({ url }) => `Sitemap: ${new URL(url, site.origin).href}sitemap.xml`,
  );
  const shut = closed.map(path => `Disallow: ${href(site, path)}`);
  return ['User-agent: *', open, ...shut, sitemap, ...branches, ''].join('\n');
}
