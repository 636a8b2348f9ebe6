import { AppError } from './app-error.ts';

/** Where time comes from. Rules get days, stores get instants, both from here. */
export type Clock = {
  now(): Date;
  /** The civil date in Asia/Shanghai, `YYYY-MM-DD`. */
  today(): string;
};

const dayMs = 24 * 60 * 60 * 1000;
/** China has kept UTC+8 without summer time since 1992, so no zone table is needed. */
const shanghaiOffsetMs = 8 * 60 * 60 * 1000;

/** The civil date in Asia/Shanghai of an instant since 1992, `YYYY-MM-DD`. */
export function shanghaiDay(instant: Date): string {
  return new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}

function midnightOf(day: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(midnight || 0).toISOString().slice(0, 10) === day;
  if (!real)
    throw new AppError('bad-input', { detail: `GONGKAI_TODAY 应为 2019-06-03 这样的日期，现在是“${day}”。` });
  return midnight;
}

/**
 * The machine's clock. `GONGKAI_TODAY` (demonstration and tests only) makes the day on which the process starts that
 * date in Shanghai; the time of day runs on, and midnight leads to the day after.
 */
export function systemClock(env: NodeJS.ProcessEnv): Clock {
  const wanted = env['GONGKAI_TODAY'];
  const shiftMs =
    wanted === undefined || wanted === ''
      ? 0
      : midnightOf(wanted) - Math.floor((Date.now() + shanghaiOffsetMs) / dayMs) * dayMs;
  const now = () => new Date(Date.now() + shiftMs);
  return { now, today: () => shanghaiDay(now()) };
}
