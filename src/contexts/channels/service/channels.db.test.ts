import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import type { Progress } from '../carrier.ts';
import { CarrierDouble, codes, done, productBench } from '../channels.fixture.ts';
import type { EvidenceOfTaskBody, PostBody } from '../contract.ts';
import { leaseMs } from './delivering.ts';

/** Channels on the whole product: real releases, real files, a carrier that does as it is told. */

const db = await testDatabase();
const clock = fixedClock('2019-06-20T09:00:00+08:00');
const carrier = new CarrierDouble();
const bench = await productBench(db, clock, { carrier });
const { product, people, released, withdraw, tasks, taskId, upload } = bench;
const { channels, publications } = product;

const post = (over: Partial<PostBody> = {}): PostBody => ({
  postedOn: '2019-06-20',
  postedUntil: null,
  place: '一楼大厅',
  address: null,
  note: '',
  ...over,
});

async function at<T>(moment: string, work: () => Promise<T>): Promise<T> {
  const before = clock.now();
  clock.set(moment);
  try {
    return await work();
  } finally {
    clock.set(before.toISOString());
  }
}

describe('a release (plan 4.1, 4.2)', () => {
  it('asks every chosen channel in the same transaction: path A the centre, path B the section, with due days', async () => {
    const id = await released(['wechat', 'weibo', 'notice-board', 'gazette']);
    const { rows } = await channels.ofItem(people.officer, id);
    const shown = rows
      .map(each => [each.channel, each.unitId, each.dueOn, each.isAutomatic, each.state])
      .sort();
    expect(shown).toEqual([
      ['gazette', 'office', '2019-06-27', false, 'to-do'],
      ['notice-board', 'welfare', '2019-06-27', false, 'to-do'],
      ['wechat', 'info-centre', '2019-06-21', true, 'to-do'],
      ['weibo', 'info-centre', '2019-06-21', false, 'to-do'],
    ]);
  });

  it('that fails leaves no task behind', async () => {
    const before = await db.kysely.selectFrom('channel_task').select('id').execute();
    await sql`create function no_task() returns trigger language plpgsql as $$ begin
      if new.channel = 'television' then raise exception 'no'; end if; return new; end $$`.execute(db.kysely);
    await sql`create trigger no_task after insert on channel_task for each row execute function no_task()`.execute(
      db.kysely,
    );
    await expect(released(['radio', 'television'])).rejects.toThrow();
    await sql`drop trigger no_task on channel_task`.execute(db.kysely);
    const after = await db.kysely.selectFrom('channel_task').select('id').execute();
    expect(after).toEqual(before);
    const { rows } = await sql<{ live: number }>`
      select count(*)::int as live from document d join version v on v.document_id = d.id
      where v.channels && array['television'] and d.live_version is not null`.execute(db.kysely);
    expect(rows[0]?.live).toBe(0);
  });

  it('on a channel the pack does not have is refused while drafting', async () => {
    await expect(released(['telegraph'])).rejects.toThrow('没有“telegraph”这一发布渠道');
  });

  it('of a new version changes the board, and cancels what had not gone out', async () => {
    const id = await released(['notice-board', 'radio']);
    const board = await taskId(id, 'notice-board');
    done(await channels.post(people.drafter, board, post()));
    const officer = bench.officer();
    done(await publications.amend(officer, id));
    await bench.bringOut(id);
    expect((await tasks(id)).sort()).toEqual([
      'post notice-board v1 posted',
      'post notice-board v2 to-do',
      'post radio v1 cancelled',
      'post radio v2 to-do',
    ]);
    const { words } = await channels.get(people.drafter, await taskId(id, 'notice-board', 'post', 2));
    expect(words).toContain('撤换');
  });
});

describe('a withdrawal (constitution 5)', () => {
  it('asks the portal and every channel that may show it, and cancels the rest, in the same transaction', async () => {
    const id = await released(['notice-board', 'television']);
    done(await channels.post(people.drafter, await taskId(id, 'notice-board'), post()));
    await withdraw(id);
    expect((await tasks(id)).sort()).toEqual([
      'post notice-board v1 posted',
      'post television v1 cancelled',
      'take-down notice-board v1 to-do',
      'take-down website v1 posted',
    ]);
    const down = await taskId(id, 'notice-board', 'take-down');
    done(await channels.confirm(people.centre, down, { words: '已到现场查看，旧件已经取下。' }));
    expect(await tasks(id)).toContain('take-down notice-board v1 proven');
  });
});

