import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import {
  type Actor,
  cleanUpList,
  cleanUpView,
  decideEntryBody,
  draftResultBody,
  gazetteMove,
  gazettePage,
  gazetteQuery,
  normativePage,
  normativeQuery,
  normativeView,
  openCleanUpBody,
  pickBody,
} from './contract.ts';
import type { Publications } from './service.ts';

export interface NormativeRouteDeps {
  readonly publications: Publications;
  /** Who acts; throws `not-signed-in` where nobody does. */
  actorOf(request: FastifyRequest): Actor;
}

const params = z.object({ id: z.string() });

function download(reply: FastifyReply, name: string, mediaType: string, bytes: Uint8Array): FastifyReply {
  return reply
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    )
    .header('x-content-type-options', 'nosniff')
    .type(mediaType)
    .send(Buffer.from(bytes));
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The staff API of normative documents: register, clean-up, gazette. */
export function normativeRoutes(app: HttpServer, deps: NormativeRouteDeps): void {
  registerRoutes(app, deps);
  cleanUpRoutes(app, deps);
  gazetteRoutes(app, deps);
}

function registerRoutes(app: HttpServer, { publications, actorOf }: NormativeRouteDeps): void {
  const tags = ['normative-documents'];
  const { normative } = publications;
  app.get(
    '/api/normative-documents',
    { schema: { tags, querystring: normativeQuery, response: { 200: normativePage } } },
    request => normative.listNormative(actorOf(request), request.query),
  );
  app.get(
    '/api/normative-documents/:id',
    { schema: { tags, params, response: { 200: normativeView } } },
    request => normative.getNormative(actorOf(request), request.params.id),
  );
}

function cleanUpRoutes(app: HttpServer, { publications, actorOf }: NormativeRouteDeps): void {
  const tags = ['clean-ups'];
  app.get('/api/clean-ups', { schema: { tags, response: { 200: cleanUpList } } }, request =>
    publications.listCleanUps(actorOf(request)),
  );
  app.post(
    '/api/clean-ups',
    { schema: { tags, body: openCleanUpBody, response: { 201: cleanUpView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = orRefuse(await publications.openCleanUp(actor, request.body.year));
      reply.status(201).header('location', `/api/clean-ups/${id}`);
      return publications.getCleanUp(actor, id);
    },
  );
  app.get('/api/clean-ups/:id', { schema: { tags, params, response: { 200: cleanUpView } } }, request =>
    publications.getCleanUp(actorOf(request), request.params.id),
  );
  app.post(
    '/api/clean-ups/:id/decide',
    { schema: { tags, params, body: decideEntryBody, response: { 200: cleanUpView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await publications.decideCleanUp(actor, request.params.id, request.body));
      return publications.getCleanUp(actor, request.params.id);
    },
  );
  app.post(
    '/api/clean-ups/:id/draft',
    { schema: { tags, params, body: draftResultBody, response: { 200: cleanUpView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await publications.draftCleanUpResult(actor, request.params.id, request.body.columnId));
      return publications.getCleanUp(actor, request.params.id);
    },
  );
  app.get('/api/clean-ups/:id/table.xlsx', { schema: { tags, params } }, async (request, reply) => {
    const { name, bytes } = await publications.cleanUpFile(actorOf(request), request.params.id);
    return download(reply, name, xlsxType, bytes);
  });
}

function gazetteRoutes(app: HttpServer, { publications, actorOf }: NormativeRouteDeps): void {
  const tags = ['gazette-notes'];
  const answer = (actor: Actor) => publications.listGazetteNotes(actor, gazetteQuery.parse({}));
  app.get(
    '/api/gazette-notes',
    { schema: { tags, querystring: gazetteQuery, response: { 200: gazettePage } } },
    request => publications.listGazetteNotes(actorOf(request), request.query),
  );
  app.post(
    '/api/gazette-notes',
    { schema: { tags, body: pickBody, response: { 200: gazettePage } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await publications.pickForGazette(actor, request.body));
      return answer(actor);
    },
  );
  app.post(
    '/api/gazette-notes/:id/move',
    { schema: { tags, params, body: gazetteMove, response: { 200: gazettePage } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await publications.moveGazetteNote(actor, request.params.id, request.body));
      return answer(actor);
    },
  );
  for (const format of ['docx', 'xml'] as const) {
    app.get(
      `/api/gazette-notes/:id/document.${format}`,
      { schema: { tags, params } },
      async (request, reply) => {
        const { name, bytes } = await publications.gazetteFile(actorOf(request), request.params.id, format);
        return download(reply, name, format === 'docx' ? docxType : 'application/xml; charset=utf-8', bytes);
      },
    );
  }
}
