import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { dayOf } from '../../../law/day.ts';
import { publishedCalendar } from '../../../law/published-calendar.ts';
import { calendarFrom } from '../../../law/working-days.ts';
import { transaction } from '../../../platform/database/database.ts';
import {
  application,
  approved,
  bench,
  codes,
  done,
  pack,
  pdf,
  reply,
  seedUnits,
  stream,
} from '../requests.fixture.ts';
import { maximumPaperSize } from './papers.ts';

const db = await testDatabase();
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const on = await bench(db, clock);
const { requests, people } = on;
/** One data folder, as several processes on it have. */
const shared = { box: on.ports.box, blobs: on.ports.blobs };

beforeAll(() => seedUnits(db));

const at = (day: string) => clock.set(`${day}T09:00:00+08:00`);
const take = async (over: Parameters<typeof application>[0] = {}) =>
  done(await requests.takeIn(application({ submittedOn: clock.today(), ...over }), people.clerk));

async function rowsOf(table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db.kysely,
  );
  return rows[0]!.count;
}

describe('papers that can not be taken', () => {
  it('200 MB: stops at the limit, says so, and keeps nothing', async () => {
    const before = await rowsOf('request_paper');
    let sent = 0;
    async function* endless() {
      for (; sent < 200; sent += 1) yield new Uint8Array(1024 * 1024);
    }
    await expect(requests.takePaper(endless(), '附件.pdf', people.clerk)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('50 MiB'),
    });
    expect(sent).toBeLessThanOrEqual(maximumPaperSize / 1024 / 1024 + 1);
    expect(await rowsOf('request_paper')).toBe(before);
  });

  it('an encrypted ZIP, an empty file and a program under a false name are refused in words', async () => {
    const encrypted = Buffer.alloc(64);
    encrypted.writeUInt32LE(0x04034b50, 0);
    encrypted.writeUInt16LE(1, 6);
    for (const [bytes, name] of [
      [encrypted, '材料.zip'],
      [encrypted, '材料.docx'],
      [Buffer.alloc(0), '材料.pdf'],
      [Buffer.from('MZ\u0090\u0000 a program'), '材料.pdf'],
    ] as const) {
      const refused = await requests.takePaper(stream(bytes), name, people.clerk).catch(error => error);
      expect(refused).toMatchObject({ message: expect.stringMatching(/[一-鿿].*。/) });
      expect(['wrong-type', 'unreadable-file']).toContain(refused.code);
    }
  });

  it('an upload of somebody else, and one that was filed already, join no case', async () => {
    at('2026-03-02');
    const { id } = await take();
    const { upload } = await requests.takePaper(stream(pdf()), '材料.pdf', people.section);
    const body = { upload, kind: 'other' as const, title: '材料', redacted: false };
    expect(codes(await requests.fileUpload(people.clerk, id, body))).toEqual(['upload-gone']);
    const own = {
      ...body,
      upload: (await requests.takePaper(stream(pdf()), '材料.pdf', people.clerk)).upload,
    };
    expect((await requests.fileUpload(people.clerk, id, own)).ok).toBe(true);
    expect(codes(await requests.fileUpload(people.clerk, id, own))).toEqual(['upload-gone']);
    const intake = application({ papers: [{ upload, kind: 'identity-proof', name: '证明' }] });
    await expect(requests.takeIn(intake, people.clerk)).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('lie sealed on the disk: the stored bytes are not the paper', async () => {
    const { upload } = await requests.takePaper(stream(pdf('the very words')), '材料.pdf', people.clerk);
    const { rows } = await sql<{
      blob: string;
    }>`select blob from request_paper where id = ${upload}::uuid`.execute(db.kysely);
    const chunks: Buffer[] = [];
    for await (const chunk of (await on.ports.blobs.read(rows[0]!.blob))!) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('latin1')).not.toContain('the very words');
  });
});

