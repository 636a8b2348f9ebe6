import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, dayNumber, dayOf, dayOfNumber, weekday } from './day.ts';
import { publishedCalendar as calendar, daysOfRuns, seedYears } from './published-calendar.ts';
import {
  addPublishedWorkdays,
  addWorkdays,
  type Calendar,
  calendarFrom,
  calendarNotPublished,
  endOfCalendarDays,
  isPublished,
  isWorkday,
  kindOfDay,
  reachesUnpublished,
  workdayNotAfter,
  workdayNotBefore,
  workdaysBetween,
} from './working-days.ts';

const first = dayNumber(dayOf('2004-01-01'));
const last = dayNumber(dayOf('2026-12-31'));
const days = fc.integer({ min: first, max: last - 200 }).map(dayOfNumber);
const counts = fc.integer({ min: 1, max: 60 });

/** The slow way: day by day. */
function walked(on: Calendar, day: Day, count: number): Day {
  let [at, left] = [day, count];
  while (left > 0) {
    at = addDays(at, 1);
    if (isWorkday(on, at)) left -= 1;
  }
  return at;
}

function withHoliday(day: Day): Calendar {
  const years = seedYears.map(year =>
    `${year.year}` === day.slice(0, 4)
      ? {
          ...year,
          holidays: [...year.holidays, day],
          makeUpDays: year.makeUpDays.filter(each => each !== day),
        }
      : year,
  );
  return calendarFrom('一个假日更多', years);
}

