import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dirtyPaths } from './export-portal.ts';
import { type ManifestHead, type ManifestRow, SiteFolder } from './site-folder.ts';

const head: ManifestHead = {
  format: 'gongkai-export/1',
  ...{ origin: 'https://mzj.demo.invalid', basePath: '/xxgk', live: '', madeAt: '2019-06-03T00:00:00Z' },
  ...{ change: 1, recent: [], day: '2019-06-03', design: '' },
};
const row = (path: string, ...tags: string[]): ManifestRow => ({
  ...{ path, tags, file: `xxgk${path}`, status: 200, sha256: '', size: 0 },
});
const rows = [
  row('/zc/', 'column:zc', 'ledger'),
  row('/zc/naming.html', 'item:1', 'column:zc'),
  row('/zc/apart.html', 'item:2', 'column:zc'),
  row('/zc/turning.html', 'item:3', 'column:zc', 'day'),
  row('/zc/changed.html', 'item:4', 'column:zc'),
  row('/bsfw/other.html', 'item:5', 'column:bsfw'),
];
let folder: SiteFolder;
const dirty = (...tags: string[]) => dirtyPaths(rows, new Set(tags), { folder, head });

beforeAll(async () => {
  folder = new SiteFolder(await mkdtemp(join(tmpdir(), 'gongkai-dirty-')));
  await folder.open();
  const page = (body: string) => ({ contentType: 'text/html', body: Buffer.from(body) });
  await folder.write('xxgk/zc/naming.html', page('<a href="/xxgk/zc/changed.html">下一篇</a>'));
  for (const file of ['zc/apart', 'zc/turning', 'zc/changed', 'bsfw/other'])
    await folder.write(`xxgk/${file}.html`, page('<p>正文</p>'));
});
afterAll(() => rm(folder.folder, { recursive: true, force: true }));

describe('what an export makes again', () => {
  it('is the changed item first, then items that name it, then lists; nothing else of the column', async () => {
    expect(await dirty('item:4', 'column:zc', 'items')).toEqual([
      '/zc/changed.html',
      '/zc/naming.html',
      '/zc/',
    ]);
  });

  it('is, on a new day, every page that shows a state of the day', async () => {
    expect(await dirty('day')).toEqual(['/zc/turning.html']);
  });

  it('is nothing where nothing of it changed', async () => {
    expect(await dirty('item:9', 'column:jggk')).toEqual([]);
  });
});
