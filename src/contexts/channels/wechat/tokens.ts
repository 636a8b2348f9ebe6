import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { type Database, transaction } from '../../../platform/database/database.ts';
import type { Schema } from '../../../platform/database/schema.ts';
import type { SealedBox } from '../../../platform/sealed-box.ts';
import { callForJson, type Fetch } from '../carrier-parts/call.ts';
import type { Failure } from '../carrier-parts/failure.ts';
import type { WechatSettings } from './settings.ts';

/**
 * The stable token of the account, one for all processes: kept sealed in the database, renewed by whoever holds the
 * row's lock. Asked before its time the carrier answers the same token; within its last five minutes a new one, and the
 * old one stays valid for that while.
 */

export type TokenAnswer = { readonly ok: true; readonly token: string } | Failure;

export interface Tokens {
  current(): Promise<TokenAnswer>;
  /** After the carrier refused `rejected`: the one that another process has fetched meanwhile, or a new one. */
  replace(rejected: string): Promise<TokenAnswer>;
}

/** Milliseconds before its end at which a token is renewed. */
const earlyMs = 5 * 60_000;
/** The carrier makes a new token before the old one's time at most 20 times a day: we ask at most 12 times. */
const betweenForcedMs = 2 * 3_600_000;

interface Kept {
  readonly token: string | undefined;
  readonly expiresAt: Date;
  readonly forcedAt: Date | null;
}

const tokenReply = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const errorReply = z.object({ errcode: z.number(), errmsg: z.string().default('') });

export function failureOf(body: unknown): Failure {
  const error = errorReply.safeParse(body);
  if (!error.success) return { ok: false, code: 'unreadable', said: '' };
  return { ok: false, code: String(error.data.errcode), said: error.data.errmsg.slice(0, 200) };
}

export function keepTokens(parts: {
  readonly db: Database;
  readonly box: SealedBox;
  readonly clock: Clock;
  readonly send: Fetch;
  readonly settings: WechatSettings;
}): Tokens {
  const { db, box, clock, send, settings } = parts;
  const account = `wechat:${settings.appId}`;
  const context = `carrier-token:${account}`;

  function opened(row: { sealed: Buffer | null; expires_at: Date | null; forced_at: Date | null }): Kept {
    let token: string | undefined;
    try {
      token = row.sealed === null ? undefined : Buffer.from(box.open(row.sealed, context)).toString('utf8');
    } catch {
      // Sealed under a key that is no more: the carrier gives the token again.
      token = undefined;
    }
    return { token, expiresAt: row.expires_at ?? new Date(0), forcedAt: row.forced_at };
  }

  const columns = ['sealed', 'expires_at', 'forced_at'] as const;
  const isFresh = (kept: Kept): boolean => kept.expiresAt.getTime() - earlyMs > clock.now().getTime();

  async function fetched(isForced: boolean): Promise<{ token: string; lifeMs: number } | Failure> {
    const answer = await callForJson(send, `${settings.api}/cgi-bin/stable_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: settings.appId,
        secret: settings.secret,
        force_refresh: isForced,
      }),
    });
    if (!answer.reached) return { ok: false, code: 'unreachable', said: '' };
    const reply = tokenReply.safeParse(answer.body);
    if (!reply.success) return failureOf(answer.body);
    return { token: reply.data.access_token, lifeMs: reply.data.expires_in * 1000 };
  }

  async function store(trx: Transaction<Schema>, token: string, lifeMs: number, forced: boolean) {
    const now = clock.now();
    await trx
      .updateTable('carrier_token')
      .set({
        sealed: Buffer.from(box.seal(Buffer.from(token, 'utf8'), context)),
        expires_at: new Date(now.getTime() + lifeMs),
        ...(forced ? { forced_at: now } : {}),
      })
      .where('account', '=', account)
      .execute();
  }

  /** Under the row's lock: what is there, unless it is old or was refused. */
  async function renewed(rejected: string | undefined): Promise<TokenAnswer> {
    await db.kysely
      .insertInto('carrier_token')
      .values({ account })
      .onConflict(conflict => conflict.doNothing())
      .execute();
    return transaction(db, async trx => {
      const row = await trx
        .selectFrom('carrier_token')
        .select(columns)
        .where('account', '=', account)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const kept = opened(row);
      if (kept.token !== undefined && kept.token !== rejected && isFresh(kept))
        return { ok: true, token: kept.token } as const;
      let answer = await fetched(false);
      const mayForce =
        kept.forcedAt === null || clock.now().getTime() - kept.forcedAt.getTime() > betweenForcedMs;
      const isForced = 'token' in answer && answer.token === rejected && mayForce;
      if (isForced) answer = await fetched(true);
      if (!('token' in answer)) return answer;
      await store(trx, answer.token, answer.lifeMs, isForced);
      return { ok: true, token: answer.token } as const;
    });
  }

  return {
    async current() {
      const row = await db.kysely
        .selectFrom('carrier_token')
        .select(columns)
        .where('account', '=', account)
        .executeTakeFirst();
      const kept = row && opened(row);
      if (kept?.token !== undefined && isFresh(kept)) return { ok: true, token: kept.token };
      return renewed(undefined);
    },
    replace: renewed,
  };
}
