import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { columnTree } from '../../columns.ts';
import type { PageFrame } from '../../layout.tsx';
import type { Site } from '../../view.ts';
import { datasetReadsOf, edition, publicEdition, someEditions } from './editions.fixture.ts';
import { datasetAddresses, datasetPages, datasetSearch } from './pages.tsx';
import type { PublicEdition } from './reads.ts';

const site: Site = {
  ...{
    name: '站',
    bureau: '云岭市民政局',
    description: '',
    sponsor: '',
    organiser: '',
    domain: '',
    idCode: '',
  },
  ...{ address: '', phone: '', postcode: '', officeHours: '', email: '', icp: '', police: '' },
  basePath: '/bm/mz',
  origin: 'https://www.example.gov.cn',
  isDemo: true,
  parentSite: null,
  assets: { style: '/s.css', script: '/s.js' },
  openData: {
    licenceName: '',
    licenceUrl: '',
    tiles: { '520502': [1, 1], '520521': [2, 1], '520523': [2, 2] },
  },
};

const column = { id: 'b', name: '社会救助', segment: 'b', area: '社会救助', leaves: ['3.4.1'] };
const columns = [{ ...column, description: '', keywords: [], types: [], article20: [], kinds: [] }];
const frame = (parts: Partial<PageFrame>) =>
  ({ site, roots: [], tags: {}, title: '', path: '/', crumbs: [], ...parts }) as PageFrame;

function roomsOf(editions: readonly PublicEdition[]) {
  const duty = { state: 'not-yet-due', dueOn: '2019-10-20' };
  const dutiesOf = async () => ({ duties: [duty, { ...duty, state: 'met', dueOn: '2019-07-20' }] }) as never;
  return {
    site,
    columns,
    tree: columnTree(columns),
    reads: { datasets: datasetReadsOf(editions), dutiesOf },
  };
}

const rooms = roomsOf(someEditions);
const at = (path: string, of = rooms) => datasetPages(of, path, frame);
const textAt = async (path: string, of = rooms) => String((await at(path, of))?.body);

const rules = {
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-inline-style': 'off',
    'long-title': 'off',
    'tel-non-breaking': 'off',
    'wcag/h32': 'off',
  },
} as const;

describe('the page of a data set', () => {
  it('shows the latest period, and each period at its own address, all of them valid HTML', async () => {
    const validator = new HtmlValidate(rules as never);
    const paths = [
      '/data/',
      '/data/allowance/',
      '/data/allowance/2019Q1/',
      '/data/allowance/2019Q1/pay-standard/',
    ];
    for (const path of paths) {
      const report = await validator.validateString(await textAt(path));
      expect(report.results.flatMap(each => each.messages.map(({ message }) => message))).toEqual([]);
    }
    expect(await textAt('/data/allowance/')).toContain('2019年第二季度（最新一期）');
    expect(await textAt('/data/allowance/2019Q1/')).not.toContain('（最新一期）');
  });

  it('tells a hidden figure, a standard without a total and one never collected apart', async () => {
    const html = await textAt('/data/allowance/');
    const row = (name: string) =>
      new RegExp(`<th scope="row">${name}</th>(.*?)</tr>`)
        .exec(html)![1]!
        .replaceAll(/<\/td>/g, '|')
        .replaceAll(/<[^>]+>/g, '')
        .split('|');
    expect(row('全市合计')).toEqual(['6,075', '5,675', '5,475', '不适用', '不适用', '无', '']);
    const hidden = '*（为保护个人隐私不单独列出）';
    expect(row('丙县')).toEqual(['3,075', hidden, hidden, '550', '330.5', '无', '']);
    expect(html).toContain('人数很少的数字会使人认出具体的人');
  });

  it('draws without scripts and styles, for the ear too, the same each time and with identifiers of its own', async () => {
    const html = await textAt('/data/allowance/');
    const drawings = html.match(/<svg[\s\S]*?<\/svg>/g)!;
    expect(drawings).toHaveLength(4);
    for (const svg of drawings) {
      expect(svg).toMatch(/^<svg[^>]* viewBox="0 0 \d+ \d+" role="img" aria-labelledby="\w[\w-]* \w[\w-]*"/);
      expect(svg).toMatch(/<title [^>]+>[^<]+<\/title><desc [^>]+>[^<]+<\/desc>/);
      expect(svg).not.toMatch(/<style|<script|style=|class=|ecmeta|\bzr\d/);
    }
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await textAt('/data/allowance/')).toBe(html);
    expect(html).toContain('最高丙县3,075，最低甲区1,075，共3地有数字。');
  });

  it('keeps the history of a corrected period with the reason and the way to the proof', async () => {
    const html = await textAt('/data/allowance/2019Q2/');
    expect(html).toContain('更正原因：乙县漏报一个乡镇。');
    expect(html).toMatch(/首次发布[\s\S]*\/bm\/mz\/log\/item\/00000000/);
    expect(await textAt('/data/allowance/2019Q1/')).not.toContain('第1次更正');
  });

  it('knows no other address', async () => {
    const paths = [
      '/data/none/',
      '/data/allowance/2017Q1/',
      '/data/allowance/2019Q1/remark/',
      '/data/allowance/x.csv',
    ];
    for (const path of [...paths, '/data/allowance/allowance-2019Q1.exe', '/api/open/other'])
      expect(await at(path)).toBeNull();
  });
});

