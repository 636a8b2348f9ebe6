import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/app-error.ts';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  datasetList,
  editionPage,
  editionQuery,
  editionView,
  explainBody,
  importPreview,
  openBody,
  openedEdition,
  partBody,
  proposeBody,
  proposedEdition,
  reasonBody,
  returnPartBody,
  saveBody,
} from './contract.ts';
import type { Datasets } from './service.ts';

const params = z.object({ id: z.string() });
const nothing = z.strictObject({}).nullish();
const tags = ['datasets'];
/** A table to fill has a few hundred cells. */
const largestImport = 10 * 1024 * 1024;

interface Deps {
  readonly datasets: Datasets;
}

/** `/api/datasets…` and `/api/dataset-editions…` for staff. */
export function datasetRoutes(app: HttpServer, deps: Deps): void {
  readingRoutes(app, deps);
  collectingRoutes(app, deps);
  closingRoutes(app, deps);
  fileRoutes(app, deps);
}

function readingRoutes(app: HttpServer, { datasets }: Deps): void {
  app.get('/api/datasets', { schema: { tags, response: { 200: datasetList } } }, request =>
    datasets.listSets(actorOf(request)),
  );
  app.get(
    '/api/datasets/editions',
    { schema: { tags, querystring: editionQuery, response: { 200: editionPage } } },
    request => datasets.list(actorOf(request), request.query),
  );
  app.get(
    '/api/datasets/editions/:id',
    { schema: { tags, params, response: { 200: editionView } } },
    request => datasets.get(actorOf(request), request.params.id),
  );
  app.post(
    '/api/datasets/:id/editions',
    { schema: { tags, params, body: openBody, response: { 201: openedEdition } } },
    async (request, reply) => {
      const opened = orRefuse(await datasets.open(actorOf(request), request.params.id, request.body.period));
      return reply.status(201).send(opened);
    },
  );
}

function collectingRoutes(app: HttpServer, { datasets }: Deps): void {
  app.put(
    '/api/datasets/editions/:id/cells',
    { bodyLimit: 4 * 1024 * 1024, schema: { tags, params, body: saveBody, response: { 200: editionView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await datasets.save(actor, request.params.id, request.body));
      return datasets.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/datasets/editions/:id/submit',
    { schema: { tags, params, body: partBody, response: { 200: editionView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await datasets.submit(actor, request.params.id, request.body.part));
      return datasets.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/datasets/editions/:id/return',
    { schema: { tags, params, body: returnPartBody, response: { 200: editionView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await datasets.returnPart(actor, request.params.id, request.body.part, request.body.reason));
      return datasets.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/datasets/editions/:id/explain',
    { schema: { tags, params, body: explainBody, response: { 200: editionView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await datasets.explain(actor, request.params.id, request.body));
      return datasets.get(actor, request.params.id);
    },
  );
}

function closingRoutes(app: HttpServer, { datasets }: Deps): void {
  app.post(
    '/api/datasets/editions/:id/consolidate',
    { schema: { tags, params, body: nothing, response: { 200: editionView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await datasets.consolidate(actor, request.params.id));
      return datasets.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/datasets/editions/:id/reopen',
    { schema: { tags, params, body: reasonBody, response: { 200: editionView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await datasets.reopen(actor, request.params.id, request.body.reason));
      return datasets.get(actor, request.params.id);
    },
  );
  app.post(
    '/api/datasets/editions/:id/propose',
    { schema: { tags, params, body: proposeBody, response: { 200: proposedEdition } } },
    async request => orRefuse(await datasets.propose(actorOf(request), request.params.id, request.body)),
  );
  app.post(
    '/api/datasets/editions/:id/revise',
    { schema: { tags, params, body: reasonBody, response: { 201: openedEdition } } },
    async (request, reply) => {
      const revised = await datasets.revise(actorOf(request), request.params.id, request.body.reason);
      return reply.status(201).send(orRefuse(revised));
    },
  );
}

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > largestImport) throw new AppError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function fileRoutes(app: HttpServer, { datasets }: Deps): void {
  for (const format of ['xlsx', 'csv'] as const)
    app.get(
      `/api/datasets/editions/:id/template.${format}`,
      { schema: { tags, params } },
      async (request, reply): Promise<FastifyReply> => {
        const file = await datasets.template(actorOf(request), request.params.id, format);
        return reply
          .header(
            'content-disposition',
            `attachment; filename="template.${format}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          )
          .header('cache-control', 'private, no-store')
          .header('x-content-type-options', 'nosniff')
          .type(file.mediaType)
          .send(Buffer.from(file.bytes));
      },
    );
  app.post(
    '/api/datasets/editions/:id/import',
    { schema: { tags, params, response: { 200: importPreview } } },
    async request => {
      const actor = actorOf(request);
      const part = request.isMultipart() ? await request.file() : undefined;
      if (part === undefined)
        throw new AppError('bad-input', { detail: '没有收到文件。请选择一个文件后上传。' });
      try {
        return await datasets.previewImport(actor, request.params.id, part.filename, await whole(part.file));
      } catch (error) {
        // Read to its end: a client that sends before it listens would see a broken connection and not the reason.
        part.file.resume();
        throw error;
      }
    },
  );
}
