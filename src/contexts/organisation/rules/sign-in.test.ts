import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  isLocked,
  type LockState,
  passwordReasons,
  sessionHolds,
  signInPolicy,
} from './sign-in.ts';

const minute = 60_000;
const now = 1_700_000_000_000;
const fresh: LockState = { failedCount: 0, lockedUntilMs: null };

function afterFailures(count: number, at = now): LockState {
  let state = fresh;
  for (let i = 0; i < count; i += 1) state = afterFailure(state, at);
  return state;
}

describe('GB/T 22239-2019 8.1.4.1 b): repeated failures lock the account', () => {
  it('locks at the fifth failure in a row, not at the fourth', () => {
    expect(isLocked(afterFailures(4), now)).toBe(false);
    expect(isLocked(afterFailures(5), now)).toBe(true);
  });

  it('opens again after fifteen minutes, to the millisecond', () => {
    const locked = afterFailures(5);
    expect(isLocked(locked, now + 15 * minute - 1)).toBe(true);
    expect(isLocked(locked, now + 15 * minute)).toBe(false);
  });

  it('counts from one again when a lock has run out', () => {
    const next = afterFailure(afterFailures(5), now + 20 * minute);
    expect(next).toEqual({ failedCount: 1, lockedUntilMs: null });
  });
});

describe('GB/T 22239-2019 8.1.4.1 b): a connection that is not used ends by itself', () => {
  it.each([
    ['just used', 0, 0, true],
    ['idle for one millisecond less than fifteen minutes', 0, 15 * minute - 1, true],
    ['idle for fifteen minutes', 0, 15 * minute, false],
    ['used without a break for twelve hours', 12 * 60 * minute, 0, false],
    ['used without a break for a little less', 12 * 60 * minute - 1, 0, true],
  ])('%s', (_words, age, idle, holds) => {
    expect(sessionHolds(now - Math.max(age, idle), now - idle, now)).toBe(holds);
  });
});

describe('GB/T 22239-2019 8.1.4.1 a): passwords have a minimum of complexity', () => {
  it('accepts the password of the demo accounts', () => {
    expect(passwordReasons('Gongkai-demo-2019', 'finance')).toEqual([]);
  });

  it.each([
    ['Ab1-efghi', ['password-too-short']],
    ['Ab1-efghij', []],
    ['abcdefghij1', ['password-too-simple']],
    ['ABCdefghij1', []],
    ['abcdefgh-1', []],
    ['1234', ['password-too-short', 'password-too-simple']],
    ['Finance-2019x', ['password-has-username']],
    [`Aa1${'x'.repeat(signInPolicy.passwordMaxLength - 2)}`, ['password-too-long']],
    [`Aa1${'x'.repeat(signInPolicy.passwordMaxLength - 3)}`, []],
    ['政务公开信息中心甲乙', ['password-too-simple']],
  ])('%s: %j', (password, codes) => {
    expect(passwordReasons(password, 'finance').map(each => each.code)).toEqual(codes);
  });

  it('counts characters, not code units', () => {
    expect(passwordReasons('𠮷𠮷𠮷𠮷𠮷aB1', 'x').map(each => each.code)).toEqual(['password-too-short']);
  });
});
