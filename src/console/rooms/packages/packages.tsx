import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';

import type { PackageRow } from '../../../contexts/publications/contract.ts';
import type { PackageFilters } from '../../filters.ts';

import { ChoiceFilter, FilterBar, UnitFilter, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark, VersionMark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import {
  interpretationFormWords,
  itemKindWords,
  momentWords,
  optionsOf,
  versionStateWords,
} from '../../words.ts';

const route = getRouteApi('/inside/packages');
const size = 50;

const standingWords = { missing: '应解读而没有解读', exempt: '已批准免予解读', bound: '已组建解读' } as const;

/** 政策解读： every document that has an interpretation or ought to have one. */
export function Packages() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.packages({ ...filters, size }));
  const change = (patch: Partial<PackageFilters>) =>
    go(path.packages({ ...filters, page: undefined, ...patch }));
  return (
    <Page
      title="政策解读"
      lead="文件、解读方案和解读材料是一个整体，一并送审、签署、发布、修订和撤下。从文件的页面组建解读。"
    >
      <PackageFilterBar filters={filters} change={change} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="文件和解读"
        rows={query.data?.packages ?? []}
        rowKey={row => row.policyId}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的文件。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => change({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          {
            title: '文件',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => <Link to={path.package(row.policyId)}>{row.title || '（尚无标题）'}</Link>,
          },
          { title: '文件状态', key: 'state', render: (_, row) => <VersionMark state={row.state} /> },
          { title: '解读', key: 'standing', render: (_, row) => <Standing row={row} /> },
          { title: '类别', key: 'kind', render: (_, row) => itemKindWords[row.kind] },
          { title: '起草单位', dataIndex: 'ownerUnitName' },
          { title: '最近修改', key: 'changed', render: (_, row) => momentWords(row.changedAt) },
        ]}
      />
    </Page>
  );
}

function Standing({ row }: { readonly row: PackageRow }) {
  if (row.interpretations > 0) {
    const forms = row.forms.map(form => interpretationFormWords[form]).join('、');
    return `${row.interpretations} 份${forms === '' ? '' : `：${forms}`}`;
  }
  if (row.exempt) return <Mark tone="plain">免予解读</Mark>;
  return row.compulsory ? <Mark tone="red">缺解读</Mark> : '—';
}

interface BarProps {
  readonly filters: PackageFilters;
  readonly change: (patch: Partial<PackageFilters>) => void;
}

function PackageFilterBar({ filters, change }: BarProps) {
  const go = useGo();
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <FilterBar onClear={some ? () => go(path.packages()) : undefined}>
      <WordFilter label="文件标题" value={filters.q} onApply={q => change({ q })} />
      <ChoiceFilter
        label="解读情况"
        placeholder="全部"
        value={filters.standing}
        options={optionsOf(standingWords)}
        onChange={standing => change({ standing })}
      />
      <ChoiceFilter
        label="文件状态"
        placeholder="全部状态"
        value={filters.state}
        options={optionsOf(versionStateWords)}
        onChange={state => change({ state })}
      />
      <UnitFilter label="起草单位" value={filters.unit} onChange={unit => change({ unit })} />
    </FilterBar>
  );
}
