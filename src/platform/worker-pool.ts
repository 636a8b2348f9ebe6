/**
 * Work that would keep a thread busy for seconds, done beside the one that serves pages: a small pool of worker
 * threads with a time limit, a memory limit and a queue that does not grow for ever. Knows nothing of what is worked.
 */
import { parentPort, Worker } from 'node:worker_threads';
import { AppError, type FaultCode } from './app-error.ts';

export interface WorkerPoolOptions {
  /** Module that calls `answerTasks`. */
  readonly entry: URL;
  /** Threads at most; they start when there is work. */
  readonly threads?: number;
  /** Of the JavaScript heap of one thread; MiB. */
  readonly heapMiB?: number;
  /** Tasks that wait at most; further ones are refused with `too-many-requests`. */
  readonly waiting?: number;
  /** A thread without work is ended after this long. Milliseconds. */
  readonly idleMs?: number;
  /** What is said to whoever gave a task that took too long or too much memory. */
  readonly exhausted?: string;
}

export interface WorkerPool<Task, Answer> {
  /**
   * Has a task done. Faults: those of the task, `too-large` when it took longer than `timeoutMs` or more memory than a
   * thread has (the thread is ended, the next task gets a new one), `too-many-requests` when too many wait.
   */
  run(task: Task, timeoutMs: number): Promise<Answer>;
  /** Ends every thread; tasks under way and waiting fail. */
  close(): Promise<void>;
}

type Outcome =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly code: FaultCode; readonly detail: string | undefined }
  | { readonly ok: false; readonly code: null; readonly stack: string };

/** Room for what lives shortly: with the default, half the time goes into clearing it. MiB. */
const youngMiB = 96;

interface Job {
  readonly task: unknown;
  readonly timeoutMs: number;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

const defaults = {
  threads: 1,
  heapMiB: 1_024,
  waiting: 200,
  idleMs: 60_000,
  exhausted: '文件过大或过于复杂，系统没能在限定的时间和内存内处理完。请拆分后重新上传。',
};

function errorOf(outcome: Outcome & { ok: false }): Error {
  if (outcome.code !== null)
    return new AppError(outcome.code, outcome.detail === undefined ? {} : { detail: outcome.detail });
  return new Error(`in a worker thread: ${outcome.stack}`);
}

/** One thread and the task it is on; started anew for the next task after it was ended. */
class Seat {
  readonly #options: Required<WorkerPoolOptions>;
  readonly #onFree: () => void;
  #worker: Worker | undefined;
  #job: Job | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Required<WorkerPoolOptions>, onFree: () => void) {
    this.#options = options;
    this.#onFree = onFree;
  }

  get isFree(): boolean {
    return this.#job === undefined;
  }

  take(job: Job): void {
    this.#job = job;
    clearTimeout(this.#timer);
    const worker = this.#worker ?? this.#start();
    this.#worker = worker;
    worker.ref();
    this.#timer = setTimeout(() => this.#giveUp(worker), job.timeoutMs);
    try {
      worker.postMessage(job.task);
    } catch (error) {
      this.#settle(each => each.reject(error));
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#options.entry, {
      // Not those of the process: loaders and test runners have no business there.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#options.heapMiB, maxYoungGenerationSizeMb: youngMiB },
    });
    worker.on('message', (outcome: Outcome) => {
      if (this.#worker !== worker) return;
      this.#settle(job => (outcome.ok ? job.resolve(outcome.answer as never) : job.reject(errorOf(outcome))));
    });
    worker.on('error', error => this.#lost(worker, error));
    worker.on('exit', code => this.#lost(worker, new Error(`a worker thread ended with ${code}`)));
    return worker;
  }

  #exhausted(cause?: unknown): AppError {
    return new AppError('too-large', { detail: this.#options.exhausted, cause });
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const isMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#settle(job => job.reject(isMemory ? this.#exhausted(error) : error));
  }

  /** A thread in an endless loop hears nothing: it is ended, and the next task starts another. */
  #giveUp(worker: Worker): void {
    this.#worker = undefined;
    void worker.terminate();
    this.#settle(job => job.reject(this.#exhausted()));
  }

  #settle(tell: (job: Job) => void): void {
    clearTimeout(this.#timer);
    const job = this.#job;
    this.#job = undefined;
    this.#rest();
    if (job !== undefined) tell(job);
    this.#onFree();
  }

  /** Keeps nobody from ending, and ends itself when nothing comes. */
  #rest(): void {
    const worker = this.#worker;
    if (worker === undefined) return;
    worker.unref();
    this.#timer = setTimeout(() => void this.end(), this.#options.idleMs);
    this.#timer.unref();
  }

  async end(): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    const job = this.#job;
    this.#job = undefined;
    job?.reject(closed());
    await worker?.terminate();
  }
}

function closed(): AppError {
  return new AppError('too-many-requests', { detail: '系统正在停止，操作没有执行。请稍候重试。' });
}

/** Makes a pool; no thread starts before the first task. */
export function workerPool<Task, Answer>(given: WorkerPoolOptions): WorkerPool<Task, Answer> {
  const options: Required<WorkerPoolOptions> = { ...defaults, ...given };
  const queue: Job[] = [];
  let isClosed = false;
  const next = (): void => {
    if (isClosed) return;
    for (const seat of seats) {
      if (!seat.isFree) continue;
      const job = queue.shift();
      if (job === undefined) return;
      seat.take(job);
    }
  };
  const seats = Array.from({ length: options.threads }, () => new Seat(options, next));
  return {
    run(task, timeoutMs) {
      if (isClosed) return Promise.reject(closed());
      if (queue.length >= options.waiting)
        return Promise.reject(
          new AppError('too-many-requests', { detail: '等待检查的文件过多。请稍候重试，内容不会丢失。' }),
        );
      return new Promise((resolve, reject) => {
        queue.push({ task, timeoutMs, resolve, reject });
        next();
      });
    },
    async close() {
      isClosed = true;
      for (const job of queue.splice(0)) job.reject(closed());
      await Promise.all(seats.map(seat => seat.end()));
    },
  };
}

/** In the worker: does one task after the other and answers; faults keep their code and words. */
export function answerTasks<Task>(work: (task: Task) => Promise<unknown>): void {
  const port = parentPort;
  if (port === null) throw new Error('answerTasks is called in a worker thread');
  port.on('message', async (task: Task) => {
    let outcome: Outcome;
    try {
      outcome = { ok: true, answer: await work(task) };
    } catch (error) {
      outcome =
        error instanceof AppError
          ? { ok: false, code: error.code, detail: error.detail }
          : {
              ok: false,
              code: null,
              stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
            };
    }
    port.postMessage(outcome);
  });
}
