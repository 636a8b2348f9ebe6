import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CarrierStep } from '../carrier.ts';
import { type Channel, channel, channelKind, type TaskState, taskState } from '../contract.ts';
import { activityMoves, activityReasons, activityTable } from './activity-moves.ts';
import { activityHtml } from './activity-text.ts';
import { channelsNamed, channelWays } from './channel-ways.ts';
import { afterStep, backoffMs, failedStep, mostFailures, mostSteps } from './delivery.ts';
import { intentOfLapse, intentOfRelease, intentOfWithdrawal, type KnownTask } from './intent.ts';
import { lateness } from './lateness.ts';
import { judgePortal, portalQuestions } from './portal-check.ts';
import { moveReasons, moveTable, nextState, postedReasons, type TaskMove, taskMoves } from './task-moves.ts';

const codesOf = (reasons: readonly { code: string }[]) => reasons.map(each => each.code);

describe('a task of a channel', () => {
  /** What may follow, spelled out once more: state, move, state. Everything else is refused. */
  const allowed: readonly (readonly [TaskState, TaskMove, TaskState])[] = [
    ['to-do', 'start', 'in-progress'],
    ['to-do', 'step', 'in-progress'],
    ['to-do', 'post', 'posted'],
    ['to-do', 'prove', 'proven'],
    ['to-do', 'give-up', 'stuck'],
    ['to-do', 'cancel', 'cancelled'],
    ['in-progress', 'step', 'in-progress'],
    ['in-progress', 'post', 'posted'],
    ['in-progress', 'prove', 'proven'],
    ['in-progress', 'give-up', 'stuck'],
    ['in-progress', 'cancel', 'cancelled'],
    ['posted', 'prove', 'proven'],
    ['posted', 'give-up', 'stuck'],
    ['stuck', 'post', 'posted'],
    ['stuck', 'prove', 'proven'],
    ['stuck', 'give-up', 'stuck'],
    ['stuck', 'retry', 'to-do'],
    ['stuck', 'cancel', 'cancelled'],
  ];

  it('moves as the table says from every state by every move, and refuses the rest with its state', () => {
    let moves = 0;
    for (const state of taskState.options) {
      for (const move of taskMoves) {
        const wanted = allowed.find(([from, by]) => from === state && by === move)?.[2] ?? null;
        expect(moveTable[state][move], `${state} ${move}`).toBe(wanted);
        const next = nextState({ kind: 'post', state, isAutomatic: false, isLeased: false }, move);
        expect(next.ok).toBe(wanted !== null);
        if (!next.ok) expect(codesOf(next.reasons)).toEqual(['task-not-open']);
        moves += 1;
      }
    }
    expect(moves).toBe(taskState.options.length * taskMoves.length);
  });

  it('may not be touched by hand while a step of the carrier is under way', () => {
    const task = { kind: 'post', state: 'in-progress', isAutomatic: true, isLeased: true } as const;
    expect(codesOf(moveReasons(task, 'post'))).toEqual(['delivery-under-way']);
    expect(codesOf(moveReasons({ ...task, state: 'proven' }, 'post'))).toEqual([
      'task-not-open',
      'delivery-under-way',
    ]);
  });

  it('is posted on a day that has come, and not taken down before it was put up', () => {
    const facts = { postedOn: '2019-06-21', postedUntil: '2019-06-20', today: '2019-06-20' };
    expect(codesOf(postedReasons(facts))).toEqual(['posted-in-future', 'posted-until-before']);
    expect(postedReasons({ ...facts, postedOn: '2019-06-20' })).toEqual([]);
  });

  it('is late by its hand-over until it stands there, by its proof from then on', () => {
    const day = (state: TaskState, dueOn: string, proofDueOn: string | null = null) =>
      lateness({ state, dueOn, proofDueOn }, '2019-06-20');
    expect(day('to-do', '2019-06-19')).toBe('hand-over');
    expect(day('stuck', '2019-06-19')).toBe('hand-over');
    expect(day('to-do', '2019-06-20')).toBeNull();
    expect(day('posted', '2019-06-01', '2019-06-19')).toBe('proof');
    expect(day('posted', '2019-06-01', '2019-06-20')).toBeNull();
    expect(day('proven', '2019-06-01', '2019-06-02')).toBeNull();
    expect(day('cancelled', '2019-06-01')).toBeNull();
  });
});

