import { useQuery } from '@tanstack/react-query';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';
import { standWords } from './run-words.ts';

/** 迁入记录: what was taken over from old sites, by whose order; the order itself is given on the server's machine. */
export function Imports() {
  const query = useQuery(queries.imports());
  return (
    <Page
      title="迁入记录"
      lead="原网站的信息由系统管理员在服务器上用“./gongkai import items”迁入，须有本机关的决定；迁入的信息不经本系统审查，页面上长期标明。"
    >
      <Loaded query={query}>
        {({ runs }) => (
          <ListTable
            label="迁入记录"
            rows={runs}
            rowKey={run => run.id}
            empty="还没有迁入过原网站的信息。迁入的办法见操作手册“迁移旧网站”。"
            columns={[
              {
                title: '原网站',
                key: 'origin',
                render: (_, run) => <Link to={path.importReport(run.id)}>{run.origin}</Link>,
              },
              { title: '来源', dataIndex: 'sourceName' },
              { title: '依据', dataIndex: 'decision' },
              { title: '组织人', dataIndex: 'staffName' },
              { title: '开始时间', key: 'started', render: (_, run) => momentWords(run.startedAt) },
              { title: '进度', key: 'stand', render: (_, run) => standWords(run) },
              { title: '公开', dataIndex: 'published' },
              { title: '转草稿', dataIndex: 'drafted' },
              { title: '未收', dataIndex: 'refused' },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
