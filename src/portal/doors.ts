import type { PortalReads } from './reads.ts';
import { collectionOf } from './rooms/datasets/collection.ts';
import { setPath } from './rooms/datasets/dataset.tsx';
import { datasetAddresses } from './rooms/datasets/pages.tsx';
import { decisionPath, enforcementHome, enforcementStatistics } from './rooms/enforcement/lists.tsx';
import { inspectionHome, inspectionPath } from './rooms/inspections/list.tsx';
import { entryPath, listPathOf } from './rooms/powers/parts.tsx';
import type { PublicPowerList } from './rooms/powers/reads.ts';
import { projectHome, projectPath } from './rooms/projects/list.tsx';
import { entryPath as registerEntryPath, registerPath } from './rooms/registers/parts.tsx';
import type { PublicItem } from './view.ts';

/** The ways between a publication and the page that shows its data: data sets, power lists, service guides. */

export interface PageDoor {
  /** Path on the portal. */
  readonly path: string;
  readonly name: string;
}

type StructuredReads = Pick<
  PortalReads,
  'datasets' | 'powers' | 'registers' | 'enforcement' | 'inspections' | 'projects'
>;

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
  const registers = ((await reads.registers?.all()) ?? [])
    .filter(room => room.columnId === columnId)
    .map(({ released: { register, entries } }) => ({
      path: registerPath(register.id),
      name: `名录：${register.title}（${entries.length}条）`,
    }));
  const decisions =
    reads.enforcement?.columnIds.includes(columnId) === true
      ? [{ path: enforcementHome, name: '执法公示：按类别、年度、单位和内容查找' }]
      : [];
  const inspections =
    reads.inspections?.columnId === columnId && (await inspectionAddresses(reads)).length > 0
      ? [{ path: inspectionHome, name: '双随机抽查：事项清单、抽取和结果' }]
      : [];
  const projects =
    reads.projects?.columnIds.includes(columnId) === true
      ? [{ path: projectHome, name: '项目：按类别、进展和责任单位查找' }]
      : [];
  return [
    ...data,
    ...registers,
    ...decisions,
    ...inspections,
    ...projects,
    ...(reads.powers?.doorsOf(columnId) ?? []),
  ];
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
  const room = (await reads.registers?.all())?.find(each => each.documentId === documentId);
  if (room !== undefined) {
    const { id, title } = room.released.register;
    return { path: registerPath(id), name: title };
  }
  const decision = await reads.enforcement?.ofItem(documentId);
  if (decision != null) {
    const { id, documentNo } = decision.released;
    return { path: decisionPath(id), name: `执法公示：${documentNo}` };
  }
  const task = (await reads.inspections?.tasks())?.find(({ announcement, draw, results }) =>
    [announcement, draw, results].some(part => part?.itemId === documentId),
  );
  if (task !== undefined) return { path: inspectionPath(task.id), name: `双随机抽查：${task.head.title}` };
  if ((await reads.inspections?.plans())?.some(each => each.itemId === documentId))
    return { path: inspectionHome, name: '双随机抽查：事项清单、计划和历次抽查' };
  const project = (await reads.projects?.all())?.find(({ stages }) =>
    stages.some(({ itemId }) => itemId === documentId),
  );
  if (project !== undefined) return { path: projectPath(project.id), name: `项目：${project.about.title}` };
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
  const registers = ((await reads.registers?.all()) ?? []).flatMap(({ released, releasedAt }) => {
    const { id } = released.register;
    const entries = released.entries.map(({ no }) => ({ path: registerEntryPath(id, no), releasedAt }));
    return [{ path: registerPath(id), releasedAt }, ...entries];
  });
  const [latest] = (await reads.enforcement?.list({ page: 1, size: 1 }))?.rows ?? [];
  const decisions =
    latest === undefined
      ? []
      : [enforcementHome, enforcementStatistics].map(path => ({
          path,
          releasedAt: `${latest.releasedOn}T00:00:00+08:00`,
        }));
  return [
    ...(await datasetAddresses(reads)),
    ...powers,
    ...registers,
    ...decisions,
    ...(await inspectionAddresses(reads)),
    ...(await projectAddresses(reads)),
  ];
}

async function projectAddresses(reads: StructuredReads): Promise<{ path: string; releasedAt: string }[]> {
  const own = ((await reads.projects?.all()) ?? []).map(({ id, stages }) => {
    const last = Math.max(...stages.map(each => each.releasedAt.getTime()));
    return { path: projectPath(id), releasedAt: new Date(last).toISOString() };
  });
  const [first] = own;
  return first === undefined ? [] : [{ path: projectHome, releasedAt: first.releasedAt }, ...own];
}

async function inspectionAddresses(reads: StructuredReads): Promise<{ path: string; releasedAt: string }[]> {
  const tasks = (await reads.inspections?.tasks()) ?? [];
  const own = tasks.map(({ id, announcement, draw, results }) => {
    const instants = [announcement, draw, results].flatMap(part => (part === null ? [] : [part.releasedAt]));
    const last = Math.max(...instants.map(each => each.getTime()));
    return { path: inspectionPath(id), releasedAt: new Date(last).toISOString() };
  });
  const plans = ((await reads.inspections?.plans()) ?? []).map(each => each.releasedAt.toISOString());
  const [last] = [...own.map(each => each.releasedAt), ...plans].sort().reverse();
  return last === undefined ? [] : [{ path: inspectionHome, releasedAt: last }, ...own];
}

/** What there is beside the columns, for the home page; only what has something in it. */
export async function doorsAtHome(reads: StructuredReads): Promise<(PageDoor & { count: string })[]> {
  const { sets } = collectionOf((await reads.datasets?.editions()) ?? []);
  const lists = (await reads.powers?.all()) ?? [];
  const rooms = (await reads.registers?.all()) ?? [];
  const decisions = (await reads.enforcement?.list({ page: 1, size: 1 }))?.count ?? 0;
  const tasks = (await reads.inspections?.tasks()) ?? [];
  const projects = (await reads.projects?.all())?.length ?? 0;
  const guides = lists.filter(({ released }) => released.list.sort === 'guide');
  const entries = lists.reduce((sum, { released }) => sum + released.entries.length, 0) - guides.length;
  return [
    { path: '/data/', name: '数据目录', many: sets.length, count: `${sets.length}个数据集，可以下载` },
    { path: '/powers/', name: '权力和责任清单', many: entries, count: `${entries}项` },
    { path: '/registers/', name: '名录', many: rooms.length, count: `${rooms.length}个名录，可以查找和下载` },
    { path: enforcementHome, name: '执法公示', many: decisions, count: `${decisions}件决定` },
    {
      path: inspectionHome,
      name: '双随机抽查',
      many: tasks.length,
      count: `${tasks.length}次抽查，可以验证`,
    },
    { path: projectHome, name: '项目', many: projects, count: `${projects}个项目，分阶段公开` },
    { path: '/guides/', name: '办事指南', many: guides.length, count: `${guides.length}个事项` },
  ].flatMap(({ many, ...door }) => (many > 0 ? [door] : []));
}
