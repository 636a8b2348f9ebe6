import { describe, expect, it } from 'vitest';
import { citationsWords } from './citation.ts';
import { type Day, dayOf } from './day.ts';
import { parseHolidayNotice, withNotice } from './holiday-notice.ts';
import { feeByCase, feeByPage } from './processing-fee.ts';
import { publishedCalendar as calendar } from './published-calendar.ts';
import type { Decision, Reason } from './refusal.ts';
import { type RequestEvent, requestClock } from './request-clock.ts';
import { addPublishedWorkdays, addWorkdays } from './working-days.ts';

/** What may never be guessed at: each is refused with what is wrong, what to do, and the article. */

const d = dayOf;
const submitted: RequestEvent = { type: 'submitted', on: d('2026-03-02'), via: 'in-person' };

const noticeBasis = '《部分节假日安排的通知》、《全国年节及纪念日放假办法》';

function reasonsOf(answer: Decision<object>): readonly Reason[] {
  return answer.ok ? [] : answer.reasons;
}

function clock(...events: RequestEvent[]): readonly Reason[] {
  return reasonsOf(requestClock([submitted, ...events], { calendar }));
}

/** A notice that reads well, put on the calendar. */
function onTop(text: string, year: number): readonly Reason[] {
  const read = parseHolidayNotice(text, year);
  if (!read.ok) throw new Error(read.reasons[0]?.message);
  const source = { title: `关于${year}年放假的通知`, source: '测试' };
  return reasonsOf(
    withNotice(calendar, { notice: read.notice, source, version: '新', changesEarlier: false }),
  );
}

describe('《民法典》第二百条、《政府信息公开条例》第三十条、《政府信息公开条例》第三十三条：impossible questions', () => {
  it.each<[string, () => readonly Reason[], string, string, RegExp]>([
    [
      'a date that does not exist',
      () => clock({ type: 'replied', on: '2026-02-29' as Day }),
      'no-such-date',
      '《民法典》第二百条',
      /“2026-02-29”不存在/,
    ],
    [
      'a date in a notice that does not exist',
      () => reasonsOf(parseHolidayNotice('春节：2月28日至30日放假。', 2026)),
      'no-such-date',
      noticeBasis,
      /2026年2月30日不存在/,
    ],
    [
      'a year without notice',
      () => reasonsOf(addPublishedWorkdays(calendar, d('2026-12-20'), 20)),
      'calendar-not-published',
      '《民法典》第二百零一条、《部分节假日安排的通知》',
      /已公布至2026年/,
    ],
    [
      'events out of order',
      () => clock({ type: 'extended', on: d('2026-03-01'), workingDays: 5 }),
      'out-of-order',
      '《政府信息公开条例》第四十五条',
      /早于前一项的日期2026-03-02/,
    ],
    [
      'an extension after the due date',
      () => clock({ type: 'extended', on: d('2026-03-31'), workingDays: 5 }),
      'extension-after-due',
      '《政府信息公开条例》第三十三条第二款',
      /2026年3月30日届满，届满之后不能延长/,
    ],
    [
      'a second correction notice',
      () =>
        clock(
          { type: 'correction-requested', on: d('2026-03-04'), correctBy: d('2026-03-20') },
          { type: 'corrected', on: d('2026-03-05') },
          { type: 'correction-requested', on: d('2026-03-06'), correctBy: d('2026-03-20') },
        ),
      'correction-already-requested',
      '《政府信息公开条例》第三十条',
      /一次性告知/,
    ],
    [
      'a notice that contradicts itself',
      () => reasonsOf(parseHolidayNotice('春节：2月15日至23日放假，共8天。', 2026)),
      'count-wrong',
      noticeBasis,
      /8天/,
    ],
    [
      'a notice that makes one day both off and worked',
      () => reasonsOf(parseHolidayNotice('春节：2月14日至16日放假，共3天。2月14日上班。', 2026)),
      'day-twice',
      noticeBasis,
      /2月14日/,
    ],
    [
      'a notice that contradicts an older one',
      () => onTop('元旦：1月1日至2日放假，共2天。1月3日上班。', 2026).slice(0, 1),
      'contradicts-earlier',
      noticeBasis,
      /2026年1月3日/,
    ],
  ])('%s is refused with the reason and the article', (_name, ask, code, basis, message) => {
    const reasons = ask();
    expect(reasons.map(each => each.code)).toEqual([code]);
    expect(citationsWords(reasons[0]!.basis)).toBe(basis);
    expect(reasons[0]!.message).toMatch(message);
  });

  it.each([-1, -20, 0.5, Number.NaN])('a count of %d is no count, of days, requests or pages', count => {
    expect(() => addWorkdays(calendar, d('2026-03-02'), count)).toThrow(/不小于零的整数/);
    expect(() => addPublishedWorkdays(calendar, d('2026-03-02'), count)).toThrow(/不小于零的整数/);
    expect(() => feeByCase(count)).toThrow(/整数/);
    expect(() => feeByPage(count)).toThrow(/整数/);
    expect(
      clock({ type: 'extended', on: d('2026-03-03'), workingDays: count }).map(each => each.code),
    ).toEqual(['extension-too-long']);
  });
});