describe('the catalogue of data', () => {
  it('lists each set by area with its periods, last update and next day due', async () => {
    const html = await textAt('/data/');
    expect(html).toMatch(/<h2>社会救助<\/h2>[\s\S]*href="\/bm\/mz\/data\/allowance\/"/);
    expect(html).toMatch(
      /每季度 · 已公开2期 · 最新 2019年第二季度 · 更新于2019年2月10日 · 下次公开不晚于2019年10月20日/,
    );
  });

  it('is searched by words of title, measures and definition, all of them', async () => {
    expect(await datasetSearch(rooms, '低保标准 季末', frame)).toContain('相符的数据集有1个');
    expect(await datasetSearch(rooms, '低保标准 婚姻', frame)).toContain('没有与“低保标准 婚姻”相符的数据集');
  });

  it('stands in the sitemap with every set', async () => {
    const addresses = await datasetAddresses(rooms.reads);
    expect(addresses.map(({ path }) => path)).toEqual(['/data/', '/data/allowance/']);
  });

  it('is DCAT with what DCAT-AP requires, sizes and sums of the very bytes, and no licence where none is stated', async () => {
    const catalogue = JSON.parse(await textAt('/data/catalogue.jsonld'));
    const required = {
      'dcat:Catalog': ['dct:title', 'dct:description', 'dct:publisher', 'dcat:dataset'],
      'dcat:Dataset': ['dct:title', 'dct:description', 'dcat:distribution', 'dct:identifier', 'dct:temporal'],
      'dcat:Distribution': ['dcat:accessURL', 'dcat:downloadURL', 'dcat:mediaType', 'dct:modified'],
    } as const;
    const prefixes = new Set(Object.keys(catalogue['@context']));
    const nodes: Record<string, unknown>[] = [];
    const visit = (thing: unknown): void => {
      if (Array.isArray(thing)) thing.forEach(visit);
      else if (thing !== null && typeof thing === 'object') {
        nodes.push(thing as Record<string, unknown>);
        for (const [key, value] of Object.entries(thing)) if (key !== '@context') visit(value);
      }
    };
    visit(catalogue);
    for (const [type, names] of Object.entries(required)) {
      const found = nodes.filter(node => node['@type'] === type);
      expect(found.length).toBeGreaterThan(0);
      for (const node of found) expect(Object.keys(node)).toEqual(expect.arrayContaining([...names]));
    }
    for (const key of nodes.flatMap(node => Object.keys(node)).filter(each => !each.startsWith('@')))
      if (!Object.hasOwn(catalogue['@context'], key)) expect(prefixes).toContain(key.split(':')[0]);
    expect(nodes.some(node => 'dct:license' in node)).toBe(false);
    const files = nodes.filter(node => node['@type'] === 'dcat:Distribution');
    const unsummed = files.filter(node => !('dcat:byteSize' in node && 'spdx:checksum' in node));
    expect(unsummed.map(node => String(node['@id']).split('/').at(-1))).toEqual(['allowance-all.xlsx']);
    const csv = Buffer.from(await textAt('/data/allowance/allowance-all.csv'));
    const all = nodes.find(node => String(node['@id']).endsWith('/allowance-all.csv'))!;
    expect(all['dcat:byteSize']).toMatchObject({ '@value': String(csv.length) });
    expect(JSON.stringify(all['spdx:checksum'])).toContain(createHash('sha256').update(csv).digest('hex'));
  });
});

