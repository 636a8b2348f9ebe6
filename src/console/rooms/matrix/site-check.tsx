import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Progress } from 'antd';
import {
  findingLevelWords,
  type SiteCheckList,
  type SiteCheckRow,
  type SiteCheckView,
} from '../../../contexts/channels/contract.ts';
import type { SiteCheckFilters } from '../../filters.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { ChoiceFilter, FilterBar } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { apiHref, path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dayWords, momentWords, optionsOf } from '../../words.ts';
import { CheckMark, indicatorResultWords, indicatorTones } from './matrix-words.tsx';

const route = getRouteApi('/inside/site-check');
const isOpen = (check: SiteCheckRow) => check.state === 'waiting' || check.state === 'running';

/** 网站自查: our own pages against the national indicators; one check a day by itself, more by the button. */
export function SiteCheck() {
  const checks = useQuery(queries.siteChecks());
  return (
    <Page
      title="网站自查"
      lead="对照《政府网站与政务新媒体检查指标》逐页核对本网站，每天自动一次。能机器核对的都在这里，其余指标须人工检查。"
      actions={
        <>
          <Link to={path.outlets()}>网站与账号</Link>
          {checks.data !== undefined && <Ask list={checks.data} />}
        </>
      }
    >
      <Loaded query={checks}>{list => <Checks list={list} />}</Loaded>
    </Page>
  );
}

function Ask({ list }: { readonly list: SiteCheckList }) {
  const ask = useCommand({ endpoint: 'site-checks', done: '已开始自查' });
  return (
    <>
      <CommandButton
        main
        busy={ask.isPending}
        permission={permissionOf(list.permissions, 'site.check')}
        onClick={() => ask.mutate()}
      >
        立即自查
      </CommandButton>
      <ProblemNotice error={ask.error} />
    </>
  );
}

function Checks({ list }: { readonly list: SiteCheckList }) {
  const filters = route.useSearch();
  const go = useGo();
  const under = list.rows.find(isOpen);
  // Ended checks come anew under a new address of the query, so that the page follows the newest.
  const newest = list.rows.find(each => each.state === 'done')?.id;
  const query = useQuery(queries.siteFindings(filters, newest));
  const change = (patch: Partial<SiteCheckFilters>) => go(path.siteCheck({ ...filters, ...patch }));
  return (
    <>
      {under !== undefined && <UnderWay check={under} />}
      {newest === undefined && under === undefined && (
        <Nothing>还没有完成过自查。点“立即自查”开始，进度显示在这里。</Nothing>
      )}
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {query.data !== undefined && query.data.check !== null && (
        <Found found={query.data} filters={filters} change={change} />
      )}
      <Earlier rows={list.rows} shown={query.data?.check?.id} />
    </>
  );
}

/** How far the check under way is. */
function UnderWay({ check }: { readonly check: SiteCheckRow }) {
  const { pagesDone, pagesKnown } = check;
  const share = pagesKnown === 0 ? 0 : Math.round((100 * pagesDone) / pagesKnown);
  return (
    <Section title="正在进行的自查" extra={<CheckMark check={check} />}>
      <div role="status">
        已核对 {pagesDone} 页，已发现 {pagesKnown} 页
        <Progress percent={share} size="small" aria-label="自查进度" />
      </div>
    </Section>
  );
}

interface FoundProps {
  readonly found: SiteCheckView;
  readonly filters: SiteCheckFilters;
  readonly change: (patch: Partial<SiteCheckFilters>) => void;
}

