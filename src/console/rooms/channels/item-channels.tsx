import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { TaskRow } from '../../../contexts/channels/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dueWords, TaskMark, taskKindWords } from './channel-words.tsx';
import { Preview } from './preview.tsx';
import { SheetButton } from './sheet-button.tsx';

/** Where an item is to appear beside the portal, and how far that is. */
export function ItemChannels({ itemId }: { readonly itemId: string }) {
  const query = useQuery(queries.itemChannels(itemId));
  const channels = useQuery(queries.channels());
  const [shown, setShown] = useState<string | null>(null);
  const nameOf = (id: string) => channels.data?.channels.find(each => each.id === id)?.name ?? id;
  const isAutomatic = (id: string) =>
    channels.data?.channels.some(each => each.id === id && each.isAutomatic && each.kind !== 'website') ===
    true;
  return (
    <Loaded query={query}>
      {({ chosen, rows, isPublic }) => (
        <Section title="发布渠道" extra={isPublic && <SheetButton itemId={itemId} />}>
          <p>
            {chosen.length === 0
              ? '本版只在门户网站公开。'
              : `本版在门户网站和${chosen.map(nameOf).join('、')}发布。`}
          </p>
          {chosen.filter(isAutomatic).map(id => (
            <Button key={id} onClick={() => setShown(id)}>
              预览：{nameOf(id)}
            </Button>
          ))}
          {shown !== null && (
            <Preview itemId={itemId} channel={shown} name={nameOf(shown)} onClose={() => setShown(null)} />
          )}
          {rows.length > 0 && <TaskTable rows={rows} />}
        </Section>
      )}
    </Loaded>
  );
}

function TaskTable({ rows }: { readonly rows: readonly TaskRow[] }) {
  return (
    <ListTable
      label="渠道任务"
      rows={rows}
      rowKey={row => row.id}
      empty="没有渠道任务。"
      columns={[
        {
          title: '渠道',
          key: 'channel',
          render: (_, row) => (
            <Link to={path.channelTask(row.id)}>{`${row.channelName}（${taskKindWords[row.kind]}）`}</Link>
          ),
        },
        { title: '状态', key: 'state', render: (_, row) => <TaskMark task={row} /> },
        { title: '期限', key: 'due', render: (_, row) => dueWords(row) },
        { title: '办理单位', dataIndex: 'unitName' },
        { title: '版本', key: 'version', render: (_, row) => `第 ${row.versionNo} 版` },
      ]}
    />
  );
}
