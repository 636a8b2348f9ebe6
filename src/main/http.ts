import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { calendarRoutes } from '../contexts/calendar/routes.ts';
import { matrixRoutes } from '../contexts/channels/matrix-routes.ts';
import { channelRoutes, publicChannelRoutes } from '../contexts/channels/routes.ts';
import { wechatCallbackRoutes } from '../contexts/channels/wechat/callback-routes.ts';
import { datasetRoutes } from '../contexts/datasets/routes.ts';
import { enforcementRoutes } from '../contexts/enforcement/routes.ts';
import { fileRoutes } from '../contexts/files/routes.ts';
import { inspectionRoutes } from '../contexts/inspections/routes.ts';
import { logRoutes } from '../contexts/log/routes.ts';
import { noticesRoutes } from '../contexts/notices/routes.ts';
import { addIdempotency } from '../contexts/organisation/idempotency.ts';
import { addRefusalAudit } from '../contexts/organisation/refusal-audit.ts';
import { organisationRoutes } from '../contexts/organisation/routes.ts';
import { actorOf, addSessionHook, authorise } from '../contexts/organisation/session-hook.ts';
import { planRoutes } from '../contexts/plan/routes.ts';
import { powerRoutes } from '../contexts/powers/routes.ts';
import { projectRoutes } from '../contexts/projects/routes.ts';
import { normativeRoutes } from '../contexts/publications/normative-routes.ts';
import { publicationRoutes } from '../contexts/publications/routes.ts';
import { registerRoutes } from '../contexts/registers/routes.ts';
import { reportRoutes } from '../contexts/reports/routes.ts';
import { requestRoutes } from '../contexts/requests/routes.ts';
import { searchRoutes } from '../contexts/search/routes.ts';
import { AppError } from '../platform/app-error.ts';
import { type HttpServer, makeHttpServer } from '../platform/http/kit.ts';
import { problemPage } from '../portal/asked-pages.tsx';
import type { BranchPortal } from '../portal/branch.ts';
import { branchRoutes } from '../portal/branch-routes.ts';
import type { ChangeWatch } from '../portal/change-watch.ts';
import { fastPath } from '../portal/fast-path.ts';
import { bytesOf, encodingFor, type PageStore, type StoredPage, storedPage } from '../portal/page-store.ts';
import type { Portal } from '../portal/portal.ts';
import { onlineRequestRoutes } from '../portal/rooms/requests/routes.tsx';
import { oldAddressRoutes, type portalAssets, portalRoutes } from '../portal/routes.ts';
import { databaseAnswers } from '../portal/store.ts';
import type { Carriers } from './carriers.ts';
import type { Product } from './compose.ts';
import { describedInterface } from './open-interface-description.ts';

/** The three scopes of the server: public pages, public API, staff API; beside them the console's files. */

export interface WebServerParts {
  readonly product: Product;
  readonly portal: Portal;
  /** Sites that show a part of the portal under an address of their own. */
  readonly branches?: readonly BranchPortal[];
  readonly pages: PageStore;
  readonly assets: ReturnType<typeof portalAssets>;
  readonly watch: ChangeWatch;
  readonly wechatCallback: Carriers['wechatCallback'];
  readonly trustProxy: boolean;
}

const consoleFolder = fileURLToPath(new URL('../../dist/console/', import.meta.url));

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The built console, read once: few files, all small. */
function consoleFiles(basePath: string): ReadonlyMap<string, StoredPage> {
  const files = new Map<string, StoredPage>();
  if (!existsSync(consoleFolder)) return files;
  for (const name of readdirSync(consoleFolder, { recursive: true, encoding: 'utf8' })) {
    const path = join(consoleFolder, name);
    if (!statSync(path).isFile()) continue;
    const contentType = contentTypes[extname(name)] ?? 'application/octet-stream';
    const key = relative(consoleFolder, path).replaceAll('\\', '/');
    const bytes = readFileSync(path);
    // The build is relative; where it lies is known only here. First in the head, before any address is resolved.
    const base = `<head><base href="${basePath}/console/" />`;
    const body = key === 'index.html' ? bytes.toString('utf8').replace('<head>', base) : bytes;
    files.set(key, storedPage({ body, contentType, tags: [] }));
  }
  return files;
}

const consolePolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

function consoleRoutes(app: HttpServer, basePath: string): void {
  const files = consoleFiles(basePath);
  const send = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const name = (request.params as { '*'?: string })['*'] ?? '';
    // Every address of the console is the same page; it finds its room itself.
    const file = files.get(name) ?? (name.startsWith('assets/') ? undefined : files.get('index.html'));
    if (file === undefined) throw new AppError('not-found', { detail: '控制台尚未构建，请运行 npm start。' });
    const encoding = encodingFor(request.headers['accept-encoding']);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    const isPage = files.get(name) === undefined || name === 'index.html';
    return reply
      .header('etag', file.etag)
      .header('vary', 'Accept-Encoding')
      .header('cache-control', isPage ? 'no-cache' : 'public, max-age=31536000, immutable')
      .header('content-security-policy', consolePolicy)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .type(file.contentType)
      .send(bytesOf(file, encoding));
  };
  app.get('/console', send);
  app.get('/console/*', send);
}

