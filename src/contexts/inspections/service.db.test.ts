import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { settableClock } from '../enforcement/enforcement.fixture.ts';
import { actorWith, codes, done, signAll } from '../publications/items.fixture.ts';
import type { ResultBody, TaskPart } from './contract.ts';
import { inspectionBench, officer } from './inspections.fixture.ts';
import { verifyDraw } from './rules/verify.ts';

const database = await testDatabase();
const clock = settableClock('2019-05-06T09:00:00+08:00');
const { inspections, items, end } = await inspectionBench(database, clock);
afterAll(end);

const objects: string[] = [];
beforeAll(async () => {
  for (let at = 0; at < 6; at += 1) {
    const body = {
      pool: 'homes',
      name: `第${at + 1}养老院`,
      creditCode: '',
      unitId: 'office',
      isActive: true,
    };
    objects.push(done(await inspections.saveObject(officer, null, body)).id);
  }
  for (let at = 0; at < 4; at += 1)
    done(
      await inspections.saveInspector(officer, null, {
        ...{ name: `检查员${at}`, certificate: `证${at}`, unitId: 'office', isActive: true },
        avoidances: at === 0 ? objects.map(objectId => ({ objectId, reason: 'served' as const })) : [],
      }),
    );
});

const plan = (over: object = {}) => ({
  ...{ title: '养老机构抽查', year: 2019, month: 5, itemCode: 'A', unitId: 'office' },
  ...{ sharePercent: 50, inspectorsPerObject: 2, ...over },
});

async function release(id: string, part: TaskPart): Promise<string> {
  return sign(done(await inspections.propose(officer, id, { part, meets: [] })));
}

async function sign({ itemId }: { readonly itemId: string }): Promise<string> {
  const drafter = actorWith({ 'item.read': 'every-unit', 'item.submit': 'every-unit' });
  done(await items.publications.submit(drafter, itemId));
  const { digest } = await items.publications.getItem(drafter, itemId);
  await signAll(items, itemId, digest);
  done(await items.publications.release(items.people.publisher, itemId, { digest }));
  return itemId;
}

const found = (over: Partial<ResultBody> = {}): ResultBody => ({
  ...{ checkedOn: '2019-05-08', result: 'none-found', found: '', handling: '', followUpBy: null },
  ...{ followedUpOn: null, ...over },
});

const publicTask = async (id: string) =>
  (await inspections.open.tasks()).find(each => each.id === id) ?? null;

const number = { publicNumber: '07', publicIssue: '2019051' };

