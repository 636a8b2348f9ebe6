import { createHash } from 'node:crypto';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor, SessionView } from '../contract.ts';
import { acceptedStep, enrolmentUri, newSecret } from '../one-time-code.ts';
import { verifyPassword } from '../password-hash.ts';
import { grantsOfRoles, wantsSecondFactor } from '../rules/permission.ts';
import { passwordReasons, sessionHolds } from '../rules/sign-in.ts';
import { openSecret, sealSecret } from '../second-factor-secret.ts';
import { endSession, endSessionsOf, openSession, type SessionRow, touchSession } from '../store/sessions.ts';
import { changeStaff, lockStaff } from '../store/staff.ts';
import { bureauNameOf, type OrganisationParts } from './parts.ts';
import { passwordAge, replacePassword } from './passwords.ts';

/** A session with its owner, as the HTTP hook keeps it for the length of a request. */
export interface SignedIn {
  readonly tokenDigest: string;
  readonly csrfToken: string;
  readonly mustEnrolSecondFactor: boolean;
  readonly actor: Actor;
  readonly view: SessionView;
}

/** 256 bits, for the cookie and for the CSRF token. */
export function newToken(randomBytes: (count: number) => Buffer): string {
  return randomBytes(32).toString('base64url');
}

export function digestOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A touch more often than this tells nothing; idle time is measured in minutes. */
const touchEveryMs = 60_000;

function actorOfRow(row: SessionRow, parts: OrganisationParts, requestId: string): Actor {
  const { staff } = row;
  const { roles } = parts.pack;
  const strong = staff.totp_secret !== null || staff.is_demo;
  // Who stands in for a post that wants a second factor needs one too.
  const absent = row.absent.filter(each => strong || !wantsSecondFactor(roles, each.roles));
  return {
    staffId: staff.id,
    name: staff.name,
    unitId: staff.unit_id,
    roles: staff.roles,
    grants: grantsOfRoles(roles, staff.roles),
    actsFor: absent.map(each => ({
      staffId: each.staffId,
      name: each.name,
      unitId: each.unitId,
      grants: grantsOfRoles(roles, each.roles),
    })),
    requestId,
  };
}

function viewOf(row: SessionRow, actor: Actor, parts: OrganisationParts, mustEnrol: boolean): SessionView {
  const { staff } = row;
  const { roles } = parts.pack;
  const age = passwordAge(parts, staff);
  return {
    staffId: staff.id,
    username: staff.username,
    name: staff.name,
    unitId: staff.unit_id,
    unitName: staff.unit_name,
    roles: staff.roles.map(id => ({ id, name: roles[id]?.name ?? id })),
    grants: { ...actor.grants },
    csrfToken: row.csrf_token,
    mustEnrolSecondFactor: mustEnrol,
    hasSecondFactor: staff.totp_secret !== null,
    mustChangePassword: age.expired,
    passwordExpiresOn: age.expiresOn,
    today: parts.clock.today(),
    bureauName: bureauNameOf(parts.pack),
    isDemo: staff.is_demo,
  };
}

function signedInOf(row: SessionRow, parts: OrganisationParts, requestId: string): SignedIn {
  const { staff } = row;
  const wants = wantsSecondFactor(parts.pack.roles, staff.roles);
  const mustEnrolSecondFactor = wants && staff.totp_secret === null && !staff.is_demo;
  const actor = actorOfRow(row, parts, requestId);
  return {
    tokenDigest: row.token_hash,
    csrfToken: row.csrf_token,
    mustEnrolSecondFactor,
    actor,
    view: viewOf(row, actor, parts, mustEnrolSecondFactor),
  };
}

