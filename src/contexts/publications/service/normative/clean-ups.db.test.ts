import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../../tests/support/database.ts';
import { readOfficeFile } from '../../../../platform/office-text/read-office-file.ts';
import {
  approved,
  bench,
  cataloguePack,
  codes,
  done,
  released,
  seedUnits,
  signAll,
} from '../../items.fixture.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const on = bench(db, clock, {
  pack: {
    review: bench(db, clock).ports.pack.review,
    catalogue: { ...cataloguePack, normative: { gazette: '某市人民政府公报' } },
  },
  publicAddress: path => `https://www.example.gov.cn${path}`,
});
const { publications, people } = on;
const { normative } = publications;

async function document(name: string, no: number, expiresOn: string | null = null) {
  const item = await approved(on, {
    kind: 'normative-document',
    title: name,
    bodyHtml:
      '<p>一、总则</p><p>（一）为规范管理制定本办法。</p><table><tr><th>类别</th><th>金额</th></tr><tr><td>甲</td><td>600</td></tr></table>',
    metadata: { writtenOn: '2017-05-01', documentNo: `某民发〔2017〕${no}号`, expiresOn },
  });
  await publications.exemptPolicy(people.chief, item.id, { reason: '内容简单明了，无需解读。' });
  done(await publications.release(people.publisher, item.id, { digest: item.digest }));
  return item;
}

const docs = new Map<string, { id: string; path: string }>();

beforeAll(async () => {
  await seedUnits(db);
  for (const [at, name] of ['甲管理办法', '乙管理办法', '丙管理办法'].entries())
    docs.set(name, await document(name, at + 1, at === 2 ? '2019-07-01' : null));
});

const idOf = (name: string) => docs.get(name)!.id;

describe('行政规范性文件清理（本机关规定）', () => {
  it('tells what is past its review and what ends soon, with its day', async () => {
    const due = await normative.normativeDue();
    expect(due.filter(each => each.kind === 'review').map(each => each.dueOn)).toEqual([
      '2019-05-01',
      '2019-05-01',
      '2019-05-01',
    ]);
    expect(due.filter(each => each.kind === 'expiry')).toMatchObject([
      { documentId: idOf('丙管理办法'), dueOn: '2019-07-01' },
    ]);
    const page = await normative.listNormative(people.publisher, { due: 'expiry', page: 1, size: 50 });
    expect(page.rows.map(row => row.title)).toEqual(['丙管理办法']);
    expect(page.intervalWords).toContain('尚未与原文逐字核对');
  });

  it('decides on each document, changes nothing in public, and takes effect with the release of its result', async () => {
    const { id } = done(await publications.openCleanUp(people.drafter, 2019));
    expect(codes(await publications.openCleanUp(people.drafter, 2019))).toEqual(['clean-up-open']);
    const view = await publications.getCleanUp(people.drafter, id);
    expect(view.entries).toHaveLength(3);
    expect(view.permissions['draft']?.reasons.map(each => each.code)).toEqual(['clean-up-undecided']);
    expect(codes(await publications.draftCleanUpResult(people.drafter, id, 'statutory'))).toEqual([
      'clean-up-undecided',
    ]);
    const decisions = { 甲管理办法: 'keep', 乙管理办法: 'repeal', 丙管理办法: 'expired' } as const;
    for (const [name, decision] of Object.entries(decisions))
      done(
        await publications.decideCleanUp(people.drafter, id, {
          revision: view.revision,
          documentId: idOf(name),
          decision,
          note: '已核对',
        }),
      );
    await expect(
      publications.decideCleanUp(people.publisher, id, {
        revision: 9,
        documentId: idOf('甲管理办法'),
        decision: 'repeal',
        note: '',
      }),
    ).rejects.toMatchObject({ code: 'not-allowed' });

    const { itemId } = done(await publications.draftCleanUpResult(people.drafter, id, 'statutory'));
    expect((await normative.getNormative(people.publisher, idOf('乙管理办法'))).validity).toBe('in-force');
    expect(codes(await publications.draftCleanUpResult(people.drafter, id, 'statutory'))).toEqual([
      'clean-up-drafted',
    ]);
    const item = await publications.getItem(people.drafter, itemId);
    expect(item.title).toBe('关于公布2019年行政规范性文件清理结果的公告');
    expect(item.bodyHtml).toContain('废止的行政规范性文件（1件）');

    done(await publications.submit(people.drafter, itemId));
    const { digest } = await publications.getItem(people.drafter, itemId);
    await signAll(on, itemId, digest);
    done(await publications.release(people.publisher, itemId, { digest }));
    const states = await Promise.all(
      Object.keys(decisions).map(name => normative.getNormative(people.publisher, idOf(name))),
    );
    expect(states.map(each => each.validity)).toEqual(['in-force', 'repealed', 'expired']);
    expect(states[0]).toMatchObject({ reviewedOn: '2019-06-03', reviewDueOn: '2021-06-03' });
    expect(states[1]?.causeWords).toContain('清理结果');
    // Its own page does not warn of what it ends itself.
    const standing = await normative.standing({ id: itemId, writtenOn: null, firstReleasedOn: '2019-06-03' });
    expect(standing.cited).toEqual([]);
  });

  it('hands the table out as a workbook', async () => {
    const { rows } = await publications.listCleanUps(people.drafter);
    const file = await publications.cleanUpFile(people.drafter, rows[0]!.id);
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(
      file.bytes.buffer.slice(file.bytes.byteOffset, file.bytes.byteOffset + file.bytes.length) as never,
    );
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(4);
    expect(sheet.getRow(1).getCell(8).value).toBe('清理意见');
    expect([2, 3, 4].map(row => sheet.getRow(row).getCell(8).value).sort()).toEqual([
      '宣布失效',
      '废止',
      '继续有效',
    ]);
  });
});

