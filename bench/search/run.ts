/**
 * Search over N synthetic documents (default 20 000) on the embedded PostgreSQL: time to index, size, and p50/p95 of
 * a page of results per band of how common the words are.
 * Run: node bench/search/run.ts [N]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { dict } from '@node-rs/jieba/dict.js';
import { sql } from 'kysely';
import { type SearchableThing, searchQuery } from '../../src/contexts/search/contract.ts';
import { createSearch } from '../../src/contexts/search/service.ts';
import { openDatabase, transaction } from '../../src/platform/database/database.ts';
import { startEmbeddedServer } from '../../src/platform/database/embedded-server.ts';
import { migrate } from '../../src/platform/database/migrate.ts';

const count = Number(process.argv[2] ?? 20_000);
const charactersPerDocument = 1000;
const perBand = 40;

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const random = randomFrom(20_190_515);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const phrases =
  '管理 公开 民政 服务 工作 社会 保障 救助 养老 资金 预算 决算 低保 特困 儿童 残疾人 殡葬 婚姻 登记 区划 地名 福利 慈善 社区 政策 解读 通知 办法 方案 标准 发放 审核 监督 检查 公示 规划 项目 机构 老年人 补贴 临时救助'.split(
    ' ',
  );
const words = Buffer.from(dict)
  .toString()
  .split('\n')
  .map(line => line.split(' ') as [string, string])
  .filter(([word, times]) => /^\p{Script=Han}{2,4}$/u.test(word) && Number(times) > 20)
  .sort((a, b) => Number(b[1]) - Number(a[1]))
  .map(([word]) => word);
const vocabulary = [...phrases, ...words.slice(0, 5000 - phrases.length)];
const rareWords = words.slice(5000, 37_000);
/** Zipf: the n-th word as often as 1/n. */
const weights = vocabulary.map((_, i) => 1 / (i + 3));
const sums: number[] = [];
for (const weight of weights) sums.push((sums.at(-1) ?? 0) + weight);

function zipfWord(): string {
  if (random() < 0.02) return pick(rareWords);
  const wanted = random() * sums.at(-1)!;
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return vocabulary[low]!;
}

function prose(length: number): string {
  let text = '';
  while (text.length < length) text += zipfWord() + (random() < 0.12 ? ',' : random() < 0.06 ? '。' : '');
  return text;
}

const yearOf = (n: number) => 2008 + Math.floor((n / count) * 18);

function documentOf(n: number): SearchableThing {
  const year = yearOf(n);
  return {
    subjectKind: 'document',
    subjectId: `${n}`,
    path: `/zwgk/${year}/${n}.html`,
    title: `关于${prose(12).replaceAll(/[,。]/g, '')}的通知`,
    text: prose(charactersPerDocument),
    kind: 'notice',
    columnId: `column-${n % 40}`,
    unitId: `unit-${n % 20}`,
    documentNo: n % 3 === 0 ? `毕民发〔${year}〕${n % 500}号` : '',
    indexNo: `11520500MB1234567X/${year}-${String(n % 100_000).padStart(5, '0')}`,
    validity: '',
    publishedAt: new Date(Date.UTC(year, 0, 1) + Math.floor(random() * 365) * 86_400_000),
  };
}

const round1 = (ms: number) => Math.round(ms * 10) / 10;
function percentile(sorted: readonly number[], part: number): number {
  return round1(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!);
}

const folder = await mkdtemp(join(tmpdir(), 'bench-search-'));
const server = await startEmbeddedServer(folder);
const database = openDatabase(server.connection);
await migrate(database.pool);
const search = createSearch({ database });

async function load(): Promise<number> {
  const startedAt = performance.now();
  await search.writeInBulk(true);
  for (let n = 0; n < count; ) {
    const things: SearchableThing[] = [];
    for (const end = Math.min(count, n + 500); n < end; n += 1) things.push(documentOf(n));
    await transaction(database, trx => search.indexThings(trx, things));
    process.stderr.write(`\r${n}`);
  }
  await search.writeInBulk(false);
  const seconds = (performance.now() - startedAt) / 1000;
  await sql`vacuum analyze search_entry`.execute(database.kysely);
  return seconds;
}

async function sizes() {
  const { rows } = await sql<{ vectors: number; index: number; table: number }>`
    select (select sum(pg_column_size(full_vector)) from search_entry) as vectors,
      pg_relation_size('search_entry_full') + pg_relation_size('search_entry_title') as index,
      pg_table_size('search_entry') as table`.execute(database.kysely);
  return rows[0]!;
}

