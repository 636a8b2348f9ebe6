/** Entry of the thread that compresses and writes while the main one renders. */
import { answerTasks } from '../../platform/worker-pool.ts';
import { type WritingTask, writeExported } from './file-writing.ts';

answerTasks(async (task: WritingTask) => writeExported(task));
