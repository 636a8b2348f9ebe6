import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import type { HttpServer } from '../platform/http/kit.ts';
import {
  calculatorPage,
  dataSearchPage,
  decisionsFoundPage,
  normativeListPage,
  powersFoundPage,
  projectsFoundPage,
  registerFoundPage,
} from './asked-pages.tsx';
import { openHeaders, securityHeaders } from './fast-path.ts';
import { type PageStore, type StoredPage, storedPage } from './page-store.ts';
import { type Portal, pageAt } from './pages.tsx';
import { previewRoutes } from './preview.tsx';
import { type Redirection, targetOf } from './redirects.ts';
import { questionOf } from './rooms/calculator-question.ts';
import { decisionFilterOf } from './rooms/enforcement/reads.ts';
import { listFormats, normativeFile, normativeFilterOf } from './rooms/normative-pages.tsx';
import { powerFilterOf } from './rooms/powers/reads.ts';
import { projectFilterOf } from './rooms/projects/reads.ts';
import { answerSearch, sendOnce, sendStored } from './sending.ts';

const assetFolder = new URL('./assets/', import.meta.url);

interface Asset {
  readonly path: string;
  readonly page: StoredPage;
}

function asset(name: string, contentType: string, hashed: boolean): Asset {
  const body = readFileSync(new URL(name, assetFolder));
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 10);
  const [stem, ending] = name.split('.');
  const path = hashed ? `/assets/${stem}.${digest}.${ending}` : `/assets/${name}`;
  return { path, page: storedPage({ body, contentType, tags: [] }) };
}

/** Style and script under names that carry their digest, so that they may be kept for ever. */
export function portalAssets(): { style: Asset; script: Asset; icon: Asset } {
  return {
    style: asset('portal.css', 'text/css; charset=utf-8', true),
    script: asset('portal.js', 'text/javascript; charset=utf-8', true),
    icon: asset('icon.svg', 'image/svg+xml', false),
  };
}

const assetCache = 'public, max-age=31536000, immutable';

function pathOf(request: FastifyRequest, basePath: string): string {
  const raw = request.url.split('?', 1)[0] ?? '/';
  const path = basePath !== '' && raw.startsWith(basePath) ? raw.slice(basePath.length) : raw;
  return path === '' ? '/' : path;
}

export interface PortalRouteDeps {
  readonly portal: Portal;
  readonly pages: PageStore;
  readonly assets: ReturnType<typeof portalAssets>;
}

/** What has moved stays where it is; an hour, because what is there may be withdrawn. */
const movedCache = 'public, max-age=3600';

/** The old site may have stood under our base path or beside it. */
async function movedFrom({ reads, site }: Portal, request: FastifyRequest) {
  const { url, hostname } = request;
  const asked = await reads.movedTo?.(url, hostname);
  if (asked != null || site.basePath === '' || !url.startsWith(`${site.basePath}/`)) return asked ?? null;
  return (await reads.movedTo?.(url.slice(site.basePath.length), hostname)) ?? null;
}

/** What the pack's table says of an address; the query goes along. */
async function redirected(portal: Portal, request: FastifyRequest): Promise<Redirection | null> {
  const { site, reads, redirects } = portal;
  if (redirects.rows.length === 0) return null;
  const [raw = '', query] = request.url.split(/\?(.*)/s, 2);
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return null;
  }
  const inside = path.startsWith(`${site.basePath}/`) ? path.slice(site.basePath.length) : path;
  const row = redirects.find(path) ?? redirects.find(inside);
  const target = row === undefined ? null : await targetOf(row, reads.pathOfIndexNo);
  return target === null || !query ? target : { ...target, path: `${target.path}?${query}` };
}

/** Old addresses outside the base path, where the web server before us hands those over. */
export function oldAddressRoutes(app: HttpServer, portal: Portal): void {
  app.get('/*', async (request, reply) => {
    const named = await redirected(portal, request);
    if (named !== null)
      return reply
        .header('cache-control', movedCache)
        .redirect(`${portal.site.basePath}${named.path}`, named.status);
    const found = await movedFrom(portal, request);
    if (found === null) throw new AppError('not-found');
    // The page itself answers 410 for what is withdrawn.
    return reply.header('cache-control', movedCache).redirect(`${portal.site.basePath}${found.path}`, 301);
  });
}

/** The register of normative documents narrowed by a form, and as files. */
function normativeLists(app: HttpServer, portal: Portal): void {
  app.get('/normative/list', async (request, reply) => {
    const html = await normativeListPage(portal, normativeFilterOf(request.query));
    if (html === null) throw new AppError('not-found');
    return sendOnce(reply, html);
  });
  for (const format of listFormats) {
    app.get(`/normative/list.${format}`, async (request, reply) => {
      const file = await normativeFile(portal, normativeFilterOf(request.query), format);
      if (file === null) throw new AppError('not-found');
      const name = `filename="normative-documents.${format}"; filename*=UTF-8''${encodeURIComponent(`行政规范性文件.${format}`)}`;
      return reply
        .headers({ ...securityHeaders, 'cache-control': 'no-cache' })
        .header('content-disposition', `${format === 'json' ? 'inline' : 'attachment'}; ${name}`)
        .type(file.mediaType)
        .send(file.body);
    });
  }
}