/** Use cases of a session that is open. */
export function makeSessions(parts: OrganisationParts) {
  const { db, clock, recordAudit, randomBytes } = parts;

  /** The session of a cookie's token, or nothing if it is unknown, ended, idle too long or too old. */
  const find = async (token: string, requestId: string): Promise<SignedIn | undefined> => {
    const row = await openSession(db.kysely, digestOfToken(token), clock.today());
    if (row === undefined || (row.staff.is_demo && !parts.demo)) return undefined;
    const now = clock.now();
    if (!sessionHolds(row.created_at.getTime(), row.last_seen_at.getTime(), now.getTime())) return undefined;
    if (now.getTime() - row.last_seen_at.getTime() > touchEveryMs)
      await touchSession(db.kysely, row.token_hash, now);
    return signedInOf(row, parts, requestId);
  };

  const entry = (session: SignedIn, command: string, outcome: 'done' | 'refused', detail: object = {}) => ({
    at: clock.now(),
    actor: session.actor,
    command,
    subjectKind: 'staff',
    subjectId: session.actor.staffId,
    outcome,
    detail: { ...detail },
  });

  const signOut = (session: SignedIn) =>
    transaction(db, async trx => {
      await endSession(trx, session.tokenDigest, clock.now());
      await recordAudit(trx, entry(session, 'session.sign-out', 'done'));
    });

  /** Sets a new password of one's own and ends all other sessions. Faults: `sign-in-failed`, `bad-input`. */
  const changePassword = async (session: SignedIn, current: string, next: string): Promise<SessionView> => {
    const reasons = passwordReasons(next, session.view.username);
    const wrong = reasons.map(({ message }) => ({ where: 'next', message }));
    if (current === next) wrong.push({ where: 'next', message: '新密码不能与当前密码相同。' });
    if (wrong.length > 0) throw new AppError('bad-input', { problems: wrong });
    const problems = await transaction(db, async trx => {
      const row = await lockStaff(trx, session.actor.staffId);
      const same = row !== undefined && (await verifyPassword(row.password_hash, current));
      const against = same ? await replacePassword(parts, trx, row, next) : [];
      const done = same && against.length === 0;
      if (done) await endSessionsOf(trx, row.id, clock.now(), session.tokenDigest);
      await recordAudit(trx, entry(session, 'session.change-password', done ? 'done' : 'refused'));
      if (!same) return [{ where: 'current', message: '当前密码不正确，请核对。' }];
      return against.map(({ message }) => ({ where: 'next', message }));
    });
    if (problems.length > 0) throw new AppError('bad-input', { problems });
    const changed = { password_changed_at: clock.now(), is_demo: session.view.isDemo };
    return {
      ...session.view,
      mustChangePassword: false,
      passwordExpiresOn: passwordAge(parts, changed).expiresOn,
    };
  };

  /** Begins to bind an authenticator. The one in use, if any, stays valid until the new one is proved. */
  const startSecondFactor = async (session: SignedIn): Promise<{ secret: string; uri: string }> => {
    const secret = newSecret(randomBytes);
    await transaction(db, async trx => {
      await changeStaff(trx, session.actor.staffId, {
        totp_pending: sealSecret(parts.box, session.actor.staffId, secret),
      });
      await recordAudit(trx, entry(session, 'session.start-second-factor', 'done'));
    });
    return { secret, uri: enrolmentUri(secret, bureauNameOf(parts.pack), session.view.username) };
  };

  /** Proves the new authenticator with one code; that code can not be used again to sign in. */
  const confirmSecondFactor = async (session: SignedIn, code: string): Promise<void> => {
    const problem = await transaction(db, async trx => {
      const row = await lockStaff(trx, session.actor.staffId);
      const pending = row?.totp_pending ?? null;
      if (row === undefined || pending === null) return '还没有开始绑定，请先获取二维码。';
      const secret = openSecret(parts.box, row.id, pending);
      const step = acceptedStep(secret, code, clock.now().getTime(), null);
      await recordAudit(
        trx,
        entry(session, 'session.bind-second-factor', step === undefined ? 'refused' : 'done'),
      );
      if (step === undefined) return '动态口令不正确，请核对手机时间后输入最新的六位数字。';
      await changeStaff(trx, row.id, { totp_secret: pending, totp_pending: null, totp_last_step: step });
      await endSessionsOf(trx, row.id, clock.now(), session.tokenDigest);
      return undefined;
    });
    if (problem !== undefined)
      throw new AppError('bad-input', { problems: [{ where: 'code', message: problem }] });
  };

  return { find, signOut, changePassword, startSecondFactor, confirmSecondFactor };
}
