import { type ColumnTree, withDescendants } from './columns.ts';
import type { RenderedPage } from './page-store.ts';
import { type Portal, pageAt } from './pages.tsx';
import type { PortalReads } from './reads.ts';
import type { ColumnNode, Site } from './view.ts';

/**
 * Sites made from the same content (站群): a county's, a section's, a column's, each with its own address and head. A
 * site shows its own items and lists; every other room is a link to the main portal, and the one address of an item
 * (`rel=canonical`) is there too.
 */

/** One row of sites.yaml. */
export interface BranchSite {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Path below the main portal, `/` first and none at the end; empty where it has a host of its own. */
  readonly prefix: string;
  /** Host without scheme and port; empty where it lies below the main portal. */
  readonly host: string;
  /** The unit whose items it shows; null: of all units. */
  readonly unit: string | null;
  /** Columns that it shows with those below them; empty: all. */
  readonly columns: readonly string[];
  readonly sponsor: string;
  readonly address: string;
  readonly phone: string;
  readonly headerLinks: Site['headerLinks'] & {};
}

export interface BranchPortal {
  readonly row: BranchSite;
  readonly portal: Portal;
}

/** The columns a site shows; parents above them stay what they are, as links to the main portal. */
export function treeOf(whole: ColumnTree, columns: readonly string[]): ColumnTree {
  if (columns.length === 0) return whole;
  const roots = columns.flatMap(id => whole.byId.get(id) ?? []);
  const all = roots.flatMap(root => withDescendants(root));
  return {
    roots,
    byId: new Map(all.map(node => [node.id, node])),
    byPath: new Map(all.map(node => [node.path, node])),
  };
}

/** Ids of the columns a site shows, a column before those below it; null: all. */
export function columnsShown(whole: ColumnTree, columns: readonly string[]): string[] | null {
  return columns.length === 0 ? null : [...treeOf(whole, columns).byId.keys()];
}

const ownRooms = ['/', '/search', '/feed.xml', '/sitemap.html', '/sitemap.xml', '/robots.txt'];

function owner(roots: readonly ColumnNode[], canSearch: boolean): (path: string) => boolean {
  return path =>
    (path === '/search' ? canSearch : ownRooms.includes(path)) ||
    /^\/sitemap-\d+\.xml$/.test(path) ||
    roots.some(root => path.startsWith(root.path));
}

/** Address of a site's home. */
export function homeOf(
  main: Pick<Site, 'origin' | 'basePath'>,
  { host, prefix }: Pick<BranchSite, 'host' | 'prefix'>,
): string {
  const origin = host === '' ? main.origin : main.origin.replace(/\/\/[^/:]+/, `//${host}`);
  return `${origin}${main.basePath}${prefix}/`;
}

/** The portal of one site. `canSearch`: false where only files answer; then the main portal's search is asked. */
export function branchOf(main: Portal, row: BranchSite, reads: PortalReads, canSearch = true): BranchPortal {
  const tree = treeOf(main.tree, row.columns);
  const { site } = main;
  const hasHost = row.host !== '';
  return {
    row,
    portal: {
      site: {
        ...site,
        name: row.name,
        bureau: row.name,
        description: row.description,
        basePath: `${site.basePath}${row.prefix}`,
        origin: new URL(homeOf(site, row)).origin,
        parentSite: { name: site.name, url: `${site.origin}${site.basePath}/` },
        sponsor: row.sponsor === '' ? site.sponsor : row.sponsor,
        organiser: row.sponsor === '' ? site.organiser : '',
        address: row.address === '' ? site.address : row.address,
        phone: row.phone === '' ? site.phone : row.phone,
        headerLinks: row.headerLinks,
        siblings: [],
        branch: {
          main: hasHost ? `${site.origin}${site.basePath}` : site.basePath,
          assets: site.basePath,
          owns: owner(tree.roots, canSearch),
        },
      },
      reads,
      tree,
      // What the plan owes is counted on the main portal.
      columns: main.columns.flatMap(each => (tree.byId.has(each.id) ? [{ ...each, leaves: [] }] : [])),
      desk: null,
      redirects: { rows: [], find: () => undefined },
    },
  };
}

/** The page of a site at a path of its own; null where it has none there. */
export async function branchPage({ portal }: BranchPortal, path: string): Promise<RenderedPage | null> {
  return portal.site.branch?.owns(path) === true && path !== '/search' ? pageAt(portal, path) : null;
}

/** The site below whose path this is, and the path inside of it. */
export function branchAt(
  branches: readonly BranchPortal[],
  path: string,
): { readonly branch: BranchPortal; readonly path: string } | null {
  const branch = branches.find(({ row }) => row.prefix !== '' && path.startsWith(`${row.prefix}/`));
  return branch === undefined ? null : { branch, path: path.slice(branch.row.prefix.length) };
}
