/** Entry of the gate's thread: reads files and judges items while the main thread serves pages. */
import { setPriority } from 'node:os';
import { answerTasks } from '../platform/worker-pool.ts';
import { gateTasks } from './gate-worker-tasks.ts';

// On Linux this is the thread's own; elsewhere it would be that of the whole process. Pages go first.
if (process.platform === 'linux') setPriority(10);

answerTasks(gateTasks());
