import type { ImportMark } from '../contract/importing.ts';
import type { AttachmentView, ItemKind, ItemMetadata } from '../contract.ts';
import { canonicalJson } from './digest.ts';

/** What the canonical public record is made of. All of it is stored with the version and never changes after release. */
export interface PublicContent {
  readonly path: string;
  readonly indexNo: string;
  readonly versionNo: number;
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: ItemMetadata;
  readonly attachments: readonly AttachmentView[];
  readonly releasedAt: Date;
  /** Of a version that an import made public. */
  readonly imported?: ImportMark | null;
}

/**
 * The canonical public record: exactly the bytes the public log vouches for. It names no member of staff (not even the
 * responsible editor) and holds nothing that is kept inside: grounds, internal notes, retention.
 */
export function publicRecord(content: PublicContent): string {
  const { metadata } = content;
  return canonicalJson({
    format: 'gongkai-item/1',
    path: content.path,
    indexNo: content.indexNo,
    version: content.versionNo,
    kind: content.kind,
    column: content.columnId,
    unit: content.ownerUnitId,
    title: content.title,
    summary: content.summary,
    bodyHtml: content.bodyHtml,
    issuer: metadata.issuer,
    documentNo: metadata.documentNo,
    topic: metadata.topic,
    genre: metadata.genre,
    writtenOn: metadata.writtenOn,
    effectiveOn: metadata.effectiveOn,
    expiresOn: metadata.expiresOn,
    validity: metadata.validity,
    attribute: metadata.attribute,
    basis: metadata.basis,
    keywords: metadata.keywords,
    source: metadata.source,
    statisticalDefinition: metadata.statisticalDefinition,
    ...(metadata.relations === undefined || metadata.relations.length === 0
      ? {}
      : { relations: metadata.relations }),
    attachments: content.attachments.map(({ fileDigest, name, mediaType, size }) => ({
      digest: fileDigest,
      name,
      mediaType,
      size,
    })),
    releasedAt: content.releasedAt.toISOString(),
    ...(content.imported == null ? {} : { imported: content.imported }),
  });
}
