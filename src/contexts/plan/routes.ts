import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/app-error.ts';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import type { Actor, CommandName } from '../organisation/contract.ts';
import {
  board,
  dutyDetail,
  dutyQuery,
  dutyView,
  eventBody,
  evidenceBody,
  evidenceList,
  newPlanBody,
  notApplicableBody,
  parsedPlan,
  planChange,
  planPreview,
  planSummary,
  planView,
  proofBody,
  refuseNotApplicableBody,
} from './contract.ts';
import type { Plan } from './service/create-plan.ts';

export interface PlanRouteDeps {
  readonly plan: Plan;
  /** The signed-in person; throws `not-signed-in`. */
  readonly actorOf: (request: FastifyRequest) => Actor;
  /** The signed-in person, if they may at all; throws `not-allowed`. The unit is judged by the service. */
  readonly authorise: (request: FastifyRequest, command: CommandName) => Actor | Promise<Actor>;
}

const one = z.object({ id: z.string() });
/** The revision the person has read; absent: whatever stands. */
const confirmBody = z.strictObject({ revision: z.number().int().optional() });
const dutyPage = z.object({
  rows: z.array(dutyView),
  count: z.number(),
  page: z.number(),
  size: z.number(),
});
/** A plan holds its source text and hundreds of elements. */
const planBodyLimit = 16 * 1024 * 1024;

async function uploaded(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  const part = request.isMultipart() ? await request.file() : undefined;
  if (part === undefined)
    throw new AppError('bad-input', { problems: [{ where: 'file', message: '请选择一个方案文件上传。' }] });
  return { name: part.filename, bytes: await part.toBuffer() };
}

/** `/api/plans…`: import, correction, confirmation. */
function planDraftRoutes(app: HttpServer, { plan, authorise }: PlanRouteDeps): void {
  app.post('/api/plans/parse', { schema: { response: { 200: parsedPlan } } }, async request => {
    await authorise(request, 'plan.import');
    const { name, bytes } = await uploaded(request);
    return plan.parsePlan(name, bytes);
  });

  app.post(
    '/api/plans',
    { bodyLimit: planBodyLimit, schema: { body: newPlanBody, response: { 201: planView } } },
    async (request, reply) => {
      const actor = await authorise(request, 'plan.import');
      const id = await plan.createDraft(actor, request.body);
      return reply.status(201).send(await plan.planView(actor, id));
    },
  );

  app.get(
    '/api/plans',
    { schema: { response: { 200: z.object({ rows: z.array(planSummary) }) } } },
    async request => ({ rows: await plan.listPlans(await authorise(request, 'plan.read')) }),
  );

  app.get('/api/plans/:id', { schema: { params: one, response: { 200: planView } } }, async request =>
    plan.planView(await authorise(request, 'plan.read'), request.params.id),
  );

  app.patch(
    '/api/plans/:id',
    { bodyLimit: planBodyLimit, schema: { params: one, body: planChange, response: { 200: planView } } },
    async request => {
      const actor = await authorise(request, 'plan.edit');
      const id = orRefuse(await plan.changePlan(actor, request.params.id, request.body));
      return plan.planView(actor, id);
    },
  );

  app.get(
    '/api/plans/:id/preview',
    { schema: { params: one, response: { 200: planPreview } } },
    async request =>
      orRefuse(await plan.previewPlan(await authorise(request, 'plan.read'), request.params.id)),
  );

  app.post(
    '/api/plans/:id/confirm',
    { schema: { params: one, body: confirmBody.nullish(), response: { 200: planView } } },
    async request => {
      const actor = await authorise(request, 'plan.confirm');
      const { planId } = orRefuse(await plan.confirmPlan(actor, request.params.id, request.body?.revision));
      return plan.planView(actor, planId);
    },
  );
}

