import { describe, expect, it } from 'vitest';
import { dayOf } from '../../law/day.ts';
import { publishedCalendar } from '../../law/published-calendar.ts';
import type { Actor } from '../organisation/contract.ts';
import {
  isComplete,
  openSteps,
  type ReviewFacts,
  reviewOf,
  type SignatureFact,
  waitingSteps,
} from './rules.ts';

const { decideReturning, decideSigning, decideSkipping } = reviewOf({
  thing: '信息',
  returnCommand: 'item.return',
  skipCommand: 'item.skip-step',
  indispensable: 'item.sign-secrecy',
});

const steps = (
  [
    ['statistics', 1],
    ['legality', 1],
    ['secrecy', 2],
    ['approval', 3],
    ['filing', 4],
  ] as const
).map(([id, group]) => ({ id, name: id, command: `item.sign-${id}`, group, limitWorkingDays: 2 }));

function actorWith(grants: Actor['grants'], over: Partial<Actor> = {}): Actor {
  return {
    staffId: 'somebody',
    name: '测试人员',
    unitId: 'office',
    roles: [],
    actsFor: [],
    requestId: 'r',
    ...over,
    grants,
  };
}

function codes(result: { ok: boolean; reasons?: readonly { code: string }[] }): string[] {
  return (result.reasons ?? []).map(each => each.code);
}

const digest = 'd'.repeat(64);

function signed(step: string, staffId: string, over: Partial<SignatureFact> = {}): SignatureFact {
  const signedOn = dayOf('2019-06-04');
  return { step, round: 1, decision: 'signed', digest, staffId, onBehalfOf: null, signedOn, ...over };
}

function facts(over: Partial<ReviewFacts> = {}): ReviewFacts {
  return {
    chain: steps,
    ownerUnitId: 'finance',
    drafters: ['drafter'],
    round: 1,
    digest,
    submittedOn: dayOf('2019-06-03'),
    signatures: [],
    ...over,
  };
}

const ids = (on: ReviewFacts) => openSteps(on).map(each => each.id);
const lawyer = actorWith(
  { 'item.sign-legality': 'every-unit', 'item.return': 'every-unit' },
  { staffId: 'lawyer' },
);
const skipper = actorWith({ 'item.skip-step': 'every-unit' }, { staffId: 'chief' });
const legality = { step: 'legality', digest };

describe('which steps are open (条例 art 17)', () => {
  it('the steps of the first group open together', () => {
    expect(ids(facts())).toEqual(['statistics', 'legality']);
  });

  it('a group waits for every step of the group before', () => {
    expect(ids(facts({ signatures: [signed('statistics', 'a')] }))).toEqual(['legality']);
    expect(ids(facts({ signatures: [signed('statistics', 'a'), signed('legality', 'b')] }))).toEqual([
      'secrecy',
    ]);
  });

  it('signatures on other bytes and of an earlier round do not count', () => {
    const old = [signed('statistics', 'a', { digest: 'other' }), signed('legality', 'b', { round: 0 })];
    expect(ids(facts({ signatures: old }))).toEqual(['statistics', 'legality']);
  });

  it('a chain in which every step was skipped is not complete', () => {
    const all = steps.map(each => signed(each.id, 'chief', { decision: 'skipped' }));
    expect(isComplete(facts({ signatures: all }))).toBe(false);
    expect(isComplete(facts({ signatures: steps.map(each => signed(each.id, each.id)) }))).toBe(true);
  });
});

describe('when a step is late', () => {
  it('the first group is due two working days after submission, over a weekend and a holiday', () => {
    const on = facts({ submittedOn: dayOf('2019-06-06') });
    const [first] = waitingSteps(on, publishedCalendar, dayOf('2019-06-11'));
    expect(first).toMatchObject({ openedOn: '2019-06-06', dueOn: '2019-06-11', late: false });
    expect(waitingSteps(on, publishedCalendar, dayOf('2019-06-12'))[0]?.late).toBe(true);
  });

  it('a later group counts from the last act of the group before', () => {
    const acts = [signed('statistics', 'a'), signed('legality', 'b', { signedOn: dayOf('2019-06-10') })];
    expect(
      waitingSteps(facts({ signatures: acts }), publishedCalendar, dayOf('2019-06-10'))[0],
    ).toMatchObject({
      openedOn: '2019-06-10',
      dueOn: '2019-06-12',
    });
  });
});