describe('《民法典》第二百零一条：the n-th working day after the start, the start day not counted', () => {
  it.each([
    ['2025-01-20', '2025-02-05', '2025-02-14', '2025-02-21', '2025-03-21'],
    ['2025-09-26', '2025-10-13', '2025-10-23', '2025-10-30', '2025-11-27'],
    ['2026-02-14', '2026-03-03', '2026-03-13', '2026-03-20', '2026-04-20'],
    ['2026-09-20', '2026-09-30', '2026-10-16', '2026-10-23', '2026-11-20'],
  ])('from %s: +7 %s, +15 %s, +20 %s, +40 %s', (start, ...dues) => {
    const found = [7, 15, 20, 40].map(count => addWorkdays(calendar, dayOf(start), count));
    expect(found).toEqual(dues.map(due => ({ due, provisional: false })));
  });

  it('counts +7, +15 and +20 from 2026-11-20, and marks +40 provisional with New Year off', () => {
    const found = [7, 15, 20, 40].map(count => addWorkdays(calendar, dayOf('2026-11-20'), count));
    expect(found).toEqual([
      { due: '2026-12-01', provisional: false },
      { due: '2026-12-11', provisional: false },
      { due: '2026-12-18', provisional: false },
      { due: '2027-01-18', provisional: true },
    ]);
  });

  it.each([
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, workdays) => {
    expect(workdaysBetween(calendar, dayOf(`${year - 1}-12-31`), dayOf(`${year}-12-31`))).toBe(workdays);
  });

  it('falls on a working day, as the slow way does', () => {
    fc.assert(
      fc.property(days, counts, (day, count) => {
        const { due, provisional } = addWorkdays(calendar, day, count);
        expect(isWorkday(calendar, due)).toBe(true);
        expect(due).toBe(walked(calendar, day, count));
        expect(provisional).toBe(false);
        expect(workdaysBetween(calendar, day, due)).toBe(count);
      }),
      { numRuns: 1000 },
    );
  });

  it('is monotone in the start and in the count', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 30 }), counts, (day, later, count) => {
        const due = addWorkdays(calendar, day, count).due;
        expect(addWorkdays(calendar, addDays(day, later), count).due >= due).toBe(true);
        expect(addWorkdays(calendar, day, count + 1).due > due).toBe(true);
      }),
    );
  });

  it('adds m, then n, as m plus n', () => {
    fc.assert(
      fc.property(days, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (day, m, n) => {
        const twice = addWorkdays(calendar, addWorkdays(calendar, day, m).due, n).due;
        expect(twice).toBe(addWorkdays(calendar, day, m + n).due);
      }),
    );
  });

  it('leaves the day as it is for a count of 0', () => {
    expect(addWorkdays(calendar, dayOf('2026-10-03'), 0)).toEqual({ due: '2026-10-03', provisional: false });
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a count of %d', count => {
    expect(() => addWorkdays(calendar, dayOf('2026-01-05'), count)).toThrow(RangeError);
    expect(() => endOfCalendarDays(calendar, dayOf('2026-01-05'), count)).toThrow(RangeError);
  });

  it('never moves earlier when a holiday is added', () => {
    fc.assert(
      fc.property(days, counts, fc.nat({ max: 90 }), (day, count, after) => {
        const more = withHoliday(addDays(day, after));
        expect(addWorkdays(more, day, count).due >= addWorkdays(calendar, day, count).due).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

describe('《部分节假日安排的通知》：three kinds of day, by published year', () => {
  it('knows the year 2026 as the notice has it', () => {
    const off = '01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07';
    const worked = '01-04 02-14 02-28 05-09 09-20 10-10';
    const year = calendar.years.at(-1);
    expect(year?.holidays).toEqual(daysOfRuns(2026, off));
    expect(year?.makeUpDays).toEqual(daysOfRuns(2026, worked));
    expect(year?.notices[0]).toMatchObject({
      title: '国务院办公厅关于2026年部分节假日安排的通知',
      mark: 'unverified',
    });
  });

  it.each([
    ['2026-02-14', 'make-up', true],
    ['2026-02-16', 'holiday', false],
    ['2026-02-24', 'normal', true],
    ['2026-02-22', 'holiday', false],
    ['2026-03-01', 'normal', false],
    ['2015-09-03', 'holiday', false],
    ['2015-09-04', 'holiday', false],
    ['2015-09-06', 'make-up', true],
    ['2020-01-31', 'holiday', false],
    ['2020-02-01', 'holiday', false],
  ])('%s is a %s day, worked: %s', (day, kind, worked) => {
    expect(kindOfDay(calendar, dayOf(day))).toBe(kind);
    expect(isWorkday(calendar, dayOf(day))).toBe(worked);
  });

  it('has make-up days on weekends only, and every year from 2004 to 2026', () => {
    expect(calendar.years.map(({ year }) => year)).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i));
    for (const { makeUpDays } of calendar.years)
      for (const day of makeUpDays) expect(weekday(day)).toBeGreaterThan(5);
    expect(calendar.version).toContain('chinese-days 1.5.7');
  });

  it('refuses to guess past the last year', () => {
    const refused = addPublishedWorkdays(calendar, dayOf('2026-12-20'), 20);
    expect(refused).toEqual({ ok: false, reasons: [calendarNotPublished(calendar)] });
    expect(calendarNotPublished(calendar)).toMatchObject({ code: 'calendar-not-published' });
    expect(calendarNotPublished(calendar).message).toContain('2026');
    expect(addPublishedWorkdays(calendar, dayOf('2026-12-01'), 5)).toEqual({ ok: true, due: '2026-12-08' });
  });

  it.each([
    ['2026-12-31', 1, '2027-01-04'],
    ['2027-04-30', 1, '2027-05-03'],
    ['2027-09-30', 1, '2027-10-04'],
    ['2031-12-31', 1, '2032-01-02'],
    ['2024-04-30', 1, '2024-05-06'],
  ])('gives a provisional answer with the fixed days off: %s + %i is %s', (day, count, due) => {
    expect(addWorkdays(calendar, dayOf(day), count)).toEqual({ due, provisional: due > '2026-12-31' });
  });

  it('marks a count that starts before the first year, unless no such day is counted', () => {
    expect(addWorkdays(calendar, dayOf('2003-12-25'), 3).provisional).toBe(true);
    expect(addWorkdays(calendar, dayOf('2003-12-31'), 1)).toEqual({ due: '2004-01-02', provisional: false });
    expect(workdaysBetween(calendar, dayOf('2003-12-25'), dayOf('2004-01-05'))).toBe(6);
    expect(workdaysBetween(calendar, dayOf('2040-01-02'), dayOf('2040-01-09'))).toBe(5);
  });

  it('counts far past its index as the slow way does', () => {
    const start = dayOf('2026-12-01');
    expect(addWorkdays(calendar, start, 1500)).toEqual({
      due: walked(calendar, start, 1500),
      provisional: true,
    });
    expect(() => addWorkdays(calendar, dayOf('9999-12-30'), 5)).toThrow(RangeError);
  });

  it('says whether a span reaches a year without notice', () => {
    const reaches = (a: string, b: string) => reachesUnpublished(calendar, dayOf(a), dayOf(b));
    expect(reaches('2026-12-01', '2026-12-31')).toBe(false);
    expect(reaches('2026-12-31', '2027-01-01')).toBe(true);
    expect(reaches('2003-12-31', '2004-01-05')).toBe(false);
    expect(reaches('2003-12-30', '2004-01-05')).toBe(true);
    expect(reaches('2027-01-01', '2027-01-01')).toBe(false);
    expect(isPublished(calendar, dayOf('2026-12-31'))).toBe(true);
    expect(isPublished(calendar, dayOf('2027-01-01'))).toBe(false);
  });

  it('marks a gap between published years', () => {
    const gap = calendarFrom(
      '缺2025年',
      seedYears.filter(({ year }) => year !== 2025),
    );
    expect(addWorkdays(gap, dayOf('2024-12-30'), 3).provisional).toBe(true);
    expect(addWorkdays(gap, dayOf('2025-12-31'), 3).provisional).toBe(false);
    expect(addWorkdays(gap, dayOf('2026-01-05'), 3).provisional).toBe(false);
  });

  it('is not made of a year twice, of no year, or of a day of two kinds or of another year', () => {
    const notices = [{ title: '', source: '' }];
    const year = { year: 2030, holidays: [dayOf('2030-01-01')], makeUpDays: [], notices };
    expect(() => calendarFrom('空', [])).toThrow(RangeError);
    expect(() => calendarFrom('重', [year, year])).toThrow(RangeError);
    expect(() => calendarFrom('矛盾', [{ ...year, makeUpDays: year.holidays }])).toThrow('2030-01-01');
    expect(() => calendarFrom('错年', [{ ...year, holidays: [dayOf('2031-01-01')] }])).toThrow('2031-01-01');
    expect(() => daysOfRuns(2026, '02-30')).toThrow(RangeError);
  });
});

describe('《民法典》第二百零三条：a last day off moves to the next working day', () => {
  it.each([
    ['2026-09-01', 30, '2026-10-08'],
    ['2026-04-28', 20, '2026-05-18'],
    ['2026-02-07', 7, '2026-02-14'],
    ['2026-02-08', 7, '2026-02-24'],
  ])('%s and %i days is %s', (day, count, due) => {
    expect(endOfCalendarDays(calendar, dayOf(day), count)).toEqual({ due, provisional: false });
  });

  it('is provisional where the moved day lies in a year without notice', () => {
    expect(endOfCalendarDays(calendar, dayOf('2026-12-02'), 30)).toEqual({
      due: '2027-01-04',
      provisional: true,
    });
    expect(workdayNotBefore(calendar, dayOf('2026-10-01')).due).toBe('2026-10-08');
    expect(workdayNotBefore(calendar, dayOf('2026-10-08')).due).toBe('2026-10-08');
    expect(workdayNotAfter(calendar, dayOf('2026-10-07'))).toBe('2026-09-30');
    expect(workdayNotAfter(calendar, dayOf('2026-10-10'))).toBe('2026-10-10');
  });

  it('counts no days backwards', () => {
    expect(workdaysBetween(calendar, dayOf('2026-03-10'), dayOf('2026-03-02'))).toBe(0);
    expect(workdaysBetween(calendar, dayOf('2026-03-10'), dayOf('2026-03-10'))).toBe(0);
    expect(workdaysBetween(calendar, dayOf('2026-03-10'), dayOf('2026-03-11'))).toBe(1);
  });
});
