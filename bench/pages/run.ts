/**
 * Pages from the running product beside nginx (one worker) serving the same bytes with the same encoding and the same
 * headers, in one run.
 *
 *   node bench/pages/run.ts [seconds] [rounds]
 *
 * Needs nginx with the static Brotli module and wrk (Debian: nginx-light libnginx-mod-http-brotli-static wrk).
 * Prints requests per second and p99 per subject, and the ratio to nginx as the median over rounds.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pageCache, securityHeaders } from '../../src/portal/fast-path.ts';
import { startProduct } from '../../tests/support/start-product.ts';

const seconds = Number(process.argv[2] ?? 4);
const rounds = Number(process.argv[3] ?? 5);

async function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

interface Subject {
  readonly name: string;
  readonly path: string;
}

function bytesOf(url: string, encoding: string): Buffer {
  return execFileSync('curl', ['-sf', '-H', `Accept-Encoding: ${encoding}`, url], { maxBuffer: 64e6 });
}

/** An nginx of its own in a temporary folder, with the product's bytes as files and their Brotli siblings. */
async function startNginx(
  base: string,
  subjects: readonly Subject[],
): Promise<{ url: string; process: ChildProcess }> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
  const port = await freePort();
  for (const { path } of subjects) {
    const file = join(folder, 'root', path.endsWith('/') ? `${path}index.html` : path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytesOf(base + path, 'identity'));
    writeFileSync(`${file}.br`, bytesOf(base + path, 'br'));
  }
  const conf = join(folder, 'nginx.conf');
  writeFileSync(
    conf,
    `${process.getuid?.() === 0 ? 'user root;' : ''}
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
worker_processes 1; daemon off; pid ${folder}/pid; error_log stderr error;
events { worker_connections 1024; }
http { types { text/html html; } default_type text/html; charset utf-8; access_log off; keepalive_requests 1000000;
  sendfile on; tcp_nopush on; open_file_cache max=1000 inactive=60s; brotli_static on; client_body_temp_path ${folder}/b;
  proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server { listen 127.0.0.1:${port}; root ${folder}/root; etag on;
    add_header Vary Accept-Encoding; add_header Cache-Control "${pageCache}";
    ${Object.entries(securityHeaders)
      .map(([name, value]) => `add_header ${name} "${value}";`)
      .join(' ')} } }`,
  );
  const child = spawn('nginx', ['-c', conf], { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(url + (subjects[0]?.path ?? '/')).then(
      r => r.ok,
      () => false,
    );
    if (up) return { url, process: child };
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('nginx did not start');
}

interface Figures {
  readonly perSecond: number;
  readonly p99Ms: number;
}

function toMs(text: string): number {
  const [, value, unit] = /([\d.]+)(us|ms|s)/.exec(text) ?? [];
  return Number(value) * (unit === 'us' ? 0.001 : unit === 's' ? 1000 : 1);
}

function load(url: string, headers: readonly string[]): Figures {
  const args = ['-t1', '-c64', `-d${seconds}s`, '--latency', ...headers.flatMap(h => ['-H', h]), url];
  const out = execFileSync('wrk', args, { encoding: 'utf8' });
  if (/Non-2xx or 3xx responses/.test(out)) throw new Error(`bad answers from ${url}\n${out}`);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)?.[1]),
    p99Ms: toMs(/99%\s+(\S+)/.exec(out)?.[1] ?? ''),
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function etagOf(url: string): string {
  const head = execFileSync('curl', ['-sf', '-D', '-', '-o', '/dev/null', '-H', 'Accept-Encoding: br', url], {
    encoding: 'utf8',
  });
  return /^etag: (.*)$/im.exec(head)?.[1]?.trim() ?? '';
}

const product = await startProduct();
const sitemap = await (await fetch(`${product.url}/sitemap-1.xml`)).text();
const addresses = [...sitemap.matchAll(/<loc>[^<]*?:\d+(\/[^<]*)<\/loc>/g)].map(found => found[1] ?? '');
const subjects: Subject[] = [
  { name: 'item page', path: addresses.find(path => path.endsWith('.html')) ?? '' },
  { name: 'list page', path: addresses.find(path => path.endsWith('/') && path.split('/').length > 3) ?? '' },
  { name: 'home', path: '/' },
];
const nginx = await startNginx(product.url, subjects);
try {
  console.log(`wrk -t1 -c64 -d${seconds}s, ${rounds} alternated rounds; medians\n`);
  console.log('subject | bytes br | ours rps | nginx rps | ratio | ours p99 ms | nginx p99 ms');
  for (const { name, path } of subjects) {
    const size = bytesOf(product.url + path, 'br').length;
    for (const conditional of [false, true]) {
      const [ours, theirs]: [Figures[], Figures[]] = [[], []];
      const headersFor = (base: string): string[] => [
        'Accept-Encoding: br, gzip',
        ...(conditional ? [`If-None-Match: ${etagOf(base + path)}`] : []),
      ];
      const [ourHeaders, theirHeaders] = [headersFor(product.url), headersFor(nginx.url)];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(load(product.url + path, ourHeaders));
        theirs.push(load(nginx.url + path, theirHeaders));
      }
      const ratio = median(ours.map((figures, at) => figures.perSecond / (theirs[at]?.perSecond ?? 1)));
      const row = [
        conditional ? `${name} (304)` : name,
        size,
        Math.round(median(ours.map(f => f.perSecond))),
        Math.round(median(theirs.map(f => f.perSecond))),
        ratio.toFixed(2),
        median(ours.map(f => f.p99Ms)).toFixed(2),
        median(theirs.map(f => f.p99Ms)).toFixed(2),
      ];
      console.log(row.join(' | '));
    }
  }
} finally {
  nginx.process.kill();
  await product.stop();
}
