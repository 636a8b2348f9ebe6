import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  annualReportChange,
  annualReportList,
  annualReportView,
  draftedItem,
  reportFormats,
} from './contract.ts';
import type { Reports } from './service.ts';

const params = z.object({ year: z.coerce.number().int() });
const nothing = z.strictObject({}).nullish();

/** `/api/annual-reports…` for staff. */
export function reportRoutes(app: HttpServer, { reports }: { reports: Reports }): void {
  const tags = ['annual-reports'];
  app.get(
    '/api/annual-reports',
    { schema: { tags, response: { 200: annualReportList } } },
    async request => ({ rows: await reports.list(actorOf(request)) }),
  );
  app.get(
    '/api/annual-reports/:year',
    { schema: { tags, params, response: { 200: annualReportView } } },
    request => reports.view(actorOf(request), request.params.year),
  );
  app.put(
    '/api/annual-reports/:year',
    { schema: { tags, params, body: annualReportChange, response: { 200: annualReportView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await reports.save(actor, request.params.year, request.body));
      return reports.view(actor, request.params.year);
    },
  );
  for (const format of reportFormats) {
    app.get(
      `/api/annual-reports/:year/report.${format}`,
      { schema: { tags, params } },
      async (request, reply) => {
        const file = await reports.file(actorOf(request), request.params.year, format);
        const name = `filename="report-${request.params.year}.${format}"; filename*=UTF-8''${encodeURIComponent(file.name)}`;
        return (
          reply
            .header('content-disposition', `${format === 'html' ? 'inline' : 'attachment'}; ${name}`)
            // The page brings its own style and nothing else.
            .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
            .header('x-content-type-options', 'nosniff')
            .type(file.mediaType)
            .send(file.bytes)
        );
      },
    );
  }
  app.post(
    '/api/annual-reports/:year/draft-item',
    { schema: { tags, params, body: nothing, response: { 201: draftedItem } } },
    async (request, reply) => {
      const actor = actorOf(request);
      return reply.status(201).send(orRefuse(await reports.draftItem(actor, request.params.year)));
    },
  );
}
