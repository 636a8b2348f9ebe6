import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { dayOf } from '../../../law/day.ts';
import { publishedCalendar, seedYears } from '../../../law/published-calendar.ts';
import { calendarFrom } from '../../../law/working-days.ts';
import { transaction } from '../../../platform/database/database.ts';
import { dutyState as dutyStates } from '../contract.ts';
import { codes, emptyLedger, items, knownFile, ledgerOn, people, query, stepsOn } from '../ledger.fixture.ts';
import { daysLeft, dutyState } from '../rules/duty-state.ts';

const db = await testDatabase();
const clock = fixedClock('2019-05-27T09:00:00+08:00');
const { plan, told, toldStaff, met } = await ledgerOn(db, clock);
const { manager, finance, east } = people;

beforeEach(async () => {
  clock.set('2019-05-27T09:00:00+08:00');
  told.length = 0;
  toldStaff.length = 0;
  met.length = 0;
  await emptyLedger(db);
});

const { confirmed, dutyOf, release } = stepsOn(db, clock, plan);

describe('A release proves a duty', () => {
  it('and meets it once all its elements are out, for all who own the leaf together', async () => {
    await confirmed();
    const duty = await dutyOf('3.2', 'finance');
    expect(await release(duty.id, [1])).toEqual([]);
    clock.set('2019-06-03T10:00:00+08:00');
    const newly = await release(duty.id, [2]);
    expect(newly.map(each => [each.unitId, each.metOn]).sort()).toEqual([
      ['finance', '2019-06-03'],
      ['party-building', '2019-06-03'],
    ]);
    expect((await dutyOf('3.2', 'party-building')).state).toBe('met');
  });

  it('told twice counts once', async () => {
    await confirmed();
    const duty = await dutyOf('3.4', 'assistance', '2019-Q2');
    const document = randomUUID();
    expect(await release(duty.id, [1], document)).toHaveLength(1);
    expect(await release(duty.id, [1], document)).toHaveLength(0);
    expect((await plan.dutyDetail(manager, duty.id)).proofs).toHaveLength(1);
  });

  it('of a county does not meet the duty of another', async () => {
    await confirmed();
    const mine = await dutyOf('3.4', 'county-east', '2019-Q2');
    await release(mine.id, [1]);
    expect((await dutyOf('3.4', 'county-west', '2019-Q2')).metOn).toBeNull();
  });

  it('at the same moment by two documents meets it once', async () => {
    await confirmed();
    const duty = await dutyOf('3.4', 'assistance', '2019-Q2');
    const newly = await Promise.all([release(duty.id, [1]), release(duty.id, [1])]);
    expect(newly.flat()).toHaveLength(1);
  });

  it('published in error is voided, and the duty is open again', async () => {
    await confirmed();
    const duty = await dutyOf('3.4', 'assistance', '2019-Q2');
    const document = randomUUID();
    await release(duty.id, [1], document);
    const reopened = await transaction(db, trx => plan.voidProofs(trx, document, '数据有误', '2019-06-01'));
    expect(reopened.map(each => each.dutyId)).toEqual([duty.id]);
    const detail = await plan.dutyDetail(manager, duty.id);
    expect([detail.metOn, detail.covered, detail.proofs[0]?.voidedReason]).toEqual([null, 0, '数据有误']);
  });
});

