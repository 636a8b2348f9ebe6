import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import type { Actor, CommandName } from '../contract.ts';
import { actorWith, bench, done, draft, reviewPack, seedUnits } from '../items.fixture.ts';

const db = await testDatabase();
const on = bench(db, fixedClock('2019-06-03T09:00:00+08:00'));
const { publications } = on;

beforeAll(() => seedUnits(db));

// Everybody may do everything: what is refused is refused by the chain, the table and the one-person rule alone.
const everything = Object.fromEntries(
  (
    [
      'item.read',
      'item.draft',
      'item.submit',
      'item.recall',
      'item.return',
      'item.skip-step',
      'item.release',
      'item.amend',
      'item.withdraw',
      'item.discard',
      'item.unschedule',
      ...reviewPack.steps.map(each => each.command),
    ] as CommandName[]
  ).map(name => [name, 'every-unit'] as const),
);
const crowd: readonly Actor[] = Array.from({ length: 7 }, (_, i) =>
  actorWith(everything, { name: `人员${i}` }),
);
const stepIds = reviewPack.steps.map(each => each.id);
const groups = new Map(reviewPack.steps.map(each => [each.id, each.group]));

/** The model: written apart from the rules, in the plainest words. */
interface Model {
  state: 'draft' | 'in-review' | 'returned' | 'approved' | 'released' | 'withdrawn' | 'discarded';
  drafters: Set<number>;
  acted: Map<number, 'signed' | 'skipped' | 'returned'>;
  done: Map<string, 'signed' | 'skipped'>;
  content: number;
  live: number | null;
  bytesOnline: number | null;
  no: number;
  last: number;
}

const who = fc.nat({ max: crowd.length - 1 });
const step = fc.constantFrom(...stepIds);
const move = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('next' as const), who }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('sign' as const), who, step }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('skip' as const, 'return' as const), who, step }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('change' as const, 'submit' as const, 'release' as const),
      who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom('recall' as const, 'amend' as const, 'withdraw' as const, 'discard' as const),
      who,
    }),
  },
);
type Move = {
  readonly type:
    | 'next'
    | 'sign'
    | 'skip'
    | 'return'
    | 'change'
    | 'submit'
    | 'release'
    | 'recall'
    | 'amend'
    | 'withdraw'
    | 'discard';
  readonly who: number;
  readonly step?: string;
};

function openStep(model: Model, id: string): boolean {
  const left = stepIds.filter(each => !model.done.has(each));
  return left.includes(id) && left.every(each => groups.get(each)! >= groups.get(id)!);
}

function mayReview(model: Model, { who: person, type }: Move): boolean {
  const acted = model.acted.get(person);
  return !model.drafters.has(person) && (acted === undefined || (type === 'skip' && acted === 'skipped'));
}

/** True if the model allows the move; then the model has made it. */
function apply(model: Model, move: Move): boolean {
  const { state } = model;
  const editable = state === 'draft' || state === 'returned';
  const id = move.step ?? '';
  if (move.type === 'change' && editable) {
    model.content += 1;
    model.drafters.add(move.who);
    return true;
  }
  if (move.type === 'submit' && editable) {
    model.state = 'in-review';
    model.acted.clear();
    model.done.clear();
    return true;
  }
  if (move.type === 'recall' && (state === 'in-review' || state === 'approved')) {
    model.state = 'draft';
    return true;
  }
  if (move.type === 'discard' && editable) {
    model.state = model.live === null ? 'discarded' : 'released';
    model.no = model.live ?? model.no;
    return true;
  }
  if (move.type === 'release' && state === 'approved') {
    Object.assign(model, { state: 'released', live: model.no, bytesOnline: model.content });
    return true;
  }
  if (move.type === 'amend' && state === 'released') {
    model.last += 1;
    Object.assign(model, { state: 'draft', no: model.last, content: model.bytesOnline });
    model.drafters.add(move.who);
    model.acted.clear();
    model.done.clear();
    return true;
  }
  if (move.type === 'withdraw' && model.live !== null) {
    Object.assign(model, { state: 'withdrawn', live: null, bytesOnline: null });
    return true;
  }
  const reviewing = move.type === 'sign' || move.type === 'skip' || move.type === 'return';
  if (!reviewing || state !== 'in-review' || !openStep(model, id) || !mayReview(model, move)) return false;
  if (move.type === 'skip' && id === 'secrecy') return false;
  if (move.type === 'return') {
    model.state = 'returned';
    model.acted.set(move.who, 'returned');
    return true;
  }
  model.done.set(id, move.type === 'sign' ? 'signed' : 'skipped');
  model.acted.set(move.who, move.type === 'sign' ? 'signed' : 'skipped');
  if (model.done.size === stepIds.length) model.state = 'approved';
  return true;
}

