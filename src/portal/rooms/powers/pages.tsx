import { isPowerKind, isSort, powerKinds, type Sort } from '../../../contexts/powers/contract.ts';
import { href, type PageFrame, renderPage } from '../../layout.tsx';
import type { RenderedPage } from '../../page-store.ts';
import type { Site } from '../../view.ts';
import { GuidePage, GuidesPage, PowerEntryPage } from './guides.tsx';
import { FoundPage, PowerListPage, PowersIndex } from './lists.tsx';
import { entryPath, listPathOf } from './parts.tsx';
import { type Filter, matches, type PowerReads, type PublicPowerList } from './reads.ts';

/** Which page of lists and guides stands at which address. */

export interface PowerRooms {
  readonly site: Site;
  readonly powers: PowerReads;
  frameOf(parts: Pick<PageFrame, 'title' | 'path' | 'crumbs'> & { readonly robots?: string }): PageFrame;
}

const powersCrumb = { name: '权力和责任清单', path: '/powers/' };
const guidesCrumb = { name: '办事指南', path: '/guides/' };

function unitsOf(lists: readonly PublicPowerList[]): string[] {
  return [...new Set(lists.flatMap(list => list.released.entries.map(entry => entry.unitName)))].sort();
}

const tagsOf = ({ powers }: PowerRooms) => ['items', 'site', ...powers.columnIds.map(id => `column:${id}`)];

const isGuide = (list: PublicPowerList) => list.released.list.sort === 'guide';

async function listPage(rooms: PowerRooms, sort: Sort): Promise<RenderedPage | null> {
  const { site, powers } = rooms;
  const list = (await powers.all()).find(each => each.released.list.sort === sort);
  if (list === undefined) return null;
  const { title } = list.released.list;
  const frame = rooms.frameOf({ title, path: listPathOf(sort), crumbs: [powersCrumb, { name: title }] });
  const versions = await powers.versions(list.documentId);
  return {
    body: renderPage(frame, <PowerListPage site={site} list={list} versions={versions} />),
    tags: tagsOf(rooms),
  };
}

async function entryPage(rooms: PowerRooms, sort: Sort, code: string): Promise<RenderedPage | null> {
  const { site, powers } = rooms;
  const list = (await powers.all()).find(each => each.released.list.sort === sort);
  const entry = list?.released.entries.find(each => each.code === code);
  if (list === undefined || entry === undefined) return null;
  const frame = rooms.frameOf({
    title: entry.name,
    path: entryPath(sort, code),
    crumbs: [powersCrumb, { name: list.released.list.title, path: listPathOf(sort) }, { name: entry.name }],
  });
  return {
    body: renderPage(frame, <PowerEntryPage site={site} list={list} code={code} />),
    tags: tagsOf(rooms),
  };
}

/** The library is loaded when the first code is drawn. */
async function qrOf(address: string): Promise<string> {
  const { default: qrcode } = await import('qrcode');
  return qrcode.toString(address, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
}

async function guidePage(rooms: PowerRooms, code: string): Promise<RenderedPage | null> {
  const { site, powers } = rooms;
  const list = (await powers.all()).find(each => isGuide(each) && each.released.entries[0]?.code === code);
  const entry = list?.released.entries[0];
  if (list === undefined || entry === undefined) return null;
  const path = entryPath('guide', code);
  const frame = rooms.frameOf({ title: entry.name, path, crumbs: [guidesCrumb, { name: entry.name }] });
  const address = site.origin + href(site, path);
  const [qr, versions] = await Promise.all([qrOf(address), powers.versions(list.documentId)]);
  const room = { list, versions, qr, address };
  return { body: renderPage(frame, <GuidePage site={site} room={room} />), tags: tagsOf(rooms) };
}

async function indexPage(rooms: PowerRooms): Promise<RenderedPage> {
  const lists = (await rooms.powers.all()).filter(list => !isGuide(list));
  const frame = rooms.frameOf({
    title: powersCrumb.name,
    path: '/powers/',
    crumbs: [{ name: powersCrumb.name }],
  });
  const room = { lists, units: unitsOf(lists) };
  return { body: renderPage(frame, <PowersIndex site={rooms.site} room={room} />), tags: tagsOf(rooms) };
}

/** Guides, all of them or those that a question finds. */
export async function guidesPage(rooms: PowerRooms, filter: Filter): Promise<RenderedPage> {
  const { site, powers } = rooms;
  const all = (await powers.all()).filter(isGuide);
  const guides = all.filter(list => list.released.entries.some(entry => matches(entry, filter)));
  const isNarrowed = filter.q !== undefined || filter.unit !== undefined;
  const frame = rooms.frameOf({
    title: guidesCrumb.name,
    path: '/guides/',
    crumbs: [{ name: guidesCrumb.name }],
    ...(isNarrowed ? { robots: 'noindex' } : {}),
  });
  const room = { guides, filter, isNarrowed, units: unitsOf(all) };
  return { body: renderPage(frame, <GuidesPage site={site} {...room} />), tags: tagsOf(rooms) };
}

/** Entries of every kind of power that a question finds; rendered for each question, never stored. */
export async function foundPage(rooms: PowerRooms, filter: Filter): Promise<string> {
  const { site, powers } = rooms;
  const lists = (await powers.all()).filter(list => isPowerKind(list.released.list.sort));
  const hits = lists
    .filter(list => filter.kind === undefined || list.released.list.sort === filter.kind)
    .flatMap(list =>
      list.released.entries
        .filter(entry => matches(entry, filter))
        .map(entry => ({ sort: list.released.list.sort, entry })),
    );
  const title = '查找权责事项';
  const frame = rooms.frameOf({
    title,
    path: '/powers/list',
    crumbs: [powersCrumb, { name: '查找' }],
    robots: 'noindex',
  });
  const room = {
    title,
    action: '/powers/list',
    home: '/powers/',
    filter,
    units: unitsOf(lists),
    kinds: powerKinds,
    hits,
  };
  return renderPage(frame, <FoundPage site={site} {...room} />);
}

/** The page at a path below /powers/ or /guides/, or null where there is none. */
export async function powerPages(rooms: PowerRooms, path: string): Promise<RenderedPage | null> {
  if (path === '/powers/') return indexPage(rooms);
  if (path === '/guides/') return guidesPage(rooms, {});
  const guide = /^\/guides\/([A-Za-z0-9-]{2,40})\.html$/.exec(path)?.[1];
  if (guide !== undefined) return guidePage(rooms, guide);
  const [, sort = '', code] = /^\/powers\/([a-z]+)\/(?:([A-Za-z0-9-]{2,40})\.html)?$/.exec(path) ?? [];
  if (!isSort(sort) || sort === 'guide') return null;
  return code === undefined ? listPage(rooms, sort) : entryPage(rooms, sort, code);
}
