import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../../platform/http/kit.ts';
import {
  type Actor,
  addMemberBody,
  confirmBody,
  exemptBody,
  packageAmendBody,
  packagePage,
  packageQuery,
  packageReleaseBody,
  packageReturnBody,
  packageSignBody,
  packageView,
  revokeExemptionBody,
} from '../contract.ts';
import type { Publications, Result } from '../service.ts';

export interface PackageRouteDeps {
  readonly publications: Publications;
  actorOf(request: FastifyRequest): Actor;
}

/** A package is known by the id of its policy document. */
const params = z.object({ id: z.string() });
const memberParams = params.extend({ member: z.string() });
const nothing = z.strictObject({}).nullish();
const tags = ['packages'];

/** The staff API of packages. Every command answers the package as it stands afterwards. */
export function packageRoutes(app: HttpServer, { publications, actorOf }: PackageRouteDeps): void {
  app.get(
    '/api/packages',
    { schema: { tags, querystring: packageQuery, response: { 200: packagePage } } },
    request => publications.listPackages(actorOf(request), request.query),
  );
  app.get('/api/packages/:id', { schema: { tags, params, response: { 200: packageView } } }, request =>
    publications.getPackage(actorOf(request), request.params.id),
  );

  function command<B extends z.ZodType>(
    name: string,
    body: B,
    run: (actor: Actor, id: string, body: z.output<B>) => Promise<Result<unknown>>,
  ): void {
    app.post(
      `/api/packages/:id/${name}`,
      { schema: { tags, params, body, response: { 200: packageView } } },
      async request => {
        const actor = actorOf(request);
        const { id } = request.params as { id: string };
        orRefuse(await run(actor, id, request.body as z.output<B>));
        return publications.getPackage(actor, id);
      },
    );
  }
  command('members', addMemberBody, publications.addInterpretation);
  command('exempt', exemptBody, publications.exemptPolicy);
  command('revoke-exemption', revokeExemptionBody, publications.revokeExemption);
  command('submit', nothing, (actor, id) => publications.submitPackage(actor, id));
  command('sign', packageSignBody, publications.signPackage);
  command('return', packageReturnBody, publications.returnPackage);
  command('release', packageReleaseBody, publications.releasePackage);
  command('unschedule', nothing, (actor, id) => publications.unschedulePackage(actor, id));
  command('amend', packageAmendBody, publications.amendPackage);
  memberRoutes(app, { publications, actorOf });
}

function memberRoutes(app: HttpServer, { publications, actorOf }: PackageRouteDeps): void {
  app.delete(
    '/api/packages/:id/members/:member',
    { schema: { tags, params: memberParams, response: { 200: packageView } } },
    async request => {
      const actor = actorOf(request);
      const { id, member } = request.params;
      orRefuse(await publications.removeInterpretation(actor, id, member));
      return publications.getPackage(actor, id);
    },
  );
  app.post(
    '/api/packages/:id/members/:member/confirm',
    { schema: { tags, params: memberParams, body: confirmBody, response: { 200: packageView } } },
    async request => {
      const actor = actorOf(request);
      const { id, member } = request.params;
      orRefuse(await publications.confirmInterpretation(actor, id, member, request.body));
      return publications.getPackage(actor, id);
    },
  );
}