const board = make('notice-board', 'notice-board', 'B', ['公开栏']);
const wechat = make('wechat', 'wechat', 'A', ['微信']);
const paper = make('newspaper', 'newspaper', 'B');
const website = make('website', 'website', 'A', ['网站']);
const channels = new Map([website, wechat, board, paper].map(each => [each.id, each]));

function make(id: string, kind: Channel['kind'], path: 'A' | 'B', aliases: string[] = []): Channel {
  return channel.parse({ id, kind, name: id, path, aliases });
}

function task(over: Partial<KnownTask> & Pick<KnownTask, 'channel' | 'state'>): KnownTask {
  return {
    id: `${over.channel}-${over.versionNo ?? 1}`,
    kind: 'post',
    versionNo: 1,
    hasProgress: false,
    ...over,
  };
}

const wantedOf = (intent: { create: readonly { kind: string; versionNo: number; channel: Channel }[] }) =>
  intent.create.map(each => `${each.kind} ${each.channel.id} v${each.versionNo}`);

describe('what a release asks of the channels', () => {
  it('asks each chosen channel once, with words for every kind there is', () => {
    const intent = intentOfRelease({ versionNo: 1, chosen: [wechat, board], known: [], channels });
    expect(wantedOf(intent)).toEqual(['post wechat v1', 'post notice-board v1']);
    for (const kind of channelKind.options) expect(channelWays[kind].takeDown, kind).not.toBe('');
  });

  it('of a new version: a board is changed, an article is posted anew and the old one taken down, print is repeated', () => {
    const known = [
      task({ channel: 'wechat', state: 'proven' }),
      task({ channel: 'notice-board', state: 'posted' }),
      task({ channel: 'newspaper', state: 'proven' }),
    ];
    const intent = intentOfRelease({ versionNo: 2, chosen: [wechat, board, paper], known, channels });
    expect(wantedOf(intent)).toEqual([
      'post wechat v2',
      'post notice-board v2',
      'post newspaper v2',
      'take-down wechat v1',
    ]);
    expect(intent.create[1]?.words).toContain('撤换');
  });

  it('cancels what has not gone out, and takes down what is no longer chosen or may have gone out', () => {
    const known = [
      task({ channel: 'notice-board', state: 'to-do' }),
      task({ channel: 'newspaper', state: 'posted' }),
      task({ channel: 'wechat', state: 'in-progress', hasProgress: true }),
    ];
    const intent = intentOfRelease({ versionNo: 2, chosen: [board], known, channels });
    expect(wantedOf(intent)).toEqual([
      'post notice-board v2',
      'take-down newspaper v1',
      'take-down wechat v1',
    ]);
    expect(intent.cancel).toEqual(['notice-board-1', 'wechat-1']);
  });
});