describe('two officers at once', () => {
  it('closing one case: one closes it, the other is told it is closed', async () => {
    at('2026-03-02');
    const { id } = await take();
    const correction = {
      on: '2026-03-02',
      matters: '请写明年度',
      guidance: '参照目录填写',
      correctBy: '2026-03-10',
    };
    done(await requests.perform(people.clerk, id, 'request-correction', correction));
    at('2026-03-11');
    const both = await Promise.all([
      requests.perform(people.clerk, id, 'close', { note: '' }),
      requests.perform(people.anybody, id, 'close', { note: '' }),
    ]);
    expect(both.map(each => each.ok).sort()).toEqual([false, true]);
    expect(both.flatMap(each => codes(each))).toEqual(['already-closed']);
  });

  it('on one view: the slower one is told what stands, and nothing of the first is lost', async () => {
    at('2026-03-02');
    const { id } = await take();
    const { revision } = await requests.view(people.clerk, id);
    const first = await requests.view(people.anybody, id);
    done(await requests.perform(people.clerk, id, 'draft-reply', { ...reply(), revision }));
    await expect(
      requests.perform(people.anybody, id, 'draft-reply', {
        ...reply({ outcome: 'not-responsible' }),
        revision: first.revision,
      }),
    ).rejects.toMatchObject({
      code: 'edited-meanwhile',
      problems: [{ where: 'revision', message: `${revision + 1}` }],
    });
    await expect(
      requests.perform(people.anybody, id, 'withdraw', { on: '2026-03-02', note: '' }, first.revision),
    ).rejects.toMatchObject({ code: 'edited-meanwhile' });
    expect((await requests.view(people.clerk, id)).reply).toMatchObject({ outcome: 'disclosed' });
  });

  it('signing the same step: one signature', async () => {
    at('2026-03-02');
    const { id } = await take();
    const { revision } = await requests.view(people.clerk, id);
    done(await requests.perform(people.clerk, id, 'draft-reply', { ...reply(), revision }));
    done(await requests.perform(people.clerk, id, 'submit-reply', {}));
    const { digest } = (await requests.view(people.clerk, id)).reply!;
    const body = { step: 'legality', digest, note: '' };
    const both = await Promise.all(
      [people.legality, people.anybody].map(each => requests.perform(each, id, 'sign-reply', body)),
    );
    expect(both.filter(each => each.ok)).toHaveLength(1);
    expect(both.flatMap(each => codes(each))).toEqual(['step-not-open']);
  });
});

describe('when something breaks', () => {
  it('in the middle of a use case, nothing of it stands', async () => {
    const failing = await bench(db, clock, {
      recordAudit: async () => {
        throw new Error('the disk is gone');
      },
    });
    at('2026-03-02');
    const { id } = await take();
    const before = await requests.view(people.clerk, id);
    const counts = await Promise.all(
      ['request', 'request_event', 'request_person', 'request_counted'].map(rowsOf),
    );
    await expect(failing.requests.takeIn(application(), people.clerk)).rejects.toThrow('the disk is gone');
    const search = { where: '档案', words: '救助', finding: '没有检索到' };
    await expect(failing.requests.perform(people.clerk, id, 'record-search', search)).rejects.toThrow();
    expect(
      await Promise.all(['request', 'request_event', 'request_person', 'request_counted'].map(rowsOf)),
    ).toEqual(counts);
    expect(await requests.view(people.clerk, id)).toEqual(before);
    const next = await take();
    const { number } = await requests.view(people.clerk, next.id);
    expect(number).toBe(`测公申〔2026〕${Number(/(\d+)号/.exec(before.number!)![1]) + 1}号`);
  });

  it('a letter that can not be written takes its step back, and the attempt stays on record', async () => {
    const refused = {
      ok: false as const,
      reasons: [{ code: 'missing-phone', message: '缺少联系电话。', basis: [] }],
    };
    const speechless = await bench(db, clock, { ...shared, letter: async () => refused });
    at('2026-03-02');
    const { id } = await take();
    const notice = {
      on: '2026-03-02',
      matters: '请写明年度',
      guidance: '参照目录填写',
      correctBy: '2026-03-10',
    };
    const answer = await speechless.requests.perform(people.clerk, id, 'request-correction', notice);
    expect(codes(answer)).toEqual(['missing-phone']);
    expect(await requests.view(people.clerk, id)).toMatchObject({ state: 'running' });
    const { rows } = await sql<{ outcome: string }>`
      select outcome from audit_event where subject_id = ${id} and command = 'request.request-correction'`.execute(
      db.kysely,
    );
    expect(rows).toEqual([{ outcome: 'refused' }]);
  });

  it('events are never changed or taken away', async () => {
    await requests.look(people.clerk, (await take()).id);
    await expect(sql`update request_event set happened_on = '2020-01-01'`.execute(db.kysely)).rejects.toThrow(
      /append-only/,
    );
    await expect(sql`delete from request_event`.execute(db.kysely)).rejects.toThrow(/append-only/);
    await expect(sql`delete from request_look`.execute(db.kysely)).rejects.toThrow(/append-only/);
  });
});

