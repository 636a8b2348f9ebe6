import type { Column } from '../../../contexts/publications/contract.ts';
import { trail } from '../../columns.ts';
import { href, type PageFrame, renderPage } from '../../layout.tsx';
import type { RenderedPage } from '../../page-store.ts';
import type { PortalReads } from '../../reads.ts';
import type { ColumnNode, Site } from '../../view.ts';
import { type CatalogueEntry, CataloguePage, searched } from './catalogue.tsx';
import { type Collection, collectionOf, type DatasetRoom, type PeriodRoom } from './collection.ts';
import { DatasetPage, filePath, GonePage, setPath } from './dataset.tsx';
import { dcatCatalogue, xlsxType } from './dcat.ts';
import { drawable, figuresOf, mainMeasure } from './figures.tsx';
import { comparisonSheets, csvMetadata, dictionaryCsv, flatCsv, flatSheets } from './flat-files.ts';
import { datasetEntry, datasetList } from './open-interface.ts';
import type { DatasetReads, PublicEdition } from './reads.ts';

/** Everything under /data/ and /api/open/datasets. All of it hangs on the word `data`: a release, a correction or a
 *  withdrawal of an item with a data file drops every one of these pages. */

interface Rooms {
  readonly site: Site;
  readonly reads: Pick<PortalReads, 'datasets' | 'dutiesOf'>;
  readonly tree: { readonly byId: ReadonlyMap<string, ColumnNode> };
  readonly columns: readonly Column[];
}

type FrameParts = Pick<PageFrame, 'title' | 'path' | 'crumbs'> & Partial<PageFrame>;
type FrameOf = (parts: FrameParts) => PageFrame;

interface Asked extends Rooms {
  readonly datasets: DatasetReads;
  readonly collection: Collection;
  readonly frameOf: FrameOf;
  readonly path: string;
}

const json = 'application/json; charset=utf-8';
const tags = ['data'];
const root = { name: '数据目录', path: '/data/' };

/** The area of a column in words: its own, or the first step of the way to it. */
function areaOf({ tree }: Pick<Rooms, 'tree'>, columnId: string): string {
  const node = tree.byId.get(columnId);
  return node === undefined ? '其他' : (node.area ?? trail(node)[0]!.name);
}

/** The next day by which the plan promises something in the column of a data set. */
async function nextDue({ columns, reads }: Rooms, columnId: string): Promise<string | null> {
  const leaves = columns.find(({ id }) => id === columnId)?.leaves ?? [];
  if (leaves.length === 0) return null;
  const { duties } = await reads.dutiesOf(leaves);
  const open = duties.filter(({ state }) => state === 'not-yet-due' || state === 'due');
  return open.map(({ dueOn }) => dueOn).sort()[0] ?? null;
}

async function entriesOf(rooms: Rooms, sets: readonly DatasetRoom[]): Promise<CatalogueEntry[]> {
  const columnIds = [...new Set(sets.map(({ columnId }) => columnId))];
  const due = new Map(await Promise.all(columnIds.map(async id => [id, await nextDue(rooms, id)] as const)));
  const order = [...rooms.tree.byId.keys()];
  return sets
    .map(room => ({ room, area: areaOf(rooms, room.columnId), nextDueOn: due.get(room.columnId) ?? null }))
    .sort((a, b) => order.indexOf(a.room.columnId) - order.indexOf(b.room.columnId));
}

async function cataloguePage(asked: Asked, query: string): Promise<RenderedPage> {
  const entries = await entriesOf(asked, asked.collection.sets);
  const room = { entries: query === '' ? entries : searched(entries, query), query };
  const frame = asked.frameOf({ title: root.name, path: root.path, crumbs: [{ name: root.name }] });
  return {
    body: renderPage(frame, <CataloguePage site={asked.site} room={room} />),
    tags: [...tags, 'ledger', 'day'],
  };
}

function structured({ site, datasets: _ }: Asked, room: DatasetRoom): unknown {
  const url = site.origin + href(site, setPath(room.id));
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: room.about.title,
    description: `${room.about.description}统计口径：${room.about.definition}`,
    url,
    dateModified: room.updatedAt,
    inLanguage: 'zh-CN',
    creator: { '@type': 'GovernmentOrganization', name: site.bureau },
    distribution: [
      {
        '@type': 'DataDownload',
        encodingFormat: 'text/csv',
        contentUrl: site.origin + href(site, filePath(room.id, 'all', 'csv')),
      },
    ],
  };
}

