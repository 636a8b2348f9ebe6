import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { AppError, type InputProblem } from '../app-error.ts';

/** The HTTP server as every part of the product sees it: Fastify with zod schemas on both sides. */
export type HttpServer = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** A refusal on its way to the wire: the rules said no; status 409 with every reason. */
export interface RefusalReason {
  readonly code: string;
  readonly message: string;
  readonly basis?: readonly unknown[];
}

/** Thrown by routes when a use case answers `{ok:false, reasons}`. */
export class Refused extends AppError {
  readonly reasons: readonly RefusalReason[];
  constructor(reasons: readonly RefusalReason[]) {
    super('refused', { detail: reasons.map(r => r.message).join('') });
    this.reasons = reasons;
  }
}

/** Unwraps a decided result: the value, or a `Refused`. */
export function orRefuse<T>(
  result: { ok: true; value: T } | { ok: false; reasons: readonly RefusalReason[] },
): T {
  if (result.ok) return result.value;
  throw new Refused(result.reasons);
}

/** A page for people instead of problem+json; set by the portal. */
export type ErrorPage = (problem: Problem, request: FastifyRequest) => string;

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly advice: string;
  readonly problems?: readonly InputProblem[];
  readonly reasons?: readonly RefusalReason[];
  /** Present on a bug: the number to tell the administrator. */
  readonly id?: string;
}

function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof AppError) {
    return {
      status: error.status,
      code: error.code,
      message: error.message,
      advice: error.advice,
      ...(error.problems.length > 0 ? { problems: error.problems } : {}),
      ...(error instanceof Refused ? { reasons: error.reasons } : {}),
    };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation.map(issue => ({
      where:
        issue.instancePath.replace(/^\//, '').replaceAll('/', '.') ||
        String(issue.params['unrecognized'] ?? ''),
      message: issue.message ?? '不符合要求。',
    }));
    return problemOf(new AppError('bad-input', { problems }), request);
  }
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE')
    return problemOf(new AppError('too-large'), request);
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError)
    return problemOf(new AppError('bad-json'), request);
  if (code.startsWith('FST_ERR_CTP_')) return problemOf(new AppError('bad-input'), request);
  const id = request.id;
  request.log.error({ err: error, id }, 'bug');
  return {
    status: 500,
    code: 'bug',
    message: '系统出现意外问题，操作没有完成。',
    advice: `请稍候重试；如再次出现，请将编号 ${id} 告诉系统管理员。`,
    id,
  };
}

/** Sends a problem as problem+json to programs and as a page to people. */
export function sendProblem(
  reply: FastifyReply,
  problem: Problem,
  page: ErrorPage | undefined,
): FastifyReply {
  const { request } = reply;
  const wantsPage =
    page !== undefined &&
    !request.url.includes('/api/') &&
    (request.headers.accept ?? '').includes('text/html');
  reply.status(problem.status).header('cache-control', 'no-store');
  if (wantsPage) return reply.type('text/html; charset=utf-8').send(page(problem, request));
  const { status, code, message, advice, ...rest } = problem;
  return reply
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({ type: `urn:gongkai:${code}`, title: message, status, code, message, advice, ...rest }),
    );
}

export interface HttpKitOptions {
  readonly logger: boolean;
  readonly errorPage?: ErrorPage;
  /** Bytes of a JSON or form body; uploads have a limit of their own. */
  readonly bodyLimit?: number;
  readonly trustProxy?: boolean;
  /** Sees every request before the framework; true when it has answered. */
  readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Longer than the minute for which proxies keep a connection: whoever closes it first must not be us, or the next
 *  request on it is lost. */
const keepAliveMs = 72_000;

/** Makes the server with schemas, error handling, cookies, forms, uploads and OpenAPI. Registers no routes. */
export async function makeHttpServer(options: HttpKitOptions): Promise<HttpServer> {
  const { first } = options;
  const app = Fastify({
    ...(first === undefined
      ? {}
      : {
          serverFactory: (handler: (request: IncomingMessage, response: ServerResponse) => void) =>
            createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
              if (!first(request, response)) handler(request, response);
            }),
        }),
    logger: options.logger ? { level: 'warn' } : false,
    bodyLimit: options.bodyLimit ?? 8 * 1024 * 1024,
    trustProxy: options.trustProxy ?? false,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    forceCloseConnections: 'idle',
    // An address that can not be read (a lone %, a part of thousands of characters) names nothing.
    frameworkErrors: (_error, request, reply) => {
      sendProblem(
        reply as unknown as FastifyReply,
        problemOf(new AppError('not-found'), request as unknown as FastifyRequest),
        options.errorPage,
      );
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) =>
    sendProblem(reply, problemOf(error, request), options.errorPage),
  );
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, problemOf(new AppError('not-found'), request), options.errorPage),
  );
  // A connection whose answer is under way when the end begins becomes idle only afterwards; nobody would close it then.
  app.addHook('preClose', async () => {
    if (!app.server.listening) return;
    const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
    app.server.once('close', () => clearInterval(sweep));
  });
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, { limits: { files: 1, fileSize: 50 * 1024 * 1024 } });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: '公开 Gongkai', version: '1' } },
    transform: jsonSchemaTransform,
  });
  return app as unknown as HttpServer;
}
