import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { matterWords, outcomeWords } from '../../../contexts/requests/contract.ts';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';

const route = getRouteApi('/inside/requests/retention');
const size = 50;

/** Files whose retention has ended: a person decides on each, nothing is destroyed by time alone. */
export function RequestRetention() {
  const { page = 1 } = route.useSearch();
  const go = useGo();
  const query = useQuery(queries.requestRetention({ page, size }));
  return (
    <Page
      title="保管期限届满的案卷"
      crumbs={[{ words: '依申请公开', to: path.requests() }]}
      lead="逐件打开，用“保管期限鉴定”决定继续保管或者销毁。没有决定之前一直保存。"
    >
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="保管期限届满的案卷"
        rows={query.data?.files ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有保管期限届满、等待鉴定的案卷。'}
        paging={{
          page,
          size,
          total: query.data?.count ?? 0,
          onPage: next => go(path.requestRetention({ page: next === 1 ? undefined : next })),
        }}
        columns={[
          { title: '登记号', key: 'number', render: (_, row) => row.number ?? '—' },
          {
            title: '申请内容',
            key: 'subject',
            className: 'title-cell',
            render: (_, row) => <Link to={path.request(row.id)}>{row.subject}</Link>,
          },
          { title: '申请事项', key: 'matter', render: (_, row) => matterWords[row.matter] },
          {
            title: '处理结果',
            key: 'outcome',
            render: (_, row) => (row.outcome === null ? '—' : outcomeWords[row.outcome]),
          },
          { title: '办结日期', dataIndex: 'closedOn' },
          { title: '保管至', dataIndex: 'keepUntil' },
          { title: '承办单位', dataIndex: 'unitName' },
        ]}
      />
    </Page>
  );
}
