import { useQuery } from '@tanstack/react-query';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';
import { activityKindWords, activityStateWords } from './channel-words.tsx';

/** 发布会和访谈, the newest first. */
export function Activities() {
  const query = useQuery(queries.activities());
  const go = useGo();
  return (
    <Page
      title="发布会和访谈"
      crumbs={[{ words: '渠道发布', to: path.channels() }]}
      lead="新闻发布会、在线访谈的计划、问答、纪要和媒体，举行后起草信息，经审查公开。"
      actions={
        <CommandButton
          main
          permission={query.data?.permissions['create']}
          onClick={() => go(path.newActivity())}
        >
          新的计划
        </CommandButton>
      }
    >
      <Loaded query={query}>
        {({ rows }) => (
          <ListTable
            label="发布会和访谈"
            rows={rows}
            rowKey={row => row.id}
            empty="还没有发布会或者访谈的计划。点“新的计划”登记时间、地点和预计问题。"
            columns={[
              {
                title: '主题',
                key: 'title',
                className: 'title-cell',
                render: (_, row) => <Link to={path.activity(row.id)}>{row.title}</Link>,
              },
              { title: '形式', key: 'kind', render: (_, row) => activityKindWords[row.kind] },
              { title: '时间', key: 'at', render: (_, row) => momentWords(row.heldAt) },
              { title: '地点', dataIndex: 'place' },
              { title: '单位', dataIndex: 'unitName' },
              {
                title: '状态',
                key: 'state',
                render: (_, row) => (
                  <Mark tone={row.state === 'drafted' ? 'green' : 'plain'}>
                    {activityStateWords[row.state]}
                  </Mark>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