async function setPage(
  asked: Asked,
  room: DatasetRoom,
  period: string | undefined,
  measureId: string | undefined,
): Promise<RenderedPage | null> {
  const shown = room.periods.find(each => period === undefined || each.period === period);
  if (shown === undefined) return null;
  const { edition } = shown.current;
  const measures = drawable(edition.dataset);
  const measure =
    measureId === undefined ? mainMeasure(edition) : measures.find(({ id }) => id === measureId);
  if (measureId !== undefined && measure === undefined) return null;
  const figures = measure === undefined ? null : figuresOf(room, edition, measure);
  const words =
    period === undefined
      ? ''
      : `（${edition.periodWords}${measureId === undefined ? '' : `，${measure!.name}`}）`;
  const frame = asked.frameOf({
    title: `${edition.dataset.title}${words}`,
    path: setPath(room.id, period, measureId),
    crumbs: [root, { name: edition.dataset.title }],
    structured: structured(asked, room),
  });
  const page = { room, shown, figures, nextDueOn: await nextDue(asked, room.columnId) };
  return {
    body: renderPage(frame, <DatasetPage site={asked.site} page={page} />),
    tags: [...tags, 'ledger', 'day', ...room.periods.map(({ current }) => `item:${current.documentId}`)],
  };
}

function chosen(room: DatasetRoom, of: string): readonly PeriodRoom[] {
  return of === 'all' ? [...room.periods].reverse() : room.periods.filter(({ period }) => period === of);
}

/** A file of one period or of all; null where there is none of that name. */
async function fileOf(
  asked: Asked,
  room: DatasetRoom,
  of: string,
  ending: string,
): Promise<RenderedPage | null> {
  const { site, datasets } = asked;
  if (of === 'dictionary')
    return ending === 'csv'
      ? { contentType: 'text/csv; charset=utf-8', body: dictionaryCsv(room.about), tags }
      : null;
  const periods = chosen(room, of);
  if (periods.length === 0) return null;
  const editions: readonly PublicEdition[] = periods.map(({ current }) => current);
  const about = of === 'all' ? room.about : editions[0]!.edition.dataset;
  if (ending === 'csv')
    return { contentType: 'text/csv; charset=utf-8', body: flatCsv(about, editions), tags };
  if (ending === 'xlsx') {
    const sheets = [...flatSheets(about, editions), ...comparisonSheets(room, periods)];
    return { contentType: xlsxType, body: await datasets.xlsx(sheets), tags };
  }
  if (ending === 'csv-metadata.json') {
    const metadata = csvMetadata(about, {
      url: `${room.id}-${of}.csv`,
      licence: site.openData?.licenceUrl ?? '',
      publisher: site.bureau,
      modified: room.updatedAt,
    });
    return { contentType: 'application/csvm+json; charset=utf-8', body: JSON.stringify(metadata), tags };
  }
  if (of !== 'all') return { contentType: json, body: await datasets.bytes(editions[0]!.digest), tags };
  const body = JSON.stringify({
    format: 'gongkai-data-periods/1',
    dataset: room.about,
    editions: editions.map(({ edition }) => edition),
  });
  return { contentType: json, body, tags };
}

function gonePage(asked: Asked, id: string): RenderedPage {
  const { site, collection, path, frameOf } = asked;
  const catalogued = collection.sets.some(room => room.id === id) ? id : null;
  const crumbs = [root, { name: '已撤下' }];
  const frame = frameOf({ title: '该数据已撤下', path, crumbs, robots: 'noindex' });
  return { status: 410, body: renderPage(frame, <GonePage site={site} catalogued={catalogued} />), tags };
}

const goneProblem = {
  type: 'urn:gongkai:withdrawn',
  title: '该数据已撤下。',
  status: 410,
  code: 'withdrawn',
  message: '该数据已撤下。',
  advice: '撤下的原因见当时发布页面上的说明和公开日志；请删除此前取得的副本。',
};

