import { Table, type TableColumnsType } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';

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

/** A table wider than its place scrolls; then, and only then, the keyboard must be able to reach it. */
function useReachable(label: string) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const content = frame.current?.querySelector<HTMLElement>('.ant-table-content');
    if (content === null || content === undefined) return;
    const mark = () => {
      const scrolls = content.scrollWidth > content.clientWidth;
      if (scrolls) {
        content.tabIndex = 0;
        content.setAttribute('role', 'region');
        content.setAttribute('aria-label', `${label}（可左右滚动）`);
      } else for (const name of ['tabindex', 'role', 'aria-label']) content.removeAttribute(name);
    };
    mark();
    const observer = new ResizeObserver(mark);
    observer.observe(content);
    return () => observer.disconnect();
  });
  return frame;
}

/** On a telephone rows stand one under the other; each cell then tells the name of its column. */
function labelled<Row>(columns: TableColumnsType<Row>): TableColumnsType<Row> {
  return columns.map(column => {
    const label = typeof column.title === 'string' ? { 'data-label': column.title } : {};
    return { ...column, onCell: (row, at) => ({ ...column.onCell?.(row, at), ...label }) };
  });
}

/** The one table of the console. */
export function ListTable<Row extends object>(props: ListTableProps<Row>) {
  const { label, rows, columns, rowKey, loading, empty, paging } = props;
  const frame = useReachable(label);
  // A table of nothing says less than a sentence.
  if (rows.length === 0 && paging === undefined && loading !== true)
    return <p className="nothing">{empty}</p>;
  return (
    <div ref={frame}>
      <Table<Row>
        aria-label={label}
        className="list-table"
        size="middle"
        dataSource={[...rows]}
        columns={labelled(columns)}
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
    </div>
  );
}
