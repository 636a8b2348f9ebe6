import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import {
  type DecisionRow,
  decisionKinds,
  decisionStates,
  kindWords,
  outcomeWords,
  stateWords,
} from '../../../contexts/enforcement/contract.ts';
import type { EnforcementFilters } from '../../filters.ts';

import { ChoiceFilter, FilterBar, UnitFilter, WordFilter, YearFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { EnforcementMatters } from './matters.tsx';
import { YearTable } from './statistics.tsx';

const route = getRouteApi('/inside/enforcement');
const size = 50;

const kindOptions = decisionKinds.map(kind => ({ value: kind, label: kindWords[kind] }));
const stateOptions = decisionStates.map(state => ({ value: state, label: stateWords[state] }));

function Filters({ filters }: { readonly filters: EnforcementFilters }) {
  const go = useGo();
  const change = (patch: Partial<EnforcementFilters>) =>
    go(path.enforcement({ ...filters, page: undefined, ...patch }));
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <FilterBar onClear={some ? () => go(path.enforcement()) : undefined}>
      <ChoiceFilter
        label="执法类别"
        placeholder="全部"
        value={filters.kind}
        options={kindOptions}
        onChange={kind => change({ kind })}
      />
      <WordFilter label="文号、对象或事项" value={filters.q} onApply={q => change({ q })} />
      <UnitFilter label="承办单位" value={filters.unit} onChange={unit => change({ unit })} />
      <YearFilter label="决定年度" min={1949} value={filters.year} onChange={year => change({ year })} />
      <ChoiceFilter
        label="公示状态"
        value={filters.state}
        options={stateOptions}
        onChange={state => change({ state })}
      />
    </FilterBar>
  );
}

function Standing({ row }: { readonly row: DecisionRow }) {
  return (
    <>
      <Mark tone={row.state === 'public' ? 'green' : row.state === 'proposed' ? 'blue' : 'plain'}>
        {stateWords[row.state]}
      </Mark>
      {row.outcome !== null && <Mark tone="red">{outcomeWords[row.outcome.outcome]}</Mark>}
      {!row.isShown && <Mark>不予公示</Mark>}
      {row.isLate && <Mark tone="red">逾期</Mark>}
    </>
  );
}

/** Enforcement decisions: what was decided, by when it must be out, by when down. */
export function EnforcementDecisions() {
  const filters = route.useSearch();
  const { today } = useSession();
  const go = useGo();
  const query = useQuery(queries.decisions({ ...filters, size }));
  return (
    <Page
      title="执法公示"
      lead="行政许可、行政处罚自决定作出之日起7个工作日内公示，其他执法决定20个工作日内公示；变更、撤销的3个工作日内撤下。"
      actions={
        <>
          <Button onClick={() => go(path.creditExchange())}>信用信息报送</Button>
          <Button type="primary" onClick={() => go(path.newDecision())}>
            登记决定
          </Button>
        </>
      }
    >
      <Filters filters={filters} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="执法决定"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的决定。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => go(path.enforcement({ ...filters, page: page === 1 ? undefined : page })),
        }}
        columns={[
          {
            title: '决定书文号',
            key: 'no',
            className: 'title-cell',
            render: (_, row) => <Link to={path.decision(row.id)}>{row.documentNo}</Link>,
          },
          { title: '类别', key: 'kind', render: (_, row) => kindWords[row.kind] },
          { title: '执法对象', dataIndex: 'partyName' },
          { title: '承办单位', dataIndex: 'unitName' },
          { title: '决定日期', dataIndex: 'decidedOn' },
          { title: '公示期限', key: 'by', render: (_, row) => row.publishBy ?? '—' },
          { title: '撤下期限', key: 'down', render: (_, row) => row.withdrawBy ?? '—' },
          { title: '状态', key: 'state', render: (_, row) => <Standing row={row} /> },
        ]}
      />
      <EnforcementMatters />
      <YearTable year={filters.year ?? Number(today.slice(0, 4))} />
    </Page>
  );
}
