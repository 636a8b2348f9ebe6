import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HttpServer } from '../../../platform/http/kit.ts';
import { type Actor, importList, importReport, importReportQuery } from '../contract.ts';
import type { Publications } from '../service.ts';

/** Imports are ordered on the machine itself; here they are looked at. */
export function importRoutes(
  app: HttpServer,
  deps: { readonly publications: Publications; readonly actorOf: (request: FastifyRequest) => Actor },
): void {
  const { publications, actorOf } = deps;
  app.get('/api/imports', { schema: { tags: ['imports'], response: { 200: importList } } }, request =>
    publications.listImports(actorOf(request)),
  );
  app.get(
    '/api/imports/:id',
    {
      schema: {
        tags: ['imports'],
        params: z.object({ id: z.string() }),
        querystring: importReportQuery,
        response: { 200: importReport },
      },
    },
    request => publications.getImport(actorOf(request), request.params.id, request.query),
  );
}
