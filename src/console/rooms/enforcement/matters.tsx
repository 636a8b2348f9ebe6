import { useQuery } from '@tanstack/react-query';
import { kindWords, type MatterListView } from '../../../contexts/enforcement/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Section } from '../../parts/page.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { momentWords } from '../../words.ts';
import { ProposeItem } from '../editor/propose-item.tsx';

function Standing({ list }: { readonly list: MatterListView }) {
  const { path: publicPath, releasedAt, itemId, isOutdated } = list;
  return (
    <p>
      清单在机构包的 enforcement.yaml 中维护。
      {publicPath !== null && releasedAt !== null && (
        <a href={publicHref(publicPath)} target="_blank" rel="noopener">
          {momentWords(releasedAt)}公布
        </a>
      )}{' '}
      {publicPath === null && itemId === null && '还没有公布。'}
      {itemId !== null && <Link to={path.item(itemId)}>查看公开稿和审查</Link>}{' '}
      {isOutdated && <Mark tone="red">已公布的与现在的清单不一致，请重新公布</Mark>}
    </p>
  );
}

/** 行政执法事项清单: what decisions may be about, published before any is made. */
export function EnforcementMatters() {
  const { unitId } = useSession();
  const query = useQuery(queries.enforcementMatters());
  return (
    <Section
      title="行政执法事项清单"
      extra={
        <ProposeItem
          words="生成清单公开稿"
          endpoint="enforcement/matters/propose"
          unitId={unitId}
          permission={query.data?.permissions['propose']}
        />
      }
    >
      <Loaded query={query}>
        {list => (
          <>
            <Standing list={list} />
            <ListTable
              label="行政执法事项"
              rows={list.matters}
              rowKey={row => row.code}
              empty="机构包中没有执法事项。"
              columns={[
                { title: '编码', dataIndex: 'code' },
                { title: '类别', key: 'kind', render: (_, row) => kindWords[row.kind] },
                { title: '事项', dataIndex: 'name', className: 'title-cell' },
                { title: '主体', dataIndex: 'organ' },
                { title: '依据', dataIndex: 'basis' },
                { title: '承办单位', dataIndex: 'unitName' },
              ]}
            />
          </>
        )}
      </Loaded>
    </Section>
  );
}
