import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  powersOverview,
  proposeBody,
  proposed,
  recordBody,
  recordChange,
  recordPage,
  recordQuery,
  recordView,
  removeBody,
  restoreBody,
  subjectView,
} from './contract.ts';
import type { Powers } from './service.ts';

const params = z.object({ id: z.string() });
const subjectParams = z.object({ subject: z.string().max(60) });
const tags = ['powers'];

interface Deps {
  readonly powers: Powers;
}

/** `/api/powers…` for staff: lists, entries, editions, flow charts. */
export function powerRoutes(app: HttpServer, deps: Deps): void {
  listRoutes(app, deps);
  recordRoutes(app, deps);
}

function listRoutes(app: HttpServer, { powers }: Deps): void {
  app.get('/api/powers', { schema: { tags, response: { 200: powersOverview } } }, request =>
    powers.overview(actorOf(request)),
  );
  app.get(
    '/api/powers/lists/:subject',
    { schema: { tags, params: subjectParams, response: { 200: subjectView } } },
    request => powers.view(actorOf(request), request.params.subject),
  );
  app.post(
    '/api/powers/lists/:subject/propose',
    { schema: { tags, params: subjectParams, body: proposeBody, response: { 201: proposed } } },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await powers.propose(actorOf(request), request.params.subject, request.body))),
  );
}

function recordRoutes(app: HttpServer, { powers }: Deps): void {
  app.get(
    '/api/powers/records',
    { schema: { tags, querystring: recordQuery, response: { 200: recordPage } } },
    request => powers.list(actorOf(request), request.query),
  );
  app.post(
    '/api/powers/records',
    { schema: { tags, body: recordBody, response: { 201: recordView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = orRefuse(await powers.create(actor, request.body));
      reply.status(201).header('location', `/api/powers/records/${id}`);
      return powers.getRecord(actor, id);
    },
  );
  app.get('/api/powers/records/:id', { schema: { tags, params, response: { 200: recordView } } }, request =>
    powers.getRecord(actorOf(request), request.params.id),
  );
  app.get('/api/powers/records/:id/flow.svg', { schema: { tags, params } }, async (request, reply) =>
    reply
      .header('content-security-policy', "default-src 'none'")
      .header('x-content-type-options', 'nosniff')
      .type('image/svg+xml')
      .send(await powers.chart(actorOf(request), request.params.id)),
  );
  app.put(
    '/api/powers/records/:id',
    { schema: { tags, params, body: recordChange, response: { 200: recordView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await powers.change(actor, request.params.id, request.body));
      return powers.getRecord(actor, request.params.id);
    },
  );
  app.post(
    '/api/powers/records/:id/remove',
    { schema: { tags, params, body: removeBody, response: { 200: recordView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await powers.remove(actor, request.params.id, request.body));
      return powers.getRecord(actor, request.params.id);
    },
  );
  app.post(
    '/api/powers/records/:id/restore',
    { schema: { tags, params, body: restoreBody, response: { 200: recordView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await powers.restore(actor, request.params.id, request.body.revision));
      return powers.getRecord(actor, request.params.id);
    },
  );
}
