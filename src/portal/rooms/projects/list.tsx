import type { PublicProject } from '../../../contexts/projects/service.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { UnitChoice } from '../unit-choice.tsx';
import {
  matches,
  type ProjectFilter,
  type ProjectReads,
  paidYuan,
  standingOf,
  standingWords,
} from './reads.ts';

/** 项目: the list with its choices. */

export const projectHome = '/projects/';
export const projectList = '/projects/list';
export const projectFiles = ['csv', 'xlsx', 'json'] as const;
export const contractingPath = '/api/open/contracting/releases.json';
export const projectPath = (id: string): string => `${projectHome}${id}.html`;

export const yuanWords = (yuan: number | null): string =>
  yuan === null ? '—' : yuan >= 10_000 ? `${Math.round(yuan / 100) / 100}万元` : `${yuan}元`;

export const lastStageOf = ({ stages }: PublicProject): string => {
  const last = stages.at(-1)?.released.stage;
  return last === undefined ? '' : `${last.name}（${last.on}）`;
};

const states = ['late', 'running', 'done'] as const;

function Search(props: {
  readonly site: Site;
  readonly filter: ProjectFilter;
  readonly kinds: ProjectReads['kinds'];
  readonly units: readonly string[];
}) {
  const { site, filter, kinds, units } = props;
  return (
    <form action={href(site, projectList)} method="get" aria-label="查找项目">
      <div class="form-row">
        <label>
          名称、编号或内容
          <input name="q" type="search" value={filter.q ?? ''} maxLength={100} size={24} />
        </label>
        <label>
          项目类别
          <select name="kind">
            <option value="">全部类别</option>
            {kinds.map(({ id, name }) => (
              <option value={id} selected={filter.kind === id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          进展
          <select name="state">
            <option value="">不限</option>
            {states.map(state => (
              <option value={state} selected={filter.state === state}>
                {standingWords[state]}
              </option>
            ))}
          </select>
        </label>
        <UnitChoice label="责任单位" units={units} chosen={filter.unit} />
        <button class="primary" type="submit">
          查找
        </button>
      </div>
    </form>
  );
}

function Rows({ site, rows }: { readonly site: Site; readonly rows: readonly PublicProject[] }) {
  return (
    <table class="stacks">
      <caption class="visually-hidden">项目</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">类别</th>
          <th scope="col">责任单位</th>
          <th scope="col">计划金额</th>
          <th scope="col">已支付</th>
          <th scope="col">最近阶段</th>
          <th scope="col">进展</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(project => (
          <tr>
            <th scope="row" data-label="项目">
              <Link to={href(site, projectPath(project.id))}>{project.about.title}</Link>
            </th>
            <td data-label="类别">{project.about.kindName}</td>
            <td data-label="责任单位">{project.about.unitName}</td>
            <td data-label="计划金额">{yuanWords(project.about.plannedYuan)}</td>
            <td data-label="已支付">{yuanWords(paidYuan(project))}</td>
            <td data-label="最近阶段">{lastStageOf(project)}</td>
            <td data-label="进展">{standingWords[standingOf(project)]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ProjectList(props: {
  readonly site: Site;
  readonly all: readonly PublicProject[];
  readonly filter: ProjectFilter;
  readonly kinds: ProjectReads['kinds'];
}) {
  const { site, all, filter, kinds } = props;
  const rows = all.filter(project => matches(project, filter));
  const units = [...new Set(all.map(({ about }) => about.unitName))].sort();
  return (
    <div class="sheet">
      <h1>项目</h1>
      <p>
        政府采购、建设、福彩公益金和其他资金项目，从立项到验收分阶段公开。中标（成交）结果和合同自确定、签订之日起2个工作日内公告（政府采购法实施条例第四十三条、第五十条，尚未与原文逐字核对），其他阶段20个工作日内公开（政府信息公开条例第二十六条）。
      </p>
      <Search site={site} filter={filter} kinds={kinds} units={units} />
      <p>
        <span aria-live="polite">项目{rows.length}个</span>
        {'　'}
        <Link to={href(site, projectHome)}>查看全部</Link>
      </p>
      {rows.length === 0 ? (
        <p class="empty">没有符合条件的项目，可以减少限定条件后再查。</p>
      ) : (
        <Rows site={site} rows={rows} />
      )}
      <p class="tools">
        下载全部：
        {projectFiles.map((form, at) => (
          <>
            {at > 0 && ' · '}
            <Link to={href(site, `${projectHome}projects.${form}`)} download>
              {form.toUpperCase()}
            </Link>
          </>
        ))}
        {'　'}采购和建设项目的开放合同数据（OCDS 1.1）：
        <Link to={href(site, contractingPath)}>JSON</Link>
      </p>
    </div>
  );
}
