import type { DelegationView, Reason } from '../contract.ts';

/** A delegation during leave, as the rules see it. Days are civil days; both ends count. */
export interface DelegationSpan {
  readonly fromOn: string;
  readonly untilOn: string;
  readonly revoked: boolean;
}

export type DelegationState = DelegationView['state'];

export function delegationState(span: DelegationSpan, today: string): DelegationState {
  if (span.revoked) return 'revoked';
  if (today < span.fromOn) return 'upcoming';
  return today > span.untilOn ? 'ended' : 'active';
}

export function overlaps(a: DelegationSpan, b: DelegationSpan): boolean {
  return a.fromOn <= b.untilOn && b.fromOn <= a.untilOn;
}

export interface DelegationWish {
  readonly fromStaffId: string;
  readonly toStaffId: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly today: string;
  /** The person who is to act; absent if there is none of that id. */
  readonly to:
    | { readonly disabled: boolean; readonly hasSecondFactor: boolean; readonly isDemo: boolean }
    | undefined;
  /** The roles of the person on leave want a second factor. */
  readonly secondFactorWanted: boolean;
  /** Delegations the person on leave has already made. */
  readonly existing: readonly DelegationSpan[];
}

function reason(code: string, message: string): Reason {
  return { code, message, basis: [] };
}

/** Everything that stands against a delegation; empty if it may be made. */
export function delegationReasons(wish: DelegationWish): Reason[] {
  const reasons: Reason[] = [];
  const add = (wrong: boolean, code: string, message: string) => {
    if (wrong) reasons.push(reason(code, message));
  };
  const { to, fromOn, untilOn, today } = wish;
  const span = { fromOn, untilOn, revoked: false };
  add(wish.fromStaffId === wish.toStaffId, 'delegate-is-self', '不能委托给本人，请选择其他人员。');
  add(to === undefined || to.disabled, 'delegate-not-active', '受托人不存在或账号已停用，请选择在岗人员。');
  add(untilOn < fromOn, 'days-reversed', '结束日期早于开始日期，请改正。');
  add(fromOn < today, 'starts-in-past', `委托不能追溯，开始日期不得早于今天（${today}）。`);
  add(
    wish.existing.some(each => !each.revoked && overlaps(each, span)),
    'delegation-overlaps',
    '这段时间内已有委托，请先撤销原委托或改用其他日期。',
  );
  add(
    to !== undefined && wish.secondFactorWanted && !to.hasSecondFactor && !to.isDemo,
    'delegate-without-second-factor',
    '您的岗位要求动态口令，受托人尚未绑定动态口令，请其绑定后再委托。',
  );
  return reasons;
}
