import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { bench, draft, seedUnits } from '../items.fixture.ts';

const db = await testDatabase();
const { publications, people } = bench(db, fixedClock('2019-06-03T09:00:00+08:00'));
beforeAll(() => seedUnits(db));

describe('政府信息公开条例第十五条: item.mask', () => {
  it('shows first and changes nothing, then masks as an edit after which the check passes', async () => {
    const made = await publications.createDraft(
      people.drafter,
      draft({ bodyHtml: '<p>各县：</p><p>请联系138<strong>1234</strong>5678。</p>' }),
    );
    if (!made.ok) throw new Error('the draft was refused');
    const { id } = made.value;
    const preview = await publications.mask(people.drafter, id, {
      revision: 1,
      lists: 'mask',
      preview: true,
    });
    expect(preview).toMatchObject({
      ok: true,
      value: { revision: 1, replacements: [{ no: 0, words: '手机号码', after: '请联系138****5678。' }] },
    });
    expect((await publications.getItem(people.drafter, id)).revision).toBe(1);
    const refused = await publications.submit(people.drafter, id);
    expect(refused).toMatchObject({ ok: false, reasons: [{ code: 'gate-mobile-number' }] });
    const done = await publications.mask(people.drafter, id, { revision: 1, lists: 'mask', preview: false });
    expect(done).toMatchObject({ ok: true, value: { revision: 2 } });
    const item = await publications.getItem(people.drafter, id);
    expect(item.bodyHtml).toBe('<p>各县：</p><p>请联系138<strong>****</strong>5678。</p>');
    expect(await publications.submit(people.drafter, id)).toMatchObject({ ok: true });
    // In review nobody edits, not even by masking.
    const later = await publications.mask(people.drafter, id, { revision: 2, lists: 'mask', preview: false });
    expect(later).toMatchObject({ ok: false, reasons: [{ code: 'not-in-in-review' }] });
  });

  it('refuses a draft that somebody has saved meanwhile, and who may not draft', async () => {
    const made = await publications.createDraft(people.drafter, draft({ title: '电话13812345678' }));
    if (!made.ok) throw new Error('the draft was refused');
    const { id } = made.value;
    const body = { revision: 7, lists: 'mask' as const, preview: false };
    await expect(publications.mask(people.drafter, id, body)).rejects.toMatchObject({
      code: 'edited-meanwhile',
    });
    const other = Object.values(people).find(each => each.grants['item.draft'] === undefined)!;
    await expect(publications.mask(other, id, { ...body, revision: 1 })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});
