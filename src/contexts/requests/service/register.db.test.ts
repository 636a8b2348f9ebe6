import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { type OpeningBody, openingBody, requestQuery } from '../contract.ts';
import {
  actorWith,
  application,
  approved,
  bench,
  codes,
  done,
  pack,
  pdf,
  residentId,
  seedUnits,
  stream,
} from '../requests.fixture.ts';

const db = await testDatabase();
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const drafted: { columnId: string; title: string; files: readonly unknown[] }[] = [];
const on = await bench(db, clock, {
  pack: {
    ...pack,
    sameAskers: 2,
    proposalColumn: 'notices',
    subjectClasses: [{ id: 'elderly', name: '养老', words: ['养老', '敬老'], columnId: 'care' }],
  },
  draftItem: async (_, draft) => {
    drafted.push(draft);
    return { ok: true, id: '7b0c8a52-0000-4000-8000-000000000001' };
  },
});
const { requests, people } = on;
const clerk = { ...people.clerk, grants: { ...people.clerk.grants, 'item.draft': 'every-unit' as const } };

beforeAll(() => seedUnits(db));
beforeEach(() => at('2026-03-02'));

const at = (day: string) => clock.set(`${day}T09:00:00+08:00`);
let people0 = 10;
async function asked(subject: string, over: { serial?: number } = {}): Promise<string> {
  people0 += 1;
  const intake = application({ submittedOn: clock.today() as string });
  const { id } = done(
    await requests.takeIn(
      {
        ...intake,
        applicant: { ...intake.applicant, identityNo: residentId(over.serial ?? people0) },
        wish: { ...intake.wish, subject },
      },
      people.clerk,
    ),
  );
  return id;
}
const listed = async (query: Record<string, unknown>) =>
  (await requests.list(people.clerk, requestQuery.parse(query))).requests.map(each => each.subject);

describe('the register by matter', () => {
  it('puts each request into the class of its words, an officer’s word goes before', async () => {
    const care = await asked('2025年养老机构补贴名单');
    const other = await asked('2025年婚姻登记件数');
    expect(await listed({ class: 'elderly' })).toEqual(['2025年养老机构补贴名单']);
    expect(await listed({ class: 'none' })).toContain('2025年婚姻登记件数');
    done(await requests.perform(clerk, other, 'classify', { subjectClass: 'elderly' }));
    expect((await listed({ class: 'elderly' })).length).toBe(2);
    expect(codes(await requests.perform(clerk, care, 'classify', { subjectClass: 'nothing' }))).toEqual([
      'unknown-class',
    ]);
    expect(await requests.view(people.clerk, other)).toMatchObject({
      className: '养老',
      isClassedByOfficer: true,
    });
  });

  it('gives the same lines as a file, without any name', async () => {
    const text = await readAll(await requests.registerFile(people.clerk, { class: 'elderly' }));
    expect(text.split('\r\n').filter(line => line.includes('养老')).length).toBeGreaterThan(0);
    expect(text.split('\r\n')).toHaveLength(4);
    expect(text).not.toContain('测试申请人甲');
  });
});

