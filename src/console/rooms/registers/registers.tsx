import { useQuery } from '@tanstack/react-query';
import type { RegisterClock } from '../../../contexts/registers/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';

const marks = {
  unpublished: ['plain', '尚未公开'],
  'in-time': ['green', '按期'],
  soon: ['blue', '即将到期'],
  late: ['red', '逾期'],
} as const;

export function ClockMark({ clock }: { readonly clock: RegisterClock }) {
  const [tone, words] = marks[clock.state];
  return <Mark tone={tone}>{words}</Mark>;
}

/** The registers with their clocks. */
export function Registers() {
  const query = useQuery(queries.registers());
  return (
    <Page
      title="名录"
      lead="登记、备案和管理的组织、机构和设施。先录入或者导入，再生成公开信息，并按期更新。"
    >
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="名录"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '机构包没有设置名录。'}
        columns={[
          {
            title: '名录',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => <Link to={path.register(row.id)}>{row.title}</Link>,
          },
          { title: '责任单位', dataIndex: 'ownerUnitName' },
          { title: '条数', dataIndex: 'entries' },
          {
            title: '已公开',
            key: 'edition',
            render: (_, row) => (row.edition === null ? '—' : `第${row.edition}版`),
          },
          { title: '更新', key: 'clock', render: (_, row) => <ClockMark clock={row.clock} /> },
          { title: '下一版期限', key: 'due', render: (_, row) => row.clock.dueOn ?? '—' },
        ]}
      />
    </Page>
  );
}
