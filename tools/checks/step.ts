import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const logFolder = join(root, '.cache/test-logs');

/** What a step found. A step that is no suite of tests counts as one. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What to show below its line: failures with their places, or why it counts as failed. */
  readonly remarks: readonly string[];
}

export interface Step {
  readonly name: string;
  run(): Promise<Outcome>;
}

export const pass: Outcome = { passed: 1, failed: 0, remarks: [] };

export function fail(...remarks: string[]): Outcome {
  return { passed: 0, failed: 1, remarks };
}

export interface Ran {
  /** Exit code; 127 when the program is not there. */
  readonly code: number;
  readonly output: string;
  readonly logFile: string;
}

/** Runs a program with its whole output in a log file. */
export async function runLogged(
  name: string,
  command: readonly [string, ...string[]],
  env: Record<string, string> = {},
): Promise<Ran> {
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(logFolder, `${name}.log`);
  const log = createWriteStream(logFile);
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      log.write(chunk);
    });
  }
  const code = await new Promise<number>(resolve => {
    child.once('error', error => {
      output += String(error);
      resolve(127);
    });
    child.once('close', code => resolve(code ?? 1));
  });
  await new Promise(resolve => log.end(resolve));
  return { code, output, logFile };
}

/** The pinned Node with a program of node_modules. */
export function nodeModule(path: string, ...args: string[]): [string, ...string[]] {
  return [process.execPath, join(root, 'node_modules', path), ...args];
}

const mostLines = 30;

/** The beginning of an output, for the screen; the rest is in the log. */
export function excerpt(ran: Ran): readonly string[] {
  const lines = ran.output.trimEnd().split('\n');
  if (lines.length <= mostLines) return lines;
  return [
    ...lines.slice(0, mostLines),
    `… ${lines.length - mostLines} more lines in ${shortPath(ran.logFile)}`,
  ];
}

export function shortPath(path: string): string {
  return path.startsWith(dirname(root)) ? path.slice(root.length) : path;
}
