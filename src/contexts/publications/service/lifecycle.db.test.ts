import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { dayOf } from '../../../law/day.ts';
import type { PublicationEvent } from '../contract.ts';
import {
  actorWith,
  approved,
  bench,
  codes,
  creditCode,
  done,
  draft,
  released,
  seedFile,
  seedUnits,
  signAll,
  submitted,
} from '../items.fixture.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const on = bench(db, clock);
const { publications, people, events } = on;
const pdf = 'a'.repeat(64);
const png = 'b'.repeat(64);

beforeAll(async () => {
  await seedUnits(db);
  await seedFile(db, pdf);
  await seedFile(db, png, 'image/png');
  on.texts.set(pdf, '表');
});

async function audit(id: string) {
  const { rows } = await sql<{ command: string; outcome: string; detail: Record<string, unknown> }>`
    select command, outcome, detail from audit_event where subject_id = ${id} order by id`.execute(db.kysely);
  return rows;
}

describe('the whole life of an item', () => {
  it('goes from draft through five reviews to the public, is amended and withdrawn', async () => {
    const { id, path } = done(
      await publications.createDraft(
        people.drafter,
        draft({
          attachments: [{ fileDigest: pdf, name: '标准表.pdf' }],
          bodyHtml: `<p>正文</p><p><img src="/files/${png}/a.png" alt="图"></p>`,
        }),
      ),
    );
    expect(path).toMatch(/^\/zfxxgk\/fdzdgknr\/2019\/06\/[0-9a-f]{8}\.html$/);
    expect(await publications.open.liveItem(path)).toBeNull();
    expect(await publications.open.fileStanding(pdf, '标准表.pdf')).toBe('unknown');

    done(await publications.submit(people.drafter, id));
    let view = await publications.getItem(people.drafter, id);
    expect(view).toMatchObject({ state: 'in-review', gate: { verdict: 'pass' }, drafters: ['起草人'] });
    expect(view.metadata).toMatchObject({ issuer: '某市民政局', source: '某市民政局' });
    expect(view.waitingFor).toEqual([
      { step: 'statistics', name: '统计审查', dueOn: '2019-06-05', late: false },
      { step: 'legality', name: '合法性审查', dueOn: '2019-06-05', late: false },
    ]);

    await signAll(on, id, view.digest);
    view = await publications.getItem(people.publisher, id);
    expect(view).toMatchObject({ state: 'approved', waitingFor: [] });
    expect(view.signatures.map(each => [each.step, each.current])).toHaveLength(5);
    expect(view.signatures.at(-1)?.filingNo).toBe('2019-0001');
    expect(view.permissions['item.release']).toEqual({ allowed: true, reasons: [] });
    expect(await publications.open.liveItem(path)).toBeNull();

    const before = events.length;
    done(await publications.release(people.publisher, id, { digest: view.digest }));
    const live = await publications.open.liveItem(path);
    expect(live).toMatchObject({ title: view.title, versionNo: 1, indexNo: `${creditCode()}/2019-00001` });
    expect(live?.attachments.map(each => each.name)).toEqual(['标准表.pdf']);
    expect(await publications.open.fileStanding(pdf, '标准表.pdf')).toBe('public');
    expect(await publications.open.fileStanding(png, 'a.png')).toBe('public');
    expect(await publications.open.fileStanding(pdf, '另一名称.pdf')).toBe('unknown');
    const event = events[before] as Extract<PublicationEvent, { type: 'item.released' }>;
    expect(event).toMatchObject({ type: 'item.released', previousVersion: null });
    expect(await publications.open.record(id, 1)).toBe(event.item.record);

    done(await publications.amend(people.drafter, id));
    const second = await publications.getItem(people.drafter, id);
    expect(second).toMatchObject({ versionNo: 2, state: 'draft', liveVersion: 1, signatures: [] });
    expect(second.attachments).toHaveLength(1);
    done(
      await publications.changeDraft(people.drafter, id, {
        revision: second.revision,
        title: '关于公布标准的通知（修订）',
      }),
    );
    expect((await publications.open.liveItem(path))?.title).toBe(view.title);
    done(await publications.submit(people.drafter, id));
    const { digest } = await publications.getItem(people.drafter, id);
    await signAll(on, id, digest);
    done(await publications.release(people.publisher, id, { digest }));
    expect(await publications.open.liveItem(path)).toMatchObject({ versionNo: 2, indexNo: live?.indexNo });
    expect(events.at(-1)).toMatchObject({ type: 'item.released', previousVersion: 1 });
    expect((await publications.open.history(id)).map(each => each.no)).toEqual([2, 1]);
    expect(await publications.open.record(id, 1)).toBe(event.item.record);

    clock.set('2019-06-04T10:00:00+08:00');
    done(
      await publications.withdraw(people.publisher, id, {
        kind: 'published-in-error',
        reason: '内容有误，予以撤下',
      }),
    );
    expect(await publications.open.liveItem(path)).toBeNull();
    expect(await publications.open.record(id, 2)).toBeNull();
    expect(await publications.open.record(id, 1)).toBeNull();
    expect(await publications.open.history(id)).toEqual([]);
    expect(await publications.open.fileStanding(pdf, '标准表.pdf')).toBe('withdrawn');
    expect(await publications.open.fileStanding(png, 'a.png')).toBe('withdrawn');
    expect(await publications.open.tombstone(path)).toMatchObject({
      kind: 'published-in-error',
      reason: '内容有误，予以撤下',
      withdrawnAt: new Date('2019-06-04T10:00:00+08:00'),
      unitId: 'office',
      indexNo: live?.indexNo,
    });
    expect(events.at(-1)).toMatchObject({ type: 'item.withdrawn', versionNo: 2, replacedBy: null });
    expect((await audit(id)).map(row => `${row.command} ${row.outcome}`)).toContain('item.withdraw done');
    clock.set('2019-06-03T09:00:00+08:00');
  });

  it('returns to the drafter with reasons, and a new round asks everybody again', async () => {
    const { id, digest } = await submitted(on);
    done(await publications.sign(people.statistics, id, { step: 'statistics', digest }));
    done(
      await publications.returnToDrafter(people.legality, id, {
        step: 'legality',
        digest,
        reasons: ['依据已废止'],
      }),
    );
    const returned = await publications.getItem(people.drafter, id);
    expect(returned.state).toBe('returned');
    expect(returned.signatures.at(-1)).toMatchObject({ decision: 'returned', reasons: ['依据已废止'] });
    done(await publications.submit(people.drafter, id));
    const again = await publications.getItem(people.drafter, id);
    expect(again.waitingFor.map(each => each.step)).toEqual(['statistics', 'legality']);
    expect(again.signatures.every(each => !each.current)).toBe(true);
  });

  it('shows a reviewer what changed since they last signed, else since what is public', async () => {
    const { id, digest } = await submitted(on, { bodyHtml: '<p>甲</p><p>乙</p>' });
    done(await publications.sign(people.statistics, id, { step: 'statistics', digest }));
    done(await publications.recall(people.drafter, id));
    done(await publications.changeDraft(people.drafter, id, { revision: 1, bodyHtml: '<p>甲</p><p>丙</p>' }));
    done(await publications.submit(people.drafter, id));
    const seen = await publications.difference(people.statistics, id);
    expect(seen.against).toEqual({ versionNo: 1, words: '您于2019-06-03办理时的内容（第1版）' });
    expect(seen.blocks).toEqual([
      { kind: 'same', text: '甲' },
      { kind: 'removed', text: '乙' },
      { kind: 'added', text: '丙' },
    ]);
    expect((await publications.difference(people.legality, id)).against).toBeNull();

    const old = await released(on, { title: '原标题' });
    done(await publications.amend(people.drafter, old.id));
    done(await publications.changeDraft(people.drafter, old.id, { revision: 1, title: '新标题' }));
    const changed = await publications.difference(people.chief, old.id);
    expect(changed.against?.words).toBe('已发布的第1版');
    expect(changed.title.map(each => each.kind)).toEqual(['removed', 'added', 'same']);
  });

  it('keeps the fields that a change does not name', async () => {
    const { id } = done(await publications.createDraft(people.drafter, draft({ summary: '摘要' })));
    done(
      await publications.changeDraft(people.drafter, id, {
        revision: 1,
        metadata: { documentNo: '毕民发[2019]012号' },
      }),
    );
    const view = await publications.getItem(people.drafter, id);
    expect(view).toMatchObject({ summary: '摘要', revision: 2, title: draft().title });
    expect(view.metadata).toMatchObject({ documentNo: '毕民发〔2019〕12号', writtenOn: '2019-06-03' });
  });

  it('gives up a draft, and the live version stays', async () => {
    const { id, path } = await released(on);
    done(await publications.amend(people.drafter, id));
    done(await publications.discard(people.drafter, id));
    expect((await publications.getItem(people.drafter, id)).state).toBe('released');
    expect(done(await publications.amend(people.drafter, id))).toEqual({ versionNo: 3 });
    expect(codes(await publications.amend(people.drafter, id))).toEqual(['draft-open']);
    expect((await publications.open.liveItem(path))?.versionNo).toBe(1);
  });

  it('numbers items without gaps, and for each year anew', async () => {
    const first = await released(on);
    const second = await released(on);
    const numberOf = async (path: string) => (await publications.open.liveItem(path))?.indexNo ?? '';
    const [a, b] = [await numberOf(first.path), await numberOf(second.path)];
    expect(Number(b.slice(-5)) - Number(a.slice(-5))).toBe(1);
    expect(await publications.open.byIndexNo(b)).toMatchObject({ path: second.path });
    clock.set('2020-01-02T09:00:00+08:00');
    const next = await released(on);
    expect(await numberOf(next.path)).toBe(`${creditCode()}/2020-00001`);
    clock.set('2019-06-03T09:00:00+08:00');
  });
});

