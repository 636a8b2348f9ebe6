import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
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

const db = await testDatabase();
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const on = await bench(db, clock);
const { requests, people } = on;

beforeAll(() => seedUnits(db));

const at = (day: string) => clock.set(`${day}T09:00:00+08:00`);
const take = async (over: Parameters<typeof application>[0] = {}) => {
  const intake = application({ submittedOn: clock.today(), ...over });
  return done(await requests.takeIn(intake, people.clerk));
};

describe('《政府信息公开条例》第三十一条：taking a request in', () => {
  it('in person is registered at once, with number, due date and sealed applicant', async () => {
    at('2026-03-02');
    const { id, trackingCode, secret } = await take();
    expect(trackingCode).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
    expect(secret).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    const view = await requests.view(people.clerk, id);
    expect(view).toMatchObject({
      number: '测公申〔2026〕1号',
      stage: 'examination',
      state: 'running',
      receivedOn: '2026-03-02',
      dueOn: '2026-03-30',
      applicant: null,
      applicantName: '测*****',
    });
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(t::text, ' '), '') as text from (
        select r::text as t from request r union all select e::text from request_event e
        union all select p::text from request_person p union all select a::text from audit_event a) all_rows`.execute(
      db.kysely,
    );
    expect(rows[0]!.text).not.toContain('测试申请人甲');
    expect(rows[0]!.text).not.toContain('522422');
    expect(rows[0]!.text).not.toContain(secret);
  });

  it('over the internet waits for the confirmation, whose day counts', async () => {
    at('2026-03-02');
    const online = application({ via: 'internet', submittedOn: '2026-03-02' });
    const { id } = done(await requests.takeIn(online, null));
    const before = await requests.view(people.clerk, id);
    expect(before).toMatchObject({ number: null, stage: 'registration', receivedOn: null, dueOn: null });
    at('2026-03-04');
    done(await requests.perform(people.clerk, id, 'confirm-receipt', { on: '2026-03-04', note: '' }));
    expect(await requests.view(people.clerk, id)).toMatchObject({
      number: '测公申〔2026〕2号',
      receivedOn: '2026-03-04',
      dueOn: '2026-04-01',
      stage: 'examination',
    });
  });

  it('refuses a false identity number and an empty subject with every reason, and asks nothing else of the counter', async () => {
    const { applicant, wish } = application();
    const wrong = {
      ...applicant,
      identityNo: `${applicant.identityNo.slice(0, 17)}${applicant.identityNo.endsWith('1') ? '2' : '1'}`,
    };
    const intake = { ...application(), applicant: wrong, wish: { ...wish, subject: ' ' } };
    expect(codes(await requests.takeIn(intake, people.clerk))).toEqual([
      'subject-missing',
      'wrong-resident-id',
    ]);
    const bare = { ...applicant, identityDocument: null, identityNo: '', phone: '', address: '' };
    expect((await requests.takeIn({ ...application(), applicant: bare }, people.clerk)).ok).toBe(true);
    const online = { ...application({ via: 'internet', submittedOn: clock.today() }), applicant: bare };
    expect(codes(await requests.takeIn(online, null))).toEqual([
      'identity-document-missing',
      'identity-missing',
      'contact-missing',
    ]);
  });

  it('is found by code and secret together, typed as people type, and by nothing else', async () => {
    const { id, trackingCode, secret } = await take();
    expect(await requests.idByCode(trackingCode, secret)).toBe(id);
    expect(
      await requests.idByCode(` ${trackingCode.toLowerCase().replaceAll('-', ' ')}`, secret.toLowerCase()),
    ).toBe(id);
    expect(await requests.idByCode(trackingCode, 'AAAAAAAA')).toBeNull();
    expect(await requests.idByCode('AAAA-AAAA-AAAA-AAAA', secret)).toBeNull();
    expect(await requests.idByCode('', '')).toBeNull();
  });

  it('only who may register takes in at the counter', async () => {
    await expect(requests.takeIn(application(), people.section)).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('《政府信息公开条例》第三十条：correction', () => {
  it('restarts the period in full when it comes, is asked once, and lapses by time alone', async () => {
    at('2026-03-02');
    const { id } = await take();
    at('2026-03-05');
    const notice = {
      on: '2026-03-05',
      matters: '请写明年度和地区',
      guidance: '可以参照目录填写',
      correctBy: '2026-03-19',
    };
    done(await requests.perform(people.clerk, id, 'request-correction', notice));
    const status = await requests.statusOf(id);
    expect(status).toMatchObject({
      state: 'awaiting-correction',
      canCorrect: true,
      correction: { correctBy: '2026-03-19' },
    });
    at('2026-03-10');
    done(
      await requests.correctByApplicant(id, {
        subject: '2025年度七星关区低保资金',
        description: '',
        documentNo: '',
      }),
    );
    expect(await requests.view(people.clerk, id)).toMatchObject({
      dueOn: '2026-04-08',
      receivedOn: '2026-03-02',
      subject: '2025年度七星关区低保资金',
    });
    const again = await requests.perform(people.clerk, id, 'request-correction', {
      ...notice,
      on: '2026-03-10',
      correctBy: '2026-03-24',
    });
    expect(codes(again)).toEqual(['correction-already-requested']);
  });

  it('that never comes: deemed abandoned on the day after, closed without a letter, counted in r3_6_1', async () => {
    at('2026-03-02');
    const { id } = await take();
    const notice = {
      on: '2026-03-02',
      matters: '请写明年度和地区',
      guidance: '可以参照目录填写',
      correctBy: '2026-03-12',
    };
    done(await requests.perform(people.clerk, id, 'request-correction', notice));
    at('2026-03-12');
    expect(codes(await requests.perform(people.clerk, id, 'close', { note: '' }))).toEqual([
      'awaiting-correction',
    ]);
    at('2026-03-13');
    expect(await requests.view(people.clerk, id)).toMatchObject({ state: 'deemed-abandoned' });
    const { requests: found } = await requests.list(people.clerk, {
      state: 'deemed-abandoned',
      page: 1,
      size: 50,
    });
    expect(found.map(each => each.id)).toContain(id);
    done(await requests.perform(people.clerk, id, 'close', { note: '' }));
    expect(await requests.view(people.clerk, id)).toMatchObject({
      outcome: 'correction-lapsed',
      closedOn: '2026-03-13',
      stage: 'reply',
    });
    const counted = await requests.countedRequests(2026);
    expect(counted.find(each => each.id === id)).toMatchObject({ row: 'r3_6_1', closedOn: '2026-03-13' });
  });
});

describe('《政府信息公开条例》第三十二至三十四条：consulting and extending', () => {
  it('pauses the clock, and a third party that objects binds the reply', async () => {
    at('2026-03-02');
    const { id } = await take();
    at('2026-03-04');
    const letter = {
      kind: 'third-party' as const,
      party: '某公司',
      address: '',
      information: '补贴发放明细',
      on: '2026-03-04',
      receivedOn: null,
    };
    done(await requests.perform(people.clerk, id, 'consult', letter));
    const view = await requests.view(people.clerk, id);
    expect(view).toMatchObject({ state: 'consulting', dueOn: '2026-04-21', stage: 'handling' });
    expect(codes(await requests.perform(people.clerk, id, 'consult', letter))).toEqual(['already-consulted']);
    done(await requests.perform(people.clerk, id, 'draft-reply', { ...reply(), revision: view.revision }));
    expect(codes(await requests.perform(people.clerk, id, 'submit-reply', {}))).toEqual([
      'consultation-still-open',
    ]);
    at('2026-03-11');
    const [{ id: consultationId } = { id: '' }] = view.consultations;
    done(
      await requests.perform(people.clerk, id, 'record-answer', {
        consultationId,
        on: '2026-03-11',
        agrees: false,
        note: '',
      }),
    );
    expect(await requests.view(people.clerk, id)).toMatchObject({ state: 'running', dueOn: '2026-04-07' });
    expect(codes(await requests.perform(people.clerk, id, 'submit-reply', {}))).toEqual([
      'objection-needs-public-interest',
    ]);
  });

  it('an extension is asked before the due date, approved by somebody else, and never on day 21', async () => {
    at('2026-03-02');
    const { id } = await take();
    const ask = { workingDays: 10, reason: '涉及多个年度，需要核对' };
    at('2026-03-30');
    done(await requests.perform(people.anybody, id, 'ask-extension', ask));
    expect(codes(await requests.perform(people.anybody, id, 'approve-extension', { note: '' }))).toEqual([
      'asker-may-not-approve',
    ]);
    done(await requests.perform(people.head, id, 'approve-extension', { note: '' }));
    expect(await requests.view(people.clerk, id)).toMatchObject({
      dueOn: '2026-04-14',
      extension: { decision: 'approved', decidedBy: '负责人' },
    });
    expect(codes(await requests.perform(people.clerk, id, 'ask-extension', ask))).toEqual([
      'period-already-extended',
    ]);

    at('2026-03-02');
    const { id: late } = await take();
    at('2026-03-31');
    expect(codes(await requests.perform(people.clerk, late, 'ask-extension', ask))).toEqual([
      'extension-after-due',
    ]);
    await expect(requests.perform(people.section, late, 'ask-extension', ask)).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('the reply (条例第三十六、三十七条)', () => {
  it('is signed step by step by others than its drafter, numbered, delivered online and had by the applicant', async () => {
    at('2026-03-02');
    const { id } = await take();
    done(
      await requests.perform(people.clerk, id, 'assign', { unitId: 'relief', dueOn: '2026-03-12', note: '' }),
    );
    const paper = await requests.takePaper(stream(pdf('table')), '统计表.pdf', people.section);
    done(
      await requests.fileUpload(people.section, id, {
        upload: paper.upload,
        kind: 'supplied',
        title: '统计表',
        redacted: false,
      }),
    );
    done(await requests.perform(people.section, id, 'finish-assignment', { finding: '可以公开，见统计表' }));
    const view = await approved(on, id, { supplied: [{ paperId: paper.upload }] }, people.section);
    expect(view).toMatchObject({
      stage: 'reply',
      unitId: 'relief',
      officerName: '科室人员',
      reply: { state: 'approved', number: expect.stringMatching(/^测公复〔2026〕\d+号$/) },
    });
    expect(view.reply!.signatures.map(each => each.step)).toEqual(['legality', 'secrecy', 'approval']);
    at('2026-03-20');
    done(
      await requests.perform(people.clerk, id, 'deliver', {
        way: 'electronic',
        on: '2026-03-20',
        postedOn: null,
        trackingNo: '',
        signedOn: null,
      }),
    );
    expect(await requests.view(people.clerk, id)).toMatchObject({
      state: 'replied',
      outcome: 'disclosed',
      closedOn: '2026-03-20',
      delivery: { onTime: true },
      permissions: { 'record-signing': { allowed: false, reasons: [{ code: 'no-signing-awaited' }] } },
    });
    const status = await requests.statusOf(id);
    expect(status).toMatchObject({ canWithdraw: false, papers: [{ title: '统计表' }] });
    const had = await requests.paperForApplicant(id, paper.upload);
    expect(had).toMatchObject({ name: '统计表.pdf', mediaType: 'application/pdf' });
    expect(Buffer.from(had!.bytes).toString()).toContain('table');
  });

  it('whose relief notice can not be made is refused to its reviewers', async () => {
    const without = await bench(db, clock, {
      pack: { ...pack, relief: { ...pack.relief, court: '', onlineReconsideration: '' } },
    });
    at('2026-03-02');
    const intake = application({ submittedOn: '2026-03-02' });
    const { id } = done(await without.requests.takeIn(intake, people.clerk));
    const { revision } = await without.requests.view(people.clerk, id);
    done(await without.requests.perform(people.clerk, id, 'draft-reply', { ...reply(), revision }));
    const { reply: drafted, permissions } = await without.requests.view(people.clerk, id);
    expect(drafted!.problems.map(each => each.code)).toEqual([
      'missing-court',
      'missing-online-reconsideration',
    ]);
    expect(permissions['submit-reply']!.allowed).toBe(false);
    expect(codes(await without.requests.perform(people.clerk, id, 'submit-reply', {}))).toEqual([
      'missing-court',
      'missing-online-reconsideration',
    ]);
  });

  it('in part needs the covered copy, and finds a number that should have been covered', async () => {
    at('2026-03-02');
    const { id } = await take();
    const upload = async (text: string, redacted: boolean) => {
      const { upload: id1 } = await requests.takePaper(stream(pdf(text)), '名单.pdf', people.clerk);
      done(
        await requests.fileUpload(people.clerk, id, {
          upload: id1,
          kind: 'supplied',
          title: '名单',
          redacted,
        }),
      );
      return id1;
    };
    const plain = await upload('52242219800101001X', false);
    const part = {
      outcome: 'partly-disclosed' as const,
      ground: 'third-party' as const,
      says: { article: '第三十七条', information: '见附件', 'reasons-for-withheld-part': '涉及个人隐私' },
    };
    const draft = async (paperId: string) => {
      const { revision } = await requests.view(people.clerk, id);
      done(
        await requests.perform(people.clerk, id, 'draft-reply', {
          ...reply(part),
          supplied: [{ paperId }],
          revision,
        }),
      );
      return codes(await requests.perform(people.clerk, id, 'submit-reply', {}));
    };
    expect(await draft(plain)).toEqual(['redacted-copy-missing', 'supplied-not-covered']);
    expect(await draft(await upload('52242219800101001X', true))).toEqual(['supplied-not-covered']);
    expect(await draft(await upload('covered', true))).toEqual([]);
  });

  it('a change after a return voids the signatures, and nobody delivers what is not signed', async () => {
    at('2026-03-02');
    const { id } = await take();
    const { revision } = await requests.view(people.clerk, id);
    done(await requests.perform(people.clerk, id, 'draft-reply', { ...reply(), revision }));
    done(await requests.perform(people.clerk, id, 'submit-reply', {}));
    const { digest } = (await requests.view(people.clerk, id)).reply!;
    const waitingFor = async (person: keyof typeof people) =>
      (await requests.toSign(people[person])).replies.filter(each => each.id === id).map(each => each.step);
    expect([await waitingFor('legality'), await waitingFor('clerk')]).toEqual([['legality'], []]);
    done(await requests.perform(people.legality, id, 'sign-reply', { step: 'legality', digest, note: '' }));
    expect([await waitingFor('legality'), await waitingFor('secrecy')]).toEqual([[], ['secrecy']]);
    done(
      await requests.perform(people.secrecy, id, 'return-reply', {
        step: 'secrecy',
        digest,
        reasons: ['请写明文号'],
      }),
    );
    const returned = await requests.view(people.clerk, id);
    expect(returned.reply).toMatchObject({ state: 'returned' });
    done(
      await requests.perform(people.clerk, id, 'draft-reply', {
        ...reply({ says: { article: '第三十六条', information: '文号见附件' } }),
        revision: returned.revision,
      }),
    );
    done(await requests.perform(people.clerk, id, 'submit-reply', {}));
    const second = await requests.view(people.clerk, id);
    expect(second.reply!.signatures.every(each => !each.current)).toBe(true);
    const stale = { step: 'legality', digest, note: '' };
    expect(codes(await requests.perform(people.legality, id, 'sign-reply', stale))).toEqual([
      'bytes-changed',
    ]);
    const send = {
      way: 'direct' as const,
      on: '2026-03-02',
      postedOn: null,
      trackingNo: '',
      signedOn: '2026-03-02',
    };
    expect(codes(await requests.perform(people.clerk, id, 'deliver', send))).toEqual(['reply-in-review']);
  });

  it('goes by the postal enterprise with its posting day, and in person with a signature', async () => {
    at('2026-03-02');
    const { id } = await take();
    await approved(on, id);
    const post = { way: 'post' as const, on: '2026-03-02', postedOn: null, trackingNo: '', signedOn: null };
    expect(codes(await requests.perform(people.clerk, id, 'deliver', post))).toEqual(['posting-missing']);
    expect(codes(await requests.perform(people.clerk, id, 'deliver', { ...post, way: 'direct' }))).toEqual([
      'signature-missing',
    ]);
    at('2026-03-31');
    done(
      await requests.perform(people.clerk, id, 'deliver', {
        ...post,
        on: '2026-03-30',
        postedOn: '2026-03-31',
        trackingNo: 'XA0000',
      }),
    );
    expect(await requests.view(people.clerk, id)).toMatchObject({
      late: true,
      closedOn: '2026-03-31',
      delivery: { onTime: false },
    });
  });
});

describe('after the reply', () => {
  it('a dispute is kept with its result, and a handling anew starts a clock of its own', async () => {
    at('2026-03-02');
    const { id } = await take();
    await approved(on, id);
    done(
      await requests.perform(people.clerk, id, 'deliver', {
        way: 'direct',
        on: '2026-03-02',
        postedOn: null,
        trackingNo: '',
        signedOn: '2026-03-02',
      }),
    );
    done(await requests.perform(people.clerk, id, 'archive', {}));
    at('2026-04-20');
    done(
      await requests.perform(people.clerk, id, 'add-dispute', {
        kind: 'reconsideration',
        filedOn: '2026-04-15',
        organ: '某市人民政府',
        caseNo: '',
        note: '',
      }),
    );
    const [dispute] = (await requests.view(people.clerk, id)).disputes;
    const order = {
      disputeId: dispute!.id,
      orderedOn: '2026-05-20',
      countsAsNew: false,
      note: '责令重新处理',
    };
    at('2026-05-20');
    expect(codes(await requests.perform(people.clerk, id, 'rehandle', order))).toContain(
      'nothing-to-rehandle',
    );
    done(
      await requests.perform(people.clerk, id, 'decide-dispute', {
        disputeId: dispute!.id,
        result: 'corrected',
        decidedOn: '2026-05-20',
        note: '',
      }),
    );
    done(await requests.perform(people.clerk, id, 'rehandle', order));
    expect(await requests.view(people.clerk, id)).toMatchObject({
      state: 'running',
      dueOn: '2026-06-17',
      stage: 'examination',
      outcome: null,
      reply: null,
    });
    const counted = (await requests.countedRequests(2026)).filter(each => each.id === id);
    expect(counted.map(each => [each.row, each.countsAsReceived])).toEqual([
      ['r3_1', true],
      [null, false],
    ]);
    expect((await requests.disputes(2026)).find(each => each.requestId === id)).toMatchObject({
      result: 'corrected',
    });
    await approved(on, id);
  });

  it('the archive holds every paper, the ledger and digests that check', async () => {
    at('2026-03-02');
    const { id } = await take();
    const { upload } = await requests.takePaper(stream(pdf()), '证明.pdf', people.clerk);
    done(
      await requests.fileUpload(people.clerk, id, { upload, kind: 'other', title: '证明', redacted: false }),
    );
    done(await requests.perform(people.clerk, id, 'withdraw', { on: '2026-03-02', note: '' }));
    done(await requests.perform(people.clerk, id, 'archive', {}));
    const view = await requests.view(people.clerk, id);
    expect(view).toMatchObject({
      stage: 'archived',
      archive: { keepUntil: '2036-12-31', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const paperId = view.archive!.address.split('/').at(-1)!;
    await expect(requests.openPaper(people.clerk, id, paperId)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(await requests.look(people.clerk, id)).toMatchObject({ name: '测试申请人甲' });
    const { bytes } = await requests.openPaper(people.clerk, id, paperId);
    const { createHash } = await import('node:crypto');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(view.archive!.digest);
    const text = Buffer.from(bytes).toString('latin1');
    for (const name of ['clock.json', 'events.json', 'applicant.json', 'SHA256SUMS'])
      expect(text).toContain(name);
  });
});
