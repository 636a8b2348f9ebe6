import { decisionKinds, kindWords, outcomeWords } from '../../../contexts/enforcement/contract.ts';
import type { PublicCount, PublicRow, TakenDown } from '../../../contexts/enforcement/service.ts';
import { Bars } from '../../charts/bars.tsx';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayWords } from '../../words.ts';
import { Pages } from '../lists.tsx';
import { UnitChoice } from '../unit-choice.tsx';
import type { DecisionFilter } from './reads.ts';

/** 执法公示: decisions that are public, found without a script; how many there are; what was taken down. */

export const enforcementHome = '/enforcement/';
export const enforcementList = '/enforcement/list';
export const enforcementStatistics = '/enforcement/statistics';
export const enforcementMatters = '/enforcement/matters';

export function decisionPath(id: string): string {
  return `/enforcement/${id}.html`;
}

export interface ListRoom {
  readonly rows: readonly PublicRow[];
  readonly count: number;
  readonly page: number;
  readonly size: number;
  readonly filter: DecisionFilter;
  readonly units: readonly string[];
  readonly years: readonly number[];
  /** Is the list of matters public? */
  readonly hasMatters: boolean;
}

function Search({ site, room }: { site: Site; room: ListRoom }) {
  const { filter, units, years } = room;
  return (
    <form action={href(site, enforcementList)} method="get" aria-label="查找执法决定">
      <div class="form-row">
        <label>
          文号、对象、事项或内容
          <input name="q" type="search" value={filter.q ?? ''} maxLength={100} size={24} />
        </label>
        <label>
          执法类别
          <select name="kind">
            <option value="">全部类别</option>
            {decisionKinds.map(kind => (
              <option value={kind} selected={filter.kind === kind}>
                {kindWords[kind]}
              </option>
            ))}
          </select>
        </label>
        <label>
          决定年度
          <select name="year">
            <option value="">全部年度</option>
            {years.map(year => (
              <option value={String(year)} selected={filter.year === year}>
                {year}年
              </option>
            ))}
          </select>
        </label>
        <UnitChoice label="承办单位" units={units} chosen={filter.unit} />
        <button class="primary" type="submit">
          查找
        </button>
      </div>
    </form>
  );
}

function Decisions({ site, rows }: { site: Site; rows: readonly PublicRow[] }) {
  return (
    <table class="stacks">
      <caption class="visually-hidden">执法决定</caption>
      <thead>
        <tr>
          <th scope="col">决定书文号</th>
          <th scope="col">类别</th>
          <th scope="col">执法对象</th>
          <th scope="col">事项</th>
          <th scope="col">决定日期</th>
          <th scope="col">公示日期</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ released, releasedOn }) => (
          <tr>
            <th scope="row" data-label="决定书文号">
              <Link to={href(site, decisionPath(released.id))}>{released.documentNo}</Link>
            </th>
            <td data-label="类别">{kindWords[released.kind]}</td>
            <td data-label="执法对象">{released.partyName}</td>
            <td data-label="事项">{released.matter}</td>
            <td data-label="决定日期">
              <time dateTime={released.decidedOn}>{dayWords(released.decidedOn)}</time>
            </td>
            <td data-label="公示日期">
              <time dateTime={releasedOn}>{dayWords(releasedOn)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function pageAddress(filter: DecisionFilter, page: number): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...filter, page }))
    if (value !== undefined) query.set(key, String(value));
  return `${enforcementList}?${query}`;
}

