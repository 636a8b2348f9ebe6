/** The log on the wire: tiles and checkpoints as C2SP tlog-tiles says, proofs, and the audit trail for staff. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/app-error.ts';
import type { HttpServer } from '../../platform/http/kit.ts';
import type { Actor, CommandName } from '../organisation/contract.ts';
import { auditQuery, auditRow, inclusionProof } from './contract.ts';
import type { Log } from './service.ts';
import { parseTilePath, tileWidth } from './tiles.ts';

export interface LogRouteDependencies {
  readonly log: Log;
  /** The signed-in person, if they may; otherwise throws not-signed-in or not-allowed. */
  readonly authorise: (request: FastifyRequest, command: CommandName) => Promise<Actor>;
}

const yearSeconds = 365 * 24 * 60 * 60;

function sendPlain(reply: FastifyReply, text: string, cache: string): FastifyReply {
  return reply.type('text/plain; charset=utf-8').header('cache-control', cache).send(text);
}

/** `GET /log/…` and `GET /api/public/log/entries/:id` for everybody, `GET /api/audit` for staff. */
export function logRoutes(app: HttpServer, { log, authorise }: LogRouteDependencies): void {
  app.get('/log/checkpoint', async (_request, reply) => {
    const note = await log.checkpoint();
    if (note === undefined)
      throw new AppError('not-found', { detail: '公开日志尚未签发检查点，请稍候再试。' });
    return sendPlain(reply, note, 'public, max-age=2, must-revalidate');
  });

  app.get('/log/key', async (_request, reply) =>
    sendPlain(reply, log.verifierKeys(), 'public, max-age=300, must-revalidate'),
  );

  app.get('/log/tile/*', async (request, reply) => {
    const address = parseTilePath((request.params as { '*': string })['*']);
    const bytes = address === undefined ? undefined : await log.tile(address);
    if (address === undefined || bytes === undefined) throw new AppError('not-found');
    // A tile never changes; a partial one is soon replaced by a wider one and need not be kept long.
    const cache = address.width === tileWidth ? `max-age=${yearSeconds}, immutable` : 'max-age=3600';
    return reply
      .type('application/octet-stream')
      .header('cache-control', `public, ${cache}`)
      .header('x-content-type-options', 'nosniff')
      .send(bytes);
  });

  app.get(
    '/api/public/log/entries/:id',
    { schema: { params: z.object({ id: z.string() }), response: { 200: inclusionProof } } },
    async request => log.inclusionProof(request.params.id),
  );

  app.get(
    '/api/audit',
    { schema: { querystring: auditQuery, response: { 200: z.object({ rows: z.array(auditRow) }) } } },
    async request => {
      await authorise(request, 'audit.read');
      const rows = await log.listAudit(request.query);
      return { rows: rows.map(({ staffId: _, ...row }) => ({ ...row, at: row.at.toISOString() })) };
    },
  );
}
