import { citationWords, cite } from '../../law/citation.ts';
import { type Day, dayInChinese } from '../../law/day.ts';
import { addWorkdays, type Calendar, reachesUnpublished, workdaysBetween } from '../../law/working-days.ts';
import type { Command, CommandIo } from '../command.ts';
import { calendarInForce } from '../kept-calendar.ts';
import { badInput, countArgument, dayArgument } from './command-arguments.ts';

/** More working days than any period of the law; keeps a slip of the keyboard from walking to the year 9999. */
const mostWorkdays = 100_000;
const counted = cite('民法典', 201);

function add(io: CommandIo, calendar: Calendar, [dayText, countText]: readonly string[]): number {
  const day = dayArgument('DAY', dayText);
  const count = countArgument('N', countText, mostWorkdays, counted);
  const { due, provisional } = addWorkdays(calendar, day, count);
  const note = provisional ? '（暂定：跨入尚未公布节假日安排的年份）' : '';
  const words = `${dayInChinese(due)}${note}；工作日历 ${calendar.version}`;
  io.print({ due, provisional, calendar: calendar.version }, words);
  return 0;
}

function checkOrder(after: Day, until: Day): void {
  if (until >= after) return;
  const message = `${until}早于${after}，请把较早的日期写在前面（${citationWords(counted)}）。`;
  throw badInput({ where: 'B', message });
}

function between(io: CommandIo, calendar: Calendar, [afterText, untilText]: readonly string[]): number {
  const [after, until] = [dayArgument('A', afterText), dayArgument('B', untilText)];
  checkOrder(after, until);
  const workdays = workdaysBetween(calendar, after, until);
  const provisional = reachesUnpublished(calendar, after, until);
  const note = provisional ? '（暂定：跨入尚未公布节假日安排的年份）' : '';
  const words = `${workdays}个工作日${note}；工作日历 ${calendar.version}`;
  io.print({ workdays, provisional, calendar: calendar.version }, words);
  return 0;
}

const command: Command = {
  summary: '计算工作日：某日之后第 N 个工作日；两日之间（不含起始日）的工作日天数。',
  usage: ['workday add DAY N', 'workday between A B'],
  async run(io) {
    const [action, ...rest] = io.args;
    if (rest.length > 2) throw badInput({ where: rest[2]!, message: `多出了“${rest.slice(2).join(' ')}”。` });
    if (action === 'add') return add(io, await calendarInForce(io.env), rest);
    if (action === 'between') return between(io, await calendarInForce(io.env), rest);
    throw badInput({ where: 'workday', message: '请写 workday add DAY N 或者 workday between A B。' });
  },
};

export default command;
