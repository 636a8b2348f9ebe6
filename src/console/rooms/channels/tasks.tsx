import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';

import type { ChannelTaskFilters } from '../../filters.ts';

import { ChoiceFilter, FilterBar, UnitFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useGranted } from '../../session.tsx';
import { optionsOf } from '../../words.ts';
import { dueWords, TaskMark, taskKindWords, taskStateWords } from './channel-words.tsx';

const route = getRouteApi('/inside/channels');
const size = 50;

/** 渠道发布: what each carrier still has to show, to prove or to take down. */
export function ChannelTasks() {
  const filters = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.channelTasks({ ...filters, size }));
  const posts = useGranted('channel.post');
  const some = Object.values(filters).some(value => value !== undefined);
  const change = (patch: Partial<ChannelTaskFilters>) =>
    go(path.channels({ ...filters, page: undefined, ...patch }));
  return (
    <Page
      title="渠道发布"
      lead="信息在网站公开后，还要在哪些渠道发布、撤下，凭证是否送回。"
      actions={
        <>
          <Link to={path.activities()}>发布会和访谈</Link>
          {posts && <Link to={path.listSheet()}>打印公示名单</Link>}
        </>
      }
    >
      <ChannelFilters filters={filters} change={change} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="渠道任务"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={
          query.isPending
            ? '正在载入…'
            : some
              ? '没有符合条件的任务。'
              : '还没有渠道任务。起草时选了其他发布渠道的信息，发布后任务会出现在这里。'
        }
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => change({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          {
            title: '信息',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => <Link to={path.channelTask(row.id)}>{row.title}</Link>,
          },
          {
            title: '渠道',
            key: 'channel',
            render: (_, row) => `${row.channelName}（${taskKindWords[row.kind]}）`,
          },
          { title: '办理单位', dataIndex: 'unitName' },
          { title: '状态', key: 'state', render: (_, row) => <TaskMark task={row} /> },
          { title: '期限', key: 'due', render: (_, row) => dueWords(row) },
          { title: '版本', key: 'version', render: (_, row) => `第 ${row.versionNo} 版` },
        ]}
      />
    </Page>
  );
}

interface BarProps {
  readonly filters: ChannelTaskFilters;
  readonly change: (patch: Partial<ChannelTaskFilters>) => void;
}

function ChannelFilters({ filters, change }: BarProps) {
  const go = useGo();
  const channels = useQuery(queries.channels());
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <FilterBar onClear={some ? () => go(path.channels()) : undefined}>
      <ChoiceFilter
        label="状态"
        placeholder="全部状态"
        value={filters.state}
        options={optionsOf(taskStateWords)}
        onChange={state => change({ state })}
      />
      <ChoiceFilter
        label="逾期情况"
        value={filters.late}
        options={[
          { value: 'any', label: '全部逾期' },
          { value: 'hand-over', label: '逾期未办' },
          { value: 'proof', label: '缺凭证' },
        ]}
        onChange={late => change({ late })}
      />
      <ChoiceFilter
        label="渠道"
        placeholder="全部渠道"
        value={filters.channel}
        options={(channels.data?.channels ?? []).map(each => ({ value: each.id, label: each.name }))}
        onChange={channel => change({ channel })}
      />
      <UnitFilter label="单位" value={filters.unit} onChange={unit => change({ unit })} />
    </FilterBar>
  );
}
