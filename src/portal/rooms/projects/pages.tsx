import type { PublicProject } from '../../../contexts/projects/service.ts';
import { sheetCsv } from '../../../platform/sheets.ts';
import { addressOf, type PageFrame, renderPage } from '../../layout.tsx';
import type { RenderedPage } from '../../page-store.ts';
import type { Site } from '../../view.ts';
import { contractingPath, ProjectList, projectHome, projectList, projectPath } from './list.tsx';
import { ProjectPage, processPath } from './project.tsx';
import { type ProjectFilter, type ProjectReads, paidYuan, standingOf, standingWords } from './reads.ts';

/** Which page of projects stands at which address. */

export interface ProjectRooms {
  readonly site: Site;
  readonly projects: ProjectReads;
  frameOf(parts: Pick<PageFrame, 'title' | 'path' | 'crumbs'> & { readonly robots?: string }): PageFrame;
}

const home = { name: '项目', path: projectHome };

/** What is late turns with the day. */
const tagsOf = ({ projects }: ProjectRooms) => [
  ...['items', 'site', 'day'],
  ...projects.columnIds.map(id => `column:${id}`),
];

const heads = [
  ...['项目编号', '项目名称', '类别', '领域', '项目单位', '责任单位', '资金来源'],
  ...['计划金额（元）', '已支付（元）', '已公开阶段', '最近阶段', '最近阶段日期', '进展'],
];
const cells = (project: PublicProject): (string | number)[] => {
  const { about, stages } = project;
  const last = stages.at(-1)?.released.stage;
  return [
    ...[about.code, about.title, about.kindName, about.area, about.organ, about.unitName, about.funding],
    ...[about.plannedYuan, paidYuan(project) ?? '', stages.length, last?.name ?? '', last?.on ?? ''],
    standingWords[standingOf(project)],
  ];
};

async function listFile(rooms: ProjectRooms, form: string): Promise<RenderedPage> {
  const all = await rooms.projects.all();
  const sheet = { name: '项目', heads, rows: all.map(cells) };
  const open = { tags: tagsOf(rooms), isOpen: true };
  if (form === 'csv') return { ...open, contentType: 'text/csv; charset=utf-8', body: sheetCsv(sheet) };
  if (form === 'xlsx')
    return {
      ...open,
      contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      body: Buffer.from(await rooms.projects.xlsx(sheet)),
    };
  const projects = all.map(({ about, stages }) => ({
    ...about,
    stages: stages.map(({ released, releasedOn }) => ({ ...released.stage, releasedOn })),
  }));
  return { ...open, contentType: 'application/json; charset=utf-8', body: JSON.stringify({ projects }) };
}

async function contractingFile(rooms: ProjectRooms, path: string, id: string | null) {
  const { site, projects } = rooms;
  const head = {
    ...{ uri: addressOf(site, path), publisher: site.bureau },
    policy: addressOf(site, projectHome),
  };
  const found = await projects.contracting(head, each => addressOf(site, each), id);
  if (found === null) return null;
  const contentType = 'application/json; charset=utf-8';
  return { contentType, body: JSON.stringify(found), tags: tagsOf(rooms), isOpen: true };
}

/** Projects that a question finds: rendered for each question, never stored. */
export async function projectsFound(rooms: ProjectRooms, filter: ProjectFilter): Promise<string> {
  const { site, projects } = rooms;
  const crumbs = [home, { name: '查找' }];
  const frame = rooms.frameOf({ title: '查找项目', path: projectList, crumbs, robots: 'noindex' });
  const all = await projects.all();
  return renderPage(frame, <ProjectList site={site} all={all} filter={filter} kinds={projects.kinds} />);
}

/** The page at a path below /projects/ or /api/open/contracting/, or null where there is none. */
export async function projectPages(rooms: ProjectRooms, path: string): Promise<RenderedPage | null> {
  const { site, projects } = rooms;
  if (path === projectHome) {
    const frame = rooms.frameOf({ title: home.name, path, crumbs: [{ name: home.name }] });
    const page = <ProjectList site={site} all={await projects.all()} filter={{}} kinds={projects.kinds} />;
    return { body: renderPage(frame, page), tags: tagsOf(rooms) };
  }
  const form = /^\/projects\/projects\.(csv|xlsx|json)$/.exec(path)?.[1];
  if (form !== undefined) return listFile(rooms, form);
  if (path === contractingPath) return contractingFile(rooms, path, null);
  const process = /^\/api\/open\/contracting\/([0-9a-f-]{36})\.json$/.exec(path)?.[1];
  if (process !== undefined) return contractingFile(rooms, processPath(process), process);
  const id = /^\/projects\/([0-9a-f-]{36})\.html$/.exec(path)?.[1];
  const project = id === undefined ? null : await projects.one(id);
  if (project === null) return null;
  const { title } = project.about;
  const frame = rooms.frameOf({ title, path: projectPath(project.id), crumbs: [home, { name: title }] });
  return {
    body: renderPage(frame, <ProjectPage site={site} project={project} />),
    tags: [...tagsOf(rooms), ...project.stages.map(({ itemId }) => `item:${itemId}`)],
  };
}