describe('the gate at submission', () => {
  it('says everything that blocks, keeps the verdict, and stays in draft', async () => {
    const { id } = done(
      await publications.createDraft(
        people.drafter,
        draft({ title: '', bodyHtml: '<p>联系人13812345678,秘密★</p>' }),
      ),
    );
    const refused = await publications.submit(people.drafter, id);
    expect(codes(refused)).toEqual(['gate-title-missing', 'gate-mobile-number', 'gate-secrecy-mark']);
    const view = await publications.getItem(people.drafter, id);
    expect(view).toMatchObject({ state: 'draft', gate: { verdict: 'block' } });
    expect(JSON.stringify(view.gate)).not.toContain('13812345678');
    expect((await audit(id)).at(-1)).toMatchObject({ command: 'item.submit', outcome: 'refused' });
  });

  it('reads the texts of attachments and the rule of the duty met', async () => {
    const sheet = 'c'.repeat(64);
    await seedFile(db, sheet);
    on.texts.set(sheet, '姓名 | 金额\n张三丰 | 300');
    const dutyId = '00000000-0000-4000-8000-000000000001';
    on.duties.set(dutyId, { title: '低保名单', personalData: 'do-not-post' });
    const attachments = [{ fileDigest: sheet, name: '发放表.xlsx' }];
    const meets = [{ dutyId, elements: [1] }];
    const { id } = done(await publications.createDraft(people.drafter, draft({ attachments, meets })));
    expect(codes(await publications.submit(people.drafter, id))).toEqual(['gate-name-list']);
    expect((await publications.getItem(people.drafter, id)).meets).toEqual([
      { ...meets[0], title: '低保名单' },
    ]);
  });

  it('lets pass what an officer other than the drafter answers for, visibly, on these bytes only', async () => {
    const { id } = done(
      await publications.createDraft(people.drafter, draft({ bodyHtml: '<p>工作手机13812345678</p>' })),
    );
    expect(codes(await publications.submit(people.drafter, id))).toEqual(['gate-mobile-number']);
    const { digest } = await publications.getItem(people.drafter, id);
    const plain = { digest, rule: 'mobile-number', reason: '对外公布的工作电话' };
    const assessment = {
      purpose: '方便群众联系，依据政府信息公开指南的要求',
      necessity: '该岗位没有固定电话，无法替代',
      risk: '本人可能接到无关来电',
      measures: '只公布工作手机，本人已书面同意',
    };
    const body = { ...plain, assessment };
    const both = {
      ...people.drafter,
      grants: { ...people.drafter.grants, 'gate.override': 'every-unit' },
    } as const;
    expect(codes(await publications.overrideFinding(both, id, body))).toEqual(['drafter-may-not-override']);
    expect(codes(await publications.overrideFinding(people.chief, id, plain))).toEqual([
      'impact-assessment-missing',
    ]);
    done(await publications.overrideFinding(people.chief, id, body));
    expect(await publications.impactAssessments(people.chief, id)).toMatchObject([
      {
        rule: 'mobile-number',
        digest,
        assessedBy: '主任',
        ...assessment,
        keptUntil: expect.stringMatching(/^2022-/),
      },
    ]);
    done(await publications.submit(people.drafter, id));
    const view = await publications.getItem(people.drafter, id);
    expect(view.gate).toMatchObject({ verdict: 'warn', findings: [{ override: { staffName: '主任' } }] });
    done(await publications.recall(people.drafter, id));
    const { revision } = await publications.getItem(people.drafter, id);
    done(
      await publications.changeDraft(people.drafter, id, {
        revision,
        bodyHtml: '<p>工作手机13912345678</p>',
      }),
    );
    expect(codes(await publications.submit(people.drafter, id))).toEqual(['gate-mobile-number']);
  });

  it('cleans a paste before anything is stored', async () => {
    const { id } = done(
      await publications.createDraft(
        people.drafter,
        draft({ bodyHtml: '<p onclick="x()">文<script>alert(1)</script></p>' }),
      ),
    );
    expect((await publications.getItem(people.drafter, id)).bodyHtml).toBe('<p>文</p>');
  });
});

