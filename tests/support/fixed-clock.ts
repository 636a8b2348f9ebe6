import { type Clock, shanghaiDay } from '../../src/platform/clock.ts';

/** A clock that stands, e.g. at `2019-06-03T09:00:00+08:00`, until it is set to another instant. */
export function fixedClock(start: string): Clock & { set(instant: string): void } {
  let instant = instantOf(start);
  return {
    now: () => new Date(instant),
    today: () => shanghaiDay(instant),
    set(next) {
      instant = instantOf(next);
    },
  };
}

function instantOf(text: string): Date {
  const instant = new Date(text);
  const zoned = /(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (!zoned || Number.isNaN(instant.getTime())) throw new Error(`${text} is no instant with a zone`);
  return instant;
}
