import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  compareDays,
  dateOf,
  dayFrom,
  dayInChinese,
  dayNumber,
  dayOf,
  dayOfNumber,
  daysBetween,
  earlierDay,
  isDay,
  isLeapYear,
  lastDay,
  laterDay,
  monthLength,
  monthOf,
  parseDay,
  weekday,
  weekdayOfNumber,
  yearOf,
} from './day.ts';

const numbers = fc.integer({ min: -354_285, max: 2_932_896 });

describe('《民法典》第二百条：a civil day', () => {
  it.each(['2024-02-29', '2000-02-29', '1000-01-01', '9999-12-31', '2026-04-30'])('%s exists', text => {
    expect(isDay(text)).toBe(true);
    expect(parseDay(text)).toBe(text);
  });

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '0999-01-01',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '２０２６-01-01',
    '',
    20260101,
    null,
    undefined,
  ])('%s does not exist', text => {
    expect(isDay(text)).toBe(false);
    expect(parseDay(text)).toBeUndefined();
  });

  it.each([
    ['01', 31],
    ['03', 31],
    ['04', 30],
    ['05', 31],
    ['06', 30],
    ['07', 31],
    ['08', 31],
    ['09', 30],
    ['10', 31],
    ['11', 30],
    ['12', 31],
  ])('month %s ends with day %i', (month, last) => {
    expect(isDay(`2026-${month}-${last}`)).toBe(true);
    expect(isDay(`2026-${month}-${last + 1}`)).toBe(false);
  });

  it('refuses to name a day that does not exist', () => {
    expect(() => dayOf('2025-02-29')).toThrow('2025-02-29');
    expect(dayFrom(2025, 2, 29)).toBeUndefined();
    expect(dayFrom(2024, 2, 29)).toBe('2024-02-29');
  });

  it('counts days from 1970 as UTC does, whatever the zone of the process', () => {
    fc.assert(
      fc.property(numbers, number => {
        const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
        expect(dayOfNumber(number)).toBe(text);
        expect(dayNumber(dayOf(text))).toBe(number);
        expect(weekdayOfNumber(number)).toBe(new Date(number * 86_400_000).getUTCDay() || 7);
      }),
      { numRuns: 2000 },
    );
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: -30_000, max: 30_000 }),
        (from, count) => {
          const day = dayOfNumber(from);
          expect(addDays(addDays(day, count), -count)).toBe(day);
          expect(daysBetween(day, addDays(day, count))).toBe(count);
        },
      ),
    );
  });

  it('ends with the year 9999', () => {
    expect(lastDay).toBe('9999-12-31');
    expect(() => addDays(lastDay, 1)).toThrow(RangeError);
  });

  it('knows its parts, its weekday and its order', () => {
    const day = dayOf('2026-11-22');
    expect([yearOf(day), monthOf(day), dateOf(day), weekday(day)]).toEqual([2026, 11, 22, 7]);
    expect(weekday(dayOf('2026-11-23'))).toBe(1);
    const later = dayOf('2026-11-23');
    expect([compareDays(day, later), compareDays(later, day), compareDays(day, day)]).toEqual([-1, 1, 0]);
    expect([earlierDay(day, later), earlierDay(later, day)]).toEqual([day, day]);
    expect([laterDay(day, later), laterDay(later, day)]).toEqual([later, later]);
    expect(dayInChinese(dayOf('2026-03-02'))).toBe('2026年3月2日');
  });
});

describe('《民法典》第二百零二条：months and years', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-03-15', 6, '2026-09-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-11-30', 1, '2026-12-30'],
  ])('%s and %i months is %s', (from, months, until) => {
    expect(addMonths(dayOf(from), months)).toBe(until);
  });

  it('knows leap years and month lengths', () => {
    expect([1900, 2000, 2023, 2024].map(isLeapYear)).toEqual([false, true, false, true]);
    expect([1, 2, 4, 12].map(month => monthLength(2024, month))).toEqual([31, 29, 30, 31]);
    expect(monthLength(2025, 2)).toBe(28);
    expect(monthLength(2025, 13)).toBe(0);
  });
});
