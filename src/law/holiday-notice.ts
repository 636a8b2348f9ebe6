/**
 * Reading the State Council office's yearly notice as it is worded:
 * “二、春节：2月15日（农历腊月二十八、周日）至23日（…）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。”
 */
import { type Citation, cite } from './citation.ts';
import { addDays, type Day, dayFrom, dayInChinese, daysBetween, weekday, yearOf } from './day.ts';
import { type Decision, type Reason, reason, refuse } from './refusal.ts';
import {
  type Calendar,
  type CalendarYear,
  calendarFrom,
  isPublished,
  kindOfDay,
  type Notice,
} from './working-days.ts';

/** One festival of the notice. */
export interface Festival {
  readonly name: string;
  readonly holidays: readonly Day[];
  readonly makeUpDays: readonly Day[];
}

/** What a notice says, found free of contradictions. */
export interface HolidayNotice {
  readonly year: number;
  readonly festivals: readonly Festival[];
  /** Festivals of the law that the text does not mention; a whole year's notice mentions all seven. */
  readonly missing: readonly string[];
}

const yearlyFestivals = ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'] as const;

function missingFestivals(festivals: readonly Festival[]): string[] {
  return yearlyFestivals.filter(name => !festivals.some(festival => festival.name.includes(name)));
}

const basis: readonly Citation[] = [cite('部分节假日安排的通知'), cite('全国年节及纪念日放假办法')];
const festivalNames = [...yearlyFestivals, '纪念日'] as const;

function problem(code: string, message: string): Reason {
  return reason(code, message, ...basis);
}

interface Reading {
  readonly days: Day[];
  readonly problems: Reason[];
}

/** The notice writes remarks in brackets (农历…、周日); they carry no date of their own. */
function withoutRemarks(text: string): string {
  return text
    .replace(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/（[^（）]*）|\([^()]*\)/g, '')
    .replace(/[^\S\n]+/g, '');
}

const dayPattern = '(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日';
const spanForm = new RegExp(`${dayPattern}(?:(?:至|到|—|－|-|~|～)${dayPattern})?`, 'g');

interface Point {
  readonly year: number;
  readonly month: number;
}

/** Dates of a clause; year and month carry over from the date before (2月15日至23日; 2024年12月30日至2025年1月1日). */
function readDays(clause: string, year: number): Reading {
  const [days, problems]: [Day[], Reason[]] = [[], []];
  let at: Point = { year, month: 0 };
  const read = (y: string | undefined, m: string | undefined, d: string): Day | undefined => {
    at = { year: y === undefined ? at.year : Number(y), month: m === undefined ? at.month : Number(m) };
    const day = dayFrom(at.year, at.month, Number(d));
    if (day === undefined)
      problems.push(problem('no-such-date', `${at.year}年${at.month}月${d}日不存在，请核对通知原文。`));
    return day;
  };
  for (const [words, y1, m1, d1, y2, m2, d2] of clause.matchAll(spanForm)) {
    const from = read(y1, m1, d1!);
    const until = d2 === undefined ? from : read(y2, m2, d2);
    if (from === undefined || until === undefined) continue;
    if (until < from || daysBetween(from, until) > 30) {
      problems.push(problem('span-reversed', `“${words}”的起止日期先后颠倒或者过长，请核对通知原文。`));
      continue;
    }
    for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  }
  return { days, problems };
}

interface Section {
  readonly name: string;
  readonly text: string;
}

// A name and a colon, at the start of a line or sentence or after its ordinal.
const sectionForm =
  /(?:^|[\n。；;]|(?=[一二三四五六七八九十]{1,3}、))(?:[一二三四五六七八九十]{1,3}、)?([\u4e00-\u9fa5、]{2,12})：/g;

function sectionsOf(text: string): Section[] {
  const starts = [...text.matchAll(sectionForm)].filter(match =>
    festivalNames.some(name => match[1]!.includes(name)),
  );
  if (starts.length === 0) return [{ name: '放假', text }];
  return starts.map((match, i) => ({
    name: match[1]!,
    text: text.slice(match.index + match[0].length, starts[i + 1]?.index ?? text.length),
  }));
}

