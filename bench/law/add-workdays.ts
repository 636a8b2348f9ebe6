/**
 * How many 20-working-day due dates one core computes in a second, from starts spread over 22 years.
 * Run: node bench/law/add-workdays.ts
 */
import { addDays, type Day, dayOf } from '../../src/law/day.ts';
import { publishedCalendar } from '../../src/law/published-calendar.ts';
import { addWorkdays } from '../../src/law/working-days.ts';

const span = 20;
const rounds = 7;
const perRound = 2_000_000;
const goal = 1_000_000;

const starts: Day[] = [];
for (let day = dayOf('2004-01-01'); day < dayOf('2026-11-01'); day = addDays(day, 1)) starts.push(day);

function round(): number {
  const startedAt = performance.now();
  let length = 0;
  for (let i = 0; i < perRound; i += 1)
    length += addWorkdays(publishedCalendar, starts[i % starts.length]!, span).due.length;
  if (length !== perRound * 10) throw new Error('a due date is no day');
  return (perRound / (performance.now() - startedAt)) * 1000;
}

const speeds = Array.from({ length: rounds }, round).sort((a, b) => a - b);
const median = Math.round(speeds[Math.floor(rounds / 2)]!);
process.stdout.write(
  `${JSON.stringify({ bench: 'add-workdays', span, perSecond: median, goal, met: median >= goal })}\n`,
);
