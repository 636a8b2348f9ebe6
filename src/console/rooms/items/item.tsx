import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ItemView } from '../../../contexts/publications/contract.ts';
import { Chain } from '../../parts/chain.tsx';
import { Difference } from '../../parts/difference.tsx';
import { EvidenceSection } from '../../parts/evidence.tsx';
import { Findings } from '../../parts/findings.tsx';
import { ItemAttachments, ItemContent, ItemDuties, ItemMetadataView } from '../../parts/item-views.tsx';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { VersionMark } from '../../parts/marks.tsx';
import { PackageTie } from '../../parts/package-tie.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useGranted } from '../../session.tsx';
import { itemKindWords, momentWords, withdrawalWords } from '../../words.ts';
import { ItemChannels } from '../channels/item-channels.tsx';
import { CapturePage } from './capture-page.tsx';
import { ItemCommands } from './item-commands.tsx';

const route = getRouteApi('/inside/items/$id');

/** One item with its whole history. */
export function Item() {
  const { id } = route.useParams();
  const query = useQuery(queries.item(id));
  return <Loaded query={query}>{item => <ItemPage item={item} />}</Loaded>;
}

function ItemPage({ item }: { readonly item: ItemView }) {
  const readsAudit = useGranted('audit.read');
  return (
    <Page
      title={item.title || '（尚无标题）'}
      crumbs={[{ words: '信息起草', to: path.items() }]}
      marks={<VersionMark state={item.state} />}
      lead={`${itemKindWords[item.kind]}　${item.ownerUnitName}　第 ${item.versionNo} 版　最近修改 ${momentWords(item.changedAt)}`}
      actions={<ItemCommands item={item} />}
    >
      <Withdrawal item={item} />
      {item.imported !== null && (
        <p className="quiet" role="note">
          本信息由原网站“{item.imported.origin}”迁移，{momentWords(item.imported.importedAt)}迁入，依据“
          {item.imported.decision}”，未经本系统审查流程。
        </p>
      )}
      <div className="columns">
        <div>
          <ItemContent item={item} />
          <ItemAttachments item={item} />
          <ItemMetadataView item={item} />
        </div>
        <div>
          <PackageTie item={item} />
          <Findings gate={item.gate} />
          <Chain item={item} />
          <ItemDuties item={item} />
          <Versions item={item} />
          <LogProof item={item} />
          {readsAudit && (
            <p>
              <Link to={path.audit({ subjectId: item.id })}>查看该信息的审计记录</Link>
            </p>
          )}
        </div>
      </div>
      <ItemChannels itemId={item.id} />
      <ItemEvidence item={item} />
      <Difference itemId={item.id} />
    </Page>
  );
}

/** Where else it was shown. Before the first release there is nothing to prove. */
function ItemEvidence({ item }: { readonly item: ItemView }) {
  const hasBeenLive = item.versions.some(version => version.releasedAt !== null);
  const query = useQuery({ ...queries.itemEvidence(item.id), enabled: hasBeenLive });
  if (!hasBeenLive) return null;
  return (
    <Loaded query={query}>
      {({ rows, permissions }) => (
        <EvidenceSection
          evidence={rows}
          permission={permissionOf(permissions, 'evidence.add')}
          endpoint={`items/${item.id}/evidence`}
          beside={<CapturePage itemId={item.id} permission={permissionOf(permissions, 'evidence.add')} />}
        />
      )}
    </Loaded>
  );
}

function Withdrawal({ item }: { readonly item: ItemView }) {
  const { withdrawal } = item;
  if (withdrawal === null) return null;
  return (
    <Section title="已撤下">
      <Facts
        rows={[
          ['情形', withdrawalWords[withdrawal.kind]],
          ['理由', withdrawal.reason],
          ['时间', momentWords(withdrawal.at)],
          ['撤下单位', withdrawal.unitName],
          [
            '替代信息',
            withdrawal.replacedBy === null ? (
              '无'
            ) : (
              <Link key="replaced" to={path.item(withdrawal.replacedBy)}>
                查看替代信息
              </Link>
            ),
          ],
        ]}
      />
      <p>
        <a href={publicHref(item.path)} target="_blank" rel="noopener">
          公众看到的撤下说明
        </a>
      </p>
    </Section>
  );
}

function Versions({ item }: { readonly item: ItemView }) {
  return (
    <Section
      title="版本"
      extra={
        item.liveVersion !== null && (
          <a href={publicHref(item.path)} target="_blank" rel="noopener">
            查看公众页面
          </a>
        )
      }
    >
      <ListTable
        label="版本"
        rows={[...item.versions].sort((a, b) => b.no - a.no)}
        rowKey={version => String(version.no)}
        empty="还没有版本。"
        columns={[
          {
            title: '版本',
            key: 'no',
            render: (_, version) =>
              `第 ${version.no} 版${version.no === item.liveVersion ? '（公开中）' : ''}`,
          },
          { title: '状态', key: 'state', render: (_, version) => <VersionMark state={version.state} /> },
          {
            title: '时间',
            key: 'at',
            render: (_, version) => momentWords(version.releasedAt ?? version.changedAt),
          },
        ]}
      />
    </Section>
  );
}

const actWords: Readonly<Record<string, string>> = {
  released: '发布',
  amended: '更新发布',
  withdrawn: '撤下',
  imported: '由原网站迁入',
  'duty-met': '履行公开事项',
  'validity-changed': '效力变化',
};

/** What the public log says of this item; the proof itself is a public page. */
function LogProof({ item }: { readonly item: ItemView }) {
  return (
    <Section
      title="公开日志"
      extra={
        item.log.length > 0 && (
          <a href={publicHref(`log/item/${item.id}`)} target="_blank" rel="noopener">
            查看证明
          </a>
        )
      }
    >
      {item.log.length === 0 ? (
        <Nothing>发布后，公开日志会留下不可篡改的记录。</Nothing>
      ) : (
        <ul className="reasons">
          {item.log.map(entry => (
            <li key={entry.entryId}>
              {[
                momentWords(entry.recordedAt),
                actWords[entry.kind] ?? entry.kind,
                entry.leafIndex === null ? '已记录，等待封存' : `已封存为第 ${entry.leafIndex} 条`,
              ].join('　')}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
