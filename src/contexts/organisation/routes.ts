import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import {
  colleague,
  delegationBody,
  delegationView,
  passwordBody,
  roleView,
  secondFactorBody,
  secondFactorStart,
  sessionView,
  signInBody,
  staffBody,
  staffChange,
  staffView,
  unit,
} from './contract.ts';
import { accountActs, actCommands } from './service/staff.ts';
import type { Organisation } from './service.ts';
import {
  actorFor,
  actorOf,
  authorise,
  checkSameOrigin,
  clearSessionCookie,
  setSessionCookie,
  signedInOf,
} from './session-hook.ts';

export interface OrganisationRouteDeps {
  readonly organisation: Organisation;
  /** '' or `/bm/minzheng`: the path of the session's cookie. */
  readonly basePath: string;
}

const one = z.object({ id: z.string() });
const nothing = z.null();

/** `/api/session…`: sign-in and what one does with one's own account. Secrets pass here, so no answer is kept. */
function sessionRoutes(app: HttpServer, { organisation, basePath }: OrganisationRouteDeps): void {
  const { sessions } = organisation;
  const own = { idempotent: false, beforeEnrolment: true };
  const fresh = async (token: string, requestId: string) => {
    const signedIn = await sessions.find(token, requestId);
    if (signedIn === undefined) throw new Error('a session that was just made is not there');
    return signedIn.view;
  };

  app.post(
    '/api/session',
    { schema: { body: signInBody, response: { 200: sessionView } }, config: { ...own, checksOrigin: true } },
    async (request, reply) => {
      checkSameOrigin(request);
      const token = await organisation.signIn({
        ...request.body,
        address: request.ip,
        requestId: request.id,
      });
      // Another session in the same browser ends here: one cookie, one person.
      if (request.signedIn !== null) await sessions.signOut(request.signedIn);
      setSessionCookie(reply, token, basePath);
      reply.header('cache-control', 'no-store');
      return fresh(token, request.id);
    },
  );

  app.get(
    '/api/session',
    { schema: { response: { 200: sessionView } }, config: own },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return signedInOf(request).view;
    },
  );

  app.delete(
    '/api/session',
    { schema: { response: { 204: nothing } }, config: own },
    async (request, reply) => {
      await sessions.signOut(signedInOf(request));
      clearSessionCookie(reply, basePath);
      return reply.status(204).send(null);
    },
  );

  app.put(
    '/api/session/password',
    { schema: { body: passwordBody, response: { 200: sessionView } }, config: own },
    async request => {
      const signedIn = signedInOf(request);
      return sessions.changePassword(signedIn, request.body.current, request.body.next);
    },
  );

  app.post(
    '/api/session/second-factor',
    {
      schema: { body: secondFactorBody, response: { 200: z.union([secondFactorStart, sessionView]) } },
      config: own,
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const signedIn = signedInOf(request);
      if ('start' in request.body) return sessions.startSecondFactor(signedIn);
      await sessions.confirmSecondFactor(signedIn, request.body.code);
      return { ...signedIn.view, mustEnrolSecondFactor: false, hasSecondFactor: true };
    },
  );
}

function staffRoutes(app: HttpServer, { organisation }: OrganisationRouteDeps): void {
  const { staff } = organisation;
  app.get('/api/units', { schema: { response: { 200: z.array(unit) } } }, async request => {
    authorise(request, 'unit.read');
    return organisation.units();
  });
  app.get('/api/roles', { schema: { response: { 200: z.array(roleView) } } }, async request => {
    actorOf(request);
    return organisation.roles();
  });
  app.get('/api/staff', { schema: { response: { 200: z.array(staffView) } } }, async request =>
    staff.list(actorFor(request, 'staff.read')),
  );
  app.post(
    '/api/staff',
    { schema: { body: staffBody, response: { 201: staffView } } },
    async (request, reply) =>
      reply.status(201).send(orRefuse(await staff.create(actorFor(request, 'staff.create'), request.body))),
  );
  app.patch(
    '/api/staff/:id',
    { schema: { params: one, body: staffChange, response: { 200: staffView } } },
    async request =>
      orRefuse(await staff.change(actorFor(request, 'staff.change'), request.params.id, request.body)),
  );
  for (const act of accountActs) {
    app.post(
      `/api/staff/:id/${act}`,
      { schema: { params: one, response: { 200: staffView } } },
      async request => orRefuse(await staff.act(actorFor(request, actCommands[act]), request.params.id, act)),
    );
  }
}

function delegationRoutes(app: HttpServer, { organisation }: OrganisationRouteDeps): void {
  const { delegations } = organisation;
  app.get('/api/colleagues', { schema: { response: { 200: z.array(colleague) } } }, async request =>
    delegations.colleagues(authorise(request, 'delegation.create')),
  );
  app.get('/api/delegations', { schema: { response: { 200: z.array(delegationView) } } }, async request =>
    delegations.list(actorOf(request)),
  );
  app.post(
    '/api/delegations',
    { schema: { body: delegationBody, response: { 201: delegationView } } },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await delegations.create(actorFor(request, 'delegation.create'), request.body))),
  );
  app.post(
    '/api/delegations/:id/revoke',
    { schema: { params: one, response: { 200: delegationView } } },
    async request =>
      orRefuse(await delegations.revoke(actorFor(request, 'delegation.revoke'), request.params.id)),
  );
}

/** The staff API of this context. The scope needs the session hook (`addSessionHook`) first. */
export function organisationRoutes(app: HttpServer, deps: OrganisationRouteDeps): void {
  sessionRoutes(app, deps);
  staffRoutes(app, deps);
  delegationRoutes(app, deps);
}
