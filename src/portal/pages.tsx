import type { Column, NormativeStanding } from '../contexts/publications/contract.ts';
import { type Citation, citationWords } from '../law/citation.ts';
import { columnTree, trail, withDescendants } from './columns.ts';
import { doorOfItem, doorsAtHome, doorsOfColumn } from './doors.ts';
import { dutiesCsv } from './duties-csv.ts';
import { feedPage, sitemapFile } from './feed-files.ts';
import { robotsText } from './feeds.ts';
import {
  areaRooms,
  enforcementRooms,
  frameOf,
  inspectionRooms,
  powerRooms,
  projectRooms,
  registerRooms,
} from './framing.ts';
import { addressOf, crumbsOf, renderPage } from './layout.tsx';
import { columnFile } from './list-files.ts';
import type { RenderedPage } from './page-store.ts';
import type { Portal } from './portal.ts';
import type { PortalReads } from './reads.ts';
import { type Redirect, redirectsOf } from './redirects.ts';
import { areaPages } from './rooms/areas/pages.tsx';
import { ColumnPage } from './rooms/column.tsx';
import { datasetPages } from './rooms/datasets/pages.tsx';
import { enforcementPages } from './rooms/enforcement/pages.tsx';
import { Home } from './rooms/home.tsx';
import { inspectionPages } from './rooms/inspections/pages.tsx';
import { ItemPage, TombstonePage } from './rooms/item.tsx';
import { DutyPage, LedgerPage } from './rooms/ledger.tsx';
import { listPath } from './rooms/lists.tsx';
import { ItemLogPage, LogPage } from './rooms/log.tsx';
import { normativePage } from './rooms/normative-pages.tsx';
import { AccessibilityPage, SitemapPage } from './rooms/plain.tsx';
import { powerPages } from './rooms/powers/pages.tsx';
import { projectPages } from './rooms/projects/pages.tsx';
import { registerPages } from './rooms/registers/pages.tsx';
import { requestStatistics } from './rooms/request-statistics.tsx';
import type { RequestDesk } from './rooms/requests/desk.ts';
import { requestPages } from './rooms/requests/pages.tsx';
import type { ColumnNode, PublicItem, Site } from './view.ts';
import { minuteWords, validityWords } from './words.ts';

/** Entries on one page of a list. */
export const pageSize = 20;

export type { Portal } from './portal.ts';

export function makePortal(
  site: Site,
  columns: readonly Column[],
  reads: PortalReads,
  desk: RequestDesk | null = null,
  redirects: readonly Redirect[] = [],
): Portal {
  return { site, reads, tree: columnTree(columns), columns, desk, redirects: redirectsOf(redirects) };
}

function leavesOf(portal: Portal, node: ColumnNode): string[] {
  const ids = new Set(withDescendants(node).map(n => n.id));
  return portal.columns.filter(c => ids.has(c.id)).flatMap(c => c.leaves);
}