describe('what a withdrawal asks of the channels (constitution 5)', () => {
  it('has the portal looked at, and every newest posting that may be out taken down once', () => {
    const known = [
      task({ channel: 'notice-board', state: 'proven' }),
      task({ channel: 'notice-board', state: 'posted', versionNo: 2 }),
      task({ channel: 'wechat', state: 'stuck', hasProgress: true, versionNo: 2 }),
      task({ channel: 'newspaper', state: 'to-do', versionNo: 2 }),
    ];
    const intent = intentOfWithdrawal({ versionNo: 2, known, channels });
    expect(wantedOf(intent)).toEqual([
      'take-down website v2',
      'take-down notice-board v2',
      'take-down wechat v2',
    ]);
    expect(intent.cancel).toEqual(['wechat-2', 'newspaper-2']);
  });

  it('asks nothing twice', () => {
    const known = [
      task({ channel: 'wechat', state: 'proven' }),
      { ...task({ channel: 'wechat', state: 'to-do' }), kind: 'take-down' as const },
    ];
    expect(wantedOf(intentOfWithdrawal({ versionNo: 1, known, channels }))).toEqual(['take-down website v1']);
  });

  it('for a document that was repealed, its copies come down or say so; the portal says it by itself', () => {
    const known = [
      task({ channel: 'website', state: 'proven' }),
      task({ channel: 'wechat', state: 'proven' }),
      task({ channel: 'notice-board', state: 'posted' }),
      task({ channel: 'newspaper', state: 'to-do' }),
    ];
    const intent = intentOfLapse({ lapsed: '废止', known, channels });
    expect(wantedOf(intent)).toEqual(['take-down wechat v1', 'take-down notice-board v1']);
    expect(intent.create[1]?.words).toContain('注明“已废止”');
    expect(intent.cancel).toEqual(['newspaper-1']);
    const asked = [...known, { ...task({ channel: 'wechat', state: 'to-do' }), kind: 'take-down' as const }];
    expect(wantedOf(intentOfLapse({ lapsed: '废止', known: asked, channels }))).toEqual([
      'take-down notice-board v1',
    ]);
  });

  it('is finished when page and files are gone and nothing names the page; silence is no answer', () => {
    const path = '/a/b/2019/06/x.html';
    const questions = portalQuestions({
      path,
      title: '标题',
      files: [{ fileDigest: 'd', name: '表.xlsx' }],
      sitemaps: 2,
    });
    expect(questions.map(each => each.path)).toEqual([
      path,
      '/files/d/%E8%A1%A8.xlsx',
      '/search?q=%E6%A0%87%E9%A2%98',
      '/feed.xml',
      '/a/b/',
      '/a/b/feed.xml',
      '/sitemap-1.xml',
      '/sitemap-2.xml',
      '/',
    ]);
    const answer = (status: (what: string) => number, text = '') =>
      questions.map(question => ({ question, page: { status: status(question.what), text } }));
    const gone = (what: string) => (what === '网页' ? 410 : what.startsWith('附件') ? 404 : 200);
    expect(judgePortal(answer(gone), path).result).toBe('gone');
    expect(judgePortal(answer(gone, `<a href="${path}">`), path).findings).toHaveLength(7);
    // Not found is no tombstone.
    expect(
      judgePortal(
        answer(what => (what === '网页' ? 404 : gone(what))),
        path,
      ).result,
    ).toBe('present');
    expect(
      judgePortal(
        answer(what => (what.startsWith('附件') ? 200 : gone(what))),
        path,
      ).result,
    ).toBe('present');
    const silent = answer(gone).map(each => (each.question.what === '订阅' ? { ...each, page: null } : each));
    expect(judgePortal(silent, path)).toMatchObject({
      result: 'unknown',
      findings: ['订阅没有答复，未能核对。'],
    });
  });
});

