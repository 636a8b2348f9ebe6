/** A worker for the tests of the pool: does what it is told, well or badly. */
import { threadId } from 'node:worker_threads';
import { AppError } from './app-error.ts';
import { answerTasks } from './worker-pool.ts';

export type TestTask = 'who' | 'fault' | 'bug' | 'spin' | 'hoard' | 'leave' | 'crash';

answerTasks(async (task: TestTask) => {
  if (task === 'fault') throw new AppError('unreadable-file', { detail: '文件已损坏。' });
  if (task === 'bug') throw new TypeError('not what was thought');
  if (task === 'leave') process.exit(3);
  // As a library of foreign code does.
  if (task === 'crash') process.abort();
  if (task === 'spin') for (;;);
  const hoard: string[][] = [];
  while (task === 'hoard') hoard.push(Array.from({ length: 100_000 }, (_, i) => `${hoard.length} ${i}`));
  return process.pid * 1_000 + threadId;
});
