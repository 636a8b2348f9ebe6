import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { onlineRequests } from '../../../main/online-requests.ts';
import { approved, bench, codes, done, pdf, reply, residentId, seedUnits } from '../requests.fixture.ts';
import { questionWords } from './rules/question.ts';
import { sealedKinds } from './service/sealed-values.ts';
import type { Submission } from './service.ts';

/** The public side over the real handling of requests and a real database. */

const db = await testDatabase();
const start = '2026-03-02T10:00:00+08:00';
const clock = fixedClock(start);
await seedUnits(db);
const on = await bench(db, clock);
const { requests, ports, people } = on;
const online = onlineRequests({ database: db, clock, box: ports.box, requests });
const kinds = sealedKinds(ports.box);

let places = 0;
/** An address from which nothing has come yet. */
const newPlace = (): string => {
  places += 1;
  return `10.${places >> 8}.${places & 255}.1`;
};

const typed = {
  name: '测试申请人',
  identityDocument: 'resident-id',
  identityNo: residentId(),
  phone: '13800000000',
  subject: '养老机构补贴标准',
  carrier: 'electronic',
  supply: 'online',
};
const proof = { kind: 'identity-proof', name: '证件.pdf', bytes: pdf(), cut: false } as const;

function answerTo(token: string): string {
  const { numbers, signs } = kinds.form.open(token)!.question;
  return String(
    signs.reduce((sum, sign, at) => sum + (sign === 'plus' ? 1 : -1) * numbers[at + 1]!, numbers[0]!),
  );
}

async function filled(
  address: string,
  over: Readonly<Record<string, string>> = {},
  files: Submission['files'] = [proof],
): Promise<Submission> {
  const form = await online.openForm('person', address, {});
  const sent = { ...typed, token: form.token, answer: answerTo(form.token), ...over };
  return { who: 'person', sent, files, address };
}

async function again(submission: Submission) {
  const applied = await online.apply(submission);
  if (applied.kind !== 'again') throw new Error('it was taken in');
  return applied;
}

async function taken(submission: Submission) {
  const applied = await online.apply(submission);
  if (applied.kind !== 'taken') throw new Error(applied.reasons.map(each => each.message).join(' '));
  return (await online.receipt(applied.receiptKey))!;
}