describe('who may sign', () => {
  it('the one with the permission of the step', () => {
    expect(decideSigning(lawyer, facts(), legality)).toMatchObject({ ok: true, completes: false });
  });

  it('not without the permission', () => {
    expect(codes(decideSigning(actorWith({}), facts(), legality))).toEqual(['not-permitted']);
  });

  it('not with a permission that only reaches another unit', () => {
    const near = actorWith({ 'item.sign-legality': 'own-unit' }, { unitId: 'relief' });
    expect(codes(decideSigning(near, facts(), legality))).toEqual(['not-permitted']);
    expect(decideSigning({ ...near, unitId: 'finance' }, facts(), legality).ok).toBe(true);
  });

  it('not who drafted the item', () => {
    expect(codes(decideSigning(lawyer, facts({ drafters: ['drafter', 'lawyer'] }), legality))).toEqual([
      'drafter-may-not-review',
    ]);
  });

  it('not who has signed another step of the round, even on bytes changed since', () => {
    for (const over of [{}, { digest: 'other' }]) {
      const on = facts({ signatures: [signed('statistics', 'lawyer', over)] });
      expect(codes(decideSigning(lawyer, on, legality))).toEqual(['one-person-one-step']);
    }
  });

  it('again in a new round', () => {
    const on = facts({ round: 2, signatures: [signed('statistics', 'lawyer')] });
    expect(decideSigning(lawyer, on, legality).ok).toBe(true);
  });

  it('not on bytes other than those on the screen', () => {
    expect(codes(decideSigning(lawyer, facts(), { ...legality, digest: 'seen' }))).toEqual(['bytes-changed']);
  });

  it('not a step whose turn has not come, nor one that does not exist', () => {
    const keeper = actorWith({ 'item.sign-secrecy': 'every-unit' });
    expect(codes(decideSigning(keeper, facts(), { step: 'secrecy', digest }))).toEqual(['step-not-open']);
    expect(codes(decideSigning(keeper, facts(), { step: 'nonsense', digest }))).toEqual(['unknown-step']);
  });

  it('says every reason at once', () => {
    const on = facts({ drafters: ['lawyer'], signatures: [signed('legality', 'b')] });
    expect(codes(decideSigning(lawyer, on, { ...legality, digest: 'seen' })).sort()).toEqual([
      'bytes-changed',
      'drafter-may-not-review',
      'step-not-open',
    ]);
  });
});

describe('signing on behalf of somebody on leave', () => {
  const onLeave = {
    staffId: 'boss',
    name: '委托人',
    unitId: 'office',
    grants: { 'item.sign-legality': 'every-unit' },
  } as const;
  const deputy = actorWith({}, { staffId: 'deputy', actsFor: [onLeave] });

  it('is allowed and names whom it is for', () => {
    expect(decideSigning(deputy, facts(), legality)).toMatchObject({
      ok: true,
      capacity: { staffId: 'boss', isDelegated: true },
    });
  });

  it('is refused when the one who delegated drafted the item or has signed another step', () => {
    expect(codes(decideSigning(deputy, facts({ drafters: ['boss'] }), legality))).toEqual([
      'drafter-may-not-review',
    ]);
    const on = facts({ signatures: [signed('statistics', 'boss')] });
    expect(codes(decideSigning(deputy, on, legality))).toEqual(['one-person-one-step']);
  });

  it('counts for the one who delegated: neither of the two signs another step', () => {
    const on = facts({ signatures: [signed('statistics', 'deputy', { onBehalfOf: 'boss' })] });
    const boss = actorWith({ 'item.sign-legality': 'every-unit' }, { staffId: 'boss' });
    expect(codes(decideSigning(boss, on, legality))).toEqual(['one-person-one-step']);
    expect(codes(decideSigning({ ...lawyer, staffId: 'deputy' }, on, legality))).toEqual([
      'one-person-one-step',
    ]);
  });

  it('takes another one who delegated when the first may not', () => {
    const second = { ...onLeave, staffId: 'second' };
    const both = { ...deputy, actsFor: [onLeave, second] };
    expect(decideSigning(both, facts({ drafters: ['boss'] }), legality)).toMatchObject({
      capacity: { staffId: 'second' },
    });
  });
});

