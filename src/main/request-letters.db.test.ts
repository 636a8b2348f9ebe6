import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../tests/support/database.ts';
import { letterKindNames, letterKinds } from '../contexts/notices/letters.ts';
import type { LetterOrder } from '../contexts/requests/ports.ts';
import {
  application,
  approved,
  bench,
  done,
  pdf,
  seedUnits,
  stream,
} from '../contexts/requests/requests.fixture.ts';
import { paperWords } from '../contexts/requests/rules/paper-words.ts';
import { refusalGrounds } from '../law/grounds-for-refusal.ts';
import { type ReplyOutcome, replyKinds } from '../law/reply-kinds.ts';
import { packFolder } from './pack/folder.ts';
import { loadPack } from './pack/load.ts';
import { requestPorts } from './request-ports.ts';

/** Every step of a case writes its letter with the shipped words, and every outcome its reply. */

const db = await testDatabase();
const clock = fixedClock('2026-03-02T09:00:00+08:00');
const shipped = await loadPack(packFolder('bijie-civil-affairs'));
const fee = { method: 'by-page' as const, decidedBy: '局长办公会', decidedOn: '2026-01-05' };
const requestsPack = { ...shipped.requests, officeUnit: 'office', fee };
const relief = { mark: '演示县民政局文件', organ: '演示县民政局', printedBy: '{organ}办公室' };
const sources = {
  pack: { ...shipped, letters: { ...shipped.letters, offices: { relief } } },
  clock,
  organName: '毕节市民政局',
  notices: {} as never,
  readText: async () => '',
  publications: {} as never,
};
const { letter, letterFor, recognise } = requestPorts(sources);
const orders: LetterOrder[] = [];
const told: NonNullable<typeof letter> = order => {
  orders.push(order);
  return letter!(order);
};
const on = await bench(db, clock, { letter: told, letterFor: letterFor!, recognise, pack: requestsPack });
const { requests, people } = on;

beforeAll(() => seedUnits(db));

const take = async (over: Parameters<typeof application>[0] = {}) =>
  done(await requests.takeIn(application(over), people.clerk)).id;

async function kindsOf(id: string): Promise<string[]> {
  const { papers } = await requests.view(people.clerk, id);
  const pdfs = papers.filter(each => each.mediaType === 'application/pdf');
  return pdfs.map(each => each.kind);
}

async function docxWords(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'request-letters-'));
  await writeFile(join(folder, 'letter.docx'), bytes);
  const { stdout } = await promisify(execFile)('unzip', [
    '-p',
    join(folder, 'letter.docx'),
    'word/document.xml',
  ]);
  await rm(folder, { recursive: true });
  return stdout.replace(/<[^>]+>/g, '');
}

/** Written when a case is registered. */
const begun = ['registration-form', 'receipt'];

type Step = readonly [command: string, body: Record<string, unknown>, letters: readonly string[]];

const steps: readonly Step[] = [
  [
    'request-correction',
    {
      on: '2026-03-02',
      matters: '请写明年度；请写明地区',
      guidance: '参照目录填写',
      correctBy: '2026-03-16',
    },
    ['correction-notice'],
  ],
  ['ask-reasons', { on: '2026-03-02', note: '一个月内提出三十余件申请' }, ['reasons-request']],
  [
    'consult',
    {
      kind: 'third-party',
      party: '演示第三方',
      address: '',
      information: '补贴发放明细',
      on: '2026-03-02',
      receivedOn: null,
    },
    ['third-party-consultation', 'consultation-notice'],
  ],
  [
    'consult',
    {
      kind: 'organ',
      party: '演示市财政局',
      address: '',
      information: '补贴发放明细',
      on: '2026-03-02',
      receivedOn: null,
    },
    ['organ-consultation', 'consultation-notice'],
  ],
  [
    'ask-cooperation',
    { organ: '演示市财政局', matters: '请协助查找2025年补助资金下达文件', answerBy: '2026-03-10' },
    ['cooperation-letter'],
  ],
  ['notify-fee', { on: '2026-03-02', receivedOn: null, units: 101 }, ['fee-notice']],
];

const everything = {
  article: '《政府信息公开条例》有关条款',
  information: '随答复书提供。',
  reasons: '理由说明。',
  'reasons-for-withheld-part': '属于个人隐私。',
  'how-to-get': '登录本机关网站查阅。',
  'search-made': '检索了档案目录，没有检索到。',
  'responsible-organ': '演示市财政局，电话00000000（演示）',
  'special-law': '《档案查询规定（演示）》',
  'earlier-reply': '已经答复。',
};

