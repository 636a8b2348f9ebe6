import { type Day, dayInChinese } from '../../law/day.ts';
import { publishedCalendar } from '../../law/published-calendar.ts';
import { addWorkdays, reachesUnpublished, workdaysBetween } from '../../law/working-days.ts';
import type { Command, CommandIo } from '../command.ts';
import { badInput, countArgument, dayArgument } from './command-arguments.ts';

/** More working days than any period of the law; keeps a slip of the keyboard from walking to the year 9999. */
const mostWorkdays = 100_000;

function add(io: CommandIo, [dayText, countText]: readonly string[]): number {
  const day = dayArgument('DAY', dayText);
  const count = countArgument('N', countText, mostWorkdays);
  const { due, provisional } = addWorkdays(publishedCalendar, day, count);
  const note = provisional ? '（暂定：跨入尚未公布节假日安排的年份）' : '';
  io.print({ due, provisional, calendar: publishedCalendar.version }, `${dayInChinese(due)}${note}`);
  return 0;
}

function checkOrder(after: Day, until: Day): void {
  if (until >= after) return;
  throw badInput({ where: 'B', message: `${until}早于${after}，请把较早的日期写在前面。` });
}

function between(io: CommandIo, [afterText, untilText]: readonly string[]): number {
  const [after, until] = [dayArgument('A', afterText), dayArgument('B', untilText)];
  checkOrder(after, until);
  const workdays = workdaysBetween(publishedCalendar, after, until);
  const provisional = reachesUnpublished(publishedCalendar, after, until);
  io.print({ workdays, provisional, calendar: publishedCalendar.version }, `${workdays}个工作日`);
  return 0;
}

const command: Command = {
  summary: '计算工作日：某日之后第 N 个工作日；两日之间（不含起始日）的工作日天数。',
  usage: ['workday add DAY N', 'workday between A B'],
  async run(io) {
    const [action, ...rest] = io.args;
    if (rest.length > 2) throw badInput({ where: rest[2]!, message: `多出了“${rest.slice(2).join(' ')}”。` });
    if (action === 'add') return add(io, rest);
    if (action === 'between') return between(io, rest);
    throw badInput({ where: 'workday', message: '请写 workday add DAY N 或者 workday between A B。' });
  },
};

export default command;
