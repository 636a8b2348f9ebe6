import { describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { apiOf, Histories } from '../histories.fixture.ts';
import { bench, seedUnits } from '../requests.fixture.ts';

const db = await testDatabase();

/** `node bench/requests/histories.ts` lives through ten thousand. */
const lives = 150;

describe('a model of the whole life, by random histories over HTTP (条例第二十七至四十五条)', () => {
  it('every clock is the clerk’s, every row the fold of its events, and the tables add up at any moment', {
    timeout: 300_000,
  }, async () => {
    await seedUnits(db);
    const clock = fixedClock('2025-01-02T09:00:00+08:00');
    const on = await bench(db, clock);
    const histories = new Histories(on, await apiOf(on), db, clock);
    for (let seed = 1; seed <= lives; seed += 1) {
      await histories.live(seed);
      if (seed % 10 === 0) await histories.checkTables();
    }
    const { accepted, refused, closed, commands } = histories.seen;
    // Lives in which nothing happens would prove nothing.
    expect(accepted).toBeGreaterThan(lives * 3);
    expect(refused).toBeGreaterThan(lives);
    expect(closed).toBeGreaterThan(lives / 5);
    expect(commands.size).toBeGreaterThan(18);
  });
});
