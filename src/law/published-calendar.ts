import { addDays, type Day, dayOf } from './day.ts';
import { publishedYears, seedSource } from './published-years.ts';
import { type Calendar, type CalendarYear, calendarFrom, type Notice } from './working-days.ts';

/** Notices that changed a year after its yearly notice. Titles from general knowledge, hence marked. */
const laterNotices: Readonly<Record<number, readonly string[]>> = {
  2015: ['国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知'],
  2019: ['国务院办公厅关于调整2019年劳动节假期安排的通知'],
  2020: ['国务院办公厅关于延长2020年春节假期的通知'],
};

function noticesOf(year: number): Notice[] {
  const titles = [`国务院办公厅关于${year}年部分节假日安排的通知`, ...(laterNotices[year] ?? [])];
  return titles.map(title => ({ title, source: seedSource, mark: 'unverified' }));
}

/** The days of month-day runs within a year: `02-15..02-23 04-04`. Throws a `RangeError` for a date that is none. */
export function daysOfRuns(year: number, runs: string): Day[] {
  const days: Day[] = [];
  for (const run of runs.split(' ').filter(text => text !== '')) {
    const [from, until] = run.split('..').map(text => dayOf(`${year}-${text}`));
    for (let day = from!; day <= (until ?? from!); day = addDays(day, 1)) days.push(day);
  }
  return days;
}

/** The years as seeded; the calendar context copies them into its own table and adds imported notices. */
export const seedYears: readonly CalendarYear[] = publishedYears.map(({ year, holidays, makeUpDays }) => ({
  year,
  holidays: daysOfRuns(year, holidays),
  makeUpDays: daysOfRuns(year, makeUpDays),
  notices: noticesOf(year),
}));

/** Every year whose notice was out when this release was made. */
export const publishedCalendar: Calendar = calendarFrom(
  `${seedYears[0]?.year}–${seedYears.at(-1)?.year}（${seedSource}）`,
  seedYears,
);
