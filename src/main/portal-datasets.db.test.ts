import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../tests/support/database.ts';
import { createFiles } from '../contexts/files/service.ts';
import {
  bench,
  done,
  draft,
  goodMetadata,
  released,
  seedUnits,
  signAll,
} from '../contexts/publications/items.fixture.ts';
import { folderBlobStore } from '../platform/blob-store.ts';
import { collectionOf } from '../portal/rooms/datasets/collection.ts';
import { edition } from '../portal/rooms/datasets/editions.fixture.ts';
import { datasetReads } from './portal-datasets.ts';

const db = await testDatabase();
const clock = fixedClock('2019-07-10T09:00:00+08:00');
const on = bench(db, clock);
const { publications, people } = on;
const folder = await mkdtemp(join(tmpdir(), 'gongkai-data-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const files = createFiles({ database: db, clock, blobs: folderBlobStore(folder) });
const reads = datasetReads({ publications, files } as never);

beforeAll(() => seedUnits(db));

/** The attachment of an item, through the door that every file comes in by. */
async function dataFile(body: unknown) {
  async function* once() {
    yield Buffer.from(JSON.stringify(body));
  }
  const { digest, name } = await files.takeUpload(once(), 'data.json', null);
  return [{ fileDigest: digest, name }];
}

const statistics = {
  kind: 'statistics' as const,
  metadata: { ...goodMetadata, statisticalDefinition: '人数为季末在保人数。' },
};

describe('data sets on the portal', () => {
  it('come from the released file alone: not from drafts, other files or what was withdrawn', async () => {
    const attachments = await dataFile(edition('2019Q2'));
    const item = await released(on, { ...statistics, title: '二季度', attachments });
    await released(on, { ...statistics, title: '其他', attachments: await dataFile({ format: 'other/1' }) });
    const unsigned = draft({ ...statistics, attachments: await dataFile(edition('2019Q3')) });
    done(await publications.createDraft(people.drafter, unsigned));
    const { sets } = collectionOf(await reads.editions());
    expect(sets.map(set => set.periods.map(({ period }) => period))).toEqual([['2019Q2']]);
    const { current } = sets[0]!.periods[0]!;
    expect(current).toMatchObject({ path: item.path, versionNo: 1, standing: 'live' });
    expect(JSON.parse((await reads.bytes(current.digest)).toString())).toEqual(edition('2019Q2'));
  });

  it('keep a corrected edition as history, and drop the pages of data when it comes and when it goes', async () => {
    const before = await publications.open.lastChangeId();
    const item = await released(on, {
      ...statistics,
      title: '一季度',
      attachments: await dataFile(edition('2019Q1')),
    });
    const { id } = item;
    clock.set('2019-07-12T09:00:00+08:00');
    done(await publications.amend(people.drafter, id));
    const corrected = edition('2019Q1', { revision: 2, revisionReason: '漏报。' });
    const { revision } = await publications.getItem(people.drafter, id);
    done(
      await publications.changeDraft(people.drafter, id, {
        revision,
        attachments: await dataFile(corrected),
      }),
    );
    done(await publications.submit(people.drafter, id));
    const { digest } = await publications.getItem(people.drafter, id);
    await signAll(on, id, digest);
    done(await publications.release(people.publisher, id, { digest }));
    const periodOf = async () =>
      collectionOf(await reads.editions()).sets[0]?.periods.find(({ period }) => period === '2019Q1');
    expect((await periodOf())?.revisions.map(each => [each.edition.revision, each.standing])).toEqual([
      [2, 'live'],
      [1, 'earlier'],
    ]);
    done(
      await publications.withdraw(people.publisher, id, {
        kind: 'published-in-error',
        reason: '内容有误，予以撤下。',
      }),
    );
    expect(await periodOf()).toBeUndefined();
    expect(collectionOf(await reads.editions()).gone).toEqual(new Set(['allowance/2019Q1']));
    const changes = await publications.open.changesAfter(before);
    expect(changes.filter(({ tags }) => tags.includes('data'))).toHaveLength(3);
    await released(on, { title: '普通通知' });
    expect(
      (await publications.open.changesAfter(changes.at(-1)!.id)).flatMap(each => each.tags),
    ).not.toContain('data');
  });

  it('a workbook holds its sheets, and no text that would be run as a formula', async () => {
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await reads.xlsx([{ name: '数据', rows: [['期别'], ['=1+1'], [5]] }])) as never);
    const sheet = book.getWorksheet('数据')!;
    expect([sheet.getCell('A2').value, sheet.getCell('A3').value]).toEqual(["'=1+1", 5]);
  });
});