async function homePage(portal: Portal): Promise<RenderedPage> {
  const { site, reads, tree } = portal;
  const openness = tree.roots.find(root => root.types.includes('政府信息公开')) ?? tree.roots[0];
  const areas = [...tree.byId.values()].filter(
    node => node.area !== null && (node.parent === null || node.parent.area === null),
  );
  const blockColumns = tree.roots.filter(root => root !== openness && !areas.some(a => trail(a)[0] === root));
  const byFreshness = ['工作动态', '通知公告', '政策文件'];
  const rank = (node: ColumnNode): number => {
    const at = byFreshness.findIndex(type => node.types.includes(type) || node.name === type);
    return at === -1 ? byFreshness.length : at;
  };
  const shown = [...blockColumns].sort((a, b) => rank(a) - rank(b)).slice(0, 9);
  const blocks = await Promise.all(
    shown.map(async column => ({
      column,
      entries: (
        await reads.list(
          withDescendants(column).map(n => n.id),
          1,
          7,
        )
      ).entries,
    })),
  );
  const areaViews = await Promise.all(
    areas.map(async column => ({ column, counts: (await reads.dutiesOf(leavesOf(portal, column))).counts })),
  );
  const [ledger, log, latest, doors] = await Promise.all([
    reads.ledger(),
    reads.log(),
    reads.latest(8),
    doorsAtHome(reads),
  ]);
  const frame = frameOf(portal, {
    title: site.name,
    path: '/',
    crumbs: [],
    feed: '/feed.xml',
    structured: structuredBureau(site),
  });
  const view = {
    openness: openness?.children.slice(0, 5) ?? [],
    latest,
    // An empty column is reached through the navigation; on the home page it would only be a blank.
    blocks: blocks.filter(block => block.entries.length > 0),
    areas: areaViews,
    doors,
    ledger,
    logSize: log.size,
  };
  return {
    body: renderPage(frame, <Home site={site} view={view} />),
    tags: ['home', 'ledger', 'log', 'items', 'data'],
  };
}

async function columnPage(portal: Portal, column: ColumnNode, page: number): Promise<RenderedPage | null> {
  const { site, reads } = portal;
  const own = column.children.length === 0 ? [column.id] : withDescendants(column).map(n => n.id);
  const list = await reads.list(own, page, pageSize);
  if (page > 1 && list.entries.length === 0) return null;
  const children = await Promise.all(
    column.children.map(async child => {
      const found = await reads.list(
        withDescendants(child).map(n => n.id),
        1,
        5,
      );
      return { column: child, entries: found.entries, total: found.total };
    }),
  );
  const leaves = leavesOf(portal, column);
  const promised = leaves.length === 0 ? null : await reads.dutiesOf(leaves);
  const duties = column.children.length === 0 ? (promised?.duties ?? []) : [];
  const frame = frameOf(portal, {
    title: page === 1 ? column.name : `${column.name}（第 ${page} 页）`,
    path: listPath(column, page),
    tags: { column },
    crumbs: crumbsOf(column),
    feed: `${column.path}feed.xml`,
  });
  const also = await doorsOfColumn(reads, column.id);
  const view = { column, list, children, duties, also, counts: promised?.counts ?? null };
  const tags = ['ledger', 'day', 'data', ...withDescendants(column).map(n => `column:${n.id}`)];
  return { body: renderPage(frame, <ColumnPage site={site} view={view} />), tags };
}

function structuredBureau(site: Site): unknown {
  return {
    '@context': 'https://schema.org',
    '@type': 'GovernmentOrganization',
    name: site.bureau,
    url: addressOf(site, '/'),
    ...(site.address === '' ? {} : { address: site.address }),
    ...(site.phone === '' ? {} : { telephone: site.phone }),
    ...(site.email === '' ? {} : { email: site.email }),
  };
}

function structuredItem(site: Site, item: PublicItem, standing: NormativeStanding | null): unknown {
  return {
    '@context': 'https://schema.org',
    '@type': item.kind === 'statistics' ? 'Dataset' : 'Article',
    headline: item.title,
    name: item.title,
    datePublished: item.firstReleasedAt,
    dateModified: item.releasedAt,
    inLanguage: 'zh-CN',
    identifier: item.indexNo,
    description: item.summary === '' ? item.title : item.summary,
    publisher: { '@type': 'GovernmentOrganization', name: site.bureau },
    url: addressOf(site, item.path),
    ...(standing?.own == null ? {} : { creativeWorkStatus: validityWords[standing.own.validity] }),
  };
}

