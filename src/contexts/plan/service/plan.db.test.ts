import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import type { PlanLeaf } from '../contract.ts';
import {
  codes,
  emptyLedger,
  leafOf,
  leaves,
  ledgerOn,
  people,
  planBody,
  query,
  stepsOn,
} from '../ledger.fixture.ts';
import { createPlan } from './create-plan.ts';

const db = await testDatabase();
const clock = fixedClock('2019-05-27T09:00:00+08:00');
const { plan, ports } = await ledgerOn(db, clock);
const { manager, secondManager, east } = people;

beforeEach(async () => {
  clock.set('2019-05-27T09:00:00+08:00');
  await emptyLedger(db);
});

const { confirmed, dutyOf, release } = stepsOn(db, clock, plan);

describe('A draft plan', () => {
  it('is made from what was parsed; owners and columns are proposed from names and the catalogue', async () => {
    const [funds, news] = [leaves[0]!, leaves[3]!];
    const parsed = [
      { ...funds, owners: [] },
      { ...news, owners: [], lead: ['局机关各科室', '外星人科'] },
    ];
    const id = await plan.createDraft(manager, planBody({ leaves: parsed }));
    const view = await plan.planView(manager, id);
    expect(view.leaves.map(leaf => [leaf.owners, leaf.column])).toEqual([
      [['finance', 'party-building'], 'funds'],
      [['office', 'finance', 'party-building', 'assistance'], 'news'],
    ]);
    const stranger = expect.stringContaining('外星人科');
    const told = [{ where: '2.1 重点工作信息', leaf: '2.1', message: stranger }];
    expect(view.warnings).toEqual(told);
    // The wizard hands in the warnings of the reading, among them the same one.
    const again = await plan.createDraft(manager, planBody({ leaves: parsed, warnings: view.warnings }));
    expect((await plan.planView(manager, again)).warnings).toEqual(told);
  });

  it('keeps every field of its leaves, elements with rules of their own included', async () => {
    const own = leafOf({
      id: '9',
      elements: [
        { name: '甲', form: 'table', breakdown: 'county+class', figures: ['户数', '人数'] },
        {
          name: '乙',
          form: 'text',
          breakdown: null,
          figures: [],
          cadence: 'monthly',
          deadline: { kind: 'month-day', monthDay: '06-30', yearOffset: 1 },
        },
      ],
    });
    const id = await plan.createDraft(manager, planBody({ leaves: [own] }));
    expect((await plan.planView(manager, id)).leaves).toEqual([own]);
  });

  it('changes only from the revision that was read', async () => {
    const id = await plan.createDraft(manager, planBody());
    await plan.changePlan(manager, id, { revision: 1, title: '新标题' });
    await expect(plan.changePlan(manager, id, { revision: 1, title: '别人的' })).rejects.toMatchObject({
      code: 'edited-meanwhile',
    });
    const view = await plan.planView(manager, id);
    expect([view.title, view.revision]).toEqual(['新标题', 2]);
  });

  it('merges and splits', async () => {
    const id = await plan.createDraft(manager, planBody());
    await plan.changePlan(manager, id, { revision: 1, merge: ['3.2', '2.1'] });
    await plan.changePlan(manager, id, {
      revision: 2,
      split: { id: '3.2', elements: [2, 3], newId: '3.2.2', title: '说明' },
    });
    const view = await plan.planView(manager, id);
    expect(view.leaves.map(leaf => [leaf.id, leaf.elements.length])).toEqual([
      ['3.2', 1],
      ['3.2.2', 2],
      ['3.4', 1],
      ['5.3', 1],
    ]);
  });

  it('with a number twice is refused with the place of the second', async () => {
    await expect(
      plan.createDraft(manager, planBody({ leaves: [leaves[0]!, leaves[0]!] })),
    ).rejects.toMatchObject({ code: 'bad-input', problems: [{ where: 'leaves.1.id' }] });
  });

  it('of another unit is closed to a county', async () => {
    const id = await plan.createDraft(manager, planBody());
    await expect(plan.planView(east, id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(plan.createDraft(east, planBody({ unitId: 'county-west' }))).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(await plan.listPlans(east)).toEqual([]);
  });
});

describe('Confirming a plan', () => {
  it('makes the duties of owners and counties due', async () => {
    await confirmed();
    const { rows, count } = await plan.listDuties(manager, query());
    expect(count).toBe(2 + 3 * 3 + 2);
    expect(rows.map(row => [row.leafId, row.unitId, row.period, row.dueOn]).slice(0, 3)).toEqual([
      ['5.3', 'county-east', '2019', '2019-06-10'],
      ['5.3', 'county-west', '2019', '2019-06-10'],
      ['3.4', 'assistance', '2019-Q2', '2019-07-26'],
    ]);
  });

  it('is refused with every reason and changes nothing', async () => {
    const id = await plan.createDraft(
      manager,
      planBody({ leaves: [leafOf({ id: '1', lead: [], owners: [] })] }),
    );
    const result = await plan.confirmPlan(manager, id);
    expect(codes(result)).toEqual(['owner-missing']);
    const view = await plan.planView(manager, id);
    expect(view.state).toBe('draft');
    expect(view.permissions['plan.confirm']).toMatchObject({ allowed: false });
  });

  it('twice at the same moment happens once', async () => {
    const id = await plan.createDraft(manager, planBody());
    const results = await Promise.all([plan.confirmPlan(manager, id), plan.confirmPlan(secondManager, id)]);
    expect(results.flatMap(codes)).toEqual(['plan-not-draft']);
    expect((await plan.listDuties(manager, query())).count).toBe(13);
  });

  it('of two drafts at the same moment leaves one confirmed', async () => {
    const drafts = [await plan.createDraft(manager, planBody()), await plan.createDraft(manager, planBody())];
    await Promise.all(drafts.map(id => plan.confirmPlan(manager, id)));
    const states = (await plan.listPlans(manager)).map(row => row.state).sort();
    expect(states).toEqual(['confirmed', 'superseded']);
    expect((await plan.listDuties(manager, query())).count).toBe(13);
  });

  it('as a new version keeps duties and proofs, closes what is gone, adds what is new', async () => {
    await confirmed();
    const quarter = await dutyOf('3.4', 'assistance', '2019-Q2');
    await release(quarter.id, [1]);
    const event = await plan.raiseEvent(manager, {
      leafId: '2.1',
      unitId: 'office',
      occurredOn: '2019-05-27',
      words: '启动年度重点工作',
    });
    if (!event.ok) throw new Error('refused');
    const changed: PlanLeaf[] = [
      {
        ...leaves[1]!,
        elements: [
          { name: '新要素', form: 'text', breakdown: 'county', figures: [] },
          ...leaves[1]!.elements,
        ],
      },
      leaves[3]!,
      leafOf({ id: '9.1', cadence: 'annual', deadline: { kind: 'year-end' } }),
    ];
    const id = await confirmed({ leaves: changed });
    const view = await plan.planView(manager, id);
    expect([view.version, view.state]).toEqual([2, 'confirmed']);
    const kept = await plan.dutyDetail(manager, quarter.id);
    expect([kept.planId, kept.metOn, kept.proofs.map(proof => proof.elements)]).toEqual([
      id,
      '2019-05-27',
      [[2]],
    ]);
    expect(kept.elements.map(each => [each.required, each.covered])).toEqual([
      [false, false],
      [true, true],
    ]);
    const open = await dutyOf('3.4', 'assistance', '2019-Q3');
    expect([open.planId, open.required]).toEqual([id, 2]);
    expect((await plan.dutyDetail(manager, event.value.dutyIds[0]!)).planId).toBe(id);
    const gone = await dutyOf('5.3', 'county-east');
    expect(gone.state).toBe('not-applicable');
    expect((await dutyOf('9.1', 'office')).dueOn).toBe('2019-12-31');
  });

  it('shows the difference against last year', async () => {
    await confirmed();
    const id = await plan.createDraft(
      manager,
      planBody({
        year: 2020,
        startsOn: '2020-04-01',
        leaves: [{ ...leaves[0]!, owners: ['finance'] }, ...leaves.slice(1)],
      }),
    );
    const view = await plan.planView(manager, id);
    expect(view.difference?.changed).toEqual([{ id: '3.2', what: ['责任单位'] }]);
  });

  describe('is foretold by the preview', () => {
    const previewed = async (id: string) => {
      const result = await plan.previewPlan(manager, id);
      if (!result.ok) throw new Error(codes(result).join());
      return result.value;
    };
    const dutyCount = async () => (await plan.listDuties(manager, query())).count;
    const confirmedCounts = async (id: string) => {
      const result = await plan.confirmPlan(manager, id);
      if (!result.ok) throw new Error(codes(result).join());
      const { created, kept, closed } = result.value;
      return { created, kept, closed };
    };

    it('for a first plan: every duty, by unit, and the leaves that wait for events', async () => {
      const id = await plan.createDraft(manager, planBody());
      const preview = await previewed(id);
      expect([await dutyCount(), preview.created, preview.kept, preview.closed]).toEqual([0, 13, 0, 0]);
      expect([preview.byEvent, preview.elements, preview.supersedes]).toEqual([1, 5, null]);
      expect(preview.byUnit.map(each => [each.unitName, each.created])).toContainEqual(['东溪县民政局', 4]);
      expect(await confirmedCounts(id)).toEqual({ created: 13, kept: 0, closed: 0 });
      expect(await dutyCount()).toBe(13);
    });

    it('for a new version: what is new, what goes over, what ends', async () => {
      await confirmed();
      const event = { leafId: '3.4', unitId: 'assistance', occurredOn: '2019-05-27', words: '标准调整' };
      await plan.raiseEvent(manager, { ...event, leafId: '2.1', unitId: 'office' });
      const changed = [
        { ...leaves[0]!, owners: ['finance'] },
        // Nothing is left of the event's duty: its element is another one now.
        leafOf({ ...leaves[3]!, elements: [{ name: '新内容', form: 'text', breakdown: null, figures: [] }] }),
        leafOf({ id: '9.1', cadence: 'quarterly', deadline: { kind: 'year-end' }, elements: [] }),
      ];
      const id = await plan.createDraft(manager, planBody({ leaves: changed }));
      const preview = await previewed(id);
      expect([preview.created, preview.kept]).toEqual([3, 1]);
      expect(preview.supersedes).toBe('云溪市民政局2019年政务公开工作实施方案（第1版）');
      const { created, kept, closed } = preview;
      expect(await confirmedCounts(id)).toEqual({ created, kept, closed });
      expect(await dutyCount()).toBe(14 + created);
      expect((await plan.listDuties(manager, query({ state: 'not-applicable' }))).count).toBe(closed);
    });

    it('is refused for the reasons of the confirmation, and open to whoever may read the plan', async () => {
      const id = await plan.createDraft(
        manager,
        planBody({ leaves: [leafOf({ id: '1', lead: [], owners: [] })] }),
      );
      expect(codes(await plan.previewPlan(manager, id))).toEqual(['owner-missing']);
      await expect(plan.previewPlan(east, id)).rejects.toMatchObject({ code: 'not-allowed' });
    });
  });

  it('makes a leaf without elements a duty of its own, met by one proof', async () => {
    await confirmed({
      leaves: [
        leafOf({
          id: '7',
          title: '公开值班电话',
          cadence: 'annual',
          deadline: { kind: 'year-end' },
          elements: [],
        }),
      ],
    });
    const duty = await dutyOf('7', 'office');
    const { elements } = await plan.dutyDetail(manager, duty.id);
    expect(elements.map(each => [each.no, each.name, each.required])).toEqual([[1, '公开值班电话', true]]);
    await release(duty.id, [1]);
    expect((await dutyOf('7', 'office')).state).toBe('met');
  });

  it('leaves a trace in the audit table', async () => {
    const id = await confirmed();
    const rows = await db.kysely
      .selectFrom('audit_event')
      .select(['command', 'staff_id', 'outcome'])
      .where('subject_id', '=', id)
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { command: 'plan.import', staff_id: manager.staffId, outcome: 'done' },
      { command: 'plan.confirm', staff_id: manager.staffId, outcome: 'done' },
    ]);
  });
});

