import { createHash, timingSafeEqual } from 'node:crypto';
import { DOMParser, type Element } from '@xmldom/xmldom';
import type { PublishEvent } from './publish-events.ts';

/** What WeChat calls us with: the check of our address, and the end of a publishing job. */

export interface Signed {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** Whether the signature is the SHA-1 of token, timestamp and nonce, sorted and joined [unverified]. */
export function isSigned({ signature, timestamp, nonce }: Signed, token: string): boolean {
  const wanted = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function childrenNamed(parent: Element, name: string): Element[] {
  return [...parent.childNodes].filter(
    (child): child is Element => child.nodeType === 1 && child.nodeName === name,
  );
}

function wordOf(parent: Element | undefined, name: string): string | undefined {
  const text = parent === undefined ? '' : (childrenNamed(parent, name)[0]?.textContent ?? '').trim();
  return text === '' ? undefined : text;
}

/** Neither a document type nor an entity of one's own: no honest message has them. */
const forbidden = /<!DOCTYPE|<!ENTITY/i;

function rootOf(xml: string): Element | undefined {
  if (forbidden.test(xml)) return undefined;
  try {
    const stop = (_level: string, message: string): never => {
      throw new SyntaxError(message);
    };
    return new DOMParser({ onError: stop }).parseFromString(xml, 'text/xml').documentElement ?? undefined;
  } catch {
    return undefined;
  }
}

const shortNumber = /^\d{1,4}$/;

export type Message =
  | { readonly kind: 'publishing-finished'; readonly event: PublishEvent }
  /** Well formed, and none of our business. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unreadable' };

export function readMessage(xml: string): Message {
  const root = rootOf(xml);
  if (root === undefined || root.nodeName !== 'xml') return { kind: 'unreadable' };
  if (wordOf(root, 'Event') !== 'PUBLISHJOBFINISH') return { kind: 'other' };
  const job = childrenNamed(root, 'PublishEventInfo')[0];
  const publishId = wordOf(job, 'publish_id');
  const status = wordOf(job, 'publish_status');
  if (job === undefined || publishId === undefined || !/^[0-6]$/.test(status ?? ''))
    return { kind: 'unreadable' };
  const detail = childrenNamed(job, 'article_detail')[0];
  const first = detail && childrenNamed(detail, 'item')[0];
  const places = childrenNamed(job, 'fail_idx')
    .map(place => (place.textContent ?? '').trim())
    .filter(place => shortNumber.test(place))
    .map(Number);
  return {
    kind: 'publishing-finished',
    event: {
      publishId,
      status: Number(status),
      articleId: wordOf(job, 'article_id'),
      address: wordOf(first, 'article_url'),
      places,
    },
  };
}
