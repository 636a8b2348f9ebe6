import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The whole product, started from outside as `npm start` starts it. */
export interface RunningProduct {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Process id of the server. */
  readonly pid: number;
  /** Its data folder. */
  readonly folder: string;
  /** What it has printed so far. */
  output(): string;
  /** Asks it to end and waits; removes the data folder if it was made here. Rejects unless it ends in 30 s with code 0. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, and leaves the data folder. */
  kill9(): Promise<void>;
}

export interface ProductOptions {
  /** Over the surroundings of the test, e.g. `{ GONGKAI_DEMO: '0' }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder to keep; a new temporary one unless given. */
  readonly folder?: string;
  /** Until it is ready. */
  readonly waitMs?: number;
}

/** A port of this machine that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function untilReady(
  child: ChildProcess,
  url: string,
  waitMs: number,
  said: () => string,
): Promise<void> {
  const until = Date.now() + waitMs;
  while (!hasEnded(child)) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    if (Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`not ready after ${waitMs} ms\n${said()}`);
    }
    await pause(20);
  }
  throw new Error(`the product ended (${child.exitCode ?? child.signalCode})\n${said()}`);
}

/** What a test's own surroundings must not say to the product. */
const ownWords = ['DATABASE_URL', 'PORT', 'HOST', 'NODE_OPTIONS', 'TZ', 'VITEST', 'NODE_ENV'];

function surroundings(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !ownWords.includes(name) && !name.startsWith('GONGKAI_') && !name.startsWith('VITEST_'),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

/** Starts the product on a free port and waits until `/readyz` answers 200. */
export async function startProduct(options: ProductOptions = {}): Promise<RunningProduct> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'gongkai-product-')));
  const port = Number(options.env?.['PORT'] ?? (await freePort()));
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(root, 'tools/bootstrap.mjs'), 'start'], {
    cwd: root,
    env: { ...surroundings(), GONGKAI_DATA: folder, PORT: String(port), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said = `${said}${chunk}`.slice(-100_000);
    });
  }
  const ended = once(child, 'close');
  const removeFolder = async () => {
    if (options.folder === undefined)
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  await untilReady(child, url, options.waitMs ?? 120_000, () => said).catch(async error => {
    await removeFolder();
    throw error;
  });
  return {
    url,
    port,
    pid: child.pid ?? 0,
    folder,
    output: () => said,
    async stop() {
      child.kill('SIGTERM');
      const inTime = await Promise.race([ended, pause(30_000, 'late', { ref: false })]);
      if (inTime === 'late') child.kill('SIGKILL');
      await ended;
      await removeFolder();
      if (inTime === 'late') throw new Error(`the product did not end in 30 s\n${said}`);
      if (child.exitCode !== 0) throw new Error(`ended with ${child.exitCode ?? child.signalCode}\n${said}`);
    },
    async kill9() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