describe('A use case whose last statement fails', () => {
  const failing = createPlan({
    ...ports,
    recordAudit: async () => {
      throw new Error('disk');
    },
    dutyMet: async () => {
      throw new Error('log');
    },
  });

  it('confirms nothing and makes no duty', async () => {
    const id = await plan.createDraft(manager, planBody());
    await expect(failing.confirmPlan(manager, id)).rejects.toThrow('disk');
    expect((await plan.planView(manager, id)).state).toBe('draft');
    expect((await plan.listDuties(manager, query())).count).toBe(0);
  });

  it('supersedes nothing', async () => {
    const first = await confirmed();
    const second = await plan.createDraft(manager, planBody({ leaves: leaves.slice(0, 1) }));
    await expect(failing.confirmPlan(manager, second)).rejects.toThrow('disk');
    expect((await plan.planView(manager, first)).state).toBe('confirmed');
    expect((await plan.listDuties(manager, query({ state: 'not-applicable' }))).count).toBe(0);
  });

  it('stores no draft, no proof, no event, no request', async () => {
    await expect(failing.createDraft(manager, planBody())).rejects.toThrow('disk');
    expect(await plan.listPlans(manager)).toEqual([]);
    await confirmed();
    const duty = await dutyOf('5.3', 'county-east');
    const proof = { elements: [1], words: '已印发', provedOn: '2019-05-27' };
    await expect(failing.addProof(manager, duty.id, proof)).rejects.toThrow('log');
    await expect(failing.askNotApplicable(manager, duty.id, { reason: '本年度不适用' })).rejects.toThrow(
      'disk',
    );
    const event = { leafId: '2.1', unitId: 'office', occurredOn: '2019-05-20', words: '印发通知' };
    await expect(failing.raiseEvent(manager, event)).rejects.toThrow('disk');
    const after = await plan.dutyDetail(manager, duty.id);
    expect([after.metOn, after.proofs, after.notApplicable]).toEqual([null, [], null]);
    expect((await plan.listDuties(manager, query())).count).toBe(13);
  });
});

describe('The plan of the pack', () => {
  const pack = { year: 2019, title: '方案', issuedOn: '2019-05-26', documentNo: '', leaves };
  it('is loaded once, however often the product starts', async () => {
    const first = await plan.loadPackPlan(pack);
    const second = await plan.loadPackPlan(pack);
    expect([first.isNew, second.isNew, second.planId === first.planId]).toEqual([true, false, true]);
    expect((await plan.listDuties(manager, query())).count).toBe(13);
  });
  it('makes a new version when the file has changed, but never over a plan that a person confirmed', async () => {
    await plan.loadPackPlan(pack);
    expect((await plan.loadPackPlan({ ...pack, title: '改' })).isNew).toBe(true);
    await confirmed();
    expect((await plan.loadPackPlan({ ...pack, title: '再改' })).isNew).toBe(false);
  });
});
