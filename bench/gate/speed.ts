/**
 * How long the gate takes for the files whose figures were promised: reading and judging in the gate's own thread, once it
 * is warm, each time a file that was never read; and how long a page takes meanwhile, beside the same load on an idle
 * server. The product runs as `npm start` runs it.
 *
 *   node --import ./tools/load-tsx.mjs bench/gate/speed.ts [runs] [seconds] [url]
 *
 * With `url`, the pages are those of a product with demo data that is running there already.
 * Progress on stderr, the result as JSON on stdout; exit code 1 when a figure is missed.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { itemMetadata } from '../../src/contexts/publications/contract.ts';
import { gateWork } from '../../src/main/gate-work.ts';
import { drafted, notice } from '../../tests/acceptance/item-path.ts';
import { type Officer, staffOf } from '../../tests/acceptance/officer.ts';
import { startProduct } from '../../tests/support/start-product.ts';
import { median, quantile } from '../quantiles.ts';
import { densestDocx, textPdf, usualDocx, workbook } from './sample-files.ts';

const runs = Number(process.argv[2] ?? 9);
const seconds = Number(process.argv[3] ?? 15);
const running = process.argv[4];
const perSecond = 200;

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Subject {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Milliseconds promised; absent: for comparison only. */
  readonly goalMs?: number;
}

async function subjects(): Promise<Subject[]> {
  return [
    { name: 'DOCX of 1 MB, a policy with a picture', bytes: usualDocx(), mediaType: wordType, goalMs: 300 },
    { name: 'DOCX of 1 MB, text alone (1.4 million characters)', bytes: densestDocx(), mediaType: wordType },
    {
      name: 'PDF of 200 pages of text',
      bytes: await textPdf(200),
      mediaType: 'application/pdf',
      goalMs: 2_000,
    },
    {
      name: 'XLSX of 50 000 rows, ten columns',
      bytes: workbook(50_000),
      mediaType: sheetType,
      goalMs: 3_000,
    },
  ];
}

/** A file of its own each time, so that no kept reading helps; the first runs warm the thread. */
async function judging(subject: Subject, folder: string) {
  const path = join(folder, 'file');
  await writeFile(path, subject.bytes);
  const work = gateWork({
    folder,
    locate: async digest => ({ digest, path, mediaType: subject.mediaType }),
  });
  const input = {
    kind: 'notice' as const,
    title: '关于公布救助标准的通知',
    summary: '',
    bodyText: '现将有关标准公布如下。',
    metadata: itemMetadata.parse({ issuer: '演示机关', source: '演示机关', writtenOn: '2019-06-03' }),
    imagesWithoutWords: 0,
    duties: [],
  };
  const times: number[] = [];
  try {
    for (let run = -3; run < runs; run += 1) {
      const attachments = [{ name: '附件', fileDigest: randomBytes(32).toString('hex') }];
      const startedAt = performance.now();
      await work.examine({ ...input, attachments });
      if (run >= 0) times.push(performance.now() - startedAt);
    }
  } finally {
    await work.close();
  }
  const ms = { median: Math.round(median(times)), slowest: Math.round(Math.max(...times)) };
  const { name, goalMs } = subject;
  return { name, ms, ...(goalMs === undefined ? {} : { goalMs, reached: ms.slowest <= goalMs }) };
}

/** Asks for the pages in turn at a steady pace, whatever the answers take; milliseconds per answer. */
async function pageTimes(addresses: readonly string[], until: () => boolean): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  const startedAt = performance.now();
  const ask = (address: string, from: number): Promise<void> =>
    new Promise((resolve, reject) => {
      get(address, { agent, headers: { 'accept-encoding': 'br' } }, answer => {
        answer.resume();
        answer.on('end', () => {
          if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode} from ${address}`));
          times.push(performance.now() - from);
          resolve();
        });
      }).on('error', reject);
    });
  for (let sent = 0; !until(); sent += 1) {
    // Counted from when it was due, so that a server that stands still is seen as a reader sees it.
    const dueAt = startedAt + (sent * 1_000) / perSecond;
    const wait = dueAt - performance.now();
    if (wait > 0) await pause(wait);
    waiting.push(ask(addresses[sent % addresses.length] ?? '', Math.max(dueAt, performance.now())));
  }
  await Promise.all(waiting);
  agent.destroy();
  return times;
}

/** A draft with a workbook; its submission is the gate run. */
async function draftWith(drafter: Officer, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { body } = await drafter.upload('台账.xlsx', bytes);
  const attachments = [{ fileDigest: body.digest, name: '台账.xlsx' }];
  return (await drafted(drafter, notice({ attachments }))).id;
}

async function submission(drafter: Officer, id: string): Promise<number> {
  const startedAt = performance.now();
  await drafter.post(`/api/items/${id}/submit`, {});
  return performance.now() - startedAt;
}

async function pagesMeanwhile() {
  const product =
    running === undefined
      ? await startProduct({ env: { GONGKAI_TODAY: '2019-06-20' } })
      : { url: running, stop: async () => {} };
  try {
    const sitemap = await (await fetch(`${product.url}/sitemap-1.xml`)).text();
    const found = [...sitemap.matchAll(/<loc>[^<]*?:\d+(\/[^<]*)<\/loc>/g)].map(match => match[1] ?? '');
    const addresses = ['/', ...found.filter(path => path.endsWith('.html')).slice(0, 20)].map(
      path => product.url + path,
    );
    const drafter = await staffOf(product.url)('welfare');
    // Each file is its own, so that each is read; the first one starts the thread.
    const files = Array.from({ length: 12 }, (_, i) => new Uint8Array(workbook(50_000, 100 + i)));
    const [first, ...drafts] = await inTurn(files, file => draftWith(drafter, file));
    await submission(drafter, first ?? '');
    await pageTimes(addresses, after(3));
    const idle = await pageTimes(addresses, after(seconds));
    const submissions: number[] = [];
    let isDone = false;
    const gateRuns = (async () => {
      for (const id of drafts) submissions.push(await submission(drafter, id));
      isDone = true;
    })();
    const busy = await pageTimes(addresses, () => isDone);
    await gateRuns;
    const p99 = { idle: quantile(idle, 0.99), meanwhile: quantile(busy, 0.99) };
    const ms = (value: number): number => Math.round(value * 100) / 100;
    return {
      pagesPerSecond: perSecond,
      pages: { idle: idle.length, meanwhile: busy.length },
      medianMs: { idle: ms(median(idle)), meanwhile: ms(median(busy)) },
      p99Ms: { idle: ms(p99.idle), meanwhile: ms(p99.meanwhile) },
      ratio: ms(p99.meanwhile / p99.idle),
      goalRatio: 2,
      reached: p99.meanwhile <= 2 * p99.idle,
      submissions: submissions.length,
      submissionMedianMs: Math.round(median(submissions)),
    };
  } finally {
    await product.stop();
  }
}

async function inTurn<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const each of all) done.push(await work(each));
  return done;
}

function after(wanted: number): () => boolean {
  const until = performance.now() + wanted * 1_000;
  return () => performance.now() > until;
}

const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
try {
  const files = [];
  for (const subject of await subjects()) {
    const judged = await judging(subject, folder);
    process.stderr.write(`${judged.name}: ${judged.ms.median} ms, slowest ${judged.ms.slowest}\n`);
    files.push(judged);
  }
  process.stderr.write('pages while workbooks are read and judged\n');
  const pages = await pagesMeanwhile();
  process.stdout.write(`${JSON.stringify({ runs, files, pages }, null, 2)}\n`);
  if (!pages.reached || files.some(each => each.reached === false)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
