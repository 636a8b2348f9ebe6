import { useQuery } from '@tanstack/react-query';
import type { ItemRow } from '../../../contexts/publications/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ReleaseCommands } from '../../parts/release-commands.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';

/** 发布: what has every signature, what is timed, and what went out last. */
export function Release() {
  return (
    <Page title="发布" lead="全部环节签署完毕的信息在此发布。发布的只能是签署过的那一版。">
      <Section title="待发布">
        <ReadyTable state="approved" empty="没有等待发布的信息。" />
      </Section>
      <Section title="定时发布">
        <ReadyTable state="scheduled" empty="没有定时发布的信息。" />
      </Section>
      <Section title="最近发布" extra={<Link to={path.items({ state: 'released' })}>全部已发布信息</Link>}>
        <LatestTable />
      </Section>
    </Page>
  );
}

function ReadyTable({ state, empty }: { readonly state: 'approved' | 'scheduled'; readonly empty: string }) {
  const query = useQuery(queries.items({ state, size: 100 }));
  return (
    <Loaded query={query}>
      {({ items }) => (
        <ListTable
          label={state === 'approved' ? '待发布的信息' : '定时发布的信息'}
          rows={items}
          rowKey={row => row.id}
          empty={empty}
          columns={[
            {
              title: '标题',
              key: 'title',
              className: 'title-cell',
              render: (_, row) => <Link to={path.item(row.id)}>{row.title}</Link>,
            },
            { title: '起草单位', dataIndex: 'ownerUnitName' },
            { title: '栏目', dataIndex: 'columnName' },
            {
              title: '计划发布时间',
              key: 'at',
              render: (_, row) => (row.releaseAt === null ? '人工发布' : momentWords(row.releaseAt)),
            },
            { title: '办理', key: 'act', render: (_, row) => <RowCommands row={row} /> },
          ]}
        />
      )}
    </Loaded>
  );
}

/** The command needs the digest and the permissions, which only the whole item carries. */
function RowCommands({ row }: { readonly row: ItemRow }) {
  const query = useQuery(queries.item(row.id));
  if (query.data === undefined) return <span className="quiet">…</span>;
  if (query.data.package?.bound === true)
    return <Link to={path.package(query.data.package.policyId)}>与解读一并发布</Link>;
  return <ReleaseCommands item={query.data} />;
}

function LatestTable() {
  const query = useQuery(queries.items({ state: 'released', size: 20 }));
  return (
    <Loaded query={query}>
      {({ items }) => (
        <ListTable
          label="最近发布的信息"
          rows={items}
          rowKey={row => row.id}
          empty="还没有发布过信息。"
          columns={[
            {
              title: '标题',
              key: 'title',
              className: 'title-cell',
              render: (_, row) => <Link to={path.item(row.id)}>{row.title}</Link>,
            },
            { title: '索引号', key: 'index', render: (_, row) => row.indexNo ?? '—' },
            { title: '栏目', dataIndex: 'columnName' },
            { title: '发布时间', key: 'at', render: (_, row) => momentWords(row.releasedAt) },
            {
              title: '公众页面',
              key: 'page',
              render: (_, row) => (
                <a
                  href={publicHref(row.path)}
                  target="_blank"
                  rel="noopener"
                  aria-label={`查看“${row.title}”的公众页面`}
                >
                  查看
                </a>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
