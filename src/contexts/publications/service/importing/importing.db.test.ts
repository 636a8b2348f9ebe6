import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../../tests/support/database.ts';
import { folderBlobStore } from '../../../../platform/blob-store.ts';
import { createFiles } from '../../../files/service.ts';
import { columnTable, type ImportFinding } from '../../contract/importing.ts';
import { openSource } from '../../importing/open-source.ts';
import { actorWith, bench, codes, creditCode, done, seedUnits, signAll } from '../../items.fixture.ts';
import type { ImportCommand } from './cases.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-20T02:00:00Z');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-import-'));
  await seedUnits(db);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const files = () => createFiles({ database: db, clock, blobs: folderBlobStore(join(folder, 'store')) });
const on = bench(db, clock, {
  takeFile: async (path, name, actor) => {
    const { digest, ...file } = await files().takeUpload(createReadStream(path), name, actor);
    on.texts.set(digest, name.includes('名单') ? '姓名：某甲，身份证号11010519491231002X' : '平常的内容');
    return { fileDigest: digest, ...file };
  },
});
const { publications, people } = on;
const head = actorWith({ 'item.import': 'every-unit', 'item.read': 'every-unit' }, { name: '中心主任' });

/** Sources so far: each has addresses of its own. */
let count = 0;

type Line = Readonly<Record<string, unknown>> | string;
const good = (id: string, over: object = {}) => ({
  id,
  title: `关于第${id}号工作的通知`,
  column: '通知公告',
  publishedAt: '2016-03-04 09:30',
  body: '<p>各科室：请按要求办理。</p>',
  url: `http://old.example.gov.cn/s${count + 1}/${id}.html`,
  ...over,
});

