import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningProduct, startProduct } from './start-product.ts';

/**
 * The shipped pack with its demonstration, on copies of one data folder: telling it takes the longest part of a first
 * start, and every journey would do it again. Who needs it first has it told, the others wait for that. That a first
 * start tells it right is tested elsewhere (tests/acceptance).
 */

const env = { GONGKAI_TODAY: '2019-06-20' };
const waitMs = 240_000;

/** A folder of this run; playwright.config.ts names it for all workers, tests/support/end-of-journeys.ts removes it. */
export const toldFolder = process.env['GONGKAI_TEST_TOLD'] ?? join(tmpdir(), `gongkai-told-${process.pid}`);
process.env['GONGKAI_TEST_TOLD'] = toldFolder;

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Resolves to a stopped data folder in which everything has been told. */
async function told(): Promise<string> {
  const [whole, busy, attempt] = ['whole', 'busy', 'attempt'].map(name => join(toldFolder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(toldFolder, { recursive: true });
  for (const until = Date.now() + waitMs; Date.now() < until; await pause(200)) {
    if (await exists(whole)) return whole;
    const isMine = await mkdir(busy).then(
      () => true,
      () => false,
    );
    if (!isMine) continue;
    try {
      const product = await startProduct({ env, folder: attempt, waitMs });
      await product.stop();
      // It is there only when it is complete.
      await rename(attempt, whole);
    } finally {
      await rm(attempt, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      await rm(busy, { recursive: true, force: true });
    }
  }
  throw new Error(`the demonstration was not told in ${waitMs} ms`);
}

/** The product with its whole demonstration on 20 June 2019, on a folder of its own that its end removes. */
export async function startTold(): Promise<RunningProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-product-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  try {
    await cp(await told(), folder, { recursive: true, preserveTimestamps: true });
    const product = await startProduct({ env, folder, waitMs });
    return { ...product, stop: () => product.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