describe('lists and queues', () => {
  it('a queue holds what the person can do, the most urgent first', async () => {
    const mine = bench(db, clock);
    const { id, digest } = await submitted(mine);
    const ids = async (actor: typeof people.drafter) =>
      (await mine.publications.myQueue(actor))
        .filter(each => each.id === id)
        .map(each => `${each.task} ${each.step}`);
    expect(await ids(mine.people.statistics)).toEqual(['sign statistics']);
    expect(await ids(mine.people.secrecy)).toEqual([]);
    expect(await ids(mine.people.drafter)).toEqual([]);
    await signAll(mine, id, digest, 2);
    expect(await ids(mine.people.secrecy)).toEqual(['sign secrecy']);
    expect(await ids(mine.people.statistics)).toEqual([]);
    done(
      await mine.publications.returnToDrafter(mine.people.secrecy, id, {
        step: 'secrecy',
        digest,
        reasons: ['请核实'],
      }),
    );
    expect(await ids(mine.people.drafter)).toEqual(['revise null']);
    const ready = await approved(mine);
    expect(
      (await mine.publications.myQueue(mine.people.publisher)).find(each => each.id === ready.id)?.task,
    ).toBe('release');
  });

  it('knows the steps that run late, by the calendar', async () => {
    const { id } = await submitted(on);
    const late = async (day: string) =>
      (await publications.lateSteps(dayOf(day)))
        .filter(each => each.documentId === id)
        .map(each => each.step);
    expect(await late('2019-06-05')).toEqual([]);
    expect(await late('2019-06-06')).toEqual(['statistics', 'legality']);
    const due = await publications.stepsDue(dayOf('2019-06-05'));
    expect(due.find(each => each.documentId === id)).toMatchObject({
      command: 'item.sign-statistics',
      dueOn: '2019-06-05',
    });
  });

  it('filters by state, step, column, kind, words and unit; counts agree with pages', async () => {
    const { id } = await submitted(on, {
      title: '独一无二的标题100%',
      columnId: 'notices',
      kind: 'work-plan',
    });
    const list = async (query: object) =>
      await publications.listItems(people.chief, { page: 1, size: 200, ...query });
    for (const query of [
      { q: '独一无二' },
      { q: '100%' },
      { kind: 'work-plan' },
      { step: 'legality', kind: 'work-plan' },
      { state: 'in-review', kind: 'work-plan' },
    ]) {
      const { items, count } = await list(query);
      expect(
        items.map(each => each.id),
        JSON.stringify(query),
      ).toEqual([id]);
      expect(count).toBe(1);
    }
    expect((await list({ q: '100_' })).count).toBe(0);
    expect((await list({ step: 'secrecy', kind: 'work-plan' })).count).toBe(0);
    const all = await list({});
    expect(all.count).toBe(all.items.length);
    expect((await list({ size: 2, page: 2 })).items.map(each => each.id)).toEqual(
      all.items.slice(2, 4).map(each => each.id),
    );
  });

  it('show somebody who sees one unit only that unit, and somebody without the permission nothing', async () => {
    const { id } = await submitted(on);
    const stranger = actorWith({ 'item.read': 'own-unit' }, { unitId: 'relief' });
    expect((await publications.listItems(stranger, { page: 1, size: 50 })).count).toBe(0);
    await expect(publications.getItem(stranger, id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(publications.difference(stranger, id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(publications.listItems(actorWith({}), { page: 1, size: 50 })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(publications.getItem(people.chief, 'nonsense')).rejects.toMatchObject({ code: 'not-found' });
  });
});
