import type { SearchQuery } from '../contexts/search/contract.ts';
import type { Problem } from '../platform/http/kit.ts';
import { enforcementRooms, frameOf, powerRooms, projectRooms, registerRooms } from './framing.ts';
import { renderPage } from './layout.tsx';
import type { RenderedPage } from './page-store.ts';
import type { Portal } from './portal.ts';
import { CalculatorPage, type CalculatorQuestion } from './rooms/calculator.tsx';
import { datasetSearch } from './rooms/datasets/pages.tsx';
import { decisionsFound } from './rooms/enforcement/pages.tsx';
import type { decisionFilterOf } from './rooms/enforcement/reads.ts';
import { type NormativeFilter, normativePage } from './rooms/normative-pages.tsx';
import { ProblemPage } from './rooms/plain.tsx';
import { foundPage, guidesPage } from './rooms/powers/pages.tsx';
import type { Filter } from './rooms/powers/reads.ts';
import { projectsFound } from './rooms/projects/pages.tsx';
import type { ProjectFilter } from './rooms/projects/reads.ts';
import { registerFound } from './rooms/registers/pages.tsx';
import { SearchPage } from './rooms/search.tsx';
import { OnlineOnly, StaticSearch } from './rooms/static-pages.tsx';

/** Pages that answer a question or tell of a problem: rendered each time, never stored. Beside them, what an exported
 *  portal has in their place. */

/** The data sets in which words occur: rendered for each question, never stored. */
export function dataSearchPage(portal: Portal, query: string): Promise<string | null> {
  return datasetSearch(portal, query, parts => frameOf(portal, parts));
}

/** The consolidated list, narrowed: rendered for each question, never stored. */
export async function normativeListPage(portal: Portal, filter: NormativeFilter): Promise<string | null> {
  const page = await normativePage(portal, filter, parts => frameOf(portal, { ...parts, robots: 'noindex' }));
  return page === null ? null : String(page.body);
}

/** What a question finds in a register: rendered for each question, never stored. */
export async function registerFoundPage(portal: Portal, id: string, query: unknown): Promise<string | null> {
  const { registers } = portal.reads;
  return registers === undefined ? null : registerFound(registerRooms(portal, registers), id, query);
}

/** Enforcement decisions that a question finds: rendered for each question, never stored. */
export async function decisionsFoundPage(
  portal: Portal,
  asked: ReturnType<typeof decisionFilterOf>,
): Promise<string | null> {
  const { enforcement } = portal.reads;
  return enforcement === undefined ? null : decisionsFound(enforcementRooms(portal, enforcement), asked);
}

/** Projects that a question finds: rendered for each question, never stored. */
export async function projectsFoundPage(portal: Portal, filter: ProjectFilter): Promise<string | null> {
  const { projects } = portal.reads;
  return projects === undefined ? null : projectsFound(projectRooms(portal, projects), filter);
}

/** Powers or guides that a question finds: rendered for each question, never stored. */
export async function powersFoundPage(
  portal: Portal,
  what: 'powers' | 'guides',
  filter: Filter,
): Promise<string | null> {
  const { powers } = portal.reads;
  if (powers === undefined) return null;
  const rooms = powerRooms(portal, powers);
  return what === 'powers' ? foundPage(rooms, filter) : String((await guidesPage(rooms, filter)).body);
}

/** The search page: rendered for each question, never stored. */
export async function searchPage(portal: Portal, query: SearchQuery): Promise<string> {
  const { site, reads, tree } = portal;
  const answer = await reads.search(query);
  const unitNames = (await reads.unitNames?.()) ?? new Map<string, string>();
  const frame = frameOf(portal, {
    title: query.q === '' ? '搜索' : `“${query.q}”的搜索结果`,
    path: '/search',
    crumbs: [{ name: '搜索' }],
    robots: 'noindex',
  });
  const items = answer.hits.filter(hit => hit.subjectKind === 'document');
  const marks = (await reads.normative?.marks(items.map(hit => hit.subjectId))) ?? new Map();
  return renderPage(
    frame,
    <SearchPage site={site} answer={answer} tree={tree} unitNames={unitNames} marks={marks} />,
  );
}

/** The search page of an exported portal. */
export function staticSearchPage(portal: Portal, script: string, index: string): RenderedPage {
  const { site } = portal;
  const frame = frameOf(portal, {
    title: '搜索',
    path: '/search',
    crumbs: [{ name: '搜索' }],
    robots: 'noindex',
    moreScript: script,
  });
  return { body: renderPage(frame, <StaticSearch site={site} index={index} />), tags: ['site'] };
}

/** In an exported portal, what stands where only the running service could answer. */
export function onlineOnlyPage(portal: Portal, path: string): RenderedPage {
  const title = '此功能须在线办理';
  const frame = frameOf(portal, { title, path, crumbs: [{ name: title }], robots: 'noindex' });
  return { body: renderPage(frame, <OnlineOnly site={portal.site} />), tags: ['site'] };
}

export async function calculatorPage(portal: Portal, question: CalculatorQuestion): Promise<string> {
  const frame = frameOf(portal, {
    title: '期限计算器',
    path: '/calculator',
    crumbs: [{ name: '期限计算器' }],
  });
  const calendar = await portal.reads.calendar();
  return renderPage(frame, <CalculatorPage site={portal.site} calendar={calendar} question={question} />);
}

/** Plain Chinese for 404, 410, 500 and refusals met by a person. */
export function problemPage(portal: Portal, problem: Problem, path: string): string {
  const title = problem.status === 404 ? '没有找到这个页面' : '操作没有完成';
  const frame = frameOf(portal, { title, path, crumbs: [], robots: 'noindex' });
  return renderPage(frame, <ProblemPage site={portal.site} problem={problem} />);
}
