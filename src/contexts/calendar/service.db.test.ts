import { describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { type Day, dayOf } from '../../law/day.ts';
import { publishedCalendar, seedYears } from '../../law/published-calendar.ts';
import { addWorkdays, type Calendar, kindOfDay } from '../../law/working-days.ts';
import { transaction } from '../../platform/database/database.ts';
import { recordAudit } from '../log/service.ts';
import { createNotices } from '../notices/service.ts';
import { staffApi } from '../organisation/staff-api.fixture.ts';
import { type CalendarView, type MovedDeadline, noticeBody } from './contract.ts';
import { calendarRoutes } from './routes.ts';
import { type CalendarContext, createCalendar, type MovableClock, type MovedCase } from './service.ts';

const db = await testDatabase();

/** Cases with a term in working days, as any duty of the product keeps them. */
const cases = new Map<string, { readonly startedOn: Day; dueOn: Day }>();
function recomputed(calendar: Calendar): MovedCase[] {
  return [...cases].map(([caseId, kept]) => {
    const dueBefore = kept.dueOn;
    kept.dueOn = addWorkdays(calendar, kept.startedOn, 20).due;
    return { caseId, title: `申请${caseId}`, unitId: 'finance', dueBefore, dueAfter: kept.dueOn };
  });
}
const movable: MovableClock = { kind: 'probe', recompute: async (_trx, calendar) => recomputed(calendar) };

let calendar!: CalendarContext;
const api = await staffApi(db, {
  more: (app, { clock, organisation }) => {
    const notices = createNotices({ db, clock, ...organisation });
    calendar = createCalendar({
      db,
      clock,
      recordAudit,
      tell: (trx, message) => notices.tell(trx, { ...message, command: 'item.draft' }),
      clocks: [movable],
    });
    calendarRoutes(app, { calendar, clock });
  },
});
await calendar.open();

/** Another node on the same database. */
function node() {
  const clock = fixedClock('2019-06-10T09:00:00+08:00');
  return createCalendar({ db, clock, recordAudit, tell: async () => 0 });
}

async function administrator() {
  const browser = api.browser();
  await browser.signIn('administrator');
  return browser;
}

const title = '国务院办公厅关于2027年部分节假日安排的通知';
const text2027 = `${title}
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。`;

describe('The calendar at the first start', () => {
  it('knows every published year, with its notice and the mark that nobody checked it word for word', async () => {
    expect(calendar.current().years.map(each => each.year)).toEqual(seedYears.map(each => each.year));
    expect(calendar.current().years).toEqual(publishedCalendar.years);
  });

  it('is not seeded twice, not even by two nodes at once', async () => {
    const count = async () => (await db.kysely.selectFrom('calendar_notice').select('id').execute()).length;
    const before = await count();
    await Promise.all([node().open(), node().open()]);
    expect(await count()).toBe(before);
  });

  it('gets a year that a new release brings, without touching what is there', async () => {
    const last = seedYears.at(-1)!.year;
    const fresh = await db.kysely
      .selectFrom('calendar_notice')
      .selectAll()
      .where('year', '=', last)
      .execute();
    await db.kysely.deleteFrom('calendar_day').where('day', '>=', `${last}-01-01`).execute();
    await db.kysely.deleteFrom('calendar_notice').where('year', '=', last).execute();
    const other = node();
    expect((await other.open()).years).toEqual(publishedCalendar.years);
    const again = await db.kysely
      .selectFrom('calendar_notice')
      .selectAll()
      .where('year', '=', last)
      .execute();
    expect(again.map(row => row.title)).toEqual(fresh.map(row => row.title));
    await calendar.refresh();
  });

  it('refuses to be asked before it was opened', () => {
    expect(() => node().current()).toThrow('not been opened');
  });
});

describe('A new notice', () => {
  it('is refused to who may not, and with all its faults to who may', async () => {
    const drafter = api.browser();
    await drafter.signIn('finance');
    const wish = { year: 2027, title, source: '中国政府网', text: text2027 };
    expect((await drafter.send('POST', '/api/calendar/notices', wish)).status).toBe(403);
    const browser = await administrator();
    const wrong = await browser.send<{ reasons: { code: string }[] }>('POST', '/api/calendar/notices', {
      ...wish,
      text: '元旦：1月1日至3日放假，共4天。1月5日上班。春节：2月30日放假。',
    });
    expect(wrong.status).toBe(409);
    expect(wrong.body.reasons.map(each => each.code)).toEqual([
      'count-wrong',
      'no-such-date',
      'make-up-on-weekday',
    ]);
    const refused = await db.kysely
      .selectFrom('audit_event')
      .selectAll()
      .where('command', '=', 'calendar.import')
      .execute();
    expect(refused.map(row => row.outcome)).toEqual(['refused']);
  });

  it('moves open clocks, records each date that moved and tells the owners, at once', async () => {
    cases.set('一', { startedOn: dayOf('2026-12-20'), dueOn: dayOf('2026-12-20') });
    cases.set('二', { startedOn: dayOf('2027-01-11'), dueOn: dayOf('2027-01-11') });
    cases.set('三', { startedOn: dayOf('2026-11-02'), dueOn: dayOf('2026-11-02') });
    recomputed(calendar.current());
    const before = new Map([...cases].map(([id, kept]) => [id, kept.dueOn]));
    const browser = await administrator();
    const answer = await browser.send<{ moved: number; notice: { documentNo: string } }>(
      'POST',
      '/api/calendar/notices',
      { year: 2027, title, documentNo: '国办发明电〔2026〕7号', source: '中国政府网', text: text2027 },
    );
    expect(answer.status).toBe(201);
    expect(answer.body.notice).toMatchObject({ documentNo: '国办发明电〔2026〕7号', year: 2027 });

    const changed = [...cases].filter(([id, kept]) => kept.dueOn !== before.get(id));
    expect(changed.map(([id]) => id)).toEqual(['二']);
    expect(answer.body.moved).toBe(1);
    expect(kindOfDay(calendar.current(), '2027-01-31' as Day)).toBe('make-up');

    const moved = await browser.send<MovedDeadline[]>('GET', '/api/calendar/moved?caseKind=probe&caseId=二');
    expect(moved.body).toMatchObject([
      { caseKind: 'probe', caseId: '二', dueBefore: before.get('二'), dueAfter: cases.get('二')!.dueOn },
    ]);
    expect((await browser.send<MovedDeadline[]>('GET', '/api/calendar/moved?caseId=三')).body).toEqual([]);

    const { rows } = await db.pool.query(
      `select message.title, message.body from message join staff on staff.id = staff_id where username = 'finance'`,
    );
    expect(rows).toEqual([
      {
        title: '节假日安排有变，1项期限重新计算',
        body: expect.stringContaining(`申请二：由${before.get('二')}改为${cases.get('二')!.dueOn}。`),
      },
    ]);
  });

  it('is seen by every other node as soon as it looks', async () => {
    const other = node();
    await other.open();
    const browser = await administrator();
    const change = {
      year: 2027,
      title: '关于2027年9月3日放假的通知',
      source: '中国政府网',
      holidays: ['2027-09-03'],
      makeUpDays: ['2027-09-04'],
    };
    const refused = await browser.send<{ reasons: { code: string }[] }>(
      'POST',
      '/api/calendar/notices',
      change,
    );
    expect(new Set(refused.body.reasons.map(each => each.code))).toEqual(new Set(['contradicts-earlier']));
    await browser.send('POST', '/api/calendar/notices', { ...change, changesEarlier: true });
    expect(kindOfDay(other.current(), '2027-09-03' as Day)).toBe('normal');
    expect(kindOfDay(await other.refresh(), '2027-09-03' as Day)).toBe('holiday');
    expect(kindOfDay(other.current(), '2027-02-05' as Day)).toBe('holiday');
    expect(other.current().version).toBe(calendar.current().version);
  });

  it('takes the place of an earlier one of the same title; the earlier one stays on record', async () => {
    const browser = await administrator();
    const corrected = { year: 2027, title, source: '中国政府网', text: text2027, changesEarlier: true };
    const answer = await browser.send<{ notice: { id: string } }>('POST', '/api/calendar/notices', {
      ...corrected,
      text: text2027.replace('1月31日（周日）、', ''),
    });
    expect(answer.status).toBe(201);
    expect(kindOfDay(calendar.current(), '2027-01-31' as Day)).toBe('normal');
    expect(kindOfDay(calendar.current(), '2027-09-03' as Day)).toBe('holiday');
    const rows = await db.kysely
      .selectFrom('calendar_notice')
      .selectAll()
      .where('title', '=', title)
      .execute();
    expect(rows).toHaveLength(2);
    expect(rows.find(row => row.superseded_by !== null)?.superseded_by).toBe(answer.body.notice.id);
    const seen = await browser.send<CalendarView>('GET', '/api/calendar?year=2027');
    expect(seen.body.notices.map(each => each.title)).toEqual(['关于2027年9月3日放假的通知', title]);
    expect(seen.body.days).toContainEqual({ day: '2027-02-05', kind: 'holiday', name: '春节' });
    expect(seen.body).toMatchObject({ published: true, lastPublishedYear: 2027 });
  });

  it('is taken wholly or not at all when a clock fails', async () => {
    const failing = createCalendar({
      db,
      clock: api.clock,
      recordAudit,
      tell: async () => 0,
      clocks: [
        movable,
        {
          kind: 'failing',
          recompute: async () => {
            throw new Error('no');
          },
        },
      ],
    });
    await failing.open();
    const count = async () => (await db.kysely.selectFrom('calendar_notice').select('id').execute()).length;
    const before = [await count(), (await calendar.view(2028)).published];
    const body = noticeBody.parse({ year: 2028, title: '2028', source: '测试', holidays: ['2028-01-03'] });
    await expect(failing.importNotice(null, body)).rejects.toThrow('no');
    expect([await count(), (await calendar.view(2028)).published]).toEqual(before);
    expect(failing.current().years.at(-1)?.year).toBe(2027);
  });

  it('brought by two at once is taken one after the other', async () => {
    const body = (day: string) =>
      noticeBody.parse({
        year: 2028,
        title: '关于2028年部分节假日安排的通知',
        source: '测试',
        holidays: [day],
      });
    const answers = await Promise.all(
      ['2028-01-03', '2028-01-04'].map(day => calendar.importNotice(null, body(day))),
    );
    expect(answers.map(each => each.ok).sort()).toEqual([false, true]);
  });
});

describe('The calendar over HTTP', () => {
  it('shows this year unless told another, and says when a year is not published', async () => {
    const browser = await administrator();
    const now = await browser.send<CalendarView>('GET', '/api/calendar');
    expect(now.body.year).toBe(2019);
    expect(now.body.days).toContainEqual({ day: '2019-05-05', kind: 'make-up', name: '' });
    const later = await browser.send<CalendarView>('GET', '/api/calendar?year=2035');
    expect(later.body).toMatchObject({ published: false, days: [], notices: [] });
    expect((await browser.send('GET', '/api/calendar?year=soon')).status).toBe(400);
  });

  it('is closed to who may not read it', async () => {
    const browser = api.browser();
    await browser.signIn('finance');
    expect((await browser.send('GET', '/api/calendar')).status).toBe(403);
    expect((await browser.send('GET', '/api/calendar/moved')).status).toBe(403);
  });
});

describe('Many clocks', () => {
  it('a hundred thousand that moved are recorded in well under the thirty seconds allowed', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      caseId: `m${i}`,
      title: `申请${i}`,
      unitId: i % 2 === 0 ? 'finance' : 'office',
      dueBefore: '2030-01-10',
      dueAfter: '2030-01-11',
    }));
    const crowded = createCalendar({
      db,
      clock: api.clock,
      recordAudit,
      tell: async () => 0,
      clocks: [{ kind: 'many', recompute: async () => many }],
    });
    await crowded.open();
    const body = noticeBody.parse({ year: 2030, title: '2030', source: '测试', holidays: ['2030-01-01'] });
    const answer = await crowded.importNotice(null, body);
    expect(answer).toMatchObject({ ok: true, value: { moved: 100_000 } });
    const { rows } = await transaction(db, async () =>
      db.pool.query(`select count(*)::int as count from moved_deadline where case_kind = 'many'`),
    );
    expect(rows).toEqual([{ count: 100_000 }]);
  });
});
