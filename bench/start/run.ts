/**
 * From `npm start` to serving, on a copy of the project as a fresh clone has it (dependencies installed, console not
 * built, no data), then again on the same data; and the memory of all its processes when nobody asks for anything.
 *
 *   node --import ./tools/load-tsx.mjs bench/start/run.ts [rounds] [idle seconds]
 *
 * Memory is the proportional set size (PSS) of the server, PostgreSQL and everything below them, from
 * /proc/PID/smaps_rollup (Linux; as root or the same user).
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../tests/support/start-product.ts';
import { median } from '../quantiles.ts';

const rounds = Number(process.argv[2] ?? 3);
const idleSeconds = Number(process.argv[3] ?? 20);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `git clone` would bring, with the installed dependencies beside it. */
function freshClone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-clone-'));
  const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  // What is deleted but not committed yet is still listed.
  for (const name of names.split('\n').filter(each => each !== '' && existsSync(join(root, each)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(root, name), join(folder, name));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
        return [{ pid: Number(pid), parent: Number(field('PPid')), name: field('Name') }];
      } catch {
        return [];
      }
    });
}

/** The process and everything it started. */
function family(pid: number): Process[] {
  const all = processes();
  const found = all.filter(each => each.pid === pid);
  for (let at = 0; at < found.length; at += 1)
    found.push(...all.filter(each => each.parent === found[at]!.pid));
  return found;
}

function pssMiB(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s*(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
}

interface Started {
  readonly seconds: number;
  readonly pid: number;
  stop(): Promise<void>;
}

async function start(folder: string): Promise<Started> {
  const port = await freePort();
  const began = performance.now();
  const env = { ...process.env, PORT: String(port), GONGKAI_DATA: join(folder, 'data') };
  const child = spawn('npm', ['start', '--silent'], { cwd: folder, env, stdio: 'ignore', detached: true });
  while ((await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status !== 200) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    // Seldom enough not to take part of what is measured.
    await pause(100);
  }
  const seconds = (performance.now() - began) / 1000;
  return {
    seconds,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit');
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      await ended;
      while (family(child.pid ?? 0).length > 0) await pause(20);
    },
  };
}

const [cold, warm, idle]: [number[], number[], number[]] = [[], [], []];
let parts = '';
for (let round = 1; round <= rounds; round += 1) {
  const folder = freshClone();
  try {
    const first = await start(folder);
    cold.push(first.seconds);
    await first.stop();
    // The data folder's lock is given back a moment after npm's shell has gone.
    await pause(2000);
    const second = await start(folder);
    warm.push(second.seconds);
    await pause(idleSeconds * 1000);
    // npm and its shell only wait; they are not the product. What they started is.
    const own = family(second.pid).filter(each => !/^(npm|sh)/.test(each.name));
    const each = own.map(({ pid, name }) => ({ name, mib: pssMiB(pid) }));
    idle.push(each.reduce((sum, { mib }) => sum + mib, 0));
    parts = each.map(({ name, mib }) => `${name} ${mib.toFixed(0)}`).join(', ');
    await second.stop();
    await pause(2000);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
const list = (values: readonly number[], digits: number) =>
  values.map(value => value.toFixed(digits)).join(' ');
process.stdout.write(
  `cold npm start, console built: median ${median(cold).toFixed(1)} s (${list(cold, 1)})\n`,
);
process.stdout.write(`warm npm start: median ${median(warm).toFixed(1)} s (${list(warm, 1)})\n`);
process.stdout.write(
  `idle memory, PSS of all processes: median ${median(idle).toFixed(0)} MiB (${list(idle, 0)})\n`,
);
process.stdout.write(`  last round: ${parts}\n`);