async function perform(id: string, move: Move, draftNo: number): Promise<boolean> {
  const actor = crowd[move.who]!;
  const { digest, revision } = await publications.getItem(actor, id);
  const stepId = move.step ?? '';
  const runs: Record<Exclude<Move['type'], 'next'>, () => Promise<{ ok: boolean }>> = {
    change: () => publications.changeDraft(actor, id, { revision, summary: `第${draftNo}稿` }),
    submit: () => publications.submit(actor, id),
    recall: () => publications.recall(actor, id),
    discard: () => publications.discard(actor, id),
    release: () => publications.release(actor, id, { digest }),
    amend: () => publications.amend(actor, id),
    withdraw: () => publications.withdraw(actor, id, { kind: 'repealed', reason: '文件已经废止' }),
    sign: () => publications.sign(actor, id, { step: stepId, digest }),
    skip: () => publications.skipStep(actor, id, { step: stepId, digest, reason: '不含相关内容' }),
    return: () => publications.returnToDrafter(actor, id, { step: stepId, digest, reasons: ['请修改'] }),
  };
  return (await runs[move.type as keyof typeof runs]()).ok;
}

/** A helpful move, so that runs get far: whatever the model would let somebody do next. */
function helpful(model: Model, person: number): Move {
  if (model.state === 'in-review') {
    const open = stepIds.find(each => openStep(model, each)) ?? stepIds[0]!;
    const signer = crowd.findIndex((_, i) => mayReview(model, { type: 'sign', who: i }));
    return { type: 'sign', who: signer === -1 ? person : signer, step: open };
  }
  if (model.state === 'approved') return { type: 'release', who: person };
  return { type: model.state === 'released' ? 'amend' : 'submit', who: person };
}

describe('constitution 1, by a model: whatever people do in whatever order', () => {
  it('the service does what the model allows, and only approved bytes are ever public', {
    timeout: 120_000,
  }, async () => {
    let releases = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 40 }), async moves => {
        const { id, path } = done(await publications.createDraft(crowd[0]!, draft({ summary: '第1稿' })));
        const model: Model = {
          state: 'draft',
          drafters: new Set([0]),
          acted: new Map(),
          done: new Map(),
          content: 1,
          live: null,
          bytesOnline: null,
          no: 1,
          last: 1,
        };
        const draftersOfLive = new Map<number, Set<number>>();
        for (const wanted of moves) {
          const next: Move = wanted.type === 'next' ? helpful(model, wanted.who) : wanted;
          const before = { no: model.no, content: model.content };
          const allowed = apply(model, next);
          expect([next, await perform(id, next, before.content + 1)]).toEqual([next, allowed]);
          if (allowed && next.type === 'release') {
            releases += 1;
            draftersOfLive.set(model.no, new Set(model.drafters));
          }
          // A discarded amendment leaves its drafters behind: they are not those of the live version.
          if (allowed && next.type === 'discard' && model.live !== null && before.no !== model.no)
            model.drafters = new Set(draftersOfLive.get(model.live));
          const online = await publications.open.liveItem(path);
          expect(online?.summary ?? null).toBe(
            model.bytesOnline === null ? null : `第${model.bytesOnline}稿`,
          );
          expect((await publications.getItem(crowd[1]!, id)).state).toBe(model.state);
        }
      }),
      // The first run is one in which everybody does what is wanted: three versions go public.
      {
        numRuns: 25,
        examples: [
          [Array.from({ length: 24 }, (_, i) => ({ type: 'next' as const, who: i % crowd.length }))],
        ],
      },
    );
    // A run that never got anywhere would prove nothing.
    expect(releases).toBeGreaterThanOrEqual(3);
  });

  it('every version that was ever public has all its steps on its own digest, by different people', async () => {
    const { rows } = await sql<{ steps: number; people: number; drafted: boolean }>`
      select count(distinct s.step) as steps,
        count(distinct s.staff_id) filter (where s.decision = 'signed') =
          count(*) filter (where s.decision = 'signed') as people,
        coalesce(bool_or(s.staff_id = any(v.drafters)), false) as drafted
      from version v left join signature s on s.document_id = v.document_id and s.version_no = v.no
        and s.round = v.round and s.digest = v.digest and s.decision <> 'returned'
      where v.released_at is not null group by v.document_id, v.no`.execute(db.kysely);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const row of rows) expect(row).toEqual({ steps: 5, people: true, drafted: false });
  });
});
