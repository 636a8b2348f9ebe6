/**
 * Random lives of N cases (default 10 000) driven through the HTTP API on the embedded PostgreSQL: no clock differs from
 * the clerk who lives through every day, every row is the fold of its events, and the tables of the annual report add
 * up at any moment. Stops at the first that does not.
 *
 *   node --import ./tools/load-tsx.mjs bench/requests/histories.ts [N] [first seed]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiOf, Histories } from '../../src/contexts/requests/histories.fixture.ts';
import { bench, seedUnits } from '../../src/contexts/requests/requests.fixture.ts';
import { openDatabase, withoutWaitingForDisk } from '../../src/platform/database/database.ts';
import { startEmbeddedServer } from '../../src/platform/database/embedded-server.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { fixedClock } from '../../tests/support/fixed-clock.ts';

const [count, first] = [Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 1)];
const tablesEvery = 100;

const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
const server = await startEmbeddedServer(join(folder, 'pg'));
const durable = openDatabase(server.connection, { prepare: true });
const db = withoutWaitingForDisk(durable);
try {
  await migrate(durable.pool);
  await seedUnits(db);
  const clock = fixedClock('2025-01-02T09:00:00+08:00');
  const on = await bench(db, clock);
  const histories = new Histories(on, await apiOf(on), db, clock);
  const begun = performance.now();
  for (let seed = first; seed < first + count; seed += 1) {
    await histories.live(seed);
    if (seed % tablesEvery !== 0) continue;
    await histories.checkTables();
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    process.stderr.write(`\r${seed - first + 1} lives, ${seconds} s `);
  }
  await histories.checkTables();
  const { histories: lives, accepted, refused, closed, commands } = histories.seen;
  process.stdout.write(
    `${lives} lives: ${accepted} commands accepted, ${refused} refused, ${closed} cases closed, ${commands.size} kinds of command; nothing differed.\n`,
  );
} finally {
  await db.close();
  await durable.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
