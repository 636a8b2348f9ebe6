import { describe, expect, it } from 'vitest';
import { idBefore, timeOrderedIds } from './entry-id.ts';

describe('ids of log entries (RFC 9562, version 7)', () => {
  it('sort in the order they were made, within a millisecond and when the clock steps back', () => {
    const times = [1000, 1000, 1001, 500, 500, 2000];
    const next = timeOrderedIds(() => times.shift() ?? 2000);
    const ids = Array.from({ length: 6 }, next);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(6);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('stay ordered when one millisecond needs more ids than its counter holds', () => {
    const next = timeOrderedIds(() => 1000);
    const ids = Array.from({ length: 9000 }, next);
    expect(ids).toEqual(ids.toSorted());
  });

  it('know the smallest id of an earlier time', () => {
    const next = timeOrderedIds(() => 100_000);
    const id = next();
    expect(idBefore(id, 1) < id).toBe(true);
    expect(idBefore(id, 1) > timeOrderedIds(() => 99_998)()).toBe(true);
  });
});
