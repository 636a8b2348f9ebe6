import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, transaction } from '../../platform/database/database.ts';
import type { HttpServer } from '../../platform/http/kit.ts';
import type { RecordAudit } from './audit-port.ts';
import { isUnsafe } from './session-hook.ts';
import { makeBuckets } from './sign-in-limit.ts';

/**
 * Who tried what they may not is a line of the audit trail (GB/T 22239-2019 8.1.4.3 安全审计): a command that ends with
 * `not-allowed` and has not written its own line is recorded as refused. A question (GET) writes nothing; it is said in
 * the server's log.
 */

/** The same person, command and thing: once a minute. */
const perAttempt = { size: 1, refillMs: 60_000 };
/** One person, whatever they try: a script must not fill the trail. */
const perPerson = { size: 30, refillMs: 2_000 };

/** Requests that have written their own refusal, until they are answered. */
const recorded = new Set<string>();

/** The audit port, which besides remembers that a request under way has recorded its refusal. */
export function notingRefusals(recordAudit: RecordAudit): RecordAudit {
  return async (trx, entry) => {
    await recordAudit(trx, entry);
    if (entry.outcome === 'refused' && entry.actor !== null) recorded.add(entry.actor.requestId);
  };
}

interface RefusalAuditDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly recordAudit: RecordAudit;
  /** First part of an address below /api → what the audit trail calls such a thing, e.g. `items` → `item`. */
  readonly subjectKinds: Readonly<Record<string, string>>;
}

function subjectOf(request: FastifyRequest, kinds: RefusalAuditDeps['subjectKinds']) {
  const part = /\/api\/([^/?]+)/.exec(request.url)?.[1] ?? '';
  const id = (request.params as Readonly<Record<string, string>> | null)?.['id'] ?? '-';
  return { subjectKind: kinds[part] ?? part, subjectId: id.slice(0, 100) };
}

/** Adds the hooks to a scope whose requests carry `request.actor`; register it after the session hook. */
export function addRefusalAudit(app: HttpServer, deps: RefusalAuditDeps): void {
  const attempts = makeBuckets(perAttempt);
  const people = makeBuckets(perPerson);
  app.addHook('onError', async (request, _reply, error) => {
    const { actor } = request;
    if (actor === null || recorded.has(request.id)) return;
    if (!(error instanceof AppError) || error.code !== 'not-allowed') return;
    const command = request.askedCommand ?? `${request.method} ${request.routeOptions.url ?? ''}`;
    const subject = subjectOf(request, deps.subjectKinds);
    const at = deps.clock.now();
    const attempt = [actor.staffId, command, subject.subjectKind, subject.subjectId].join(' ');
    if (!attempts.take(attempt, at.getTime()) || !people.take(actor.staffId, at.getTime())) return;
    if (!isUnsafe(request)) {
      request.log.warn({ staffId: actor.staffId, command, ...subject }, 'refused');
      return;
    }
    const entry = {
      at,
      actor,
      command,
      ...subject,
      outcome: 'refused',
      detail: { code: error.code },
    } as const;
    // What goes wrong here must not spoil the answer.
    await transaction(deps.db, trx => deps.recordAudit(trx, entry)).catch(problem =>
      request.log.warn(problem),
    );
  });
  app.addHook('onResponse', async request => {
    recorded.delete(request.id);
  });
}
