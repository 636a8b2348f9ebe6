import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';

import type { NormativeFilters } from '../../filters.ts';

import { ChoiceFilter, FilterBar, UnitFilter, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { optionsOf, validityWords } from '../../words.ts';
import { ValidityTag } from './validity-tag.tsx';

const route = getRouteApi('/inside/normative');
const size = 50;

/** Every normative document with its derived validity, its review and what ends soon. */
export function NormativeDocuments() {
  const filters = route.useSearch();
  const go = useGo();
  const { today } = useSession();
  const query = useQuery(queries.normativeDocuments({ ...filters, size }));
  const change = (patch: Partial<NormativeFilters>) =>
    go(path.normativeDocuments({ ...filters, page: undefined, ...patch }));
  const some = Object.values(filters).some(value => value !== undefined);
  return (
    <Page
      title="规范性文件"
      lead={`有效性由修改、废止、清理等事项推定，不手工填写。${query.data?.intervalWords ?? ''}`}
      actions={
        <>
          <Link to={path.cleanUps()}>文件清理</Link>
          <Link to={path.gazetteNotes()}>公报报送</Link>
        </>
      }
    >
      <FilterBar onClear={some ? () => go(path.normativeDocuments()) : undefined}>
        <WordFilter label="名称或文号" value={filters.q} onApply={q => change({ q })} />
        <ChoiceFilter
          label="年份"
          placeholder="全部年份"
          value={filters.year}
          options={(query.data?.years ?? []).map(year => ({ value: year, label: `${year}年` }))}
          onChange={year => change({ year })}
        />
        <ChoiceFilter
          label="有效性"
          placeholder="全部"
          value={filters.validity}
          options={optionsOf(validityWords)}
          onChange={validity => change({ validity })}
        />
        <UnitFilter label="责任单位" value={filters.unit} onChange={unit => change({ unit })} />
        <ChoiceFilter
          label="到期事项"
          value={filters.due}
          options={[
            { value: 'review' as const, label: '到期应清理' },
            { value: 'expiry' as const, label: '有效期将满' },
          ]}
          onChange={due => change({ due })}
        />
      </FilterBar>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="规范性文件"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={
          query.isPending
            ? '正在载入…'
            : some
              ? '没有符合条件的规范性文件。'
              : '还没有公开的规范性文件。起草时类别选“规范性文件”，发布后列入本表。'
        }
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => change({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          {
            title: '文件名称',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => (
              <>
                <Link to={path.normativeDocument(row.id)}>{row.title}</Link>
                {!row.isLive && <div className="quiet">已撤下</div>}
              </>
            ),
          },
          { title: '发文字号', dataIndex: 'documentNo', render: text => text || '—' },
          { title: '责任单位', dataIndex: 'unitName' },
          { title: '成文日期', dataIndex: 'madeOn' },
          {
            title: '有效性',
            key: 'validity',
            render: (_, row) => (
              <>
                <ValidityTag validity={row.validity} notYet={row.notYetEffective} />
                {row.since !== null && row.validity !== 'in-force' && (
                  <div className="quiet">自{row.since}起</div>
                )}
              </>
            ),
          },
          { title: '清理期起算', dataIndex: 'reviewedOn' },
          {
            title: '应清理',
            key: 'due',
            render: (_, row) =>
              row.reviewDueOn === null ? (
                '—'
              ) : row.reviewDueOn <= today ? (
                <span className="late-words">{row.reviewDueOn}（已到期）</span>
              ) : (
                row.reviewDueOn
              ),
          },
        ]}
      />
    </Page>
  );
}
