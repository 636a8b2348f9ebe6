import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { type Sort, sorts, tableOf } from '../../../contexts/powers/contract.ts';
import type { PowerFilters } from '../../filters.ts';

import { ChoiceFilter, FilterBar, UnitFilter, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';
import { SubjectParts } from './subject.tsx';

const route = getRouteApi('/inside/powers');
const size = 50;

const sortOptions = sorts.map(sort => ({ value: sort, label: tableOf(sort).name }));

function List({ sort }: { readonly sort: Sort }) {
  const query = useQuery(queries.powerLists());
  const subject = query.data?.lists.find(list => list.sort === sort);
  return (
    <>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {subject !== undefined && <SubjectParts key={sort} subject={subject} />}
    </>
  );
}

function Filters({ filters }: { readonly filters: PowerFilters }) {
  const go = useGo();
  const change = (patch: Partial<PowerFilters>) => go(path.powers({ ...filters, page: undefined, ...patch }));
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <FilterBar onClear={some ? () => go(path.powers()) : undefined}>
      <ChoiceFilter
        label="清单"
        placeholder="全部"
        value={filters.sort}
        options={sortOptions}
        onChange={sort => change({ sort })}
      />
      <WordFilter label="名称或编码" value={filters.q} onApply={q => change({ q })} />
      <UnitFilter label="责任单位" value={filters.unit} onChange={unit => change({ unit })} />
      <ChoiceFilter
        label="完整性"
        value={filters.check}
        options={[
          { value: 'gaps' as const, label: '有缺项' },
          { value: 'complete' as const, label: '齐全' },
        ]}
        onChange={check => change({ check })}
      />
      <ChoiceFilter
        label="状态"
        placeholder="现行"
        value={filters.state}
        options={[
          { value: 'current' as const, label: '现行' },
          { value: 'removed' as const, label: '已取消' },
        ]}
        onChange={state => change({ state })}
      />
    </FilterBar>
  );
}

/** Power lists, guides and certificates: entries, what they lack, and what is public. */
export function Powers() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.powerRecords({ ...filters, size }));
  return (
    <Page
      title="权责清单和办事指南"
      lead="先录入事项，补齐缺项，再按清单（办事指南逐个）生成公开信息。"
      actions={
        <Button type="primary" onClick={() => go(path.newPowerRecord({ sort: filters.sort }))}>
          新增{tableOf(filters.sort ?? 'licence').name}
        </Button>
      }
    >
      <Filters filters={filters} />
      {filters.sort !== undefined && filters.sort !== 'guide' && <List sort={filters.sort} />}
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="事项"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的事项。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => go(path.powers({ ...filters, page: page === 1 ? undefined : page })),
        }}
        columns={[
          {
            title: '事项名称',
            key: 'name',
            className: 'title-cell',
            render: (_, row) => <Link to={path.powerRecord(row.id)}>{row.name}</Link>,
          },
          { title: '编码', dataIndex: 'code' },
          { title: '清单', key: 'sort', render: (_, row) => tableOf(row.sort).name },
          { title: '责任单位', dataIndex: 'unitName' },
          {
            title: '完整性',
            key: 'gaps',
            render: (_, row) =>
              row.gaps === 0 ? <Mark tone="green">齐全</Mark> : <Mark tone="red">{`缺${row.gaps}项`}</Mark>,
          },
          {
            title: '修改',
            key: 'at',
            render: (_, row) => `${row.changedByName}　${momentWords(row.changedAt)}`,
          },
        ]}
      />
    </Page>
  );
}