function countProblem(name: string, sentence: string, days: number): Reason[] {
  const stated = /共(\d{1,2})天|放假(\d{1,2})天/.exec(sentence);
  const count = Number(stated?.[1] ?? stated?.[2] ?? days);
  if (count === days) return [];
  const message = `${name}：写明共${count}天，但所列日期为${days}天，请核对通知原文。`;
  return [problem('count-wrong', message)];
}

interface FestivalReading {
  readonly festival: Festival;
  readonly problems: readonly Reason[];
}

function readSection({ name, text }: Section, year: number): FestivalReading {
  const problems: Reason[] = [];
  const [holidays, makeUpDays]: [Day[], Day[]] = [[], []];
  for (const sentence of text.split(/[。；;\n]/)) {
    if (/上班/.test(sentence)) {
      const reading = readDays(sentence, year);
      makeUpDays.push(...reading.days);
      problems.push(...reading.problems);
    } else if (/放假|休息|补休|连休|公休/.test(sentence)) {
      const reading = readDays(sentence, year);
      holidays.push(...reading.days);
      problems.push(...reading.problems);
      if (reading.problems.length === 0) problems.push(...countProblem(name, sentence, reading.days.length));
    }
  }
  if (holidays.length === 0 && problems.length === 0) {
    problems.push(problem('no-holiday-found', `${name}：没有读出放假日期，请核对通知原文。`));
  }
  return { festival: { name, holidays, makeUpDays }, problems };
}

function overlapProblems(festivals: readonly Festival[]): Reason[] {
  const problems: Reason[] = [];
  const seen = new Map<Day, string>();
  const put = (day: Day, words: string) => {
    const before = seen.get(day);
    if (before !== undefined) {
      problems.push(
        problem('day-twice', `${dayInChinese(day)}出现了两次：${before}，又${words}。请核对通知原文。`),
      );
    }
    seen.set(day, words);
  };
  for (const { name, holidays, makeUpDays } of festivals) {
    for (const day of holidays) put(day, `列为${name}放假`);
    for (const day of makeUpDays) put(day, `列为${name}调休上班`);
  }
  return problems;
}

function makeUpProblems(festivals: readonly Festival[]): Reason[] {
  return festivals
    .flatMap(({ makeUpDays }) => makeUpDays)
    .filter(day => weekday(day) <= 5)
    .map(day =>
      problem(
        'make-up-on-weekday',
        `${dayInChinese(day)}不是周六、周日，不会是调休上班日，请核对年份和日期。`,
      ),
    );
}

function yearProblems(festivals: readonly Festival[], year: number): Reason[] {
  const foreign = festivals
    .flatMap(({ holidays, makeUpDays }) => [...holidays, ...makeUpDays])
    // New Year may reach into the last days of December before it.
    .filter(day => yearOf(day) !== year && !day.startsWith(`${year - 1}-12-`));
  return foreign.map(day =>
    problem('other-year', `${dayInChinese(day)}不属于${year}年的安排，请核对通知原文。`),
  );
}

/** The year a notice is about, from its title or first line; nothing if it does not say. */
export function yearOfNotice(text: string): number | undefined {
  const year = /(\d{4})年(?:部分)?节假日/.exec(withoutRemarks(text))?.[1];
  return year === undefined ? undefined : Number(year);
}

/**
 * Reads the text of a notice for `year`. Refused with every problem at once: dates that do not exist, a stated count
 * that is not the listed one, a day twice, a make-up day on a weekday, a day of another year.
 */