/** The machine interface to the data sets; no account, from any origin. */
const openAddresses = [
  ['/api/open/datasets', '已公开的数据集'],
  ['/api/open/datasets/:id', '一个数据集的说明和各期'],
  ['/api/open/datasets/:id/:period', '一期数据，与审查签署的文件逐字节相同'],
  [
    '/api/open/contracting/:file',
    '采购和建设项目的开放合同数据（OCDS 1.1），全部（releases.json）或者一个项目',
  ],
] as const;

/** The data sets: searched by words, and for programs. `page` answers from the store or renders. */
function dataRoutes(
  app: HttpServer,
  portal: Portal,
  page: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>,
): void {
  app.get<{ Querystring: { q?: string } }>('/data/', async (request, reply) => {
    const query = String(request.query.q ?? '').trim();
    if (query === '') return page(request, reply);
    if (query.length > 100) throw new AppError('bad-input', { detail: '查找的词语太长，请缩短后再查。' });
    const html = await dataSearchPage(portal, query);
    if (html === null) throw new AppError('not-found');
    return sendOnce(reply, html);
  });
  for (const [path, summary] of openAddresses) {
    app.get(path, { schema: { tags: ['open-data'], summary } }, (request, reply) => {
      // A problem too can be read by whoever asked.
      reply.headers(openHeaders);
      return page(request, reply);
    });
  }
}

/** All public pages. Registered inside the base path. GET only: nothing here writes. */
export function portalRoutes(app: HttpServer, { portal, pages, assets }: PortalRouteDeps): void {
  const { basePath } = portal.site;
  for (const { path, page } of Object.values(assets)) {
    app.get(path, (request, reply) => sendStored(request, reply, page, assetCache));
  }
  app.get('/search', (request, reply) => answerSearch(portal, request, reply));
  app.get('/calculator', async (request, reply) => {
    return sendOnce(reply, await calculatorPage(portal, questionOf(request.query)));
  });
  normativeLists(app, portal);
  app.get('/enforcement/list', async (request, reply) => {
    const html = await decisionsFoundPage(portal, decisionFilterOf(request.query));
    if (html === null) throw new AppError('not-found');
    return sendOnce(reply, html);
  });
  app.get('/projects/list', async (request, reply) => {
    const html = await projectsFoundPage(portal, projectFilterOf(request.query));
    if (html === null) throw new AppError('not-found');
    return sendOnce(reply, html);
  });
  for (const what of ['powers', 'guides'] as const) {
    app.get(`/${what}/list`, async (request, reply) => {
      const html = await powersFoundPage(portal, what, powerFilterOf(request.query));
      if (html === null) throw new AppError('not-found');
      return sendOnce(reply, html);
    });
  }
  app.get<{ Params: { register: string } }>('/registers/:register/list', async (request, reply) => {
    const html = await registerFoundPage(portal, request.params.register, request.query);
    if (html === null) throw new AppError('not-found');
    return sendOnce(reply, html);
  });
  app.get<{ Querystring: { no?: string } }>('/index-number', async (request, reply) => {
    const path = await portal.reads.pathOfIndexNo(request.query.no ?? '');
    if (path === null) throw new AppError('not-found', { detail: '没有这个索引号的信息。' });
    return reply.redirect(`${basePath}${path}`, 302);
  });
  const page = (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request, basePath);
    const stored = pages.get(path);
    if (stored !== undefined) return sendStored(request, reply, stored);
    return renderAndSend(request, reply, path);
  };
  /** An address of an old site leads to where its article is now; asked only where there is no such page of ours. */
  const moved = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const named = await redirected(portal, request);
    if (named !== null)
      return reply.header('cache-control', movedCache).redirect(`${basePath}${named.path}`, named.status);
    const found = await movedFrom(portal, request);
    if (found === null) throw new AppError('not-found');
    if (found.isWithdrawn) {
      const stone = await pageAt(portal, found.path);
      if (stone !== null) return sendStored(request, reply, storedPage(stone), 'no-cache');
    }
    return reply.header('cache-control', movedCache).redirect(`${basePath}${found.path}`, 301);
  };
  dataRoutes(app, portal, page);
  previewRoutes(app, portal);
  // The home page has a route of its own: under a base path the wildcard does not match the bare folder.
  app.get('/', page);
  app.get('/*', page);

  async function renderAndSend(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
  ): Promise<FastifyReply> {
    const { generation } = pages;
    let decoded: string;
    try {
      decoded = decodeURIComponent(path);
    } catch {
      // Old sites wrote their addresses in GB18030.
      return moved(request, reply);
    }
    const rendered = await pageAt(portal, decoded);
    if (rendered === null) return moved(request, reply);
    const page = storedPage(rendered);
    pages.keep(path, page, generation);
    return sendStored(request, reply, page);
  }
}
