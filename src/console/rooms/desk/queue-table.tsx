import type { QueueEntry } from '../../../contexts/publications/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { path } from '../../path.ts';

/** What waits for a signature; the server has put the most urgent first. */
export function QueueTable({ rows }: { readonly rows: readonly QueueEntry[] }) {
  return (
    <ListTable
      label="待我签署的信息"
      rows={rows}
      rowKey={row => row.id}
      empty="没有等您签署的信息。"
      columns={[
        {
          title: '标题',
          key: 'title',
          render: (_, row) => (
            <Link to={row.policyId === null ? path.review(row.id) : path.package(row.policyId)}>
              {row.title}
            </Link>
          ),
        },
        { title: '起草单位', dataIndex: 'ownerUnitName' },
        { title: '栏目', dataIndex: 'columnName' },
        {
          title: '等待环节',
          key: 'step',
          render: (_, row) => row.waitingFor.map(step => step.name).join('、'),
        },
        {
          title: '环节期限',
          key: 'due',
          render: (_, row) => (
            <span className={row.late ? 'late-words' : ''}>
              {row.dueOn ?? '—'} {row.late && <Mark tone="red">超时</Mark>}
            </span>
          ),
        },
      ]}
    />
  );
}
