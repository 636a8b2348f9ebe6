import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPack, type Pack } from './load.ts';
import { readRedirects } from './redirects.ts';
import { readSites } from './sites.ts';
import { readSurround } from './surround.ts';

/** What `pack check` says of redirects.yaml, sites.yaml, site-header.html and site-footer.html. */

const starter = fileURLToPath(new URL('starter/', import.meta.url));
let folder = '';
let pack: Pack;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'gongkai-addresses-')), 'pack');
  await cp(starter, folder, { recursive: true });
  pack = await loadPack(folder);
});
afterAll(() => rm(join(folder, '..'), { recursive: true }));

async function problemsWith(file: string, text: string): Promise<string[]> {
  await writeFile(join(folder, file), text);
  const read = [
    await readRedirects(folder, pack.catalogue),
    await readSites(folder, pack),
    await readSurround(folder),
  ];
  await rm(join(folder, file));
  return read.flatMap(({ findings }) => findings.problems).map(({ where, message }) => `${where} ${message}`);
}
const rows = (...lines: string[]) => `redirects:\n${lines.map(line => `  - ${line}\n`).join('')}`;

describe('redirects.yaml: where old addresses lead', () => {
  it('is whole with a column, a room, a page of a column, a chain and an index number', async () => {
    const good = rows(
      '{from: /mz/tzgg/, to: /tzgg/, status: 308}',
      '{from: /mz/ss.jsp, to: /search}',
      '{from: /旧/通知.html, to: /tzgg/2026/01/abcdef12.html}',
      '{from: /mz/old, to: /mz/tzgg/}',
      '{from: /mz/1.html, indexNo: 11520000000000000X/2026-00001}',
    );
    expect(await problemsWith('redirects.yaml', good)).toEqual([]);
  });

  it.each([
    ['{from: "http://old.cn/a", to: /}', '“http://old.cn/a”不是网址路径'],
    ['{from: "/a?id=1", to: /}', '“/a?id=1”不是网址路径'],
    ['{from: /a/../b, to: /}', '“/a/../b”不是网址路径'],
    ['{from: /a, to: "https://other.cn/"}', '“https://other.cn/”不是本站的网址路径'],
    ['{from: /a, to: /nowhere/}', '本站没有“/nowhere/”这个地址'],
    ['{from: /ledger/, to: /}', '“/ledger/”是本站现有的栏目或页面'],
    ['{from: /a, indexNo: 12345}', '应为文字'],
    ['{from: /a, indexNo: "2026年1号"}', '不合本机关索引号的格式'],
    ['{from: /a, to: /, status: 302}', '只能是'],
    ['{from: /a, to: /a}', '转向成了一个圈：/a → /a。'],
  ])('%s is refused in words', async (line, words) => {
    const found = await problemsWith('redirects.yaml', rows(line));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^redirects\.yaml:2 /);
    if (!/应为|只能是/.test(words)) expect(found[0]).toContain(words);
  });

  it('names a circle once, and a second row of the same address', async () => {
    const found = await problemsWith(
      'redirects.yaml',
      rows(
        '{from: /a, to: /b}',
        '{from: /b, to: /c}',
        '{from: /c, to: /a}',
        '{from: /d, to: /}',
        '{from: /d, to: /}',
      ),
    );
    expect(found).toEqual([
      'redirects.yaml:6 旧地址“/d”写了两次。请删去其中一条。',
      'redirects.yaml:2 转向成了一个圈：/a → /b → /c → /a。请改正其中一条的 to。',
    ]);
  });
});

describe('sites.yaml: sites from the same content', () => {
  it.each([
    ['{id: a, name: 甲, prefix: /a, host: a.cn, unit: county-east}', '须填且只填一项'],
    ['{id: a, name: 甲, prefix: /ledger, unit: county-east}', '路径“/ledger”已由本站'],
    ['{id: a, name: 甲, prefix: /tzgg, unit: county-east}', '路径“/tzgg”已由本站'],
    ['{id: a, name: 甲, prefix: /a}', '没有写明显示哪些内容'],
    ['{id: a, name: 甲, prefix: /a, unit: nobody}', '单位“nobody”不在'],
    ['{id: a, name: 甲, prefix: /a, columns: [nothing]}', '栏目“nothing”不在'],
    ['{id: a, name: 甲, prefix: /a/b/, unit: county-east}', '路径写作 /qxg 的形式'],
    ['{id: a, name: 甲, host: "https://a.cn", unit: county-east}', '域名写作'],
  ])('%s is refused in words', async (line, words) => {
    const found = await problemsWith('sites.yaml', `sites:\n  - ${line}\n`);
    expect(found).toEqual([expect.stringMatching(new RegExp(`^sites\\.yaml:2 .*${words}`))]);
  });
});

describe('head and foot of the surrounding site', () => {
  it.each([
    ['<div>\n<script>x()</script></div>', 'site-header.html:2 页头、页脚中不能有 <script>'],
    ['<a href="/" onclick="x()">首页</a>', 'site-header.html:1 <a onclick="x()">是脚本'],
    ['<a href="javascript:x()">首页</a>', 'site-header.html:1 <a href="javascript:x()">不是网址'],
    ['<img src="https://other.cn/a.png" alt="">', '不在本网站上，浏览器不会加载'],
    ['<form action="//other.cn/s"></form>', '不在本网站上，浏览器不会加载'],
  ])('%s is refused in words', async (html, words) => {
    expect((await problemsWith('site-header.html', html)).join()).toContain(words);
  });

  it('is taken as it is, and closed where it was left open', async () => {
    await writeFile(
      join(folder, 'site-footer.html'),
      '<div class="foot"><a href="https://www.gov.cn/">中国政府网</a>',
    );
    expect((await readSurround(folder)).value).toEqual({
      header: '',
      footer: '<div class="foot"><a href="https://www.gov.cn/">中国政府网</a></div>',
    });
  });
});