describe('Other proof, and duties that do not apply', () => {
  const proof = { elements: [1], words: '已在公开栏张贴', provedOn: '2019-05-27' };

  it('a statement meets the duty and is a public act of its own', async () => {
    await confirmed();
    const duty = await dutyOf('5.3', 'county-east');
    const result = await plan.addProof(east, duty.id, proof);
    expect(result).toEqual({ ok: true, value: { metOn: '2019-05-27' } });
    expect(met.map(each => each.dutyId)).toEqual([duty.id]);
    await plan.addProof(east, duty.id, proof);
    expect((await plan.dutyDetail(east, duty.id)).proofs).toHaveLength(1);
  });

  it('another unit may not prove it', async () => {
    await confirmed();
    const duty = await dutyOf('5.3', 'county-west');
    await expect(plan.addProof(east, duty.id, proof)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(plan.dutyDetail(east, duty.id)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('who asks does not approve; approved, it is counted no more', async () => {
    await confirmed();
    const duty = await dutyOf('3.2', 'finance');
    const asked = await plan.askNotApplicable(finance, duty.id, { reason: '本年度无此项支出' });
    expect(asked.ok).toBe(true);
    expect(codes(await plan.approveNotApplicable({ ...finance, grants: manager.grants }, duty.id))).toEqual([
      'approver-is-asker',
    ]);
    expect((await plan.approveNotApplicable(manager, duty.id)).ok).toBe(true);
    const detail = await plan.dutyDetail(manager, duty.id);
    expect([detail.state, detail.notApplicable]).toEqual([
      'not-applicable',
      { reason: '本年度无此项支出', askedBy: '演示3', approvedBy: '演示1', on: '2019-05-27' },
    ]);
    expect(detail.permissions['duty.prove']?.reasons.map(each => each.code)).toEqual(['duty-not-applicable']);
  });
});

describe('A request that a duty does not apply', () => {
  const asked = async () => {
    await confirmed();
    const duty = await dutyOf('3.2', 'finance');
    await plan.askNotApplicable(finance, duty.id, { reason: '本年度无此项支出' });
    return duty;
  };
  const no = { reason: '本年度有公务接待支出' };

  it('may be refused: the duty is open as before, says why, and who asked is told', async () => {
    const duty = await asked();
    expect((await plan.refuseNotApplicable(manager, duty.id, no)).ok).toBe(true);
    const detail = await plan.dutyDetail(finance, duty.id);
    expect([detail.state, detail.notApplicable, detail.notApplicableRefused]).toEqual([
      duty.state,
      null,
      { reason: no.reason, by: '演示1', on: '2019-05-27' },
    ]);
    expect(toldStaff).toEqual([
      {
        staffIds: [finance.staffId],
        kind: 'not-applicable-refused',
        title: '不适用申请未获批准：三公经费信息',
        body: expect.stringContaining(no.reason),
        link: `/console/duties/${duty.id}`,
      },
    ]);
    const trail = await db.kysely
      .selectFrom('audit_event')
      .select(['command', 'staff_id'])
      .where('subject_id', '=', duty.id)
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
    expect(trail).toEqual([{ command: 'duty.refuse-not-applicable', staff_id: manager.staffId }]);
  });

  it('may be made again, and what was refused is then no longer shown', async () => {
    const duty = await asked();
    await plan.refuseNotApplicable(manager, duty.id, no);
    await plan.askNotApplicable(finance, duty.id, { reason: '接待支出由办公室公开' });
    expect((await plan.dutyDetail(manager, duty.id)).notApplicableRefused).toBeNull();
    expect((await plan.approveNotApplicable(manager, duty.id)).ok).toBe(true);
  });

  it('cannot be refused where nobody asked, twice, after approval, or without the right', async () => {
    const duty = await asked();
    await expect(plan.refuseNotApplicable(finance, duty.id, no)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await plan.refuseNotApplicable(manager, duty.id, no);
    expect(codes(await plan.refuseNotApplicable(manager, duty.id, no))).toEqual(['not-asked']);
    await plan.askNotApplicable(finance, duty.id, { reason: '本年度无此项支出' });
    await plan.approveNotApplicable(manager, duty.id);
    expect(codes(await plan.refuseNotApplicable(manager, duty.id, no))).toEqual(['duty-not-applicable']);
  });
});

describe('Evidence of a hand-over to a channel', () => {
  const [live, draft] = [...items.keys()] as [string, string];
  const evidence = {
    channel: '公告栏',
    postedOn: '2019-05-26',
    words: '在一楼大厅公告栏张贴',
    file: { digest: knownFile, name: '公告栏照片.jpg' },
  };

  it('stands on the duty, in the audit trail, and meets nothing by itself', async () => {
    await confirmed();
    const duty = await dutyOf('3.2', 'finance');
    const subject = { subjectKind: 'duty' as const, subjectId: duty.id };
    const first = await plan.addEvidence(finance, subject, evidence);
    expect(await plan.addEvidence(finance, subject, evidence)).toEqual(first);
    const detail = await plan.dutyDetail(manager, duty.id);
    expect(detail.evidence).toEqual([
      {
        id: expect.any(String),
        ...evidence,
        subjectKind: 'duty',
        subjectId: duty.id,
        address: null,
        addedBy: '演示3',
        addedAt: '2019-05-27T01:00:00.000Z',
      },
    ]);
    expect([detail.metOn, detail.covered]).toEqual([null, 0]);
    const trail = await db.kysely
      .selectFrom('audit_event')
      .select(['command', 'subject_kind', 'detail'])
      .where('subject_id', '=', duty.id)
      .execute();
    expect(trail).toEqual([
      {
        command: 'evidence.add',
        subject_kind: 'duty',
        detail: expect.objectContaining({ channel: '公告栏' }),
      },
    ]);
  });

  it('of an item stands on the item and on the duties it proves', async () => {
    await confirmed();
    const duty = await dutyOf('3.2', 'finance');
    await release(duty.id, [1], live);
    const { file: _file, ...bare } = evidence;
    const address = 'https://weibo.example.cn/post/1';
    const subject = { subjectKind: 'item' as const, subjectId: live };
    const added = await plan.addEvidence(finance, subject, { ...bare, address });
    expect(added.ok).toBe(true);
    const { rows, permissions } = await plan.listEvidence(finance, subject);
    expect([rows.map(row => row.address), permissions['evidence.add']?.allowed]).toEqual([[address], true]);
    const { evidence: shown } = await plan.dutyDetail(manager, duty.id);
    expect(shown.map(row => [row.subjectKind, row.address])).toEqual([['item', address]]);
  });

  it('sent twice at once is kept once', async () => {
    await confirmed();
    const { id } = await dutyOf('3.2', 'finance');
    const subject = { subjectKind: 'duty' as const, subjectId: id };
    await Promise.all([finance, manager].map(actor => plan.addEvidence(actor, subject, evidence)));
    expect((await plan.dutyDetail(manager, id)).evidence).toHaveLength(1);
  });

  it('is refused for another unit, for an unknown file, and for what is not on the portal', async () => {
    await confirmed();
    const duty = await dutyOf('3.4', 'assistance', '2019-Q2');
    const subject = { subjectKind: 'duty' as const, subjectId: duty.id };
    await expect(plan.addEvidence(finance, subject, evidence)).rejects.toMatchObject({ code: 'not-allowed' });
    const file = { digest: 'b'.repeat(64), name: '照片.jpg' };
    await expect(plan.addEvidence(manager, subject, { ...evidence, file })).rejects.toMatchObject({
      code: 'bad-input',
      problems: [{ where: 'file' }],
    });
    const onDraft = { subjectKind: 'item' as const, subjectId: draft };
    expect(codes(await plan.addEvidence(finance, onDraft, evidence))).toEqual(['item-not-live']);
  });
});

describe('《政府信息公开条例》第二十六条: events', () => {
  const event = { leafId: '2.1', unitId: 'office', occurredOn: '2019-05-20', words: '印发通知' };

  it('make a duty due from the day they happened; told twice, it is one', async () => {
    await confirmed();
    const first = await plan.raiseEvent(manager, event);
    const again = await plan.raiseEvent(manager, event);
    if (!first.ok || !again.ok) throw new Error('refused');
    expect(again.value).toEqual(first.value);
    const duty = await plan.dutyDetail(manager, first.value.dutyIds[0]!);
    expect([duty.dueOn, duty.periodWords]).toEqual(['2019-06-18', '印发通知']);
  });

  it('date the yearly duty that waits for them (《预算法》第十四条)', async () => {
    await confirmed();
    const waiting = await dutyOf('3.2', 'finance');
    expect(waiting.dueOn).toBe('2019-12-31');
    const told = { leafId: '3.2', unitId: 'finance', occurredOn: '2019-05-20', words: '财政局批复部门预算' };
    const result = await plan.raiseEvent(finance, told);
    expect(result).toEqual({ ok: true, value: { dutyIds: [waiting.id] } });
    const dated = await dutyOf('3.2', 'finance');
    // 9 June is a Sunday.
    expect([dated.id, dated.dueOn]).toEqual([waiting.id, '2019-06-10']);
    await confirmed();
    const inNewVersion = await dutyOf('3.2', 'finance');
    expect([inNewVersion.id, inNewVersion.dueOn]).toEqual([waiting.id, '2019-06-10']);
  });

  it('for chosen elements split the yearly duty', async () => {
    await confirmed();
    const waiting = await dutyOf('3.2', 'finance');
    await plan.raiseEvent(finance, {
      leafId: '3.2',
      unitId: 'finance',
      occurredOn: '2019-05-20',
      words: '财政局批复部门预算',
      elements: [1],
    });
    const details = await Promise.all(
      (await plan.listDuties(manager, query({ leaf: '3.2', unit: 'finance' }))).rows.map(row =>
        plan.dutyDetail(manager, row.id),
      ),
    );
    expect(
      details.map(each => [
        each.id === waiting.id,
        each.dueOn,
        each.elements.map(element => element.required),
      ]),
    ).toEqual([
      [false, '2019-06-10', [true, false]],
      [true, '2019-12-31', [false, true]],
    ]);
  });

  it('are refused for a unit that does not answer', async () => {
    await confirmed();
    const result = await plan.raiseEvent(manager, { ...event, leafId: '3.2' });
    expect(codes(result)).toEqual(['unit-not-responsible']);
  });
});

describe('Reading the ledger', () => {
  it('the database and the rules agree on every state, on every day of the year', async () => {
    await confirmed();
    await release((await dutyOf('3.4', 'assistance', '2019-Q2')).id, [1]);
    for (const day of [
      '2019-05-27',
      '2019-06-10',
      '2019-06-11',
      '2019-07-12',
      '2019-07-27',
      '2019-12-30',
      '2020-03-01',
    ]) {
      clock.set(`${day}T12:00:00+08:00`);
      const { rows } = await plan.listDuties(manager, query());
      for (const state of dutyStates.options) {
        const filtered = await plan.listDuties(manager, query({ state }));
        expect(filtered.rows.map(row => row.id)).toEqual(
          rows.filter(row => row.state === state).map(row => row.id),
        );
      }
      for (const row of rows) {
        const standing = {
          dueOn: dayOf(row.dueOn),
          metOn: row.metOn === null ? null : dayOf(row.metOn),
          notApplicableOn: null,
        };
        expect(row.state).toBe(dutyState(standing, dayOf(day), publishedCalendar));
        expect(row.daysLeft).toBe(daysLeft(publishedCalendar, dayOf(day), dayOf(row.dueOn)));
      }
    }
  });

  it('filters by unit, area, county, due date and words, and pages', async () => {
    await confirmed();
    const count = async (given: Record<string, string>) =>
      (await plan.listDuties(manager, query(given))).count;
    expect(await count({ unit: 'finance' })).toBe(1);
    expect(await count({ area: '民政资金' })).toBe(13);
    expect(await count({ county: 'yes' })).toBe(8);
    expect(await count({ county: 'no' })).toBe(5);
    expect(await count({ dueBefore: '2019-06-10' })).toBe(2);
    expect(await count({ q: '低保' })).toBe(9);
    expect(await count({ q: '%' })).toBe(0);
    expect(await count({ year: '2018' })).toBe(0);
    const page = await plan.listDuties(manager, query({ page: '2', size: '5' }));
    expect([page.rows.length, page.count]).toEqual([5, 13]);
  });

  it('a county sees its own duties and no others, whatever it asks for', async () => {
    await confirmed();
    const all = await plan.listDuties(east, query());
    expect(new Set(all.rows.map(row => row.unitId))).toEqual(new Set(['county-east']));
    expect((await plan.listDuties(east, query({ unit: 'county-west' }))).count).toBe(0);
    expect((await plan.board(east)).byUnit).toEqual([]);
  });

  it('the board counts by area, unit and county', async () => {
    await confirmed();
    clock.set('2019-06-11T09:00:00+08:00');
    const board = await plan.board(manager);
    expect(board.total.counts).toMatchObject({ late: 2, 'not-yet-due': 11 });
    expect(board.byCounty.map(row => [row.name, row.counts.late])).toEqual([
      ['东溪县', 1],
      ['西溪县', 1],
    ]);
    expect(board.byUnit.map(row => row.key)).toEqual(['finance', 'party-building', 'assistance']);
  });

  it('my desk shows what the own unit has still to do', async () => {
    await confirmed();
    const duty = await dutyOf('3.2', 'finance');
    expect((await plan.myDuties(finance, query())).rows.map(row => row.id)).toEqual([duty.id]);
    await release(duty.id, [1, 2]);
    expect((await plan.myDuties(finance, query())).count).toBe(0);
  });

  it('the public ledger counts what is met, open and late, and lists what is late', async () => {
    expect(await plan.publicLedger()).toBeUndefined();
    await confirmed();
    clock.set('2019-06-11T09:00:00+08:00');
    const ledger = await plan.publicLedger();
    expect(ledger?.total).toEqual({ total: 13, met: 0, late: 2, open: 11 });
    expect(ledger?.late.map(duty => duty.unitName)).toEqual(['东溪县民政局', '西溪县民政局']);
  });

  it('says of each element of a leaf whether it is out, late or still to come', async () => {
    expect(await plan.publicLeaves()).toEqual([]);
    await confirmed();
    const statesOf = async (leafId: string) =>
      (await plan.publicLeaves()).find(leaf => leaf.id === leafId)?.elements.map(each => each.state);
    const duty = await dutyOf('3.2', 'finance');
    expect(new Set(await statesOf('3.2'))).toEqual(new Set(['open']));
    clock.set(`${duty.dueOn}T09:00:00+08:00`);
    expect(await statesOf('3.2')).not.toContain('late');
    clock.set('2020-01-01T09:00:00+08:00');
    expect((await statesOf('3.2'))?.slice(0, 2)).toEqual(['late', 'late']);
    await release(duty.id, [1, 2]);
    expect((await statesOf('3.2'))?.slice(0, 2)).toEqual(['out', 'out']);
  });
});

describe('Sweeps', () => {
  it('remind of what comes due and what is late, once per cause', async () => {
    await confirmed();
    clock.set('2019-06-05T09:00:00+08:00');
    expect(await plan.sweep('2019-06-05')).toEqual({ dueSoon: 2, late: 0 });
    expect(await plan.sweep('2019-06-05')).toEqual({ dueSoon: 0, late: 0 });
    expect(await plan.sweep('2019-06-11')).toEqual({ dueSoon: 0, late: 2 });
    expect(told.map(message => [message.unitId, message.kind])).toEqual([
      ['county-east', 'duty-due-soon'],
      ['county-west', 'duty-due-soon'],
      ['county-east', 'duty-late'],
      ['county-west', 'duty-late'],
    ]);
  });

  it('a new holiday notice moves open duties and leaves met ones alone', async () => {
    await confirmed();
    const metDuty = await dutyOf('3.4', 'assistance', '2019-Q2');
    await release(metDuty.id, [1]);
    const years = seedYears.map(year =>
      year.year === 2019 ? { ...year, holidays: [...year.holidays, dayOf('2019-07-10')] } : year,
    );
    const moved = await transaction(db, trx => plan.recompute(trx, calendarFrom('test', years)));
    // In the order of ids, which are random.
    expect(moved.map(each => [each.unitId, each.dueBefore, each.dueAfter]).sort()).toEqual([
      ['county-east', '2019-07-26', '2019-07-29'],
      ['county-west', '2019-07-26', '2019-07-29'],
    ]);
    expect((await dutyOf('3.4', 'county-east', '2019-Q2')).dueOn).toBe('2019-07-29');
    expect((await dutyOf('3.4', 'assistance', '2019-Q2')).dueOn).toBe('2019-07-26');
    expect(await transaction(db, trx => plan.recompute(trx, calendarFrom('test', years)))).toEqual([]);
  });
});
