import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { behindTheBack } from './database.ts';
import { Officer } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** An old site's articles, taken over from the command line as the handbook says. */

const root = fileURLToPath(new URL('../..', import.meta.url));
let pack: PackFolder;
let home: string;
let product: RunningProduct;
let env: Record<string, string>;

const count = 1200;
const article = (at: number) => ({
  id: `a${at}`,
  title: `关于第${at}号工作的通知`,
  column: '通知公告',
  publishedAt: `201${at % 8}-0${1 + (at % 9)}-11 09:00`,
  body: at === 7 ? '<p>某甲，身份证号11010519491231002X。</p>' : '<p>各科室：请按要求办理有关事项。</p>',
  url: `/old/${at}.html`,
});

beforeAll(async () => {
  pack = await quietPack();
  home = await mkdtemp(join(tmpdir(), 'gongkai-old-site-'));
  env = { GONGKAI_PACK: pack.folder, GONGKAI_TODAY: '2019-06-20', GONGKAI_DATA: join(home, 'data') };
  const lines = Array.from({ length: count }, (_, at) => JSON.stringify(article(at)));
  lines.splice(3, 0, '{"title":"断');
  await writeFile(join(home, 'old.jsonl'), lines.join('\n'));
  await writeFile(join(home, 'columns.yaml'), 'columns:\n  通知公告: notices\nkind: notice\n');
  product = await startProduct({ env, folder: join(home, 'data') });
}, 120_000);
afterAll(async () => {
  await product.stop();
  await pack.remove();
  await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const order = () => [
  ...[
    'import',
    'items',
    join(home, 'old.jsonl'),
    '--by',
    'disclosure-head',
    '--decision',
    '某办发〔2019〕5号',
  ],
  ...['--origin', '某旧网站', '--columns', join(home, 'columns.yaml'), '--json'],
];

/** Starts the command and ends it as a power cut would once some of it is public. */
async function cutOff(): Promise<number> {
  const published = () =>
    behindTheBack(product.folder, async client => {
      const { rows } = await client.query('select count(*)::int as count from imported_article');
      return rows[0].count as number;
    });
  const child = spawn(process.execPath, [join(root, 'gongkai'), ...order()], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: 'ignore',
    detached: true,
  });
  const ended = once(child, 'close');
  while ((await published()) === 0) await pause(5);
  // The whole group: the launcher and the command itself.
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
  return published();
}

describe('./gongkai import items', () => {
  it('goes on where it was killed, ends whole, and is in the log, in the search and on its pages', {
    timeout: 240_000,
  }, async () => {
    const before = await cutOff();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(count);
    const report = join(home, 'report');
    const ran = await gongkai([...order(), '--report', report], { env });
    expect([ran.code, ran.stderr.includes('每秒')]).toEqual([0, true]);
    expect(ran.json()).toMatchObject({ position: count + 1, published: count - 1, drafted: 1, refused: 1 });
    expect(ran.json().resumedAt).toBeGreaterThan(0);
    expect(ran.json().findings.map((each: { kind: string }) => each.kind)).toEqual(['refused', 'drafted']);
    const again = await gongkai(order(), { env });
    expect(again.json()).toMatchObject({ wasFinished: true, published: count - 1 });

    const moved = await fetch(`${product.url}/old/100.html?from=weixin`, { redirect: 'manual' });
    expect(moved.status).toBe(301);
    const page = await fetch(new URL(moved.headers.get('location') ?? '', product.url));
    const html = await page.text();
    expect(html).toContain('本信息由原网站迁移');
    expect(html).toContain('某办发〔2019〕5号');
    expect((await fetch(`${product.url}/old/7.html`, { redirect: 'manual' })).status).toBe(404);
    const found = await (await fetch(`${product.url}/search?q=${encodeURIComponent('第1111号')}`)).text();
    expect(found).toContain('1111');
    const verified = await gongkai(['log', 'verify', '--json'], { env });
    expect([verified.code, verified.json().problems]).toEqual([0, []]);
    const acts = await behindTheBack(product.folder, client =>
      client.query(`select kind, count(*)::int from log_entry where subject_kind = 'document' group by 1`),
    );
    expect(acts.rows).toEqual([{ kind: 'imported', count: count - 1 }]);

    const head = await new Officer(product.url, 'disclosure-head').signIn();
    const { runs } = (await head.get('/api/imports')).body;
    expect(runs).toMatchObject([{ origin: '某旧网站', published: count - 1, share: 1 }]);
  });

  it('leads an old address to the tombstone, with 410, once its article is withdrawn', async () => {
    const moved = await fetch(`${product.url}/old/200.html`, { redirect: 'manual' });
    const path = moved.headers.get('location');
    const id = await behindTheBack(product.folder, async client => {
      const { rows } = await client.query('select id from document where path = $1', [path]);
      return rows[0].id as string;
    });
    const officer = await new Officer(product.url, 'filing').signIn();
    const body = { kind: 'published-in-error', reason: '迁入有误，予以撤下。' };
    expect((await officer.post(`/api/items/${id}/withdraw`, body)).status).toBe(200);
    const gone = await fetch(`${product.url}/old/200.html`, { redirect: 'manual' });
    expect([gone.status, (await gone.text()).includes('迁入有误')]).toEqual([410, true]);
  });

  it.each([
    ['without a decision', ['items', 'old.jsonl', '--by', 'disclosure-head'], 2, '--decision'],
    ['without a person', ['items', 'old.jsonl', '--decision', '某办发〔2019〕5号'], 2, '--by'],
    [
      'by nobody known',
      ['items', 'old.jsonl', '--by', 'nobody', '--decision', '某办发〔2019〕5号'],
      2,
      'nobody',
    ],
    [
      'by who may not',
      ['items', 'old.jsonl', '--by', 'filing', '--decision', '某办发〔2019〕5号'],
      2,
      '迁入原网站信息',
    ],
    [
      'from nowhere',
      ['items', 'gone.jsonl', '--by', 'disclosure-head', '--decision', '某办发〔2019〕5号'],
      2,
      '找不到',
    ],
    [
      'from four million columns',
      ['items', 'wide.csv', '--by', 'disclosure-head', '--decision', '某办发〔2019〕5号'],
      2,
      '200 列',
    ],
    ['from the demonstration into a real site', [], 1, '正式信息'],
  ])('is refused %s, in words', async (_, [what, file = '', ...rest], code, words) => {
    await writeFile(join(home, 'wide.csv'), ','.repeat(4_000_000));
    const args = what === undefined ? ['seed', '--items', '5'] : ['import', what, join(home, file), ...rest];
    const ran = await gongkai(args, { env });
    expect(ran.code).toBe(code);
    expect(ran.error().message).toContain(words);
  });

  it('says with --dry-run what a folder of pages would become', async () => {
    const folder = join(home, 'pages');
    await mkdir(folder);
    await writeFile(
      join(folder, 't1.html'),
      '<meta name="PubDate" content="2018-01-02"><h1>标题</h1><div id="content"><p>正文</p></div>',
    );
    await writeFile(join(folder, 'index.html'), '<main>列表</main>');
    await writeFile(join(home, 'all.yaml'), 'otherwise: notices\nkind: notice\n');
    const args = [
      'import',
      'items',
      folder,
      '--by',
      'disclosure-head',
      '--decision',
      '某办发〔2019〕5号',
      '--dry-run',
    ];
    const ran = await gongkai([...args, '--columns', join(home, 'all.yaml'), '--json'], { env });
    expect([ran.code, ran.json()]).toMatchObject([
      0,
      { dryRun: true, published: 1, refused: 1, runId: null },
    ]);
  });
});

describe('./gongkai seed', () => {
  it('writes the same items for the same seed, once, marked as demonstration on every page', {
    timeout: 240_000,
  }, async () => {
    const own = { ...env, GONGKAI_DATA: join(home, 'seeded') };
    const first = await gongkai(['seed', '--items', '300', '--json'], { env: own });
    expect([first.code, first.json()]).toMatchObject([0, { items: 300, published: 300 }]);
    const more = await gongkai(['seed', '--items', '310', '--json'], { env: own });
    expect(more.json()).toMatchObject({ published: 10, known: 300 });
    const seeded = await startProduct({ env: own, folder: join(home, 'seeded') });
    const page = await fetch(`${seeded.url}/demo/1/5.html`);
    expect(await page.text()).toContain('演示数据：本条内容为虚构');
    const unmarked = await behindTheBack(join(home, 'seeded'), client =>
      client.query(`select 1 from document d join version v on v.document_id = d.id
        where not d.is_demo or v.body_html not like '%演示数据：本条内容为虚构%'`),
    );
    expect(unmarked.rowCount).toBe(0);
    await seeded.stop();
  });
});
