import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Day, dayOf } from '../law/day.ts';
import { publishedCalendar, seedYears } from '../law/published-calendar.ts';
import { addWorkdays, type Calendar, calendarFrom } from '../law/working-days.ts';
import { AppError } from '../platform/app-error.ts';
import { calendarInForce, keepCalendar } from './kept-calendar.ts';

const root = mkdtempSync(join(tmpdir(), 'gongkai-kept-'));
afterAll(() => rmSync(root, { recursive: true }));

let made = 0;
function folder(): string {
  made += 1;
  const path = join(root, String(made));
  mkdirSync(path);
  return path;
}

const year2027 = {
  year: 2027,
  holidays: ['2027-01-01', '2027-01-02', '2027-01-03'] as Day[],
  makeUpDays: ['2027-01-09'] as Day[],
  notices: [{ title: '国务院办公厅关于2027年部分节假日安排的通知', source: '测试' }],
};
const with2027 = calendarFrom('2004–2027（第28版）', [...seedYears, year2027]);

/** The 40th working day after 20 November 2026 needs the notice of 2027. */
function fortieth(calendar: Calendar) {
  return addWorkdays(calendar, dayOf('2026-11-20'), 40);
}

async function faultOf(folder: string): Promise<unknown> {
  return calendarInForce({ GONGKAI_DATA: folder }).catch((error: unknown) => error);
}

describe('《部分节假日安排的通知》：the calendar that commands compute with', () => {
  it('is the one of the release where no data folder keeps another, and says so', async () => {
    expect(await calendarInForce({ GONGKAI_DATA: folder() })).toBe(publishedCalendar);
    expect(await calendarInForce({ GONGKAI_DATA: join(root, 'never made') })).toBe(publishedCalendar);
    writeFileSync(join(root, 'a file'), '');
    expect(await calendarInForce({ GONGKAI_DATA: join(root, 'a file') })).toBe(publishedCalendar);
    expect(publishedCalendar.version).toContain('chinese-days');
  });

  it('is the one that was kept, with its days, its notices and its name', async () => {
    const path = folder();
    await keepCalendar(path, with2027);
    const read = await calendarInForce({ GONGKAI_DATA: path });
    expect(read).toEqual(with2027);
    expect(fortieth(read)).toEqual({ due: '2027-01-15', provisional: false });
    expect(fortieth(publishedCalendar)).toEqual({ due: '2027-01-18', provisional: true });
    expect(readdirSync(path)).toEqual(['calendar.json']);
  });

  it('takes the place of the one kept before', async () => {
    const path = folder();
    await keepCalendar(path, publishedCalendar);
    await keepCalendar(path, with2027);
    expect((await calendarInForce({ GONGKAI_DATA: path })).version).toBe(with2027.version);
  });

  it('gains the years that a newer release brings, and names them', async () => {
    const path = folder();
    await keepCalendar(
      path,
      calendarFrom(
        '2004–2025（第26版）',
        seedYears.filter(each => each.year < 2026),
      ),
    );
    const read = await calendarInForce({ GONGKAI_DATA: path });
    expect(read.version).toBe('2004–2025（第26版），另加本版软件自带的2026年');
    expect(addWorkdays(read, dayOf('2025-12-31'), 20)).toEqual({ due: '2026-01-29', provisional: false });
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"version":"1","years":[]}'],
    [
      'a day that does not exist',
      JSON.stringify({ version: '1', years: [{ ...year2027, holidays: ['2027-02-29'] }] }),
    ],
    [
      'a day of two kinds',
      JSON.stringify({ version: '1', years: [{ ...year2027, makeUpDays: ['2027-01-01'] }] }),
    ],
    [
      'a day of another year',
      JSON.stringify({ version: '1', years: [{ ...year2027, holidays: ['2028-01-01'] }] }),
    ],
  ])('is refused where the file holds %s: nothing is guessed', async (_name, text) => {
    const path = folder();
    writeFileSync(join(path, 'calendar.json'), text);
    const fault = await faultOf(path);
    expect(fault).toBeInstanceOf(AppError);
    expect(fault).toMatchObject({ code: 'data-folder-unusable' });
    expect((fault as AppError).message).toContain('calendar.json');
  });

  it('is refused where the file can not be opened', async () => {
    const path = folder();
    mkdirSync(join(path, 'calendar.json'));
    expect(await faultOf(path)).toMatchObject({ code: 'data-folder-unusable' });
  });

  it('can not be kept in a folder that is not there: the import goes on, and nothing is left', async () => {
    const path = join(root, 'not there');
    await keepCalendar(path, with2027);
    expect(await calendarInForce({ GONGKAI_DATA: path })).toBe(publishedCalendar);
  });
});
