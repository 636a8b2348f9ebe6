import type { Explanation } from '../../../law/explanation.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { ProjectKind, ReleasedStage } from '../contract.ts';
import { dueStages } from './clocks.ts';

/** The life of a project as the public sees it: what is public, what is still to come, what is late. */

export interface LifeStep {
  readonly stage: string;
  readonly name: string;
  /** `unpublished`: a later stage is public and this one is not. */
  readonly state: 'done' | 'late' | 'due' | 'open' | 'unpublished';
  /** The day on which it happened; null where it has not. */
  readonly on: string | null;
  /** It was published after its day. */
  readonly isLatePublished: boolean;
  /** By when it must come, and how that was computed; null where nothing sets a day. */
  readonly due: Explanation | null;
}

interface DoneStage {
  readonly released: ReleasedStage;
  readonly releasedOn: string;
}

/** Every stage of the kind in its order; a complaint or a change that never came is not missed. */
export function lifeOf(
  kind: ProjectKind,
  done: readonly DoneStage[],
  around: { readonly calendar: Calendar; readonly today: string },
): LifeStep[] {
  const due = dueStages(
    kind,
    done.map(({ released }) => ({ stage: released.stage.stage, on: released.stage.on })),
    around,
  );
  const last = kind.stages.findLastIndex(({ id }) => done.some(each => each.released.stage.stage === id));
  return kind.stages.flatMap(({ id, name, type, repeats }, at): LifeStep[] => {
    const own = done.filter(({ released }) => released.stage.stage === id);
    if (own.length > 0)
      return own.map(({ released: { stage }, releasedOn }) => ({
        ...{ stage: id, name, state: 'done', on: stage.on, due: null },
        isLatePublished: releasedOn > stage.publishBy,
      }));
    if (type === 'complaint' || type === 'change') return [];
    const next = due.find(each => each.stage === id);
    const open = at < last && !repeats ? 'unpublished' : 'open';
    const state = next === undefined ? open : next.isLate ? 'late' : 'due';
    return [
      { ...{ stage: id, name, state, on: null, isLatePublished: false }, due: next?.explanation ?? null },
    ];
  });
}
