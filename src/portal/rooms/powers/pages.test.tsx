import { describe, expect, it } from 'vitest';
import type { ReleasedList, Sort } from '../../../contexts/powers/contract.ts';
import { tableOf } from '../../../contexts/powers/contract.ts';
import { fullContent, sampleFlow } from '../../../contexts/powers/rules/powers.fixture.ts';
import { powersFoundPage } from '../../asked-pages.tsx';
import { makePortal, pageAt } from '../../pages.tsx';
import type { PortalReads } from '../../reads.ts';
import type { Site } from '../../view.ts';
import { type PublicPowerList, powerFilterOf } from './reads.ts';

const site = {
  name: '云岭市民政局政务公开',
  bureau: '云岭市民政局',
  basePath: '/bm/mz',
  origin: 'https://www.example.gov.cn',
  assets: { style: '/assets/portal.css', script: '/assets/portal.js' },
  parentSite: null,
} as unknown as Site;

function list(sort: Sort, codes: readonly string[], over: Partial<ReleasedList> = {}): PublicPowerList {
  const { title, leaf, fields } = tableOf(sort);
  const released: ReleasedList = {
    format: 'gongkai-powers/1',
    list: { sort, title, leaf },
    organ: '云岭市民政局',
    edition: 2,
    compiledOn: '2019-06-03' as never,
    previousDigest: 'a'.repeat(64),
    changes: { added: [], changed: [], removed: [{ code: 'X-9', name: '旧事项', reason: '上级取消' }] },
    note: '',
    fields: fields.map(({ id, name, shape }) => ({ id, name, shape })),
    entries: codes.map(code => ({
      code,
      name: `事项<${code}>`,
      unitName: '甲科',
      content: fullContent(sort) as ReleasedList['entries'][number]['content'],
    })),
    removed: [{ code: 'X-9', name: '旧事项', on: '2019-06-01' as never, reason: '上级取消' }],
    ...over,
  };
  return {
    released,
    documentId: '00000000-0000-4000-8000-000000000001',
    path: '/x/y/abcd1234.html',
    indexNo: '11520000000000000X/2019-00001',
    versionNo: 2,
    releasedAt: '2019-06-03T01:00:00.000Z',
    attachments: [{ fileDigest: 'f'.repeat(64), name: 'data.json', size: 9 }],
  };
}

const portal = makePortal(site, [], {
  powers: {
    all: async () => [list('licence', ['A-1', 'A-2']), list('penalty', ['B-1']), list('guide', ['G-1'])],
    versions: async () => [{ no: 2, releasedAt: '2019-06-03T01:00:00.000Z' }],
    columnIds: ['powers-licences'],
    doorsOf: () => [],
    guidesOf: async () => [],
  },
} as unknown as PortalReads);

const html = async (path: string) => String((await pageAt(portal, path))?.body ?? '');

describe('条例 article 20 (5) (6): powers on the portal', () => {
  it('six kinds stand at one address; what is not public yet is said', async () => {
    const page = await html('/powers/');
    expect(page).toContain('href="/bm/mz/powers/licence/"');
    expect(page).toMatch(/行政强制事项目录.*?尚未公开/s);
  });

  it('a list names its entries, its files, what changed, what was taken off, and its proof', async () => {
    const page = await html('/powers/licence/');
    for (const words of [
      'href="/bm/mz/powers/licence/A-1.html"',
      '事项&lt;A-1>',
      `/bm/mz/files/${'f'.repeat(64)}/data.json`,
      '取消：旧事项（X-9），理由：上级取消',
      '/bm/mz/x/y/abcd1234/v2.json',
      '/bm/mz/log/item/00000000-0000-4000-8000-000000000001',
    ])
      expect(page).toContain(words);
    expect((await pageAt(portal, '/powers/licence/'))?.tags).toContain('column:powers-licences');
  });

  it('an entry says every field of its kind, and its procedure both as a drawing and in words', async () => {
    const page = await html('/powers/penalty/B-1.html');
    for (const field of tableOf('penalty').fields) expect(page).toContain(field.name);
    const [drawing = '', words = ''] = page.slice(page.indexOf('<svg')).split('</svg>');
    for (const step of sampleFlow) expect(words).toContain(step.words);
    expect(drawing).toContain('role="img"');
  });

  it('what was never released, or is written otherwise, is nowhere', async () => {
    for (const path of [
      '/powers/coercion/',
      '/powers/licence/Z-1.html',
      '/powers/guide/',
      '/guides/A-1.html',
    ])
      expect(await pageAt(portal, path)).toBeNull();
  });

  it('a form without a script narrows by word, kind and unit', async () => {
    const found = async (query: object) =>
      (await powersFoundPage(portal, 'powers', powerFilterOf(query))) ?? '';
    expect(await found({ kind: 'licence', q: 'a-2', unit: '' })).toContain('符合条件的1项');
    expect(await found({ q: '事项' })).toContain('符合条件的3项');
    expect(await found({ unit: '乙科' })).toContain('没有符合条件的事项');
  });
});

describe('行政许可法 article 30: a service guide on the portal', () => {
  it('says every element, carries a code that leads to it, and can be printed', async () => {
    const page = await html('/guides/G-1.html');
    for (const field of tableOf('guide').fields) expect(page).toContain(field.name);
    expect(page).toContain('本页二维码，网址：https://www.example.gov.cn/bm/mz/guides/G-1.html');
    expect(page).toMatch(/class="qr">.*?<svg/s);
    expect(page).toContain('one-sheet');
    expect(await html('/guides/')).toContain('href="/bm/mz/guides/G-1.html"');
  });
});
