import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ProjectKind } from '../../../contexts/projects/contract.ts';
import type { ProjectFilters } from '../../filters.ts';

import { ChoiceFilter, FilterBar, UnitFilter, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';

const route = getRouteApi('/inside/projects');
const size = 50;

function Filters(props: { readonly filters: ProjectFilters; readonly kinds: readonly ProjectKind[] }) {
  const { filters, kinds } = props;
  const go = useGo();
  const change = (patch: Partial<ProjectFilters>) =>
    go(path.projects({ ...filters, page: undefined, ...patch }));
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <FilterBar onClear={some ? () => go(path.projects()) : undefined}>
      <ChoiceFilter
        label="项目类别"
        placeholder="全部"
        value={filters.kind}
        options={kinds.map(kind => ({ value: kind.id, label: kind.name }))}
        onChange={kind => change({ kind })}
      />
      <WordFilter label="名称或者编号" value={filters.q} onApply={q => change({ q })} />
      <UnitFilter label="责任单位" value={filters.unit} onChange={unit => change({ unit })} />
    </FilterBar>
  );
}

/** Projects: where each stands, what is public of it, what is late. */
export function Projects() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.projects({ ...filters, size }));
  return (
    <Page
      title="项目"
      lead="各阶段发生后登记，分阶段公开：中标（成交）结果和采购合同2个工作日内，其他阶段20个工作日内。"
      actions={
        <Button type="primary" onClick={() => go(path.newProject())}>
          登记项目
        </Button>
      }
    >
      <Filters filters={filters} kinds={query.data?.kinds ?? []} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="项目"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的项目。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => go(path.projects({ ...filters, page: page === 1 ? undefined : page })),
        }}
        columns={[
          {
            title: '项目',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => <Link to={path.project(row.id)}>{row.title}</Link>,
          },
          { title: '编号', dataIndex: 'code' },
          { title: '类别', dataIndex: 'kindName' },
          { title: '责任单位', dataIndex: 'unitName' },
          { title: '最近阶段', key: 'last', render: (_, row) => row.lastStage || '—' },
          { title: '已公开', key: 'shown', render: (_, row) => `${row.shown} / ${row.recorded}` },
          {
            title: '期限',
            key: 'late',
            render: (_, row) => (row.late > 0 ? <Mark tone="red">逾期{row.late}项</Mark> : '—'),
          },
        ]}
      />
    </Page>
  );
}