/** Words whose share of documents lies between two bounds, found by counting. */
async function wordsInBand(from: number, to: number): Promise<string[]> {
  const found: string[] = [];
  const candidates = [...vocabulary, ...rareWords.slice(0, 300)];
  for (let tries = 0; found.length < perBand && tries < 4000; tries += 1) {
    const word = to <= 0.005 ? pick(rareWords) : pick(candidates.slice(0, to > 0.3 ? 120 : 3000));
    const { rows } = await sql<{ n: number }>`select count(*) as n from search_entry
      where full_vector @@ ${`'${word}'`}::tsquery`.execute(database.kysely);
    const share = rows[0]!.n / count;
    if (share > from && share <= to && !found.includes(word)) found.push(word);
  }
  return found;
}

async function measure(name: string, queries: readonly Record<string, unknown>[]) {
  const times: number[] = [];
  let hits = 0;
  for (const asked of queries) await search.search(searchQuery.parse(asked));
  for (const asked of queries) {
    const startedAt = performance.now();
    const answer = await search.search(searchQuery.parse(asked));
    times.push(performance.now() - startedAt);
    hits += answer.count;
  }
  times.sort((a, b) => a - b);
  const mean = queries.length === 0 ? 0 : Math.round(hits / queries.length);
  return {
    band: name,
    queries: queries.length,
    hits: mean,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
  };
}

async function oneByOne(): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const thing = documentOf(count + n);
    const startedAt = performance.now();
    await transaction(database, trx => search.indexThing(trx, thing));
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

try {
  const seconds = await load();
  process.stderr.write('\n');
  const hi = await wordsInBand(0.3, 1);
  const common = await wordsInBand(0.08, 0.3);
  const mid = await wordsInBand(0.01, 0.08);
  const rare = await wordsInBand(0, 0.005);
  const q = (list: readonly string[]) => list.map(word => ({ q: word }));
  const bands = [
    await measure('hi (30–100 %)', q(hi)),
    await measure('common (8–30 %)', q(common)),
    await measure('mid (1–8 %)', q(mid)),
    await measure('rare (under 0.5 %)', q(rare)),
    await measure(
      'common and mid',
      common.map((word, i) => ({ q: `${word} ${mid[i % mid.length]}` })),
    ),
    await measure(
      'hi and common',
      hi.map((word, i) => ({ q: `${word} ${common[i % common.length]}` })),
    ),
    await measure(
      'four characters run together',
      hi.map((word, i) => ({ q: `${word}${mid[i % mid.length]}` })),
    ),
    await measure(
      'pair across words',
      mid.map((word, i) => ({ q: `${word.at(-1)}${common[i % common.length]![0]}` })),
    ),
    await measure(
      'one character',
      [...'民政低保养老救助'].map(character => ({ q: character })),
    ),
    await measure(
      'document number',
      Array.from({ length: perBand }, (_, i) => {
        const n = Math.floor((i * count) / perBand / 3) * 3;
        return { q: `毕民发[${yearOf(n)}]${n % 500}号` };
      }),
    ),
    await measure(
      'index number, prefix',
      Array.from({ length: perBand }, (_, i) => {
        const n = Math.floor((i * count) / perBand);
        return { q: `${yearOf(n)}-${String(n).padStart(5, '0').slice(0, 4)}` };
      }),
    ),
    await measure(
      'hi, newest first',
      hi.map(word => ({ q: word, sort: 'date' })),
    ),
    await measure(
      'hi, page 20',
      hi.map(word => ({ q: word, page: 20 })),
    ),
    await measure(
      'hi, one column',
      hi.map(word => ({ q: word, column: 'column-7' })),
    ),
    await measure('everything, newest first', [{ q: '' }, { q: '', page: 50 }]),
  ];
  const single = await oneByOne();
  const size = await sizes();
  const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);
  process.stdout.write(
    `${count} documents of ${charactersPerDocument} characters, ${cpus().length} cores, embedded PostgreSQL\n\n` +
      `indexed in ${Math.round(seconds)} s (${Math.round(count / seconds)}/s, 500 per commit); ` +
      `one per durable commit p50 ${single.p50} ms, p95 ${single.p95} ms\n` +
      `vectors ${mb(size.vectors)} MB, GIN ${mb(size.index)} MB, table with texts ${mb(size.table)} MB\n\n` +
      '| band | queries | hits (mean, capped) | p50 ms | p95 ms |\n|---|---|---|---|---|\n' +
      bands.map(b => `| ${b.band} | ${b.queries} | ${b.hits} | ${b.p50} | ${b.p95} |`).join('\n') +
      '\n',
  );
} finally {
  await database.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
