import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../../tests/support/database.ts';
import type { DraftBody, PublicationEvent, Relation } from '../../contract.ts';
import { approved, bench, codes, done, draft, released, seedUnits, signAll } from '../../items.fixture.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const on = bench(db, clock);
const { publications, people, events } = on;
const { normative } = publications;

let serial = 0;

beforeAll(() => seedUnits(db));
beforeEach(() => {
  clock.set('2019-06-03T09:00:00+08:00');
  events.length = 0;
});

function normativeDraft(name: string, over: Partial<DraftBody> = {}, metadata: DraftBody['metadata'] = {}) {
  serial += 1;
  return {
    kind: 'normative-document' as const,
    title: `关于印发《${name}》的通知`,
    ...over,
    metadata: { writtenOn: '2019-06-03', documentNo: `某民发〔2019〕${serial}号`, ...metadata },
  };
}

/** Approved and let out without an interpretation, which is another matter. */
async function ready(wanted: Partial<DraftBody>) {
  const item = await approved(on, wanted);
  await publications.exemptPolicy(people.chief, item.id, { reason: '内容简单明了，无需解读。' });
  return item;
}

async function rule(name: string, over: Partial<DraftBody> = {}, metadata: DraftBody['metadata'] = {}) {
  const wanted = normativeDraft(name, over, metadata);
  const item = await ready(wanted);
  done(await publications.release(people.publisher, item.id, { digest: item.digest }));
  return { ...item, title: wanted.title, documentNo: wanted.metadata.documentNo ?? '' };
}

const relation = (
  kind: Relation['kind'],
  target: { id: string; title: string; documentNo: string },
  day: string | null = null,
): Relation => ({ kind, documentId: target.id, title: target.title, documentNo: target.documentNo, on: day });

async function validityOf(id: string): Promise<string> {
  const view = await normative.getNormative(people.publisher, id);
  const [recorded] = (await normative.recordedValidity([id])).values();
  expect(recorded).toBe(view.validity);
  return view.validity;
}

async function bannersOn(id: string): Promise<string[]> {
  const standing = await normative.standing({ id, writtenOn: null, firstReleasedOn: '2019-06-03' });
  return standing.cited.map(each => each.banner);
}

async function tagsSince(after: number): Promise<Set<string>> {
  return new Set((await publications.open.changesAfter(after)).flatMap(change => change.tags));
}

const turns = () =>
  events.filter(
    (event): event is Extract<PublicationEvent, { type: 'validity.changed' }> =>
      event.type === 'validity.changed',
  );

function withdraw(id: string, kind: 'published-in-error' | 'repealed', reason = '发布有误，予以撤下') {
  return publications.withdraw(people.publisher, id, { kind, reason });
}

