import { addDays, type Day, laterDay, monthLength, weekday } from '../../law/day.ts';
import { type Calendar, isWorkday, kindOfDay } from '../../law/working-days.ts';
import type { Drawing } from './calculator-question.ts';

/** The months of a period, each day with a sign, a word for the ear and a colour: none of the three stands alone. */

interface Cell {
  readonly day: Day;
  readonly name: string;
  readonly sign: string;
  readonly words: string;
}

const legend: readonly (readonly [sign: string, name: string, words: string])[] = [
  ['起', 'start', '起算之日，当日不计入'],
  ['1、2…', 'counted', '计入期限的日子，数字为第几日'],
  ['班', 'make-up', '调休上班日，照常计入'],
  ['休', 'rest', '周末和节假日'],
  ['停', 'paused', '不计入期限的工作日（等待确认、补正、缴费，重新计算前已过，征求意见）'],
  ['答', 'answered', '作出答复之日'],
  ['止', 'due', '期限届满之日'],
];

/** Far more than the longest question draws. */
const mostMonths = 36;

function cellOf(calendar: Calendar, drawing: Drawing, day: Day): Cell {
  const cell = periodCell(calendar, drawing, day);
  if (day !== drawing.answeredOn) return cell;
  const { name, sign, words } = cell;
  return { day, name: `answered ${name}`.trim(), sign: `答${sign}`, words: `作出答复之日，${words}` };
}

function periodCell(calendar: Calendar, { start, dueOn, counted, paused }: Drawing, day: Day): Cell {
  const number = counted.get(day);
  const nth = number === undefined ? '' : `第${number}日`;
  const isMakeUp = kindOfDay(calendar, day) === 'make-up';
  if (day === dueOn) return { day, name: 'due', sign: `止${number ?? ''}`, words: `期限届满之日${nth}` };
  if (day === start) return { day, name: 'start', sign: '起', words: '起算之日，不计入' };
  if (paused.has(day)) return { day, name: 'paused', sign: '停', words: '不计入期限' };
  if (number !== undefined) {
    const sign = isMakeUp ? `班${number}` : String(number);
    const words = isMakeUp ? `调休上班，计入${nth}` : `计入${nth}`;
    return { day, name: isMakeUp ? 'make-up counted' : 'counted', sign, words };
  }
  if (!isWorkday(calendar, day)) return { day, name: 'rest', sign: '休', words: '休息日，不计入' };
  if (isMakeUp) return { day, name: 'make-up', sign: '班', words: '调休上班日' };
  return { day, name: '', sign: '', words: '工作日' };
}

function DayCell({ cell }: { cell: Cell | null }) {
  if (cell === null) return <td />;
  return (
    <td class={cell.name === '' ? undefined : cell.name}>
      {Number(cell.day.slice(8))}
      <small aria-hidden="true">{cell.sign}</small>
      <span class="visually-hidden">，{cell.words}</span>
    </td>
  );
}

function Month(props: { calendar: Calendar; drawing: Drawing; year: number; month: number }) {
  const { calendar, drawing, year, month } = props;
  const first = `${year}-${String(month).padStart(2, '0')}-01` as Day;
  const days = Array.from({ length: monthLength(year, month) }, (_, at) => addDays(first, at));
  const cells: (Cell | null)[] = [
    ...Array.from({ length: weekday(first) - 1 }, () => null),
    ...days.map(day => cellOf(calendar, drawing, day)),
  ];
  const weeks: (Cell | null)[][] = [];
  for (let at = 0; at < cells.length; at += 7) weeks.push(cells.slice(at, at + 7));
  return (
    <table>
      <caption>
        {year}年{month}月
      </caption>
      <thead>
        <tr>
          {['一', '二', '三', '四', '五', '六', '日'].map(name => (
            <th scope="col" abbr={`星期${name}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr>
            {week.map(cell => (
              <DayCell cell={cell} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function monthsBetween(from: Day, to: Day): { year: number; month: number }[] {
  const months: { year: number; month: number }[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  while (`${year}-${String(month).padStart(2, '0')}` <= to.slice(0, 7) && months.length < mostMonths) {
    months.push({ year, month });
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
}

/** Pauses and replies are explained where there are any. */
function isDrawn({ paused, answeredOn }: Drawing, name: string): boolean {
  if (name === 'paused') return paused.size > 0;
  return name !== 'answered' || answeredOn !== undefined;
}

/** The months from the first day of a drawing to the due date or a later reply, and what their signs mean. */
export function Months({ calendar, drawing }: { calendar: Calendar; drawing: Drawing }) {
  const last = laterDay(drawing.dueOn, drawing.answeredOn ?? drawing.dueOn);
  return (
    <>
      <div class="months">
        {monthsBetween(drawing.first, last).map(m => (
          <Month calendar={calendar} drawing={drawing} year={m.year} month={m.month} />
        ))}
      </div>
      <h3>图例</h3>
      <ul class="months legend">
        {legend
          .filter(([, name]) => isDrawn(drawing, name))
          .map(([sign, name, words]) => (
            <li>
              <span class={`sign ${name}`}>{sign}</span>
              {words}
            </li>
          ))}
      </ul>
    </>
  );
}
