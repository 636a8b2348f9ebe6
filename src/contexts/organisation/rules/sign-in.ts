import type { OrganisationPack, Reason } from '../contract.ts';

/**
 * Numbers of sign-in. GB/T 22239-2019 8.1.4.1 asks for complexity, limited failures and an idle time-out without
 * saying how much; these are the figures assessors use. [unverified: practice, not in the text]
 */
export const signInPolicy = {
  failuresBeforeLock: 5,
  lockMinutes: 15,
  idleMinutes: 15,
  absoluteHours: 12,
  passwordMinLength: 10,
  passwordMaxLength: 128,
  passwordMinClasses: 3,
  /** The last so many, the present one among them, are not taken again; a pack may say otherwise. */
  passwordHistory: 5,
  /** After so many days a password must be changed; a pack may say otherwise. */
  passwordMaxAgeDays: 90,
} as const;

const basis = [{ instrument: 'GB/T 22239-2019', note: '8.1.4.1 身份鉴别' }];

/** Failures in a row, and until when the account is locked. Instants in milliseconds since 1970. */
export interface LockState {
  readonly failedCount: number;
  readonly lockedUntilMs: number | null;
}

export function isLocked(state: LockState, nowMs: number): boolean {
  return state.lockedUntilMs !== null && nowMs < state.lockedUntilMs;
}

/** The state after one more failure. A lock that has run out starts the count again. */
export function afterFailure(state: LockState, nowMs: number): LockState {
  const before = state.lockedUntilMs === null ? state.failedCount : 0;
  const failedCount = before + 1;
  const locks = failedCount >= signInPolicy.failuresBeforeLock;
  return { failedCount, lockedUntilMs: locks ? nowMs + signInPolicy.lockMinutes * 60_000 : null };
}

/** Is a session still good? It ends after idle time, and in any case after its absolute time. */
export function sessionHolds(createdMs: number, lastSeenMs: number, nowMs: number): boolean {
  const idle = nowMs - lastSeenMs >= signInPolicy.idleMinutes * 60_000;
  const old = nowMs - createdMs >= signInPolicy.absoluteHours * 3_600_000;
  return !idle && !old;
}

const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/] as const;

/** What the pack says of ageing passwords, and the defaults where it is silent. */
export function passwordAging(pack: Pick<OrganisationPack, 'passwords'>): {
  readonly history: number;
  readonly maxAgeDays: number;
} {
  return {
    history: pack.passwords?.history ?? signInPolicy.passwordHistory,
    maxAgeDays: pack.passwords?.maxAgeDays ?? signInPolicy.passwordMaxAgeDays,
  };
}

/** When a password becomes too old, in milliseconds since 1970; null where passwords do not age (0 days). */
export function passwordExpiresMs(changedMs: number, maxAgeDays: number): number | null {
  return maxAgeDays === 0 ? null : changedMs + maxAgeDays * 86_400_000;
}

/** Why a password that was in use lately is not taken. */
export function reusedPassword(history: number): Reason[] {
  const message = `新密码不得与最近使用过的${history}个密码相同，请另设一个。`;
  return [{ code: 'password-used-before', message, basis }];
}

/** Everything that is wrong with a new password; empty if it may be used. */
export function passwordReasons(password: string, username: string): Reason[] {
  const { passwordMinLength: min, passwordMaxLength: max, passwordMinClasses } = signInPolicy;
  const reasons: Reason[] = [];
  const length = [...password].length;
  if (length < min)
    reasons.push({ code: 'password-too-short', message: `密码至少需要${min}个字符。`, basis });
  if (length > max) reasons.push({ code: 'password-too-long', message: `密码不超过${max}个字符。`, basis });
  if (classes.filter(each => each.test(password)).length < passwordMinClasses)
    reasons.push({
      code: 'password-too-simple',
      message: `密码须包含大写字母、小写字母、数字、符号四类中的至少${passwordMinClasses}类。`,
      basis,
    });
  if (username.length >= 3 && password.toLowerCase().includes(username.toLowerCase()))
    reasons.push({ code: 'password-has-username', message: '密码不得包含用户名。', basis });
  return reasons;
}
