import { describe, expect, it } from 'vitest';
import { dayOf } from './day.ts';
import { type HolidayNotice, parseHolidayNotice, withNotice, yearOfNotice } from './holiday-notice.ts';
import { publishedCalendar as calendar, daysOfRuns, seedYears } from './published-calendar.ts';
import { addWorkdays, type Calendar, calendarFrom, isWorkday, kindOfDay } from './working-days.ts';

const notice2026 = `国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。`;

const source = { title: '国务院办公厅关于2026年部分节假日安排的通知', source: '中国政府网' };
const before2026 = calendarFrom(
  '至2025',
  seedYears.filter(({ year }) => year < 2026),
);

function read(text: string, year: number): HolidayNotice {
  const answer = parseHolidayNotice(text, year);
  if (!answer.ok) throw new Error(answer.reasons.map(({ message }) => message).join('\n'));
  return answer.notice;
}

function codesOf(text: string, year: number): string[] {
  const answer = parseHolidayNotice(text, year);
  return answer.ok ? [] : answer.reasons.map(({ code }) => code);
}

function onTop(base: Calendar, notice: HolidayNotice, changesEarlier = false) {
  return withNotice(base, { notice, source, version: '新版本', changesEarlier });
}

describe('《部分节假日安排的通知》：reading the notice as it is worded', () => {
  it('gives the days that the seeded calendar has for 2026', () => {
    const notice = read(notice2026, 2026);
    expect(notice.festivals.map(({ name }) => name)).toEqual([
      '元旦',
      '春节',
      '清明节',
      '劳动节',
      '端午节',
      '中秋节',
      '国庆节',
    ]);
    expect(notice.missing).toEqual([]);
    const answer = onTop(before2026, notice);
    expect(answer.ok && answer.calendar.years.at(-1)).toMatchObject({
      year: 2026,
      holidays: calendar.years.at(-1)?.holidays,
      makeUpDays: calendar.years.at(-1)?.makeUpDays,
      notices: [source],
    });
  });

  it('reads a single sentence', () => {
    const notice = read('2月15日至23日放假调休，共9天。2月14日、2月28日上班', 2026);
    expect(notice.festivals[0]).toMatchObject({
      holidays: daysOfRuns(2026, '02-15..02-23'),
      makeUpDays: daysOfRuns(2026, '02-14 02-28'),
    });
    expect(notice.missing).toHaveLength(7);
  });

  it.each([
    ['元旦：2024年12月30日至2025年1月1日放假，共3天。', 2025, ['2024-12-30', '2024-12-31', '2025-01-01']],
    ['元旦：1月1日放假1天，不调休。', 2025, ['2025-01-01']],
    ['清明节：４月４日（周五）～６日放假，共３天。', 2025, ['2025-04-04', '2025-04-05', '2025-04-06']],
    ['国庆节、中秋节：10月1日到3日放假', 2025, ['2025-10-01', '2025-10-02', '2025-10-03']],
  ])('%s', (text, year, holidays) => {
    expect(read(text, year).festivals[0]?.holidays).toEqual(holidays);
  });

  it('knows the year it speaks of', () => {
    expect(yearOfNotice(notice2026)).toBe(2026);
    expect(yearOfNotice('2月15日放假')).toBeUndefined();
    expect(codesOf(notice2026, 2027)[0]).toBe('year-mismatch');
  });

  it.each([
    ['a wrong count', '春节：2月15日至23日放假，共8天。', ['count-wrong']],
    ['a date that does not exist', '春节：2月28日至30日放假。', ['no-such-date']],
    ['a span written backwards', '春节：2月23日至15日放假，共9天。', ['span-reversed']],
    ['a span too long', '春节：2月1日至3月15日放假。', ['span-reversed']],
    ['a holiday that is a make-up day', '春节：2月14日至16日放假，共3天。2月14日上班。', ['day-twice']],
    ['a make-up day on a Friday', '春节：2月15日放假。2月27日上班。', ['make-up-on-weekday']],
    ['a make-up day on a weekday', '春节：2月15日放假。2月24日上班。', ['make-up-on-weekday']],
    ['a day of another year', '元旦：2027年1月1日放假。', ['other-year']],
    ['no holiday at all', '春节：安排另行通知。', ['no-holiday-found']],
  ])('refuses %s', (_name, text, codes) => {
    expect(codesOf(text, 2026)).toEqual(codes);
  });

  it('names every problem at once', () => {
    const text = `一、元旦：1月1日至3日放假，共4天。1月5日上班。
二、春节：2月15日至30日放假。
三、清明节：1月3日放假。`;
    expect(codesOf(text, 2026)).toEqual(['count-wrong', 'no-such-date', 'day-twice', 'make-up-on-weekday']);
  });

  it('names the festivals a notice leaves out', () => {
    expect(read('元旦：1月1日放假。劳动节：5月1日放假。', 2025).missing).toEqual([
      '春节',
      '清明',
      '端午',
      '中秋',
      '国庆',
    ]);
  });
});

