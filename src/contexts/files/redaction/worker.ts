/** Entry of the thread in which copies are made: drawing pages must not hold up the pages that are served. */
import { setPriority } from 'node:os';
import { answerTasks } from '../../../platform/worker-pool.ts';
import { redact } from './engine.ts';

// On Linux this is the thread's own; elsewhere it would be that of the whole process. Pages go first.
if (process.platform === 'linux') setPriority(10);

answerTasks(redact);
