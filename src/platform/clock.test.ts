import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../tests/support/fixed-clock.ts';
import { shanghaiDay, systemClock } from './clock.ts';

describe('the clock', () => {
  it('gives the civil date of Shanghai, whatever the zone of the machine', () => {
    expect(shanghaiDay(new Date('2019-06-02T15:59:59Z'))).toBe('2019-06-02');
    expect(shanghaiDay(new Date('2019-06-02T16:00:00Z'))).toBe('2019-06-03');
  });

  it('moves to the day of GONGKAI_TODAY and keeps the time of day', () => {
    const real = Date.now();
    const clock = systemClock({ GONGKAI_TODAY: '2019-06-03' });
    const shownMs = clock.now().getTime();
    const wholeDays = Math.round((real - shownMs) / 86_400_000);
    expect(Math.abs(real - shownMs - wholeDays * 86_400_000)).toBeLessThan(5000);
    // Midnight in Shanghai may fall between the two lines above.
    expect(['2019-06-03', '2019-06-04']).toContain(clock.today());
  });

  it('is the machine’s own without GONGKAI_TODAY', () => {
    const before = Date.now();
    const now = systemClock({}).now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it.each(['2019-02-29', '2019-6-3', 'today', '20190603'])('refuses GONGKAI_TODAY=%s in words', text => {
    expect(() => systemClock({ GONGKAI_TODAY: text })).toThrow(text);
  });

  it('stands still in tests until it is set', () => {
    const clock = fixedClock('2019-06-03T23:59:00+08:00');
    expect(clock.today()).toBe('2019-06-03');
    clock.set('2019-06-04T00:00:00+08:00');
    expect(clock.today()).toBe('2019-06-04');
    expect(clock.now()).toEqual(new Date('2019-06-03T16:00:00Z'));
  });
});
