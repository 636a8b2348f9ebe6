import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from './officer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command of `./gongkai` left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output read as JSON. */
  json(): Json;
  /** The error on standard error, read as JSON: `{code, message, advice, …}`. */
  error(): Json;
}

function surroundings(): Record<string, string> {
  const own = ['DATABASE_URL', 'PORT', 'HOST', 'NODE_OPTIONS', 'VITEST', 'NODE_ENV'];
  const kept = Object.entries(process.env).filter(
    ([name]) => !own.includes(name) && !name.startsWith('GONGKAI_') && !name.startsWith('VITEST_'),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

export interface Around {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs `./gongkai …` as somebody in a terminal would, on whatever Node is first. */
export async function gongkai(args: readonly string[], { env = {}, stdin = '' }: Around = {}): Promise<Ran> {
  const child = spawn(process.execPath, [join(root, 'gongkai'), ...args], {
    cwd: root,
    env: { ...surroundings(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  // A command that reads nothing may have ended before it is written to.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  await once(child, 'close');
  return {
    code: child.exitCode ?? -1,
    stdout,
    stderr,
    json: () => JSON.parse(stdout),
    error: () => JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error,
  };
}
