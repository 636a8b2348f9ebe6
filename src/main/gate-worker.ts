/** Entry of the gate's worker: reads files and judges items while the server answers. */
import { answerTasks } from '../platform/worker-pool.ts';
import { gateTasks } from './gate-worker-tasks.ts';

answerTasks(gateTasks());
