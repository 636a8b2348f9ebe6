import { itemSheet, planSheet } from '../../../contexts/inspections/rendering/files.ts';
import type { PublicPlan, PublicTask } from '../../../contexts/inspections/service.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import { SheetTable } from '../../sheet-table.tsx';
import type { Site } from '../../view.ts';
import { dayOf, dayWords } from '../../words.ts';

/** The first page of random inspection: what was drawn so far, the yearly plan, the list of items. */

export const inspectionHome = '/inspections/';
export const inspectionPath = (id: string): string => `${inspectionHome}${id}/`;
const planFile = (year: number, name: 'items.csv' | 'plan.csv' | 'plan.json'): string =>
  `${inspectionHome}${year}/${name}`;

function stageOf({ announcement, draw, results }: PublicTask): string {
  if (results !== null) return results.data.outstanding === 0 ? '检查结果已全部公布' : '检查结果已部分公布';
  if (draw !== null) return '已抽取，正在检查';
  return announcement === null ? '' : '已公告，等待抽取';
}

function PlanPart({ site, plan }: { readonly site: Site; readonly plan: PublicPlan }) {
  const { data, path, releasedAt } = plan;
  const { year, organ, items } = data;
  const sheets = [
    ['plan.csv', planSheet(data)],
    ['items.csv', itemSheet(items)],
  ] as const;
  return (
    <>
      {sheets.map(([file, sheet]) => (
        <section class="sheet">
          <h2>{sheet.name}</h2>
          <SheetTable sheet={sheet} />
          <p>
            <Link to={href(site, planFile(year, file))} download>
              下载{sheet.name}（CSV）
            </Link>
          </p>
        </section>
      ))}
      <p>
        {organ}
        {dayWords(dayOf(releasedAt.toISOString()))}公布：
        <Link to={href(site, path)}>{year}年度清单和计划的原文，附数据文件和公开记录</Link>、
        <Link to={href(site, planFile(year, 'plan.json'))}>数据（JSON）</Link>。
      </p>
    </>
  );
}

/** Every task, the newest plan and list, where the older ones are. */
export function ListPage(props: {
  readonly site: Site;
  readonly plans: readonly PublicPlan[];
  readonly tasks: readonly PublicTask[];
}) {
  const { site, plans, tasks } = props;
  const [newest, ...older] = plans;
  return (
    <>
      <section class="sheet">
        <h1>双随机、一公开</h1>
        <p>
          检查谁、由谁检查，都由抽取决定：抽取之前公布名单和种子的承诺值，抽取之后公布种子，任何人都可以重新抽取一次，核对结果有没有被改动。
        </p>
        <h2>历次抽查</h2>
        {tasks.length === 0 ? (
          <p>还没有公布的抽查。</p>
        ) : (
          <table class="stacks">
            <caption class="visually-hidden">历次抽查</caption>
            <thead>
              <tr>
                <th scope="col">抽查</th>
                <th scope="col">检查主体</th>
                <th scope="col">检查对象</th>
                <th scope="col">抽取</th>
                <th scope="col">进展</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map(task => {
                const lists = (task.draw ?? task.announcement)?.data;
                return (
                  <tr>
                    <th scope="row">
                      <Link to={href(site, inspectionPath(task.id))}>{task.head.title}</Link>
                    </th>
                    <td data-label="检查主体">{task.head.organ}</td>
                    <td data-label="检查对象">
                      {lists === undefined ? '—' : `${lists.lists.objects.length}个`}
                    </td>
                    <td data-label="抽取">{lists === undefined ? '—' : `${lists.terms.objects}个`}</td>
                    <td data-label="进展">{stageOf(task)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </section>
      {newest === undefined ? (
        <section class="sheet">
          <h2>随机抽查事项清单和年度抽查计划</h2>
          <p>还没有公布。</p>
        </section>
      ) : (
        <PlanPart site={site} plan={newest} />
      )}
      {older.length > 0 && (
        <section class="sheet">
          <h2>往年的清单和计划</h2>
          <ul>
            {older.map(({ data, path }) => (
              <li>
                <Link to={href(site, path)}>{data.year}年度随机抽查事项清单和抽查计划</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
