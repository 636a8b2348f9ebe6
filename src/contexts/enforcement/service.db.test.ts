import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { dayOf } from '../../law/day.ts';
import { actorWith, codes, done, signAll } from '../publications/items.fixture.ts';
import type { DecisionContent } from './contract.ts';
import { enforcementBench, officer, penalty, settableClock } from './enforcement.fixture.ts';

const database = await testDatabase();
const clock = settableClock('2019-06-03T09:00:00+08:00');
const { enforcement, items, end } = await enforcementBench(database, clock);
afterAll(end);
beforeEach(() => clock.set('2019-06-03T09:00:00+08:00'));

async function recorded(no: string, over: Partial<DecisionContent> = {}) {
  const content = penalty({ documentNo: no, ...over });
  const { id } = done(await enforcement.create(officer, content));
  return enforcement.get(officer, id);
}

async function release(itemId: string): Promise<void> {
  const drafter = actorWith({ 'item.read': 'every-unit', 'item.submit': 'every-unit' });
  done(await items.publications.submit(drafter, itemId));
  const { digest } = await items.publications.getItem(drafter, itemId);
  await signAll(items, itemId, digest);
  done(await items.publications.release(items.people.publisher, itemId, { digest }));
}

async function released(no: string, over: Partial<DecisionContent> = {}) {
  const { id } = await recorded(no, over);
  const { itemId } = done(await enforcement.propose(officer, id, { meets: [] }));
  await release(itemId);
  return enforcement.get(officer, id);
}

const everything = { page: 1, size: 50 };

async function shownNumbers(): Promise<string[]> {
  return (await enforcement.open.list(everything)).rows.map(row => row.released.documentNo);
}

describe('行政处罚法 article 48: the whole life of a penalty', () => {
  it('is recorded, reviewed and released in time, annulled, withdrawn within 3 working days, corrected', async () => {
    const first = await recorded('毕民罚〔2019〕1号');
    expect(first).toMatchObject({
      state: 'recorded',
      publish: { standing: 'running', explanation: { dueOn: '2019-06-05' } },
      withdraw: null,
      withheld: [],
    });
    const { itemId } = done(await enforcement.propose(officer, first.id, { meets: [] }));
    expect(await shownNumbers()).toEqual([]);
    await release(itemId);
    const shown = await enforcement.get(officer, first.id);
    expect(shown).toMatchObject({
      state: 'public',
      publish: { standing: 'met', metOn: '2019-06-03' },
      period: { months: 12, until: '2020-06-02' },
    });
    const page = await enforcement.open.decision(first.id);
    expect(page?.released).toMatchObject({
      documentNo: '毕民罚〔2019〕1号',
      organ: '某市民政局',
      partyName: '某市演示协会',
      fineYuan: 2000,
    });
    // What is kept for the credit sites, and what is internal, does not go out.
    expect(JSON.stringify(page)).not.toContain('测试代表');
    const edit = { revision: shown.revision, content: shown.content };
    expect(codes(await enforcement.change(officer, first.id, edit))).toEqual(['still-public']);

    clock.set('2019-06-12T10:00:00+08:00');
    const annulled = {
      revision: shown.revision,
      outcome: 'revoked' as const,
      on: '2019-06-12',
      reason: '复议机关撤销该决定',
    };
    done(await enforcement.registerOutcome(officer, first.id, annulled));
    const running = await enforcement.get(officer, first.id);
    expect(running.withdraw).toMatchObject({ standing: 'running', explanation: { dueOn: '2019-06-17' } });
    expect(await enforcement.due(dayOf('2019-06-17'))).toMatchObject([
      { id: first.id, kind: 'withdraw', dueOn: '2019-06-17', isLate: false },
    ]);
    expect(
      codes(
        await enforcement.registerOutcome(officer, first.id, { ...annulled, revision: running.revision }),
      ),
    ).toEqual(['has-outcome']);

    clock.set('2019-06-14T10:00:00+08:00');
    const withdrawal = { kind: 'repealed' as const, reason: '决定已被依法撤销', replacedBy: null };
    done(await items.publications.withdraw(items.people.publisher, itemId, withdrawal));
    expect(await enforcement.get(officer, first.id)).toMatchObject({
      state: 'withdrawn',
      withdraw: { standing: 'met', metOn: '2019-06-14' },
      withdrawnReason: '决定已被依法撤销',
      corrections: [{ outcome: 'revoked', reason: '决定已被依法撤销', on: '2019-06-12' }],
    });
    expect(await shownNumbers()).toEqual([]);
    expect(await enforcement.open.decision(first.id)).toBeNull();
    expect(await enforcement.open.takenDown()).toMatchObject([
      { documentNo: '毕民罚〔2019〕1号', outcome: 'revoked', on: '2019-06-14' },
    ]);
    expect(await enforcement.due(dayOf('2029-01-01'))).toEqual([]);
    expect(codes(await enforcement.propose(officer, first.id, { meets: [] }))).toEqual(['has-outcome']);
  });

  it('is told as late once the seventh working day has passed, and counted so', async () => {
    const late = await recorded('毕民罚〔2018〕9号', { decidedOn: '2018-05-07', fineYuan: 2000.1 });
    expect(late.publish).toMatchObject({ standing: 'late', explanation: { dueOn: '2018-05-16' } });
    expect(await enforcement.due(dayOf('2019-06-03'))).toMatchObject([
      { id: late.id, kind: 'publish', isLate: true },
    ]);
    await recorded('毕民罚〔2018〕10号', { decidedOn: '2018-05-08', fineYuan: 0.2 });
    await released('毕民罚〔2018〕11号', {
      decidedOn: '2018-05-08',
      secrecy: 'none',
      weight: 'light',
    });
    const { rows } = await enforcement.statistics(officer, 2018);
    expect(rows.find(row => row.kind === 'penalty')).toMatchObject({
      ...{ decided: 3, public: 1, late: 3, corrected: 0, fineYuan: 4000.3 },
    });
    expect(rows).toHaveLength(6);
    const csv = new TextDecoder().decode(await enforcement.statisticsFile(officer, 2018, 'csv'));
    expect(csv).toContain('行政处罚,3,1,3,0,0,4000.3,0');
  });

  it('asks for the withdrawal when its time on the site is over, and then calls it expired', async () => {
    const { id, itemId } = await released('毕民罚〔2019〕2号', { weight: 'light' });
    clock.set('2019-09-02T10:00:00+08:00');
    const due = await enforcement.due(dayOf('2019-09-02'));
    expect(due.find(each => each.id === id)).toMatchObject({ kind: 'period-end', dueOn: '2019-09-02' });
    const withdrawal = { kind: 'repealed' as const, reason: '公示期限届满', replacedBy: null };
    done(await items.publications.withdraw(items.people.publisher, itemId!, withdrawal));
    expect((await enforcement.get(officer, id)).corrections).toMatchObject([{ outcome: 'expired' }]);
  });
});

