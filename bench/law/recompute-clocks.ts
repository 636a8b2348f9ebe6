/**
 * How long 100 000 open request clocks take to be computed again after a calendar change, rules alone (no database).
 * Run: node bench/law/recompute-clocks.ts
 */
import { addDays, dayOf } from '../../src/law/day.ts';
import { publishedCalendar, seedYears } from '../../src/law/published-calendar.ts';
import { type RequestEvent, requestClock } from '../../src/law/request-clock.ts';
import { type Calendar, calendarFrom } from '../../src/law/working-days.ts';

const clocks = 100_000;

/** Two years ago one more day was off. */
const changed = calendarFrom(
  '一个假日更多',
  seedYears.map(year =>
    year.year === 2025 ? { ...year, holidays: [...year.holidays, dayOf('2025-03-12')] } : year,
  ),
);

function history(n: number): RequestEvent[] {
  const on = addDays(dayOf('2025-01-02'), n % 300);
  return [
    { type: 'submitted', on, via: 'in-person' },
    { type: 'third-party-consulted', on: addDays(on, 2) },
    { type: 'organ-consulted', on: addDays(on, 4) },
    { type: 'third-party-answered', on: addDays(on, 9) },
    { type: 'extended', on: addDays(on, 12), workingDays: 10 },
  ];
}

function dueOf(events: readonly RequestEvent[], calendar: Calendar): string | null {
  const answer = requestClock(events, { calendar });
  if (!answer.ok) throw new Error(answer.reasons[0]?.message);
  return answer.clock.dueOn;
}

const files = Array.from({ length: clocks }, (_, n) => history(n));
const before = files.map(events => dueOf(events, publishedCalendar));
const startedAt = performance.now();
const moved = files.filter((events, n) => dueOf(events, changed) !== before[n]).length;
const seconds = (performance.now() - startedAt) / 1000;
process.stdout.write(
  `${JSON.stringify({ bench: 'recompute-clocks', clocks, moved, seconds: Number(seconds.toFixed(2)), goalSeconds: 30 })}\n`,
);
