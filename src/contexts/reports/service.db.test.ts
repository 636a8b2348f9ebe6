import ExcelJS from 'exceljs';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { openArchive } from '../../platform/office-text/archive.ts';
import { actorWith, codes, done } from '../publications/items.fixture.ts';
import { plan, releasedBundle } from '../publications/packages.fixture.ts';
import { annualReportChange } from './contract.ts';
import { reportsBench, request } from './reports.fixture.ts';

const db = await testDatabase();
const clock = fixedClock('2026-01-10T09:00:00+08:00');
const { reports, register, kept, publications, items } = await reportsBench(db, clock);

const editor = actorWith(
  {
    'report.read': 'own-unit',
    'report.edit': 'own-unit',
    'report.draft-item': 'own-unit',
    'item.read': 'own-unit',
    'item.draft': 'own-unit',
    'item.submit': 'own-unit',
  },
  { name: '编写人', unitId: 'office' },
);
const stranger = actorWith({ 'report.read': 'own-unit', 'report.edit': 'own-unit' }, { unitId: 'finance' });
const change = (over: object) => annualReportChange.parse({ revision: 0, ...over });
const handFilled = ['t2.licences', 't2.penalties', 't2.coercion', 't2.chargesWan'];
const entries = handFilled.map(cell => ({ cell, value: 2, source: '窗口办件台账' }));
const texts = {
  overview: '（一）主动公开\n按规定公开。\n（二）依申请公开\n{年度}年新收政府信息公开申请{本年新收}件。',
  problems: '公开内容还不够及时，已经建立台账。',
  other: '{年度}年收取信息处理费{信息处理费元}元。',
};

async function revisionOf(year: number): Promise<number> {
  return (await reports.view(editor, year)).revision;
}

async function written(year: number): Promise<void> {
  done(await reports.save(editor, year, change({ revision: await revisionOf(year), ...texts, entries })));
}

beforeEach(() => {
  register.requests = [
    request({ receivedOn: '2024-12-20', closedOn: '2025-01-08', row: 'r3_2' }),
    request({ applicantKind: 'business', closedOn: null, row: null }),
    request(),
  ];
  register.disputes = [
    { kind: 'reconsideration', filedOn: '2025-04-01', result: 'upheld', decidedOn: '2025-05-20' },
  ];
});