describe('国办发〔2018〕118号: the list of matters', () => {
  it('goes out as an item with its data, is public until withdrawn, and says when the pack has changed', async () => {
    expect(await enforcement.open.matters()).toBeNull();
    const first = done(await enforcement.proposeMatters(officer, { meets: [] }));
    expect(await enforcement.open.matters()).toBeNull();
    await release(first.itemId);
    expect(await enforcement.open.matters()).toMatchObject({
      itemId: first.itemId,
      data: {
        organ: '某市民政局',
        matters: [{ code: 'ZF-01', name: '对社会团体的处罚', organ: '某市民政局', unitName: '办公室' }],
      },
    });
    expect(await enforcement.matterList(officer)).toMatchObject({
      isOutdated: false,
      permissions: { propose: { allowed: true } },
    });
    // The same list again is an amendment of the item that is out.
    const again = done(await enforcement.proposeMatters(officer, { meets: [] }));
    expect(again.itemId).toBe(first.itemId);
    const reader = actorWith({ 'item.read': 'every-unit' });
    await expect(enforcement.proposeMatters(reader, { meets: [] })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const withdrawal = { kind: 'repealed' as const, reason: '清单重新制定', replacedBy: null };
    done(await items.publications.withdraw(items.people.publisher, first.itemId, withdrawal));
    expect(await enforcement.open.matters()).toBeNull();
  });
});

describe('行政处罚法 article 50: who and what is not shown', () => {
  it('a minor is refused with the basis; another person is named by the surname only', async () => {
    const person = { partyKind: 'person' as const, partyName: '张演示', creditCode: '' };
    const minor = await recorded('毕民罚〔2019〕3号', { ...person, isMinor: true });
    expect(minor).toMatchObject({ isShown: false, publish: null });
    const refused = await enforcement.propose(officer, minor.id, { meets: [] });
    expect(codes(refused)).toEqual(['minor']);
    const { id } = await released('毕民罚〔2019〕4号', person);
    const { released: shown } = (await enforcement.open.decision(id))!;
    expect(shown).toMatchObject({ partyName: '张**', creditCode: '' });
    expect(JSON.stringify(shown)).not.toContain('张演示');
  });
});

describe('Bad input and two officers at once', () => {
  it('is refused field by field, and nothing is kept', async () => {
    const before = (await enforcement.list(officer, everything)).count;
    const wrong = penalty({ documentNo: '', creditCode: '51520500MJR123456A', fineYuan: null });
    const refused = await enforcement.create(officer, wrong);
    if (refused.ok) throw new Error('kept');
    expect(refused.reasons.map(each => each.where)).toEqual(['documentNo', 'creditCode', 'fineYuan']);
    expect(refused.reasons[1]!.message).toContain('校验位');
    expect((await enforcement.list(officer, everything)).count).toBe(before);
  });

  it('of two who change or propose at once one is told', async () => {
    const { id, content, revision } = await recorded('毕民罚〔2019〕5号');
    const change = (note: string) =>
      enforcement.change(officer, id, { revision, content: { ...content, note } });
    const results = await Promise.allSettled([change('甲'), change('乙')]);
    expect(results.map(each => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(codes(await enforcement.create(officer, content))).toEqual(['document-no-taken']);
    const both = await Promise.allSettled([
      enforcement.propose(officer, id, { meets: [] }),
      enforcement.propose(officer, id, { meets: [] }),
    ]);
    expect(both.map(each => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const stranger = actorWith(
      { 'item.read': 'every-unit', 'enforcement.edit': 'own-unit' },
      { unitId: 'finance' },
    );
    await expect(enforcement.create(stranger, content)).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
