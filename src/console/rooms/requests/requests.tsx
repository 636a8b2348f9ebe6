import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import {
  applicantKindWords,
  channelWords,
  clockStateWords,
  matterWords,
  noClass,
  originWords,
  outcomeWords,
  type RequestPage,
  type RequestRow,
  requestStageWords,
} from '../../../contexts/requests/contract.ts';
import type { RequestFilters } from '../../filters.ts';
import { ChoiceFilter, FilterBar, UnitFilter, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { apiHref, path } from '../../path.ts';
import { queries, queryText } from '../../queries.ts';
import { useGranted } from '../../session.tsx';
import { daysLeftWords, optionsOf } from '../../words.ts';

const route = getRouteApi('/inside/requests');
const size = 50;

/** The register of requests for information (依申请公开). */
export function Requests() {
  const filters = route.useSearch();
  const go = useGo();
  const registers = useGranted('request.register');
  const query = useQuery(queries.requests({ ...filters, size }));
  const { page: _page, ...csvFilters } = filters;
  const change = (patch: Partial<RequestFilters>) =>
    go(path.requests({ ...filters, page: undefined, ...patch }));
  return (
    <Page
      title="依申请公开"
      lead="登记、审核、办理、答复、归档五个环节的全部申请。期限由系统依《政府信息公开条例》计算，不能手工填写。"
      actions={
        <>
          <Button onClick={() => go(path.requestLoad())}>期限日历</Button>
          <Button onClick={() => go(path.requestRetention())}>保管期限</Button>
          <Button onClick={() => go(path.requestOpening())}>上年结转</Button>
          <Button href={apiHref(`requests/register.csv${queryText(csvFilters)}`)} download>
            下载登记簿（CSV）
          </Button>
          {registers && (
            <Button type="primary" onClick={() => go(path.newRequest())}>
              登记申请
            </Button>
          )}
        </>
      }
    >
      <RequestFilterBar filters={filters} classes={query.data?.classes ?? []} change={change} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="政府信息公开申请"
        rows={query.data?.requests ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的申请。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => change({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          { title: '登记号', key: 'number', render: (_, row) => row.number ?? '尚未登记' },
          {
            title: '申请内容',
            key: 'subject',
            className: 'title-cell',
            render: (_, row) => (
              <>
                <Link to={path.request(row.id)}>{row.subject}</Link>
                {row.className !== null && <div className="quiet">{row.className}</div>}
              </>
            ),
          },
          { title: '环节', key: 'stage', render: (_, row) => <RequestState row={row} /> },
          { title: '答复期限', key: 'due', render: (_, row) => <RequestDue row={row} /> },
          { title: '收到日期', key: 'received', render: (_, row) => row.receivedOn ?? '尚未确认' },
          { title: '渠道', key: 'via', render: (_, row) => channelWords[row.via] },
          { title: '申请人类型', key: 'kind', render: (_, row) => applicantKindWords[row.applicantKind] },
          { title: '承办单位', dataIndex: 'unitName' },
          {
            title: '处理结果',
            key: 'outcome',
            render: (_, row) => (row.outcome === null ? '—' : outcomeWords[row.outcome]),
          },
        ]}
      />
    </Page>
  );
}

export function RequestState({ row }: { readonly row: RequestRow }) {
  return (
    <>
      <Mark tone={row.stage === 'archived' ? 'plain' : 'blue'}>{requestStageWords[row.stage]}</Mark>
      <div className="quiet">{clockStateWords[row.state]}</div>
    </>
  );
}

/** The last day for the reply; it leads to how it came about. */
export function RequestDue({ row }: { readonly row: RequestRow }) {
  if (row.closedOn !== null) return <span className="quiet">{row.closedOn} 办结</span>;
  if (row.dueOn === null) return <span className="quiet">期限未计算</span>;
  return (
    <span className="due">
      <Link to={path.requestClock(row.id)} title="查看期限是怎样算出来的">
        {row.dueOn}
      </Link>
      {row.remainingWorkingDays !== null && (
        <span className={row.late ? 'late-words' : 'quiet'}>{daysLeftWords(row.remainingWorkingDays)}</span>
      )}
      {row.provisional && <Mark>暂定</Mark>}
    </span>
  );
}

interface BarProps {
  readonly filters: RequestFilters;
  readonly classes: RequestPage['classes'];
  readonly change: (patch: Partial<RequestFilters>) => void;
}

const dueWords = { late: '已逾期', soon: '五个工作日内到期', provisional: '暂定期限' } as const;

function RequestFilterBar({ filters, classes, change }: BarProps) {
  const go = useGo();
  const some = Object.values(filters).some(value => value !== undefined);
  const choices = [
    { label: '申请事项', key: 'matter', options: optionsOf(matterWords), all: '全部事项' },
    {
      label: '内容类别',
      key: 'class',
      all: '全部类别',
      options: [
        ...classes.map(({ id, name }) => ({ value: id, label: name })),
        { value: noClass, label: '未归类' },
      ],
    },
    { label: '来源', key: 'origin', options: optionsOf(originWords), all: '不限来源' },
    { label: '环节', key: 'stage', options: optionsOf(requestStageWords), all: '全部环节' },
    { label: '状态', key: 'state', options: optionsOf(clockStateWords), all: '全部状态' },
    { label: '期限', key: 'due', options: optionsOf(dueWords), all: '不限' },
    { label: '渠道', key: 'via', options: optionsOf(channelWords), all: '全部渠道' },
    { label: '申请人类型', key: 'applicant', options: optionsOf(applicantKindWords), all: '全部类型' },
    { label: '处理结果', key: 'outcome', options: optionsOf(outcomeWords), all: '全部结果' },
  ] as const;
  return (
    <FilterBar onClear={some ? () => go(path.requests()) : undefined}>
      <WordFilter label="登记号、申请内容" value={filters.q} onApply={q => change({ q })} />
      {choices.map(({ label, key, options, all }) => (
        <ChoiceFilter<string>
          key={key}
          label={label}
          placeholder={all}
          value={filters[key]}
          options={options}
          listWidth={220}
          onChange={picked => change({ [key]: picked })}
        />
      ))}
      <UnitFilter label="承办单位" value={filters.unit} onChange={unit => change({ unit })} />
      {filters.cell !== undefined && (
        <p className="quiet">
          仅列出 {filters.year} 年度报告单元格 {filters.cell} 所含的申请。
        </p>
      )}
    </FilterBar>
  );
}
