import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { TaskKind, TaskState } from '../contract.ts';

/** What may happen to a task of a channel: every state, every move. */

export const taskMoves = [
  /** Somebody has begun. */
  'start',
  /** The carrier’s next step is being taken. */
  'step',
  /** It stands on the carrier (of a take-down: it has been taken down). */
  'post',
  /** There is something to look at that shows it. */
  'prove',
  /** It does not go on without a person. */
  'give-up',
  'retry',
  /** No longer wanted, and nothing has gone out. */
  'cancel',
] as const;
export type TaskMove = (typeof taskMoves)[number];

type Row = Readonly<Record<TaskMove, TaskState | null>>;

const none: Row = {
  start: null,
  step: null,
  post: null,
  prove: null,
  'give-up': null,
  retry: null,
  cancel: null,
};

const open: Row = {
  ...none,
  step: 'in-progress',
  post: 'posted',
  prove: 'proven',
  'give-up': 'stuck',
  cancel: 'cancelled',
};

export const moveTable: Readonly<Record<TaskState, Row>> = {
  'to-do': { ...open, start: 'in-progress' },
  'in-progress': open,
  posted: { ...none, prove: 'proven', 'give-up': 'stuck' },
  proven: none,
  stuck: {
    ...none,
    post: 'posted',
    prove: 'proven',
    'give-up': 'stuck',
    retry: 'to-do',
    cancel: 'cancelled',
  },
  cancelled: none,
};

export const stateWords: Readonly<Record<TaskState, string>> = {
  'to-do': '待办',
  'in-progress': '办理中',
  posted: '已发布，待回传凭证',
  proven: '已证实',
  stuck: '受阻',
  cancelled: '已取消',
};

const moveWords: Readonly<Record<TaskMove, string>> = {
  start: '开始办理',
  step: '自动发布',
  post: '登记发布',
  prove: '登记凭证',
  'give-up': '标记受阻',
  retry: '重试',
  cancel: '取消',
};

/** What the decisions look at. */
export interface TaskFacts {
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly isAutomatic: boolean;
  /** A step of the carrier is under way at this moment. */
  readonly isLeased: boolean;
}

export function nextState(task: TaskFacts, move: TaskMove): Decision<{ state: TaskState }> {
  const state = moveTable[task.state][move];
  if (state !== null) return { ok: true, state };
  return refuse([
    reason(
      'task-not-open',
      `该任务的状态是“${stateWords[task.state]}”，不能${moveWords[move]}。`,
      cite('本机关规定'),
    ),
  ]);
}

/** Why a person may not make a move now. */
export function moveReasons(task: TaskFacts, move: TaskMove): Reason[] {
  const next = nextState(task, move);
  const reasons = next.ok ? [] : [...next.reasons];
  if (task.isLeased)
    reasons.push(
      reason(
        'delivery-under-way',
        '系统正在通过接口办理该任务，请一分钟后刷新再看结果。',
        cite('本机关规定'),
      ),
    );
  return reasons;
}

export interface PostedFacts {
  readonly postedOn: string;
  readonly postedUntil: string | null;
  readonly today: string;
}

/** What stands against the days somebody names. */
export function postedReasons({ postedOn, postedUntil, today }: PostedFacts): Reason[] {
  const reasons: Reason[] = [];
  if (postedOn > today)
    reasons.push(
      reason('posted-in-future', `发布日期${postedOn}晚于今天，请在实际发布之后登记。`, cite('本机关规定')),
    );
  if (postedUntil !== null && postedUntil < postedOn)
    reasons.push(
      reason('posted-until-before', `截止日期${postedUntil}早于发布日期${postedOn}。`, cite('本机关规定')),
    );
  return reasons;
}
