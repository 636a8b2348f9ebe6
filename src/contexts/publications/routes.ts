import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { maskBody, maskQuery, maskView } from './contract/masking.ts';
import {
  type Actor,
  catalogueView,
  differenceView,
  draftBody,
  draftChange,
  impactAssessmentList,
  itemPage,
  itemQuery,
  itemView,
  myQueue,
  overrideBody,
  releaseBody,
  returnBody,
  signBody,
  skipBody,
  withdrawBody,
} from './contract.ts';
import { importRoutes } from './routes/imports.ts';
import { packageRoutes } from './routes/packages.ts';
import type { Publications, Result } from './service.ts';

export interface PublicationRouteDeps {
  readonly publications: Publications;
  /** Who acts; throws `not-signed-in` where nobody does. */
  actorOf(request: FastifyRequest): Actor;
}

const params = z.object({ id: z.string() });
const nothing = z.strictObject({}).nullish();

/** The staff API of items. Every command answers the item as it stands afterwards. */
export function publicationRoutes(app: HttpServer, deps: PublicationRouteDeps): void {
  readingRoutes(app, deps);
  draftRoutes(app, deps);
  commandRoutes(app, deps);
  packageRoutes(app, deps);
  importRoutes(app, deps);
}

function readingRoutes(app: HttpServer, { publications, actorOf }: PublicationRouteDeps): void {
  app.get(
    '/api/items',
    { schema: { tags: ['items'], querystring: itemQuery, response: { 200: itemPage } } },
    request => publications.listItems(actorOf(request), request.query),
  );
  app.get('/api/items/:id', { schema: { tags: ['items'], params, response: { 200: itemView } } }, request =>
    publications.getItem(actorOf(request), request.params.id),
  );
  app.get(
    '/api/items/:id/impact-assessments',
    { schema: { tags: ['items'], params, response: { 200: impactAssessmentList } } },
    async request => ({
      assessments: await publications.impactAssessments(actorOf(request), request.params.id),
    }),
  );
  app.get(
    '/api/items/:id/difference',
    {
      schema: {
        tags: ['items'],
        params,
        querystring: z.object({ version: z.coerce.number().int().optional() }),
        response: { 200: differenceView },
      },
    },
    request => publications.difference(actorOf(request), request.params.id, request.query.version),
  );
  app.get('/api/my/queue', { schema: { tags: ['items'], response: { 200: myQueue } } }, async request => ({
    items: await publications.myQueue(actorOf(request)),
  }));
  app.get(
    '/api/catalogue',
    { schema: { tags: ['items'], response: { 200: catalogueView } } },
    async request => {
      actorOf(request);
      return publications.catalogue();
    },
  );
}

function draftRoutes(app: HttpServer, { publications, actorOf }: PublicationRouteDeps): void {
  app.post(
    '/api/items',
    { schema: { tags: ['items'], body: draftBody, response: { 201: itemView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = orRefuse(await publications.createDraft(actor, request.body));
      reply.status(201).header('location', `/api/items/${id}`);
      return publications.getItem(actor, id);
    },
  );
  app.patch(
    '/api/items/:id',
    { schema: { tags: ['items'], params, body: draftChange, response: { 200: itemView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await publications.changeDraft(actor, request.params.id, request.body));
      return publications.getItem(actor, request.params.id);
    },
  );
  app.post(
    '/api/items/:id/mask',
    {
      schema: {
        tags: ['items'],
        params,
        querystring: maskQuery,
        body: maskBody,
        response: { 200: maskView },
      },
    },
    async request => {
      const preview = request.query.preview !== undefined;
      return orRefuse(
        await publications.mask(actorOf(request), request.params.id, { ...request.body, preview }),
      );
    },
  );
}

function commandRoutes(app: HttpServer, { publications, actorOf }: PublicationRouteDeps): void {
  function command<B extends z.ZodType>(
    name: string,
    body: B,
    run: (actor: Actor, id: string, body: z.output<B>) => Promise<Result<unknown>>,
  ): void {
    app.post(
      `/api/items/:id/${name}`,
      { schema: { tags: ['items'], params, body, response: { 200: itemView } } },
      async request => {
        const actor = actorOf(request);
        const { id } = request.params as { id: string };
        orRefuse(await run(actor, id, request.body as z.output<B>));
        return publications.getItem(actor, id);
      },
    );
  }
  command('submit', nothing, (actor, id) => publications.submit(actor, id));
  command('sign', signBody, publications.sign);
  command('return', returnBody, publications.returnToDrafter);
  command('skip', skipBody, publications.skipStep);
  command('recall', nothing, (actor, id) => publications.recall(actor, id));
  command('override', overrideBody, publications.overrideFinding);
  command('release', releaseBody, publications.release);
  command('unschedule', nothing, (actor, id) => publications.unschedule(actor, id));
  command('amend', nothing, (actor, id) => publications.amend(actor, id));
  command('withdraw', withdrawBody, publications.withdraw);
  command('discard', nothing, (actor, id) => publications.discard(actor, id));
}
