import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/app-error.ts';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  activityBody,
  activityChange,
  activityList,
  activityView,
  cancelActivityBody,
  channelList,
  confirmBody,
  draftActivityBody,
  evidenceOfTaskBody,
  itemChannels,
  listSheetBody,
  listSheetView,
  postBody,
  previewView,
  publicChannels,
  sheetQuery,
  taskPage,
  taskQuery,
  taskRow,
  taskView,
} from './contract.ts';
import type { Channels } from './service.ts';

const params = z.object({ id: z.string() });
const nothing = z.strictObject({}).nullish();

interface Deps {
  readonly channels: Channels;
}

/** `/api/channels…`, `/api/channel-tasks…`, `/api/channel-activities…`, sheets and previews for staff. */
export function channelRoutes(app: HttpServer, deps: Deps): void {
  readingRoutes(app, deps);
  taskRoutes(app, deps);
  sheetRoutes(app, deps);
  activityRoutes(app, deps);
}

function readingRoutes(app: HttpServer, { channels }: Deps): void {
  const tags = ['channels'];
  app.get('/api/channels', { schema: { tags, response: { 200: channelList } } }, request =>
    channels.listChannels(actorOf(request)),
  );
  app.get(
    '/api/channel-tasks',
    { schema: { tags, querystring: taskQuery, response: { 200: taskPage } } },
    request => channels.list(actorOf(request), request.query),
  );
  app.get(
    '/api/my/channel-tasks',
    { schema: { tags, response: { 200: z.object({ rows: z.array(taskRow) }) } } },
    async request => ({ rows: await channels.mine(actorOf(request)) }),
  );
  app.get('/api/channel-tasks/:id', { schema: { tags, params, response: { 200: taskView } } }, request =>
    channels.get(actorOf(request), request.params.id),
  );
  app.get('/api/items/:id/channels', { schema: { tags, params, response: { 200: itemChannels } } }, request =>
    channels.ofItem(actorOf(request), request.params.id),
  );
  app.get(
    '/api/items/:id/channels/:channel/preview',
    { schema: { tags, params: params.extend({ channel: z.string() }), response: { 200: previewView } } },
    async request =>
      orRefuse(await channels.preview(actorOf(request), request.params.id, request.params.channel)),
  );
}

function taskRoutes(app: HttpServer, { channels }: Deps): void {
  const tags = ['channels'];
  function command<B extends z.ZodType>(
    name: string,
    body: B,
    run: (request: FastifyRequest, id: string, body: z.output<B>) => ReturnType<Channels['retry']>,
  ): void {
    app.post(
      `/api/channel-tasks/:id/${name}`,
      { schema: { tags, params, body, response: { 200: taskView } } },
      async request => {
        const { id } = request.params as { id: string };
        orRefuse(await run(request, id, request.body as z.output<B>));
        return channels.get(actorOf(request), id);
      },
    );
  }
  command('post', postBody, (request, id, body) => channels.post(actorOf(request), id, body));
  command('evidence', evidenceOfTaskBody, (request, id, body) => channels.prove(actorOf(request), id, body));
  command('confirm', confirmBody, (request, id, body) => channels.confirm(actorOf(request), id, body));
  command('retry', nothing, (request, id) => channels.retry(actorOf(request), id));
}

function sheetRoutes(app: HttpServer, { channels }: Deps): void {
  const tags = ['channels'];
  app.get(
    '/api/items/:id/sheet.pdf',
    { schema: { tags, params, querystring: sheetQuery } },
    async (request, reply) => {
      const { name, bytes } = orRefuse(
        await channels.itemSheet(actorOf(request), request.params.id, request.query),
      );
      return reply
        .header(
          'content-disposition',
          `attachment; filename="sheet.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .header('x-content-type-options', 'nosniff')
        .type('application/pdf')
        .send(Buffer.from(bytes));
    },
  );
  app.post(
    '/api/list-sheets',
    // The answer holds a list of persons: it is not kept for a repeated request.
    {
      config: { idempotent: false },
      schema: { tags, body: listSheetBody, response: { 200: listSheetView } },
    },
    async request => orRefuse(await channels.listSheet(actorOf(request), request.body)),
  );
}

function activityRoutes(app: HttpServer, { channels }: Deps): void {
  const tags = ['channels'];
  const shown = async (request: FastifyRequest, id: string) => channels.getActivity(actorOf(request), id);
  app.get('/api/channel-activities', { schema: { tags, response: { 200: activityList } } }, request =>
    channels.listAll(actorOf(request)),
  );
  app.get(
    '/api/channel-activities/:id',
    { schema: { tags, params, response: { 200: activityView } } },
    request => shown(request, request.params.id),
  );
  app.post(
    '/api/channel-activities',
    { schema: { tags, body: activityBody, response: { 201: activityView } } },
    async (request, reply) => {
      const { id } = orRefuse(await channels.planActivity(actorOf(request), request.body));
      return reply.status(201).send(await shown(request, id));
    },
  );
  app.put(
    '/api/channel-activities/:id',
    { schema: { tags, params, body: activityChange, response: { 200: activityView } } },
    async request => {
      orRefuse(await channels.changePlanned(actorOf(request), request.params.id, request.body));
      return shown(request, request.params.id);
    },
  );
  app.post(
    '/api/channel-activities/:id/hold',
    { schema: { tags, params, body: nothing, response: { 200: activityView } } },
    async request => {
      orRefuse(await channels.hold(actorOf(request), request.params.id));
      return shown(request, request.params.id);
    },
  );
  app.post(
    '/api/channel-activities/:id/cancel',
    { schema: { tags, params, body: cancelActivityBody, response: { 200: activityView } } },
    async request => {
      orRefuse(await channels.cancelActivity(actorOf(request), request.params.id, request.body));
      return shown(request, request.params.id);
    },
  );
  app.post(
    '/api/channel-activities/:id/draft',
    { schema: { tags, params, body: draftActivityBody, response: { 200: activityView } } },
    async request => {
      orRefuse(await channels.draftOf(actorOf(request), request.params.id, request.body));
      return shown(request, request.params.id);
    },
  );
}

const picture = z.object({ name: z.string().regex(/^[0-9a-f]{64}\.jpg$/) });

/** For everybody: where a live item was shown beside the portal, and the pictures let out with it. */
export function publicChannelRoutes(app: HttpServer, { channels }: Deps): void {
  app.get(
    '/api/public/items/:id/channels',
    { schema: { tags: ['public'], params, response: { 200: publicChannels } } },
    async request => {
      const found = await channels.publicChannels(request.params.id);
      if (found === null) throw new AppError('not-found');
      return found;
    },
  );
  app.get('/channel-pictures/:name', { schema: { hide: true, params: picture } }, async (request, reply) => {
    const digest = request.params.name.slice(0, 64);
    const bytes = await channels.publicPicture(digest);
    if (bytes === null) throw new AppError('not-found');
    return reply
      .header('cache-control', 'public, no-cache')
      .header('etag', `"${digest}"`)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type('image/jpeg')
      .send(Buffer.from(bytes));
  });
}
