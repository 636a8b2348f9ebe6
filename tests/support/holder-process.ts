import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./data-holder.ts', import.meta.url));

/** A process that holds a data folder open and writes. */
export interface HolderProcess {
  readonly child: ChildProcess;
  /** Numbers of the rows acknowledged so far. */
  readonly acknowledged: number[];
  /** Resolves when it has opened the folder; rejects with what it said when it ended instead. */
  readonly ready: Promise<void>;
  /** Resolves once it has written this many rows. */
  wrote(count: number): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Lets it close in order. */
  close(): Promise<void>;
}

export function startHolder(
  folder: string,
  role: 'server' | 'command',
  privileges: 'direct' | 'user-namespace' | 'dropped' | '' = '',
): HolderProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, role, privileges],
    {
      env: { ...process.env, GONGKAI_DATA: folder, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const acknowledged: number[] = [];
  let said = '';
  child.stderr?.on('data', chunk => {
    said += String(chunk);
  });
  const lines = createInterface({ input: child.stdout! });
  const ready = new Promise<void>((resolve, reject) => {
    lines.on('line', line => {
      if (line.startsWith('ready')) resolve();
      else if (line !== 'closed') acknowledged.push(Number(line));
    });
    child.once('exit', () => reject(new Error(said)));
  });
  ready.catch(() => {});
  // Not the child's `close`: it does not come after we have disconnected.
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]);
  return {
    child,
    acknowledged,
    ready,
    async wrote(count) {
      while (acknowledged.length < count) await once(lines, 'line');
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
