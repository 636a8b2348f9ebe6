/**
 * The calendar in force, kept as a small file in the data folder: commands that only compute (`workday`, `clock`) read it
 * whether a server runs on the folder, holds its lock, or is stopped, and start no database for it. The database stays
 * the original; the server and `calendar import` write the file anew whenever they have read a newer calendar.
 */
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isDay } from '../law/day.ts';
import { publishedCalendar, seedYears } from '../law/published-calendar.ts';
import { type Calendar, type CalendarYear, calendarFrom } from '../law/working-days.ts';
import { AppError } from '../platform/app-error.ts';

function placeOf(folder: string): string {
  return join(folder, 'calendar.json');
}

/** Writes the file whole or not at all. Where that fails no older one is left behind: an answer then says that it rests
 *  on the calendar of the release, instead of on one that has been overtaken. */
export async function keepCalendar(folder: string, calendar: Calendar): Promise<void> {
  const place = placeOf(folder);
  const draft = `${place}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ version: calendar.version, years: calendar.years })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, place);
  } catch {
    await rm(place, { force: true }).catch(() => {});
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}

const day = z.custom<CalendarYear['holidays'][number]>(isDay);
const kept = z.strictObject({
  version: z.string().min(1),
  years: z
    .array(
      z.strictObject({
        year: z.number().int(),
        holidays: z.array(day),
        makeUpDays: z.array(day),
        notices: z.array(
          z.strictObject({ title: z.string(), source: z.string(), mark: z.literal('unverified').optional() }),
        ),
      }),
    )
    .min(1),
});

function calendarOfText(text: string): Calendar {
  const { version, years } = kept.parse(JSON.parse(text));
  // A newer release may bring a year that the folder's server has not been started with yet.
  const missing = seedYears.filter(seed => !years.some(each => each.year === seed.year));
  const added = missing.map(({ year }) => year).join('、');
  const name = added === '' ? version : `${version}，另加本版软件自带的${added}年`;
  return calendarFrom(name, [...(years as CalendarYear[]), ...missing]);
}

/**
 * The calendar that stands in the data folder (`GONGKAI_DATA`, default `./data`); where there is none, the one this
 * release brings. Its `version` says which. A file that can not be read is a fault, not a reason to guess.
 */
export async function calendarInForce(env: NodeJS.ProcessEnv): Promise<Calendar> {
  const place = placeOf(resolve(env['GONGKAI_DATA'] || 'data'));
  const text = await readFile(place, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw new AppError('data-folder-unusable', { detail: `工作日历文件 ${place} 打不开。`, cause });
  });
  if (text === undefined) return publishedCalendar;
  try {
    return calendarOfText(text);
  } catch (cause) {
    const detail = `工作日历文件 ${place} 已损坏，不能据以计算。请启动一次服务，由它重新写出。`;
    throw new AppError('data-folder-unusable', { detail, cause });
  }
}
