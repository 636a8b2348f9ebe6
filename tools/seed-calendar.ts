/** Writes src/law/published-years.ts from the yearly JSON files of the chinese-days package (data only: its functions
 *  depend on the zone of the process and guess silently). Run: node tools/seed-calendar.ts */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Day, dayNumber, dayOf } from '../src/law/day.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packageFolder = join(root, 'node_modules', 'chinese-days');

/** Runs of days, `02-15..02-23 04-04`, so that a person can compare a line with the notice. */
function compact(days: readonly Day[]): string {
  const runs: Day[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && dayNumber(day) === dayNumber(last) + 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map(run => (run.length === 1 ? short(run[0]!) : `${short(run[0]!)}..${short(run.at(-1)!)}`))
    .join(' ');
}

function short(day: Day): string {
  return day.slice(5);
}

function daysOf(record: Record<string, string>): Day[] {
  return Object.keys(record).map(dayOf).sort();
}

/** One year of the package as the file writes it. */
function line(file: string): string {
  const year = Number(file.slice(0, 4));
  const content = JSON.parse(readFileSync(join(packageFolder, 'dist', 'years', file), 'utf8'));
  const holidays = compact(daysOf(content.holidays));
  return `  { year: ${year}, holidays: '${holidays}', makeUpDays: '${compact(daysOf(content.workdays))}' },`;
}

/** The file as the package has it now. */
export function renderPublishedYears(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const files = readdirSync(join(packageFolder, 'dist', 'years')).filter(name => /^\d{4}\.json$/.test(name));
  return `/** Days off and make-up working days of each year, as chinese-days ${version} (MIT) has them.
 *  Written by tools/seed-calendar.ts; do not edit. */

export const seedSource = 'chinese-days ${version}';

/** Month-day runs within the year: \`02-15..02-23 04-04\`. */
export const publishedYears: readonly { year: number; holidays: string; makeUpDays: string }[] = [
${files.sort().map(line).join('\n')}
];
`;
}

if (import.meta.main) writeFileSync(join(root, 'src', 'law', 'published-years.ts'), renderPublishedYears());