async function interfaceAnswer(asked: Asked): Promise<RenderedPage | null> {
  const { site, collection, datasets, path } = asked;
  const address = /^\/api\/open\/datasets(?:\/([^/]+))?(?:\/([^/]+))?\/?$/.exec(path);
  if (address === null) return null;
  const [, id, period] = address;
  const answer = { contentType: json, isOpen: true, tags };
  if (id === undefined) return { ...answer, body: JSON.stringify(datasetList(site, collection.sets)) };
  if (collection.gone.has(id) || collection.gone.has(`${id}/${period}`))
    return {
      ...answer,
      status: 410,
      contentType: 'application/problem+json; charset=utf-8',
      body: JSON.stringify(goneProblem),
    };
  const room = collection.sets.find(each => each.id === id);
  if (room === undefined) return null;
  if (period === undefined) return { ...answer, body: JSON.stringify(datasetEntry(site, room)) };
  const found = room.periods.find(each => each.period === period);
  return found === undefined ? null : { ...answer, body: await datasets.bytes(found.current.digest) };
}

async function addressedPage(asked: Asked): Promise<RenderedPage | null> {
  const { collection, path } = asked;
  const id = /^\/data\/([^/]+)/.exec(path)?.[1] ?? '';
  const rest = path.slice(`/data/${id}`.length);
  const file = rest.startsWith(`/${id}-`)
    ? /^([\w-]+)\.(csv|xlsx|json|csv-metadata\.json)$/.exec(rest.slice(id.length + 2))
    : null;
  const page = /^\/?(?:([\w-]+)\/)?(?:([\w-]+)\/)?$/.exec(rest.slice(1));
  const period = file?.[1] ?? page?.[1];
  if (collection.gone.has(id) || collection.gone.has(`${id}/${period}`)) return gonePage(asked, id);
  const room = collection.sets.find(each => each.id === id);
  if (room === undefined) return null;
  if (file !== null) return fileOf(asked, room, file[1]!, file[2]!);
  return page === null ? null : setPage(asked, room, page[1], page[2]);
}

async function askedOf(rooms: Rooms, path: string, frameOf: FrameOf): Promise<Asked | null> {
  const { datasets } = rooms.reads;
  if (datasets === undefined) return null;
  return { ...rooms, datasets, frameOf, path, collection: collectionOf(await datasets.editions()) };
}

/** The page or file at a path, or null where there is none. */
export async function datasetPages(
  rooms: Rooms,
  path: string,
  frameOf: FrameOf,
): Promise<RenderedPage | null> {
  const asked = await askedOf(rooms, path, frameOf);
  if (asked === null) return null;
  if (path.startsWith('/api/')) return interfaceAnswer(asked);
  if (path === '/data/' || path === '/data') return cataloguePage(asked, '');
  if (path === '/data/catalogue.jsonld') {
    const catalogue = dcatCatalogue(rooms.site, asked.collection.sets, id => areaOf(rooms, id));
    return {
      contentType: 'application/ld+json; charset=utf-8',
      isOpen: true,
      body: JSON.stringify(catalogue),
      tags,
    };
  }
  return addressedPage(asked);
}

/** The catalogue narrowed by words: rendered for each question, never stored. */
export async function datasetSearch(rooms: Rooms, query: string, frameOf: FrameOf): Promise<string | null> {
  const asked = await askedOf(rooms, '/data/', parts => frameOf({ ...parts, robots: 'noindex' }));
  return asked === null ? null : String((await cataloguePage(asked, query)).body);
}

/** Addresses for the sitemap: the catalogue and each data set. */
export async function datasetAddresses(
  reads: Pick<PortalReads, 'datasets'>,
): Promise<{ path: string; releasedAt: string }[]> {
  if (reads.datasets === undefined) return [];
  const { sets } = collectionOf(await reads.datasets.editions());
  const latest = sets
    .map(({ updatedAt }) => updatedAt)
    .sort()
    .at(-1);
  if (latest === undefined) return [];
  const pages = sets.map(({ id, updatedAt }) => ({ path: setPath(id), releasedAt: updatedAt }));
  return [{ path: '/data/', releasedAt: latest }, ...pages];
}