/** `/api/duties`, `/api/my/duties`, `/api/board`: the ledger. */
function ledgerRoutes(app: HttpServer, { plan, actorOf, authorise }: PlanRouteDeps): void {
  app.get('/api/duties', { schema: { querystring: dutyQuery, response: { 200: dutyPage } } }, async request =>
    plan.listDuties(await authorise(request, 'duty.read'), request.query),
  );

  app.get(
    '/api/my/duties',
    { schema: { querystring: dutyQuery, response: { 200: dutyPage } } },
    async request => plan.myDuties(actorOf(request), request.query),
  );

  app.get('/api/duties/:id', { schema: { params: one, response: { 200: dutyDetail } } }, async request =>
    plan.dutyDetail(await authorise(request, 'duty.read'), request.params.id),
  );

  app.get(
    '/api/board',
    { schema: { querystring: dutyQuery.pick({ year: true }), response: { 200: board } } },
    async request => plan.board(await authorise(request, 'duty.read'), request.query.year),
  );
}

/** What people do to duties. Each answers the duty as it is then. */
function dutyActRoutes(app: HttpServer, { plan, authorise }: PlanRouteDeps): void {
  app.post(
    '/api/duty-events',
    { schema: { body: eventBody, response: { 200: z.object({ dutyIds: z.array(z.string()) }) } } },
    async request => orRefuse(await plan.raiseEvent(await authorise(request, 'duty.raise'), request.body)),
  );

  app.post(
    '/api/duties/:id/proofs',
    { schema: { params: one, body: proofBody, response: { 200: dutyDetail } } },
    async request => {
      const actor = await authorise(request, 'duty.prove');
      orRefuse(await plan.addProof(actor, request.params.id, request.body));
      return plan.dutyDetail(actor, request.params.id);
    },
  );

  app.post(
    '/api/duties/:id/ask-not-applicable',
    { schema: { params: one, body: notApplicableBody, response: { 200: dutyDetail } } },
    async request => {
      const actor = await authorise(request, 'duty.ask-not-applicable');
      orRefuse(await plan.askNotApplicable(actor, request.params.id, request.body));
      return plan.dutyDetail(actor, request.params.id);
    },
  );

  app.post(
    '/api/duties/:id/approve-not-applicable',
    { schema: { params: one, response: { 200: dutyDetail } } },
    async request => {
      const actor = await authorise(request, 'duty.approve-not-applicable');
      orRefuse(await plan.approveNotApplicable(actor, request.params.id));
      return plan.dutyDetail(actor, request.params.id);
    },
  );

  app.post(
    '/api/duties/:id/refuse-not-applicable',
    { schema: { params: one, body: refuseNotApplicableBody, response: { 200: dutyDetail } } },
    async request => {
      const actor = await authorise(request, 'duty.refuse-not-applicable');
      orRefuse(await plan.refuseNotApplicable(actor, request.params.id, request.body));
      return plan.dutyDetail(actor, request.params.id);
    },
  );
}

/** Proof of hand-overs to channels, of a duty and of an item. */
function evidenceRoutes(app: HttpServer, { plan, actorOf, authorise }: PlanRouteDeps): void {
  for (const [place, subjectKind] of [
    ['duties', 'duty'],
    ['items', 'item'],
  ] as const) {
    const address = `/api/${place}/:id/evidence`;
    app.get(address, { schema: { params: one, response: { 200: evidenceList } } }, async request =>
      plan.listEvidence(actorOf(request), { subjectKind, subjectId: request.params.id }),
    );
    app.post(
      address,
      { schema: { params: one, body: evidenceBody, response: { 201: z.object({ id: z.string() }) } } },
      async (request, reply) => {
        const actor = await authorise(request, 'evidence.add');
        const subject = { subjectKind, subjectId: request.params.id };
        return reply.status(201).send(orRefuse(await plan.addEvidence(actor, subject, request.body)));
      },
    );
  }
}

export function planRoutes(app: HttpServer, deps: PlanRouteDeps): void {
  planDraftRoutes(app, deps);
  ledgerRoutes(app, deps);
  dutyActRoutes(app, deps);
  evidenceRoutes(app, deps);
}
