import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { NormativeView } from '../../../contexts/publications/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords, validityWords } from '../../words.ts';
import { ValidityTag } from './validity-tag.tsx';

const route = getRouteApi('/inside/normative/$id');

/** One normative document: what it is today and how that was derived. */
export function NormativeDocument() {
  const { id } = route.useParams();
  const query = useQuery(queries.normativeDocument(id));
  return (
    <Loaded query={query}>
      {document => (
        <Page
          title={document.title}
          crumbs={[{ words: '规范性文件', to: path.normativeDocuments() }]}
          marks={<ValidityTag validity={document.validity} notYet={document.notYetEffective} />}
          actions={
            <>
              <Link to={path.item(document.id)}>信息详情</Link>
              {document.isLive && (
                <a href={publicHref(document.path)} target="_blank" rel="noopener">
                  查看公众页面
                </a>
              )}
            </>
          }
        >
          <Overview document={document} />
          <History document={document} />
          <Relations document={document} />
          <CitedBy document={document} />
        </Page>
      )}
    </Loaded>
  );
}

function Overview({ document }: { readonly document: NormativeView }) {
  return (
    <Section title="基本情况">
      <Facts
        rows={[
          ['发文字号', document.documentNo],
          ['索引号', document.indexNo],
          ['责任单位', document.unitName],
          ['成文日期', document.madeOn],
          ['施行日期', document.effectiveOn],
          ['失效日期', document.expiresOn],
          ['有效性', document.causeWords === '' ? validityWords[document.validity] : document.causeWords],
          ['清理期起算', document.reviewedOn],
          ['应清理', document.reviewDueOn],
        ]}
      />
    </Section>
  );
}

function History({ document }: { readonly document: NormativeView }) {
  return (
    <Section title="效力是怎样推定的">
      <ListTable
        label="效力事项"
        rows={document.events}
        rowKey={event => `${event.kind} ${event.on} ${event.act?.id ?? ''}`}
        empty="没有影响效力的事项，自公布之日起有效。"
        columns={[
          { title: '日期', dataIndex: 'on' },
          {
            title: '事项',
            key: 'words',
            className: 'title-cell',
            render: (_, event) => (
              <>
                {event.words}
                {event.ahead && <div className="quiet">尚未到期，届时自动计入。</div>}
                {event.voided !== null && (
                  <div className="late-words">
                    {event.voided.on}起不再计入：{event.voided.words}。
                  </div>
                )}
              </>
            ),
          },
          {
            title: '依据',
            key: 'basis',
            className: 'title-cell',
            render: (_, event) =>
              event.act === null ? event.basis : <Link to={path.item(event.act.id)}>{event.basis}</Link>,
          },
        ]}
      />
      {document.changes.length > 0 && (
        <ul className="reasons" aria-label="效力变化的记录">
          {document.changes.map(change => (
            <li key={change.recordedAt}>
              {momentWords(change.recordedAt)}　{validityWords[change.was]}改为
              {validityWords[change.validity]}，自{change.on}起
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Relations({ document }: { readonly document: NormativeView }) {
  return (
    <Section title="文件关系">
      {document.relations.length === 0 ? (
        <Nothing>没有登记与其他文件的关系。</Nothing>
      ) : (
        <ul className="reasons">
          {document.relations.map(link => {
            const name = `《${link.title}》${link.documentNo}`;
            return (
              <li key={`${link.words} ${link.documentId ?? name}`}>
                {link.words}：
                {link.documentId === null ? name : <Link to={path.item(link.documentId)}>{name}</Link>}
                {link.validity !== null && link.validity !== 'in-force' && (
                  <ValidityTag validity={link.validity} />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

function CitedBy({ document }: { readonly document: NormativeView }) {
  return (
    <Section title="引用本文件的信息">
      {document.citedBy.length === 0 ? (
        <Nothing>没有公开信息引用本文件。</Nothing>
      ) : (
        <>
          <p className="quiet">本文件修改、废止或者失效时，以下页面会自动显示提示。</p>
          <ul className="reasons">
            {document.citedBy.map(each => (
              <li key={each.id}>
                <Link to={path.item(each.id)}>{each.title}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