const outcomes = (Object.keys(replyKinds) as ReplyOutcome[]).filter(each => replyKinds[each].needsLetter);
/** What must have happened before some outcomes may be given. */
const before: Partial<Record<ReplyOutcome, readonly Step[]>> = {
  'not-existing': [['record-search', { where: '档案', words: '救助', finding: '没有检索到' }, []]],
  excessive: [steps[1]!],
  'unclear-after-correction': [
    steps[0]!,
    [
      'correct',
      { on: '2026-03-02', subject: '有关材料', description: '', documentNo: '', goodReason: '' },
      [],
    ],
  ],
};

describe('letters of the steps (宿政办函〔2021〕21号的文书名称)', () => {
  it('a case begins with its registration form for the file, and its receipt for the applicant as PDF', async () => {
    const id = await take();
    expect((await kindsOf(id)).sort()).toEqual(['receipt', 'registration-form']);
    const { papers } = await requests.statusOf(id);
    expect(papers.map(each => each.title)).toEqual(['接收回执']);
  });

  it.each(steps)('%s', async (command, body, letters) => {
    const id = await take();
    done(await requests.perform(people.clerk, id, command as 'consult', body as never));
    const written = await kindsOf(id);
    expect(written.filter(kind => !begun.includes(kind)).sort()).toEqual([...letters].sort());
  });

  it('every letter has its name in the list of papers', () => {
    for (const kind of letterKindNames) expect(paperWords(kind)).toBe(letterKinds[kind].words);
  });

  it.each([
    ['third-party', 2, '演示第三方'],
    ['organ', 3, '演示市财政局'],
  ] as const)(
    'an opinion (%s) is confirmed to who gave it, in its words, and to nobody else',
    async (form, step, addressee) => {
      const id = await take();
      done(await requests.perform(people.clerk, id, 'consult', steps[step]![1] as never));
      const [asked] = (await requests.view(people.clerk, id)).consultations;
      const answer = { consultationId: asked!.id, on: '2026-03-02', agrees: false, note: '含有经营秘密' };
      done(await requests.perform(people.clerk, id, 'record-answer', answer));
      const [order] = orders.splice(0).filter(each => each.kind === 'opinion-confirmation');
      expect(order).toMatchObject({ form, addressee, addresseeIs: 'organisation' });
      expect(order!.fill).toMatchObject({
        information: '补贴发放明细',
        consultedOn: '2026-03-02',
        answeredOn: '2026-03-02',
        opinion: '不同意公开',
        reasons: '含有经营秘密',
      });
      expect(await kindsOf(id)).toContain('opinion-confirmation');
      const seen = await requests.statusOf(id);
      expect(seen.papers.map(each => each.title)).not.toContain('征求意见确认函');
    },
  );

  it('a letter for cooperation stops no clock and wants an answer on a day to come', async () => {
    const id = await take();
    const before = (await requests.view(people.clerk, id)).clock;
    const body = { organ: '演示市财政局', matters: '请协助查找下达文件', answerBy: '2026-03-01' };
    const refused = await requests.perform(people.clerk, id, 'ask-cooperation', body);
    expect(refused.ok || refused.reasons.map(each => each.code)).toEqual(['answer-in-past']);
    expect(await kindsOf(id)).not.toContain('cooperation-letter');
    const answerBy = '2026-03-02';
    done(await requests.perform(people.clerk, id, 'ask-cooperation', { ...body, answerBy }));
    const { clock: after, history } = await requests.view(people.clerk, id);
    expect([after.dueOn, after.state]).toEqual([before.dueOn, before.state]);
    expect(history.at(-1)).toMatchObject({
      words: '请“演示市财政局”协办，请于2026-03-02前回复',
      note: '请协助查找下达文件',
    });
  });

  it('a letter goes out under the letterhead of the office in whose hands the case is', async () => {
    const wordsFor = async (...before: readonly (readonly [string, object])[]) => {
      const id = await take();
      for (const [command, body] of [...before, ['ask-cooperation', steps[4]![1]] as const])
        done(await requests.perform(people.clerk, id, command as 'assign', body as never));
      const { papers } = await requests.view(people.clerk, id);
      const paper = papers.find(
        each => each.kind === 'cooperation-letter' && each.mediaType !== 'application/pdf',
      );
      return docxWords((await requests.openPaper(people.clerk, id, paper!.id)).bytes);
    };
    const usual = await wordsFor();
    expect(usual).toMatch(/^毕节市民政局毕民公?.*〔2026〕/);
    expect(usual).toContain('毕节市民政局办公室2026年3月2日印发');
    const relief = await wordsFor(['assign', { unitId: 'relief', dueOn: '2026-03-10' }]);
    expect(relief).toMatch(/^演示县民政局文件/);
    expect(relief).toContain('演示县民政局办公室2026年3月2日印发');
    // It signs too, in the title and under the text; the contact stays the disclosure office of the bureau.
    expect(relief).toContain('演示县民政局政府信息公开申请协办函');
    expect(relief.replaceAll('毕节市民政局信息中心', '')).not.toContain('毕节市民政局');
  });

  it('a fee is told where the case is looked after, with its slip', async () => {
    const id = await take();
    const [command, body] = steps.find(([name]) => name === 'notify-fee')!;
    done(await requests.perform(people.clerk, id, command as 'notify-fee', body as never));
    const { fee, papers, state } = await requests.statusOf(id);
    expect([fee?.units, fee?.payBy, fee?.paidOn, state]).toEqual([
      101,
      '2026-03-30',
      null,
      'awaiting-payment',
    ]);
    expect(papers.map(each => each.title)).toContain('收费通知书');
  });

  it('an extension and a reasonable delay', async () => {
    const id = await take();
    done(
      await requests.perform(people.clerk, id, 'ask-extension', { workingDays: 10, reason: '需要逐项核对' }),
    );
    done(await requests.perform(people.head, id, 'approve-extension', { note: '' }));
    expect(await kindsOf(id)).toContain('extension-notice');
    const other = await take();
    done(
      await requests.perform(people.clerk, other, 'ask-reasons', { on: '2026-03-02', note: '申请数量较多' }),
    );
    done(
      await requests.perform(people.clerk, other, 'record-reasons', { on: '2026-03-02', note: '研究需要' }),
    );
    const delay = { on: '2026-03-02', until: '2026-05-20', reason: '数量较多，难以按期' };
    done(await requests.perform(people.clerk, other, 'delay', delay));
    expect(await kindsOf(other)).toContain('extension-notice');
  });
});