describe('《部分节假日安排的通知》：a notice on top of a calendar', () => {
  it('publishes a new year and makes its dates final', () => {
    expect(addWorkdays(before2026, dayOf('2025-12-20'), 20).provisional).toBe(true);
    const answer = onTop(before2026, read(notice2026, 2026));
    if (!answer.ok) throw new Error('refused');
    expect(answer.calendar.version).toBe('新版本');
    expect(addWorkdays(answer.calendar, dayOf('2025-12-20'), 20)).toEqual({
      due: '2026-01-19',
      provisional: false,
    });
    expect(addWorkdays(before2026, dayOf('2025-12-20'), 20).provisional).toBe(true);
  });

  it('takes the same notice again', () => {
    expect(onTop(calendar, read(notice2026, 2026)).ok).toBe(true);
  });

  it('refuses days that an older notice has otherwise, each by name', () => {
    const answer = onTop(
      calendar,
      read(notice2026.replace('2月28日（周六）上班', '3月1日（周日）上班'), 2026),
    );
    expect(answer.ok).toBe(false);
    const messages = answer.ok ? [] : answer.reasons.map(({ message }) => message);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain('2026年3月1日');
    expect(messages[1]).toContain('2026年2月28日');
  });

  it('takes a later change when it is marked as one, and leaves the other days', () => {
    const change = read('春节：2月24日放假，共1天。', 2026);
    expect(onTop(calendar, change).ok).toBe(false);
    const answer = onTop(calendar, change, true);
    if (!answer.ok) throw new Error('refused');
    expect(isWorkday(answer.calendar, dayOf('2026-02-24'))).toBe(false);
    expect(kindOfDay(answer.calendar, dayOf('2026-02-28'))).toBe('make-up');
    expect(answer.calendar.years.at(-1)?.notices).toHaveLength(2);
    expect(isWorkday(calendar, dayOf('2026-02-24'))).toBe(true);
  });

  it('may settle the end of December of the year before', () => {
    const notice = read('元旦：2026年12月31日至2027年1月2日放假，共3天。2026年12月27日上班。', 2027);
    const answer = onTop(calendar, notice);
    if (!answer.ok) throw new Error('refused');
    expect(kindOfDay(answer.calendar, dayOf('2026-12-31'))).toBe('holiday');
    expect(kindOfDay(answer.calendar, dayOf('2026-12-27'))).toBe('make-up');
    const alone = onTop(before2026, notice);
    expect(alone.ok && alone.calendar.years.map(({ year }) => year).slice(-2)).toEqual([2025, 2027]);
  });

  it('turns a make-up day into a holiday and back without a day of two kinds', () => {
    const change = read('纪念日：2月28日放假。2月22日上班。', 2026);
    const answer = onTop(calendar, change, true);
    if (!answer.ok) throw new Error('refused');
    expect(kindOfDay(answer.calendar, dayOf('2026-02-28'))).toBe('holiday');
    expect(kindOfDay(answer.calendar, dayOf('2026-02-22'))).toBe('make-up');
  });
});
