import type { IncomingMessage, ServerResponse } from 'node:http';
import { bytesOf, type Encoding, encodingFor, type PageStore, type StoredPage } from './page-store.ts';

/**
 * Answers pages that lie ready in memory before the framework sees the request: nothing is parsed, no hook runs. What
 * is not in the store, has a query or is no GET goes on to the routes, which render, keep and answer with the same
 * headers (`pageHeaders`).
 */

export const contentSecurityPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'; object-src 'none'";

/** Headers of every public page. Style and script come from us alone; nothing is framed elsewhere. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

/** Pages may be kept by anyone, but are asked about each time: a withdrawal shows at once. */
export const pageCache = 'public, max-age=0, must-revalidate';

/** Any site may read it, and see by which tag it knows it again. Credentials are never sent along. */
export const openHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag',
};

/** Headers of a stored page in one encoding, without its length. */
export function pageHeaders(page: StoredPage, encoding: Encoding): Record<string, string> {
  return {
    'content-type': page.contentType,
    etag: page.etag,
    vary: 'Accept-Encoding',
    'cache-control': pageCache,
    ...securityHeaders,
    ...(page.isOpen ? openHeaders : {}),
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  };
}

/** Does the client have this very page? A page that is gone (410) is always sent. */
export function isKnown(page: StoredPage, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined || page.status !== 200) return false;
  return ifNoneMatch === '*' || ifNoneMatch.includes(page.etag);
}

interface Ready {
  readonly headers: string[];
  /** The bytes as a text of one byte a character: Node sends it in one write with the head, a buffer in two parts. */
  readonly body: string;
}

/** Header lists and bodies, made once per page and encoding; they go when the page goes. */
const readyByPage = new WeakMap<StoredPage, Partial<Record<Encoding, Ready>>>();

function readyOf(page: StoredPage, encoding: Encoding): Ready {
  const known = readyByPage.get(page) ?? {};
  readyByPage.set(page, known);
  let ready = known[encoding];
  if (ready === undefined) {
    const bytes = bytesOf(page, encoding);
    const headers = { ...pageHeaders(page, encoding), 'content-length': String(bytes.length) };
    ready = { headers: Object.entries(headers).flat(), body: bytes.toString('latin1') };
    known[encoding] = ready;
  }
  return ready;
}

const notModified = new WeakMap<StoredPage, string[]>();

function notModifiedHeaders(page: StoredPage): string[] {
  let headers = notModified.get(page);
  if (headers === undefined) {
    const open = page.isOpen ? Object.entries(openHeaders).flat() : [];
    headers = ['etag', page.etag, 'vary', 'Accept-Encoding', 'cache-control', pageCache, ...open];
    notModified.set(page, headers);
  }
  return headers;
}

/** True when the request has been answered. */
export type FirstHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** `hosts`: those of sites with an address of their own, whose pages lie under other keys. */
export function fastPath(
  pages: PageStore,
  basePath: string,
  hosts: ReadonlySet<string> = new Set(),
): FirstHandler {
  const hasHosts = hosts.size > 0;
  return (request, response) => {
    const { url, method, headers } = request;
    if (method !== 'GET' || url === undefined || !url.startsWith(basePath)) return false;
    if (url.startsWith('//', basePath.length)) return false;
    if (hasHosts && hosts.has((headers.host ?? '').replace(/:\d+$/, '').toLowerCase())) return false;
    const page = pages.get(basePath === '' ? url : url.slice(basePath.length));
    if (page === undefined) return false;
    if (isKnown(page, headers['if-none-match'])) {
      response.writeHead(304, notModifiedHeaders(page)).end();
      return true;
    }
    const accepted = headers['accept-encoding'];
    const ready = readyOf(page, encodingFor(typeof accepted === 'string' ? accepted : undefined));
    response.writeHead(page.status, ready.headers).end(ready.body, 'latin1');
    return true;
  };
}
