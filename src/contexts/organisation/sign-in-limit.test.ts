import { describe, expect, it } from 'vitest';
import { makeSignInLimit, placeOf } from './sign-in-limit.ts';

describe('How fast one may try to sign in', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });

  const limits = { perAccount: { size: 3, refillMs: 1000 }, perAddress: { size: 5, refillMs: 1000 } };

  it('allows as many tries as the bucket holds, then one each time it is refilled', () => {
    const { take } = makeSignInLimit(limits);
    expect([1, 2, 3, 4].map(() => take('192.0.2.1', 'a', 0))).toEqual([true, true, true, false]);
    expect(take('192.0.2.1', 'a', 999)).toBe(false);
    expect(take('192.0.2.1', 'a', 2000)).toBe(true);
  });

  it('does not make one place pay for another, except within one /64', () => {
    const { take } = makeSignInLimit(limits);
    for (let i = 0; i < 3; i += 1) take('2001:db8:1:2::1', 'a', 0);
    expect(take('2001:db8:1:2:ffff::2', 'a', 0)).toBe(false);
    expect(take('2001:db8:1:3::1', 'a', 0)).toBe(true);
    expect(take('192.0.2.1', 'a', 0)).toBe(true);
  });

  it('stops one place that tries many names', () => {
    const { take } = makeSignInLimit(limits);
    const answers = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => take('192.0.2.1', name, 0));
    expect(answers).toEqual([true, true, true, true, true, false]);
    expect(take('192.0.2.2', 'f', 0)).toBe(true);
  });

  it('does not tell names apart by case', () => {
    const { take } = makeSignInLimit(limits);
    expect(['a', 'A', 'a', 'A'].map(name => take('192.0.2.1', name, 0))).toEqual([true, true, true, false]);
  });

  it('does not count who got in', () => {
    const { take, giveBack } = makeSignInLimit(limits);
    for (let i = 0; i < 20; i += 1) {
      expect(take('192.0.2.1', 'a', 0)).toBe(true);
      giveBack('192.0.2.1', 'a');
    }
    giveBack('192.0.2.1', 'a');
    expect([1, 2, 3, 4].map(() => take('192.0.2.1', 'a', 0))).toEqual([true, true, true, false]);
  });
});
