import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { type HttpServer, orRefuse } from '../../platform/http/kit.ts';
import { authorise } from '../organisation/session-hook.ts';
import { calendarView, movedDeadline, noticeBody, noticeImported } from './contract.ts';
import type { CalendarContext } from './service.ts';

const yearQuery = z.strictObject({ year: z.coerce.number().int().min(1950).max(2999).optional() });
const movedQuery = z.strictObject({ caseKind: z.string().optional(), caseId: z.string().optional() });

/** `/api/calendar…` for staff; the portal reads through the service. */
export function calendarRoutes(
  app: HttpServer,
  { calendar, clock }: { calendar: CalendarContext; clock: Clock },
): void {
  app.get(
    '/api/calendar',
    { schema: { querystring: yearQuery, response: { 200: calendarView } } },
    async request => {
      authorise(request, 'calendar.read');
      return calendar.view(request.query.year ?? Number(clock.today().slice(0, 4)));
    },
  );
  app.post(
    '/api/calendar/notices',
    { schema: { body: noticeBody, response: { 201: noticeImported } } },
    async (request, reply) => {
      const actor = authorise(request, 'calendar.import');
      return reply.status(201).send(orRefuse(await calendar.importNotice(actor, request.body)));
    },
  );
  app.get(
    '/api/calendar/moved',
    { schema: { querystring: movedQuery, response: { 200: z.array(movedDeadline) } } },
    async request => {
      authorise(request, 'calendar.read');
      return calendar.moved(request.query);
    },
  );
}