export function DecisionList({ site, room }: { site: Site; room: ListRoom }) {
  return (
    <div class="sheet">
      <h1>执法公示</h1>
      <p>
        行政许可、行政处罚自决定作出之日起7个工作日内公示，其他执法决定20个工作日内公示（国办发〔2018〕118号）；被变更、撤销、确认违法或者确认无效的，3个工作日内撤下并说明理由。
      </p>
      <Search site={site} room={room} />
      <p>
        <span aria-live="polite">正在公示的决定{room.count}件</span>
        {'　'}
        <Link to={href(site, enforcementHome)}>查看全部</Link>
        {'　'}
        <Link to={href(site, enforcementStatistics)}>统计和撤下情况</Link>
        {room.hasMatters && (
          <>
            {'　'}
            <Link to={href(site, enforcementMatters)}>行政执法事项清单</Link>
          </>
        )}
      </p>
      {room.rows.length === 0 ? (
        <p class="empty">没有符合条件的决定，可以减少限定条件后再查。</p>
      ) : (
        <Decisions site={site} rows={room.rows} />
      )}
      <Pages
        current={room.page}
        total={room.count}
        size={room.size}
        to={page => href(site, pageAddress(room.filter, page))}
      />
    </div>
  );
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((part / whole) * 1000) / 10}%`;
}

function CountsFigure({ counts }: { counts: readonly PublicCount[] }) {
  const kinds = decisionKinds.filter(kind => counts.some(each => each.kind === kind));
  const groups = kinds.map(kind => ({
    name: kindWords[kind],
    bars: counts
      .filter(each => each.kind === kind)
      .sort((one, other) => one.year - other.year)
      .map(({ year, shown, onTime }) => ({
        label: `${year}年`,
        value: shown,
        words: `${shown}件，按期${percent(onTime, shown)}`,
      })),
  }));
  return (
    <figure class="chart">
      <Bars
        id="enforcement-counts"
        title="各类别各年度正在公示的决定"
        description="数字与下表相同。"
        groups={groups}
      />
    </figure>
  );
}

export function StatisticsPage(props: {
  site: Site;
  counts: readonly PublicCount[];
  gone: readonly TakenDown[];
}) {
  const { site, counts, gone } = props;
  return (
    <div class="grid">
      <section class="sheet">
        <h1>执法公示统计</h1>
        <p>按正在公示的决定统计：每年作出、现在可以查到的决定，以及其中在法定期限内公示的。</p>
        {counts.length === 0 ? (
          <p class="empty">目前没有正在公示的决定。</p>
        ) : (
          <>
            <CountsFigure counts={counts} />
            <table class="stacks">
              <caption class="visually-hidden">按年度和类别</caption>
              <thead>
                <tr>
                  <th scope="col">年度</th>
                  <th scope="col">类别</th>
                  <th scope="col">正在公示</th>
                  <th scope="col">按期公示</th>
                  <th scope="col">按期率</th>
                </tr>
              </thead>
              <tbody>
                {counts.map(each => (
                  <tr>
                    <th scope="row" data-label="年度">
                      {each.year}年
                    </th>
                    <td data-label="类别">
                      <Link to={href(site, pageAddress({ kind: each.kind, year: each.year }, 1))}>
                        {kindWords[each.kind]}
                      </Link>
                    </td>
                    <td data-label="正在公示">{each.shown}件</td>
                    <td data-label="按期公示">{each.onTime}件</td>
                    <td data-label="按期率">{percent(each.onTime, each.shown)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
        <p>
          <Link to={href(site, enforcementHome)}>全部执法决定</Link>
        </p>
      </section>
      <section class="sheet">
        <h2>已经撤下的决定</h2>
        {gone.length === 0 ? (
          <p class="empty">没有撤下的决定。</p>
        ) : (
          <table class="stacks">
            <caption class="visually-hidden">撤下的决定及理由</caption>
            <thead>
              <tr>
                <th scope="col">决定书文号</th>
                <th scope="col">类别</th>
                <th scope="col">情形</th>
                <th scope="col">撤下日期</th>
                <th scope="col">理由</th>
              </tr>
            </thead>
            <tbody>
              {gone.map(each => (
                <tr>
                  <th scope="row" data-label="决定书文号">
                    <Link to={href(site, each.path)}>{each.documentNo}</Link>
                  </th>
                  <td data-label="类别">{kindWords[each.kind]}</td>
                  <td data-label="情形">
                    {each.outcome === 'expired'
                      ? '公示期满'
                      : each.outcome === 'error'
                        ? '公示有误'
                        : outcomeWords[each.outcome]}
                  </td>
                  <td data-label="撤下日期">{dayWords(each.on)}</td>
                  <td data-label="理由">{each.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}
