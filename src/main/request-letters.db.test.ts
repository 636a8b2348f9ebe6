import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../tests/support/database.ts';
import {
  application,
  approved,
  bench,
  done,
  pdf,
  seedUnits,
  stream,
} from '../contexts/requests/requests.fixture.ts';
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
const sources = {
  pack: shipped,
  clock,
  organName: '毕节市民政局',
  notices: {} as never,
  readText: async () => '',
  publications: {} as never,
};
const { letter, letterFor, recognise } = requestPorts(sources);
const on = await bench(db, clock, { letter: letter!, letterFor: letterFor!, recognise, pack: requestsPack });
const { requests, people } = on;

beforeAll(() => seedUnits(db));

const take = async (over: Parameters<typeof application>[0] = {}) =>
  done(await requests.takeIn(application(over), people.clerk)).id;

async function kindsOf(id: string): Promise<string[]> {
  const { papers } = await requests.view(people.clerk, id);
  const pdfs = papers.filter(each => each.mediaType === 'application/pdf');
  return pdfs.map(each => each.kind);
}

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
  it('a case begins with its receipt, for the applicant as PDF', async () => {
    const id = await take();
    expect(await kindsOf(id)).toEqual(['receipt']);
    const { papers } = await requests.statusOf(id);
    expect(papers.map(each => each.title)).toEqual(['接收回执']);
  });

  it.each(steps)('%s', async (command, body, letters) => {
    const id = await take();
    done(await requests.perform(people.clerk, id, command as 'consult', body as never));
    expect((await kindsOf(id)).filter(kind => kind !== 'receipt').sort()).toEqual([...letters].sort());
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
    expect(await kindsOf(own)).toEqual(['records-correction']);
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
