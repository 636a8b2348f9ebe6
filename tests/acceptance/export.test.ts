import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { notice, released } from './item-path.ts';
import { type Json, type Officer, staffOf } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** The portal as files for a web server in another zone: whole, then only what changed. */

let pack: PackFolder;
let product: RunningProduct;
let folder: string;
let staff: (username: string) => Promise<Officer>;
let [standing, leaving]: Json[] = [];
let attached: string;
const origin = 'https://mzj.demo.invalid';
const site = (path: string) => join(folder, 'site', path);
const run = (...args: string[]) =>
  gongkai(['export', ...args, '--json'], {
    env: {
      GONGKAI_TODAY: '2019-06-03',
      GONGKAI_PACK: pack.folder,
      GONGKAI_DATA: product.folder,
      GONGKAI_ORIGIN: origin,
    },
  });
const manifest = async () => (await readFile(join(folder, 'manifest.ndjson'), 'utf8')).trim().split('\n');

beforeAll(async () => {
  pack = await quietPack();
  folder = join(await mkdtemp(join(tmpdir(), 'gongkai-export-')), 'web');
  await writeFile(
    join(pack.folder, 'redirects.yaml'),
    'redirects:\n  - {from: /旧/tzgg.jsp, to: /tzgg/, status: 308}\n  - {from: /$old.html, to: /search}\n',
  );
  await writeFile(
    join(pack.folder, 'sites.yaml'),
    'sites:\n  - {id: welfare, name: 福利科专题, prefix: /fuli, unit: welfare}\n',
  );
  product = await startProduct({
    env: { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder, GONGKAI_ORIGIN: origin },
  });
  staff = staffOf(product.url);
  const drafter = await staff('welfare');
  const { body: fees } = await drafter.upload('费用.txt', new TextEncoder().encode('轮椅租借押金三百元。'));
  standing = await released(
    staff,
    drafter,
    notice({
      metadata: { writtenOn: '2019-06-03', documentNo: '毕民发〔2019〕7号' },
      attachments: [{ fileDigest: fees.digest, name: '费用.txt' }],
    }),
  );
  const { body: file } = await drafter.upload('说明 1.txt', new TextEncoder().encode('随文发布的说明。'));
  attached = `files/${file.digest}/说明 1.txt`;
  leaving = await released(
    staff,
    drafter,
    notice({
      title: '关于开展救助站安全检查的通知',
      attachments: [{ fileDigest: file.digest, name: '说明 1.txt' }],
    }),
  );
});
afterAll(async () => {
  await product?.stop();
  await Promise.all([pack?.remove(), rm(join(folder, '..'), { recursive: true, force: true })]);
});

