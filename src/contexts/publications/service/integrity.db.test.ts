import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import {
  actorWith,
  approved,
  bench,
  codes,
  done,
  draft,
  released,
  seedUnits,
  submitted,
} from '../items.fixture.ts';
import { createPublications } from '../service.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const on = bench(db, clock);
const { publications, people, ports } = on;

beforeAll(() => seedUnits(db));

/** Everything this context and the audit hold of an item. */
async function everything(id: string): Promise<string> {
  const { rows } = await sql<{ all: unknown }>`select json_build_array(
      (select json_agg(d order by d.id) from document d where id = ${id}::uuid),
      (select json_agg(v order by v.no) from version v where document_id = ${id}::uuid),
      (select json_agg(s order by s.id) from signature s where document_id = ${id}::uuid),
      (select json_agg(g order by g.id) from gate_verdict g where document_id = ${id}::uuid),
      (select json_agg(a order by a.position) from attachment a where document_id = ${id}::uuid),
      (select json_agg(w) from withdrawal w where document_id = ${id}::uuid),
      (select json_agg(e order by e.id) from audit_event e where subject_id = ${id}),
      (select json_agg(c order by c.scope) from index_number_counter c),
      (select count(*) from portal_change)) as all`.execute(db.kysely);
  return JSON.stringify(rows[0]?.all);
}

describe('constitution 5: withdrawal', () => {
  it('needs a reason that can be shown, and the item that replaces it where one does', async () => {
    const { id } = await released(on);
    const { publisher } = people;
    const short = { kind: 'repealed', reason: '错' } as const;
    expect(codes(await publications.withdraw(publisher, id, short))).toEqual(['reason-missing']);
    const personal = { kind: 'repealed', reason: '当事人13812345678要求撤下' } as const;
    expect(codes(await publications.withdraw(publisher, id, personal))).toEqual([
      'personal-number-in-reason',
    ]);
    const replaced = { kind: 'replaced', reason: '已有新文件代替' } as const;
    expect(codes(await publications.withdraw(publisher, id, replaced))).toEqual(['replacement-missing']);
    for (const replacedBy of [
      id,
      'nonsense',
      '00000000-0000-4000-8000-000000000000',
      (await submitted(on)).id,
    ]) {
      expect(codes(await publications.withdraw(publisher, id, { ...replaced, replacedBy }))).toEqual([
        'replacement-not-live',
      ]);
    }
    const next = await released(on, { title: '新文件' });
    done(await publications.withdraw(publisher, id, { ...replaced, replacedBy: next.id }));
    const view = await publications.getItem(people.chief, id);
    expect(view.withdrawal).toMatchObject({ kind: 'replaced', replacedBy: next.id, unitName: '单位office' });
    const tombstone = await publications.open.tombstone(view.path);
    expect(tombstone).toMatchObject({ replacedByPath: next.path, replacedByTitle: '新文件' });
  });

  it('happens once, and nothing brings the item back', async () => {
    const { id } = await released(on);
    const body = { kind: 'repealed', reason: '文件已经废止' } as const;
    const answers = await Promise.all([
      publications.withdraw(people.publisher, id, body),
      publications.withdraw(people.publisher, id, body),
    ]);
    expect(answers.filter(each => each.ok)).toHaveLength(1);
    expect(codes(await publications.amend(people.drafter, id))).toEqual(['not-in-withdrawn']);
  });
});

