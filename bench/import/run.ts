/**
 * Items a second and peak memory of a bulk write: `node bench/import/run.ts [10000 | 100000]`.
 *
 * Runs `./gongkai seed` on an empty embedded database in a temporary folder: synthetic articles of some 1.6 KB of text go
 * the way of every import (cleaned, judged by the gate, indexed for search, entered in the public log, sealed). Memory
 * is read from /proc: resident of the command (with its gate thread), and what its PostgreSQL has for itself.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const everyMs = 250;

function fieldOf(file: string, name: string): number {
  try {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Every process below one, whatever its own parent is by now. */
function below(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter(each => /^\d+$/.test(each))) {
    const parent = /^PPid:\s+(\d+)/m.exec(statusOf(name))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [pid];
  for (const at of found) for (const [child, parent] of parents) if (parent === at) found.push(child);
  return found.slice(1);
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

const count = Number(process.argv[2] ?? 10_000);
const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-import-'));
const loadBefore = loadavg()[0] ?? 0;
const child = spawn(
  process.execPath,
  [
    `--import=${join(root, 'tools/load-tsx.mjs')}`,
    'src/main/command-line.ts',
    'seed',
    '--items',
    `${count}`,
    '--json',
  ],
  { cwd: root, env: { ...process.env, GONGKAI_DATA: folder }, stdio: ['ignore', 'pipe', 'pipe'] },
);
let [said, answer] = ['', ''];
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  answer += text;
});
child.stderr.setEncoding('utf8').on('data', (text: string) => {
  said = text.trim();
});
const samples: { readonly own: number; readonly database: number }[] = [];
const sampling = setInterval(() => {
  const own = fieldOf(`/proc/${child.pid}/status`, 'VmRSS');
  const database = below(child.pid ?? 0).reduce(
    (sum, pid) => sum + fieldOf(`/proc/${pid}/smaps_rollup`, 'Pss'),
    0,
  );
  if (own > 0) samples.push({ own, database });
}, everyMs);
await new Promise(resolve => child.on('close', resolve));
clearInterval(sampling);
await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
if (child.exitCode !== 0) throw new Error(`the command ended with ${child.exitCode}: ${said}`);

const mib = (value: number) => `${value.toFixed(0)} MiB`;
const peak = (from: number, until: number, of: 'own' | 'database') =>
  mib(
    Math.max(
      0,
      ...samples.slice(Math.floor(from * samples.length), Math.ceil(until * samples.length)).map(s => s[of]),
    ),
  );
const done = JSON.parse(answer) as {
  published: number;
  drafted: number;
  seconds: number;
  itemsPerSecond: number;
};
process.stdout.write(
  [
    `${cpus().length} cores, load before ${loadBefore.toFixed(1)}, after ${(loadavg()[0] ?? 0).toFixed(1)}`,
    `${done.published} public, ${done.drafted} drafts in ${done.seconds} s: ${done.itemsPerSecond} items/s`,
    `peak resident of the command ${peak(0, 1, 'own')} (first half ${peak(0, 0.5, 'own')}, second half ${peak(0.5, 1, 'own')})`,
    `peak of its PostgreSQL ${peak(0, 1, 'database')}`,
    '',
  ].join('\n'),
);
