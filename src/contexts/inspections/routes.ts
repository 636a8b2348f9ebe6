import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  drawBody,
  handOverBody,
  inspectorBody,
  inspectorPage,
  objectBody,
  objectPage,
  objectQuery,
  poolFileBody,
  poolFileTaken,
  proposedTask,
  proposePlanBody,
  proposeTaskBody,
  resultBody,
  taskBody,
  taskPage,
  taskQuery,
  taskView,
  voidBody,
} from './contract.ts';
import type { Inspections } from './service.ts';

const params = z.object({ id: z.string() });
const planParams = z.object({ year: z.coerce.number().int().min(2000).max(9998) });
const resultParams = z.object({ id: z.string(), object: z.string() });
const saved = z.object({ id: z.string() });
const tags = ['inspections'];
/** Of the body, with the file in base64. Unit: bytes. */
const poolFileLimit = 14_500_000;

interface Deps {
  readonly inspections: Inspections;
}

/** `/api/inspections…` for staff: pools, tasks, draws, results. */
export function inspectionRoutes(app: HttpServer, deps: Deps): void {
  readRoutes(app, deps);
  poolRoutes(app, deps);
  taskRoutes(app, deps);
}

function readRoutes(app: HttpServer, { inspections }: Deps): void {
  app.get(
    '/api/inspections',
    { schema: { tags, querystring: taskQuery, response: { 200: taskPage } } },
    request => inspections.list(actorOf(request), request.query),
  );
  app.get(
    '/api/inspections/objects',
    { schema: { tags, querystring: objectQuery, response: { 200: objectPage } } },
    request => inspections.objects(actorOf(request), request.query),
  );
  app.get('/api/inspections/inspectors', { schema: { tags, response: { 200: inspectorPage } } }, request =>
    inspections.inspectors(actorOf(request)),
  );
  app.get('/api/inspections/:id', { schema: { tags, params, response: { 200: taskView } } }, request =>
    inspections.get(actorOf(request), request.params.id),
  );
  const media = {
    csv: 'text/csv; charset=utf-8',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  } as const;
  for (const form of ['csv', 'xlsx'] as const)
    app.get(`/api/inspections/:id/results.${form}`, { schema: { tags, params } }, async (request, reply) =>
      reply
        .type(media[form])
        .header('content-disposition', `attachment; filename="inspection-results.${form}"`)
        .send(Buffer.from(await inspections.resultsFile(actorOf(request), request.params.id, form))),
    );
}

function poolRoutes(app: HttpServer, { inspections }: Deps): void {
  app.post(
    '/api/inspections/objects',
    { schema: { tags, body: objectBody, response: { 201: saved } } },
    async (request, reply) =>
      reply.status(201).send(orRefuse(await inspections.saveObject(actorOf(request), null, request.body))),
  );
  app.put(
    '/api/inspections/objects/:id',
    { schema: { tags, params, body: objectBody, response: { 200: saved } } },
    async request =>
      orRefuse(await inspections.saveObject(actorOf(request), request.params.id, request.body)),
  );
  app.post(
    '/api/inspections/objects/import',
    { bodyLimit: poolFileLimit, schema: { tags, body: poolFileBody, response: { 200: poolFileTaken } } },
    async request => orRefuse(await inspections.importObjects(actorOf(request), request.body)),
  );
  app.post(
    '/api/inspections/inspectors',
    { schema: { tags, body: inspectorBody, response: { 201: saved } } },
    async (request, reply) =>
      reply.status(201).send(orRefuse(await inspections.saveInspector(actorOf(request), null, request.body))),
  );
  app.put(
    '/api/inspections/inspectors/:id',
    { schema: { tags, params, body: inspectorBody, response: { 200: saved } } },
    async request =>
      orRefuse(await inspections.saveInspector(actorOf(request), request.params.id, request.body)),
  );
}

function taskRoutes(app: HttpServer, { inspections }: Deps): void {
  app.post(
    '/api/inspections',
    { schema: { tags, body: taskBody, response: { 201: taskView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = orRefuse(await inspections.plan(actor, null, request.body));
      reply.status(201).header('location', `/api/inspections/${id}`);
      return inspections.get(actor, id);
    },
  );
  app.put(
    '/api/inspections/:id',
    { schema: { tags, params, body: taskBody, response: { 200: taskView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await inspections.plan(actor, request.params.id, request.body));
      return inspections.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/inspections/:id/commit',
    { schema: { tags, params, response: { 200: taskView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await inspections.commit(actor, request.params.id));
      return inspections.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/inspections/:id/draw',
    { schema: { tags, params, body: drawBody, response: { 200: taskView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await inspections.drawNow(actor, request.params.id, request.body));
      return inspections.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/inspections/:id/void',
    { schema: { tags, params, body: voidBody, response: { 200: taskView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await inspections.makeVoid(actor, request.params.id, request.body.reason));
      return inspections.get(actor, request.params.id);
    },
  );
  app.put(
    '/api/inspections/:id/results/:object',
    { schema: { tags, params: resultParams, body: resultBody, response: { 200: taskView } } },
    async request => {
      const actor = actorOf(request);
      const { id, object } = request.params;
      orRefuse(await inspections.recordResult(actor, id, object, request.body));
      return inspections.get(actor, id);
    },
  );
  app.post(
    '/api/inspections/:id/hand-over',
    { schema: { tags, params, body: handOverBody, response: { 200: taskView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await inspections.handOver(actor, request.params.id, request.body));
      return inspections.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/inspections/:id/propose',
    { schema: { tags, params, body: proposeTaskBody, response: { 201: proposedTask } } },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await inspections.propose(actorOf(request), request.params.id, request.body))),
  );
  app.post(
    '/api/inspections/plans/:year/propose',
    { schema: { tags, params: planParams, body: proposePlanBody, response: { 201: proposedTask } } },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await inspections.proposePlan(actorOf(request), request.params.year, request.body))),
  );
}