describe('行政规范性文件的有效性（政府信息公开条例第二十条第（一）项）', () => {
  it('the release of the repealing act ends the old document in the same transaction, on every page that cites it', async () => {
    const old = await rule('敬老院管理办法');
    const citing = await released(on, {
      bodyHtml: `<p>根据${old.documentNo.replace('〔', '[').replace('〕', ']')}执行。</p>`,
    });
    const byTitle = await released(on, { bodyHtml: '<p>按照《敬老院管理办法》办理。</p>' });
    const stranger = await released(on, { bodyHtml: '<p>按照《养老机构管理办法》办理。</p>' });
    expect(await bannersOn(citing.id)).toEqual([]);
    const before = await publications.open.lastChangeId();
    events.length = 0;

    const act = await rule('敬老院新办法', {}, { relations: [relation('repeals', old)] });

    expect(await validityOf(old.id)).toBe('repealed');
    expect(turns()).toMatchObject([
      {
        documentId: old.id,
        was: 'in-force',
        validity: 'repealed',
        on: '2019-06-03',
        act: { title: act.title },
      },
    ]);
    const words = `本文引用的《${old.title}》（${old.documentNo}）已于2019年6月3日废止。`;
    expect(await bannersOn(citing.id)).toEqual([words]);
    expect(await bannersOn(byTitle.id)).toEqual([words]);
    expect(await bannersOn(stranger.id)).toEqual([]);
    // The act that repeals it names it on purpose.
    expect(await bannersOn(act.id)).toEqual([]);
    const tags = await tagsSince(before);
    for (const each of [old, citing, byTitle]) expect(tags).toContain(`item:${each.id}`);
    expect(tags).toContain('normative');
    expect(tags).not.toContain(`item:${stranger.id}`);
    const { own, relations } = await normative.standing({ id: old.id, writtenOn: null, firstReleasedOn: '' });
    expect(own).toMatchObject({ banner: '本文件已于2019年6月3日废止，仅供查阅。', act: { path: act.path } });
    expect(relations).toMatchObject([{ words: '被废止', documentId: act.id, isAct: false }]);
  });

  it('nothing of it stays when the release fails', async () => {
    const old = await rule('救助站规定');
    const act = await ready(normativeDraft('救助站新规定', {}, { relations: [relation('repeals', old)] }));
    await sql`alter table validity_change add constraint none_now check (was <> 'in-force') not valid`.execute(
      db.kysely,
    );
    await expect(publications.release(people.publisher, act.id, { digest: act.digest })).rejects.toThrow();
    await sql`alter table validity_change drop constraint none_now`.execute(db.kysely);
    expect(await validityOf(old.id)).toBe('in-force');
    expect((await publications.getItem(people.publisher, act.id)).liveVersion).toBeNull();
    done(await publications.release(people.publisher, act.id, { digest: act.digest }));
    expect(await validityOf(old.id)).toBe('repealed');
  });

  it('a repealing act published in error never had effect; history shows both', async () => {
    const old = await rule('殡葬管理细则');
    const act = await rule('殡葬管理新细则', {}, { relations: [relation('repeals', old)] });
    clock.set('2019-06-10T09:00:00+08:00');
    events.length = 0;
    done(await withdraw(act.id, 'published-in-error'));
    expect(await validityOf(old.id)).toBe('in-force');
    expect(turns()).toMatchObject([
      { documentId: old.id, was: 'repealed', validity: 'in-force', on: '2019-06-10' },
    ]);
    const view = await normative.getNormative(people.publisher, old.id);
    expect(view.events).toMatchObject([{ kind: 'repealed', voided: { on: '2019-06-10' } }]);
    expect(view.changes.map(change => [change.was, change.validity])).toEqual([
      ['in-force', 'repealed'],
      ['repealed', 'in-force'],
    ]);
  });

  it('the repeal of a repealing act brings nothing back to life', async () => {
    const old = await rule('社团登记办法');
    const act = await rule('社团登记新办法', {}, { relations: [relation('repeals', old)] });
    done(await withdraw(act.id, 'repealed', '该文件已废止，予以撤下'));
    expect(await validityOf(old.id)).toBe('repealed');
    expect(await validityOf(act.id)).toBe('repealed');
  });

  it('two acts repeal the same: one taken back leaves it to the other', async () => {
    const old = await rule('福彩公益金办法');
    const first = await rule('公益金办法一', {}, { relations: [relation('repeals', old)] });
    clock.set('2019-06-05T09:00:00+08:00');
    const second = await rule('公益金办法二', {}, { relations: [relation('repeals', old)] });
    done(await withdraw(first.id, 'published-in-error'));
    const view = await normative.getNormative(people.publisher, old.id);
    expect(view).toMatchObject({ validity: 'repealed', since: '2019-06-05' });
    expect(view.causeWords).toContain(second.documentNo);
    expect(await validityOf(old.id)).toBe('repealed');
  });

  it('two acts released at once on the same document both count, and the recorded state is the last word', async () => {
    const old = await rule('志愿服务办法');
    const acts = await Promise.all(
      ['志愿服务办法甲', '志愿服务办法乙'].map(name =>
        ready(normativeDraft(name, {}, { relations: [relation('repeals', old)] })),
      ),
    );
    await Promise.all(
      acts.map(async act =>
        done(await publications.release(people.publisher, act.id, { digest: act.digest })),
      ),
    );
    expect(await validityOf(old.id)).toBe('repealed');
    const view = await normative.getNormative(people.publisher, old.id);
    expect(view.events.filter(event => event.kind === 'repealed')).toHaveLength(2);
    expect(view.changes).toHaveLength(1);
  });

  it('an amended act that no longer says so gives the document back', async () => {
    const old = await rule('婚姻登记规范');
    const act = await rule('婚姻登记新规范', {}, { relations: [relation('repeals', old)] });
    done(await publications.amend(people.drafter, act.id));
    const { revision } = await publications.getItem(people.drafter, act.id);
    done(await publications.changeDraft(people.drafter, act.id, { revision, metadata: { relations: [] } }));
    done(await publications.submit(people.drafter, act.id));
    const { digest } = await publications.getItem(people.drafter, act.id);
    await signAll(on, act.id, digest);
    done(await publications.release(people.publisher, act.id, { digest }));
    expect(await validityOf(old.id)).toBe('in-force');
    const view = await normative.getNormative(people.publisher, old.id);
    expect(view.events).toMatchObject([
      { kind: 'repealed', voided: { words: expect.stringContaining('修订') } },
    ]);
  });

  it('a repeal from a later day waits for that day; the sweep finds it once', async () => {
    const old = await rule('地名管理办法');
    const citing = await released(on, { bodyHtml: '<p>按照《地名管理办法》办理。</p>' });
    await rule('地名管理新办法', {}, { relations: [relation('repeals', old, '2019-07-01')] });
    expect(await validityOf(old.id)).toBe('in-force');
    clock.set('2019-06-30T23:30:00+08:00');
    expect((await publications.sweepValidity()).changed).toBe(0);
    clock.set('2019-07-01T00:10:00+08:00');
    const before = await publications.open.lastChangeId();
    expect((await publications.sweepValidity()).changed).toBe(1);
    expect(await validityOf(old.id)).toBe('repealed');
    expect(await tagsSince(before)).toContain(`item:${citing.id}`);
    events.length = 0;
    expect(await publications.sweepValidity()).toEqual({ read: 0, changed: 0 });
    expect(turns()).toEqual([]);
  });

  it('a term ends by its own text on its day, found by the sweep, told once', async () => {
    const term = await rule('临时补贴办法', {}, { expiresOn: '2019-08-01' });
    expect(await validityOf(term.id)).toBe('in-force');
    clock.set('2019-08-01T07:00:00+08:00');
    await publications.sweepValidity();
    await publications.sweepValidity();
    expect(await validityOf(term.id)).toBe('expired');
    expect(turns()).toMatchObject([
      { documentId: term.id, validity: 'expired', on: '2019-08-01', act: null },
    ]);
  });

  it('binds what was written by name before the document was here, and leaves a later edition alone', async () => {
    const number = '某民发〔2008〕77号';
    const outside: Relation = {
      kind: 'repeals',
      documentId: null,
      title: '五保供养办法',
      documentNo: number.replace('〔', '（').replace('〕', '）'),
      on: null,
    };
    const citing = await released(on, { bodyHtml: `<p>见${number}。</p>` });
    await rule('五保供养新办法', {}, { relations: [outside] });
    const words = [`本文引用的《五保供养办法》（${number}）已于2019年6月3日废止。`];
    expect(await bannersOn(citing.id)).toEqual(words);
    const old = await rule(
      '五保供养办法',
      { title: '五保供养办法' },
      { documentNo: number, writtenOn: '2008-05-01' },
    );
    expect(await validityOf(old.id)).toBe('repealed');
    expect(await bannersOn(citing.id)).toEqual(words);
    const byName = { ...outside, title: '孤儿保障办法', documentNo: '' };
    await rule('孤儿保障旧法废止', {}, { relations: [byName], writtenOn: '2019-06-03' });
    const edition = await rule('孤儿保障办法', { title: '孤儿保障办法' }, { writtenOn: '2019-06-20' });
    expect(await validityOf(edition.id)).toBe('in-force');
  });

  it('reads by the sweep what was released before there were citations', async () => {
    const old = await rule('旧式低保办法');
    const citing = await released(on, { bodyHtml: '<p>按照《旧式低保办法》办理。</p>' });
    for (const table of ['citation', 'citation_read', 'normative_name'])
      await sql`delete from ${sql.table(table)} where document_id in (${old.id}::uuid, ${citing.id}::uuid)`.execute(
        db.kysely,
      );
    await sql`delete from normative_state where document_id = ${old.id}::uuid`.execute(db.kysely);
    expect((await publications.sweepValidity()).read).toBe(2);
    await rule('新式低保办法', {}, { relations: [relation('repeals', old)] });
    expect(await bannersOn(citing.id)).toHaveLength(1);
  });

  it('validity cannot be typed once acts have spoken; before that a statement stands', async () => {
    const stated = await rule('早年文件', {}, { validity: 'repealed' });
    expect(await validityOf(stated.id)).toBe('repealed');
    const old = await rule('慈善募捐办法');
    await rule('慈善募捐新办法', {}, { relations: [relation('amends', old)] });
    expect(await validityOf(old.id)).toBe('amended');
    done(await publications.amend(people.drafter, old.id));
    const { revision } = await publications.getItem(people.drafter, old.id);
    const typed = await publications.changeDraft(people.drafter, old.id, {
      revision,
      metadata: { validity: 'in-force' },
    });
    expect(codes(typed)).toEqual(['validity-derived']);
  });

  it('refuses relations to what is not public here', async () => {
    const hidden = done(await publications.createDraft(people.drafter, draft(normativeDraft('未公开'))));
    const target = { id: hidden.id, title: '未公开', documentNo: '' };
    const tried = await publications.createDraft(
      people.drafter,
      draft(normativeDraft('引用未公开', {}, { relations: [relation('repeals', target)] })),
    );
    expect(codes(tried)).toEqual(['relation-target-unknown']);
  });

  it('the counts of the annual report are those of the derived state', async () => {
    const counted = await publications.open.normativeDocuments();
    const { rows } = await normative.listNormative(people.publisher, { page: 1, size: 500 });
    for (const row of rows) {
      const end = counted.find(each => each.id === row.id)?.endedOn ?? null;
      const ended = row.validity === 'repealed' || row.validity === 'expired';
      expect([row.title, end !== null && end <= '2019-06-03']).toEqual([row.title, ended]);
    }
    expect(rows.length).toBe(counted.length);
  });

  it('tells the gate what a draft cites that no longer stands, but not what it repeals itself', async () => {
    const old = await rule('福利企业办法');
    await rule('福利企业新办法', {}, { relations: [relation('repeals', old)] });
    const text = `根据${old.documentNo}办理。`;
    expect(await normative.citedDocuments(text, '2019-06-03', [])).toEqual([
      { title: old.title, documentNo: old.documentNo, validity: 'repealed' },
    ]);
    expect(await normative.citedDocuments(text, '2019-06-03', [old.id])).toEqual([]);
    const rulesOn = async (body: Partial<DraftBody>) => {
      const { id } = done(await publications.createDraft(people.drafter, draft(body)));
      await publications.submit(people.drafter, id);
      return (await publications.getItem(people.drafter, id)).gate?.findings.map(each => each.rule) ?? [];
    };
    const bodyHtml = `<p>${text}</p>`;
    expect(await rulesOn({ bodyHtml })).toContain('repealed-document');
    const keeping = { writtenOn: '2019-06-03', relations: [relation('repeals', old)] };
    expect(await rulesOn({ bodyHtml, metadata: keeping })).not.toContain('repealed-document');
  });
});
