/**
 * Ends the product with SIGKILL at random moments under writes and asks each time whether anything acknowledged is lost,
 * a release is half done, or the log does not verify. Every second time PostgreSQL is killed with it.
 *
 *   node --import ./tools/load-tsx.mjs bench/kill/run.ts [rounds]
 *
 * Exit code 1 when anything was not as it must be.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { powerCuts } from '../../tests/acceptance/power-cut.ts';
import { median, quantile } from '../quantiles.ts';

const rounds = Number(process.argv[2] ?? 30);
const folder = await mkdtemp(join(tmpdir(), 'gongkai-kill-'));
try {
  const { acknowledged, problems, restartMs } = await powerCuts(rounds, folder, text =>
    process.stderr.write(`${text}\n`),
  );
  const writes = Object.values(acknowledged).reduce((sum, count) => sum + count, 0);
  process.stdout.write(`${rounds} kills, ${writes} acknowledged writes ${JSON.stringify(acknowledged)}\n`);
  process.stdout.write(
    `restart until ready: median ${Math.round(median(restartMs))} ms, longest ${Math.round(quantile(restartMs, 1))} ms\n`,
  );
  process.stdout.write(`lost, half done or not verified: ${problems.length}\n`);
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
