import { afterAll, describe, expect, it } from 'vitest';
import type { TestTask } from './worker-pool.fixture.ts';
import { type WorkerPoolOptions, workerPool } from './worker-pool.ts';

const entry = new URL('./worker-pool.fixture.ts', import.meta.url);
const ends: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(ends.map(end => end())));

type Apart = NonNullable<WorkerPoolOptions['apart']>;

function poolOf(apart: Apart, over: Partial<WorkerPoolOptions> = {}) {
  const made = workerPool<TestTask, number>({ entry, apart, ...over });
  ends.push(made.close);
  return made;
}

describe.each<Apart>(['thread', 'process'])('work on another %s', apart => {
  const pool = (over: Partial<WorkerPoolOptions> = {}) => poolOf(apart, over);

  it('is done by one worker, task after task, and not by the caller', async () => {
    const on = pool();
    const threads = await Promise.all([on.run('who', 5_000), on.run('who', 5_000)]);
    expect(new Set(threads).size).toBe(1);
    expect(threads[0]).not.toBe(process.pid * 1_000);
  });

  it('gives back a fault with its code and words, and a bug as an error that is none', async () => {
    const on = pool();
    await expect(on.run('fault', 5_000)).rejects.toMatchObject({
      code: 'unreadable-file',
      detail: '文件已损坏。',
    });
    await expect(on.run('bug', 5_000)).rejects.toThrow(/in a worker: TypeError: not what was thought/);
  });

  it.each<[string, TestTask, number, object]>([
    ['never ends', 'spin', 300, { code: 'too-large' }],
    ['takes more memory than a worker has', 'hoard', 20_000, { code: 'too-large' }],
    [
      'takes its worker with it',
      'leave',
      5_000,
      { message: expect.stringMatching(/^a worker \w+ ended with 3$/) },
    ],
  ])('that %s ends alone: the next task has a new worker', async (_, task, timeoutMs, fault) => {
    const on = pool({ heapMiB: 48, exhausted: '太大了。' });
    const first = await on.run('who', 5_000);
    const [bad, next] = await Promise.allSettled([on.run(task, timeoutMs), on.run('who', 5_000)]);
    expect(bad).toMatchObject({ status: 'rejected', reason: fault });
    expect(next).toMatchObject({ status: 'fulfilled' });
    expect((next as PromiseFulfilledResult<number>).value).not.toBe(first);
  });

  it('is refused when too much waits already', async () => {
    const on = pool({ waiting: 1 });
    const running = [on.run('who', 5_000), on.run('who', 5_000)];
    await expect(on.run('who', 5_000)).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(await Promise.all(running)).toHaveLength(2);
  });

  it('fails when the pool closes, under way or waiting, and closing does not wait for it', async () => {
    const on = pool();
    const both = Promise.allSettled([on.run('spin', 60_000), on.run('who', 60_000)]);
    const startedAt = performance.now();
    await on.close();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect((await both).map(each => each.status)).toEqual(['rejected', 'rejected']);
    await expect(on.run('who', 1_000)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('leaves no worker behind that nobody uses', async () => {
    const on = pool({ idleMs: 20 });
    const first = await on.run('who', 5_000);
    await expect.poll(() => on.run('who', 5_000), { interval: 60 }).not.toBe(first);
  });
});

it('a process that crashes, as only one of its own can, takes nothing else along', async () => {
  const on = poolOf('process');
  const [crash, next] = await Promise.allSettled([on.run('crash', 5_000), on.run('who', 5_000)]);
  expect(crash).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('ended with SIGABRT') },
  });
  expect(next.status).toBe('fulfilled');
});
