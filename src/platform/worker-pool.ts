/**
 * Work that would keep a thread busy for seconds, done beside the one that serves pages: a small pool of workers with a
 * time limit, a memory limit and a queue that does not grow for ever. Knows nothing of what is worked.
 */
import { AppError, type FaultCode } from './app-error.ts';
import { type Carrier, type CarrierEnd, ownSide, processCarrier, threadCarrier } from './worker-carrier.ts';

export interface WorkerPoolOptions {
  /** Module that calls `answerTasks`. */
  readonly entry: URL;
  /** Threads of this process, or processes of their own that give way to it in everything. */
  readonly apart?: 'thread' | 'process';
  /** Workers at most; they start when there is work. */
  readonly threads?: number;
  /** Of the JavaScript heap of one worker; MiB. */
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

interface Job {
  readonly task: unknown;
  readonly timeoutMs: number;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

const defaults = {
  apart: 'thread' as const,
  threads: 1,
  heapMiB: 1_024,
  waiting: 200,
  idleMs: 60_000,
  exhausted: '文件过大或过于复杂，系统没能在限定的时间和内存内处理完。请拆分后重新上传。',
};

function errorOf(outcome: Outcome & { ok: false }): Error {
  if (outcome.code !== null)
    return new AppError(outcome.code, outcome.detail === undefined ? {} : { detail: outcome.detail });
  return new Error(`in a worker: ${outcome.stack}`);
}

/** One worker and the task it is on; started anew for the next task after it was ended. */
class Seat {
  readonly #options: Required<WorkerPoolOptions>;
  readonly #onFree: () => void;
  #worker: Carrier | undefined;
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
    worker.hold(true);
    this.#timer = setTimeout(() => this.#giveUp(worker), job.timeoutMs);
    try {
      worker.post(job.task);
    } catch (error) {
      this.#settle(each => each.reject(error));
    }
  }

  #start(): Carrier {
    const { apart, entry, heapMiB } = this.#options;
    const worker: Carrier = (apart === 'process' ? processCarrier : threadCarrier)({
      entry,
      heapMiB,
      onAnswer: given => {
        if (this.#worker !== worker) return;
        const outcome = given as Outcome;
        this.#settle(job =>
          outcome.ok ? job.resolve(outcome.answer as never) : job.reject(errorOf(outcome)),
        );
      },
      onEnd: end => this.#lost(worker, end),
    });
    return worker;
  }

  #exhausted(cause?: unknown): AppError {
    return new AppError('too-large', { detail: this.#options.exhausted, cause });
  }

  #lost(worker: Carrier, { error, isMemory }: CarrierEnd): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#settle(job => job.reject(isMemory ? this.#exhausted(error) : error));
  }

  /** A worker in an endless loop hears nothing: it is ended, and the next task starts another. */
  #giveUp(worker: Carrier): void {
    this.#worker = undefined;
    void worker.end();
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
    worker.hold(false);
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
    await worker?.end();
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
  const { hear, answer } = ownSide();
  hear(async task => {
    let outcome: Outcome;
    try {
      outcome = { ok: true, answer: await work(task as Task) };
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
    answer(outcome);
  });
}