const cases = async (): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from request`.execute(
    db.kysely,
  );
  return rows[0]!.count;
};

describe('an application over the internet (条例 arts 29, 31)', () => {
  it('becomes a case that waits to be confirmed, with its proof sealed among its papers', async () => {
    const receipt = await taken(await filled(newPlace()));
    expect(receipt).toMatchObject({ subject: typed.subject, submittedOn: '2026-03-02' });
    const id = (await requests.idByCode(receipt.trackingCode, receipt.secret))!;
    const status = await requests.statusOf(id);
    expect(status).toMatchObject({ state: 'awaiting-confirmation', number: null, applicantName: '测****' });
    expect(JSON.stringify(status)).not.toContain(typed.identityNo);
    const { rows } = await sql<{ kind: string; names_applicant: boolean; for_applicant: boolean }>`
      select kind, names_applicant, for_applicant from request_paper where request_id = ${id}::uuid`.execute(
      db.kysely,
    );
    expect(rows).toEqual([{ kind: 'identity-proof', names_applicant: true, for_applicant: false }]);
  });

  it('sent twice, one after the other and five times at once, is one case with one receipt', async () => {
    const before = await cases();
    const submission = await filled(newPlace());
    const receipts = await Promise.all(Array.from({ length: 5 }, () => taken(submission)));
    expect(new Set([...receipts, await taken(submission)].map(each => each.trackingCode)).size).toBe(1);
    expect(new Set(receipts.map(each => each.secret)).size).toBe(1);
    expect(await cases()).toBe(before + 1);
  });

  it('that fails to be recorded leaves neither a case nor a receipt, and can be sent again', async () => {
    const before = await cases();
    const submission = await filled(newPlace());
    await sql`create function no_receipt() returns trigger language plpgsql as $$ begin raise 'out of order'; end $$`.execute(
      db.kysely,
    );
    await sql`create trigger no_receipt before insert on online_receipt for each row execute function no_receipt()`.execute(
      db.kysely,
    );
    await expect(online.apply(submission)).rejects.toThrow('out of order');
    await sql`drop trigger no_receipt on online_receipt`.execute(db.kysely);
    expect(await cases()).toBe(before);
    await taken(submission);
    expect(await cases()).toBe(before + 1);
  });

  it('with mistakes comes back with everything: values, file, question and answer', async () => {
    const submission = await filled(newPlace(), { subject: '', description: '甲'.repeat(10) });
    const { form, reasons, status } = await again(submission);
    expect([status, reasons.map(each => each.where)]).toEqual([400, ['subject']]);
    expect(form.values).toMatchObject({
      name: typed.name,
      identityNo: typed.identityNo,
      description: '甲'.repeat(10),
    });
    expect(form).toMatchObject({ token: submission.sent['token'], answer: submission.sent['answer'] });
    expect(form.kept['identity-proof']).toMatchObject({ name: '证件.pdf' });
    const ref = form.kept['identity-proof']!.ref;
    const sent = { ...submission.sent, subject: '补上的名称', 'kept-identity-proof': ref };
    expect(await taken({ ...submission, sent, files: [] })).toMatchObject({ subject: '补上的名称' });
  });

  it('keeps a file for one case only: with another form it is asked for again', async () => {
    const first = await filled(newPlace(), { subject: '' });
    const ref = (await again(first)).form.kept['identity-proof']!.ref;
    const fixed = {
      ...first,
      files: [],
      sent: { ...first.sent, subject: '第一件', 'kept-identity-proof': ref },
    };
    await taken(fixed);
    const second = await filled(newPlace(), { 'kept-identity-proof': ref }, []);
    const { reasons, form } = await again(second);
    expect(reasons.map(each => each.code)).toEqual(['upload-gone']);
    expect(form.kept).toEqual({});
    expect(form.values.subject).toBe(typed.subject);
  });

  it('with a file that can not be read is handed back with words about the file', async () => {
    const torn = { ...proof, bytes: Buffer.from('PK\u0003\u0004encrypted', 'latin1') };
    const { reasons, form } = await again(await filled(newPlace(), {}, [torn]));
    expect(reasons.map(each => [each.where, each.code])).toEqual([
      ['identity-proof', 'identity-proof-wrong-type'],
    ]);
    expect(form.kept).toEqual({});
  });
});

describe('the guard of the form', () => {
  const guarded = async (over: Readonly<Record<string, string>>) => {
    const { reasons, form } = await again(await filled(newPlace(), over));
    expect(form.values.name).toBe(typed.name);
    expect(form.answer).toBe('');
    expect(kinds.form.open(form.token)).toBeDefined();
    // The file need not be chosen twice, whatever was wrong with the answer.
    expect(form.kept['identity-proof']?.name).toBe('证件.pdf');
    return reasons.map(each => [each.where, each.code]);
  };

  it.each([
    ['a wrong result', { answer: '999' }, 'answer-wrong'],
    ['no result', { answer: '' }, 'answer-missing'],
    ['no token', { token: '' }, 'form-unknown'],
    ['a token of our own making', { token: 'AAAA' }, 'form-unknown'],
    ['the field that nobody sees filled in', { website: 'https://spam.invalid' }, 'hidden-field-filled'],
  ])('with %s asks a new question and loses nothing', async (_words, over, code) => {
    expect(await guarded(over)).toEqual([['answer', code]]);
  });

  it('lets a form lie open for a day; then it asks a new question and loses nothing', async () => {
    const submission = await filled(newPlace(), { subject: '' });
    clock.set('2026-03-03T09:59:00+08:00');
    expect((await again(submission)).reasons.map(each => each.code)).toEqual(['subject-missing']);
    clock.set('2026-03-03T10:01:00+08:00');
    const { reasons, form } = await again(submission);
    expect(reasons.map(each => each.code)).toContain('form-expired');
    expect(form.values.name).toBe(typed.name);
    clock.set(start);
  });

  it('asks a longer question after ten applications from one place, and never turns anybody away', async () => {
    const place = newPlace();
    const open = await online.openForm('person', place, {});
    for (let no = 0; no < 10; no += 1) {
      const submission = await filled(place);
      expect(kinds.form.open(submission.sent['token'])!.isLong).toBe(false);
      await taken(submission);
    }
    // A form opened before does not go round it.
    const early = { ...typed, token: open.token, answer: answerTo(open.token) };
    const { reasons, form } = await again({ who: 'person', sent: early, files: [proof], address: place });
    expect(reasons.map(each => each.code)).toEqual(['longer-question']);
    expect(questionWords(kinds.form.open(form.token)!.question)).toBe(form.question);
    expect(form.question).toMatch(/^.[加减].[加减].$/);
    const sent = {
      ...early,
      token: form.token,
      answer: answerTo(form.token),
      'kept-identity-proof': form.kept['identity-proof']!.ref,
    };
    await taken({ who: 'person', sent, files: [], address: place });
    // Elsewhere nothing has changed, and after a while neither here.
    const isLong = async (address: string) =>
      kinds.form.open((await online.openForm('person', address, {})).token)!.isLong;
    expect([await isLong(place), await isLong(newPlace())]).toEqual([true, false]);
    clock.set('2026-03-02T10:30:00+08:00');
    expect(await isLong(place)).toBe(false);
    clock.set(start);
  });
});

describe('a look at one’s own case', () => {
  it('opens with code and secret as people type them, for a quarter of an hour', async () => {
    const { trackingCode, secret } = await taken(await filled(newPlace()));
    const looked = await online.look({
      code: ` ${trackingCode.toLowerCase()} `,
      secret: secret.toLowerCase(),
      address: newPlace(),
    });
    if (looked.kind !== 'open') throw new Error(looked.kind);
    expect((await online.openCase(looked.key))?.status.trackingCode).toBe(trackingCode);
    clock.set('2026-03-02T10:15:01+08:00');
    expect(await online.openCase(looked.key)).toBeUndefined();
    expect(await online.paper(looked.key, 'x')).toBeNull();
    clock.set(start);
  });

  it('answers a wrong secret and a code of nobody alike, and stops guessing one code after ten tries', async () => {
    const { trackingCode, secret } = await taken(await filled(newPlace()));
    for (const code of [trackingCode, 'ABCD-EFGH-JKLM-NPQR']) {
      const kindsOf: string[] = [];
      for (let no = 0; no < 12; no += 1)
        kindsOf.push((await online.look({ code, secret: 'AAAAAAAA', address: newPlace() })).kind);
      expect(kindsOf).toEqual([...Array(10).fill('wrong'), 'too-many', 'too-many']);
    }
    // Not even the right secret is answered now; after a few minutes it is.
    const look = () => online.look({ code: trackingCode, secret, address: newPlace() });
    expect(await look()).toEqual({ kind: 'too-many', minutes: 6 });
    clock.set('2026-03-02T10:13:00+08:00');
    expect((await look()).kind).toBe('open');
    clock.set(start);
  });

  it('stops guessing from one place, however many codes are tried, and does not count who is right', async () => {
    const { trackingCode, secret } = await taken(await filled(newPlace()));
    const place = newPlace();
    for (let no = 0; no < 60; no += 1)
      expect((await online.look({ code: trackingCode, secret, address: place })).kind).toBe('open');
    const guesses: string[] = [];
    for (let no = 0; no < 41; no += 1)
      guesses.push((await online.look({ code: `GUESS${no}`, secret: 'AAAAAAAA', address: place })).kind);
    expect(guesses.indexOf('too-many')).toBe(40);
  });

  it('counts guesses at once one by one', async () => {
    const { trackingCode } = await taken(await filled(newPlace()));
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () =>
        online.look({ code: trackingCode, secret: 'AAAAAAAA', address: newPlace() }),
      ),
    );
    expect(guesses.filter(each => each.kind === 'wrong')).toHaveLength(10);
  });

  it('lets the applicant withdraw once, from a page of ours only', async () => {
    const { trackingCode, secret } = await taken(await filled(newPlace()));
    const looked = await online.look({ code: trackingCode, secret, address: newPlace() });
    const other = await online.look({ code: trackingCode, secret, address: newPlace() });
    if (looked.kind !== 'open' || other.kind !== 'open') throw new Error('not open');
    const { act } = (await online.openCase(looked.key))!;
    expect(await online.withdraw(looked.key, undefined, '')).toEqual({ kind: 'closed' });
    expect(await online.withdraw(undefined, act, '')).toEqual({ kind: 'closed' });
    expect(await online.withdraw(other.key, act, '')).toEqual({ kind: 'closed' });
    expect((await online.openCase(looked.key))?.status.state).toBe('awaiting-confirmation');
    expect(await online.withdraw(looked.key, act, '已经查到')).toEqual({ kind: 'done' });
    // Pressed twice: it stands, so it is done.
    expect(await online.withdraw(looked.key, act, '')).toEqual({ kind: 'done' });
    expect((await online.openCase(looked.key))?.status).toMatchObject({
      state: 'withdrawn',
      canWithdraw: false,
    });
  });
});

describe('asking online that the own record be corrected (条例 art 41)', () => {
  const asked = {
    subject: '低保档案中的家庭人口数',
    recordNow: '登记为三人',
    recordRight: '应当为四人',
    recordReasons: '户口簿证明有四人。',
  };
  const evidence = { ...proof, kind: 'evidence', name: '户口簿.pdf' } as const;
  const second = { ...proof, kind: 'evidence-2', name: '出生证明.pdf' } as const;
  const asks = async (files: Submission['files'], over: Readonly<Record<string, string>> = {}) => ({
    ...(await filled(newPlace(), { ...asked, ...over }, files)),
    matter: 'own-record' as const,
  });

  it('becomes a case without a period, its proof and what it says of the record sealed apart', async () => {
    const receipt = await taken(await asks([proof, evidence, second]));
    expect(receipt).toMatchObject({ matter: 'own-record', subject: asked.subject });
    const id = (await requests.idByCode(receipt.trackingCode, receipt.secret))!;
    const { rows } = await sql<{ kind: string; names_applicant: boolean; for_applicant: boolean }>`
      select kind, names_applicant, for_applicant from request_paper where request_id = ${id}::uuid
      order by kind`.execute(db.kysely);
    const sealed = { names_applicant: true, for_applicant: false };
    expect(rows).toEqual([
      { kind: 'evidence', ...sealed },
      { kind: 'evidence', ...sealed },
      { kind: 'identity-proof', ...sealed },
    ]);
    const { rows: plain } = await sql<{ text: string }>`
      select r::text || coalesce((select string_agg(e::text, '') from request_event e where e.request_id = r.id), '')
        as text from request r where r.id = ${id}::uuid`.execute(db.kysely);
    expect(plain[0]!.text).toContain(asked.subject);
    for (const words of [asked.recordNow, asked.recordRight, asked.recordReasons])
      expect(plain[0]!.text).not.toContain(words);
    expect(await requests.look(people.clerk, id)).toMatchObject({
      ownRecord: { now: asked.recordNow, right: asked.recordRight, reasons: asked.recordReasons },
    });
  });

  it('without its proof comes back with everything else', async () => {
    const { reasons, form } = await again(await asks([proof]));
    expect(reasons.map(each => [each.where, each.code, each.basis[0]?.article])).toEqual([
      ['evidence', 'evidence-missing', 41],
    ]);
    expect(form).toMatchObject({ matter: 'own-record', values: asked });
    expect(form.kept).toMatchObject({ 'identity-proof': { name: '证件.pdf' } });
    const wrong = await again(await asks([proof, { ...evidence, bytes: Buffer.from('PK\u0003\u0004') }]));
    expect(wrong.reasons.map(each => each.code)).toEqual(['evidence-wrong-type']);
  });

  it('is told its result where it is looked after, and only once it has been delivered', async () => {
    const receipt = await taken(await asks([proof, evidence]));
    const id = (await requests.idByCode(receipt.trackingCode, receipt.secret))!;
    done(await requests.perform(people.clerk, id, 'confirm-receipt', { on: '2026-03-02', note: '' }));
    expect(await requests.statusOf(id)).toMatchObject({
      matter: 'own-record',
      state: 'running',
      clock: { dueOn: null },
    });
    const says = { form: 'corrected', record: asked.subject, outcome: '已更正为四人。' };
    await approved(on, id, { outcome: 'other', says });
    expect(await requests.statusOf(id)).toMatchObject({ outcomeWords: null, resultLines: [] });
    const delivery = { way: 'electronic', on: '2026-03-02', postedOn: null, trackingNo: '', signedOn: null };
    done(await requests.perform(people.clerk, id, 'deliver', delivery as never));
    expect(await requests.statusOf(id)).toMatchObject({
      outcomeWords: '予以更正',
      resultLines: [
        { label: '申请更正的记录', words: asked.subject },
        { label: '核实和更正的情况', words: '已更正为四人。' },
      ],
    });
  });

  it('is corrected by the applicant with what it says and its further proof sealed; a wrong file loses nothing', async () => {
    const receipt = await taken(await asks([proof, evidence]));
    const id = (await requests.idByCode(receipt.trackingCode, receipt.secret))!;
    const day = '2026-03-02';
    done(await requests.perform(people.clerk, id, 'confirm-receipt', { on: day, note: '' }));
    const notice = { on: day, matters: '没有写明年份。', guidance: '请补交证据。', correctBy: '2026-03-16' };
    done(await requests.perform(people.clerk, id, 'request-correction', notice));
    const address = newPlace();
    const looked = await online.look({ code: receipt.trackingCode, secret: receipt.secret, address });
    if (looked.kind !== 'open') throw new Error(looked.kind);
    const { act } = (await online.openCase(looked.key))!;
    const description = '家中第四人二〇一八年出生';
    const sent = { act, subject: '低保档案中的家庭人口数（2018年）', description };
    const wrongFile = { ...second, bytes: Buffer.from('PK\u0003\u0004') };
    const files = [{ ...evidence, name: '出生医学证明.pdf' }, wrongFile];
    const refused = await online.correct(looked.key, { sent, files, address });
    if (refused.kind !== 'refused') throw new Error(refused.kind);
    expect(refused.reasons.map(each => each.code)).toEqual(['evidence-2-wrong-type']);
    const kept = refused.kept['evidence']!;
    expect(kept.name).toBe('出生医学证明.pdf');
    const again = { sent: { ...sent, 'kept-evidence': kept.ref }, files: [], address };
    expect(await online.correct(looked.key, again)).toEqual({ kind: 'done' });
    const view = await requests.view(people.clerk, id);
    expect(view.papers.filter(each => /补正的具体内容|出生医学证明/.test(each.title))).toHaveLength(2);
    const { rows: plain } = await sql<{ text: string; filed: number }>`
      select r::text || string_agg(e::text, '') as text,
        count(*) filter (where e.kind = 'paper-filed')::int as filed
      from request r join request_event e on e.request_id = r.id where r.id = ${id}::uuid
      group by r.*`.execute(db.kysely);
    expect(plain[0]!.text).toContain(sent.subject);
    expect(plain[0]!.text).not.toContain(description);
    expect(plain[0]!.filed).toBe(2);
    // What happened is told step by step; nothing is said of a period that the law does not set.
    const { steps } = (await requests.statusOf(id)).clock;
    expect(steps.map(each => each.event)).toEqual([
      'submitted',
      'receipt-confirmed',
      'correction-requested',
      'corrected',
    ]);
    expect(new Set(steps.map(each => each.effect)).size).toBe(4);
    for (const { effect, dueOn } of steps) {
      expect(effect).not.toMatch(/20个工作日|答复期限|期限不再计算/);
      expect(dueOn).toBeNull();
    }
    const { permissions } = view;
    expect(permissions['ask-extension']?.reasons.map(each => each.code)).toEqual(['no-period-to-extend']);
  });

  it('refused says where to turn against it, and does not go to its reviewers without', async () => {
    const receipt = await taken(await asks([proof, evidence]));
    const id = (await requests.idByCode(receipt.trackingCode, receipt.secret))!;
    done(await requests.perform(people.clerk, id, 'confirm-receipt', { on: '2026-03-02', note: '' }));
    const says = { form: 'not-corrected', record: asked.subject, reasons: '与户籍登记一致。' };
    const { revision } = await requests.view(people.clerk, id);
    const body = { ...reply(), outcome: 'other' as const, says, revision };
    const without = await bench(db, clock, {
      pack: { ...ports.pack, relief: { ...ports.pack.relief, court: '' } },
    });
    done(await without.requests.perform(people.clerk, id, 'draft-reply', body));
    expect(codes(await without.requests.perform(people.clerk, id, 'submit-reply', {}))).toEqual([
      'missing-court',
    ]);
    expect(codes(await requests.perform(people.clerk, id, 'submit-reply', {}))).toEqual(['relief-missing']);
    const now = (await requests.view(people.clerk, id)).revision;
    done(await requests.perform(people.clerk, id, 'draft-reply', { ...body, revision: now }));
    expect((await requests.view(people.clerk, id)).reply?.relief.words).toContain('行政复议');
    done(await requests.perform(people.clerk, id, 'submit-reply', {}));
  });

  it('is asked a longer question after ten forms from one place, as any other form', async () => {
    const place = newPlace();
    for (let no = 0; no < 10; no += 1)
      await taken({ ...(await filled(place, asked, [proof, evidence])), matter: 'own-record' });
    const form = await online.openForm('person', place, {}, 'own-record');
    expect(form.question).toMatch(/^.[加减].[加减].$/);
  });
});

describe('who asked before', () => {
  it('is told in numbers by outcome, of answered cases whose subject holds every word, and of no others', async () => {
    for (const subject of ['百岁老人津贴发放标准', '百岁老人津贴发放人数', '百岁老人名册'])
      await taken(await filled(newPlace(), { subject }));
    const words = ['百岁', '津贴', '的'];
    expect(await online.answeredLike(words)).toEqual([]);
    await sql`update request set outcome = 'disclosed', closed_on = '2026-03-01' where subject like '百岁%'`.execute(
      db.kysely,
    );
    expect(await online.answeredLike(words)).toEqual([{ words: '予以公开', count: 2 }]);
    expect(await online.answeredLike(['%'])).toEqual([]);
    expect(await online.answeredLike(['百%人'])).toEqual([]);
    await sql`update request set closed_on = '2022-03-01' where subject like '百岁%'`.execute(db.kysely);
    expect(await online.answeredLike(words)).toEqual([]);
  });
});

describe('what is forgotten', () => {
  it('are receipts and buckets after two days, and nothing sooner', async () => {
    const submission = await filled(newPlace());
    await taken(submission);
    clock.set('2026-03-04T09:59:00+08:00');
    await online.tidyUp();
    const kept = await sql<{ count: number }>`select count(*)::int as count from online_receipt`.execute(
      db.kysely,
    );
    expect(kept.rows[0]!.count).toBeGreaterThan(0);
    clock.set('2026-03-06T10:00:00+08:00');
    expect(await online.tidyUp()).toBeGreaterThan(0);
    const { rows } = await sql`select 1 from online_receipt union all select 1 from online_bucket`.execute(
      db.kysely,
    );
    expect(rows).toEqual([]);
    // The form itself is too old by now: it never becomes a second case.
    expect((await again(submission)).reasons.map(each => each.code)).toContain('form-expired');
    clock.set(start);
  });
});
