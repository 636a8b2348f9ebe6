import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  decisionChange,
  decisionContent,
  decisionPage,
  decisionQuery,
  decisionView,
  exchangeQuery,
  exchangeView,
  madeBatch,
  makeBatchBody,
  matterListView,
  outcomeBody,
  proposeDecisionBody,
  proposedDecision,
  receiptBody,
  receiptFileBody,
  yearStatistics,
} from './contract.ts';
import type { Enforcement } from './service.ts';

const params = z.object({ id: z.string() });
const yearParams = z.object({ year: z.coerce.number().int().min(1949).max(9998) });
const tags = ['enforcement'];
/** Ten MiB as base64. */
const receiptFileLimit = 14_500_000;

interface Deps {
  readonly enforcement: Enforcement;
}

/** `/api/enforcement…` for staff: decisions, what became of them, statistics. */
export function enforcementRoutes(app: HttpServer, deps: Deps): void {
  readRoutes(app, deps);
  actRoutes(app, deps);
  exchangeRoutes(app, deps);
}

const media = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

function exchangeRoutes(app: HttpServer, { enforcement }: Deps): void {
  const address = '/api/enforcement/exchange';
  app.get(
    address,
    { schema: { tags, querystring: exchangeQuery, response: { 200: exchangeView } } },
    request => enforcement.exchange(actorOf(request), request.query),
  );
  app.post(
    address,
    { schema: { tags, body: makeBatchBody, response: { 201: madeBatch } } },
    async (request, reply) =>
      reply.status(201).send(orRefuse(await enforcement.makeBatch(actorOf(request), request.body))),
  );
  for (const part of ['report', 'withdrawn'] as const)
    for (const form of ['csv', 'xlsx'] as const)
      app.get(`${address}/:id/${part}.${form}`, { schema: { tags, params } }, async (request, reply) => {
        const file = await enforcement.batchFile(actorOf(request), request.params.id, { part, form });
        return reply
          .type(media[form])
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
          .send(Buffer.from(file.bytes));
      });
  app.post(
    `${address}/:id/receipt`,
    { schema: { tags, params, body: receiptBody } },
    async (request, reply) => {
      orRefuse(await enforcement.registerReceipt(actorOf(request), request.params.id, request.body));
      return reply.status(204).send();
    },
  );
  app.post(
    `${address}/:id/receipt-file`,
    { bodyLimit: receiptFileLimit, schema: { tags, params, body: receiptFileBody } },
    async (request, reply) => {
      orRefuse(await enforcement.importReceipt(actorOf(request), request.params.id, request.body));
      return reply.status(204).send();
    },
  );
}

function readRoutes(app: HttpServer, { enforcement }: Deps): void {
  app.get(
    '/api/enforcement/decisions',
    { schema: { tags, querystring: decisionQuery, response: { 200: decisionPage } } },
    request => enforcement.list(actorOf(request), request.query),
  );
  app.get(
    '/api/enforcement/decisions/:id',
    { schema: { tags, params, response: { 200: decisionView } } },
    request => enforcement.get(actorOf(request), request.params.id),
  );
  app.get('/api/enforcement/matters', { schema: { tags, response: { 200: matterListView } } }, request =>
    enforcement.matterList(actorOf(request)),
  );
  app.get(
    '/api/enforcement/statistics/:year',
    { schema: { tags, params: yearParams, response: { 200: yearStatistics } } },
    request => enforcement.statistics(actorOf(request), request.params.year),
  );
  for (const form of ['csv', 'xlsx'] as const)
    app.get(
      `/api/enforcement/statistics/:year/table.${form}`,
      { schema: { tags, params: yearParams } },
      async (request, reply) =>
        reply
          .type(media[form])
          .header('content-disposition', `attachment; filename="enforcement-${request.params.year}.${form}"`)
          .send(Buffer.from(await enforcement.statisticsFile(actorOf(request), request.params.year, form))),
    );
}

function actRoutes(app: HttpServer, { enforcement }: Deps): void {
  app.post(
    '/api/enforcement/matters/propose',
    { schema: { tags, body: proposeDecisionBody, response: { 201: proposedDecision } } },
    async (request, reply) =>
      reply.status(201).send(orRefuse(await enforcement.proposeMatters(actorOf(request), request.body))),
  );
  app.post(
    '/api/enforcement/decisions',
    { schema: { tags, body: decisionContent, response: { 201: decisionView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = orRefuse(await enforcement.create(actor, request.body));
      reply.status(201).header('location', `/api/enforcement/decisions/${id}`);
      return enforcement.get(actor, id);
    },
  );
  app.put(
    '/api/enforcement/decisions/:id',
    { schema: { tags, params, body: decisionChange, response: { 200: decisionView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await enforcement.change(actor, request.params.id, request.body));
      return enforcement.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/enforcement/decisions/:id/outcome',
    { schema: { tags, params, body: outcomeBody, response: { 200: decisionView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await enforcement.registerOutcome(actor, request.params.id, request.body));
      return enforcement.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/enforcement/decisions/:id/propose',
    { schema: { tags, params, body: proposeDecisionBody, response: { 201: proposedDecision } } },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await enforcement.propose(actorOf(request), request.params.id, request.body))),
  );
}