async function itemPage(portal: Portal, item: PublicItem): Promise<RenderedPage> {
  const { site, reads, tree } = portal;
  const [around, related, links, standing, shown, data] = await Promise.all([
    reads.adjacent(item),
    reads.related(item),
    reads.packageOf(item),
    reads.normative?.standing(item) ?? null,
    reads.channelsOf?.(item) ?? null,
    doorOfItem(reads, item),
  ]);
  const column = tree.byId.get(item.columnId);
  const frame = frameOf(portal, {
    title: item.title,
    path: item.path,
    tags: {
      column,
      article: {
        title: item.title,
        pubDate: minuteWords(item.releasedAt),
        source: item.metadata.source === '' ? item.unitName : item.metadata.source,
        keywords: item.metadata.keywords.join(','),
        author: item.metadata.author,
        description: item.summary,
        url: addressOf(site, item.path),
      },
    },
    crumbs: [...(column === undefined ? [] : crumbsOf(column)), { name: '正文' }],
    structured: structuredItem(site, item, standing),
  });
  const room = { item, columnName: column?.name ?? '', ...around, related, links, standing, shown, data };
  return {
    body: renderPage(frame, <ItemPage site={site} room={room} />),
    tags: [
      `item:${item.documentId}`,
      `column:${item.columnId}`,
      ...(standing?.turns === true ? ['day'] : []),
      ...(data === null ? [] : ['data']),
    ],
  };
}

async function tombstonePage(portal: Portal, path: string): Promise<RenderedPage | null> {
  const stone = await portal.reads.tombstone(path);
  if (stone === null) return null;
  const column = portal.tree.byId.get(stone.columnId);
  const frame = frameOf(portal, {
    title: '该信息已撤下',
    path,
    crumbs: [...(column === undefined ? [] : crumbsOf(column)), { name: '已撤下' }],
    robots: 'noindex',
  });
  const body = renderPage(frame, <TombstonePage site={portal.site} stone={stone} />);
  return { status: 410, body, tags: [`item:${stone.documentId}`] };
}

const cite = (citation: unknown): string => citationWords(citation as Citation);

async function ledgerPages(portal: Portal, path: string): Promise<RenderedPage | null> {
  const { site, reads } = portal;
  if (path === '/ledger/') {
    const view = await reads.ledger();
    if (view === null) return null;
    const frame = frameOf(portal, { title: '公开台账', path, crumbs: [{ name: '公开台账' }] });
    return {
      body: renderPage(frame, <LedgerPage site={site} view={view} />),
      tags: ['site', 'ledger', 'day'],
    };
  }
  if (path === '/ledger/duties.json') {
    const body = JSON.stringify({ duties: await reads.allDuties() });
    return { contentType: 'application/json; charset=utf-8', body, tags: ['site', 'ledger', 'day'] };
  }
  if (path === '/ledger/duties.csv') {
    return {
      contentType: 'text/csv; charset=utf-8',
      body: dutiesCsv(await reads.allDuties()),
      tags: ['ledger'],
    };
  }
  const id = /^\/ledger\/([0-9a-f-]{36})\.html$/.exec(path)?.[1];
  const room = id === undefined ? null : await reads.duty(id);
  if (room === null) return null;
  const frame = frameOf(portal, {
    title: room.duty.title,
    path,
    crumbs: [{ name: '公开台账', path: '/ledger/' }, { name: room.duty.title }],
  });
  return {
    body: renderPage(frame, <DutyPage site={site} room={room} cite={cite} />),
    tags: ['site', 'ledger', 'day'],
  };
}

async function logPages(portal: Portal, path: string): Promise<RenderedPage | null> {
  const { site, reads } = portal;
  if (path === '/log/') {
    const frame = frameOf(portal, { title: '公开日志', path, crumbs: [{ name: '公开日志' }] });
    return {
      body: renderPage(frame, <LogPage site={site} room={await reads.log()} />),
      tags: ['site', 'log'],
    };
  }
  const id = /^\/log\/item\/([0-9a-f-]{36})$/.exec(path)?.[1];
  const room = id === undefined ? null : await reads.actsOf(id);
  if (room === null) return null;
  const frame = frameOf(portal, {
    title: `公开记录：${room.title}`,
    path,
    crumbs: [{ name: '公开日志', path: '/log/' }, { name: '公开记录' }],
  });
  return { body: renderPage(frame, <ItemLogPage site={site} room={room} />), tags: ['log', `item:${id}`] };
}