describe('the export of the portal', () => {
  it('holds every page byte for byte as the portal answers it, with compressed bytes of the same', async () => {
    const ran = await run(folder);
    expect([ran.code, ran.json()]).toEqual([
      0,
      expect.objectContaining({ isFull: true, missing: [], tombstones: 0 }),
    ]);
    const paths = [
      '/',
      standing!.path,
      leaving!.path,
      '/sitemap.xml',
      '/feed.xml',
      '/log/checkpoint',
      '/ledger/',
    ];
    for (const path of paths) {
      const live = Buffer.from(await (await fetch(product.url + path)).arrayBuffer());
      const file = site(path.endsWith('/') ? `${path}index.html` : path);
      expect([path, (await readFile(file)).equals(live)]).toEqual([path, true]);
    }
    const page = await readFile(site(standing!.path));
    expect(brotliDecompressSync(await readFile(`${site(standing!.path)}.br`)).equals(page)).toBe(true);
    expect(gunzipSync(await readFile(`${site(standing!.path)}.gz`)).equals(page)).toBe(true);
    expect(await readFile(site(attached), 'utf8')).toBe('随文发布的说明。');
    expect((await run('verify', folder)).json()).toMatchObject({ problems: [] });
  });

  it('leads old addresses on, in the settings of nginx and of Apache', async () => {
    const beside = (name: string) => readFile(join(folder, name), 'utf8');
    expect(await beside('moved-301.map')).toContain('\n"/$old.html" "/search";\n');
    expect(await beside('moved-308.map')).toContain('\n"/旧/tzgg.jsp" "/tzgg/";\n');
    expect(await beside('moved-apache.conf')).toContain('RedirectMatch 308 "^/旧/tzgg\\.jsp$" "/tzgg/"\n');
  });

  it('holds the sites below the portal, whose items are found under their one address alone', async () => {
    const page = await readFile(site(`fuli${standing!.path}`), 'utf8');
    expect(page).toContain(`<link rel="canonical" href="${origin}${standing!.path}"`);
    expect(page).toContain('<form class="search" action="/search"');
    expect(await readFile(site('fuli/sitemap-1.xml'), 'utf8')).toContain(
      `<loc>${origin}${standing!.path}</loc>`,
    );
    const index = (await manifest()).filter(line => line.includes('"entry":'));
    expect(index.filter(line => line.includes('"path":"/fuli'))).toEqual([]);
    expect(index.filter(line => line.includes(standing!.path))).toHaveLength(1);
  });

  it('made again without a change writes nothing', async () => {
    expect((await run(folder)).json()).toMatchObject({ isFull: false, written: 0, removed: 0 });
  });

  it('takes a withdrawal along: tombstone in its place, attachment gone, 410 for the web server', async () => {
    const before = (await manifest()).length;
    await (await staff('filing')).done('POST', `/api/items/${leaving!.id}/withdraw`, {
      kind: 'published-in-error',
      reason: '经复核数据有误，予以撤下。',
    });
    const ran = (await run(folder)).json();
    expect(ran).toMatchObject({ isFull: false, tombstones: 1 });
    expect(ran.written).toBeLessThan(before / 10);
    expect(await readFile(site(leaving!.path), 'utf8')).toContain('经复核数据有误');
    await expect(stat(site(attached))).rejects.toThrow('ENOENT');
    await expect(stat(site(`fuli${leaving!.path}`))).rejects.toThrow('ENOENT');
    expect(await readFile(join(folder, 'gone.map'), 'utf8')).toContain(`\n${leaving!.path} 1;\n`);
    const all = await Promise.all(
      (await readdir(join(folder, 'site'), { recursive: true, withFileTypes: true }))
        .filter(entry => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
        .map(entry => readFile(join(entry.parentPath, entry.name), 'utf8')),
    );
    expect(all.filter(text => text.includes('随文发布的说明'))).toEqual([]);
    expect((await run('verify', folder)).json()).toMatchObject({ problems: [] });
  });

  it('tells of an act as sealed once the log has sealed it', async () => {
    const path = `/log/item/${leaving!.id}`;
    const live = async () => (await fetch(product.url + path)).text();
    await vi.waitFor(async () => expect(await live()).not.toContain('<td>已记录</td>'), {
      timeout: 20_000,
      interval: 200,
    });
    await run(folder);
    expect(await readFile(site(`${path}/index.html`), 'utf8')).toBe(await live());
  });

  it('is found changed by its manifest, and mended by a full run; live rooms may lead to the running service', async () => {
    await writeFile(site(standing!.path), '改过的网页');
    await writeFile(site('stray.html'), '多出的网页');
    const found = await run('verify', folder);
    expect([found.code, found.json().problems]).toEqual([
      1,
      [`${standing!.path.slice(1)} 与清单不符。`, 'stray.html 不在清单内。'],
    ]);
    const full = await run(folder, '--live', 'https://service.demo.invalid');
    expect(full.json()).toMatchObject({ isFull: true });
    expect((await run('verify', folder)).json()).toMatchObject({ problems: [] });
    const home = await readFile(site('index.html'), 'utf8');
    expect(home).toContain('action="https://service.demo.invalid/search"');
    expect(home).toContain('href="https://service.demo.invalid/calculator"');
    expect(home).toContain('href="/ledger/"');
  });

  it('does not write into a folder of something else', async () => {
    const other = await mkdtemp(join(tmpdir(), 'gongkai-other-'));
    await writeFile(join(other, 'letter.txt'), '重要');
    const ran = await run(other);
    expect([ran.code, ran.error().code, await readdir(other)]).toEqual([2, 'bad-input', ['letter.txt']]);
    await rm(other, { recursive: true });
  });

  it('is searched in the browser by its prebuilt index', async () => {
    const server = await staticServer(join(folder, 'site'));
    const browser = await chromium.launch({
      executablePath: process.env['GONGKAI_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
    try {
      const page = await browser.newPage();
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await page.goto(`${base}/search?q=${encodeURIComponent('毕民发[2019]7号')}`);
      await page.getByText('找到 1 条').waitFor();
      const link = page.getByRole('link', { name: standing!.title });
      expect(await link.getAttribute('href')).toBe(standing!.path);
      await page.goto(`${base}/search?q=${encodeURIComponent('救助站')}`);
      await page.getByText('没有找到。').waitFor();
      // What only an attachment says, at the page that shows its text.
      await page.goto(`${base}/search?q=${encodeURIComponent('轮椅租借')}`);
      await page.getByText('找到 1 条').waitFor();
      const text = page.getByRole('link', { name: '费用.txt' });
      expect(await text.getAttribute('href')).toMatch(/^\/preview\//);
    } finally {
      await browser.close();
      server.close();
    }
  });
});

/** As plain as a web server can be: files, and `index.html` of folders. */
async function staticServer(root: string): Promise<Server> {
  const types: Readonly<Record<string, string>> = {
    html: 'text/html',
    js: 'text/javascript',
    css: 'text/css',
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    for (const file of [path, `${path}/index.html`]) {
      const bytes = await readFile(join(root, file)).catch(() => undefined);
      if (bytes === undefined) continue;
      const type = types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      return response.writeHead(200, { 'content-type': type }).end(bytes);
    }
    return response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}