async function readAll(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

describe('《政府信息公开条例》第四十四条：several ask for the same', () => {
  it('counts persons and not forms, and wants as many as the pack says before it may be published', async () => {
    const first = await asked('临时救助标准文件', { serial: 101 });
    await asked('临时救助标准文件。', { serial: 101 });
    expect((await requests.view(people.clerk, first)).askers).toMatchObject({
      people: 1,
      cases: 2,
      needed: 2,
    });
    expect(codes(await requests.perform(clerk, first, 'propose-publication', {}))).toEqual([
      'too-few-askers',
    ]);
    const words = await asked('请公开临时救助的标准是多少', { serial: 102 });
    const { number } = await requests.view(people.clerk, first);
    expect(codes(await requests.perform(clerk, words, 'note-same', { number: '没有〔2026〕9号' }))).toEqual([
      'no-such-number',
    ]);
    done(await requests.perform(clerk, words, 'note-same', { number: number! }));
    expect((await requests.view(people.clerk, first)).askers).toMatchObject({ people: 2, cases: 3 });
    done(await requests.perform(clerk, first, 'propose-publication', {}));
    expect(drafted.at(-1)).toMatchObject({ columnId: 'notices', title: '临时救助标准文件' });
    expect((await requests.view(people.clerk, first)).proposedItem?.title).toBe('临时救助标准文件');
    expect(codes(await requests.perform(clerk, first, 'propose-publication', {}))).toEqual([
      'already-proposed',
    ]);
  });

  it('does not publish what only concerns its applicant, nor what was refused', async () => {
    const one = await asked('敬老院床位数', { serial: 111 });
    await asked('敬老院床位数', { serial: 112 });
    await approved(on, one, {
      outcome: 'refused',
      ground: 'state-secret',
      says: { article: '《政府信息公开条例》第十四条', reasons: '属于国家秘密。' },
    });
    const paper = { way: 'direct', on: '2026-03-02', postedOn: null, trackingNo: '', signedOn: '2026-03-02' };
    done(await requests.perform(people.clerk, one, 'deliver', paper as never));
    expect(codes(await requests.perform(clerk, one, 'propose-publication', {}))).toContain('not-disclosable');
  });
});

describe('国办公开办函〔2021〕30号：上年结转 of before the register', () => {
  const body = (over: Record<string, unknown> = {}): OpeningBody =>
    openingBody.parse({
      ...{ no: 0, firstYear: 2026, carried: { c1: 2, c2: 1 } },
      ...{ results: [{ year: 2026, row: 'r3_1', column: 'c1', count: 1 }], reason: '旧台账未办结申请' },
      ...over,
    });

  it('is entered with its source, counted, corrected on record, and never twice at once', async () => {
    expect(await requests.openingBalance()).toBeNull();
    done(asResult(await requests.enterOpening(people.clerk, body())));
    expect(await requests.openingBalance()).toMatchObject({ firstYear: 2026, carried: { c1: 2, c2: 1 } });
    await expect(requests.enterOpening(people.clerk, body())).rejects.toMatchObject({
      code: 'edited-meanwhile',
    });
    const more = body({ no: 1, results: [{ year: 2026, row: 'r3_1', column: 'c2', count: 2 }] });
    expect(codes(await requests.enterOpening(people.clerk, more))).toEqual(['opening-more-results']);
    done(asResult(await requests.enterOpening(people.clerk, body({ no: 1, carried: { c1: 3 } }))));
    const view = await requests.opening(people.clerk);
    expect(view.history.map(each => [each.no, each.carried.c1])).toEqual([
      [2, 3],
      [1, 2],
    ]);
    expect(view.years).toEqual([{ year: 2026, carried: 3, ended: 1, left: 2 }]);
    const reader = actorWith(['request.read']);
    await expect(requests.enterOpening(reader, body({ no: 2 }))).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(sql`delete from request_opening`.execute(db.kysely)).rejects.toThrow('append-only');
  });
});

function asResult(
  made: { ok: true; no: number } | { ok: false; reasons: readonly { code: string; message: string }[] },
) {
  return made.ok ? { ok: true as const, value: made.no } : made;
}

describe('the end of retention is decided by a person', () => {
  async function archived(subject: string): Promise<string> {
    const id = await asked(subject);
    const { upload } = await requests.takePaper(stream(pdf(subject)), '证明.pdf', people.clerk);
    const paper = { upload, kind: 'other', title: '证明', redacted: false } as const;
    done(await requests.fileUpload(people.clerk, id, paper));
    done(await requests.perform(people.clerk, id, 'withdraw', { on: '2026-03-02', note: '' }));
    done(await requests.perform(people.clerk, id, 'archive', {}));
    return id;
  }
  const keep = { decision: 'keep', until: '2046-12-31', reason: '有查考价值' } as const;
  const destroy = { decision: 'destroy', until: null, reason: '保管期限届满，没有查考价值' } as const;

  it('lists what has ended, tells once, keeps or destroys, and destroys nothing by itself', async () => {
    const [kept, gone] = [await archived('殡葬服务收费文件'), await archived('低保家庭经济状况核对办法')];
    expect(codes(await requests.perform(people.clerk, kept, 'decide-retention', keep))).toEqual([
      'retention-not-ended',
    ]);
    at('2037-01-04');
    const page = await requests.retention(people.clerk, { page: 1, size: 50 });
    expect(page.files.map(each => each.id)).toEqual(expect.arrayContaining([kept, gone]));
    const before = on.told.length;
    await requests.sweep();
    await requests.sweep();
    expect(on.told.slice(before).filter(each => each.kind === 'retention-ended')).toHaveLength(1);
    expect((await requests.view(people.clerk, gone)).papers.length).toBeGreaterThan(0);

    done(await requests.perform(people.clerk, kept, 'decide-retention', keep));
    expect((await requests.view(people.clerk, kept)).archive?.keepUntil).toBe('2046-12-31');
    const { rows: papers } = await sql<{ blob: string }>`
      select blob from request_paper where request_id = ${gone}::uuid`.execute(db.kysely);
    done(await requests.perform(people.clerk, gone, 'decide-retention', destroy));
    for (const { blob } of papers) expect(await on.ports.blobs.exists(blob)).toBe(false);
    const view = await requests.view(people.clerk, gone);
    expect(view).toMatchObject({
      subject: '低保家庭经济状况核对办法',
      destroyed: { on: '2037-01-04', reason: destroy.reason },
      papers: [],
    });
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(t::text, ' '), '') as text from (
        select p::text as t from request_person p where request_id = ${gone}::uuid
        union all select p::text from request_paper p where request_id = ${gone}::uuid) all_rows`.execute(
      db.kysely,
    );
    expect(rows[0]!.text).toBe('');
    expect(codes(await requests.perform(people.clerk, gone, 'decide-retention', destroy))).toEqual([
      'file-destroyed',
    ]);
    const after = await requests.retention(people.clerk, { page: 1, size: 50 });
    expect(after.files.map(each => each.id)).not.toContain(gone);
    expect(after.files.map(each => each.id)).not.toContain(kept);
  });

  it('lets nobody change an event of a file that is kept', async () => {
    const id = await asked('殡仪馆名单');
    await expect(
      sql`update request_event set body = '{}' where request_id = ${id}::uuid`.execute(db.kysely),
    ).rejects.toThrow('append-only');
  });
});