describe('personal data of applicants (个人信息保护法)', () => {
  it('is shown to who handles the case, each look recorded, and to nobody else', async () => {
    at('2026-03-02');
    const { id } = await take();
    const looks = () => rowsOf('request_look');
    const before = await looks();
    await expect(requests.look(people.legality, id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(requests.look(people.section, id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(requests.view(people.nobody, id)).rejects.toMatchObject({ code: 'not-allowed' });
    await requests.view(people.clerk, id);
    expect(await looks()).toBe(before);
    expect(await requests.look(people.clerk, id)).toMatchObject({ name: '测试申请人甲' });
    expect(await looks()).toBe(before + 1);
  });

  it('the same applicant is found again without anybody reading who it is', async () => {
    at('2026-03-02');
    const wish = { subject: '同一申请人的另一件' };
    const [one, two] = [
      await take({ wish: wish as never }),
      await take({ wish: { subject: '另一内容' } as never }),
    ];
    const { related } = await requests.view(people.clerk, one!.id);
    expect(related.find(each => each.id === two!.id)?.why).toBe('同一申请人的其他申请');
  });

  it('a status page names nobody and shows no identity number', async () => {
    const { id } = await take();
    const text = JSON.stringify(await requests.statusOf(id));
    expect(text).not.toContain('测试申请人甲');
    expect(text).not.toMatch(/\d{17}[\dX]/);
  });
});

describe('by the clock', () => {
  it('tells of an unconfirmed receipt after one working day, of what is nearly due and late, once each', async () => {
    at('2026-05-06');
    const online = application({ via: 'internet', submittedOn: '2026-05-06' });
    const { id } = done(await requests.takeIn(online, null));
    const { id: running } = await take();
    on.told.length = 0;
    at('2026-05-07');
    await requests.sweep();
    expect(on.told.filter(each => each.link.includes(id))).toEqual([]);
    at('2026-05-08');
    await requests.sweep();
    await requests.sweep();
    expect(on.told.filter(each => each.link.includes(id)).map(each => each.command)).toEqual([
      'request.register',
      'request.approve-extension',
    ]);
    const { dueOn } = await requests.view(people.clerk, running);
    expect(dueOn).toBe('2026-06-02');
    for (const day of ['2026-05-26', '2026-05-29', '2026-06-02', '2026-06-03', '2026-06-04']) {
      at(day);
      await requests.sweep();
    }
    const kinds = on.told
      .filter(each => each.link.includes(running) && each.command === 'request.handle')
      .map(each => each.kind);
    expect(kinds).toEqual(['request-due-5', 'request-due-2', 'request-due-0', 'request-late']);
  });

  it('a new holiday moves the open cases and leaves the closed ones', async () => {
    at('2026-07-01');
    const { id } = await take();
    const { id: ended } = await take();
    done(await requests.perform(people.clerk, ended, 'withdraw', { on: '2026-07-01', note: '' }));
    const before = await requests.view(people.clerk, id);
    const calendar = calendarFrom(
      'later',
      publishedCalendar.years.map(each =>
        each.year === 2026 ? { ...each, holidays: [...each.holidays, dayOf('2026-07-15')] } : each,
      ),
    );
    const moved = await transaction(db, trx => requests.recompute(trx, calendar));
    expect(moved.filter(each => [id, ended].includes(each.caseId))).toEqual([
      {
        caseId: id,
        title: before.subject,
        unitId: 'office',
        dueBefore: '2026-07-29',
        dueAfter: '2026-07-30',
      },
    ]);
    await transaction(db, trx => requests.recompute(trx, publishedCalendar));
  });
});

describe('one form, several matters', () => {
  it('is split into cases of their own with the same day of receipt, applicant and secret', async () => {
    at('2026-03-02');
    const { id, secret } = await take();
    at('2026-03-03');
    const parts = [
      { subject: '第一件', description: '' },
      { subject: '第二件', description: '' },
      { subject: '第三件', description: '' },
    ];
    done(await requests.perform(people.clerk, id, 'split', { parts }));
    const { requests: found } = await requests.list(people.clerk, { q: '第', page: 1, size: 50 });
    const made = found.filter(each => ['第一件', '第二件', '第三件'].includes(each.subject));
    expect(made.map(each => each.receivedOn)).toEqual(['2026-03-02', '2026-03-02', '2026-03-02']);
    expect(new Set(made.map(each => each.number)).size).toBe(3);
    const second = await requests.view(people.clerk, made.find(each => each.subject === '第二件')!.id);
    expect(await requests.idByCode(second.trackingCode, secret)).toBe(second.id);
  });

  it('what cannot be counted twice is not: own-record cases stand in no table', async () => {
    at('2026-03-02');
    const { id } = await take({ matter: 'own-record' });
    const view = await requests.view(people.clerk, id);
    expect(view).toMatchObject({ dueOn: null, remainingWorkingDays: null, late: false });
    expect((await requests.countedRequests(2026)).some(each => each.id === id)).toBe(false);
    const says = { form: 'corrected', record: '档案中的人口数', outcome: '已更正' };
    await approved(on, id, { outcome: 'other', says });
  });

  it('fees are off unless the bureau has decided, and then follow the rule', async () => {
    at('2026-03-02');
    const { id } = await take();
    const notify = { on: '2026-03-02', receivedOn: null, units: 101 };
    expect(codes(await requests.perform(people.clerk, id, 'notify-fee', notify))).toEqual([
      'fee-not-decided',
    ]);
    const fee = { method: 'by-page' as const, decidedBy: '局长办公会', decidedOn: '2026-01-05' };
    const charging = await bench(db, clock, { ...shared, pack: { ...pack, fee } });
    expect(
      codes(await charging.requests.perform(people.clerk, id, 'notify-fee', { ...notify, units: 30 })),
    ).toEqual(['fee-is-zero']);
    done(await charging.requests.perform(people.clerk, id, 'notify-fee', notify));
    expect(await requests.view(people.clerk, id)).toMatchObject({
      state: 'awaiting-payment',
      dueOn: null,
      fee: { totalYuan: 720, payBy: '2026-03-30' },
    });
    at('2026-03-05');
    done(await requests.perform(people.clerk, id, 'record-payment', { on: '2026-03-05', receiptNo: 'F1' }));
    expect(await requests.view(people.clerk, id)).toMatchObject({ state: 'running', dueOn: '2026-04-02' });
    expect(await requests.feesPaidIn(2026)).toBe(720);
  });
});

describe('a letter that is a request in truth', () => {
  const letter = { no: '民信〔2026〕15号', on: '2026-02-27' };

  it('keeps its number and day, is received only by confirmation, and is entered once', async () => {
    at('2026-03-02');
    const { id } = await take({ via: 'plain-mail', letter });
    const before = await requests.view(people.clerk, id);
    expect(before).toMatchObject({ letter, number: null, clock: { receivedOn: null } });
    expect(before.history[0]?.words).toContain('民信〔2026〕15号');
    const again = application({ submittedOn: clock.today(), via: 'plain-mail', letter });
    const twice = await requests.takeIn(again, people.clerk);
    expect(codes(twice)).toEqual(['letter-entered-already']);
    const [one, other] = await Promise.all(
      [1, 2].map(() =>
        requests.takeIn(
          application({ submittedOn: clock.today(), via: 'plain-mail', letter: { ...letter, no: '16' } }),
          people.clerk,
        ),
      ),
    );
    expect([one?.ok, other?.ok].sort()).toEqual([false, true]);
  });

  it('of a mailbox is known by its place there, whatever number it is given, and found by its origin', async () => {
    const from = (letterId: string, no: string) => {
      const intake = application({ submittedOn: clock.today(), via: 'plain-mail' });
      return requests.takeInFromLetter(
        { letterId, intake: { ...intake, letter: { ...letter, no } } },
        people.clerk,
      );
    };
    const { id } = done(await from('mail-1', '20'));
    expect(codes(await from('mail-1', '21'))).toEqual(['letter-entered-already']);
    expect((await from('mail-2', '22')).ok).toBe(true);
    const other = await take({ via: 'plain-mail' });
    const page = await requests.list(people.clerk, { origin: 'letter', page: 1, size: 200 });
    const found = page.requests.map(each => each.id);
    expect([found.includes(id), found.includes(other.id)]).toEqual([true, false]);
  });

  it('can not have been handed in by hand, be later than its transfer, or be of a day that does not exist', async () => {
    const asked = (over: Parameters<typeof application>[0]) =>
      requests.takeIn(application({ submittedOn: clock.today(), via: 'plain-mail', ...over }), people.clerk);
    expect(codes(await asked({ via: 'in-person', letter: { ...letter, no: '17' } }))).toContain(
      'letter-by-other-channel',
    );
    expect(codes(await asked({ letter: { no: '18', on: '2026-03-03' } }))).toContain('letter-after-transfer');
    expect(codes(await asked({ letter: { no: '19', on: '2026-02-30' } }))).toContain('no-such-letter-day');
  });
});
