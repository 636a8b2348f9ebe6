import { describe, expect, it } from 'vitest';
import { type DelegationWish, delegationReasons, delegationState, overlaps } from './delegation.ts';

const wish: DelegationWish = {
  fromStaffId: 'a',
  toStaffId: 'b',
  fromOn: '2019-06-10',
  untilOn: '2019-06-14',
  today: '2019-06-10',
  to: { disabled: false, hasSecondFactor: true, isDemo: false },
  secondFactorWanted: true,
  existing: [],
};
const codes = (changed: Partial<DelegationWish>) =>
  delegationReasons({ ...wish, ...changed }).map(each => each.code);

describe('Delegation during leave', () => {
  it('is allowed from today on, for one day or more', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ untilOn: '2019-06-10' })).toEqual([]);
  });

  it.each<[string, Partial<DelegationWish>]>([
    ['delegate-is-self', { toStaffId: 'a' }],
    ['delegate-not-active', { to: undefined }],
    ['delegate-not-active', { to: { disabled: true, hasSecondFactor: true, isDemo: false } }],
    ['days-reversed', { untilOn: '2019-06-09' }],
    ['starts-in-past', { fromOn: '2019-06-09' }],
    ['delegation-overlaps', { existing: [{ fromOn: '2019-06-01', untilOn: '2019-06-10', revoked: false }] }],
    ['delegate-without-second-factor', { to: { disabled: false, hasSecondFactor: false, isDemo: false } }],
  ])('is refused: %s', (code, changed) => {
    expect(codes(changed)).toEqual([code]);
  });

  it('names everything that is wrong at once', () => {
    expect(codes({ toStaffId: 'a', fromOn: '2019-06-08', untilOn: '2019-06-07' })).toEqual([
      'delegate-is-self',
      'days-reversed',
      'starts-in-past',
    ]);
  });

  it('may follow a revoked delegation, and one that ended the day before', () => {
    expect(codes({ existing: [{ fromOn: '2019-06-01', untilOn: '2019-06-30', revoked: true }] })).toEqual([]);
    expect(codes({ existing: [{ fromOn: '2019-06-01', untilOn: '2019-06-09', revoked: false }] })).toEqual(
      [],
    );
  });

  it('asks no second factor of the delegate where the roles want none, nor of a demo account', () => {
    const to = { disabled: false, hasSecondFactor: false, isDemo: false };
    expect(codes({ to, secondFactorWanted: false })).toEqual([]);
    expect(codes({ to: { ...to, isDemo: true } })).toEqual([]);
  });

  it.each([
    ['2019-06-09', 'upcoming'],
    ['2019-06-10', 'active'],
    ['2019-06-14', 'active'],
    ['2019-06-15', 'ended'],
  ])('on %s it is %s', (today, state) => {
    expect(delegationState({ ...wish, revoked: false }, today)).toBe(state);
    expect(delegationState({ ...wish, revoked: true }, today)).toBe('revoked');
  });

  it('overlaps another when they share a day', () => {
    const a = { fromOn: '2019-06-10', untilOn: '2019-06-14', revoked: false };
    expect(overlaps(a, { ...a, fromOn: '2019-06-14', untilOn: '2019-06-20' })).toBe(true);
    expect(overlaps(a, { ...a, fromOn: '2019-06-15', untilOn: '2019-06-20' })).toBe(false);
    expect(overlaps(a, { ...a, fromOn: '2019-06-01', untilOn: '2019-06-09' })).toBe(false);
  });
});
