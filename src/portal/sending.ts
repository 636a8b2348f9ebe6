import type { FastifyReply, FastifyRequest } from 'fastify';
import { searchQuery } from '../contexts/search/contract.ts';
import { AppError } from '../platform/app-error.ts';
import { searchPage } from './asked-pages.tsx';
import { isKnown, pageCache, pageHeaders, securityHeaders } from './fast-path.ts';
import { bytesOf, encodingFor, type StoredPage } from './page-store.ts';
import type { Portal } from './portal.ts';

/** How a page leaves: from the store, or made for one question. */

/** Sends stored bytes: not modified when the client has them, else in the encoding it takes. */
export function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  page: StoredPage,
  cache: string = pageCache,
): FastifyReply {
  const encoding = encodingFor(request.headers['accept-encoding']);
  reply.headers({ ...pageHeaders(page, encoding), 'cache-control': cache });
  if (isKnown(page, request.headers['if-none-match'])) {
    return reply.removeHeader('content-encoding').code(304).send();
  }
  return reply.code(page.status).send(bytesOf(page, encoding));
}

/** Sends a page that is made for one question and never stored. */
export function sendOnce(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .headers({ ...securityHeaders, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(html);
}

/** The answer of the search, of the portal or of a site that shows a part of it. */
export async function answerSearch(
  portal: Portal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // A form sends its empty selects too; an empty choice is no choice.
  const given = Object.entries(request.query as Record<string, string>).filter(([, value]) => value !== '');
  // What is pasted by mistake may be a whole text: its beginning is asked for.
  const asked = given.map(([name, value]) => [name, name === 'q' ? String(value).slice(0, 200) : value]);
  const query = searchQuery.safeParse(Object.fromEntries(asked));
  if (!query.success) throw new AppError('bad-input', { detail: '搜索条件不符合要求。' });
  return sendOnce(reply, await searchPage(portal, query.data));
}
