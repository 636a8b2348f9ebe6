import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { z } from 'zod';
import type { board, boardRow, DutyState } from '../../../contexts/plan/contract.ts';
import type { DutyFilters } from '../../filters.ts';
import { Link } from '../../parts/link.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dayWords, dutyStateWords } from '../../words.ts';

type BoardView = z.output<typeof board>;
type BoardRow = z.output<typeof boardRow>;

const route = getRouteApi('/inside/board');
const states = Object.keys(dutyStateWords) as DutyState[];

/** 台账总览: the whole bureau's duties by area, unit and county; every number leads to its list. */
export function Board() {
  const { year } = route.useSearch();
  const query = useQuery(queries.board(year));
  return (
    <Page
      title="台账总览"
      lead={query.data && `${query.data.planTitle || '尚无已确认的方案'}　截至${dayWords(query.data.today)}`}
      actions={<Link to={path.duties(year === undefined ? {} : { year })}>查看全部台账</Link>}
    >
      <Loaded query={query}>{data => <BoardTables data={data} year={year} />}</Loaded>
    </Page>
  );
}

function BoardTables({ data, year }: { readonly data: BoardView; readonly year: number | undefined }) {
  const base: DutyFilters = year === undefined ? {} : { year };
  if (data.total.total === 0) {
    return (
      <Nothing>
        台账中还没有公开事项。请先<Link to={path.planImport()}>导入年度工作方案</Link>并确认。
      </Nothing>
    );
  }
  return (
    <>
      <ul className="board-total unlisted" aria-label="全局合计">
        {states.map(state => (
          <li key={state}>
            <Link
              to={path.duties({ ...base, state })}
              className={state === 'late' ? 'is-late' : state === 'met' ? 'is-met' : ''}
            >
              {dutyStateWords[state]}
              <strong>{data.total.counts[state] ?? 0}</strong>
            </Link>
          </li>
        ))}
      </ul>
      <CountTable title="按领域" rows={data.byArea} filtersOf={row => ({ ...base, area: row.key })} />
      <CountTable title="按单位" rows={data.byUnit} filtersOf={row => ({ ...base, unit: row.key })} />
      <CountTable
        title="按县（市、区）"
        rows={data.byCounty}
        filtersOf={row => ({ ...base, county: 'yes', unit: row.key })}
      />
    </>
  );
}

function CountTable({
  title,
  rows,
  filtersOf,
}: {
  readonly title: string;
  readonly rows: readonly BoardRow[];
  readonly filtersOf: (row: BoardRow) => DutyFilters;
}) {
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="board-scroll" tabIndex={0} aria-label={`${title}统计表`}>
        <table className="board-table">
          <thead>
            <tr>
              <th scope="col">{title.slice(1)}</th>
              {states.map(state => (
                <th scope="col" key={state}>
                  {dutyStateWords[state]}
                </th>
              ))}
              <th scope="col">合计</th>
              <th scope="col">已履行</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <CountRow key={row.key} row={row} filters={filtersOf(row)} />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function CountRow({ row, filters }: { readonly row: BoardRow; readonly filters: DutyFilters }) {
  const met = (row.counts.met ?? 0) + (row.counts['met-late'] ?? 0);
  const open = row.total - (row.counts['not-applicable'] ?? 0);
  const share = open === 0 ? 0 : Math.round((100 * met) / open);
  const lateShare = open === 0 ? 0 : (100 * (row.counts.late ?? 0)) / open;
  return (
    <tr>
      <th scope="row">
        <Link to={path.duties(filters)}>{row.name}</Link>
      </th>
      {states.map(state => (
        <td key={state}>
          <Count row={row} state={state} filters={filters} />
        </td>
      ))}
      <td>{row.total}</td>
      <td>
        <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
          <span className="board-bar" aria-hidden="true">
            <i style={{ width: `${share}%`, background: 'var(--green)' }} />
            <i style={{ width: `${lateShare}%`, background: 'var(--red)' }} />
          </span>
          {share}%
        </span>
      </td>
    </tr>
  );
}

function Count({
  row,
  state,
  filters,
}: {
  readonly row: BoardRow;
  readonly state: DutyState;
  readonly filters: DutyFilters;
}) {
  const count = row.counts[state] ?? 0;
  if (count === 0) return <span className="quiet">0</span>;
  return (
    <Link
      to={path.duties({ ...filters, state })}
      className={state === 'late' ? 'late-words' : ''}
      aria-label={`${count} 项：${row.name}，${dutyStateWords[state]}`}
    >
      {count}
    </Link>
  );
}
