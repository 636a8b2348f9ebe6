import { useQuery } from '@tanstack/react-query';
import type { ItemView } from '../../contexts/publications/contract.ts';
import { fileAddress } from '../file-addresses.ts';
import { path } from '../path.ts';
import { queries } from '../queries.ts';
import {
  attributeWords,
  itemKindWords,
  metadataWords,
  momentWords,
  retentionWords,
  sizeWords,
  validityWords,
  withholdingWords,
} from '../words.ts';
import { Content } from './content.tsx';
import { Link } from './link.tsx';
import { Nothing } from './loaded.tsx';
import { Facts, Section } from './page.tsx';

/** An item as it stands, for those who look and do not write. */

export function ItemContent({ item }: { readonly item: ItemView }) {
  return (
    <Section title="正文">
      {item.summary !== '' && <p className="quiet">摘要：{item.summary}</p>}
      <Content html={item.bodyHtml} />
    </Section>
  );
}

export function ItemAttachments({ item }: { readonly item: ItemView }) {
  return (
    <Section title="附件">
      {item.attachments.length === 0 ? (
        <Nothing>没有附件。</Nothing>
      ) : (
        <ul className="attachment-list">
          {item.attachments.map(file => (
            <li key={file.fileDigest}>
              <a
                className="attachment-name"
                href={fileAddress(file.fileDigest, file.name)}
                target="_blank"
                rel="noopener"
              >
                {file.name}
              </a>
              <span className="quiet">{sizeWords(file.size)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function ItemMetadataView({ item }: { readonly item: ItemView }) {
  const { metadata } = item;
  const reason = metadata.attributeReason === null ? '' : `：${withholdingWords[metadata.attributeReason]}`;
  return (
    <Section title="信息属性">
      <Facts
        rows={[
          ['索引号', item.indexNo ?? '发布时生成'],
          ['类别', itemKindWords[item.kind]],
          ['栏目', item.columnName],
          [metadataWords.attribute, `${attributeWords[metadata.attribute]}${reason}`],
          [metadataWords.attributeNote, metadata.attributeNote],
          [metadataWords.basis, metadata.basis],
          [metadataWords.issuer, metadata.issuer],
          [metadataWords.documentNo, metadata.documentNo],
          [metadataWords.topic, metadata.topic],
          [metadataWords.genre, metadata.genre],
          [metadataWords.writtenOn, metadata.writtenOn],
          [metadataWords.effectiveOn, metadata.effectiveOn],
          [metadataWords.expiresOn, metadata.expiresOn],
          [metadataWords.validity, metadata.validity === null ? '' : validityWords[metadata.validity]],
          [metadataWords.wideEffect, metadata.wideEffect ? '是，须与解读同步发布' : ''],
          [metadataWords.keywords, metadata.keywords.join('、')],
          [metadataWords.source, metadata.source],
          [metadataWords.author, metadata.author],
          [metadataWords.statisticalDefinition, metadata.statisticalDefinition],
          [metadataWords.retention, retentionWords[metadata.retention]],
          ['计划发布时间', item.releaseAt === null ? '不定时' : momentWords(item.releaseAt)],
        ]}
      />
    </Section>
  );
}

export function ItemDuties({ item }: { readonly item: ItemView }) {
  return (
    <Section title="对应台账事项">
      {item.meets.length === 0 ? (
        <Nothing>没有指明对应的台账事项。</Nothing>
      ) : (
        <ul className="reasons">
          {item.meets.map(each => (
            <li key={each.dutyId}>
              <DutyName id={each.dutyId} title={each.title} />（{each.elements.length} 项要素）
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function DutyName({ id, title }: { readonly id: string; readonly title: string | undefined }) {
  const query = useQuery({ ...queries.duty(id), enabled: title === undefined });
  return <Link to={path.duty(id)}>{title ?? query.data?.title ?? '查看事项'}</Link>;
}