describe('what a carrier’s answer makes of a task', () => {
  const now = new Date('2019-06-20T01:00:00Z');
  const facts = { kind: 'post', steps: 0, failures: 0, addressProves: true, nowMs: now.getTime() } as const;
  const progress = { mediaId: 'm' };
  const done: CarrierStep = { kind: 'done', address: 'https://mp.example/1', progress, words: '' };
  const retry: CarrierStep = { kind: 'retry', progress, notBefore: now, code: 'busy', advice: '稍后' };

  it('a posting with an address is proven where an address is proof; a take-down waits for a look', () => {
    expect(afterStep(facts, done)).toMatchObject({
      state: 'proven',
      address: 'https://mp.example/1',
      progress,
    });
    expect(afterStep({ ...facts, addressProves: false }, done).state).toBe('posted');
    expect(afterStep(facts, { ...done, address: null }).state).toBe('posted');
    expect(afterStep({ ...facts, kind: 'take-down' }, done).state).toBe('posted');
  });

  it('a failure is repeated after a growing time, a bounded number of times, with what is known kept', () => {
    const first = afterStep(facts, retry);
    expect(first).toMatchObject({ state: 'in-progress', failures: 1, progress, advice: '稍后' });
    expect(first.notBeforeMs).toBe(now.getTime() + 60_000);
    const last = afterStep({ ...facts, failures: mostFailures - 1 }, retry);
    expect(last).toMatchObject({ state: 'stuck', code: 'busy' });
    const tomorrow = new Date('2019-06-21T01:00:00Z');
    expect(afterStep(facts, { ...retry, notBefore: tomorrow }).notBeforeMs).toBe(tomorrow.getTime());
  });

  it('the time between failures grows and never passes six hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), failures => {
        expect(backoffMs(failures + 1)).toBeGreaterThanOrEqual(backoffMs(failures));
        expect(backoffMs(failures)).toBeLessThanOrEqual(6 * 3_600_000);
      }),
    );
  });

  it('a carrier that never finishes, and one that needs a person, are stuck; a crash is a failure', () => {
    const more: CarrierStep = { kind: 'continue', progress, notBefore: now, words: '' };
    expect(afterStep({ ...facts, failures: 3 }, more)).toMatchObject({ state: 'in-progress', failures: 0 });
    expect(afterStep({ ...facts, steps: mostSteps }, more)).toMatchObject({
      state: 'stuck',
      code: 'never-finished',
    });
    const person: CarrierStep = { kind: 'needs-person', progress, code: 'no-right', advice: '请授权' };
    expect(afterStep(facts, person)).toMatchObject({ state: 'stuck', advice: '请授权' });
    expect(afterStep(facts, failedStep(progress, now)).code).toBe('carrier-failed');
  });
});

describe('channels named by a plan', () => {
  it('are found by id, name or alias; the portal is never chosen', () => {
    expect(channelsNamed([...channels.values()], ['网站', '公开栏', '微信', '电视'])).toEqual([
      'wechat',
      'notice-board',
    ]);
  });
});

describe('press conferences and interviews', () => {
  const facts = { state: 'planned', heldAtMs: 10, nowMs: 20, answered: 0, minutes: '' } as const;

  it('are held after their time, drafted once there is something to say, cancelled only before', () => {
    for (const [state, row] of Object.entries(activityTable)) {
      for (const move of activityMoves) {
        const full = { ...facts, state: state as 'planned', answered: 1 };
        expect(activityReasons(full, move).length === 0, `${state} ${move}`).toBe(row[move] !== null);
      }
    }
    expect(codesOf(activityReasons({ ...facts, heldAtMs: 30 }, 'hold'))).toEqual(['activity-ahead']);
    expect(codesOf(activityReasons({ ...facts, state: 'held' }, 'draft'))).toEqual(['activity-empty']);
  });

  it('become a text with question and answer, and no markup that somebody typed', () => {
    const html = activityHtml(
      {
        kind: 'press-conference',
        title: '低保标准',
        place: '市政府新闻发布厅',
        speakers: '分管负责人',
        questions: [
          { from: '某日报', question: '标准<b>多少</b>？', answer: '六百元。\n七月起执行。' },
          { from: '', question: '没有回答的问题？', answer: '' },
        ],
        minutes: '介绍了情况。',
        media: [{ name: '某日报', address: null }],
      },
      '2019年6月20日',
    );
    expect(html).toContain('<strong>某日报问：标准&lt;b&gt;多少&lt;/b&gt;？</strong>');
    expect(html).toContain('<p>答：六百元。</p><p>七月起执行。</p>');
    expect(html).not.toContain('没有回答');
    expect(html).toContain('参加媒体：某日报。');
  });
});
