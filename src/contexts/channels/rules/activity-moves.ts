import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { ActivityState } from '../contract.ts';

/** A press conference or interview: planned, held, made into a draft; or cancelled. */

export const activityMoves = ['change', 'hold', 'draft', 'cancel'] as const;
export type ActivityMove = (typeof activityMoves)[number];

export const activityTable: Readonly<
  Record<ActivityState, Readonly<Record<ActivityMove, ActivityState | null>>>
> = {
  planned: { change: 'planned', hold: 'held', draft: null, cancel: 'cancelled' },
  held: { change: 'held', hold: null, draft: 'drafted', cancel: null },
  // The answers may still be mended; what is public is mended by amending the item.
  drafted: { change: 'drafted', hold: null, draft: null, cancel: null },
  cancelled: { change: null, hold: null, draft: null, cancel: null },
};

const stateWords: Readonly<Record<ActivityState, string>> = {
  planned: '已计划',
  held: '已举行',
  drafted: '已起草信息',
  cancelled: '已取消',
};
const moveWords: Readonly<Record<ActivityMove, string>> = {
  change: '修改',
  hold: '登记已举行',
  draft: '起草信息',
  cancel: '取消',
};

export interface ActivityFacts {
  readonly state: ActivityState;
  readonly heldAtMs: number;
  readonly nowMs: number;
  readonly answered: number;
  readonly minutes: string;
}

export function activityReasons(activity: ActivityFacts, move: ActivityMove): Reason[] {
  const reasons: Reason[] = [];
  const basis = cite('本机关规定');
  if (activityTable[activity.state][move] === null)
    reasons.push(
      reason('activity-state', `该活动${stateWords[activity.state]}，不能${moveWords[move]}。`, basis),
    );
  if (move === 'hold' && activity.heldAtMs > activity.nowMs)
    reasons.push(reason('activity-ahead', '举行时间还没有到，请在举行之后登记，或者先改正时间。', basis));
  if (move === 'draft' && activity.answered === 0 && activity.minutes === '')
    reasons.push(reason('activity-empty', '还没有登记问答或者纪要，没有可以公开的内容。', basis));
  return reasons;
}

export function moveActivity(
  activity: ActivityFacts,
  move: ActivityMove,
): Decision<{ state: ActivityState }> {
  const reasons = activityReasons(activity, move);
  const state = activityTable[activity.state][move];
  return reasons.length > 0 || state === null ? refuse(reasons) : { ok: true, state };
}
