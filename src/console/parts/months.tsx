import { useQueries } from '@tanstack/react-query';
import type { z } from 'zod';
import type { calendarView } from '../../contexts/calendar/contract.ts';
import { queries } from '../queries.ts';

/** Months drawn with the three kinds of day: normal, holiday, make-up working day. */

export type DayKind = 'holiday' | 'make-up' | 'off' | 'working';
type CalendarOfYear = z.output<typeof calendarView>;

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const kindWords: Readonly<Record<DayKind, string>> = {
  holiday: '节假日',
  'make-up': '调休上班',
  off: '周末',
  working: '工作日',
};

/** 1 Monday to 7 Sunday; the arithmetic is in UTC, so that the zone of this machine has no say. */
function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

function daysOfMonth(month: string): string[] {
  const [year, number] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year ?? 1970, number ?? 1, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** Every month from the one of `from` to the one of `until`, both included: `2019-05`, `2019-06`. */
export function monthsBetween(from: string, until: string): string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  while (months.length < 240) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    months.push(name);
    if (name >= until.slice(0, 7)) break;
    month += 1;
    if (month === 13) [year, month] = [year + 1, 1];
  }
  return months;
}

export interface KindOfDay {
  readonly kind: DayKind;
  readonly name: string;
}

/** Says of each day which kind it is, from the calendars of its year. */
export function kindsFrom(calendars: readonly CalendarOfYear[]): (day: string) => KindOfDay {
  const special = new Map(
    calendars.flatMap(each => each.days.map(({ day, kind, name }) => [day, { kind, name }])),
  );
  return day => special.get(day) ?? { kind: weekdayOf(day) > 5 ? 'off' : 'working', name: '' };
}

/** The calendars of the years that a span touches, as far as they could be read. */
export function useKinds(from: string, until: string): (day: string) => KindOfDay {
  const first = Number(from.slice(0, 4));
  const count = Math.min(3, Math.max(1, Number(until.slice(0, 4)) - first + 1));
  const years = Array.from({ length: count }, (_, index) => first + index);
  const answers = useQueries({ queries: years.map(year => queries.calendar(year)) });
  return kindsFrom(answers.flatMap(answer => (answer.data === undefined ? [] : [answer.data])));
}

interface MonthProps {
  /** `2019-06` */
  readonly month: string;
  readonly kindOf: (day: string) => KindOfDay;
  readonly today: string;
  /** Start and end of a span to mark; where working days count, those between are underlined. */
  readonly span?: { readonly start: string; readonly end: string; readonly countsWorkdays: boolean };
}

export function Month({ month, kindOf, today, span }: MonthProps) {
  const days = daysOfMonth(month);
  const cells: (string | null)[] = [
    ...Array<null>(weekdayOf(days[0] ?? `${month}-01`) - 1).fill(null),
    ...days,
  ];
  while (cells.length % 7 !== 0) cells.push(null);
  const weeks = Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  const [year, number] = month.split('-').map(Number);
  return (
    <table className="month">
      <caption>
        {year}年{number}月
      </caption>
      <thead>
        <tr>
          {weekdays.map(name => (
            <th scope="col" key={name} abbr={`星期${name}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the weeks of a month never change place
          <tr key={row}>
            {week.map((day, column) =>
              day === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: empty corner of the month
                <td key={`empty-${column}`} />
              ) : (
                <DayCell key={day} day={day} kind={kindOf(day)} today={today} span={span} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayCellProps {
  readonly day: string;
  readonly kind: KindOfDay;
  readonly today: string;
  readonly span: MonthProps['span'];
}

function DayCell({ day, kind, today, span }: DayCellProps) {
  const marks = [kind.kind as string];
  const words = [kind.name === '' ? kindWords[kind.kind] : `${kindWords[kind.kind]}：${kind.name}`];
  if (span !== undefined) {
    const counts = span.countsWorkdays && (kind.kind === 'working' || kind.kind === 'make-up');
    if (day > span.start && day < span.end && counts) marks.push('counted');
    if (day === span.start) {
      marks.push('start');
      words.push('起算');
    }
    if (day === span.end) {
      marks.push('end');
      words.push('到期');
    }
  }
  if (day === today) {
    marks.push('today');
    words.push('今天');
  }
  const plain = kind.kind === 'working' && marks.length === 1;
  return (
    <td className={marks.join(' ')} title={plain ? undefined : words.join('，')}>
      {Number(day.slice(8))}
      {!plain && kind.kind !== 'off' && <span className="unseen">（{words.join('，')}）</span>}
    </td>
  );
}

export function MonthLegend({ span }: { readonly span: 'none' | 'days' | 'workdays' }) {
  return (
    <ul className="legend">
      {span !== 'none' && (
        <>
          <li>
            <i className="start">日</i>起算日
          </li>
          <li>
            <i className="end">日</i>到期日
          </li>
        </>
      )}
      <li>
        <i className="holiday">日</i>节假日
      </li>
      <li>
        <i className="make-up">日</i>调休上班
      </li>
      <li>
        <i className="off">日</i>周末
      </li>
      {span === 'workdays' && <li>带下划线：计入的工作日</li>}
    </ul>
  );
}
