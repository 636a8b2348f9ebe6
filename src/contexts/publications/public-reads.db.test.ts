import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { approved, bench, done, draft, released, seedUnits } from './items.fixture.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const on = bench(db, clock);
const { publications, people } = on;
const { open } = publications;

beforeAll(() => seedUnits(db));

describe('what the public sees', () => {
  it('lists only what is released, the newest first, and counts what it lists', async () => {
    const paths: string[] = [];
    for (const [i, title] of ['甲', '乙', '丙'].entries()) {
      clock.set(`2019-06-0${3 + i}T09:00:00+08:00`);
      paths.unshift((await released(on, { title, columnId: 'notices' })).path);
    }
    await approved(on, { columnId: 'notices' });
    done(await publications.createDraft(people.drafter, draft({ columnId: 'notices' })));
    const first = await open.listColumn(['notices'], 1, 2);
    expect(first.items.map(each => each.path)).toEqual(paths.slice(0, 2));
    expect(first.count).toBe(3);
    expect((await open.listColumn(['notices'], 2, 2)).items.map(each => each.path)).toEqual(paths.slice(2));
    expect((await open.latest(2)).map(each => each.path)).toEqual(paths.slice(0, 2));
    expect((await open.livePage(null, 100)).map(each => each.path).sort()).toEqual([...paths].sort());
  });

  it('knows the neighbours in the column, also of one instant', async () => {
    clock.set('2019-07-01T09:00:00+08:00');
    for (const title of ['一', '二', '三']) await released(on, { title, columnId: 'openness' });
    const all = (await open.listColumn(['openness'], 1, 10)).items;
    const walked: string[] = [];
    for (let at = await open.liveItem(all.at(-1)!.path); at !== null; ) {
      walked.push(at.path);
      const { newer } = await open.adjacent(at);
      at = newer === null ? null : await open.liveItem(newer.path);
    }
    expect([...walked].sort()).toEqual(all.map(each => each.path).sort());
    expect((await open.adjacent((await open.liveItem(walked[1]!))!)).older?.path).toBe(walked[0]);
  });

  it('finds related items by keywords, then topic', async () => {
    const metadata = { writtenOn: '2019-06-03', keywords: ['低保', '标准'] };
    const item = await released(on, { title: '主', metadata });
    await released(on, { title: '无关', metadata: { writtenOn: '2019-06-03', keywords: ['婚姻'] } });
    await released(on, { title: '一词', metadata: { ...metadata, keywords: ['低保'] } });
    await released(on, { title: '两词', metadata });
    const here = await open.liveItem(item.path);
    expect((await open.related(here!)).map(each => each.title)).toEqual(['两词', '一词']);
  });

  it('shows no ground, note, retention or staff', async () => {
    const metadata = { writtenOn: '2019-06-03', attributeNote: '内部说明' };
    const { path, id } = await released(on, { metadata });
    const item = await open.liveItem(path);
    const shown = JSON.stringify(item) + (await open.record(id, 1));
    expect(shown).not.toMatch(/内部说明|attributeReason|retention|起草人/);
    for (const person of Object.values(people)) expect(shown).not.toContain(person.staffId);
  });

  it('never shows a draft version, by address, number or file', async () => {
    const { id, path } = await released(on, { title: '公开的' });
    done(await publications.amend(people.drafter, id));
    done(await publications.changeDraft(people.drafter, id, { revision: 1, title: '还没公开的' }));
    expect((await open.liveItem(path))?.title).toBe('公开的');
    expect(await open.version(id, 2)).toBeNull();
    expect(await open.record(id, 2)).toBeNull();
    expect((await open.history(id)).map(each => each.no)).toEqual([1]);
  });

  it('a version that was discarded without ever being public is not in the history', async () => {
    const { id } = await released(on);
    done(await publications.amend(people.drafter, id));
    done(await publications.discard(people.drafter, id));
    await sql`update version set state = 'superseded' where document_id = ${id}::uuid and no = 2`.execute(
      db.kysely,
    );
    expect(await open.version(id, 2)).toBeNull();
  });

  it('names what changed for every web node, in the transaction of the change', async () => {
    const before = await open.lastChangeId();
    const { id, path } = await released(on);
    done(await publications.withdraw(people.publisher, id, { kind: 'repealed', reason: '文件已经废止' }));
    const changes = await open.changesAfter(before);
    expect(changes).toHaveLength(2);
    for (const { tags } of changes) {
      expect(tags).toEqual([
        `item:${id}`,
        `path:${path}`,
        'column:statutory',
        'column:openness',
        'items',
        'home',
        'site',
        'log',
      ]);
    }
  });

  it('names a column with everything below it', () => {
    expect(open.columnAndBelow('openness').sort()).toEqual(['openness', 'statutory']);
  });
});
