import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import type { ItemRow } from '../../../contexts/publications/contract.ts';
import type { ItemFilters } from '../../filters.ts';

import { ChoiceFilter, Filter, FilterBar, UnitFilter, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { VersionMark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useGranted } from '../../session.tsx';
import { itemKindWords, momentWords, optionsOf, versionStateWords } from '../../words.ts';
import { columnOptions } from '../editor/column-options.ts';

const route = getRouteApi('/inside/items');
const size = 50;

/** Every item one may read, whatever its state. */
export function Items() {
  const filters = route.useSearch();
  const go = useGo();
  const drafts = useGranted('item.draft');
  const query = useQuery(queries.items({ ...filters, size }));
  const change = (patch: Partial<ItemFilters>) => go(path.items({ ...filters, page: undefined, ...patch }));
  return (
    <Page
      title="信息起草"
      lead="草稿、审核中和已发布的全部信息。"
      actions={
        drafts && (
          <Button type="primary" onClick={() => go(path.newItem())}>
            起草信息
          </Button>
        )
      }
    >
      <ItemFilterBar filters={filters} change={change} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="信息"
        rows={query.data?.items ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的信息。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => change({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          {
            title: '标题',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => <Link to={path.item(row.id)}>{row.title || '（尚无标题）'}</Link>,
          },
          { title: '状态', key: 'state', render: (_, row) => <RowState row={row} /> },
          { title: '类别', key: 'kind', render: (_, row) => itemKindWords[row.kind] },
          { title: '栏目', dataIndex: 'columnName' },
          { title: '起草单位', dataIndex: 'ownerUnitName' },
          { title: '索引号', key: 'index', render: (_, row) => row.indexNo ?? '—' },
          { title: '最近修改', key: 'changed', render: (_, row) => momentWords(row.changedAt) },
          { title: '发布时间', key: 'released', render: (_, row) => momentWords(row.releasedAt) },
        ]}
      />
    </Page>
  );
}

/** The state, and what it waits for. */
export function RowState({ row }: { readonly row: ItemRow }) {
  const waiting = row.waitingFor.map(step => `${step.name}${step.late ? '（超时）' : ''}`).join('、');
  return (
    <>
      <VersionMark state={row.state} />
      {waiting !== '' && <div className="quiet">等待{waiting}</div>}
      {row.state === 'scheduled' && <div className="quiet">{momentWords(row.releaseAt)}</div>}
    </>
  );
}

interface BarProps {
  readonly filters: ItemFilters;
  readonly change: (patch: Partial<ItemFilters>) => void;
}

function ItemFilterBar({ filters, change }: BarProps) {
  const go = useGo();
  const catalogue = useQuery(queries.catalogue());
  const some = Object.values(filters).some(value => value !== undefined);
  const steps = (catalogue.data?.chain ?? []).map(step => ({ value: step.id, label: step.name }));
  return (
    <FilterBar onClear={some ? () => go(path.items()) : undefined}>
      <WordFilter label="标题" value={filters.q} onApply={q => change({ q })} />
      <ChoiceFilter
        label="状态"
        placeholder="全部状态"
        value={filters.state}
        options={optionsOf(versionStateWords)}
        onChange={state => change({ state })}
      />
      <ChoiceFilter
        label="等待环节"
        placeholder="全部环节"
        value={filters.step}
        options={steps}
        onChange={step => change({ step })}
      />
      <UnitFilter label="起草单位" value={filters.unit} onChange={unit => change({ unit })} />
      <Filter label="栏目">
        {id => (
          <Select
            id={id}
            allowClear
            placeholder="全部栏目"
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={320}
            value={filters.column ?? null}
            options={catalogue.data === undefined ? [] : columnOptions(catalogue.data)}
            onChange={column => change({ column: column ?? undefined })}
          />
        )}
      </Filter>
      <ChoiceFilter
        label="类别"
        placeholder="全部类别"
        value={filters.kind}
        options={optionsOf(itemKindWords)}
        onChange={kind => change({ kind })}
      />
    </FilterBar>
  );
}
