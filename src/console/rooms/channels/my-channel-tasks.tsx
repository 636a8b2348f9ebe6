import { useQuery } from '@tanstack/react-query';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dueWords, TaskMark, taskKindWords } from './channel-words.tsx';

/** On the desk: what my unit still has to post, to prove or to take down. Without any the section says nothing. */
export function MyChannelTasks() {
  const query = useQuery(queries.myChannelTasks());
  if (query.data?.length === 0) return null;
  return (
    <Section title="我单位的渠道任务" extra={<Link to={path.channels()}>全部渠道任务</Link>}>
      <Loaded query={query}>
        {rows => (
          <ListTable
            label="我单位的渠道任务"
            rows={rows}
            rowKey={row => row.id}
            empty="没有待办的渠道任务。"
            columns={[
              {
                title: '信息',
                key: 'title',
                className: 'title-cell',
                render: (_, row) => <Link to={path.channelTask(row.id)}>{row.title}</Link>,
              },
              {
                title: '渠道',
                key: 'channel',
                render: (_, row) => `${row.channelName}（${taskKindWords[row.kind]}）`,
              },
              { title: '状态', key: 'state', render: (_, row) => <TaskMark task={row} /> },
              { title: '期限', key: 'due', render: (_, row) => dueWords(row) },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
