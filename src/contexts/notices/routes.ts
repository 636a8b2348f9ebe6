import { z } from 'zod';
import type { HttpServer } from '../../platform/http/kit.ts';
import { actorOf } from '../organisation/session-hook.ts';
import { messageView } from './contract.ts';
import type { Notices } from './service.ts';

/** `/api/my/messages`: everybody reads their own; no command is needed for that. */
export function noticesRoutes(app: HttpServer, { notices }: { notices: Notices }): void {
  app.get('/api/my/messages', { schema: { response: { 200: z.array(messageView) } } }, async request =>
    notices.listOwn(actorOf(request)),
  );
  app.post(
    '/api/my/messages/:id/read',
    { schema: { params: z.object({ id: z.string() }), response: { 200: messageView } } },
    async request => notices.read(actorOf(request), request.params.id),
  );
}