describe('the reply of every outcome (条例第三十六至三十九条)', () => {
  it.each(outcomes)('%s', async outcome => {
    const id = await take();
    for (const [command, body] of before[outcome] ?? [])
      done(await requests.perform(people.clerk, id, command as 'consult', body as never));
    const withholds = outcome === 'refused' || outcome === 'partly-disclosed';
    await approved(on, id, { outcome, ground: withholds ? 'third-party' : null, says: everything });
    const sent = {
      way: 'electronic' as const,
      on: '2026-03-02',
      postedOn: null,
      trackingNo: '',
      signedOn: null,
    };
    done(await requests.perform(people.clerk, id, 'deliver', sent));
    const { papers, reply } = await requests.view(people.clerk, id);
    const letters = papers.filter(
      each => each.number === reply!.number && each.mediaType === 'application/pdf',
    );
    expect(letters).toHaveLength(2);
    const had = await requests.statusOf(id);
    expect(had.papers.map(each => each.title)).toContain(
      letters.find(each => each.kind !== 'delivery-record')!.title,
    );
  });

  it('a special query names the law, and a corrected record its correction', async () => {
    const id = await take();
    await approved(on, id, { outcome: 'refused', ground: 'special-query', says: everything });
    expect(refusalGrounds['special-query'].force).toBe('elsewhere');
    expect(await kindsOf(id)).toContain('refusal');
    const own = await take({ matter: 'own-record' });
    const says = { form: 'corrected', record: '档案中的人口数', outcome: '已更正为四人' };
    await approved(on, own, { outcome: 'other', says });
    expect((await kindsOf(own)).sort()).toEqual(['records-correction', 'registration-form']);
  });

  it('against the will of a third party tells it so in writing', async () => {
    const id = await take();
    done(await requests.perform(people.clerk, id, 'consult', steps[2]![1] as never));
    const [asked] = (await requests.view(people.clerk, id)).consultations;
    const answer = { consultationId: asked!.id, on: '2026-03-02', agrees: false, note: '' };
    done(await requests.perform(people.clerk, id, 'record-answer', answer));
    await approved(on, id, { publicInterest: '不公开会对公共利益造成重大影响', says: everything });
    const sent = {
      way: 'direct' as const,
      on: '2026-03-02',
      postedOn: null,
      trackingNo: '',
      signedOn: '2026-03-02',
    };
    done(await requests.perform(people.clerk, id, 'deliver', sent));
    expect(await kindsOf(id)).toContain('third-party-disclosure-notice');
  });

  it('an encrypted file is told so, whatever its name', async () => {
    const encrypted = Buffer.from(pdf('x'));
    encrypted.writeUInt32LE(0x04034b50, 0);
    const refused = await requests
      .takePaper(stream(encrypted), '附件.zip', people.clerk)
      .catch(error => error);
    expect(['wrong-type', 'unreadable-file']).toContain(refused.code);
  });
});
