import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  decisionChange,
  decisionContent,
  decisionPage,
  decisionQuery,
  decisionView,
  outcomeBody,
  proposeDecisionBody,
  proposedDecision,
  yearStatistics,
} from './contract.ts';
import type { Enforcement } from './service.ts';

const params = z.object({ id: z.string() });
const yearParams = z.object({ year: z.coerce.number().int().min(1949).max(9998) });
const tags = ['enforcement'];

interface Deps {
  readonly enforcement: Enforcement;
}

/** `/api/enforcement…` for staff: decisions, what became of them, statistics. */
export function enforcementRoutes(app: HttpServer, deps: Deps): void {
  readRoutes(app, deps);
  actRoutes(app, deps);
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
  app.get(
    '/api/enforcement/statistics/:year',
    { schema: { tags, params: yearParams, response: { 200: yearStatistics } } },
    request => enforcement.statistics(actorOf(request), request.params.year),
  );
  const media = {
    csv: 'text/csv; charset=utf-8',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  } as const;
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
