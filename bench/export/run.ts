/**
 * The static export over N synthetic items (default 20 000) beside a running server: pages a second of the full
 * export with Brotli and gzip, then the time to take along one new item, as commands in a terminal, start included.
 *
 *   node --import ./tools/load-tsx.mjs bench/export/run.ts [N]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProduct } from '../../tests/support/start-product.ts';

const count = Number(process.argv[2] ?? 20_000);
const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'gongkai-export-bench-'));
const load = () => loadavg()[0]!.toFixed(1);

interface Ran {
  readonly seconds: number;
  readonly answer: Readonly<Record<string, number>>;
}

function gongkai(data: string, ...args: string[]): Ran {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'gongkai'), ...args, '--json'], {
    env: { ...process.env, GONGKAI_DATA: data, GONGKAI_DEMO: '0' },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr.slice(-2000)}`);
  return { seconds: (performance.now() - began) / 1000, answer: JSON.parse(stdout) };
}

const product = await startProduct({ env: { GONGKAI_DEMO: '0' }, waitMs: 180_000 });
try {
  const web = join(scratch, 'web');
  const origin = ['--origin', 'https://www.example.invalid'];
  const seeded = gongkai(product.folder, 'seed', '--items', String(count));
  console.log(`${count} items written in ${seeded.seconds.toFixed(0)} s (load ${load()})`);
  const full = gongkai(product.folder, 'export', web, ...origin);
  const { made = 0, addresses } = full.answer;
  console.log(
    `full: ${addresses} addresses in ${full.seconds.toFixed(1)} s, ${(made / full.seconds).toFixed(0)} a second (load ${load()})`,
  );
  const same = gongkai(product.folder, 'export', web, ...origin);
  console.log(`nothing changed: ${same.seconds.toFixed(2)} s`);
  gongkai(product.folder, 'seed', '--items', String(count + 1));
  const one = gongkai(product.folder, 'export', web, ...origin);
  console.log(
    `one new item: ${one.seconds.toFixed(2)} s, ${one.answer['made']} made, ${one.answer['written']} written (load ${load()})`,
  );
} finally {
  await product.stop();
  rmSync(scratch, { recursive: true, force: true });
}
