import type { ActivityState, TaskRow, TaskState } from '../../../contexts/channels/contract.ts';
import { Mark } from '../../parts/marks.tsx';

export const taskStateWords: Readonly<Record<TaskState, string>> = {
  'to-do': '待办',
  'in-progress': '办理中',
  posted: '待回传凭证',
  proven: '已证实',
  stuck: '受阻',
  cancelled: '已取消',
};
const tones = {
  'to-do': 'blue',
  'in-progress': 'blue',
  posted: 'blue',
  proven: 'green',
  stuck: 'red',
  cancelled: 'plain',
} as const;

export const taskKindWords = { post: '发布', 'take-down': '撤下' } as const;

export const activityStateWords: Readonly<Record<ActivityState, string>> = {
  planned: '已计划',
  held: '已举行',
  drafted: '已起草信息',
  cancelled: '已取消',
};
export const activityKindWords = { 'press-conference': '新闻发布会', interview: '在线访谈' } as const;

/** The state, and beside it what is past its day. */
export function TaskMark({ task }: { readonly task: Pick<TaskRow, 'state' | 'late' | 'kind'> }) {
  const words = task.kind === 'take-down' && task.state === 'posted' ? '待核验' : taskStateWords[task.state];
  return (
    <>
      <Mark tone={tones[task.state]}>{words}</Mark>{' '}
      {task.late !== null && <Mark tone="red">{task.late === 'proof' ? '缺凭证' : '逾期'}</Mark>}
    </>
  );
}

/** The day that counts now: of the hand-over, then of the proof. */
export function dueWords({ state, dueOn, proofDueOn, provisional }: TaskRow): string {
  if (state === 'posted' && proofDueOn !== null) return `${proofDueOn}（凭证）`;
  return provisional ? `${dueOn}（暂定）` : dueOn;
}
