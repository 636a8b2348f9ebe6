import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import { acceptedStep } from '../one-time-code.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import { afterFailure, isLocked, type LockState, signInPolicy } from '../rules/sign-in.ts';
import { openSecret } from '../second-factor-secret.ts';
import { makeSignInLimit } from '../sign-in-limit.ts';
import { forgetSessions, insertSession } from '../store/sessions.ts';
import { changeStaff, lockStaff, type StaffRow, staffByUsername } from '../store/staff.ts';
import type { OrganisationParts } from './parts.ts';
import { digestOfToken, newToken } from './session.ts';

export interface SignInWish {
  readonly username: string;
  readonly password: string;
  readonly code?: string | undefined;
  /** Network address the request came from. */
  readonly address: string;
  readonly requestId: string;
}

type Outcome =
  | { readonly kind: 'open'; readonly token: string }
  | { readonly kind: 'failed' | 'code-needed' }
  | { readonly kind: 'locked'; readonly untilMs: number };

export function lockStateOf(row: Pick<StaffRow, 'failed_count' | 'locked_until'>): LockState {
  return { failedCount: row.failed_count, lockedUntilMs: row.locked_until?.getTime() ?? null };
}

function lockedFault(untilMs: number, nowMs: number): AppError {
  const minutes = Math.max(1, Math.ceil((untilMs - nowMs) / 60_000));
  const detail = `连续${signInPolicy.failuresBeforeLock}次登录失败，账号已被暂时锁定，约${minutes}分钟后可再试。`;
  return new AppError('account-locked', { detail });
}

/** Names without an account are locked after the same failures, or the lock would tell which names exist. */
function makeStrangers() {
  const states = new Map<string, LockState>();
  const mostKept = 10_000;
  return (username: string, nowMs: number): Outcome => {
    const state = states.get(username) ?? { failedCount: 0, lockedUntilMs: null };
    if (isLocked(state, nowMs)) return { kind: 'locked', untilMs: state.lockedUntilMs! };
    const next = afterFailure(state, nowMs);
    states.delete(username);
    states.set(username, next);
    const oldest = states.size > mostKept ? states.keys().next().value : undefined;
    if (oldest !== undefined) states.delete(oldest);
    return next.lockedUntilMs === null ? { kind: 'failed' } : { kind: 'locked', untilMs: next.lockedUntilMs };
  };
}

/**
 * Signs a person in and returns the token of a new session. Faults: `too-many-requests`, `account-locked`,
 * `sign-in-failed` (for a wrong password and for a name that does not exist, after the same work),
 * `second-factor-needed`.
 */
export function makeSignIn(parts: OrganisationParts) {
  const { db, clock, recordAudit, randomBytes } = parts;
  const limit = makeSignInLimit(parts.signInLimits);
  const strangers = makeStrangers();
  // Verified against for unknown names, so that they cost what a known name costs.
  let decoy: Promise<string> | undefined;
  const decoyHash = () => {
    decoy ??= hashPassword(randomBytes(24).toString('base64'), parts.passwordCost, randomBytes);
    return decoy;
  };

  const audit = (wish: SignInWish, account: StaffRow | undefined, outcome: Outcome['kind']) => {
    const actor = account && {
      staffId: account.id,
      name: account.name,
      unitId: account.unit_id,
      roles: account.roles,
      grants: {},
      actsFor: [],
      requestId: wish.requestId,
    };
    return {
      at: clock.now(),
      actor: actor ?? null,
      command: 'session.sign-in',
      subjectKind: 'staff',
      subjectId: account?.id ?? '-',
      outcome: outcome === 'open' ? ('done' as const) : ('refused' as const),
      detail: { username: wish.username.slice(0, 64), address: wish.address, outcome },
    };
  };

  const stranger = async (wish: SignInWish): Promise<Outcome> => {
    await verifyPassword(await decoyHash(), wish.password);
    const outcome = strangers(wish.username.slice(0, 64), clock.now().getTime());
    await transaction(db, trx => recordAudit(trx, audit(wish, undefined, outcome.kind)));
    return outcome;
  };

  const codeOutcome = (wish: SignInWish, row: StaffRow): { step: number | null } | 'needed' | 'wrong' => {
    if (row.totp_secret === null) return { step: null };
    if (wish.code === undefined || wish.code.trim() === '') return 'needed';
    const secret = openSecret(parts.box, row.id, row.totp_secret);
    const step = acceptedStep(secret, wish.code, clock.now().getTime(), row.totp_last_step);
    return step === undefined ? 'wrong' : { step };
  };

  const known = (wish: SignInWish, account: StaffRow, passwordRight: boolean): Promise<Outcome> =>
    transaction(db, async trx => {
      const now = clock.now();
      // Locked and read again: of several guesses at once none may slip past the count, no code be used twice.
      const row = await lockStaff(trx, account.id);
      if (row === undefined || row.disabled_at !== null) return { kind: 'failed' };
      const state = lockStateOf(row);
      const done = async (outcome: Outcome): Promise<Outcome> => {
        await recordAudit(trx, audit(wish, row, outcome.kind));
        return outcome;
      };
      if (isLocked(state, now.getTime())) return done({ kind: 'locked', untilMs: state.lockedUntilMs! });
      const code = passwordRight ? codeOutcome(wish, row) : 'wrong';
      if (code === 'needed') return { kind: 'code-needed' };
      if (code === 'wrong') {
        const { failedCount, lockedUntilMs } = afterFailure(state, now.getTime());
        const locked_until = lockedUntilMs === null ? null : new Date(lockedUntilMs);
        await changeStaff(trx, row.id, { failed_count: failedCount, locked_until });
        return done(lockedUntilMs === null ? { kind: 'failed' } : { kind: 'locked', untilMs: lockedUntilMs });
      }
      await changeStaff(trx, row.id, {
        failed_count: 0,
        locked_until: null,
        ...(code.step === null ? {} : { totp_last_step: code.step }),
      });
      const token = newToken(randomBytes);
      await insertSession(trx, {
        token_hash: digestOfToken(token),
        staff_id: row.id,
        csrf_token: newToken(randomBytes),
        created_at: now,
        last_seen_at: now,
      });
      await forgetSessions(trx, new Date(now.getTime() - 2 * signInPolicy.absoluteHours * 3_600_000));
      return done({ kind: 'open', token });
    });

  const outcomeOf = async (wish: SignInWish): Promise<Outcome> => {
    const account = await staffByUsername(db.kysely, wish.username);
    const usable = account?.disabled_at === null && (parts.demo || !account.is_demo);
    if (account === undefined || !usable) return stranger(wish);
    const state = lockStateOf(account);
    if (isLocked(state, clock.now().getTime())) {
      await transaction(db, trx => recordAudit(trx, audit(wish, account, 'locked')));
      return { kind: 'locked', untilMs: state.lockedUntilMs! };
    }
    return known(wish, account, await verifyPassword(account.password_hash, wish.password));
  };

  return async (wish: SignInWish): Promise<string> => {
    const nowMs = clock.now().getTime();
    if (!limit.take(wish.address, wish.username, nowMs)) throw new AppError('too-many-requests');
    if (wish.password.length > 4 * signInPolicy.passwordMaxLength) throw new AppError('sign-in-failed');
    const outcome = await outcomeOf(wish);
    if (outcome.kind === 'open') {
      limit.giveBack(wish.address, wish.username);
      return outcome.token;
    }
    if (outcome.kind === 'locked') throw lockedFault(outcome.untilMs, nowMs);
    throw new AppError(outcome.kind === 'failed' ? 'sign-in-failed' : 'second-factor-needed');
  };
}
