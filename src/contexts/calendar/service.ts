import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Day } from '../../law/day.ts';
import { seedYears } from '../../law/published-calendar.ts';
import type { Calendar } from '../../law/working-days.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, type Queries, transaction } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { Actor } from '../organisation/contract.ts';
import type { RecordAudit } from '../organisation/service.ts';
import type { CalendarView, MovedDeadline, NoticeBody, NoticeView } from './contract.ts';
import { calendarOf, daysOfNotices, decideImport, type StandingNotice, versionName } from './rules.ts';
import {
  daysOfYear,
  insertMoved,
  insertNotice,
  insertNotices,
  lockCalendar,
  movedDeadlines,
  type NewNotice,
  type NoticeRow,
  noticeCount,
  replaceDays,
  standingNotices,
} from './store.ts';

/** The working-day calendar as versioned data: every day with the notice that says so. */

type Trx = Transaction<Schema>;

/** One case whose due date a new notice moved. */
export interface MovedCase {
  readonly caseId: string;
  /** What the person calls it, for the message. */
  readonly title: string;
  /** Whose people are told. */
  readonly unitId: string;
  readonly dueBefore: string;
  readonly dueAfter: string;
}

/** A kind of clock that a new notice may move. */
export interface MovableClock {
  /** `duty`, `request`, … */
  readonly kind: string;
  /** Computes the open ones anew, stores what changed, and tells each due date that moved. */
  recompute(trx: Trx, calendar: Calendar, progress?: Progress): Promise<readonly MovedCase[]>;
}

/** Tells how many of the open clocks of one kind have been computed anew. */
export type Progress = (done: number, all: number) => void;

export interface CalendarDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly recordAudit: RecordAudit;
  /** A message to the people of a unit, in the transaction of its cause. */
  tell(
    trx: Trx,
    message: {
      readonly unitId: string;
      readonly kind: string;
      readonly title: string;
      readonly body: string;
      readonly link: string;
      readonly at: Date;
    },
  ): Promise<unknown>;
  readonly clocks?: readonly MovableClock[];
  /** Told every calendar that has been read anew, so that it can be kept where there is no database. */
  keep?(calendar: Calendar): Promise<void>;
}

export type CalendarContext = ReturnType<typeof createCalendar>;

const mostMoved = 500;
const mostNamed = 10;

function seedNotices(known: ReadonlySet<number>, at: Date): NewNotice[] {
  const missing = seedYears.filter(each => !known.has(each.year));
  const rows = missing.flatMap(({ year, holidays, makeUpDays, notices }) =>
    notices.map(({ title, source }, i) => ({
      year,
      title,
      source,
      // The source gives the days of a year as they stood in the end; they are kept with the yearly notice.
      days:
        i > 0
          ? []
          : [
              ...holidays.map(day => ({ day, kind: 'holiday' as const, name: '' })),
              ...makeUpDays.map(day => ({ day, kind: 'make-up' as const, name: '' })),
            ],
    })),
  );
  return rows.map((row, i) => ({
    ...row,
    id: randomUUID(),
    document_no: '',
    issued_on: null,
    text: '',
    // A millisecond apart, so that they keep their order.
    imported_at: new Date(at.getTime() + i),
    imported_by: null,
  }));
}

const seedSources = new Set(seedYears.flatMap(year => year.notices.map(notice => notice.source)));

function standingOf(row: NoticeRow): StandingNotice {
  return {
    id: row.id,
    year: row.year,
    title: row.title,
    source: row.source,
    days: row.days,
    ...(seedSources.has(row.source) ? { mark: 'unverified' as const } : {}),
  };
}

function noticeViewOf(row: NoticeRow): NoticeView {
  const of = (kind: 'holiday' | 'make-up') =>
    row.days
      .filter(each => each.kind === kind)
      .map(each => each.day)
      .sort();
  return {
    id: row.id,
    year: row.year,
    title: row.title,
    documentNo: row.document_no,
    source: row.source,
    issuedOn: row.issued_on,
    holidays: of('holiday'),
    makeUpDays: of('make-up'),
    importedAt: row.imported_at.toISOString(),
  };
}

function byUnit(moved: readonly MovedCase[]): Map<string, MovedCase[]> {
  const units = new Map<string, MovedCase[]>();
  for (const each of moved) {
    const cases = units.get(each.unitId);
    if (cases === undefined) units.set(each.unitId, [each]);
    else cases.push(each);
  }
  return units;
}

function movedWords(title: string, cases: readonly MovedCase[]): string {
  const named = cases
    .slice(0, mostNamed)
    .map(each => `${each.title}：由${each.dueBefore}改为${each.dueAfter}。`);
  const more = cases.length > mostNamed ? [`另有${cases.length - mostNamed}项，见工作日日历页。`] : [];
  return [`因导入《${title}》重新计算：`, ...named, ...more].join('\n');
}

