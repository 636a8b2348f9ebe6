import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, type Queries, transaction } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { HttpServer } from '../../platform/http/kit.ts';
import type { RecordAudit } from './audit-port.ts';
import { isUnsafe } from './session-hook.ts';
import {
  type AnsweredRow,
  answeredRequest,
  claimKey,
  committed,
  doNotWaitForDisk,
  keepAnswer,
  markCommitted,
  type RequestKey,
  releaseKey,
  underWay,
} from './store/answered-requests.ts';
import { readUpload, watchUpload } from './upload-digest.ts';

/**
 * A write that is sent twice (double click, lost connection, a proxy that tries again) is done once. The key is claimed
 * before the work; the work's own transaction marks it as committed (`markingAudit`); the answer is kept afterwards
 * and given again to whoever sends the same key with the same content.
 */

/** Longer than any statement may run: a claim this old without a commit belongs to a process that died. */
const staleMs = 60_000;
const waitMs = 10_000;
const answerWaitMs = 2_000;
const lookEveryMs = 100;

interface Claim extends RequestKey {
  readonly requestId: string;
  /** An upload is digested while it is read: what it was is known once it has been read to its end. */
  readonly uploaded?: () => string | undefined;
}

interface IdempotencyDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Claims of this process, by request: how the audit port finds the key of the request it writes for. */
const claims = new Map<string, Claim>();

/** A password never enters a digest that is kept: the digest would be easier to guess from than its hash. */
function withoutSecrets(key: string, value: unknown): unknown {
  return /password/i.test(key) ? undefined : value;
}

function digestOf(request: FastifyRequest, upload?: string): string {
  const body = upload ?? JSON.stringify(request.body ?? null, withoutSecrets);
  return createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest('hex');
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  const applies = isUnsafe(request) && request.routeOptions.config.idempotent !== false;
  if (!applies || typeof key !== 'string' || key === '') return undefined;
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key;
  const message = '应为8至200个不含空格的字符。';
  throw new AppError('bad-input', { problems: [{ where: 'Idempotency-Key', message }] });
}

/** Bookkeeping need not wait for the disk: the work's own commit, later in the same log, takes it along. */
function unhurried<T>(db: Database, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
  return transaction(db, async trx => {
    await doNotWaitForDisk(trx);
    return work(trx);
  });
}

/** Waits while the first is under way, and a little once it has committed: its answer is about to be kept. */
async function settled(db: Queries, key: RequestKey): Promise<AnsweredRow | undefined> {
  let until = performance.now() + waitMs;
  let seenCommitted = false;
  for (;;) {
    const row = await answeredRequest(db, key);
    if (row?.status === committed && !seenCommitted) {
      seenCommitted = true;
      until = performance.now() + answerWaitMs;
    }
    const isWaiting = row?.status === underWay || row?.status === committed;
    if (!isWaiting || performance.now() >= until) return row;
    await pause(lookEveryMs);
  }
}

function replay(reply: FastifyReply, row: AnsweredRow | undefined, digests: readonly string[]): FastifyReply {
  if (row !== undefined && !digests.includes(row.request_digest)) throw new AppError('request-key-reused');
  if (row === undefined || row.status === underWay) throw new AppError('request-under-way');
  if (row.status === committed || row.response === null) throw new AppError('already-done');
  reply.status(row.status).header('idempotent-replay', 'true').header('cache-control', 'no-store');
  if (row.response.type !== '') reply.type(row.response.type);
  // A text goes out as it is kept; the serializer would encode it again.
  return reply.serializer(text => text as string).send(row.response.body);
}

/** Answers about the caller rather than about the work, and bugs, are not kept: trying again may help. */
function isKept(status: number): boolean {
  return status < 500 && ![401, 403, 408, 429].includes(status);
}

async function finish(
  deps: IdempotencyDeps,
  claim: Claim,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  claims.delete(claim.requestId);
  const body = payload instanceof Buffer ? payload.toString('utf8') : (payload ?? '');
  const at = deps.clock.now();
  const upload = claim.uploaded?.();
  const isKnown = claim.uploaded === undefined || upload !== undefined;
  if (isKept(reply.statusCode) && typeof body === 'string' && isKnown) {
    const kept = { type: String(reply.getHeader('content-type') ?? ''), body };
    const digest = upload === undefined ? {} : { digest: digestOf(reply.request, upload) };
    await unhurried(deps.db, trx =>
      keepAnswer(trx, claim, { status: reply.statusCode, kept, at, ...digest }),
    );
  } else await unhurried(deps.db, trx => releaseKey(trx, claim));
}

/** Adds the hooks to a scope whose requests carry `request.actor`; register it after the session hook. */
export function addIdempotency(app: HttpServer, deps: IdempotencyDeps): void {
  const { db, clock } = deps;
  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === undefined || request.actor === null) return;
    const claim = { staffId: request.actor.staffId, key, requestId: request.id };
    const [at, digest] = [clock.now(), digestOf(request)];
    const staleBefore = new Date(at.getTime() - staleMs);
    if (await unhurried(db, trx => claimKey(trx, claim, { digest, at, staleBefore }))) {
      claims.set(
        request.id,
        request.isMultipart() ? { ...claim, uploaded: watchUpload(request.raw) } : claim,
      );
      return;
    }
    const upload = request.isMultipart() ? await readUpload(request.raw) : undefined;
    const digests = upload === undefined ? [digest] : [digest, digestOf(request, upload)];
    return replay(reply, await settled(db.kysely, claim), digests);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const claim = claims.get(request.id);
    // What went wrong with keeping the answer must not spoil the answer; the mark in the work's transaction stays.
    if (claim !== undefined)
      await finish(deps, claim, reply, payload).catch(error => request.log.warn(error));
  });
}

/**
 * The audit port, which besides marks the request's key as committed. Every use case writes its audit line in its own
 * transaction; so the mark is there exactly if the work is.
 */
export function markingAudit(recordAudit: RecordAudit): RecordAudit {
  return async (trx, entry) => {
    await recordAudit(trx, entry);
    // A refusal has done nothing: once its reason is gone, the same request may be sent again.
    const worker = entry.outcome === 'done' ? entry.actor : null;
    const claim = worker === null ? undefined : claims.get(worker.requestId);
    if (claim !== undefined) await markCommitted(trx, claim);
  };
}
