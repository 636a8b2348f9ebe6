/**
 * Lighthouse (npm package, fetched on demand by npm, not a dependency of the product) with its phone profile on the
 * pages of the demonstration: performance, accessibility, best practices. Median of the rounds, the lowest beside it.
 *
 *   node --import ./tools/load-tsx.mjs bench/lighthouse/run.ts [rounds] [folder for the reports]
 *
 * Needs Chromium (CHROME_PATH, or the one of Debian).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct } from '../../tests/support/start-product.ts';

const version = '13.5.0';
const rounds = Number(process.argv[2] ?? 3);
const reports = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'gongkai-lighthouse-'));
mkdirSync(reports, { recursive: true });

/** Category as Lighthouse calls it, in the order of the table. */
const categories = ['performance', 'accessibility', 'best-practices'] as const;

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: Readonly<Record<string, { readonly score: number | null; readonly title: string }>>;
}

function lighthouse(url: string, file: string): Report {
  const { status, stderr } = spawnSync(
    'npx',
    [
      ...['--yes', '--ignore-scripts', `lighthouse@${version}`, url],
      ...['--output=json', `--output-path=${file}`, `--only-categories=${categories.join(',')}`],
      ...['--chrome-flags=--headless=new --no-sandbox', '--quiet'],
    ],
    { env: { CHROME_PATH: '/usr/bin/chromium', ...process.env }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`lighthouse on ${url}: ${stderr.slice(-2000)}`);
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The first address of the site map of this form. */
function firstLike(addresses: readonly string[], form: RegExp): string {
  const found = addresses.find(address => form.test(address));
  if (found === undefined) throw new Error(`no page like ${form} in the site map`);
  return found;
}

const product = await startProduct({ waitMs: 180_000 });
try {
  const map = await (await fetch(`${product.url}/sitemap-1.xml`)).text();
  const addresses = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(found => new URL(found[1] ?? '').pathname);
  const item = firstLike(addresses, /\/\d{4}\/\d{2}\/[^/]+\.html$/);
  const pages: readonly (readonly [string, string])[] = [
    ['home', '/'],
    ['list', item.replace(/\d{4}\/\d{2}\/[^/]+$/, '')],
    ['item', item],
    ['data set', firstLike(addresses, /^\/data\/[^/]+/)],
    ['search', '/search?q=%E4%BD%8E%E4%BF%9D'],
    ['form', '/requests/apply'],
  ];
  for (const [name, path] of pages) {
    const runs = Array.from({ length: rounds }, (_, at) =>
      lighthouse(product.url + path, join(reports, `${name.replace(' ', '-')}-${at + 1}.json`)),
    );
    const scores = categories.map(id => runs.map(run => Math.round((run.categories[id]?.score ?? 0) * 100)));
    const words = scores.map((each, at) => `${categories[at]} ${median(each)} (lowest ${Math.min(...each)})`);
    console.log(`${name.padEnd(9)} ${words.join(', ')}  load ${loadavg()[0]?.toFixed(1)}  ${path}`);
    const failed = new Set(
      runs.flatMap(run =>
        Object.entries(run.audits).flatMap(([id, { score, title }]) =>
          score !== null && score < 0.9 ? [`${id}: ${title}`] : [],
        ),
      ),
    );
    for (const each of failed) console.log(`          ${each}`);
  }
  console.log(`reports in ${reports}`);
} finally {
  await product.stop();
}
