import type { PortalReads } from './reads.ts';
import { collectionOf } from './rooms/datasets/collection.ts';
import { setPath } from './rooms/datasets/dataset.tsx';
import { datasetAddresses } from './rooms/datasets/pages.tsx';
import { entryPath, listPathOf } from './rooms/powers/parts.tsx';
import type { PublicPowerList } from './rooms/powers/reads.ts';
import type { PublicItem } from './view.ts';

/** The ways between a publication and the page that shows its data: data sets, power lists, service guides. */

export interface PageDoor {
  /** Path on the portal. */
  readonly path: string;
  readonly name: string;
}

type StructuredReads = Pick<PortalReads, 'datasets' | 'powers'>;

function powerDoor({ released }: PublicPowerList): PageDoor {
  const { sort, title } = released.list;
  const [first] = released.entries;
  return sort === 'guide' && first !== undefined
    ? { path: entryPath('guide', first.code), name: first.name }
    : { path: listPathOf(sort), name: title };
}

/** Pages with the released data of a column. */
export async function doorsOfColumn(reads: StructuredReads, columnId: string): Promise<PageDoor[]> {
  const { sets } = collectionOf((await reads.datasets?.editions()) ?? []);
  const own = sets.filter(room => room.columnId === columnId);
  const data = own.map(({ id, about }) => ({ path: setPath(id), name: `数据：${about.title}` }));
  return [...data, ...(reads.powers?.doorsOf(columnId) ?? [])];
}

/** The page that shows the data of this item; null where it carries none that is shown now. */
export async function doorOfItem(
  reads: StructuredReads,
  { documentId, attachments }: Pick<PublicItem, 'documentId' | 'attachments'>,
): Promise<PageDoor | null> {
  if (!attachments.some(({ name }) => name === 'data.json')) return null;
  const edition = (await reads.datasets?.editions())?.find(
    each => each.documentId === documentId && each.standing === 'live',
  );
  if (edition !== undefined) {
    const { dataset, period, periodWords } = edition.edition;
    return { path: setPath(dataset.id, period), name: `${dataset.title}（${periodWords}）` };
  }
  const list = (await reads.powers?.all())?.find(each => each.documentId === documentId);
  return list === undefined ? null : powerDoor(list);
}

/** Addresses for the sitemap, each with the instant it last changed. */
export async function structuredAddresses(
  reads: StructuredReads,
): Promise<{ path: string; releasedAt: string }[]> {
  const lists = (await reads.powers?.all()) ?? [];
  const powers = lists.flatMap(list => {
    const { releasedAt, released } = list;
    const { sort } = released.list;
    const entries = released.entries.map(({ code }) => ({ path: entryPath(sort, code), releasedAt }));
    return sort === 'guide' ? entries : [{ path: listPathOf(sort), releasedAt }, ...entries];
  });
  return [...(await datasetAddresses(reads)), ...powers];
}

/** What there is beside the columns, for the home page; only what has something in it. */
export async function doorsAtHome(reads: StructuredReads): Promise<(PageDoor & { count: string })[]> {
  const { sets } = collectionOf((await reads.datasets?.editions()) ?? []);
  const lists = (await reads.powers?.all()) ?? [];
  const guides = lists.filter(({ released }) => released.list.sort === 'guide');
  const entries = lists.reduce((sum, { released }) => sum + released.entries.length, 0) - guides.length;
  return [
    { path: '/data/', name: '数据目录', many: sets.length, count: `${sets.length}个数据集，可以下载` },
    { path: '/powers/', name: '权力和责任清单', many: entries, count: `${entries}项` },
    { path: '/guides/', name: '办事指南', many: guides.length, count: `${guides.length}个事项` },
  ].flatMap(({ many, ...door }) => (many > 0 ? [door] : []));
}
