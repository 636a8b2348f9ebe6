import { trail } from '../columns.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { ColumnNode, DutyCounts, ListEntry, ListPage, PublicDuty, Site } from '../view.ts';
import { DutyTable } from './ledger.tsx';
import { BlockHead, Entries, listPath, Pages, SideNav } from './lists.tsx';
import { RequestDoors } from './requests/guide.tsx';

export interface ColumnView {
  readonly column: ColumnNode;
  readonly list: ListPage;
  /** Newest entries of each child column, where the column has children. */
  readonly children: readonly { column: ColumnNode; entries: readonly ListEntry[]; total: number }[];
  /** What the plan promises for this column, where the ledger is public. */
  readonly duties: readonly PublicDuty[];
  readonly counts: DutyCounts | null;
  /** Pages with the released data of this column. */
  readonly also: readonly { readonly path: string; readonly name: string }[];
}

/** Contact and ways to ask, shown in the guide and request columns (条例 arts 12, 27–29). */
function Office({ site }: { site: Site }) {
  return (
    <section class="sheet" aria-labelledby="office">
      <div class="block-head">
        <h2 id="office">政府信息公开工作机构</h2>
      </div>
      <dl class="facts">
        <dt>机构名称</dt>
        <dd>{site.organiser === '' ? site.bureau : site.organiser}</dd>
        <dt>办公地址</dt>
        <dd>{site.address}</dd>
        <dt>办公时间</dt>
        <dd>{site.officeHours}</dd>
        <dt>联系电话</dt>
        <dd>{site.phone}</dd>
        <dt>电子邮箱</dt>
        <dd>{site.email}</dd>
      </dl>
    </section>
  );
}

const showsOffice = new Set(['信息公开指南', '依申请公开']);

export function ColumnPage({ site, view }: { site: Site; view: ColumnView }) {
  const { column, list } = view;
  const atTop = list.page === 1;
  return (
    <div class="grid with-side">
      <SideNav site={site} path={trail(column)} />
      <div class="grid">
        <section class="sheet">
          <h1>{column.name}</h1>
          <p>{column.description}</p>
          {view.counts !== null && view.counts.total > 0 && atTop && (
            <p>
              按计划应公开 {view.counts.total} 项，已履行 {view.counts.met} 项
              {view.counts.late > 0 && (
                <>
                  ，<span class="state-late">逾期 {view.counts.late} 项</span>
                </>
              )}
              。
            </p>
          )}
          {(list.entries.length > 0 || view.children.length === 0) && (
            <>
              <Entries site={site} entries={list.entries} empty="本栏目暂无信息。" detail />
              <Pages
                current={list.page}
                total={list.total}
                size={list.size}
                to={n => href(site, listPath(column, n))}
              />
            </>
          )}
          {atTop &&
            view.also.map(({ path, name }) => (
              <p>
                <Link to={href(site, path)}>{name}</Link>
              </p>
            ))}
          {atTop && column.types.includes('政策文件') && (
            <p>
              <Link to={href(site, '/normative/')}>行政规范性文件目录：按年份和有效性查找</Link>
            </p>
          )}
          <p class="tools">
            <Link to={href(site, `${column.path}feed.xml`)}>订阅本栏目</Link>
            {' · '}
            本栏目目录：
            <Link to={href(site, `${column.path}list.csv`)}>CSV</Link>{' '}
            <Link to={href(site, `${column.path}list.json`)}>JSON</Link>
          </p>
        </section>
        {atTop && column.types.includes('依申请公开') && <RequestDoors site={site} />}
        {atTop && column.types.some(type => showsOffice.has(type)) && <Office site={site} />}
        {atTop && view.duties.length > 0 && (
          <section class="sheet" aria-labelledby="promised">
            <div class="block-head">
              <h2 id="promised">本栏目的公开事项</h2>
              <Link to={href(site, '/ledger/')}>全部台账</Link>
            </div>
            <DutyTable site={site} duties={view.duties} />
          </section>
        )}
        {atTop &&
          view.children.map(child => (
            <section class="sheet">
              <BlockHead site={site} name={child.column.name} path={child.column.path} />
              {child.entries.length === 0 ? (
                <p class="empty">{child.column.description}</p>
              ) : (
                <Entries site={site} entries={child.entries} empty="" />
              )}
            </section>
          ))}
      </div>
    </div>
  );
}
