/** Where the work of a pool is done: a thread of this process, or a process of its own. Both hear tasks and answer. */
import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';

/** What it ended with; `isMemory`: it needed more than it may have. */
export interface CarrierEnd {
  readonly error: Error;
  readonly isMemory: boolean;
}

export interface Carrier {
  post(task: unknown): void;
  /** Keeps this process from ending, or no longer. */
  hold(isHeld: boolean): void;
  /** Ends it whatever it is doing. */
  end(): Promise<void>;
}

export interface CarrierOptions {
  readonly entry: URL;
  /** Of its JavaScript heap; MiB. */
  readonly heapMiB: number;
  readonly onAnswer: (answer: unknown) => void;
  /** Called once at least when it ends by itself. */
  readonly onEnd: (end: CarrierEnd) => void;
}

/** Room for what lives shortly: with the default, half the time goes into clearing it. MiB. */
const youngMiB = 96;

export function threadCarrier({ entry, heapMiB, onAnswer, onEnd }: CarrierOptions): Carrier {
  const worker = new Worker(entry, {
    // Not those of the process: loaders and test runners have no business there.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: youngMiB },
  });
  worker.on('message', onAnswer);
  worker.on('error', error =>
    onEnd({
      error,
      isMemory: (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY',
    }),
  );
  worker.on('exit', code =>
    onEnd({ error: new Error(`a worker thread ended with ${code}`), isMemory: false }),
  );
  return {
    post: task => worker.postMessage(task),
    hold: isHeld => (isHeld ? worker.ref() : worker.unref()),
    end: async () => {
      await worker.terminate();
    },
  };
}

/** The end of what it says before it dies: where V8 tells that there was no more memory. Characters. */
const mostLastWords = 4_000;

/**
 * A process of its own gives way to this one with all its threads, those that clear its memory among them, and takes
 * nothing along when a library of foreign code crashes. Nice 10 wherever the system knows that.
 */
export function processCarrier({ entry, heapMiB, onAnswer, onEnd }: CarrierOptions): Carrier {
  const child = fork(fileURLToPath(entry), [], {
    serialization: 'advanced',
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      `--max-old-space-size=${heapMiB}`,
      // Three times this is the room for what lives shortly.
      `--max-semi-space-size=${Math.floor(youngMiB / 3)}`,
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (said: string) => {
    lastWords = `${lastWords}${said}`.slice(-mostLastWords);
  });
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  child.on('message', onAnswer);
  child.on('error', error => onEnd({ error, isMemory: false }));
  // Not 'exit': the last words come after it.
  child.once('close', (code, signal) =>
    onEnd({
      error: new Error(`a worker process ended with ${code ?? signal}\n${lastWords}`.trimEnd()),
      isMemory: lastWords.includes('JavaScript heap out of memory'),
    }),
  );
  const parts = [child, child.channel, child.stderr] as readonly ({ ref(): void; unref(): void } | null)[];
  const hold = (isHeld: boolean): void => {
    for (const part of parts) isHeld ? part?.ref() : part?.unref();
  };
  return {
    post: task => {
      if (child.connected) child.send(task as object);
    },
    hold,
    end: async () => {
      // Whoever waits for the end must live to see it.
      if (child.exitCode === null && child.signalCode === null) hold(true);
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** In the worker: what it hears and where it answers. Throws where nobody has started it. */
export function ownSide(): { hear(listener: (task: unknown) => void): void; answer(outcome: unknown): void } {
  if (parentPort !== null) {
    const port = parentPort;
    return {
      hear: listener => void port.on('message', listener),
      answer: outcome => port.postMessage(outcome),
    };
  }
  if (process.send === undefined) throw new Error('answerTasks is called in a worker');
  setPriority(10);
  // Who presses Ctrl-C ends the server, which ends this; without a server nothing is to be done.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  return {
    hear: listener => void process.on('message', listener),
    answer: outcome => void process.send?.(outcome as object),
  };
}
