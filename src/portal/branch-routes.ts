import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import type { HttpServer } from '../platform/http/kit.ts';
import { type BranchPortal, branchPage } from './branch.ts';
import { type PageStore, storedPage } from './page-store.ts';
import type { Portal } from './portal.ts';
import { answerSearch, sendStored } from './sending.ts';

/** Sites made from the same content, below a path of the main portal or under a host of their own. GET only. */

export interface BranchRouteDeps {
  readonly main: Portal;
  readonly branches: readonly BranchPortal[];
  readonly pages: PageStore;
}

function hostPattern(host: string): RegExp {
  return new RegExp(`^${host.replaceAll('.', String.raw`\.`)}(?::\\d+)?$`, 'i');
}

/** Registered inside the base path of the main portal. */
export function branchRoutes(app: HttpServer, { main, branches, pages }: BranchRouteDeps): void {
  const { basePath } = main.site;
  for (const branch of branches) {
    const { prefix, host } = branch.row;
    const base = `${basePath}${prefix}`;
    const constraints = host === '' ? {} : { constraints: { host: hostPattern(host) } };

    /** What a site does not show is on the main portal, if anywhere. */
    const elsewhere = async (request: FastifyRequest, reply: FastifyReply, path: string) => {
      const isOwn = branch.portal.site.branch?.owns(path) === true;
      if (isOwn && (await main.reads.item(path)) === null && (await main.reads.tombstone(path)) === null)
        throw new AppError('not-found');
      const query = request.url.split(/\?(.*)/s, 2)[1];
      const target = `${host === '' ? '' : main.site.origin}${basePath}${encodeURI(path)}`;
      return reply.header('cache-control', 'no-cache').redirect(query ? `${target}?${query}` : target, 302);
    };

    const page = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const asked = request.url.split('?', 1)[0] ?? '';
      if (asked === base && prefix !== '') return reply.redirect(`${base}/`, 301);
      const raw = asked.slice(base.length) || '/';
      // No path of ours begins with two slashes: nobody reaches a page of one host through another.
      const key = host === '' ? `${prefix}${raw}` : `//${host}${raw}`;
      const stored = pages.get(key);
      if (stored !== undefined) return sendStored(request, reply, stored);
      const { generation } = pages;
      let path: string;
      try {
        path = decodeURIComponent(raw);
      } catch {
        throw new AppError('not-found');
      }
      const rendered = await branchPage(branch, path);
      if (rendered === null) return elsewhere(request, reply, path);
      const made = storedPage(rendered);
      pages.keep(key, made, generation);
      return sendStored(request, reply, made);
    };

    app.get(`${prefix}/search`, constraints, (request, reply) => answerSearch(branch.portal, request, reply));
    app.get(`${prefix}/`, constraints, page);
    app.get(`${prefix}/*`, constraints, page);
  }
}
