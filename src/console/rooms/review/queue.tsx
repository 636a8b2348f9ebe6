import { useQuery } from '@tanstack/react-query';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';
import { QueueTable } from '../desk/queue-table.tsx';
import { RowState } from '../items/items.tsx';

/** 审核: what waits for one's own signature, then everything on its way through the chain. */
export function ReviewQueue() {
  const queue = useQuery(queries.myQueue());
  const all = useQuery(queries.items({ state: 'in-review', size: 100 }));
  return (
    <Page title="审核" lead="签署覆盖正文、属性、附件和计划发布时间；任何改动都会使已有签署失效。">
      <Section title="待我签署">
        <Loaded query={queue}>
          {({ items }) => <QueueTable rows={items.filter(row => row.task === 'sign')} />}
        </Loaded>
      </Section>
      <Section
        title="审核中的全部信息"
        extra={<Link to={path.items({ state: 'in-review' })}>在列表中筛选</Link>}
      >
        <Loaded query={all}>
          {({ items }) => (
            <ListTable
              label="审核中的信息"
              rows={items}
              rowKey={row => row.id}
              empty="目前没有审核中的信息。"
              columns={[
                {
                  title: '标题',
                  key: 'title',
                  className: 'title-cell',
                  render: (_, row) => <Link to={path.review(row.id)}>{row.title}</Link>,
                },
                { title: '状态', key: 'state', render: (_, row) => <RowState row={row} /> },
                { title: '起草单位', dataIndex: 'ownerUnitName' },
                { title: '栏目', dataIndex: 'columnName' },
                { title: '最近变动', key: 'changed', render: (_, row) => momentWords(row.changedAt) },
              ]}
            />
          )}
        </Loaded>
      </Section>
    </Page>
  );
}
