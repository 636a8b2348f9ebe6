import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/app-error.ts';
import type { HttpServer } from '../../platform/http/kit.ts';
import type { Actor, CommandName } from './contract.ts';
import { may } from './rules/permission.ts';
import type { SignedIn } from './service/session.ts';
import type { Organisation } from './service.ts';

/** The cookie of the session and what every route of the staff API finds on its request. */

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, or nobody. Routes use `actorOf`. */
    actor: Actor | null;
    signedIn: SignedIn | null;
    /** The command the request was last asked about; for the audit trail, should it be refused. */
    askedCommand: CommandName | null;
  }
  interface FastifyContextConfig {
    /** Open to an account that must first bind its second factor or change its password. */
    beforeEnrolment?: boolean;
    /** The route has no session to protect and checks where the request comes from by itself. */
    checksOrigin?: boolean;
    /** False: an idempotency key is ignored here, and no answer is kept. */
    idempotent?: boolean;
  }
}

export const sessionCookie = 'gongkai_session';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isUnsafe(request: FastifyRequest): boolean {
  return !safeMethods.has(request.method);
}

function equalTexts(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function checkToken(request: FastifyRequest, signedIn: SignedIn): void {
  const given = request.headers['x-csrf-token'];
  if (typeof given !== 'string' || !equalTexts(given, signedIn.csrfToken)) throw new AppError('csrf-failed');
}

/** Fills `request.actor` from the cookie and refuses an unsafe request that does not carry the session's CSRF token. */
export function addSessionHook(app: HttpServer, { organisation }: { organisation: Organisation }): void {
  app.decorateRequest('actor', null);
  app.decorateRequest('signedIn', null);
  app.decorateRequest('askedCommand', null);
  app.addHook('onRequest', async request => {
    const token = request.cookies[sessionCookie];
    if (token === undefined || token === '') return;
    const signedIn = await organisation.sessions.find(token, request.id);
    if (signedIn === undefined) return;
    request.signedIn = signedIn;
    request.actor = signedIn.actor;
    const { checksOrigin } = request.routeOptions.config;
    if (isUnsafe(request) && checksOrigin !== true) checkToken(request, signedIn);
  });
}

/** A sign-in sent from a page of another site is refused; a program that is no browser sends neither header. */
export function checkSameOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw new AppError('csrf-failed');
  }
  const { origin } = request.headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin)) throw new AppError('csrf-failed');
  const { protocol, host } = new URL(origin);
  // Read the same way, so that a default port counts as none on both sides.
  const ours = `${protocol}//${request.host}`;
  if (!URL.canParse(ours) || new URL(ours).host !== host) throw new AppError('csrf-failed');
}

/** The session, or `not-signed-in`. */
export function signedInOf(request: FastifyRequest): SignedIn {
  if (request.signedIn === null) throw new AppError('not-signed-in');
  return request.signedIn;
}

/**
 * Who is acting. Faults: `not-signed-in`; `second-factor-unbound` for an account whose role wants a second factor that
 * is not bound yet and `password-expired` for one whose password is too old, except on routes that are open before that.
 */
export function actorOf(request: FastifyRequest): Actor {
  const { actor, mustEnrolSecondFactor, view } = signedInOf(request);
  const open = request.routeOptions.config.beforeEnrolment === true;
  if (mustEnrolSecondFactor && !open) throw new AppError('second-factor-unbound');
  if (view.mustChangePassword && !open) throw new AppError('password-expired');
  return actor;
}

/** Who is acting, for a use case that judges by itself whether they may carry out the command. */
export function actorFor(request: FastifyRequest, command: CommandName): Actor {
  const actor = actorOf(request);
  request.askedCommand = command;
  return actor;
}

/** The actor, if they may carry out the command on a thing of `ownerUnitId`; else `not-allowed` with the reason. */
export function authorise(request: FastifyRequest, command: CommandName, ownerUnitId?: string): Actor {
  const actor = actorFor(request, command);
  const { allowed, reasons } = may(actor, command, ownerUnitId);
  if (allowed) return actor;
  throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

/** `Secure` follows the request: behind a proxy it needs `GONGKAI_TRUST_PROXY`. */
function cookieOptions(request: FastifyRequest, basePath: string) {
  return {
    path: basePath === '' ? '/' : basePath,
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
  } as const;
}

export function setSessionCookie(reply: FastifyReply, token: string, basePath: string): void {
  reply.setCookie(sessionCookie, token, cookieOptions(reply.request, basePath));
}

export function clearSessionCookie(reply: FastifyReply, basePath: string): void {
  reply.clearCookie(sessionCookie, cookieOptions(reply.request, basePath));
}
