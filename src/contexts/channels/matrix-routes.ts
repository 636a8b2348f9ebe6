import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  captureView,
  outletQuery,
  outletRow,
  outletUpdateBody,
  outletView,
  siteCheckList,
  siteCheckQuery,
  siteCheckView,
} from './contract.ts';
import type { Matrix } from './service/matrix.ts';

const params = z.object({ id: z.string() });
const nothing = z.strictObject({}).nullish();
const tags = ['matrix'];

function asFile(reply: FastifyReply, name: string, ending: string): FastifyReply {
  return reply
    .header(
      'content-disposition',
      `attachment; filename="site-check.${ending}"; filename*=UTF-8''${encodeURIComponent(`${name}.${ending}`)}`,
    )
    .header('x-content-type-options', 'nosniff');
}

/** `/api/outlets…`, `/api/site-checks…` and the keeping of pages, for staff. */
export function matrixRoutes(app: HttpServer, { matrix }: { readonly matrix: Matrix }): void {
  app.get(
    '/api/outlets',
    { schema: { tags, querystring: outletQuery, response: { 200: z.object({ rows: z.array(outletRow) }) } } },
    async request => ({ rows: await matrix.listOutlets(actorOf(request), request.query) }),
  );
  app.get('/api/outlets/:id', { schema: { tags, params, response: { 200: outletView } } }, request =>
    matrix.getOutlet(actorOf(request), request.params.id),
  );
  app.post(
    '/api/outlets/:id/updates',
    { schema: { tags, params, body: outletUpdateBody, response: { 200: outletView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await matrix.recordUpdate(actor, request.params.id, request.body));
      return matrix.getOutlet(actor, request.params.id);
    },
  );
  app.post(
    '/api/items/:id/capture',
    { schema: { tags, params, body: nothing, response: { 200: captureView } } },
    request => matrix.capture(actorOf(request), request.params.id),
  );
  checkRoutes(app, matrix);
}

function checkRoutes(app: HttpServer, matrix: Matrix): void {
  app.get('/api/site-checks', { schema: { tags, response: { 200: siteCheckList } } }, request =>
    matrix.listChecks(actorOf(request)),
  );
  app.post(
    '/api/site-checks',
    { schema: { tags, body: nothing, response: { 202: z.object({ id: z.string() }) } } },
    async (request, reply) => reply.status(202).send(orRefuse(await matrix.askCheck(actorOf(request)))),
  );
  app.get(
    '/api/site-checks/findings',
    { schema: { tags, querystring: siteCheckQuery, response: { 200: siteCheckView } } },
    request => matrix.getCheck(actorOf(request), request.query),
  );
  app.get(
    '/api/site-checks/findings.csv',
    { schema: { tags, querystring: siteCheckQuery } },
    async (request, reply) => {
      const { name, csv } = await matrix.checkCsv(actorOf(request), request.query);
      return asFile(reply, name, 'csv').type('text/csv; charset=utf-8').send(csv);
    },
  );
  app.get(
    '/api/site-checks/findings.xlsx',
    { schema: { tags, querystring: siteCheckQuery } },
    async (request, reply) => {
      const { name, bytes } = await matrix.checkXlsx(actorOf(request), request.query);
      return asFile(reply, name, 'xlsx')
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(Buffer.from(bytes));
    },
  );
}
