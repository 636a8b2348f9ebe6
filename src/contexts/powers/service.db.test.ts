import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { actorWith, codes, done, signAll } from '../publications/items.fixture.ts';
import type { RecordBody, Sort } from './contract.ts';
import { editor, powersBench } from './powers.fixture.ts';
import { fullContent, sampleFlow } from './rules/powers.fixture.ts';

const database = await testDatabase();
const { powers, items, end } = await powersBench(database, fixedClock('2019-06-03T09:00:00+08:00'));
afterAll(end);

const body = (sort: Sort, code: string, over: Partial<RecordBody> = {}): RecordBody => ({
  sort,
  code,
  name: `事项${code}`,
  unitId: 'office',
  content: { ...fullContent(sort) },
  ...over,
});

async function made(sort: Sort, code: string, over: Partial<RecordBody> = {}) {
  const { id } = done(await powers.create(editor, body(sort, code, over)));
  return powers.getRecord(editor, id);
}

async function release(itemId: string): Promise<void> {
  const drafter = actorWith({ 'item.read': 'every-unit', 'item.submit': 'every-unit' });
  done(await items.publications.submit(drafter, itemId));
  const { digest } = await items.publications.getItem(drafter, itemId);
  await signAll(items, itemId, digest);
  done(await items.publications.release(items.people.publisher, itemId, { digest }));
}

const plain = { note: '', meets: [] };

/** What a reader of the portal gets: the files of items that are public now. */
async function shown() {
  const marked = await powers.open.released();
  const live = await items.publications.open.liveData(marked.map(each => each.itemId));
  const digests = live.flatMap(each => each.attachments).map(file => file.fileDigest);
  return Promise.all(
    marked.filter(each => digests.includes(each.dataDigest)).map(each => powers.open.list(each.dataDigest)),
  );
}

describe('政府信息公开条例 article 20: a list of powers', () => {
  it('goes from entries to a released item, is changed with a notice, and is gone with its withdrawal', async () => {
    const first = await made('licence', 'XK-1');
    await made('licence', 'XK-2', { content: { ...fullContent('licence'), supervision: '' } });
    const refused = await powers.propose(editor, 'licence', plain);
    expect(codes(refused)).toEqual(['gap-missing']);
    const second = (await powers.list(editor, { sort: 'licence', q: 'XK-2', page: 1, size: 9 })).rows[0]!;
    expect(second.gaps).toBe(1);
    const fixed = { ...body('licence', 'XK-2'), revision: second.revision };
    const { sort: _, ...change } = fixed;
    done(await powers.change(editor, second.id, change));
    const one = done(await powers.propose(editor, 'licence', plain));
    // Asked again, the same draft is written anew.
    expect(done(await powers.propose(editor, 'licence', plain))).toEqual(one);
    expect(await shown()).toEqual([]);
    await release(one.itemId);
    expect(await shown()).toMatchObject([
      { edition: 1, changes: null, entries: [{ code: 'XK-1' }, { code: 'XK-2' }] },
    ]);

    expect(codes(await powers.propose(editor, 'licence', plain))).toEqual(['nothing-changed']);
    done(await powers.remove(editor, first.id, { revision: first.revision, reason: '国务院决定取消' }));
    expect((await powers.view(editor, 'licence')).pending?.removed).toEqual([
      { code: 'XK-1', name: '事项XK-1', reason: '国务院决定取消' },
    ]);
    const two = done(await powers.propose(editor, 'licence', { note: '根据上级决定调整。', meets: [] }));
    expect(two).toEqual({ ...one, edition: 2 });
    // Working rows are not what the public reads.
    expect(await shown()).toMatchObject([{ edition: 1 }]);
    await release(two.itemId);
    const [list] = await shown();
    expect(list).toMatchObject({ edition: 2, entries: [{ code: 'XK-2' }], removed: [{ on: '2019-06-03' }] });
    const { bodyHtml } = (await items.publications.open.byId(two.itemId))!;
    expect(bodyHtml).toContain('取消：事项XK-1（XK-1），理由：国务院决定取消');
    expect(bodyHtml).toMatch(/<th scope="row">责任事项<\/th>/);

    const withdrawal = {
      kind: 'published-in-error' as const,
      reason: '依据引用错误，予以撤下',
      replacedBy: null,
    };
    done(await items.publications.withdraw(items.people.publisher, two.itemId, withdrawal));
    expect(await shown()).toEqual([]);
    const { editions } = await powers.view(editor, 'licence');
    expect(editions.map(each => [each.no, each.state])).toEqual([
      [2, 'withdrawn'],
      [1, 'superseded'],
    ]);
    const three = done(await powers.propose(editor, 'licence', plain));
    expect(three.edition).toBe(3);
    expect(three.itemId).not.toBe(two.itemId);
  });

  it('is not written by who may not, nor over what somebody saved meanwhile, nor twice under one code', async () => {
    const record = await made('penalty', 'CF-1');
    const stranger = actorWith(
      { 'item.read': 'every-unit', 'power.edit': 'own-unit' },
      { unitId: 'finance' },
    );
    const { sort: _, ...change } = { ...body('penalty', 'CF-1'), revision: record.revision };
    await expect(powers.change(stranger, record.id, change)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(powers.propose(stranger, 'licence', plain)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(powers.change(editor, record.id, { ...change, revision: 9 })).rejects.toMatchObject({
      code: 'edited-meanwhile',
    });
    expect(codes(await powers.create(editor, body('penalty', 'CF-1')))).toEqual(['code-taken']);
    expect(codes(await powers.create(editor, body('penalty', 'CF-2', { content: { flow: 1 } })))).toEqual([
      'bad-field',
    ]);
    expect((await powers.list(editor, { sort: 'penalty', page: 1, size: 9 })).count).toBe(1);
  });
});

describe('行政许可法 article 30: a service guide', () => {
  it('is an item of its own; while it is public it is not taken off', async () => {
    const guide = await made('guide', 'ZN-1');
    const subject = `guide:${guide.id}`;
    expect(guide.subject).toMatchObject({ subject, elements: [2, 3, 4, 5, 6], editions: [] });
    const { itemId } = done(await powers.propose(editor, subject, plain));
    await release(itemId);
    expect((await shown()).map(list => list?.list.title)).toContain('事项ZN-1办事指南');
    const { revision } = await powers.getRecord(editor, guide.id);
    expect(codes(await powers.remove(editor, guide.id, { revision, reason: '事项已经取消' }))).toEqual([
      'still-public',
    ]);
    expect(await powers.chart(editor, guide.id)).toContain(sampleFlow[0]!.words);
  });
});

describe('The list of certificates kept (plan leaf 2.3.2)', () => {
  it('what was dropped stays in the list with day and reason, and comes back when it is restored', async () => {
    await made('certificate', 'ZM-1');
    const dropped = await made('certificate', 'ZM-2');
    const { revision } = dropped;
    done(await powers.remove(editor, dropped.id, { revision, reason: '改为部门间核查' }));
    const { itemId } = done(await powers.propose(editor, 'certificate', plain));
    await release(itemId);
    const list = (await shown()).find(each => each?.list.sort === 'certificate');
    expect(list).toMatchObject({
      entries: [{ code: 'ZM-1' }],
      removed: [{ code: 'ZM-2', on: '2019-06-03', reason: '改为部门间核查' }],
    });
    done(await powers.restore(editor, dropped.id, revision + 1));
    expect((await powers.view(editor, 'certificate')).pending?.added).toEqual([
      { code: 'ZM-2', name: '事项ZM-2' },
    ]);
  });
});
