import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/app-error.ts';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { redactionOrder, redactionReport } from '../files/contract/redaction.ts';
import type { Actor } from '../organisation/contract.ts';
import {
  applicant,
  intakeAnswer,
  intakeBody,
  openingBody,
  openingView,
  paperBody,
  paperUpload,
  type RequestCommand,
  registerFilters,
  repliesToSign,
  replyCatalogue,
  requestCommands,
  requestLoad,
  requestPage,
  requestQuery,
  requestView,
  retentionPage,
  retentionQuery,
} from './contract.ts';
import { catalogueOfReplies } from './reply-catalogue.ts';
import type { Requests } from './service.ts';

export interface RequestRouteDeps {
  readonly requests: Requests;
  /** Who acts; throws `not-signed-in` where nobody does. */
  actorOf(request: FastifyRequest): Actor;
  /** The actor, if they may; else throws `not-allowed`. */
  authorise(request: FastifyRequest, command: 'request.register' | 'request.handle'): Actor;
}

const params = z.object({ id: z.string() });
const tags = ['requests'];

/** The staff API of requests. Every command answers the case as it stands afterwards. */
export function requestRoutes(app: HttpServer, deps: RequestRouteDeps): void {
  readingRoutes(app, deps);
  intakeRoutes(app, deps);
  paperRoutes(app, deps);
  for (const command of Object.keys(requestCommands) as RequestCommand[]) commandRoute(app, deps, command);
}

function readingRoutes(app: HttpServer, { requests, actorOf }: RequestRouteDeps): void {
  app.get(
    '/api/requests',
    { schema: { tags, querystring: requestQuery, response: { 200: requestPage } } },
    request => requests.list(actorOf(request), request.query),
  );
  app.get(
    '/api/requests/register.csv',
    { schema: { tags, querystring: registerFilters } },
    async (request, reply): Promise<FastifyReply> => {
      const lines = await requests.registerFile(actorOf(request), request.query);
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', disposition('依申请公开登记簿.csv'))
        .type('text/csv; charset=utf-8')
        .send(Readable.from(lines));
    },
  );
  app.get(
    '/api/requests/retention',
    { schema: { tags, querystring: retentionQuery, response: { 200: retentionPage } } },
    request => requests.retention(actorOf(request), request.query),
  );
  app.get('/api/requests/opening', { schema: { tags, response: { 200: openingView } } }, request =>
    requests.opening(actorOf(request)),
  );
  app.get('/api/requests/load', { schema: { tags, response: { 200: requestLoad } } }, request =>
    requests.load(actorOf(request)),
  );
  app.get('/api/requests/replies-to-sign', { schema: { tags, response: { 200: repliesToSign } } }, request =>
    requests.toSign(actorOf(request)),
  );
  app.get(
    '/api/requests/reply-catalogue',
    { schema: { tags, response: { 200: replyCatalogue } } },
    async request => {
      actorOf(request);
      return catalogueOfReplies();
    },
  );
  app.get('/api/requests/:id', { schema: { tags, params, response: { 200: requestView } } }, request =>
    requests.view(actorOf(request), request.params.id),
  );
  app.post(
    '/api/requests/:id/look',
    { schema: { tags, params, response: { 200: applicant } }, config: { idempotent: false } },
    request => requests.look(actorOf(request), request.params.id),
  );
}

function intakeRoutes(app: HttpServer, { requests, actorOf }: RequestRouteDeps): void {
  app.post(
    '/api/requests/opening',
    { schema: { tags, body: openingBody, response: { 200: openingView } } },
    async request => {
      const actor = actorOf(request);
      const entered = await requests.enterOpening(actor, request.body);
      if (!entered.ok) orRefuse(entered);
      return requests.opening(actor);
    },
  );
  app.post(
    '/api/requests',
    // The answer holds the secret, which is kept nowhere: it is not kept for a repeated request either.
    { schema: { tags, body: intakeBody, response: { 201: intakeAnswer } }, config: { idempotent: false } },
    async (request, reply) => {
      const taken = orRefuse(await requests.takeIn(request.body, actorOf(request)));
      reply.status(201).header('location', `/api/requests/${taken.id}`);
      return taken;
    },
  );
}

function disposition(name: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
}

function paperRoutes(app: HttpServer, { requests, actorOf, authorise }: RequestRouteDeps): void {
  app.post('/api/requests/papers', { schema: { tags, response: { 200: paperUpload } } }, async request => {
    const actor = actorOf(request);
    if (actor.grants['request.register'] === undefined) authorise(request, 'request.handle');
    const part = request.isMultipart() ? await request.file() : undefined;
    if (part === undefined)
      throw new AppError('bad-input', { detail: '没有收到文件。请选择一个文件后上传。' });
    try {
      return await requests.takePaper(part.file, part.filename, actor);
    } catch (error) {
      // Read to its end: a client that sends before it listens would see a broken connection and not the reason.
      part.file.resume();
      throw error;
    }
  });
  app.post(
    '/api/requests/:id/papers',
    { schema: { tags, params, body: paperBody, response: { 200: requestView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await requests.fileUpload(actor, request.params.id, request.body));
      return requests.view(actor, request.params.id);
    },
  );
  app.post(
    '/api/requests/:id/papers/:paperId/redact',
    {
      schema: {
        tags,
        params: params.extend({ paperId: z.string() }),
        body: redactionOrder,
        response: { 200: z.object({ request: requestView, report: redactionReport }) },
      },
    },
    async request => {
      const actor = actorOf(request);
      const { id, paperId } = request.params;
      const { report } = orRefuse(await requests.redactPaper(actor, id, paperId, request.body));
      return { request: await requests.view(actor, id), report };
    },
  );
  app.get(
    '/api/requests/:id/papers/:paperId',
    { schema: { tags, params: params.extend({ paperId: z.string() }) } },
    async (request, reply): Promise<FastifyReply> => {
      const { id, paperId } = request.params;
      const { name, mediaType, bytes } = await requests.openPaper(actorOf(request), id, paperId);
      return reply
        .header('cache-control', 'private, no-store')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-disposition', disposition(name))
        .type(mediaType)
        .send(Buffer.from(bytes));
    },
  );
}

function commandRoute(
  app: HttpServer,
  { requests, actorOf }: RequestRouteDeps,
  command: RequestCommand,
): void {
  const body = z.strictObject({
    revision: z.number().int().optional(),
    ...requestCommands[command].shape,
  });
  // A command that asks nothing may come without a body.
  const sent = body.safeParse({}).success ? body.nullish() : body;
  app.post(
    `/api/requests/:id/${command}`,
    { schema: { tags, params, body: sent, response: { 200: requestView } } },
    async request => {
      const actor = actorOf(request);
      const { id } = request.params as { id: string };
      const given = (request.body ?? body.parse({})) as Record<string, unknown> & { revision?: number };
      const { revision, ...rest } = given;
      const named = command === 'draft-reply' ? given : rest;
      orRefuse(await requests.perform(actor, id, command, named as never, revision));
      return requests.view(actor, id);
    },
  );
}