describe('returning', () => {
  it('needs reasons, the permission to return and the permission of the step', () => {
    expect(codes(decideReturning(lawyer, facts(), { ...legality, reasons: ['  '] }))).toEqual([
      'reasons-missing',
    ]);
    expect(decideReturning(lawyer, facts(), { ...legality, reasons: ['数字有误'] }).ok).toBe(true);
    const only = actorWith({ 'item.sign-legality': 'every-unit' });
    expect(codes(decideReturning(only, facts(), { ...legality, reasons: ['数字有误'] }))).toEqual([
      'not-permitted',
    ]);
  });
});

describe('skipping', () => {
  const skip = { step: 'statistics', digest, reason: '不含统计数据' };

  it('has a permission of its own, which signing does not give', () => {
    expect(decideSkipping(skipper, facts(), skip).ok).toBe(true);
    const signer = actorWith({ 'item.sign-statistics': 'every-unit' });
    expect(codes(decideSkipping(signer, facts(), skip))).toEqual(['not-permitted']);
    expect(codes(decideSigning(skipper, facts(), { step: 'statistics', digest }))).toEqual(['not-permitted']);
  });

  it('needs a reason', () => {
    expect(codes(decideSkipping(skipper, facts(), { ...skip, reason: ' 略 ' }))).toEqual(['reason-missing']);
  });

  it('never touches the secrecy review (条例 art 17)', () => {
    const on = facts({ signatures: [signed('statistics', 'a'), signed('legality', 'b')] });
    expect(codes(decideSkipping(skipper, on, { ...skip, step: 'secrecy' }))).toEqual(['step-indispensable']);
  });

  it('never leaves a chain in which nobody signed', () => {
    const chain = [steps[0]!];
    expect(codes(decideSkipping(skipper, facts({ chain }), skip))).toEqual(['nobody-signed']);
  });

  it('may be done twice by one person, but who skipped signs nothing and who signed skips nothing', () => {
    const skipped = facts({ signatures: [signed('statistics', 'chief', { decision: 'skipped' })] });
    expect(decideSkipping(skipper, skipped, { ...skip, step: 'legality' }).ok).toBe(true);
    const both = { ...skipper, grants: { ...skipper.grants, 'item.sign-legality': 'every-unit' } } as const;
    expect(codes(decideSigning(both, skipped, legality))).toEqual(['one-person-one-step']);
    const hasSigned = facts({ signatures: [signed('legality', 'chief')] });
    expect(codes(decideSkipping(skipper, hasSigned, skip))).toEqual(['one-person-one-step']);
  });

  it('is refused to the drafter', () => {
    expect(codes(decideSkipping(skipper, facts({ drafters: ['chief'] }), skip))).toEqual([
      'drafter-may-not-review',
    ]);
  });

  it('is refused to everybody where the duty knows no skipping, and the words name the thing', () => {
    const ofReplies = reviewOf({
      thing: '答复书',
      returnCommand: 'request.return-reply',
      skipCommand: null,
      indispensable: 'request.sign-secrecy',
    });
    expect(codes(ofReplies.decideSkipping(skipper, facts(), skip))).toEqual(['not-permitted']);
    const own = ofReplies.decideSigning(lawyer, facts({ drafters: ['lawyer'] }), legality);
    expect(own.ok ? '' : own.reasons[0]?.message).toContain('不得审查自己起草的答复书');
  });
});
