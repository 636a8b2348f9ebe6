import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';

import type { DutyFilters } from '../../filters.ts';
import { Due } from '../../parts/due.tsx';
import { DayField } from '../../parts/fields.tsx';
import { ChoiceFilter, Filter, FilterBar, UnitFilter, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { DutyMark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dutyStateWords, optionsOf } from '../../words.ts';

const route = getRouteApi('/inside/duties');
const size = 50;

/** 台账列表: every duty, filtered by what stands in the address. */
export function Duties() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.duties({ ...filters, size }));
  const change = (patch: Partial<DutyFilters>) => go(path.duties({ ...filters, page: undefined, ...patch }));
  return (
    <Page
      title="台账列表"
      lead="方案任务按责任单位和周期生成的应公开事项。"
      crumbs={[{ words: '台账总览', to: path.board() }]}
    >
      <DutyFilterBar filters={filters} change={change} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="公开台账"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的事项。可清除部分筛选后再看。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => change({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          {
            title: '事项',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => <Link to={path.duty(row.id)}>{row.title}</Link>,
          },
          { title: '编号', dataIndex: 'leafId' },
          { title: '责任单位', dataIndex: 'unitName' },
          { title: '周期', dataIndex: 'periodWords' },
          { title: '状态', key: 'state', render: (_, row) => <DutyMark state={row.state} /> },
          { title: '期限', key: 'due', render: (_, row) => <Due duty={row} /> },
          {
            title: '要素',
            key: 'covered',
            align: 'right',
            render: (_, row) => `${row.covered} / ${row.required}`,
          },
        ]}
      />
    </Page>
  );
}

interface BarProps {
  readonly filters: DutyFilters;
  readonly change: (patch: Partial<DutyFilters>) => void;
}

function DutyFilterBar({ filters, change }: BarProps) {
  const go = useGo();
  const board = useQuery(queries.board(filters.year));
  const areas = (board.data?.byArea ?? []).map(row => ({ value: row.key, label: row.name }));
  const years = [...new Set([2019, Number(board.data?.today.slice(0, 4) ?? 2019)])];
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <FilterBar onClear={some ? () => go(path.duties()) : undefined}>
      <WordFilter label="事项名称" value={filters.q} onApply={q => change({ q })} />
      <ChoiceFilter
        label="状态"
        placeholder="全部状态"
        value={filters.state}
        options={optionsOf(dutyStateWords)}
        onChange={state => change({ state })}
      />
      <UnitFilter label="责任单位" value={filters.unit} onChange={unit => change({ unit })} />
      <ChoiceFilter
        label="领域"
        placeholder="全部领域"
        value={filters.area}
        options={areas}
        onChange={area => change({ area })}
      />
      <ChoiceFilter
        label="范围"
        placeholder="全部"
        value={filters.county}
        options={[
          { value: 'no', label: '市级' },
          { value: 'yes', label: '县（市、区）' },
        ]}
        onChange={county => change({ county })}
      />
      <ChoiceFilter
        label="年度"
        placeholder="当前方案"
        value={filters.year}
        options={years.map(year => ({ value: year, label: `${year} 年` }))}
        onChange={year => change({ year })}
      />
      <Filter label="期限不晚于">
        {id => (
          <DayField
            id={id}
            value={filters.dueBefore ?? null}
            onChange={day => change({ dueBefore: day ?? undefined })}
          />
        )}
      </Filter>
    </FilterBar>
  );
}