function plainPages(portal: Portal, path: string): RenderedPage | null {
  const { site, tree } = portal;
  if (path === '/sitemap.html') {
    const frame = frameOf(portal, { title: '网站地图', path, crumbs: [{ name: '网站地图' }] });
    return { body: renderPage(frame, <SitemapPage site={site} roots={tree.roots} />), tags: [] };
  }
  if (path === '/accessibility') {
    const frame = frameOf(portal, { title: '无障碍说明', path, crumbs: [{ name: '无障碍说明' }] });
    return { body: renderPage(frame, <AccessibilityPage site={site} />), tags: [] };
  }
  if (path === '/robots.txt')
    return { contentType: 'text/plain; charset=utf-8', body: robotsText(site), tags: [] };
  return null;
}

/** The page at a path (without base path and query), or null where there is none. */
export async function pageAt(portal: Portal, path: string): Promise<RenderedPage | null> {
  if (path === '/') return homePage(portal);
  const plain = plainPages(portal, path);
  if (plain !== null) return plain;
  if (path.endsWith('/feed.xml')) return feedPage(portal, path);
  if (/\/list\.(?:json|csv)$/.test(path)) return columnFile(portal, path);
  if (path.startsWith('/sitemap')) return sitemapFile(portal, path);
  if (path.startsWith('/areas/')) return areaPages(areaRooms(portal), path);
  if (path.startsWith('/ledger/')) return ledgerPages(portal, path);
  if (path.startsWith('/log/')) return logPages(portal, path);
  if (
    (path.startsWith('/projects/') || path.startsWith('/api/open/contracting/')) &&
    portal.reads.projects !== undefined
  )
    return projectPages(projectRooms(portal, portal.reads.projects), path);
  if (/^\/(?:data|api\/open)\//.test(path))
    return datasetPages(portal, path, parts => frameOf(portal, parts));
  if (path === '/normative/') return normativePage(portal, {}, parts => frameOf(portal, parts));
  if (path.startsWith('/registers/') && portal.reads.registers !== undefined)
    return registerPages(registerRooms(portal, portal.reads.registers), path);
  if ((path.startsWith('/powers/') || path.startsWith('/guides/')) && portal.reads.powers !== undefined)
    return powerPages(powerRooms(portal, portal.reads.powers), path);
  if (path.startsWith('/inspections/') && portal.reads.inspections !== undefined)
    return inspectionPages(inspectionRooms(portal, portal.reads.inspections), path);
  if (path.startsWith('/enforcement/') && portal.reads.enforcement !== undefined)
    return enforcementPages(enforcementRooms(portal, portal.reads.enforcement), path);
  if (path.startsWith('/requests/statistics'))
    return requestStatistics(portal, path, title =>
      frameOf(portal, { title, path, crumbs: [{ name: title }] }),
    );
  if (path.startsWith('/requests') && portal.desk !== null)
    return requestPages({ ...portal, desk: portal.desk }, path);
  const listed = /^(.*\/)index_([1-9]\d{0,4})\.html$/.exec(path);
  const column = portal.tree.byPath.get(listed?.[1] ?? path);
  if (column !== undefined) return columnPage(portal, column, Number(listed?.[2] ?? 1));
  const record = /^(.*)\/v(\d{1,4})\.json$/.exec(path);
  if (record !== null) {
    const body = await portal.reads.record(`${record[1]}.html`, Number(record[2]));
    return body === null ? null : { contentType: 'application/json; charset=utf-8', body, tags: ['site'] };
  }
  if (!path.endsWith('.html')) return null;
  const item = await portal.reads.item(path);
  return item === null ? tombstonePage(portal, path) : itemPage(portal, item);
}