function healthRoutes(app: HttpServer, { product, pages }: WebServerParts): void {
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok\n'));
  app.get('/readyz', async (_request, reply) => {
    await databaseAnswers(product.kysely);
    return reply.type('text/plain').send('ready\n');
  });
  app.get('/metrics', (_request, reply) => {
    const memory = process.memoryUsage();
    const lines = [
      '# TYPE gongkai_pages_stored gauge',
      `gongkai_pages_stored ${pages.size}`,
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${memory.rss}`,
      '# TYPE process_uptime_seconds gauge',
      `process_uptime_seconds ${Math.round(process.uptime())}`,
    ];
    return reply.type('text/plain; version=0.0.4').send(`${lines.join('\n')}\n`);
  });
}

/** What the audit trail calls the things of an address: `/api/items/…` is about an item. */
const subjectKinds = {
  items: 'item',
  packages: 'item',
  requests: 'request',
  duties: 'duty',
  'duty-events': 'duty',
  plans: 'plan',
  delegations: 'delegation',
  files: 'file',
  'channel-tasks': 'channel-task',
  'channel-activities': 'channel-activity',
  'list-sheets': 'list-sheet',
  outlets: 'outlet',
  'site-checks': 'site-check',
  powers: 'power-list',
  registers: 'register',
  enforcement: 'enforcement-decision',
  inspections: 'inspection-task',
  projects: 'project',
} as const;

/** Staff API: session, CSRF and idempotency apply here and nowhere else. */
function staffApi(app: HttpServer, { product, watch, portal }: WebServerParts): void {
  const { organisation, plan, publications, calendar, notices, log, files, clock, data } = product;
  const { basePath } = portal.site;
  addSessionHook(app, { organisation });
  addIdempotency(app, { db: data, clock });
  addRefusalAudit(app, { db: data, clock, recordAudit: log.recordAudit, subjectKinds });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  // What was just released is on the page before the officer has the answer.
  app.addHook('onSend', async request => {
    if (request.method !== 'GET') await watch.look().catch(() => {});
  });
  organisationRoutes(app, { organisation, basePath });
  noticesRoutes(app, { notices });
  calendarRoutes(app, { calendar, clock });
  planRoutes(app, { plan, actorOf, authorise });
  publicationRoutes(app, { publications, actorOf });
  normativeRoutes(app, { publications, actorOf });
  logRoutes(app, { log, authorise: async (request, command) => authorise(request, command) });
  fileRoutes(app, {
    files,
    authorise: async (request, command) => authorise(request, command),
    standingOf: (digest, name) => publications.open.fileStanding(digest, name),
  });
  reportRoutes(app, { reports: product.reports });
  requestRoutes(app, { requests: product.requests, actorOf, authorise });
  searchRoutes(app, { search: product.search });
  channelRoutes(app, { channels: product.channels });
  matrixRoutes(app, { matrix: product.matrix });
  powerRoutes(app, { powers: product.powers });
  registerRoutes(app, { registers: product.registers });
  enforcementRoutes(app, { enforcement: product.enforcement });
  inspectionRoutes(app, { inspections: product.inspections });
  projectRoutes(app, { projects: product.projects });
  datasetRoutes(app, { datasets: product.datasets });
}

export async function makeWebServer(parts: WebServerParts): Promise<HttpServer> {
  const { portal, pages, assets, trustProxy, branches = [] } = parts;
  const hosts = new Set(branches.flatMap(({ row }) => (row.host === '' ? [] : [row.host])));
  const { basePath } = portal.site;
  const app = await makeHttpServer({
    logger: true,
    trustProxy,
    first: fastPath(pages, basePath, hosts),
    errorPage: (problem, request) => problemPage(portal, problem, request.url.split('?', 1)[0] ?? '/'),
  });
  healthRoutes(app, parts);
  await app.register(
    async inner => {
      const server = inner as unknown as HttpServer;
      await server.register(async api => staffApi(api as unknown as HttpServer, parts));
      server.get('/api/openapi.json', { schema: { hide: true } }, () =>
        describedInterface(app.swagger(), portal.site),
      );
      consoleRoutes(server, basePath);
      publicChannelRoutes(server, { channels: parts.product.channels });
      const { online, clock } = parts.product;
      if (parts.wechatCallback !== null) wechatCallbackRoutes(server, { ...parts.wechatCallback, clock });
      const { site, tree, reads, desk } = portal;
      if (desk !== null) onlineRequestRoutes(server, { site, tree, desk, online, reads, clock });
      branchRoutes(server, { main: portal, branches, pages });
      portalRoutes(server, { portal, pages, assets });
    },
    { prefix: basePath },
  );
  if (basePath !== '') {
    app.get('/', (_request, reply) => reply.redirect(`${basePath}/`, 302));
    oldAddressRoutes(app, portal);
  }
  await app.ready();
  return app;
}
