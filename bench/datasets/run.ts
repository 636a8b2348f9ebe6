/**
 * The page of a data set of 3 years × 12 months × 10 counties × 8 measures, made from cold: the editions are released items
 * in a database of its own with their signed files in a folder, and nothing of them is in memory. Beside it the page after
 * a change of the data (files known, page dropped), and the page of a longer table (with classes). ≤ 100 ms from cold.
 *
 *   node --import ./tools/load-tsx.mjs bench/datasets/run.ts [rounds]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PublishedEdition } from '../../src/contexts/datasets/contract.ts';
import { createFiles } from '../../src/contexts/files/service.ts';
import { bench, goodMetadata, released, seedUnits } from '../../src/contexts/publications/items.fixture.ts';
import { datasetReads } from '../../src/main/portal-datasets.ts';
import { folderBlobStore } from '../../src/platform/blob-store.ts';
import { columnTree } from '../../src/portal/columns.ts';
import type { PageFrame } from '../../src/portal/layout.tsx';
import { datasetPages } from '../../src/portal/rooms/datasets/pages.tsx';
import type { Site } from '../../src/portal/view.ts';
import { fixedClock } from '../../tests/support/fixed-clock.ts';
import { withScratchDatabase } from '../../tools/scratch-database.ts';
import { quantile } from '../quantiles.ts';

const rounds = Number(process.argv[2] ?? 30);
const mostMs = 100;

const counties = Array.from({ length: 10 }, (_, at) => ({ code: `5205${at + 10}`, name: `演示${at + 1}县` }));
const places = [{ code: null, name: '全市合计' }, ...counties];
const measures = Array.from({ length: 8 }, (_, at) => ({
  ...{ id: `measure-${at}`, name: `指标${at + 1}`, unit: '人', rule: 'sum' as const },
}));

function edition(period: string): PublishedEdition {
  const [year, month] = period.split('-').map(Number);
  return {
    format: 'gongkai-data/1',
    dataset: {
      ...{
        id: 'measured',
        title: '量度数据集',
        description: '演示。',
        definition: '月末数。',
        source: '演示',
      },
      ...{ ownerUnit: '演示科', periodicity: 'month', regions: true, classes: [], measures },
    },
    ...{ period, periodWords: `${year}年${month}月`, revision: 1, revisionReason: null },
    compiledOn: '2019-06-03',
    rows: places.map(({ code, name }, place) => ({
      ...{ region: code, regionName: name, class: null, suppressed: [] },
      values: Object.fromEntries(
        measures.map(({ id }, at) => [
          id,
          (place === 0 ? 10 : 1) * (1000 + at * 70 + place * 31 + month! * 13),
        ]),
      ),
    })),
    notes: ['演示数据。'],
  };
}

const periods = [2016, 2017, 2018].flatMap(year =>
  Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`),
);

const column = { id: 'b', name: '数据', segment: 'b', area: '数据', leaves: [] };
const columns = [{ ...column, description: '', keywords: [], types: [], article20: [], kinds: [] }];
const site = {
  ...{ name: '演示', bureau: '演示', basePath: '', origin: 'http://localhost', parentSite: null, phone: '' },
  assets: { style: '/a.css', script: '/a.js' },
  openData: { licenceName: '', licenceUrl: '', tiles: {} },
} as unknown as Site;
const frame = (parts: Partial<PageFrame>) =>
  ({ site, roots: [], tags: {}, title: '', path: '/', crumbs: [], ...parts }) as PageFrame;

function words(times: readonly number[]): string {
  const of = (share: number) => quantile(times, share).toFixed(1);
  return `median ${of(0.5)} ms, p95 ${of(0.95)} ms, longest ${Math.max(...times).toFixed(1)} ms`;
}

const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-data-'));
try {
  await withScratchDatabase(async db => {
    const clock = fixedClock('2019-07-10T09:00:00+08:00');
    const on = bench(db, clock);
    await seedUnits(db);
    const files = createFiles({ database: db, clock, blobs: folderBlobStore(folder) });
    for (const period of periods) {
      async function* once() {
        yield Buffer.from(JSON.stringify(edition(period)));
      }
      const { digest, name } = await files.takeUpload(once(), 'data.json', null);
      await released(on, {
        ...{ kind: 'statistics', title: `量度数据集（${period}）` },
        metadata: { ...goodMetadata, statisticalDefinition: '月末数。' },
        attachments: [{ fileDigest: digest, name }],
      });
    }
    const made = async (reads: ReturnType<typeof datasetReads>): Promise<number> => {
      const rooms = { site, columns, tree: columnTree(columns), reads: { datasets: reads, dutiesOf: never } };
      const began = performance.now();
      const page = await datasetPages(rooms as never, '/data/measured/', frame);
      const took = performance.now() - began;
      if (!String(page?.body).includes('2018年12月（最新一期）')) throw new Error('not the page');
      return took;
    };
    const never = async () => ({ duties: [] });
    const fresh = () => datasetReads({ publications: on.publications, files });
    const first = await made(fresh());
    const cold: number[] = [];
    for (let round = 0; round < rounds; round += 1) cold.push(await made(fresh()));
    const known = fresh();
    await made(known);
    const again: number[] = [];
    for (let round = 0; round < rounds; round += 1) again.push(await made(known));
    const load = process.cpuUsage();
    console.log(
      `${periods.length} editions, ${counties.length} counties, ${measures.length} measures; ${rounds} rounds`,
    );
    console.log(`very first page of the process: ${first.toFixed(1)} ms`);
    console.log(`from cold, no file in memory: ${words(cold)}`);
    console.log(`after a change, files in memory: ${words(again)}`);
    console.log(`processor time in all ${((load.user + load.system) / 1e6).toFixed(1)} s`);
    if (quantile(cold, 0.95) > mostMs) process.exitCode = 1;
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
