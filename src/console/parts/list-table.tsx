import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';

interface ListTableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: TableColumnsType<Row>;
  readonly rowKey: (row: Row) => string;
  readonly loading?: boolean;
  readonly empty: ReactNode;
  /** Paging in the address; absent: everything on one page. */
  readonly paging?: { page: number; size: number; total: number; onPage: (page: number) => void };
}

/** The one table of the console. */
export function ListTable<Row extends object>(props: ListTableProps<Row>) {
  const { label, rows, columns, rowKey, loading, empty, paging } = props;
  // A table of nothing says less than a sentence.
  if (rows.length === 0 && paging === undefined && loading !== true)
    return <p className="nothing">{empty}</p>;
  return (
    <Table<Row>
      aria-label={label}
      className="list-table"
      size="middle"
      dataSource={[...rows]}
      columns={columns}
      rowKey={rowKey}
      loading={loading === true}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <div className="nothing">{empty}</div> }}
      pagination={
        paging === undefined
          ? false
          : {
              current: paging.page,
              pageSize: paging.size,
              total: paging.total,
              onChange: paging.onPage,
              showSizeChanger: false,
              showTotal: total => `共 ${total} 条`,
              hideOnSinglePage: false,
            }
      }
    />
  );
}