describe('条例 art 49: the annual report of a year', () => {
  it('counts the third and the fourth table from the register; carried over is what the year before left', async () => {
    const view = await reports.view(editor, 2025);
    const before = await reports.view(editor, 2024);
    const value = (of: typeof view, cell: string) =>
      of.tables
        .flatMap(table => table.groups.flatMap(group => group.rows.flat()))
        .find(each => each.cell === cell)?.value;
    expect(value(view, 't3.r1.c7')).toBe(2);
    expect(value(view, 't3.r2.c1')).toBe(1);
    expect(value(before, 't3.r4.c1')).toBe(1);
    expect(value(view, 't3.r4.c2')).toBe(1);
    expect(value(view, 't4.reconsideration.upheld')).toBe(1);
    expect(view).toMatchObject({ isComplete: true, until: '2025-12-31', dueOn: '2026-01-31' });
    expect(view.check).toEqual({ ok: true, broken: [], warnings: [] });
  });

  it('shows a year that is under way as far as today, and knows none that has not begun', async () => {
    expect(await reports.view(editor, 2026)).toMatchObject({ isComplete: false, until: '2026-01-10' });
    await expect(reports.view(editor, 2027)).rejects.toMatchObject({ code: 'not-found' });
    await expect(reports.view(editor, 2007)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps texts and entries with who entered them and the source; what is not named stays', async () => {
    await written(2024);
    const first = await reports.view(editor, 2024);
    expect(first.table2.find(({ cell }) => cell === 't2.licences')).toMatchObject({
      origin: 'entered',
      value: 2,
      entry: { source: '窗口办件台账', enteredByName: '编写人', enteredAt: '2026-01-10T01:00:00.000Z' },
    });
    const taken = { cell: 't2.licences', value: null };
    done(
      await reports.save(
        editor,
        2024,
        change({ revision: first.revision, problems: '另写。', entries: [taken] }),
      ),
    );
    const second = await reports.view(editor, 2024);
    expect(second.table2.find(({ cell }) => cell === 't2.licences')?.origin).toBe('missing');
    expect(second.sections.map(({ text }) => text)).toEqual([texts.overview, '另写。', texts.other]);
    expect(second.sections[0]!.rendered).toContain('2024年新收政府信息公开申请1件');
    expect(second).toMatchObject({ revision: first.revision + 1, changedByName: '编写人' });
    const audit = await db.kysely
      .selectFrom('audit_event')
      .select(['command', 'detail'])
      .where('subject_kind', '=', 'annual-report')
      .where('subject_id', '=', '2024')
      .execute();
    expect(audit).toHaveLength(2);
    expect(JSON.stringify(audit[1]!.detail)).toContain('窗口办件台账');
  });

  it('tells the second of two writers, and loses nothing', async () => {
    const revision = await revisionOf(2023);
    const results = await Promise.allSettled(
      ['甲', '乙', '丙'].map(problems => reports.save(editor, 2023, change({ revision, problems }))),
    );
    const kinds = results.map(each => (each.status === 'fulfilled' ? 'saved' : each.reason.code)).sort();
    expect(kinds).toEqual(['edited-meanwhile', 'edited-meanwhile', 'saved']);
    expect(await revisionOf(2023)).toBe(revision + 1);
  });

  it('writes nothing where the rules say no, and lets nobody else write', async () => {
    const bad = change({
      problems: '{不明}',
      entries: [{ cell: 't2.licences', value: 1.5, source: '台账' }],
    });
    expect(codes(await reports.save(editor, 2022, bad))).toEqual(['bad-number', 'unknown-placeholder']);
    expect(await revisionOf(2022)).toBe(0);
    await expect(reports.save(stranger, 2022, change({ problems: '甲' }))).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(reports.view(stranger, 2022)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(reports.draftItem(stranger, 2022)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('counts normative documents that are public, and leaves out those published in error', async () => {
    const metadata = { documentNo: '某民发〔2025〕3号', interpretationPlan: plan };
    const document = (title: string, days: { writtenOn: string; expiresOn?: string }) =>
      releasedBundle(items, { title, metadata: { ...metadata, ...days } });
    const kept2025 = await document('某市社会救助办法', { writtenOn: '2025-06-01' });
    const ended = await document('某市旧办法', { writtenOn: '2020-01-01', expiresOn: '2025-02-01' });
    const wrong = await document('误发的办法', { writtenOn: '2025-06-01' });
    const reason = '发布有误，予以撤下。';
    done(
      await publications.withdraw(items.people.publisher, wrong.policyId, {
        kind: 'published-in-error',
        reason,
        replacedBy: null,
      }),
    );
    const { table2 } = await reports.view(editor, 2025);
    const behind = (cell: string) =>
      table2.find(each => each.cell === `t2.normativeDocuments.${cell}`)!.documents.map(({ id }) => id);
    expect(behind('made')).toEqual([kept2025.policyId]);
    expect(behind('repealed')).toEqual([ended.policyId]);
    expect(behind('inForce')).toEqual([kept2025.policyId]);
  });

  it('lists the years that can be worked on', async () => {
    const rows = await reports.list(editor);
    expect(rows.map(({ year }) => year)).toEqual([2026, 2025, 2024, 2023]);
    expect(rows[0]).toMatchObject({ isComplete: false, dueOn: '2027-01-31', written: false });
    expect(rows[2]).toMatchObject({ isComplete: true, written: true, changedByName: '编写人' });
  });
});

describe('条例 art 49: the item that publishes the report', () => {
  it('is refused with everything that is missing, and the attempt is on record', async () => {
    const refused = await reports.draftItem(editor, 2026);
    expect(codes(refused)).toEqual([
      'year-not-over',
      'section-empty',
      'section-empty',
      'section-empty',
      'cell-missing',
    ]);
    const attempts = await db.kysely
      .selectFrom('audit_event')
      .select('outcome')
      .where('command', '=', 'report.draft-item')
      .where('subject_id', '=', '2026')
      .execute();
    expect(attempts).toEqual([{ outcome: 'refused' }]);
  });

  it('is drafted once with tables and files, written anew while it is a draft, and not touched in review', async () => {
    await written(2025);
    const { itemId } = done(await reports.draftItem(editor, 2025)) as { itemId: string };
    const item = await publications.getItem(editor, itemId);
    expect(item).toMatchObject({ kind: 'annual-report', columnId: 'annual-reports', ownerUnitId: 'office' });
    expect(item.title).toBe('某市民政局2025年政府信息公开工作年度报告');
    expect(item.attachments.map(({ name }) => name)).toEqual([
      '某市民政局2025年政府信息公开工作年度报告.docx',
      '某市民政局2025年政府信息公开工作年度报告.xlsx',
    ]);
    expect(item.bodyHtml.match(/<table>/g)).toHaveLength(3);
    expect(item.bodyHtml).toContain('<th rowspan="22" scope="rowgroup">三、本年度办理结果</th>');
    expect(item.bodyHtml).toContain('2025年新收政府信息公开申请2件');
    expect((await reports.view(editor, 2025)).item).toMatchObject({ id: itemId, isEditable: true });

    register.requests.push(request({ receivedOn: '2025-12-31', closedOn: null, row: null }));
    expect(done(await reports.draftItem(editor, 2025))).toEqual({ itemId });
    expect((await publications.getItem(editor, itemId)).bodyHtml).toContain('新收政府信息公开申请3件');

    done(await publications.submit(editor, itemId));
    expect(codes(await reports.draftItem(editor, 2025))).toEqual(['already-drafted']);
    const { permissions } = await reports.view(editor, 2025);
    expect(permissions['report.draft-item']!.reasons.map(({ code }) => code)).toEqual(['already-drafted']);
  });

  it('finds a draft that was made but not kept, instead of making a second one', async () => {
    await written(2024);
    const title = '某市民政局2024年政府信息公开工作年度报告';
    const { id } = done(
      await publications.createDraft(editor, {
        kind: 'annual-report',
        columnId: 'annual-reports',
        ownerUnitId: 'office',
        title,
        summary: '',
        bodyHtml: '',
        metadata: {},
        attachments: [],
        meets: [],
        releaseAt: null,
        channels: [],
      }),
    );
    expect(done(await reports.draftItem(editor, 2024))).toEqual({ itemId: id });
  });
});

describe('国办公开办函〔2021〕30号: the report in every format', () => {
  it('is JSON that the check accepts, HTML with real tables', async () => {
    const { file, tables, check } = await reports.finished(2025, 'json');
    expect(JSON.parse(file.bytes.toString())).toEqual(JSON.parse(JSON.stringify(tables)));
    expect(check.ok).toBe(true);
    const html = (await reports.file(editor, 2025, 'html')).bytes.toString();
    expect(html.match(/<caption>/g)).toHaveLength(3);
    expect(html.match(/<h2>/g)).toHaveLength(6);
    expect(html).not.toMatch(/<script|undefined|NaN/);
  });

  it('is a DOCX on A4 with six sections and the third table of 28 rows', async () => {
    await reports.draftItem(editor, 2025);
    const bytes = (await reports.file(editor, 2025, 'docx')).bytes;
    const xml = (await (await openArchive(bytes)).read('word/document.xml')) ?? '';
    expect(xml).toContain('w:w="11906" w:h="16838"');
    expect(xml.match(/<w:tbl>/g)).toHaveLength(3);
    for (const heading of [
      '一、总体情况',
      '四、政府信息公开行政复议、行政诉讼情况',
      '六、其他需要报告的事项',
    ])
      expect(xml).toContain(heading);
    expect(xml.split('<w:tbl>')[2]!.match(/<w:tr>/g)).toHaveLength(28);
    expect(kept.every(({ bytes: file }) => file.subarray(0, 2).toString() === 'PK')).toBe(true);
  });

  it('is a workbook of three sheets whose numbers are numbers', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await reports.file(editor, 2025, 'xlsx')).bytes as never);
    expect(book.worksheets).toHaveLength(3);
    const sheet = book.worksheets[1]!;
    expect(sheet.getCell(6, 1).value).toBe('一、本年新收政府信息公开申请数量');
    expect(sheet.getCell(6, 10).value).toBe(2);
    expect(sheet.getCell(3, 1).isMerged).toBe(true);
  });
});

describe('public statistics', () => {
  it('tells this year and the last by quarter, the latest first', async () => {
    const quarters = (await reports.statistics(null)) ?? [];
    expect(quarters.map(({ year, quarter }) => `${year}-${quarter}`)).toEqual([
      '2026-1',
      '2025-4',
      '2025-3',
      '2025-2',
      '2025-1',
    ]);
    expect(quarters.at(-1)).toMatchObject({ received: 2, closed: 2, open: 1 });
    expect(await reports.statistics(2027)).toBeNull();
    expect(await reports.statistics(2024)).toHaveLength(4);
  });
});
