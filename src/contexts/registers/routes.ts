import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/app-error.ts';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  checkBody,
  entryBody,
  entryChange,
  entryPage,
  entryQuery,
  entryView,
  eventBody,
  imported,
  importView,
  mappingBody,
  proposeBody,
  proposed,
  registerList,
  registerView,
  removeBody,
  rowBody,
} from './contract.ts';
import type { Registers } from './service.ts';

const params = z.object({ id: z.string() });
const registerParams = z.object({ register: z.string().max(40) });
const rowParams = z.object({ id: z.string(), row: z.string().max(40) });
const nothing = z.strictObject({}).nullish();
const tags = ['registers'];
/** Twenty thousand rows of twenty columns. */
const largestImport = 20 * 1024 * 1024;

interface Deps {
  readonly registers: Registers;
}

/** `/api/registers…` for staff: registers with their clocks, entries, imports, editions. */
export function registerRoutes(app: HttpServer, deps: Deps): void {
  listRoutes(app, deps);
  entryRoutes(app, deps);
  fileRoutes(app, deps);
  importRoutes(app, deps);
  checkRoutes(app, deps);
}

function listRoutes(app: HttpServer, { registers }: Deps): void {
  app.get('/api/registers', { schema: { tags, response: { 200: registerList } } }, request =>
    registers.overview(actorOf(request)),
  );
  app.get(
    '/api/registers/:register',
    { schema: { tags, params: registerParams, response: { 200: registerView } } },
    request => registers.view(actorOf(request), request.params.register),
  );
  app.post(
    '/api/registers/:register/propose',
    { schema: { tags, params: registerParams, body: proposeBody, response: { 201: proposed } } },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await registers.propose(actorOf(request), request.params.register, request.body))),
  );
  app.get(
    '/api/registers/:register/entries',
    { schema: { tags, params: registerParams, querystring: entryQuery, response: { 200: entryPage } } },
    request => registers.list(actorOf(request), request.params.register, request.query),
  );
  app.post(
    '/api/registers/:register/entries',
    { schema: { tags, params: registerParams, body: entryBody, response: { 201: entryView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = orRefuse(await registers.create(actor, request.params.register, request.body));
      reply.status(201).header('location', `/api/registers/entries/${id}`);
      return registers.get(actor, id);
    },
  );
}

function entryRoutes(app: HttpServer, { registers }: Deps): void {
  const answered = { 200: entryView };
  app.get('/api/registers/entries/:id', { schema: { tags, params, response: answered } }, request =>
    registers.get(actorOf(request), request.params.id),
  );
  app.put(
    '/api/registers/entries/:id',
    { schema: { tags, params, body: entryChange, response: answered } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await registers.change(actor, request.params.id, request.body));
      return registers.get(actor, request.params.id);
    },
  );
  for (const act of ['remove', 'restore'] as const)
    app.post(
      `/api/registers/entries/:id/${act}`,
      { schema: { tags, params, body: removeBody, response: answered } },
      async request => {
        const actor = actorOf(request);
        orRefuse(await registers[act](actor, request.params.id, request.body));
        return registers.get(actor, request.params.id);
      },
    );
  app.post(
    '/api/registers/entries/:id/events',
    { schema: { tags, params, body: eventBody, response: answered } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await registers.tellEvent(actor, request.params.id, request.body));
      return registers.get(actor, request.params.id);
    },
  );
}

const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

function fileRoutes(app: HttpServer, { registers }: Deps): void {
  for (const format of ['xlsx', 'csv'] as const)
    for (const [what, read] of [
      ['template', registers.template],
      ['export', registers.exported],
    ] as const)
      app.get(
        `/api/registers/:register/${what}.${format}`,
        { schema: { tags, params: registerParams } },
        async (request, reply): Promise<FastifyReply> => {
          const { register } = request.params;
          const bytes = await read(actorOf(request), register, format);
          return reply
            .header('content-disposition', `attachment; filename="${register}-${what}.${format}"`)
            .header('cache-control', 'private, no-store')
            .header('x-content-type-options', 'nosniff')
            .type(mediaTypes[format])
            .send(Buffer.from(bytes));
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

function checkRoutes(app: HttpServer, { registers }: Deps): void {
  app.post(
    '/api/registers/:register/unchanged',
    { schema: { tags, params: registerParams, body: checkBody, response: { 200: registerView } } },
    async request => {
      const actor = actorOf(request);
      const { register } = request.params;
      orRefuse(await registers.noteUnchanged(actor, register, request.body.words));
      return registers.view(actor, register);
    },
  );
}

function importRoutes(app: HttpServer, { registers }: Deps): void {
  const answered = { 200: importView };
  app.post(
    '/api/registers/:register/imports',
    { schema: { tags, params: registerParams, response: { 201: importView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const part = request.isMultipart() ? await request.file() : undefined;
      if (part === undefined)
        throw new AppError('bad-input', { detail: '没有收到文件。请选择一个文件后上传。' });
      try {
        const bytes = await whole(part.file);
        const { id } = orRefuse(
          await registers.uploadImport(actor, request.params.register, part.filename, bytes),
        );
        reply.status(201);
        return await registers.viewImport(actor, id);
      } catch (error) {
        // Read to its end: a client that sends before it listens would see a broken connection and not the reason.
        part.file.resume();
        throw error;
      }
    },
  );
  app.get('/api/registers/imports/:id', { schema: { tags, params, response: answered } }, request =>
    registers.viewImport(actorOf(request), request.params.id),
  );
  app.put(
    '/api/registers/imports/:id/mapping',
    { schema: { tags, params, body: mappingBody, response: answered } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await registers.setMapping(actor, request.params.id, request.body.fields));
      return registers.viewImport(actor, request.params.id);
    },
  );
  app.put(
    '/api/registers/imports/:id/rows/:row',
    { schema: { tags, params: rowParams, body: rowBody, response: answered } },
    async request => {
      const actor = actorOf(request);
      const { id, row } = request.params;
      orRefuse(await registers.setRow(actor, id, Number(row), request.body.cells));
      return registers.viewImport(actor, id);
    },
  );
  app.post(
    '/api/registers/imports/:id/apply',
    { schema: { tags, params, body: nothing, response: { 200: imported } } },
    async request => orRefuse(await registers.applyImport(actorOf(request), request.params.id)),
  );
  app.post('/api/registers/imports/:id/drop', { schema: { tags, params, body: nothing } }, async request => {
    orRefuse(await registers.dropImport(actorOf(request), request.params.id));
    return {};
  });
}
