/** Search on the wire, for programs; the page for people is the portal's. */
import type { HttpServer } from '../../platform/http/kit.ts';
import { searchAnswer, searchQuery } from './contract.ts';
import type { Search } from './service.ts';

export interface SearchRouteDependencies {
  readonly search: Search;
}

/** `GET /api/public/search?q=…` */
export function searchRoutes(app: HttpServer, { search }: SearchRouteDependencies): void {
  app.get(
    '/api/public/search',
    { schema: { querystring: searchQuery, response: { 200: searchAnswer } } },
    async (request, reply) => {
      reply.header('cache-control', 'public, no-cache');
      return search.search(request.query);
    },
  );
}