/** A command on a source of its own, in a folder of its own. */
async function command(lines: readonly Line[], over: Partial<ImportCommand> = {}): Promise<ImportCommand> {
  count += 1;
  const place = join(folder, `s${count}`);
  await mkdir(place);
  const path = join(place, 'old.jsonl');
  await writeFile(
    path,
    lines.map(each => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n'),
  );
  const table = columnTable.parse({ columns: { 通知公告: 'notices', 动态: 'only-news' }, kind: 'notice' });
  return {
    source: await openSource(path, table),
    origin: `原网站${count}`,
    decision: '某民办发〔2019〕5号',
    table,
    ...over,
  };
}

async function findings(runId: string | null): Promise<ImportFinding[]> {
  const found: ImportFinding[] = [];
  for await (const each of publications.findingsOf(runId ?? '')) found.push(each);
  return found;
}

async function documentOf(origin: string, oldId: string) {
  const { rows } = await sql<{ id: string; path: string; indexNo: string | null }>`
    select d.id, d.path, d.index_no as "indexNo" from imported_article a join document d on d.id = a.document_id
    where a.origin = ${origin} and a.old_id = ${oldId}`.execute(db.kysely);
  return rows[0];
}

describe('迁入原网站信息：另有命令、另有标记（constitution 1）', () => {
  it('makes public what the gate lets through, by its original date, and says for good that it was imported', async () => {
    const order = await command([
      good('1'),
      good('2', { publishedAt: '2015-01-02', column: '动态', kind: 'news' }),
    ]);
    const { runId, ...counts } = done(await publications.importItems(head, order));
    expect(counts).toMatchObject({ published: 2, drafted: 0, known: 0, refused: 0, wasFinished: false });
    const { path } = (await documentOf(order.origin, '1'))!;
    expect(path).toMatch(/^\/tzgg\/2016\/03\/[0-9a-f]{8}\.html$/);
    const item = await publications.open.liveItem(path);
    const mark = {
      origin: order.origin,
      address: `old.example.gov.cn/s${count}/1.html`,
      importedAt: '2019-06-20T02:00:00.000Z',
      runId,
      decision: '某民办发〔2019〕5号',
    };
    expect(item).toMatchObject({ imported: mark, indexNo: `${creditCode()}/2016-00001` });
    expect(item?.releasedAt.toISOString()).toBe('2016-03-04T01:30:00.000Z');
    const record = await publications.open.record(item!.id, 1);
    expect(JSON.parse(record!)).toMatchObject({ imported: mark, releasedAt: '2016-03-04T01:30:00.000Z' });
    const event = on.events.find(each => each.type === 'items.imported');
    expect(event?.items.map(each => each.item.record)).toContain(record);
    const view = await publications.getItem(head, item!.id);
    expect([view.signatures, view.state, view.imported?.runId]).toEqual([[], 'released', runId]);
    const { rows } = await sql<{ act: string; name: string }>`select detail->>'act' as act, staff_name as name
      from audit_event where subject_kind = 'import' and subject_id = ${runId} order by id`.execute(
      db.kysely,
    );
    expect(rows.map(each => each.act)).toEqual(['started', 'batch', 'finished']);
    expect(rows.every(each => each.name === '中心主任')).toBe(true);
  });

  it('needs the permission, a decision and a name, and the refused attempt is on record', async () => {
    const order = await command([good('1')], { decision: ' ', origin: '' });
    const answer = await publications.importItems(head, order);
    expect(codes(answer)).toEqual(['origin-missing', 'decision-missing']);
    await expect(
      publications.importItems(people.publisher, await command([good('1')])),
    ).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const { rows } = await sql<{ count: number }>`select count(*) as count from audit_event
      where command = 'item.import' and outcome = 'refused'`.execute(db.kysely);
    expect(rows[0]?.count).toBe(2);
  });

  it('keeps what the gate blocks as a draft, which is public only after the review, then without the mark', async () => {
    const order = await command([
      good('1', { body: '<p>联系人某甲，身份证号11010519491231002X。</p>' }),
      good('2', { body: '<p>详见<a href="gone.pdf">附件</a>。</p>' }),
    ]);
    const answer = done(await publications.importItems(head, order));
    expect(answer).toMatchObject({ published: 0, drafted: 2 });
    const [blocked, missing] = await findings(answer.runId);
    expect(blocked).toMatchObject({ kind: 'drafted', where: '第 1 行', documentId: expect.any(String) });
    expect(blocked?.words.join('')).not.toContain('11010519491231002X');
    expect(missing?.words[0]).toContain('找不到文件“gone.pdf”');
    const { id, path } = (await documentOf(order.origin, '2'))!;
    expect(await publications.open.liveItem(path)).toBeNull();
    expect(await publications.open.movedTo(`/s${count}/2.html`, 'old.example.gov.cn')).toBeNull();

    const drafter = actorWith({ ...people.drafter.grants }, { unitId: 'office' });
    const { revision } = await publications.getItem(head, id);
    done(await publications.changeDraft(drafter, id, { revision, bodyHtml: '<p>各科室：请办理。</p>' }));
    done(await publications.submit(drafter, id));
    const { digest } = await publications.getItem(head, id);
    await signAll(on, id, digest);
    done(await publications.release(people.publisher, id, { digest }));
    expect((await publications.open.liveItem(path))?.imported).toBeNull();
    expect(await publications.open.movedTo(`/s${count}/2.html`, '')).toMatchObject({ path });
  });

  it('judges what is in attachments, takes pictures in, and leaves scripts out', async () => {
    const order = await command([
      good('1', {
        body: '<p onclick="x()">正文<script>alert(1)</script><img src="img/1.png" alt="图"><a href="files/a.txt">说明</a></p>',
      }),
      good('2', { attachments: [{ path: 'files/b.txt', name: '人员名单.txt' }] }),
      good('3', { attachments: [{ path: '../../etc/passwd' }] }),
      good('4', { attachments: [{ path: 'files/c.exe' }] }),
      good('5', { body: '<p>图<img src="http://elsewhere.cn/1.png" alt="图"></p>' }),
    ]);
    const { folder: place } = order.source;
    await mkdir(join(place, 'img'));
    await mkdir(join(place, 'files'));
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await writeFile(join(place, 'img/1.png'), Buffer.from(png, 'base64'));
    await writeFile(join(place, 'files/a.txt'), '说明');
    await writeFile(join(place, 'files/b.txt'), '名单');
    await writeFile(join(place, 'files/c.exe'), Buffer.from([0x4d, 0x5a, 0, 0, 1, 2, 3, 0xff]));
    const answer = done(await publications.importItems(head, order));
    expect(answer).toMatchObject({ published: 2, drafted: 3 });
    const { path } = (await documentOf(order.origin, '1'))!;
    const item = await publications.open.liveItem(path);
    expect(item?.bodyHtml).toMatch(/<img src="\/files\/[0-9a-f]{64}\/1\.png" alt="图" ?\/>/);
    expect(item?.bodyHtml).not.toMatch(/script|onclick/);
    expect(item?.attachments.map(each => each.name)).toEqual(['说明.txt']);
    const words = (await findings(answer.runId)).map(each => [each.kind, each.words.join('')]);
    expect(words).toEqual([
      ['drafted', expect.stringContaining('人员名单.txt')],
      ['drafted', expect.stringContaining('来源文件夹以外')],
      ['drafted', expect.stringContaining('没有收入')],
      ['warned', expect.stringContaining('elsewhere.cn')],
    ]);
  });
});

describe('迁入原网站信息：坏的条目列出，不停下', () => {
  it('lists every entry that was not taken with its place and reason', async () => {
    const order = await command([
      '{"title":"断 11010519491231002X',
      good('1'),
      good('2', { publishedAt: '2019-02-30' }),
      good('3', { column: '没有的栏目' }),
      good('4', { column: '动态', kind: 'guide' }),
      good('5', { kind: 'interpretation' }),
      { title: '没有编号', column: '通知公告', publishedAt: '2016-03-04', body: '正文' },
      good('1', { title: '同一个编号' }),
    ]);
    const answer = done(await publications.importItems(head, order));
    expect(answer).toMatchObject({ position: 8, published: 1, refused: 7 });
    const words = (await findings(answer.runId)).map(each => `${each.where} ${each.words.join('')}`);
    expect((await findings(answer.runId))[0]?.title).not.toContain('11010519491231002X');
    for (const [at, expected] of [
      '第 1 行 不是完整的 JSON',
      '第 3 行 发布时间“2019-02-30”',
      '第 4 行 原栏目“没有的栏目”',
      '第 5 行 “only-news”栏目不发布',
      '第 6 行 政策解读',
      '第 7 行 既没有编号也没有网址',
      '第 8 行 编号或网址与本来源中的另一条相同',
    ].entries())
      expect(words[at]).toContain(expected);
  });

  it('says beforehand what would happen, and writes nothing', async () => {
    const order = await command([good('1'), good('2', { publishedAt: '无' }), good('1')]);
    const before = await sql<{ count: number }>`select (select count(*) from document) + (select count(*)
      from import_run) + (select count(*) from audit_event) as count`.execute(db.kysely);
    const told: ImportFinding[] = [];
    const answer = done(await publications.tryImport(head, order, each => told.push(each)));
    expect(answer).toMatchObject({ published: 1, refused: 2, runId: null });
    expect(told.map(each => each.kind)).toEqual(['refused', 'refused']);
    const after = await sql<{ count: number }>`select (select count(*) from document) + (select count(*)
      from import_run) + (select count(*) from audit_event) as count`.execute(db.kysely);
    expect(after.rows).toEqual(before.rows);
  });
});

describe('迁入原网站信息：中断与重复', () => {
  it('changes nothing when the same source comes again, and takes only what is new from a longer one', async () => {
    const order = await command([good('1'), good('2')]);
    done(await publications.importItems(head, order));
    const again = done(await publications.importItems(head, order));
    expect(again).toMatchObject({ wasFinished: true, published: 2 });
    const longer = await command([good('1', { title: '改过的标题' }), good('2'), good('3')], {
      origin: order.origin,
    });
    expect(done(await publications.importItems(head, longer))).toMatchObject({ published: 1, known: 2 });
    const { path } = (await documentOf(order.origin, '1'))!;
    expect((await publications.open.liveItem(path))?.title).toBe('关于第1号工作的通知');
  });

  it('goes on where it was cut off, whatever the batch, without a double and without a gap in the numbers', async () => {
    const order = await command(
      Array.from({ length: 600 }, (_, at) => good(`${at}`, { publishedAt: '2012-05-06' })),
    );
    let batches = 0;
    const cut = publications.importItems(head, order, {
      progress: () => {
        batches += 1;
        if (batches === 2) throw new Error('cut off');
      },
    });
    await expect(cut).rejects.toThrow('cut off');
    const answer = done(await publications.importItems(head, order));
    expect(answer).toMatchObject({ resumedAt: 500, position: 600, published: 600 });
    const { rows } = await sql<{ count: number; last: string }>`select count(distinct index_no) as count,
      max(index_no) as last from document where index_no like ${`${creditCode()}/2012-%`}`.execute(db.kysely);
    expect(rows[0]).toEqual({ count: 600, last: `${creditCode()}/2012-00600` });
  });

  it('is refused to a second process on the same source, and the first one ends whole', async () => {
    const order = await command(
      Array.from({ length: 300 }, (_, at) => good(`${at}`, { publishedAt: '2011-05-06' })),
    );
    const both = await Promise.allSettled([
      publications.importItems(head, order),
      publications.importItems(head, order),
    ]);
    expect(both.some(each => each.status === 'fulfilled')).toBe(true);
    const { rows } = await sql<{ count: number }>`select count(*) as count from imported_article
      where origin = ${order.origin}`.execute(db.kysely);
    expect(rows[0]?.count).toBe(300);
  });
});

describe('迁入原网站信息：索引号与原网址', () => {
  it('keeps a number that our rule could have given and nobody has; later numbers go on behind it', async () => {
    const code = creditCode();
    const order = await command([
      good('1', { publishedAt: '2010-01-02', indexNo: `${code}/2010-00007` }),
      good('2', { publishedAt: '2010-01-03' }),
      good('3', { publishedAt: '2010-01-04', indexNo: `${code}/2010-00007` }),
      good('4', { publishedAt: '2010-01-05', indexNo: 'GZ-0001' }),
      good('5', { publishedAt: '2010-01-06', indexNo: `${code}/2010-99999` }),
    ]);
    const { runId } = done(await publications.importItems(head, order));
    const numbers = await Promise.all(
      ['1', '2', '3', '4', '5'].map(async id => (await documentOf(order.origin, id))?.indexNo?.slice(-5)),
    );
    expect(numbers).toEqual(['00007', '00008', '00009', '00010', '00011']);
    expect((await findings(runId)).map(each => each.where)).toEqual(['第 3 行', '第 4 行', '第 5 行']);
  });

  it('leads from an old address, with marks behind it or not, to the page or to what says it was withdrawn', async () => {
    const order = await command([
      good('1', { url: 'http://www.old.cn/xw/show.jsp?id=1' }),
      good('2', { url: '/xw/a.html' }),
      good('3', { url: '/xw/a.html' }),
    ]);
    const { runId } = done(await publications.importItems(head, order));
    const first = (await documentOf(order.origin, '1'))!;
    const second = (await documentOf(order.origin, '2'))!;
    const { movedTo } = publications.open;
    expect(await movedTo('/xw/show.jsp?id=1', 'www.old.cn')).toEqual({
      path: first.path,
      isWithdrawn: false,
    });
    expect(await movedTo('/xw/show.jsp?id=2', 'www.old.cn')).toBeNull();
    expect(await publications.open.oldAddresses()).toContainEqual({
      ...{ host: 'www.old.cn', address: '/xw/show.jsp?id=1', path: first.path },
    });
    expect(await movedTo('/xw/a.html?from=weixin', 'any.cn')).toMatchObject({ path: second.path });
    expect((await findings(runId)).map(each => each.words.join(''))).toEqual([
      expect.stringContaining('已经指向另一条信息'),
    ]);
    const withdrawal = { kind: 'published-in-error' as const, reason: '迁入有误，予以撤下。' };
    done(await publications.withdraw(people.publisher, first.id, withdrawal));
    expect(await movedTo('/xw/show.jsp?id=1', '')).toEqual({ path: first.path, isWithdrawn: true });
  });

  it('never leads in a circle: an old address that is one of our pages is never asked for', async () => {
    const order = await command([good('1')]);
    done(await publications.importItems(head, order));
    const { path } = (await documentOf(order.origin, '1'))!;
    const circle = await command([good('2', { url: path })]);
    done(await publications.importItems(head, circle));
    expect((await publications.open.liveItem(path))?.title).toBe('关于第1号工作的通知');
    const target = await publications.open.movedTo(path, '');
    expect(await publications.open.movedTo(target!.path, '')).toBeNull();
  });
});

describe('迁入记录', () => {
  it('is shown to who may import, and to nobody else', async () => {
    const order = await command([good('1'), '坏', '坏']);
    const { runId } = done(await publications.importItems(head, order));
    const { runs } = await publications.listImports(head);
    expect(runs.find(each => each.id === runId)).toMatchObject({
      published: 1,
      refused: 2,
      share: 1,
      secondsLeft: null,
    });
    const report = await publications.getImport(head, runId!, {
      kind: 'refused',
      page: 2,
      size: 1,
    });
    expect([report.count, report.findings.map(each => each.where)]).toEqual([2, ['第 3 行']]);
    await expect(publications.listImports(people.drafter)).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
