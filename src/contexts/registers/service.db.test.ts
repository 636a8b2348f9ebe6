import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { socialCreditCheckCharacter } from '../../law/social-credit-code.ts';
import { actorWith, codes, done, signAll } from '../publications/items.fixture.ts';
import { registersBench } from './registers.fixture.ts';

const database = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const { registers, items, told, end } = await registersBench(database, clock);
afterAll(end);

const every = { 'item.read': 'every-unit', 'item.draft': 'own-unit', 'item.amend': 'own-unit' } as const;
const owner = actorWith(
  { ...every, 'register.edit': 'own-unit', 'register.propose': 'own-unit' },
  { name: '名录管理人', unitId: 'office' },
);
const county = actorWith(
  { ...every, 'register.edit': 'own-unit' },
  { name: '县局经办人', unitId: 'finance' },
);

const code = (no: number) => {
  const stem = `5152050${String(no).padStart(10, '0')}`;
  return stem + socialCreditCheckCharacter(stem);
};
const region = '520501';
const values = (no: number, over: object = {}) => ({
  ...{ name: `演示协会${no}`, code: code(no), status: '正常', contact: '内部联系人' },
  ...over,
});
const body = (no: number, over: object = {}) => ({ region, values: values(no, over), reason: '成立登记' });
const plain = { note: '', meets: [] };
const list = { page: 1, size: 50 } as const;

async function release(itemId: string): Promise<void> {
  const drafter = actorWith({ 'item.read': 'every-unit', 'item.submit': 'every-unit' });
  done(await items.publications.submit(drafter, itemId));
  const { digest } = await items.publications.getItem(drafter, itemId);
  await signAll(items, itemId, digest);
  done(await items.publications.release(items.people.publisher, itemId, { digest }));
}