describe('people at work on a task', () => {
  it('only those of its unit, or of the centre; others are told why', async () => {
    const id = await taskId(await released(['notice-board']), 'notice-board');
    await expect(channels.post(people.stranger, id, post())).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(channels.get(people.stranger, id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(channels.confirm(people.drafter, id, { words: '看过' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(codes(await channels.post(people.drafter, id, post({ postedOn: '2019-06-21' })))).toEqual([
      'posted-in-future',
    ]);
    const { permissions } = await channels.get(people.drafter, id);
    expect(permissions['channel.post']?.allowed).toBe(true);
    expect(permissions['channel.retry']?.reasons.map(each => each.code)).toContain('task-not-open');
    expect(codes(await channels.confirm(people.centre, id, { words: '收到原件' }))).toEqual([
      'not-posted-yet',
    ]);
  });

  it('an address alone settles a channel whose proof is an address; a board waits for its picture', async () => {
    const id = await released(['weibo', 'notice-board']);
    const weibo = await taskId(id, 'weibo');
    done(await channels.post(people.centre, weibo, post({ address: 'https://weibo.example/1' })));
    done(await channels.post(people.drafter, await taskId(id, 'notice-board'), post()));
    expect(await tasks(id)).toEqual(['post notice-board v1 posted', 'post weibo v1 proven']);
    expect(await channels.publicChannels(id)).toEqual({
      channels: [
        {
          name: '官方微博',
          postedOn: '2019-06-20',
          postedUntil: null,
          place: '一楼大厅',
          address: 'https://weibo.example/1',
          pictures: [],
        },
      ],
    });
    expect(codes(await channels.post(people.centre, weibo, post()))).toEqual(['task-not-open']);
  });

  it('what is late, and what stands without its proof, is found by itself and told once', async () => {
    const id = await released(['notice-board', 'service-hall']);
    done(await channels.post(people.drafter, await taskId(id, 'notice-board'), post()));
    const late = () => channels.list(people.officer, { late: 'any', page: 1, size: 200 });
    const mine = async () => (await late()).rows.filter(each => each.documentId === id);
    expect(await mine()).toEqual([]);
    await at('2019-06-28T09:00:00+08:00', async () => {
      expect((await mine()).map(each => [each.channel, each.late]).sort()).toEqual([
        ['notice-board', 'proof'],
        ['service-hall', 'hand-over'],
      ]);
      expect(await channels.sweep()).toBeGreaterThanOrEqual(2);
      expect(await channels.sweep()).toBe(0);
    });
  });
});

/** A photograph as a telephone makes it: with place, device and a turned sensor. */
async function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 120, height: 60, channels: 3, background: '#884422' } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'TelephoneMaker' },
      IFD2: { DateTimeOriginal: '2019:06:20 08:31:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '27/1 17/1 55/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '105/1 17/1 5/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

describe('evidence from a telephone (plan 4.2)', () => {
  const body = (file: { digest: string; name: string }, over: Partial<EvidenceOfTaskBody> = {}) => ({
    ...post({ postedUntil: '2019-07-20' }),
    file: { digest: file.digest, name: file.name },
    showPublic: true,
    ...over,
  });

  it('proves the task, keeps the original as it came, and lets out a copy without place and device', async () => {
    const id = await released(['notice-board']);
    const task = await taskId(id, 'notice-board');
    const original = await photograph();
    expect(original.includes('TelephoneMaker')).toBe(true);
    const file = await upload(original, '公开栏.jpg');
    done(await channels.prove(people.drafter, task, body(file)));
    const view = await channels.get(people.drafter, task);
    expect(view).toMatchObject({ state: 'proven', postedUntil: '2019-07-20', place: '一楼大厅' });
    const [proof] = view.proofs;
    expect(proof?.takenAtClaimed).toBe('2019-06-20 08:31');
    expect(proof?.claim).toContain('不证明照片的内容');
    expect(await product.files.verify(file.digest)).toBe(true);
    const copy = await channels.publicPicture(proof?.publicDigest ?? '');
    const seen = await sharp(copy!).metadata();
    expect(seen.exif).toBeUndefined();
    expect(Buffer.from(copy!).includes('TelephoneMaker')).toBe(false);
    // Turned upright by the orientation that was taken out.
    expect([seen.width, seen.height]).toEqual([60, 120]);
    const { rows } = await product.plan.listEvidence(people.officer, { subjectKind: 'item', subjectId: id });
    expect(rows).toMatchObject([
      { channel: '政务公开栏', file: { digest: file.digest }, postedOn: '2019-06-20' },
    ]);
    expect((await channels.publicChannels(id))?.channels[0]?.pictures).toHaveLength(1);
    await withdraw(id);
    expect(await channels.publicPicture(proof?.publicDigest ?? '')).toBeNull();
    expect(await channels.publicChannels(id)).toBeNull();
  });

  it('is shown to nobody outside unless somebody says so; a damaged picture is told at once', async () => {
    const id = await released(['notice-board']);
    const task = await taskId(id, 'notice-board');
    const whole = await photograph();
    const broken = await upload(whole.subarray(0, 400), '断.jpg');
    await expect(channels.prove(people.drafter, task, body(broken))).rejects.toMatchObject({
      code: 'unreadable-file',
    });
    const file = await upload(whole, '公开栏.jpg');
    done(await channels.prove(people.drafter, task, body(file, { showPublic: false })));
    expect((await channels.get(people.drafter, task)).proofs[0]?.publicDigest).toBeNull();
    const unknown = { digest: '0'.repeat(64), name: 'x.jpg' };
    await expect(channels.prove(people.drafter, task, body(unknown))).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});

describe('a carrier with an interface of its own', () => {
  // Each test has the carrier for itself.
  beforeEach(async () => {
    carrier.answers = [];
    await sql`update channel_task set state = 'cancelled' where is_automatic and state in ('to-do', 'in-progress')`.execute(
      db.kysely,
    );
  });

  const next = (progress: Progress) =>
    ({ kind: 'continue', progress, notBefore: clock.now(), words: '' }) as const;
  const finished = {
    kind: 'done',
    address: 'https://mp.example/1',
    progress: { articleId: 'a1' },
    words: '',
  } as const;

  it('goes step by step from what was last written down, and ends proven with its address', async () => {
    carrier.asked.length = 0;
    const id = await released(['wechat']);
    carrier.answers = [
      () => next({ mediaId: 'm1' }),
      progress => ({ ...finished, progress: { ...progress, articleId: 'a1' } }),
    ];
    await deliver();
    expect(await tasks(id)).toEqual(['post wechat v1 in-progress']);
    await at('2019-06-20T09:01:00+08:00', deliver);
    expect(await tasks(id)).toEqual(['post wechat v1 proven']);
    expect(carrier.asked.filter(each => each.posting.documentId === id).map(each => each.progress)).toEqual([
      {},
      { mediaId: 'm1' },
    ]);
    expect(carrier.asked.at(-1)?.posting.publicUrl).toMatch(
      /^https:\/\/www\.example\.gov\.cn\/bm\/minzheng\/.*\.html$/,
    );
    const view = await channels.get(people.centre, await taskId(id, 'wechat'));
    expect(view).toMatchObject({ address: 'https://mp.example/1', postedOn: '2019-06-20' });
  });

  it('is asked once, however many workers look at the same time', async () => {
    carrier.asked.length = 0;
    const ids = [await released(['wechat']), await released(['wechat'])];
    let running = 0;
    const slow = async () => {
      running += 1;
      await new Promise(resolve => setImmediate(resolve));
      return finished;
    };
    carrier.answers = [slow, slow];
    await Promise.all([deliver(), deliver(), deliver(), deliver()]);
    expect(running).toBe(2);
    expect(carrier.asked.map(each => each.posting.documentId).sort()).toEqual([...ids].sort());
  });

  it('takes the step again from the recorded progress when a process died in it, and not before', async () => {
    const id = await released(['wechat']);
    carrier.answers = [() => next({ mediaId: 'm2' })];
    await deliver();
    const minute = '2019-06-20T09:02:00+08:00';
    let release: (() => void) | undefined;
    let reached: (() => void) | undefined;
    const inStep = new Promise<void>(resolve => {
      reached = resolve;
    });
    // The worker that hangs stands for the process that died: its answer comes after its lease.
    carrier.answers = [
      () =>
        new Promise(resolve => {
          release = () => resolve({ ...finished, address: 'https://mp.example/late' });
          reached?.();
        }),
    ];
    const dead = channels.deliverDue(new Date(minute));
    await inStep;
    carrier.answers = [() => finished];
    expect(await channels.deliverDue(new Date(minute))).toBe(0);
    carrier.asked.length = 0;
    await channels.deliverDue(new Date(new Date(minute).getTime() + leaseMs + 1000));
    expect(carrier.asked.map(each => each.progress)).toEqual([{ mediaId: 'm2' }]);
    release?.();
    await dead;
    const view = await channels.get(people.centre, await taskId(id, 'wechat'));
    expect(view).toMatchObject({ state: 'proven', address: 'https://mp.example/1' });
  });

  it('that fails is tried again later, is stuck where it needs a person, and goes on when told to', async () => {
    const id = await released(['wechat']);
    const task = await taskId(id, 'wechat');
    carrier.answers = [
      () => {
        throw new Error('socket hang up');
      },
    ];
    await deliver();
    expect(await channels.get(people.centre, task)).toMatchObject({
      state: 'in-progress',
      code: 'carrier-failed',
      notBefore: '2019-06-20T01:01:00.000Z',
    });
    expect(await deliver()).toBe(0);
    carrier.answers = [
      progress => ({ kind: 'needs-person', progress, code: 'no-right', advice: '请在公众平台授权。' }),
    ];
    await at('2019-06-20T09:02:00+08:00', deliver);
    expect(await channels.get(people.centre, task)).toMatchObject({
      state: 'stuck',
      advice: '请在公众平台授权。',
    });
    expect((await channels.mine(people.centre)).some(each => each.id === task)).toBe(true);
    done(await channels.retry(people.centre, task));
    carrier.answers = [() => finished];
    await deliver();
    expect((await channels.get(people.centre, task)).state).toBe('proven');
  });

  it('takes down from where the posting ended, is looked at, and is told where it is still there', async () => {
    const id = await released(['wechat']);
    carrier.answers = [() => finished];
    await deliver();
    await withdraw(id);
    carrier.asked.length = 0;
    carrier.answers = [progress => ({ kind: 'done', address: null, progress, words: '' })];
    await deliver();
    expect(carrier.asked[0]).toMatchObject({ act: 'take-down', progress: { articleId: 'a1' } });
    expect(await tasks(id)).toContain('take-down wechat v1 posted');
    carrier.seen = 'present';
    await channels.checkWithdrawals();
    const down = await taskId(id, 'wechat', 'take-down');
    expect(await channels.get(people.centre, down)).toMatchObject({
      state: 'stuck',
      code: 'still-there',
      checks: [{ result: 'present' }],
    });
    carrier.seen = 'absent';
    await at('2019-06-20T09:30:00+08:00', () => channels.checkWithdrawals());
    const view = await channels.get(people.centre, down);
    expect([view.state, view.checks.map(each => each.result)]).toEqual(['proven', ['gone', 'present']]);
  });

  it('posts nothing of a version that is no longer public', async () => {
    carrier.asked.length = 0;
    const id = await released(['wechat']);
    await withdraw(id);
    await deliver();
    expect(carrier.asked).toEqual([]);
    expect(await tasks(id)).toContain('post wechat v1 cancelled');
  });

  function deliver(): Promise<number> {
    return channels.deliverDue(clock.now());
  }
});

describe('sheets', () => {
  it('of what is public only, for those who may read it', async () => {
    const id = await released(['notice-board']);
    const sheet = done(await channels.itemSheet(people.drafter, id, { paper: 'A4', until: '2019-07-20' }));
    expect(Buffer.from(sheet.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(codes(await channels.itemSheet(people.drafter, id, { paper: 'A4', until: '2019-06-01' }))).toEqual(
      ['posting-ends-before'],
    );
    await expect(channels.itemSheet(people.stranger, id, { paper: 'A4' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await withdraw(id);
    expect(codes(await channels.itemSheet(people.drafter, id, { paper: 'A4' }))).toEqual(['not-public']);
  });

  const list = (rows: string, over: Record<string, unknown> = {}) =>
    channels.listSheet(people.drafter, {
      title: '最低生活保障对象公示名单',
      programme: 'minimum-allowance',
      place: '某村村民委员会',
      from: '2019-06-20',
      until: null,
      paper: 'A3',
      contact: '监督电话0857-0000000',
      file: { name: '名单.csv', base64: Buffer.from(`户主,村组,人数\n${rows}`).toString('base64') },
      ...over,
    } as never);

  it('of a list for the village: at least as long as the law says, and nothing of it is kept', async () => {
    const marker = '独特村组名';
    const sheet = done(await list(`张某某,${marker},3\n`));
    expect(sheet).toMatchObject({ rows: 1, from: '2019-06-20', until: '2019-06-27' });
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from audit_event where detail::text like ${`%${marker}%`}) or
        exists (select from file where text_content like ${`%${marker}%`}) as found`.execute(db.kysely);
    expect(rows[0]?.found).toBe(false);
    expect(codes(await list('张某某,一组,3\n', { until: '2019-06-24' }))).toEqual(['posting-too-short']);
  });

  it('never of children without guardians, and never with identity numbers', async () => {
    expect(codes(await list('某某,一组,1\n', { programme: 'unattended-children' }))).toEqual([
      'posting-forbidden',
    ]);
    expect(codes(await list('张某某,110101199003074477,3\n', { programme: 'other' }))).toEqual([
      'personal-number-in-list',
    ]);
  });
});

describe('a press conference', () => {
  const plan = {
    kind: 'press-conference',
    title: '2019年社会救助标准新闻发布会',
    heldAt: '2019-06-20T08:00:00+08:00',
    place: '市政府新闻发布厅',
    speakers: '市民政局负责人',
    expectedQuestions: ['标准怎样确定？'],
    questions: [],
    minutes: '',
    media: [],
  } as const;

  it('goes from plan to questions and answers to a draft of its own', async () => {
    const actor = people.drafter;
    const { id } = done(
      await channels.planActivity(actor, {
        ...plan,
        expectedQuestions: ['标准怎样确定？'],
        questions: [],
        media: [],
      }),
    );
    done(await channels.hold(actor, id));
    const body = { kind: 'news', columnId: product.pack.catalogue.columns[0]!.id } as const;
    expect(codes(await channels.draftOf(actor, id, body))).toEqual(['activity-empty']);
    const { revision } = await channels.getActivity(actor, id);
    const questions = [{ from: '某日报', question: '标准怎样确定？', answer: '按有关规定测算。' }];
    const change = { ...plan, expectedQuestions: [], questions, media: [], revision };
    done(await channels.changePlanned(actor, id, change));
    await expect(channels.changePlanned(actor, id, change)).rejects.toMatchObject({
      code: 'edited-meanwhile',
    });
    const column = product.pack.catalogue.columns.find(
      each => each.kinds.length === 0 || each.kinds.includes('news'),
    )!;
    const { itemId } = done(await channels.draftOf(actor, id, { kind: 'news', columnId: column.id }));
    const item = await publications.getItem(people.officer, itemId);
    expect(item).toMatchObject({ state: 'draft', kind: 'news', ownerUnitId: 'welfare', title: plan.title });
    expect(item.bodyHtml).toContain('按有关规定测算');
    expect(codes(await channels.draftOf(actor, id, body))).toEqual(['activity-state']);
    await expect(channels.getActivity(people.stranger, id)).rejects.toMatchObject({ code: 'not-allowed' });
  });
});
