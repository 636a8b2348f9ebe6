/** Addresses of our website: as the public writes them, and where they are fetched. */

export interface SiteBase {
  /** Scheme, host and base path under which the public reaches the portal, without a slash at the end. */
  readonly publicBase: string;
  /** The same for whoever fetches from here; may be another. */
  readonly fetchBase: string;
}

export type Resolved =
  | { readonly kind: 'inside'; readonly path: string }
  | { readonly kind: 'outside'; readonly address: string };

function below(base: URL, url: URL): string | null {
  const folder = base.pathname.replace(/\/$/, '');
  if (url.origin !== base.origin) return null;
  if (url.pathname === folder) return `/${url.search}`;
  if (!url.pathname.startsWith(`${folder}/`)) return null;
  return `${url.pathname.slice(folder.length)}${url.search}`;
}

/** What an address on a page of ours leads to; null for mail, telephone and scripts, and for what is no address. */
export function resolveAddress(site: SiteBase, given: string, from: string): Resolved | null {
  let url: URL;
  try {
    url = new URL(given.trim(), `${site.publicBase}${from}`);
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.hash = '';
  const path = below(new URL(site.publicBase), url) ?? below(new URL(site.fetchBase), url);
  return path === null ? { kind: 'outside', address: url.href } : { kind: 'inside', path };
}

/** Paths on the portal that a sitemap or its index names. */
export function sitemapPaths(site: SiteBase, text: string): string[] {
  return [...text.matchAll(/<loc>\s*([^<]+?)\s*<\/loc>/g)].flatMap(([, loc]) => {
    const found = resolveAddress(site, loc!.replaceAll('&amp;', '&'), '/');
    return found?.kind === 'inside' ? [found.path] : [];
  });
}

/** Host without port, as the META tag SiteDomain names it. */
export function hostOf(site: SiteBase): string {
  return new URL(site.publicBase).hostname;
}