export function createCalendar(deps: CalendarDeps) {
  const { db, clock, recordAudit } = deps;
  const clocks = [...(deps.clocks ?? [])];
  let loaded: { readonly count: number; readonly calendar: Calendar } | undefined;
  let kept = Promise.resolve<void>(undefined);

  const load = async (queries: Queries) => {
    const count = await noticeCount(queries);
    const standing = (await standingNotices(queries)).map(standingOf);
    return { count, calendar: calendarOf(standing, versionName(standing, count)) };
  };

  /** The calendar of now; read anew if a notice has come in since, here or on another node. */
  const refresh = async (): Promise<Calendar> => {
    if (loaded === undefined || loaded.count !== (await noticeCount(db.kysely))) {
      loaded = await load(db.kysely);
      // One after the other, each with what is newest by then: the last that is kept is the last that was read.
      kept = kept.then(() => deps.keep?.(loaded!.calendar));
      await kept;
    }
    return loaded.calendar;
  };

  /** At start: copies the years this release brings and the table lacks, then reads the calendar. */
  const open = async (): Promise<Calendar> => {
    await transaction(db, async trx => {
      const before = new Set((await standingNotices(trx)).map(each => each.year));
      if (seedYears.every(each => before.has(each.year))) return;
      await lockCalendar(trx);
      const known = new Set((await standingNotices(trx)).map(each => each.year));
      const notices = seedNotices(known, clock.now());
      await insertNotices(trx, notices);
      await replaceDays(trx, daysOfNotices((await standingNotices(trx)).map(standingOf)));
      await recordAudit(trx, {
        at: clock.now(),
        actor: null,
        command: 'calendar.seed',
        subjectKind: 'calendar',
        subjectId: '*',
        outcome: 'done',
        detail: { years: [...new Set(notices.map(each => each.year))] },
      });
    });
    return refresh();
  };

  /** The calendar as last read; `open` must have run. */
  const current = (): Calendar => {
    if (loaded === undefined) throw new Error('the calendar has not been opened');
    return loaded.calendar;
  };

  const tellMoved = async (trx: Trx, title: string, moved: readonly MovedCase[]): Promise<void> => {
    for (const [unitId, cases] of byUnit(moved))
      await deps.tell(trx, {
        unitId,
        kind: 'deadline-moved',
        title: `节假日安排有变，${cases.length}项期限重新计算`,
        body: movedWords(title, cases),
        link: '/console/calendar',
        at: clock.now(),
      });
  };

  const recomputeIn = async (
    trx: Trx,
    notice: { id: string; title: string },
    progress?: Progress,
  ): Promise<number> => {
    const { calendar } = await load(trx);
    const all: MovedCase[] = [];
    for (const { kind, recompute } of clocks) {
      const moved = (await recompute(trx, calendar, progress)).filter(
        each => each.dueBefore !== each.dueAfter,
      );
      await insertMoved(trx, { noticeId: notice.id, caseKind: kind, at: clock.now() }, moved);
      all.push(...moved);
    }
    await tellMoved(trx, notice.title, all);
    return all.length;
  };

  const rowOf = (
    actor: Actor | null,
    body: NoticeBody,
    days: NewNotice['days'],
    last: number,
  ): NewNotice => ({
    id: randomUUID(),
    year: body.year,
    title: body.title,
    document_no: body.documentNo,
    source: body.source,
    issued_on: (body.issuedOn ?? null) as Day | null,
    text: body.text ?? '',
    days,
    // Later than every notice before it, whatever the clock of this node says: the order decides.
    imported_at: new Date(Math.max(clock.now().getTime(), last + 1)),
    imported_by: actor?.staffId ?? null,
  });

  /**
   * Puts a notice on top of the calendar, recomputes every open clock, records each date that moved and tells the
   * owners: all of it or nothing. Refused with every reason if the notice contradicts itself or a published day.
   * `actor` is null on the command line.
   */
  const importNotice = async (actor: Actor | null, body: NoticeBody, progress?: Progress) => {
    const outcome = await transaction(db, async trx => {
      await lockCalendar(trx);
      const rows = await standingNotices(trx);
      const decision = decideImport(rows.map(standingOf), body);
      const audit = (outcome: 'done' | 'refused', subjectId: string, detail: object) =>
        recordAudit(trx, {
          at: clock.now(),
          actor,
          command: 'calendar.import',
          subjectKind: 'calendar',
          subjectId,
          outcome,
          detail: { year: body.year, title: body.title, source: body.source, ...detail },
        });
      if (!decision.ok) {
        await audit('refused', String(body.year), { reasons: decision.reasons.map(each => each.code) });
        return decision;
      }
      const row = rowOf(actor, body, decision.days, rows.at(-1)?.imported_at.getTime() ?? 0);
      await insertNotice(trx, row, decision.supersedes);
      await replaceDays(trx, daysOfNotices((await standingNotices(trx)).map(standingOf)));
      const moved = await recomputeIn(trx, row, progress);
      await audit('done', row.id, { supersedes: decision.supersedes, moved });
      return { ok: true as const, value: { notice: noticeViewOf(row), moved } };
    });
    if (outcome.ok) await refresh();
    return outcome;
  };

  /** One year for a page: its days off and made-up days, and the notices that say so. For staff and public alike. */
  const view = async (year: number): Promise<CalendarView> => {
    const calendar = await refresh();
    const notices = (await standingNotices(db.kysely)).filter(each => each.year === year);
    return {
      year,
      published: calendar.years.some(each => each.year === year),
      lastPublishedYear: calendar.years.at(-1)?.year ?? 0,
      days: (await daysOfYear(db.kysely, year)).map(({ day, kind, name }) => ({ day, kind, name })),
      notices: notices.map(noticeViewOf),
    };
  };

  const moved = async (only: { caseKind?: string | undefined; caseId?: string | undefined } = {}) =>
    (await movedDeadlines(db.kysely, only, mostMoved)).map(
      (row): MovedDeadline => ({
        caseKind: row.case_kind,
        caseId: row.case_id,
        dueBefore: row.due_before,
        dueAfter: row.due_after,
        movedAt: row.moved_at.toISOString(),
      }),
    );

  return {
    open,
    current,
    refresh,
    importNotice,
    view,
    moved,
    /** A duty joins with its clocks after it was made itself: it needs `current`, we need its `recompute`. */
    addClock: (added: MovableClock) => {
      clocks.push(added);
    },
  };
}
