import { parseDay } from '../../../law/day.ts';

/**
 * The instant an old site means, in Asia/Shanghai where it names no zone: `2019-06-03`, `2019/6/3 10:00:05`,
 * `2019年6月3日 10:00`, `20190603`, ISO 8601 with a zone. Nothing if it is no such day, or lies after `now`.
 */
export function oldInstant(text: string, now: Date): Date | undefined {
  const instant = readInstant(text.trim());
  return instant === undefined || instant.getTime() > now.getTime() ? undefined : instant;
}

const zoned = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;
const civil =
  /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?(?:[T\s]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:\.\d+)?秒?)?分?)?$/;

function readInstant(text: string): Date | undefined {
  if (zoned.test(text)) {
    const instant = new Date(text);
    return Number.isNaN(instant.getTime()) ? undefined : instant;
  }
  const match = civil.exec(text);
  if (match === null) return undefined;
  const [year, month, date, hour, minute, second] = match.slice(1).map(part => Number(part ?? 0));
  const two = (value: number | undefined) => String(value ?? 0).padStart(2, '0');
  const day = `${year}-${two(month)}-${two(date)}`;
  if (parseDay(day) === undefined || hour! > 23 || minute! > 59 || second! > 59) return undefined;
  return new Date(`${day}T${two(hour)}:${two(minute)}:${two(second)}+08:00`);
}
