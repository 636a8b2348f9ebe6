import { cite } from '../../law/citation.ts';
import { type Day, yearOf } from '../../law/day.ts';
import { type HolidayNotice, parseHolidayNotice, withNotice } from '../../law/holiday-notice.ts';
import { type Decision, type Reason, reason, refuse } from '../../law/refusal.ts';
import { type Calendar, calendarFrom, type Notice } from '../../law/working-days.ts';
import type { NoticeBody } from './contract.ts';

/** The calendar as what the notices add up to, one on top of the other in the order they came. */

export interface NoticeDay {
  readonly day: Day;
  readonly kind: 'holiday' | 'make-up';
  /** The festival, e.g. 春节; '' where the source does not say. */
  readonly name: string;
}

/** A notice that stands, with the days it sets. */
export interface StandingNotice {
  readonly id: string;
  readonly year: number;
  readonly title: string;
  readonly source: string;
  readonly mark?: 'unverified';
  readonly days: readonly NoticeDay[];
}

/** A day off or made up, and the notice that said so last. */
export interface SetDay extends NoticeDay {
  readonly noticeId: string;
}

/** The days of all notices together; a later notice overrules an earlier one day by day. */
export function daysOfNotices(notices: readonly StandingNotice[]): SetDay[] {
  const published = new Set(notices.map(each => each.year));
  const days = new Map<Day, SetDay>();
  // The end of December belongs to the notice of the next year too; alone it does not publish its own year.
  for (const notice of notices)
    for (const each of notice.days)
      if (published.has(yearOf(each.day))) days.set(each.day, { ...each, noticeId: notice.id });
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function noticeOf({ title, source, mark }: StandingNotice): Notice {
  return { title, source, ...(mark === undefined ? {} : { mark }) };
}

/** The law's calendar that the notices add up to. `version` names it in every date that is computed. */
export function calendarOf(notices: readonly StandingNotice[], version: string): Calendar {
  const days = daysOfNotices(notices);
  const years = [...new Set(notices.map(each => each.year))].sort((a, b) => a - b);
  const of = (year: number, kind: NoticeDay['kind']) =>
    days.filter(each => each.kind === kind && yearOf(each.day) === year).map(each => each.day);
  return calendarFrom(
    version,
    years.map(year => ({
      year,
      holidays: of(year, 'holiday'),
      makeUpDays: of(year, 'make-up'),
      notices: notices.filter(each => each.year === year).map(noticeOf),
    })),
  );
}

/** 2004–2026（第28版）: first and last published year, and how many notices have come in. */
export function versionName(notices: readonly StandingNotice[], count: number): string {
  const years = notices.map(each => each.year);
  return `${Math.min(...years)}–${Math.max(...years)}（第${count}版）`;
}

function inWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** A list of days in the words of a notice, so that one reader checks both: dates that exist, once, in the year. */
function wordsOfDays(body: NoticeBody): string {
  const { holidays = [], makeUpDays = [] } = body;
  const off = holidays.length === 0 ? '' : `${holidays.map(inWords).join('、')}放假。`;
  return makeUpDays.length === 0 ? off : `${off}${makeUpDays.map(inWords).join('、')}上班。`;
}

function daysOf({ festivals }: HolidayNotice, named: boolean): NoticeDay[] {
  return festivals.flatMap(({ name, holidays, makeUpDays }) => [
    ...holidays.map((day): NoticeDay => ({ day, kind: 'holiday', name: named ? name : '' })),
    ...makeUpDays.map((day): NoticeDay => ({ day, kind: 'make-up', name: named ? name : '' })),
  ]);
}

const basis = [cite('部分节假日安排的通知')];

/** Days given beside the text must be the days of the text. */
function differences(text: readonly NoticeDay[], list: readonly NoticeDay[]): Reason[] {
  const keyOf = (each: NoticeDay) => `${inWords(each.day)}${each.kind === 'holiday' ? '放假' : '上班'}`;
  const [inText, inList] = [new Set(text.map(keyOf)), new Set(list.map(keyOf))];
  const only = (a: ReadonlySet<string>, b: ReadonlySet<string>, words: string) =>
    [...a]
      .filter(key => !b.has(key))
      .map(key => reason('text-and-days-differ', `${key}只见于${words}，请核对通知原文。`, ...basis));
  return [...only(inText, inList, '通知文字'), ...only(inList, inText, '所列日期')];
}

/** Reads what was handed in: the text, the days, or both if they agree. Refused with everything that is wrong. */
export function readNotice(body: NoticeBody): Decision<{ notice: HolidayNotice; days: NoticeDay[] }> {
  const hasText = body.text !== undefined && body.text.trim() !== '';
  const hasDays = body.holidays !== undefined || body.makeUpDays !== undefined;
  if (!hasText && !hasDays)
    return refuse([reason('nothing-to-import', '请粘贴通知原文，或者列出放假和上班的日期。', ...basis)]);
  const text = hasText ? parseHolidayNotice(body.text ?? '', body.year) : undefined;
  const list = hasDays ? parseHolidayNotice(wordsOfDays(body), body.year) : undefined;
  const wrong = [text, list].flatMap(each => (each === undefined || each.ok ? [] : each.reasons));
  if (wrong.length > 0) return refuse(wrong);
  const [fromText, fromList] = [text, list].map(each => (each?.ok ? each.notice : undefined));
  const notice = fromText ?? fromList!;
  const days = daysOf(notice, fromText !== undefined);
  const differ = fromText && fromList ? differences(days, daysOf(fromList, false)) : [];
  return differ.length > 0 ? refuse(differ) : { ok: true, notice, days };
}

export interface ImportDecision {
  readonly days: readonly NoticeDay[];
  /** Notices of the same year and title, which the new one takes the place of. */
  readonly supersedes: readonly string[];
}

/**
 * May this notice go on top of those that stand? A notice that contradicts a published day is refused, each day named,
 * unless it is handed in as a later change (2015-09-03, 2020-01-31).
 */
export function decideImport(
  standing: readonly StandingNotice[],
  body: NoticeBody,
): Decision<ImportDecision> {
  const read = readNotice(body);
  if (!read.ok) return read;
  const { notice, days } = read;
  const { title, source, year, changesEarlier } = body;
  const onTop = withNotice(calendarOf(standing, 'before'), {
    notice,
    source: { title, source },
    version: 'after',
    changesEarlier,
  });
  if (!onTop.ok) return onTop;
  const supersedes = standing.filter(each => each.year === year && each.title === title).map(each => each.id);
  return { ok: true, days, supersedes };
}