describe('constitution 8: wholly done or not at all, and two people at once', () => {
  it('the second of two drafters is told the revision that stands, and nothing of the first is lost', async () => {
    const { id } = done(await publications.createDraft(people.drafter, draft()));
    const other = actorWith(people.drafter.grants, { unitId: 'finance' });
    const [a, b] = await Promise.allSettled([
      publications.changeDraft(people.drafter, id, { revision: 1, title: '甲的标题' }),
      publications.changeDraft(other, id, { revision: 1, title: '乙的标题' }),
    ]);
    const lost = [a, b].filter(each => each.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toMatchObject({ code: 'edited-meanwhile', revision: 2 });
    const view = await publications.getItem(people.chief, id);
    expect(view.title).toBe(a.status === 'fulfilled' ? '甲的标题' : '乙的标题');
  });

  it('an edit and a submission at once never put unseen bytes before the reviewers', async () => {
    for (let i = 0; i < 10; i += 1) {
      const { id } = done(await publications.createDraft(people.drafter, draft()));
      const [change] = await Promise.all([
        publications.changeDraft(people.drafter, id, { revision: 1, title: '赶在提交前的修改' }),
        publications.submit(people.drafter, id),
      ]);
      const view = await publications.getItem(people.chief, id);
      expect(view.gate).not.toBeNull();
      expect(view.title === '赶在提交前的修改').toBe(change.ok);
    }
  });

  it('a reaction that fails takes the whole release back', async () => {
    const { id, digest } = await approved(on);
    const before = await everything(id);
    const failing = createPublications({
      ...ports,
      react: async trx => {
        await sql`insert into portal_change (at, tags) values (now(), '{half}')`.execute(trx);
        throw new Error('broken reaction');
      },
    });
    await expect(failing.release(people.publisher, id, { digest })).rejects.toThrow('broken reaction');
    expect(await everything(id)).toBe(before);
  });

  it('so does one whose statement the database refuses, in release and in withdrawal', async () => {
    const failing = createPublications({
      ...ports,
      react: async trx => void (await sql`select 1/0`.execute(trx)),
    });
    const ready = await approved(on);
    const live = await released(on);
    const before = [await everything(ready.id), await everything(live.id)];
    await expect(failing.release(people.publisher, ready.id, { digest: ready.digest })).rejects.toThrow();
    const body = { kind: 'repealed', reason: '文件已经废止' } as const;
    await expect(failing.withdraw(people.publisher, live.id, body)).rejects.toThrow();
    expect([await everything(ready.id), await everything(live.id)]).toEqual(before);
  });

  it('an audit line that can not be written takes every command back', async () => {
    const failing = createPublications({
      ...ports,
      recordAudit: async trx => void (await sql`insert into audit_event (at) values (now())`.execute(trx)),
    });
    const drafted = done(await publications.createDraft(people.drafter, draft()));
    const review = await submitted(on);
    const { digest } = review;
    const ready = await approved(on);
    const live = await released(on);
    const tries: [string, () => Promise<unknown>][] = [
      [drafted.id, () => failing.changeDraft(people.drafter, drafted.id, { revision: 1, title: '改' })],
      [drafted.id, () => failing.submit(people.drafter, drafted.id)],
      [drafted.id, () => failing.discard(people.drafter, drafted.id)],
      [review.id, () => failing.sign(people.legality, review.id, { step: 'legality', digest })],
      [
        review.id,
        () =>
          failing.returnToDrafter(people.legality, review.id, { step: 'legality', digest, reasons: ['改'] }),
      ],
      [
        review.id,
        () =>
          failing.skipStep(people.chief, review.id, { step: 'statistics', digest, reason: '不含统计数据' }),
      ],
      [review.id, () => failing.recall(people.drafter, review.id)],
      [ready.id, () => failing.release(people.publisher, ready.id, { digest: ready.digest })],
      [live.id, () => failing.amend(people.drafter, live.id)],
      [
        live.id,
        () => failing.withdraw(people.publisher, live.id, { kind: 'repealed', reason: '文件已经废止' }),
      ],
    ];
    for (const [id, run] of tries) {
      const before = await everything(id);
      await expect(run()).rejects.toThrow(/null value/);
      expect(await everything(id)).toBe(before);
    }
  });

  it('a commit that fails leaves nothing', async () => {
    await sql`create function refuse_commit() returns trigger language plpgsql as $$
      begin if new.title = 'fails at commit' then raise exception 'no commit'; end if; return null; end $$`.execute(
      db.kysely,
    );
    await sql`create constraint trigger refuse_commit after update on version
      deferrable initially deferred for each row execute function refuse_commit()`.execute(db.kysely);
    const { id } = done(await publications.createDraft(people.drafter, draft()));
    const before = await everything(id);
    await expect(
      publications.changeDraft(people.drafter, id, { revision: 1, title: 'fails at commit' }),
    ).rejects.toThrow('no commit');
    expect(await everything(id)).toBe(before);
    await sql`drop trigger refuse_commit on version`.execute(db.kysely);
  });

  it('a file that was never uploaded can not be attached or shown, and nothing is saved', async () => {
    const { id } = done(await publications.createDraft(people.drafter, draft()));
    const before = await everything(id);
    const unknown = 'e'.repeat(64);
    const attachments = [{ fileDigest: unknown, name: '表.pdf' }];
    await expect(
      publications.changeDraft(people.drafter, id, { revision: 1, attachments }),
    ).rejects.toMatchObject({
      code: 'bad-input',
    });
    const bodyHtml = `<img src="/files/${unknown}/a.png">`;
    await expect(
      publications.changeDraft(people.drafter, id, { revision: 1, bodyHtml }),
    ).rejects.toMatchObject({
      code: 'bad-input',
    });
    expect(await everything(id)).toBe(before);
  });
});

describe('who may begin an item, and where', () => {
  it('for another unit only with the wider permission; in a column that is there and takes the kind', async () => {
    await expect(
      publications.createDraft(people.drafter, draft({ ownerUnitId: 'relief' })),
    ).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(codes(await publications.createDraft(people.drafter, draft({ columnId: 'nonsense' })))).toEqual([
      'unknown-column',
    ]);
    expect(codes(await publications.createDraft(people.drafter, draft({ columnId: 'only-news' })))).toEqual([
      'kind-not-in-column',
    ]);
  });

  it('the column moves with its address before the first release, and never after', async () => {
    const { id, path } = done(await publications.createDraft(people.drafter, draft()));
    done(await publications.changeDraft(people.drafter, id, { revision: 1, columnId: 'notices' }));
    const moved = await publications.getItem(people.drafter, id);
    expect(moved.path).toBe(`/tzgg/${path.split('/').slice(-3).join('/')}`);
    const live = await released(on);
    done(await publications.amend(people.drafter, live.id));
    const change = { revision: 1, columnId: 'notices' };
    expect(codes(await publications.changeDraft(people.drafter, live.id, change))).toEqual(['column-fixed']);
  });
});