export function parseHolidayNotice(text: string, year: number): Decision<{ notice: HolidayNotice }> {
  const plain = withoutRemarks(text);
  const readings = sectionsOf(plain).map(section => readSection(section, year));
  const festivals = readings.map(reading => reading.festival);
  const stated = yearOfNotice(text);
  const problems = [
    ...(stated === undefined || stated === year
      ? []
      : [problem('year-mismatch', `通知写的是${stated}年，导入时选择的是${year}年，请核对。`)]),
    ...readings.flatMap(reading => reading.problems),
    ...overlapProblems(festivals),
    ...makeUpProblems(festivals),
    ...yearProblems(festivals, year),
  ];
  if (problems.length > 0) return refuse(problems);
  return { ok: true, notice: { year, festivals, missing: missingFestivals(festivals) } };
}

/** How a notice is put on top of a calendar. */
export interface NoticeImport {
  readonly notice: HolidayNotice;
  readonly source: Notice;
  /** Name of the calendar version that results. */
  readonly version: string;
  /** True for a later notice that changes days of an earlier one on purpose (2015-09-03, 2020-01-31). */
  readonly changesEarlier: boolean;
}

interface Change {
  readonly day: Day;
  readonly kind: 'holiday' | 'make-up';
}

function changesOf({ festivals }: HolidayNotice): Change[] {
  return festivals.flatMap(({ holidays, makeUpDays }) => [
    ...holidays.map((day): Change => ({ day, kind: 'holiday' })),
    ...makeUpDays.map((day): Change => ({ day, kind: 'make-up' })),
  ]);
}

const kindWords = { holiday: '放假', normal: '按平日安排', 'make-up': '调休上班' } as const;

/** A published day that the notice would turn into another kind. The end of December belongs to two notices. */
function contradictions(calendar: Calendar, notice: HolidayNotice): Reason[] {
  const listed = new Map(changesOf(notice).map(({ day, kind }) => [day, kind]));
  const problems: Reason[] = [];
  const compare = (day: Day, kind: 'holiday' | 'make-up' | 'normal') => {
    const before = kindOfDay(calendar, day);
    const open = before === 'normal' && yearOf(day) < notice.year;
    if (!isPublished(calendar, day) || before === kind || open) return;
    const message = `${dayInChinese(day)}在已公布的安排中为“${kindWords[before]}”，新通知为“${kindWords[kind]}”。如确系调整通知，请注明后再导入。`;
    problems.push(problem('contradicts-earlier', message));
  };
  for (const [day, kind] of listed) compare(day, kind);
  const known = calendar.years.find(each => each.year === notice.year);
  for (const day of [...(known?.holidays ?? []), ...(known?.makeUpDays ?? [])]) {
    if (!listed.has(day)) compare(day, 'normal');
  }
  return problems;
}

function changedYear(
  known: CalendarYear | undefined,
  year: number,
  changes: readonly Change[],
  source: Notice,
) {
  const touched = new Set(changes.map(({ day }) => day));
  const keep = (days: readonly Day[] = []) => days.filter(day => !touched.has(day));
  const pick = (kind: Change['kind']) => changes.filter(each => each.kind === kind).map(each => each.day);
  return {
    year,
    holidays: [...keep(known?.holidays), ...pick('holiday')].sort(),
    makeUpDays: [...keep(known?.makeUpDays), ...pick('make-up')].sort(),
    notices: [...(known?.notices ?? []), source],
  };
}

/**
 * A new version of the calendar with the notice on top. A notice that contradicts published days is refused with each
 * day named, unless it is marked as a later change; then it replaces just the days it lists.
 */
export function withNotice(calendar: Calendar, from: NoticeImport): Decision<{ calendar: Calendar }> {
  const problems = from.changesEarlier ? [] : contradictions(calendar, from.notice);
  if (problems.length > 0) return refuse(problems);
  const changes = changesOf(from.notice);
  const years = new Map(calendar.years.map(each => [each.year, each]));
  for (const year of new Set([from.notice.year, ...changes.map(({ day }) => yearOf(day))])) {
    // A December day of a year we do not have can not be kept without publishing that whole year.
    if (year !== from.notice.year && !years.has(year)) continue;
    const own = changes.filter(({ day }) => yearOf(day) === year);
    years.set(year, changedYear(years.get(year), year, own, from.source));
  }
  return { ok: true, calendar: calendarFrom(from.version, [...years.values()]) };
}