function Found({ found, filters, change }: FoundProps) {
  const { check, indicators, findings } = found;
  const go = useGo();
  if (check === null) return null;
  const some = filters.level !== undefined || filters.rule !== undefined;
  const text = new URLSearchParams(
    Object.entries({ ...filters, check: check.id }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    ),
  ).toString();
  return (
    <>
      <Section title="自查情况" extra={<CheckMark check={check} />}>
        <Facts
          rows={[
            ['自查日期', dayWords(check.onDay)],
            ['发起', check.cause === 'daily' ? '每日自动' : (check.askedBy ?? '—')],
            ['完成时间', momentWords(check.finishedAt)],
            ['核对范围', `${check.pagesDone} 页，${check.links} 个链接`],
            ['发现问题', `${check.findings} 个`],
          ]}
        />
      </Section>
      <Section title="检查指标">
        <ListTable
          label="检查指标"
          rows={indicators}
          rowKey={row => row.name}
          empty="没有指标。"
          columns={[
            { title: '指标', dataIndex: 'name', className: 'title-cell' },
            { title: '类别', key: 'level', render: (_, row) => findingLevelWords[row.level] },
            {
              title: '结果',
              key: 'result',
              render: (_, row) => (
                <Mark tone={indicatorTones[row.result]}>{indicatorResultWords[row.result]}</Mark>
              ),
            },
            { title: '说明', dataIndex: 'words', className: 'title-cell' },
          ]}
        />
      </Section>
      <Section
        title="问题清单"
        extra={
          <span className="actions">
            <a href={`${apiHref('site-checks/findings.xlsx')}?${text}`}>下载 XLSX</a>
            <a href={`${apiHref('site-checks/findings.csv')}?${text}`}>下载 CSV</a>
          </span>
        }
      >
        <FilterBar
          onClear={
            some ? () => go(path.siteCheck({ ...filters, level: undefined, rule: undefined })) : undefined
          }
        >
          <ChoiceFilter
            label="类别"
            placeholder="全部类别"
            value={filters.level}
            options={optionsOf(findingLevelWords)}
            onChange={level => change({ level })}
          />
        </FilterBar>
        <ListTable
          label="问题清单"
          rows={findings}
          rowKey={row => `${row.rule} ${row.subject}`}
          empty={some ? '没有这一类问题。' : '没有发现问题。'}
          columns={[
            { title: '类别', key: 'level', render: (_, row) => findingLevelWords[row.level] },
            {
              title: '问题',
              key: 'words',
              className: 'title-cell',
              render: (_, row) => (
                <>
                  {row.words}
                  {row.isCarried && <span className="quiet">（本次没有核对到，沿用上次结果）</span>}
                </>
              ),
            },
            {
              title: '网页',
              key: 'pages',
              className: 'title-cell',
              render: (_, row) => <Samples pages={row.pages} samples={row.samples} />,
            },
            { title: '处理办法', dataIndex: 'advice', className: 'title-cell' },
            { title: '处理单位', dataIndex: 'who' },
            { title: '首次发现', key: 'since', render: (_, row) => momentWords(row.sinceAt) },
          ]}
        />
      </Section>
    </>
  );
}

/** The first pages that show it. */
function Samples({ pages, samples }: { readonly pages: number; readonly samples: readonly string[] }) {
  const shown = samples.slice(0, 3);
  return (
    <>
      {shown.map(each => (
        <div key={each} className="sample-link">
          <a href={publicHref(each)} target="_blank" rel="noopener">
            {each}
          </a>
        </div>
      ))}
      {pages > shown.length && <span className="quiet">共 {pages} 页</span>}
    </>
  );
}

function Earlier({
  rows,
  shown,
}: {
  readonly rows: readonly SiteCheckRow[];
  readonly shown: string | undefined;
}) {
  if (rows.length === 0) return null;
  return (
    <Section title="历次自查">
      <ListTable
        label="历次自查"
        rows={rows}
        rowKey={row => row.id}
        empty="还没有自查。"
        columns={[
          {
            title: '日期',
            key: 'on',
            render: (_, row) =>
              row.state === 'done' && row.id !== shown ? (
                <Link to={path.siteCheck({ check: row.id })}>{dayWords(row.onDay)}</Link>
              ) : (
                dayWords(row.onDay)
              ),
          },
          {
            title: '发起',
            key: 'cause',
            render: (_, row) => (row.cause === 'daily' ? '每日自动' : (row.askedBy ?? '—')),
          },
          { title: '状态', key: 'state', render: (_, row) => <CheckMark check={row} /> },
          { title: '核对页数', dataIndex: 'pagesDone' },
          { title: '发现问题', dataIndex: 'findings' },
          {
            title: '完成时间',
            key: 'end',
            className: 'title-cell',
            render: (_, row) => row.failure ?? momentWords(row.finishedAt),
          },
        ]}
      />
    </Section>
  );
}
