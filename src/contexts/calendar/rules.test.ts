import { describe, expect, it } from 'vitest';
import { type Day, dayOf } from '../../law/day.ts';
import { addWorkdays, isPublished, kindOfDay } from '../../law/working-days.ts';
import { type NoticeBody, noticeBody } from './contract.ts';
import {
  calendarOf,
  daysOfNotices,
  decideImport,
  readNotice,
  type StandingNotice,
  versionName,
} from './rules.ts';

const text =
  '一、元旦：1月1日至3日放假，共3天。二、春节：2月5日至11日放假调休，共7天。1月31日、2月14日上班。';
const title = '关于2027年部分节假日安排的通知';

function body(more: Partial<NoticeBody>): NoticeBody {
  return noticeBody.parse({ year: 2027, title, source: '测试', ...more });
}

function standing(
  id: string,
  year: number,
  holidays: string[],
  more: Partial<StandingNotice> = {},
): StandingNotice {
  const days = holidays.map(day => ({ day: dayOf(day), kind: 'holiday' as const, name: '' }));
  return { id, year, title: `关于${year}年部分节假日安排的通知`, source: '测试', days, ...more };
}

const codes = (answer: { ok: boolean; reasons?: readonly { code: string }[] }) =>
  answer.ok ? [] : (answer.reasons ?? []).map(each => each.code);

describe('国务院办公厅关于部分节假日安排的通知: what is handed in', () => {
  it('is read from the text of the notice, each day with its festival', () => {
    const read = readNotice(body({ text }));
    expect(read.ok && read.days).toContainEqual({ day: '2027-02-05', kind: 'holiday', name: '春节' });
    expect(read.ok && read.days).toContainEqual({ day: '2027-01-31', kind: 'make-up', name: '春节' });
    expect(read.ok && read.days).toHaveLength(12);
  });

  it('is read from lists of days', () => {
    const read = readNotice(body({ holidays: ['2027-01-01'], makeUpDays: ['2027-01-02'] }));
    expect(read.ok && read.days).toEqual([
      { day: '2027-01-01', kind: 'holiday', name: '' },
      { day: '2027-01-02', kind: 'make-up', name: '' },
    ]);
  });

  it('is refused when there is nothing in it', () => {
    expect(codes(readNotice(body({})))).toEqual(['nothing-to-import']);
    expect(codes(readNotice(body({ text: '  ' })))).toEqual(['nothing-to-import']);
    expect(codes(readNotice(body({ holidays: [] })))).toEqual(['no-holiday-found']);
  });

  it('is refused with everything that is wrong with the days at once', () => {
    const answer = readNotice(
      body({
        holidays: ['2027-02-30', '2027-01-01', '2026-06-01'],
        makeUpDays: ['2027-01-01', '2027-01-04'],
      }),
    );
    expect(codes(answer).sort()).toEqual([
      'day-twice',
      'make-up-on-weekday',
      'make-up-on-weekday',
      'no-such-date',
      'other-year',
    ]);
  });

  it('is refused when text and days differ, naming each day and where it stands', () => {
    const answer = readNotice(
      body({ text: '元旦：1月1日至2日放假，共2天。', holidays: ['2027-01-01', '2027-01-03'] }),
    );
    expect(answer.ok ? [] : answer.reasons.map(each => each.message)).toEqual([
      expect.stringContaining('2027年1月2日放假只见于通知文字'),
      expect.stringContaining('2027年1月3日放假只见于所列日期'),
    ]);
  });

  it('may bring text and days that agree', () => {
    expect(readNotice(body({ text: '元旦：1月1日放假。', holidays: ['2027-01-01'] })).ok).toBe(true);
  });
});

describe('Notices on top of each other', () => {
  const first = standing('a', 2026, ['2026-01-01', '2026-10-01']);

  it('add up to a calendar of the years they publish', () => {
    const calendar = calendarOf([first, standing('b', 2027, ['2027-01-01'])], 'v');
    expect(calendar.years.map(each => each.year)).toEqual([2026, 2027]);
    expect(kindOfDay(calendar, '2026-10-01' as Day)).toBe('holiday');
    expect(isPublished(calendar, '2028-01-01' as Day)).toBe(false);
  });

  it('overrule each other day by day, the later the stronger', () => {
    const later: StandingNotice = {
      ...standing('b', 2026, ['2026-09-03']),
      title: '调休放假的通知',
      days: [
        { day: dayOf('2026-09-03'), kind: 'holiday', name: '纪念日' },
        { day: dayOf('2026-01-01'), kind: 'make-up', name: '' },
      ],
    };
    const days = daysOfNotices([first, later]);
    expect(days.map(each => [each.day, each.kind, each.noticeId])).toEqual([
      ['2026-01-01', 'make-up', 'b'],
      ['2026-09-03', 'holiday', 'b'],
      ['2026-10-01', 'holiday', 'a'],
    ]);
  });

  it('may set the last days of December of the year before, if that year is published', () => {
    const newYear = standing('n', 2027, ['2026-12-31', '2027-01-01']);
    expect(daysOfNotices([newYear]).map(each => each.day)).toEqual(['2027-01-01']);
    expect(daysOfNotices([first, newYear]).map(each => each.day)).toContain('2026-12-31');
  });

  it('keep the mark of a source that nobody has checked word for word', () => {
    const calendar = calendarOf([{ ...first, mark: 'unverified' }], 'v');
    expect(calendar.years[0]?.notices).toEqual([{ title: first.title, source: '测试', mark: 'unverified' }]);
  });

  it('are named by their years and how many came in', () => {
    expect(versionName([first, standing('b', 2027, [])], 5)).toBe('2026–2027（第5版）');
  });
});

describe('May a notice go on top?', () => {
  const before = [standing('a', 2026, ['2026-01-01', '2026-10-01', '2026-10-02'])];
  const of2026 = { year: 2026, title: '关于调整2026年国庆节放假的通知' };

  it('yes, for a year that was open; what was provisional becomes final', () => {
    const decision = decideImport(before, body({ text }));
    expect(decision.ok && decision.supersedes).toEqual([]);
    const [day, was] = ['2026-12-30' as Day, calendarOf(before, 'v')];
    expect(addWorkdays(was, day, 10).provisional).toBe(true);
    if (!decision.ok) throw new Error('refused');
    const after = calendarOf([...before, { ...standing('b', 2027, []), days: decision.days }], 'v');
    expect(addWorkdays(after, day, 10).provisional).toBe(false);
  });

  it('no, if it contradicts published days: each of them is named', () => {
    const wish = { ...of2026, holidays: ['2026-10-01', '2026-10-05'], makeUpDays: ['2026-10-10'] };
    const decision = decideImport(before, body(wish));
    expect(codes(decision)).toEqual(Array(4).fill('contradicts-earlier'));
    const words = decision.ok ? '' : decision.reasons.map(each => each.message).join('');
    for (const day of ['2026年10月5日', '2026年10月10日', '2026年1月1日', '2026年10月2日'])
      expect(words).toContain(day);
  });

  it('yes, if it is handed in as a later change', () => {
    const wish = { ...of2026, holidays: ['2026-10-05'], changesEarlier: true };
    expect(decideImport(before, body(wish))).toMatchObject({ ok: true, supersedes: [] });
  });

  it('yes, in the place of a notice of the same year and title that says the same', () => {
    const [known] = before;
    const wish = { year: 2026, title: known!.title, holidays: known!.days.map(each => each.day) };
    expect(decideImport(before, body(wish))).toMatchObject({ ok: true, supersedes: ['a'] });
  });
});