describe('国发〔2019〕5号: a random inspection from plan to follow-up', () => {
  it('commits before it draws, draws only what was announced, and can be repeated by anybody', async () => {
    const { id } = done(await inspections.plan(officer, null, plan()));
    expect(codes(await inspections.drawNow(officer, id))).toEqual(['task-state']);
    expect(codes(await inspections.propose(officer, id, { part: 'announcement', meets: [] }))).toEqual([
      'task-state',
    ]);
    done(await inspections.commit(officer, id));
    const committed = await inspections.get(officer, id);
    expect(committed).toMatchObject({ state: 'committed', toDraw: 3, seed: null });
    expect(codes(await inspections.drawNow(officer, id))).toEqual(['not-announced']);
    const announcement = await release(id, 'announcement');
    const announced = await publicTask(id);
    expect(announced?.draw).toBeNull();
    expect(JSON.stringify(announced)).not.toMatch(/"seed"|served/);

    expect(announced?.announcement?.data.terms.publicSource).toContain('第一次开奖');
    expect(codes(await inspections.drawNow(officer, id))).toEqual(['no-public-number']);
    const badly = await inspections.drawNow(officer, id, { publicNumber: '七' });
    expect(codes(badly)).toEqual(['public-number-form', 'no-public-issue']);
    expect((await inspections.get(officer, id)).state).toBe('committed');
    done(await inspections.drawNow(officer, id, number));
    expect(codes(await inspections.drawNow(officer, id, number))).toEqual(['task-state']);
    expect(codes(await inspections.makeVoid(officer, id, '结果不理想，重抽'))).toEqual(['task-state']);
    await release(id, 'draw');
    const shown = await publicTask(id);
    const draw = shown!.draw!.data;
    expect(draw.picked).toHaveLength(3);
    expect(draw.commitment).toBe(committed.commitment);
    expect(draw).toMatchObject(number);
    // The first inspector keeps away from every home.
    const away = draw.lists.inspectors.find(each => each.name === '检查员0')!.id;
    expect(draw.picked.flatMap(each => each.inspectorIds)).not.toContain(away);
    expect(verifyDraw(draw, shown!.announcement!.data)).toEqual([]);
    expect(
      (await items.publications.getItem(officer, announcement)).attachments.map(each => each.name),
    ).toEqual(['data.json', '检查对象名录.csv', '检查对象名录.xlsx']);
  });

  it('refuses a draw whose list was changed after the seed was committed, and says what changed', async () => {
    const { id } = done(await inspections.plan(officer, null, plan({ title: '第二次抽查' })));
    done(await inspections.commit(officer, id));
    await release(id, 'announcement');
    const gone = { pool: 'homes', name: '第6养老院', creditCode: '', unitId: 'office', isActive: false };
    expect(codes(await inspections.saveObject(officer, objects[5]!, gone))).toEqual(['no-exclusion-reason']);
    done(await inspections.saveObject(officer, objects[5]!, { ...gone, inactiveReason: '已经停业' }));
    const { rows } = await inspections.objects(officer, { q: '第6', page: 1, size: 5 });
    expect(rows).toMatchObject([{ isActive: false, inactiveReason: '已经停业' }]);
    const refused = await inspections.drawNow(officer, id);
    expect(codes(refused)).toEqual(['lists-changed']);
    expect(refused.ok ? '' : refused.reasons[0]!.message).toContain('减少对象：第6养老院');
    expect((await inspections.get(officer, id)).permissions['draw']!.allowed).toBe(false);
    done(await inspections.makeVoid(officer, id, '名录库有变动，重新公告'));
    expect(await inspections.get(officer, id)).toMatchObject({ state: 'void', seed: null });
    done(await inspections.saveObject(officer, objects[5]!, { ...gone, isActive: true }));
  });

  it('takes a list of objects in as a whole or, with every row that does not fit, not at all', async () => {
    const fileOf = (text: string, name = '名录.csv') => ({
      ...{ pool: 'homes', unitId: 'office' },
      file: { name, base64: Buffer.from(text).toString('base64') },
    });
    const names = async () =>
      (await inspections.objects(officer, { q: '导入', page: 1, size: 50 })).rows.map(each => each.name);
    const wrong = await inspections.importObjects(
      officer,
      fileOf('演示名录\n名称,统一社会信用代码\n导入一院,\n导入二院,11520500000000000E\n,\n导入一院,\n'),
    );
    expect(wrong.ok ? [] : wrong.reasons.map(each => [each.where, each.code])).toEqual([
      ['第4行', 'credit-code'],
      ['第6行', 'twice'],
    ]);
    expect(await names()).toEqual([]);
    const right = fileOf('名称,统一社会信用代码\n导入一院,\n导入二院,11520500000000000F\n第1养老院,\n');
    expect(done(await inspections.importObjects(officer, right))).toEqual({ added: 2, known: 1 });
    expect(done(await inspections.importObjects(officer, right))).toEqual({ added: 0, known: 3 });
    expect((await names()).sort()).toEqual(['导入一院', '导入二院'].sort());
    expect(codes(await inspections.importObjects(officer, fileOf('甲,乙\n1,2\n')))).toEqual(['no-heads']);
    expect(codes(await inspections.importObjects(officer, fileOf('名称\n')))).toEqual(['no-rows']);
    await expect(inspections.importObjects(officer, fileOf('PK', '名录.xlsx'))).rejects.toThrow();
    // Later tests count the pool.
    for (const { id, ...row } of (await inspections.objects(officer, { q: '导入', page: 1, size: 50 })).rows)
      done(
        await inspections.saveObject(officer, id, {
          ...{ pool: row.pool, name: row.name, creditCode: row.creditCode, unitId: row.unitId },
          ...{ isActive: false, inactiveReason: '测试完毕' },
        }),
      );
  });

  it('records results on the day, tells which are late, publishes what there is and hands it over', async () => {
    const [task] = (await inspections.list(officer, { state: 'drawn' })).rows;
    const id = task!.id;
    const [first, second] = (await inspections.get(officer, id)).objects;
    clock.set('2019-05-09T09:00:00+08:00');
    const record = (objectId: string, content: ResultBody) =>
      inspections.recordResult(officer, id, objectId, content);
    expect(codes(await record(first!.objectId, found({ checkedOn: '2019-05-05' })))).toEqual(['before-draw']);
    expect(codes(await record(first!.objectId, found({ checkedOn: '2019-05-10' })))).toEqual(['in-future']);
    expect(codes(await record(second!.objectId, found({ result: 'corrected' })))).toEqual([
      'no-handling',
      'no-follow-up',
    ]);
    done(await record(first!.objectId, found()));
    const fixed = found({
      result: 'corrected',
      handling: '责令改正。',
      followUpBy: '2019-06-10',
      found: '内部记录',
    });
    done(await record(second!.objectId, fixed));
    const running = await inspections.get(officer, id);
    expect(running.objects[0]!.publish).toMatchObject({
      explanation: { dueOn: '2019-06-05' },
      isLate: false,
    });
    clock.set('2019-06-06T09:00:00+08:00');
    expect((await inspections.get(officer, id)).late).toBe(2);
    expect(await inspections.due('2019-06-06')).toMatchObject([
      { id, count: 2, dueOn: '2019-06-05', isLate: true },
    ]);
    const on = { site: 'enterprise' as const, on: '2019-06-06' };
    expect(codes(await inspections.handOver(officer, id, on))).toEqual(['not-public']);
    await release(id, 'results');
    const shown = await publicTask(id);
    expect(shown!.results!.data).toMatchObject({ outstanding: 1, results: { length: 2 } });
    expect(JSON.stringify(shown)).not.toContain('内部记录');
    done(await inspections.handOver(officer, id, on));
    expect(await inspections.get(officer, id)).toMatchObject({
      late: 0,
      handOvers: [{ site: 'enterprise', rows: 2 }],
    });
    const csv = Buffer.from(await inspections.resultsFile(officer, id, 'csv')).toString();
    expect(csv).toContain('发现问题已责令改正,责令改正。');
  });

  it('takes no task without enough inspectors, no share against the list, no object or certificate twice', async () => {
    expect(codes(await inspections.plan(officer, null, plan({ sharePercent: 20 })))).toEqual([
      'share-missed',
    ]);
    expect(codes(await inspections.plan(officer, null, plan({ itemCode: 'B', sharePercent: 6 })))).toEqual([
      'share-exceeded',
    ]);
    const many = done(await inspections.plan(officer, null, plan({ inspectorsPerObject: 4 })));
    expect(new Set(codes(await inspections.commit(officer, many.id)))).toEqual(
      new Set(['too-few-inspectors']),
    );
    const home = { pool: 'homes', name: '第1养老院', creditCode: '', unitId: 'office', isActive: true };
    expect(codes(await inspections.saveObject(officer, null, home))).toEqual(['object-twice']);
    const wrong = { ...home, name: '新院', creditCode: '52520500MJR1234560' };
    expect(codes(await inspections.saveObject(officer, null, wrong))).toEqual(['credit-code']);
    const person = { name: '某人', certificate: '证1', unitId: 'office', isActive: true, avoidances: [] };
    expect(codes(await inspections.saveInspector(officer, null, person))).toEqual(['certificate-taken']);
    await expect(
      inspections.commit(actorWith({ 'item.read': 'every-unit' }, { unitId: 'office' }), many.id),
    ).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('publishes the list and the plan of a year together; the public sees what was released, not the working rows', async () => {
    const propose = () => inspections.proposePlan(officer, 2020, { meets: [] });
    expect(codes(await propose())).toEqual(['no-tasks']);
    done(await inspections.plan(officer, null, plan({ title: '明年的抽查', year: 2020, month: 9 })));
    const itemId = await sign(done(await propose()));
    const shown = async () => (await inspections.open.plans()).map(({ data }) => data);
    expect(await shown()).toMatchObject([
      { year: 2020, items: [{ code: 'A' }, { code: 'B' }], tasks: [{ title: '明年的抽查', month: 9 }] },
    ]);
    done(await inspections.plan(officer, null, plan({ title: '追加的抽查', year: 2020, month: 3 })));
    expect((await shown())[0]!.tasks).toHaveLength(1);
    expect((await inspections.list(officer, { year: 2020 })).plans).toMatchObject([
      { year: 2020, itemId, state: 'released' },
    ]);
    const drafter = actorWith({ 'item.read': 'every-unit', 'item.draft': 'every-unit' });
    await expect(inspections.proposePlan(drafter, 2020, { meets: [] })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});
