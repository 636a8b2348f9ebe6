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

  it('reads a notice with its address, its preface and brackets and spaces as an office types them', () => {
    const framed = `国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
${notice2026.split('\n').slice(1).join('\n')}
                                   国务院办公厅
                                   2025年11月4日`;
    expect(read(framed, 2026)).toEqual(read(notice2026, 2026));
    const typed = notice2026.replaceAll('（', '(').replaceAll('）', ')').replaceAll('月', ' 月 ');
    expect(read(typed, 2026)).toEqual(read(notice2026, 2026));
    expect(read(notice2026.replaceAll('\n', ''), 2026).festivals).toEqual(read(notice2026, 2026).festivals);
  });

  it('takes no day from a sentence that gives none off', () => {
    const text = '春节：2月15日至17日放假，共3天。2月18日至23日高速公路免收小型客车通行费。';
    expect(read(text, 2026).festivals).toEqual([
      { name: '春节', holidays: daysOfRuns(2026, '02-15..02-17'), makeUpDays: [] },
    ]);
  });

  it('has a name for days off that stand under no festival', () => {
    expect(read('2月15日至17日放假', 2026).festivals[0]?.name).toBe('放假');
  });

  it('reads a span of thirty-one days and none that is longer', () => {
    expect(read('春节：3月1日至31日放假，共31天。', 2026).festivals[0]?.holidays).toHaveLength(31);
    expect(codesOf('春节：3月1日至4月1日放假，共32天。', 2026)).toEqual(['span-reversed']);
  });

  it.each(['放假，共12天', '放假12天', '放假，共5天', '放假5天'])(
    'holds “%s” against nine listed days',
    words => {
      expect(codesOf(`春节：2月15日至23日${words}。`, 2026)).toEqual(['count-wrong']);
    },
  );

  it('says which day is wrong and how', () => {
    const answer = parseHolidayNotice('春节：2月16日放假。2月16日上班。', 2026);
    expect(answer.ok ? [] : answer.reasons.map(({ message }) => message)).toEqual([
      '2026年2月16日出现了两次：列为春节放假，又列为春节调休上班。请核对通知原文。',
      '2026年2月16日不是周六、周日，不会是调休上班日，请核对年份和日期。',
    ]);
  });

  it('knows the year it speaks of', () => {
    expect(yearOfNotice('关于2027年节假日安排的通知')).toBe(2027);
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

  it('keeps the days of a year in order, whatever a later change adds', () => {
    const change = read('元旦：1月5日放假。1月3日上班。', 2026);
    const answer = onTop(calendar, change, true);
    const year = answer.ok ? answer.calendar.years.at(-1)! : undefined;
    expect(year?.holidays).toEqual([...year!.holidays].sort());
    expect(year?.holidays).toContain('2026-01-05');
    expect(year?.makeUpDays).toEqual([...year!.makeUpDays].sort());
    expect(year?.makeUpDays.slice(0, 2)).toEqual(['2026-01-03', '2026-01-04']);
  });

  it('may not turn a published day off of December into a made-up one unmarked', () => {
    const year = { year: 2026, holidays: daysOfRuns(2026, '12-26'), makeUpDays: [], notices: [source] };
    const published = calendarFrom('至2026', [year]);
    const answer = onTop(published, read('元旦：1月1日至3日放假，共3天。2026年12月26日上班。', 2027));
    expect(answer.ok ? [] : answer.reasons.map(({ code }) => code)).toEqual(['contradicts-earlier']);
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
