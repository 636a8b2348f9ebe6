import { path } from '../path.ts';
import { momentWords } from '../words.ts';
import { Link } from './link.tsx';
import { ListTable } from './list-table.tsx';

/** An edition of a list or a register that went to review as an item. */
interface EditionRow {
  readonly no: number;
  readonly state: 'proposed' | 'released' | 'superseded' | 'withdrawn';
  readonly itemId: string;
  readonly entries: number;
  readonly proposedByName: string;
  readonly proposedAt: string;
  readonly releasedAt: string | null;
  readonly withdrawnReason: string | null;
}

const stateWords: Readonly<Record<EditionRow['state'], string>> = {
  proposed: '审查中或待发布',
  released: '已公开',
  superseded: '已被新版替代',
  withdrawn: '已撤下',
};

interface EditionsTableProps {
  readonly editions: readonly EditionRow[];
  /** What is counted in an edition: 条数, 事项. */
  readonly counted: string;
}

/** Every edition with its item; nothing before the first. */
export function EditionsTable({ editions, counted }: EditionsTableProps) {
  if (editions.length === 0) return null;
  return (
    <ListTable
      label="历次版本"
      rows={editions}
      rowKey={row => String(row.no)}
      empty=""
      columns={[
        {
          title: '版本',
          key: 'no',
          render: (_, row) => <Link to={path.item(row.itemId)}>第{row.no}版</Link>,
        },
        { title: '状态', key: 'state', render: (_, row) => stateWords[row.state] },
        { title: counted, dataIndex: 'entries' },
        {
          title: '生成',
          key: 'at',
          render: (_, row) => `${row.proposedByName}　${momentWords(row.proposedAt)}`,
        },
        { title: '公开', key: 'released', render: (_, row) => momentWords(row.releasedAt) || '—' },
        { title: '撤下理由', key: 'gone', render: (_, row) => row.withdrawnReason ?? '—' },
      ]}
    />
  );
}