describe('政府信息公开条例 article 26: a register from its entries to the portal', () => {
  it('keeps who changed what, when and why, and refuses what may not be kept', async () => {
    const { id } = done(await registers.create(county, 'organisations', body(1)));
    const refusals: [object, string][] = [
      [{ code: `${code(2).slice(0, 17)}${code(2)[17] === '0' ? '1' : '0'}` }, 'bad-field'],
      [{ phone: '13800138000' }, 'bad-field'],
      [{ founded: '2019-02-30' }, 'bad-field'],
      [{ name: '' }, 'bad-field'],
      [{ code: code(1) }, 'value-taken'],
    ];
    for (const [over, due] of refusals)
      expect(
        codes(await registers.create(county, 'organisations', body(2, over))),
        JSON.stringify(over),
      ).toEqual([due]);
    const change = { ...body(1, { name: '演示联合会1' }), revision: 1, reason: '更名' };
    done(await registers.change(county, id, change));
    await expect(registers.change(county, id, change)).rejects.toMatchObject({ code: 'edited-meanwhile' });
    const event = { revision: 2, kind: 'changed', on: '2019-06-01', words: '名称变更' };
    done(await registers.tellEvent(county, id, event));
    expect(codes(await registers.tellEvent(county, id, { ...event, revision: 3, on: '2019-06-09' }))).toEqual(
      ['event-ahead'],
    );
    const entry = await registers.get(owner, id);
    expect(entry.history.map(({ act, reason, fields, byName }) => [act, reason, fields, byName])).toEqual([
      ['event', '变更登记（2019-06-01）：名称变更', [], '县局经办人'],
      ['change', '更名', ['名称'], '县局经办人'],
      ['create', '成立登记', [], '县局经办人'],
    ]);
    const stranger = actorWith({ ...every, 'register.edit': 'own-unit' }, { unitId: 'personnel' });
    await expect(registers.create(stranger, 'organisations', body(9))).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  it('takes a file over as a whole or not at all, after it was put right in the waiting area', async () => {
    const csv = [
      '地区,名称,统一社会信用代码,状态,成立登记日期,收费标准（元/月）',
      `甲县,演示协会3,${code(3)},正常,43586,"1,200"`,
      `甲县,演示协会4,${code(4).slice(0, 17)}?,正常,2019年5月1日,`,
      `乙县,演示协会5,${code(5)},正常,,`,
      `甲县,演示联合会1,${code(1)},注销,,`,
    ].join('\n');
    const { id } = done(await registers.uploadImport(county, 'organisations', '表.csv', Buffer.from(csv)));
    const preview = await registers.viewImport(county, id);
    expect(preview.problems.map(each => each.cell)).toEqual(['C3', 'A4']);
    for (const each of preview.problems) expect(each.advice).not.toBe('');
    expect(preview).toMatchObject({ added: 1, changed: 1, unchanged: 0, rowCount: 4 });
    expect(codes(await registers.applyImport(county, id))).toEqual(['problems-left']);
    expect((await registers.list(owner, 'organisations', list)).count).toBe(1);
    done(await registers.setRow(county, id, 3, ['甲县', '演示协会4', code(4), '正常', '2019-05-01', '']));
    done(await registers.setRow(county, id, 4, null));
    expect(done(await registers.applyImport(county, id))).toEqual({ added: 2, changed: 1, unchanged: 0 });
    await expect(registers.applyImport(county, id)).rejects.toMatchObject({ code: 'not-found' });
    const { rows } = await registers.list(owner, 'organisations', list);
    expect(
      rows.map(row => [row.name, row.values['status'], row.values['founded'], row.values['fee']]),
    ).toEqual([
      ['演示联合会1', '注销', undefined, undefined],
      ['演示协会3', '正常', '2019-05-01', 1200],
      ['演示协会4', '正常', '2019-05-01', undefined],
    ]);
    // What the file did not have stayed.
    expect(rows[0]?.values['contact']).toBe('内部联系人');
    const filtered = await registers.list(owner, 'organisations', {
      ...list,
      where: 'status:注销',
      q: '联合',
    });
    expect(filtered.count).toBe(1);
  });

  it('goes out without its inner fields, is reminded once when late, and is gone with its withdrawal', async () => {
    const { rows } = await registers.list(owner, 'organisations', list);
    const one = done(await registers.propose(owner, 'organisations', plain));
    expect(done(await registers.propose(owner, 'organisations', plain))).toEqual(one);
    expect(await registers.open.released()).toEqual([]);
    await release(one.itemId);
    const [live] = await registers.open.released();
    const released = (await registers.open.list(live!.dataDigest))!;
    expect(released.entries).toHaveLength(rows.length);
    expect(released.entries[0]?.events).toEqual([{ kind: 'changed', on: '2019-06-01', words: '名称变更' }]);
    expect(JSON.stringify(released)).not.toContain('内部联系人');

    expect((await registers.overview(owner)).rows[0]?.clock).toMatchObject({
      state: 'in-time',
      dueOn: '2019-07-01',
    });
    clock.set('2019-07-02T09:00:00+08:00');
    expect((await registers.overview(owner)).rows[0]?.clock.state).toBe('late');
    expect([await registers.remindLate(), await registers.remindLate()]).toEqual([1, 0]);
    expect(told).toEqual(['“社会组织名录”逾期未更新']);

    const gone = rows[2]!;
    done(await registers.remove(owner, gone.id, { revision: gone.revision, reason: '注销登记' }));
    const two = done(await registers.propose(owner, 'organisations', plain));
    expect(two).toEqual({ ...one, edition: 2 });
    await release(two.itemId);
    const view = await registers.view(owner, 'organisations');
    expect(view).toMatchObject({ edition: 2, changes: { added: 0, changed: 0, removed: 0 } });
    clock.set('2019-07-10T09:00:00+08:00');
    const words = '与登记台账逐条核对';
    done(await registers.noteUnchanged(owner, 'organisations', words));
    const checked = await registers.view(owner, 'organisations');
    expect(checked).toMatchObject({
      clock: { dueOn: '2019-08-07', explanation: expect.stringContaining('2019-07-10核对无变化') },
      checks: [{ on: '2019-07-10', words, edition: 2, byName: '名录管理人' }],
    });
    expect((await registers.open.checks()).get('organisations')).toEqual({
      edition: 2,
      on: '2019-07-10',
      words,
    });
    await expect(registers.noteUnchanged(county, 'organisations', words)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    done(await registers.restore(owner, gone.id, { revision: gone.revision + 1, reason: '误操作' }));
    expect(codes(await registers.noteUnchanged(owner, 'organisations', words))).toEqual(['has-changes']);
    expect((await registers.view(owner, 'organisations')).changes).toEqual({
      added: 1,
      changed: 0,
      removed: 0,
    });

    const withdrawal = {
      kind: 'published-in-error' as const,
      reason: '名录有误，予以撤下',
      replacedBy: null,
    };
    done(await items.publications.withdraw(items.people.publisher, two.itemId, withdrawal));
    expect(await registers.open.released()).toEqual([]);
    expect(done(await registers.propose(owner, 'organisations', plain)).itemId).not.toBe(two.itemId);
  });
});
