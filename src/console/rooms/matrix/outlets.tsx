import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';

import type { OutletFilters } from '../../filters.ts';

import { ChoiceFilter, FilterBar, UnitFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dayWords, optionsOf } from '../../words.ts';
import { OutletMark, outletKindWords, outletStateWords } from './matrix-words.tsx';

const route = getRouteApi('/inside/matrix');

/** 网站与账号: who keeps each, when it was last updated and when the next update is due. */
export function Outlets() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.outlets(filters));
  const some = Object.values(filters).some(value => value !== undefined);
  const change = (patch: Partial<OutletFilters>) => go(path.outlets({ ...filters, ...patch }));
  return (
    <Page
      title="网站与账号"
      lead="网站、政务新媒体和公开栏由谁管理、最近何时更新、下次至迟何时更新。名单由系统管理员在机构包 matrix.yaml 中维护。"
      actions={<Link to={path.siteCheck()}>网站自查</Link>}
    >
      <FilterBar onClear={some ? () => go(path.outlets()) : undefined}>
        <ChoiceFilter
          label="更新情况"
          placeholder="全部"
          value={filters.state}
          options={optionsOf(outletStateWords)}
          onChange={state => change({ state })}
        />
        <ChoiceFilter
          label="种类"
          placeholder="全部种类"
          value={filters.kind}
          options={optionsOf(outletKindWords)}
          onChange={kind => change({ kind })}
        />
        <UnitFilter label="管理单位" value={filters.unit} onChange={unit => change({ unit })} />
      </FilterBar>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="网站与账号"
        rows={query.data ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : some ? '没有符合条件的网站和账号。' : '还没有登记网站和账号。'}
        columns={[
          {
            title: '名称',
            key: 'name',
            className: 'title-cell',
            render: (_, row) => <Link to={path.outlet(row.id)}>{row.name}</Link>,
          },
          { title: '种类', key: 'kind', render: (_, row) => outletKindWords[row.kind] },
          { title: '管理单位', dataIndex: 'unitName' },
          { title: '更新情况', key: 'state', render: (_, row) => <OutletMark state={row.state} /> },
          {
            title: '下次至迟更新',
            key: 'due',
            render: (_, row) =>
              row.dueOn === null ? (
                '—'
              ) : (
                <Link to={path.outlet(row.id)} title="查看期限是怎样算出来的">
                  {dayWords(row.dueOn)}
                </Link>
              ),
          },
          {
            title: '更新记录',
            key: 'ours',
            render: (_, row) => (row.isOurs ? '由系统得出' : '由管理单位登记'),
          },
        ]}
      />
    </Page>
  );
}
