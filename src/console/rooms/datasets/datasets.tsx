import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Select } from 'antd';
import { useState } from 'react';
import {
  type DatasetList,
  type EditionState,
  editionStateWords,
  openedEdition,
} from '../../../contexts/datasets/contract.ts';
import type { EditionFilters } from '../../filters.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { UnitField } from '../../parts/fields.tsx';
import { Filter, FilterBar, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords, optionsOf } from '../../words.ts';

const route = getRouteApi('/inside/datasets');
const size = 50;

const tones = {
  collecting: 'blue',
  consolidated: 'blue',
  proposed: 'blue',
  released: 'green',
  superseded: 'plain',
  withdrawn: 'red',
} as const;

export function EditionMark({ state }: { readonly state: EditionState }) {
  return <Mark tone={tones[state]}>{editionStateWords[state]}</Mark>;
}

type Sets = DatasetList['rows'];

/** Opens a period of a data set for filling. */
function OpenCommand({ sets }: { readonly sets: Sets }) {
  const go = useGo();
  const [asked, setAsked] = useState(false);
  const [picked, setPicked] = useState<string>();
  const mine = sets.filter(set => set.permissions['dataset.consolidate']?.allowed === true);
  const open = useCommand<{ dataset: string; period: string }, typeof openedEdition>({
    endpoint: body => `datasets/${body.dataset}/editions`,
    wire: ({ period }) => ({ period }),
    answer: openedEdition,
    done: '已开始填报，并通知了填报单位',
    onDone: ({ id }) => go(path.dataset(id)),
  });
  if (mine.length === 0) return null;
  return (
    <>
      <CommandButton main permission={{ allowed: true, reasons: [] }} onClick={() => setAsked(true)}>
        开始一期填报
      </CommandButton>
      <AskDialog<{ dataset: string; period: string }>
        open={asked}
        title="开始一期填报"
        lead="各填报单位会收到通知。"
        okWords="开始填报"
        busy={open.isPending}
        error={open.error}
        onSubmit={values => open.mutate(values)}
        onClose={() => setAsked(false)}
      >
        <Form.Item label="数据集" name="dataset" rules={[{ required: true, message: '请选择数据集。' }]}>
          <Select
            options={mine.map(set => ({ value: set.id, label: `${set.title}（${set.leaf}）` }))}
            onChange={setPicked}
          />
        </Form.Item>
        <Form.Item label="期别" name="period" rules={[{ required: true, message: '请选择期别。' }]}>
          <Select
            options={(mine.find(set => set.id === picked)?.openable ?? []).map(each => ({
              value: each.period,
              label: each.words,
            }))}
          />
        </Form.Item>
      </AskDialog>
    </>
  );
}

/** The editions of the data sets that one fills, consolidates or drafts. */
export function Datasets() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.editions({ ...filters, size }));
  const sets = useQuery(queries.datasets());
  const change = (patch: Partial<EditionFilters>) =>
    go(path.datasets({ ...filters, page: undefined, ...patch }));
  return (
    <Page
      title="统计数据"
      lead="按月、季度、年度填报的统计表。各县（市、区）、管理区填报本地数据，责任科室汇总后生成公开信息，经审查发布。"
      actions={<OpenCommand sets={sets.data ?? []} />}
    >
      <EditionFilterBar filters={filters} change={change} sets={sets.data ?? []} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="统计数据"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的数据。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => change({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          {
            title: '数据集',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => <Link to={path.dataset(row.id)}>{row.title}</Link>,
          },
          { title: '期别', dataIndex: 'periodWords' },
          {
            title: '版本',
            key: 'revision',
            render: (_, row) => (row.revision === 1 ? '首次' : `第${row.revision - 1}次更正`),
          },
          { title: '状态', key: 'state', render: (_, row) => <EditionMark state={row.state} /> },
          { title: '已上报', key: 'parts', render: (_, row) => `${row.partsIn}/${row.partsAll}` },
          { title: '条目', dataIndex: 'leaf' },
          { title: '汇总单位', dataIndex: 'ownerUnitName' },
          { title: '最近变动', key: 'changed', render: (_, row) => momentWords(row.changedAt) },
        ]}
      />
    </Page>
  );
}

interface BarProps {
  readonly filters: EditionFilters;
  readonly change: (patch: Partial<EditionFilters>) => void;
  readonly sets: Sets;
}

function EditionFilterBar({ filters, change, sets }: BarProps) {
  const go = useGo();
  const some = Object.values(filters).some(value => value !== undefined);
  const leaves = [...new Set(sets.map(set => set.leaf))];
  return (
    <FilterBar onClear={some ? () => go(path.datasets()) : undefined}>
      <WordFilter label="期别（如 2019Q2）" value={filters.period} onApply={period => change({ period })} />
      <Filter label="数据集">
        {id => (
          <Select
            id={id}
            allowClear
            placeholder="全部数据集"
            popupMatchSelectWidth={260}
            value={filters.dataset ?? null}
            options={sets.map(set => ({ value: set.id, label: set.title }))}
            onChange={dataset => change({ dataset: dataset ?? undefined })}
          />
        )}
      </Filter>
      <Filter label="方案条目">
        {id => (
          <Select
            id={id}
            allowClear
            placeholder="全部条目"
            value={filters.leaf ?? null}
            options={leaves.map(value => ({ value, label: value }))}
            onChange={leaf => change({ leaf: leaf ?? undefined })}
          />
        )}
      </Filter>
      <Filter label="状态">
        {id => (
          <Select
            id={id}
            allowClear
            placeholder="全部状态"
            value={filters.state ?? null}
            options={optionsOf(editionStateWords)}
            onChange={state => change({ state: state ?? undefined })}
          />
        )}
      </Filter>
      <Filter label="汇总或填报单位">
        {id => (
          <UnitField
            id={id}
            value={filters.unit ?? null}
            onChange={unit => change({ unit: unit ?? undefined })}
          />
        )}
      </Filter>
    </FilterBar>
  );
}