describe('files of a data set', () => {
  it('CSV and its CSVW metadata agree: heads, types, and cells that stand for nothing', async () => {
    for (const of of ['all', '2019Q2']) {
      const rows = parse(await textAt(`/data/allowance/allowance-${of}.csv`), { bom: true }) as string[][];
      const metadata = JSON.parse(await textAt(`/data/allowance/allowance-${of}.csv-metadata.json`));
      const { columns: described } = metadata.tableSchema;
      expect(metadata['@context'][0]).toBe('http://www.w3.org/ns/csvw');
      expect(metadata.url).toBe(`allowance-${of}.csv`);
      expect(described.map((each: { titles: { zh: string } }) => each.titles.zh)).toEqual(rows[0]);
      expect(new Set(described.map((each: { name: string }) => each.name)).size).toBe(described.length);
      for (const each of described) expect(each.name).toMatch(/^[a-z][a-z0-9_]*$/);
      for (const row of rows.slice(1))
        row.forEach((cell, no) => {
          const { datatype, null: none = [] } = described[no];
          if (datatype === 'number' && !none.includes(cell)) expect(Number.isFinite(Number(cell))).toBe(true);
        });
      expect(rows).toHaveLength(of === 'all' ? 25 : 13);
      expect(rows.flat().filter(cell => cell === '*')).toHaveLength(of === 'all' ? 4 : 2);
    }
  });

  it('a remark that begins like a formula stays text', async () => {
    expect(await textAt('/data/allowance/allowance-2019Q2.csv')).toContain("'=1+1，含“五保”");
  });

  it('the JSON of a period is the signed file, that of all periods holds each of them', async () => {
    const signed = JSON.parse(await textAt('/data/allowance/allowance-2019Q2.json'));
    expect(signed).toEqual(someEditions[3]!.edition);
    const all = JSON.parse(await textAt('/data/allowance/allowance-all.json'));
    expect(all.editions.map((each: { period: string }) => each.period)).toEqual(['2019Q1', '2019Q2']);
    const sheets = JSON.parse(await textAt('/data/allowance/allowance-all.xlsx'));
    expect(sheets.map((each: { name: string }) => each.name)).toEqual(['数据', '字段说明', '数据集说明']);
  });
});

describe('the machine interface', () => {
  it('answers any origin with the sets, one set and the signed bytes of a period', async () => {
    const paths = [
      '/api/open/datasets',
      '/api/open/datasets/allowance',
      '/api/open/datasets/allowance/2019Q2',
    ];
    const answers = await Promise.all(paths.map(path => at(path)));
    for (const answer of answers) expect(answer).toMatchObject({ isOpen: true, tags: ['data'] });
    const [list, one, period] = answers.map(answer => JSON.parse(String(answer?.body)));
    expect(list.datasets).toMatchObject([{ id: 'allowance', periods: 2, latest: '2019Q2' }]);
    expect(one.periods.map((each: { revision: number }) => each.revision)).toEqual([2, 1]);
    expect(period).toEqual(someEditions[3]!.edition);
  });
});

describe('figures that were withdrawn', () => {
  it('are gone from page, files and interface, and nothing of them is told', async () => {
    const paths = [
      '/data/allowance/2018Q4/',
      '/data/allowance/2018Q4/persons/',
      '/data/allowance/allowance-2018Q4.csv',
      '/data/allowance/allowance-2018Q4.json',
      '/api/open/datasets/allowance/2018Q4',
    ];
    for (const path of paths) {
      const answer = await at(path);
      expect(answer?.status, path).toBe(410);
      expect(String(answer?.body)).not.toContain('保障人数');
    }
    expect(await textAt('/data/allowance/')).not.toContain('2018年');
    expect(await textAt('/data/allowance/allowance-all.json')).not.toContain('2018Q4');
  });

  it('a set of which nothing is public is gone itself, and leaves the catalogue', async () => {
    const none = roomsOf([publicEdition(edition('2018Q4'), { standing: 'withdrawn' })]);
    for (const path of [
      '/data/allowance/',
      '/data/allowance/allowance-all.csv',
      '/api/open/datasets/allowance',
    ])
      expect((await at(path, none))?.status, path).toBe(410);
    expect(await textAt('/data/', none)).not.toContain('最低生活保障');
    expect(await datasetAddresses(none.reads)).toEqual([]);
  });

  it('a period that was withdrawn and released anew is there', async () => {
    const anew = roomsOf([
      ...someEditions,
      publicEdition(edition('2018Q4', { revision: 2, revisionReason: '更正。' })),
    ]);
    expect((await at('/data/allowance/2018Q4/', anew))?.status).toBeUndefined();
  });
});