describe('政府公报报送（政府信息公开条例第二十三条）', () => {
  it('picks, hands over, records the issue and its proof; picking twice changes nothing', async () => {
    const documentIds = [idOf('甲管理办法')];
    expect(
      done(await publications.pickForGazette(people.publisher, { documentIds, gazette: '某市人民政府公报' })),
    ).toEqual({ picked: 1 });
    expect(
      done(await publications.pickForGazette(people.publisher, { documentIds, gazette: '某市人民政府公报' })),
    ).toEqual({ picked: 0 });
    await expect(
      publications.pickForGazette(people.drafter, { documentIds, gazette: '某市人民政府公报' }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    const news = await released(on, { title: '不是规范性文件的通知' });
    expect(
      codes(await publications.pickForGazette(people.publisher, { documentIds: [news.id], gazette: '公报' })),
    ).toEqual(['gazette-not-public']);

    const list = () => publications.listGazetteNotes(people.publisher, { page: 1, size: 50 });
    const [note] = (await list()).rows;
    const move = (body: Parameters<typeof publications.moveGazetteNote>[2]) =>
      publications.moveGazetteNote(people.publisher, note!.id, body);
    const printed = { issue: '2019年第6期', page: '12', publishedOn: '2019-06-20', evidence: null };
    expect(codes(await move({ command: 'accept', revision: 1, ...printed }))).toEqual([
      'gazette-not-open',
      'day-ahead',
    ]);
    done(await move({ command: 'hand-over', revision: 1, on: '2019-06-03' }));
    clock.set('2019-06-25T09:00:00+08:00');
    expect(codes(await move({ command: 'accept', revision: 1, ...printed }))).toEqual(['gazette-changed']);
    done(await move({ command: 'accept', revision: 2, ...printed }));
    expect((await list()).rows).toMatchObject([
      { state: 'accepted', issue: '2019年第6期', page: '12', outdated: false },
    ]);
    expect((await list()).pickable.map(each => each.id)).not.toContain(idOf('甲管理办法'));
    const { rows } = await sql<{ command: string }>`select command from audit_event
      where subject_id = ${note!.id} and outcome = 'done' order by id`.execute(db.kysely);
    expect(rows.map(row => row.command)).toEqual(['gazette.hand-over', 'gazette.accept']);
  });

  it('gives the editors a DOCX in the type of official documents and an XML with the same words', async () => {
    const [note] = (await publications.listGazetteNotes(people.publisher, { page: 1, size: 50 })).rows;
    const xml = await publications.gazetteFile(people.publisher, note!.id, 'xml');
    const text = new TextDecoder().decode(xml.bytes);
    expect(text).toContain('<documentNo>某民发〔2017〕1号</documentNo>');
    expect(text).toContain('<paragraph level="2">（一）为规范管理制定本办法。</paragraph>');
    expect(text).toContain('<row><cell>甲</cell><cell>600</cell></row>');
    expect(text).toContain(`<address>https://www.example.gov.cn${docs.get('甲管理办法')!.path}</address>`);
    const record = await publications.open.record(idOf('甲管理办法'), 1);
    expect(text).toContain(
      `recordSha256="${createHash('sha256')
        .update(record ?? '')
        .digest('hex')}"`,
    );
    const docx = await publications.gazetteFile(people.publisher, note!.id, 'docx');
    const value = JSON.stringify(await readOfficeFile(docx.bytes, docx.name));
    expect(value).toContain('甲管理办法');
    expect(value).toContain('（一）为规范管理制定本办法。');
    expect(value).toContain('2017年5月1日');
  });
});
