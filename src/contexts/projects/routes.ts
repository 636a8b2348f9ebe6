import { z } from 'zod';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import {
  projectChange,
  projectContent,
  projectPage,
  projectQuery,
  projectView,
  proposedStage,
  proposeStageBody,
  stageChange,
  stageContent,
} from './contract.ts';
import type { Projects } from './service.ts';

const params = z.object({ id: z.string() });
const tags = ['projects'];

interface Deps {
  readonly projects: Projects;
}

/** `/api/projects…` for staff: projects, their stages, what goes out of them. */
export function projectRoutes(app: HttpServer, deps: Deps): void {
  wholeRoutes(app, deps);
  stageRoutes(app, deps);
}

function wholeRoutes(app: HttpServer, { projects }: Deps): void {
  app.get(
    '/api/projects',
    { schema: { tags, querystring: projectQuery, response: { 200: projectPage } } },
    request => projects.list(actorOf(request), request.query),
  );
  app.get('/api/projects/:id', { schema: { tags, params, response: { 200: projectView } } }, request =>
    projects.get(actorOf(request), request.params.id),
  );
  app.post(
    '/api/projects',
    { schema: { tags, body: projectContent, response: { 201: projectView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = orRefuse(await projects.create(actor, request.body));
      reply.status(201).header('location', `/api/projects/${id}`);
      return projects.get(actor, id);
    },
  );
  app.put(
    '/api/projects/:id',
    { schema: { tags, params, body: projectChange, response: { 200: projectView } } },
    async request => {
      const actor = actorOf(request);
      orRefuse(await projects.change(actor, request.params.id, request.body));
      return projects.get(actor, request.params.id);
    },
  );
}

function stageRoutes(app: HttpServer, { projects }: Deps): void {
  app.post(
    '/api/projects/:id/stages',
    { schema: { tags, params, body: stageContent, response: { 201: projectView } } },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id } = request.params;
      orRefuse(await projects.recordStage(actor, id, request.body));
      reply.status(201);
      return projects.get(actor, id);
    },
  );
  app.put(
    '/api/projects/stages/:id',
    { schema: { tags, params, body: stageChange, response: { 200: projectView } } },
    async request => {
      const actor = actorOf(request);
      const { projectId } = orRefuse(await projects.changeStage(actor, request.params.id, request.body));
      return projects.get(actor, projectId);
    },
  );
  app.post(
    '/api/projects/stages/:id/propose',
    { schema: { tags, params, body: proposeStageBody, response: { 201: proposedStage } } },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await projects.propose(actorOf(request), request.params.id, request.body))),
  );
}
