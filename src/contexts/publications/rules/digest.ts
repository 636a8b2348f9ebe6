import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ItemKind, ItemMetadata } from '../contract.ts';

/** Everything that a reviewer signs: text, metadata, attachments, place and planned instant of release. */
export interface SignedContent {
  readonly kind: ItemKind;
  readonly path: string;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: ItemMetadata;
  readonly attachments: readonly { readonly fileDigest: string; readonly name: string }[];
  readonly meets: readonly { readonly dutyId: string; readonly elements: readonly number[] }[];
  /** ISO 8601 in UTC with milliseconds, or null. */
  readonly releaseAt: string | null;
  /** Ids of the channels beside the portal, which is always one. */
  readonly channels?: readonly string[];
}

/** JSON with sorted keys (RFC 8785): the same value gives the same bytes everywhere. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('value has no canonical form');
  return text;
}

/**
 * The bytes that a signature covers. The order of attachments counts; that of duties and of channels does not. Without
 * channels the field is left out, so that what was signed before there were any still verifies.
 */
export function canonicalBytes(content: SignedContent): string {
  const meets = content.meets
    .map(each => ({ dutyId: each.dutyId, elements: [...each.elements].sort((a, b) => a - b) }))
    .sort((a, b) => (a.dutyId < b.dutyId ? -1 : 1));
  const { kind, path, columnId, ownerUnitId, title, summary, bodyHtml, metadata, releaseAt } = content;
  const attachments = content.attachments.map(each => ({ digest: each.fileDigest, name: each.name }));
  const channels = [...new Set(content.channels)].sort();
  return canonicalJson({
    format: 'gongkai-version/1',
    kind,
    path,
    columnId,
    ownerUnitId,
    title,
    summary,
    bodyHtml,
    metadata,
    attachments,
    meets,
    releaseAt,
    ...(channels.length === 0 ? {} : { channels }),
  });
}

/** SHA-256 of the canonical bytes, 64 lower-case hexadecimal digits. */
export function digestOf(content: SignedContent): string {
  return hash('sha256', canonicalBytes(content));
}
